"""The process that looks into files: `python -m teojeon.kernel.documents.checks.worker JOB`. Without Django.

JOB: {"do": "check" | "join" | "walls", "inputs": [descriptor…], "output": descriptor, "answer": descriptor,
"fonts": [folder…], "port": number}. It answers two lines of JSON: {"ready": [wall…]}, then the verdict.
"""

import json
import os
import sys
import traceback
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from teojeon.kernel.documents.checks import defuse, walls
from teojeon.kernel.documents.checks.verdict import Refused


def main() -> None:
    """One job, one answer."""
    job: Mapping[str, Any] = json.loads(sys.argv[1])
    fonts = tuple(Path(folder) for folder in job.get("fonts", ()))
    say(job, {"ready": walls.raise_walls(readable=fonts)})
    say(job, verdict(job, fonts))
    os.close(job["answer"])


def say(job: Mapping[str, Any], words: Mapping[str, Any]) -> None:
    """One line on the pipe to the caller."""
    os.write(job["answer"], json.dumps(words).encode() + b"\n")


def verdict(job: Mapping[str, Any], fonts: tuple[Path, ...]) -> Mapping[str, Any]:
    """The answer to a job, in what JSON holds."""
    if job["do"] == "walls":
        return {"breaches": walls.breaches(job["port"])}
    with ExitStack() as stack:
        files = [stack.enter_context(os.fdopen(number, "rb")) for number in job["inputs"]]
        copy: BinaryIO = stack.enter_context(os.fdopen(job["output"], "w+b"))
        try:
            found = defuse.joined(files, copy) if job["do"] == "join" else defuse.defused(files[0], copy, fonts)
        except Refused as refusal:
            return {"refused": refusal.code}
        except (MemoryError, RecursionError):
            return {"refused": "TOO_HEAVY"}
        except Exception as error:  # a library's answer to bytes that nobody foresaw: named to us, without its words
            return {"refused": "UNREADABLE", "defect": place_of(error)}
        copy.flush()
    return {"kind": found.kind, "pages": found.pages, "safe_kind": found.safe_kind, "removed": list(found.removed)}


def place_of(error: Exception) -> str:
    """Which error, and where in our code it passed last; nothing of the file."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/checks/" in frame.filename]
    where = f" {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"


if __name__ == "__main__":
    main()
