"""Every small change of the shipped parameters: each value by one, each first and last day by one day."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from teojeon.law.book import LawBook
from teojeon.law.language.expression import Scalar
from teojeon.law.language.kinds import Choice
from teojeon.law.language.parameters import ParameterTable, Row

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class ChangedLaw:
    """The shipped law with one change of the rows of one parameter."""

    says: str
    law: LawBook
    code: str


def changed_laws(law: LawBook, codes: Collection[str]) -> Iterator[ChangedLaw]:
    """Every change of the rows of these parameters. An edge between two rows moves for both: a gap could not be read."""
    for code in sorted(codes):
        rows = law.table.rows[code]
        for place, row in enumerate(rows):
            for value in _other_values(law, row):
                yield _changed(law, row, f"value {row.value} → {value}", {place: replace(row, value=value)})
            before = next((at for at, other in enumerate(rows) if other.scope == row.scope and other.to == row.from_ - _DAY), None)
            for step in (-_DAY, _DAY):
                moved = {place: replace(row, from_=row.from_ + step)}
                if before is not None:
                    moved[before] = replace(rows[before], to=row.from_ + step - _DAY)
                yield _changed(law, row, f"from {row.from_} → {row.from_ + step}", moved)
                follows = any(other.scope == row.scope and other.from_ > row.from_ for other in rows)
                if row.to is not None and not follows:
                    yield _changed(law, row, f"to {row.to} → {row.to + step}", {place: replace(row, to=row.to + step)})


def _changed(law: LawBook, row: Row, what: str, instead: dict[int, Row]) -> ChangedLaw:
    rows = tuple(instead.get(place, old) for place, old in enumerate(law.table.rows[row.code]))
    table = ParameterTable(law.table.declared, {**law.table.rows, row.code: rows})
    return ChangedLaw(f"{row.code} {row.scope}: {what}", LawBook(table), row.code)


def _other_values(law: LawBook, row: Row) -> Iterator[Scalar]:
    kind = law.table.declared[row.code].parameter.kind
    match row.value:
        case bool():
            yield not row.value
        case int():
            yield from (row.value - 1, row.value + 1)
        case dt.date():
            yield from (row.value - _DAY, row.value + _DAY)
        case _ if isinstance(kind, Choice):
            yield from (code for code in kind.codes if code != row.value)
