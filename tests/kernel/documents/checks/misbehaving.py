"""A process in the sandbox that does what a taken-over decoder would. Started by test_sandbox only."""

import json
import os
import sys
import time
from pathlib import Path

from teojeon.kernel.documents.checks import walls

job = json.loads(sys.argv[1])


def say(words: object) -> None:
    os.write(job["answer"], json.dumps(words).encode() + b"\n")


def refused(act: object) -> bool:
    try:
        act()  # type: ignore[operator]
    except OSError:
        return True
    return False


def misbehave() -> None:
    match job["do"]:
        case "sleep":
            time.sleep(600)
        case "loop":
            while True:
                pass
        case "memory":
            say({"taken": len(bytes(3 << 30))})
        case "chatter":
            while True:
                os.write(job["answer"], b"x" * 4096)
        case "nonsense":
            os.write(job["answer"], b'{"kind": "pdf"\n')
        case "list":
            say(["kind", "pdf"])
        case "die":
            os.abort()
        case "answer-and-stay":
            say({"kind": "pdf"})
            os.close(job["answer"])
            time.sleep(600)
        case "fill":
            while os.write(job["output"], bytes(1 << 20)):
                pass
        case "lie":
            say(job["words"])
        case "environment":
            say(
                {
                    "names": sorted(os.environ),
                    "folder": str(Path.cwd()),
                    "open": [number for number in range(256) if not refused(lambda number=number: os.fstat(number))],
                }
            )
        case "look":
            places = ["/proc/1/environ", f"/proc/{os.getppid()}/environ", job["secret"], "/etc/shadow"]
            say({"read": [place for place in places if not refused(lambda place=place: Path(place).read_bytes())]})
        case "escape":
            acts = {
                "fork": os.fork,
                "signal": lambda: os.kill(os.getppid(), 0),
                "memory": lambda: os.open(f"/proc/{os.getppid()}/mem", os.O_RDWR),
                "write": lambda: Path(job["secret"]).write_text("changed"),
                "become root": lambda: os.setuid(0) if os.getuid() else os.chroot("/"),
            }
            say({"done": [name for name, act in acts.items() if not refused(act)]})


if job["do"] != "before":
    say({"ready": walls.raise_walls()})
    misbehave()
