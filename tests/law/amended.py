"""A rehearsal of an amendment: the shipped parameters copied, with one more dated row and nothing else."""

import datetime as dt
from pathlib import Path

from teojeon import law
from teojeon.law.book import LawBook

SHIPPED = Path(law.__file__).parent


def amended(folder: Path, code: str, value: str, first: dt.date, source: str) -> LawBook:
    """The law with one more row of `code`, in force from `first`; the row in force until then ends the day before.

    `value` is TOML (600_000_000, true, 2027-05-31). `folder` takes the copies of the parameter files.
    """
    paths = sorted(SHIPPED.glob("*/parameters.toml"))
    copies = []
    for path in paths:
        copy = folder / f"{path.parent.name}-parameters.toml"
        content = path.read_text(encoding="utf-8")
        copy.write_text(
            _with_row(content, code, value, first, source) if f'code = "{code}"' in content else content, encoding="utf-8"
        )
        copies.append(copy)
    if not any(f"from = {first}" in copy.read_text(encoding="utf-8") for copy in copies):
        raise ValueError(f"{code}: no shipped parameter has this code")
    return LawBook.read(*copies)


def _with_row(content: str, code: str, value: str, first: dt.date, source: str) -> str:
    before, this, after = _around(content, code)
    values = this.split("[[parameter.value]]")
    if "\nto = " not in values[-1]:
        values[-1] = values[-1].replace("\nsource =", f"\nto = {first - dt.timedelta(days=1)}\nsource =")
    row = f'\nvalue = {value}\nfrom = {first}\nsource = "{source}"\n\n'
    return before + "[[parameter.value]]".join([*values[:-1], values[-1].rstrip("\n") + "\n\n", row]) + after


def _around(content: str, code: str) -> tuple[str, str, str]:
    """The file before, in and after the parameter of this code."""
    entries = content.split("[[parameter]]\n")
    place = next(number for number, entry in enumerate(entries) if entry.startswith(f'code = "{code}"'))
    entry = entries[place]
    # a comment that belongs to the next parameter stays in front of it
    lines = entry.rstrip("\n").split("\n")
    kept = len(lines)
    while lines[kept - 1].startswith("#") or not lines[kept - 1].strip():
        kept -= 1
    head = "[[parameter]]\n".join(entries[:place]) + "[[parameter]]\n"
    rest = "\n".join(["", *lines[kept:], ""]) if kept < len(lines) else "\n"
    tail = "".join(f"[[parameter]]\n{each}" for each in entries[place + 1 :])
    return head, "\n".join(lines[:kept]) + "\n", rest + tail
