"""The law book: every dated value a rule may read, from both homes, as one immutable object.

What a statute, decree or rule fixes ships in `parameters.toml`; what an authority fixes comes as rows.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from teojeon.law.language.errors import LawError
from teojeon.law.language.expression import Parameter, Scalar
from teojeon.law.language.parameters import NATION, ParameterTable, Row, check_value, read_parameters

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class AuthorityRow:
    """A value that an authority fixed: `scope` is `nation`, `sido:11` or `case:…`; both days are included."""

    code: str
    scope: str
    value: Scalar
    from_: dt.date
    to: dt.date | None
    source: str
    resolution: str


@cache
def shipped_parameters() -> ParameterTable:
    """All parameters that ship with the code, read once."""
    return read_parameters(tuple(sorted(_HERE.glob("*/parameters.toml"))))


def parameter(code: str) -> Parameter:
    """A declared parameter for use in a rule; an undeclared code fails at import."""
    return shipped_parameters().parameter(code)


@dataclass(frozen=True, eq=False)
class LawBook:
    """Shipped values and authority rows. Rules read it through `in_force` and `in_force_for`; nothing changes it.

    `hypothetical` is true where a row replaces what a statute fixes: results under such a book are simulations.
    """

    table: ParameterTable
    authority: tuple[Row, ...] = ()
    hypothetical: bool = False

    @classmethod
    def shipped(cls) -> "LawBook":
        """The law as it ships, without any authority's rows."""
        return cls(shipped_parameters())

    @classmethod
    def read(cls, *paths: Path) -> "LawBook":
        """The law of other parameter files: a rehearsal of an amendment."""
        return cls(read_parameters(paths))

    def with_rows(self, rows: Iterable[AuthorityRow]) -> "LawBook":
        """A book that also holds these rows.

        A row of a code that a statute fixes takes the place of the shipped row from its first day on.
        Raises `LawError`: UNKNOWN_KEY (undeclared code), BAD_VALUE (scope, range, overlap of two rows of one code and
        scope) and the errors of the value's kind; the field is `row[n].key`.
        """
        book = self
        for number, row in enumerate(rows):
            book = book._with_row(row, f"row[{number}]")
        return book

    def in_force(self, code: str, on: dt.date) -> Row:
        """The nation's row of `code` on that day, or `NOT_IN_FORCE`."""
        row = self.in_force_for(code, NATION, on)
        if row is None:
            raise LawError("NOT_IN_FORCE", f"{on}에 시행 중인 값이 없습니다: {code}", "on")
        return row

    def in_force_for(self, code: str, scope: str, on: dt.date) -> Row | None:
        """The row of `code` for one scope on that day, or None. What an authority fixed goes before a shipped default."""
        return next((row for row in self.rows(code) if row.scope == scope and row.holds_on(on)), None)

    def scopes_in_force(self, code: str, prefix: str, on: dt.date) -> Mapping[str, Row]:
        """Every row of `code` in force on that day, by the part of its scope after `prefix:`."""
        start = f"{prefix}:"
        found = [row for row in self.rows(code) if row.scope.startswith(start) and row.holds_on(on)]
        return {row.scope.removeprefix(start): row for row in reversed(found)}

    def rows(self, code: str) -> tuple[Row, ...]:
        """Every row of `code` from both homes; an authority's before those that ship."""
        return tuple(row for row in self.authority if row.code == code) + self.table.rows.get(code, ())

    def _with_row(self, row: AuthorityRow, place: str) -> "LawBook":
        entered = self._checked(row, place)
        authority = (*self.authority, entered)
        if self.table.declared[row.code].home == "authority":
            return replace(self, authority=authority)
        kept = tuple(each for old in self.table.rows[row.code] for each in _outside(old, entered))
        rows = {**self.table.rows, row.code: kept}
        return LawBook(ParameterTable(self.table.declared, rows), authority, hypothetical=True)

    def _checked(self, row: AuthorityRow, place: str) -> Row:
        declaration = self.table.declared.get(row.code)
        if declaration is None:
            raise LawError("UNKNOWN_KEY", f"선언되지 않은 파라미터입니다: {row.code}", f"{place}.code")
        if not declaration.allows(row.scope):
            allowed = ", ".join(declaration.scopes)
            raise LawError("BAD_VALUE", f"이 값의 적용 범위가 아닙니다. 가능한 범위: {allowed}", f"{place}.scope", row.source)
        if not row.source.strip():
            raise LawError("BAD_VALUE", "근거를 적어야 합니다.", f"{place}.source")
        if declaration.home == "authority" and not row.resolution.strip():
            raise LawError("BAD_VALUE", "의결 번호를 적어야 합니다.", f"{place}.resolution", row.source)
        if row.to is not None and row.to < row.from_:
            raise LawError("BAD_VALUE", "끝나는 날이 시작하는 날보다 빠릅니다.", f"{place}.to", row.source)
        value = check_value(row.value, declaration.parameter.kind, f"{place}.value", row.source)
        entered = Row(row.code, row.scope, value, row.from_, row.to, row.source, "authority", row.resolution)
        for other in self.authority:
            if (other.code, other.scope) == (row.code, row.scope) and _overlap(other, entered):
                message = f"같은 범위에서 기간이 겹치는 값이 있습니다: {other.resolution or other.source}"
                raise LawError("BAD_VALUE", message, f"{place}.from", row.source)
        return entered


def _overlap(one: Row, other: Row) -> bool:
    return (other.to is None or one.from_ <= other.to) and (one.to is None or other.from_ <= one.to)


def _outside(shipped: Row, entered: Row) -> tuple[Row, ...]:
    """What is left of a shipped row: it ends the day before the entered row begins.

    A shipped row that begins later still holds after the entered row has ended.
    """
    day = dt.timedelta(days=1)
    if shipped.scope != entered.scope:
        return (shipped,)
    if shipped.from_ < entered.from_:
        if shipped.to is not None and shipped.to < entered.from_:
            return (shipped,)
        return (replace(shipped, to=entered.from_ - day),)
    if entered.to is None or (shipped.to is not None and shipped.to <= entered.to):
        return ()
    return (replace(shipped, from_=max(shipped.from_, entered.to + day)),)
