"""Articles that were renumbered: where a citation by an old number stands today, and who still cites so."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from teojeon.law.texts.reader import FOLDER

SPECIAL_ACT = "전세사기피해자법"
_FIRST = dt.date.min


@dataclass(frozen=True)
class Renumbering:
    """What one act renumbered: from `on` the places before stand at the places after."""

    text: str
    act: str
    on: dt.date
    places: Mapping[str, str]


@dataclass(frozen=True)
class Citation:
    """A citation in a text that was not amended with the article it names.

    `cites` is a number of the wording in force on `written_on`; `until` is the last day of the citation as printed.
    """

    text: str
    article: str
    place: str
    cited_text: str
    cites: str
    written_on: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class StaleCitation:
    """On some day `citation` names, read literally, another place than it means: `means` is the right one."""

    citation: Citation
    means: str


def alias(label: str, on: dt.date, *, text: str = SPECIAL_ACT, written_on: dt.date = _FIRST) -> str:
    """Where the place cited as `label` stands on day `on`: 제25조제3항 of 2023 is 제25조제4항 today.

    `written_on`: the day whose numbering the citation follows; without it the first numbering of the statute. A place
    that was never renumbered keeps its label; an item goes with its paragraph.
    """
    for change in renumberings():
        if change.text == text and written_on < change.on <= on:
            label = _moved(label, change.places)
    return label


def stale_citations(on: dt.date) -> tuple[StaleCitation, ...]:
    """Every known citation by a number that meant something else when it was written."""
    found = []
    for each in citations():
        means = alias(each.cites, on, text=each.cited_text, written_on=each.written_on)
        if means != each.cites and each.written_on <= on and (each.until is None or on <= each.until):
            found.append(StaleCitation(each, means))
    return tuple(found)


@cache
def renumberings() -> tuple[Renumbering, ...]:
    """All renumberings by day."""
    rows = (Renumbering(row["text"], row["act"], row["on"], dict(row["places"])) for row in _document()["renumbered"])
    return tuple(sorted(rows, key=lambda row: row.on))


@cache
def citations() -> tuple[Citation, ...]:
    """All citations that were left behind."""
    return tuple(
        Citation(
            row["text"],
            row["article"],
            row["place"],
            row["cited_text"],
            row["cites"],
            row["written_on"],
            row.get("until"),
        )
        for row in _document()["citation"]
    )


def _moved(label: str, places: Mapping[str, str]) -> str:
    if label in places:
        return places[label]
    above = [place for place, moved in places.items() if _holds(place, label) and not moved.startswith(place)]
    if not above:
        return label
    place = max(above, key=len)
    return places[place] + label.removeprefix(place)


def _holds(place: str, label: str) -> bool:
    # 제25조 holds 제25조제1항, but neither 제25조의2 nor itself
    return label.startswith(place) and label[len(place) : len(place) + 1] not in ("", "의")


def _document() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(FOLDER.joinpath("aliases.toml").read_text(encoding="utf-8"))
