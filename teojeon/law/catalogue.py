"""Which rules the law command can run, by name."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from teojeon.law import victims
from teojeon.law.book import LawBook
from teojeon.law.language.rules import RuleSet


@dataclass(frozen=True)
class Entry:
    """A rule of the command: its declarations, how one case is run, and which authority rows it refuses."""

    rules: RuleSet
    run: Callable[[Mapping[str, object], dt.date, LawBook], dict[str, object]]
    check_rows: Callable[[LawBook], None]


def _victim(facts: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, object]:
    return victims.assess(facts, on, book).as_dict()


ENTRIES: Mapping[str, Entry] = {entry.rules.name: entry for entry in (Entry(victims.VICTIM, _victim, victims.check_rows),)}
