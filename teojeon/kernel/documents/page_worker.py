"""The process that draws one page of a defused copy: `python -m teojeon.kernel.documents.page_worker JOB`. Without Django.

Behind the same walls as the checks. JOB: {"page": from 1, "width": pixels, "inputs": [descriptor], "output": descriptor, "answer":
descriptor}. It answers {"ready": [wall…]}, then {"drawn": true} or {"drawn": false}.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import pypdfium2

from teojeon.kernel.documents.checks import walls

MOST_PIXELS = 12_000_000


def main() -> None:
    """One page, one answer."""
    job: Mapping[str, Any] = json.loads(sys.argv[1])
    _say(job, {"ready": walls.raise_walls()})
    with os.fdopen(job["inputs"][0], "rb") as source:
        content = source.read()
    _say(job, {"drawn": _draw(content, job)})
    os.close(job["answer"])


def _draw(content: bytes, job: Mapping[str, Any]) -> bool:
    try:
        document = pypdfium2.PdfDocument(content)
        page = document[job["page"] - 1]
        width, height = page.get_size()
        scale = min(job["width"] / width, (MOST_PIXELS / (width * height)) ** 0.5)
        picture = page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, IndexError, ZeroDivisionError, MemoryError, ValueError):
        return False
    with os.fdopen(job["output"], "wb", closefd=False) as target:
        picture.save(target, "PNG")
    return True


def _say(job: Mapping[str, Any], words: Mapping[str, Any]) -> None:
    os.write(job["answer"], json.dumps(words).encode() + b"\n")


if __name__ == "__main__":
    main()
