"""What a newer extract of a house shows that the former did not. Pure but for the rows it is given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teojeon.services.victims.extracts.models import ExtractRow
from teojeon.services.victims.extracts.reading import YES
from teojeon.ui.formats import or_no_information, won

NEW, CANCELLED, GONE, AMOUNT, HOLDER, RESTORED = "new", "cancelled", "gone", "amount", "holder", "restored"
TITLES = {
    NEW: ("새로 오른 등기", "warning"),
    CANCELLED: ("말소됨", "information"),
    GONE: ("새 증명서에 없음", "warning"),
    AMOUNT: ("금액이 바뀜", "warning"),
    HOLDER: ("권리자가 바뀜", "warning"),
    RESTORED: ("말소로 보던 등기가 남아 있음", "warning"),
}


@dataclass(frozen=True)
class Change:
    """`row`: as the newer extract has it; for one that is gone, as the former had it. `before`, `after`: in words, where they differ."""

    code: str
    row: ExtractRow
    before: str = ""
    after: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.code][0]

    @property
    def tone(self) -> str:
        return TITLES[self.code][1]


def changes_between(former: Iterable[ExtractRow], newer: Iterable[ExtractRow]) -> list[Change]:
    """In the order of the newer extract, then what is gone. Entries are the same by section, rank and receipt."""
    known = {_key(row): row for row in former}
    found: list[Change] = []
    for row in newer:
        before = known.pop(_key(row), None)
        found += [Change(NEW, row)] if before is None else _differences(before, row)
    return found + [Change(GONE, row) for row in known.values() if row.cancelled != YES]


def _key(row: ExtractRow) -> tuple[str, ...]:
    receipt = row.received_no or (row.received_on.isoformat() if row.received_on else row.purpose)
    return row.section, row.rank, receipt


def _differences(before: ExtractRow, row: ExtractRow) -> list[Change]:
    found = []
    if (row.cancelled == YES) != (before.cancelled == YES):
        found.append(Change(CANCELLED if row.cancelled == YES else RESTORED, row))
    if row.amount != before.amount:
        found.append(Change(AMOUNT, row, _won(before.amount), _won(row.amount)))
    if row.holder != before.holder:
        found.append(Change(HOLDER, row, before.holder, row.holder))
    return found


def _won(amount: int | None) -> str:
    return str(or_no_information(None)) if amount is None else won(amount)


def summary(changes: Sequence[Change]) -> list[tuple[str, int]]:
    """How many of each, by title."""
    counted: dict[str, int] = {}
    for each in changes:
        counted[each.title] = counted.get(each.title, 0) + 1
    return list(counted.items())
