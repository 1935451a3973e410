"""Which rules the law command can run, by name."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from teojeon.law import period, victims
from teojeon.law.book import LawBook
from teojeon.law.language.rules import RuleSet
from teojeon.law.victims import minimum_guarantee, recovery_estimate, small_deposit, tax_apportionment


@dataclass(frozen=True)
class Entry:
    """A rule of the command: its declarations, how one case is run, and which authority rows it refuses."""

    rules: RuleSet
    run: Callable[[Mapping[str, object], dt.date, LawBook], dict[str, object]]
    check_rows: Callable[[LawBook], None]


def _victim(facts: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, object]:
    return victims.assess(facts, on, book).as_dict()


_ALL = (
    Entry(victims.VICTIM, _victim, victims.check_rows),
    Entry(small_deposit.SMALL_DEPOSIT.rules, small_deposit.run, small_deposit.check_rows),
    Entry(period.PERIOD, period.run, period.check_rows),
    Entry(minimum_guarantee.MINIMUM_GUARANTEE.rules, minimum_guarantee.run, minimum_guarantee.check_rows),
    Entry(tax_apportionment.TAX_APPORTIONMENT, tax_apportionment.run, tax_apportionment.check_rows),
    Entry(recovery_estimate.RECOVERY_ESTIMATE, recovery_estimate.run, recovery_estimate.check_rows),
)
ENTRIES: Mapping[str, Entry] = {entry.rules.name: entry for entry in _ALL}
