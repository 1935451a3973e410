"""Makes files as an attacker would send them: `python -m tools.hostile.make FOLDER`.

Nothing in them is harmful here: no exploit, EICAR's agreed test string for a virus, addresses of the documentation
networks. What would unpack to gigabytes is small on the disk. FOLDER gets the files and `list.json`: what the checks must
answer to each.
"""

import json
import sys
from pathlib import Path

from tools.hostile import hangul_files, pdfs, photos
from tools.hostile.samples import EICAR, EXE, HTML, SVG, Hostile, photo, saved


def others() -> list[Hostile]:
    """Neither PDF nor picture nor 한글, whatever the name says."""
    return [
        Hostile("empty.pdf", lambda: b"", refused="EMPTY"),
        Hostile("zeros.jpg", lambda: bytes(4096), refused="EMPTY"),
        Hostile("many-zeros.pdf", lambda: bytes(1 << 20), refused="EMPTY"),
        Hostile("one-letter.pdf", lambda: b"%", refused="KIND_UNKNOWN"),
        Hostile("계약서\u202efdp.exe", lambda: EXE, refused="KIND_UNKNOWN"),
        Hostile("-rf --no-preserve-root;$(reboot).jpg", lambda: saved(photo(), "JPEG")),
        Hostile("page.html", lambda: HTML, refused="KIND_UNKNOWN"),
        Hostile("drawing.svg", lambda: SVG, refused="KIND_UNKNOWN"),
        Hostile("letter.rtf", lambda: rb"{\rtf1{\object\objdata 0105000002}}", refused="KIND_UNKNOWN"),
        Hostile("short-cut.lnk", lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(200), refused="KIND_UNKNOWN"),
        Hostile("archive.pdf", pdfs.archive, refused="KIND_UNKNOWN"),
        Hostile("packed.tif", lambda: b"\x1f\x8b\x08\0" + bytes(200), refused="KIND_UNKNOWN"),
        Hostile("program.hwp", lambda: b"\x7fELF" + bytes(200), refused="KIND_UNKNOWN"),
        Hostile("eicar.com", lambda: EICAR, refused="KIND_UNKNOWN"),
    ]


def corpus() -> list[Hostile]:
    """Every hostile file; names are unique."""
    return [*pdfs.files(), *photos.files(), *hangul_files.files(), *others()]


def main(folder: Path) -> None:
    """Write them all."""
    folder.mkdir(parents=True, exist_ok=True)
    found = corpus()
    for file in found:
        (folder / file.name).write_bytes(file.make())
    listed = {file.name: {"refused": file.refused} if file.refused else {"removed": list(file.removed)} for file in found}
    (folder / "list.json").write_text(json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{folder}: {len(found)}개")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m tools.hostile.make FOLDER")
    main(Path(sys.argv[1]))
