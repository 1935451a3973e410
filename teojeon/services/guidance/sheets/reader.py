"""The forms of the Rule and of the directive by title, each with the days on which it holds (S1-GUI-01).

Their official layouts are not loaded (A-25): the list says so, and nothing here draws a form.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("sheets.toml")


@dataclass(frozen=True)
class Sheet:
    """One form. `group`: "rule" or "directive". `by`: who fills it in. `act`: the text that last fixed it."""

    group: str
    number: str
    title: str
    source: str
    by: str
    act: str
    from_: dt.date
    to: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the form is valid that day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@cache
def sheets() -> tuple[Sheet, ...]:
    """All forms in the order of their numbers. KeyError for an entry that lacks a key."""
    document = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Sheet(raw["group"], raw["number"], raw["title"], raw["source"], raw["by"], raw["act"], raw["from"], raw.get("to"))
        for raw in document["sheet"]
    )


def sheets_on(day: dt.date, group: str) -> list[Sheet]:
    """The forms of a group that are valid that day."""
    return [sheet for sheet in sheets() if sheet.group == group and sheet.holds_on(day)]
