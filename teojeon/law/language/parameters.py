"""Dated parameters: their declaration, their rows, and the reader of `parameters.toml`."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from teojeon.law.language.errors import DefinitionError, LawError
from teojeon.law.language.expression import Parameter, Scalar, Settler
from teojeon.law.language.kinds import GREATEST_NUMBER, Choice, Count, Date, Days, Kind, Won, YesNo, choice
from teojeon.law.language.periods import headers, no_gap_or_overlap, required_day, required_text

Home: TypeAlias = Literal["statute", "authority", "default"]
NATION = "nation"
_SCOPE = re.compile(r"nation|sido:\d{2}|case:\S+|class:[a-z_]+")
_KINDS: dict[str, Kind] = {kind.name: kind for kind in (Won, Date, Days, Count, YesNo)}


@dataclass(frozen=True)
class Row:
    """One value of one parameter: where it holds (`scope`), on which days (both included), and who fixed it.

    `home` is "statute" for what a text fixes, "authority" for what an authority fixed by `resolution`, and "default" for
    what ships for a code that an authority may fix: a reading taken until somebody decides otherwise.
    """

    code: str
    scope: str
    value: Scalar
    from_: dt.date
    to: dt.date | None
    source: str
    home: Home = "statute"
    resolution: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Whether the row is in force that day."""
        return self.from_ <= day and (self.to is None or day <= self.to)

    def as_dict(self) -> dict[str, object]:
        """As findings and receipts name it; rows of an authority carry their scope and resolution too."""
        return dict(self._shown)

    @cached_property
    def _shown(self) -> dict[str, object]:
        shown: dict[str, object] = {
            "value": plain(self.value),
            "from": self.from_.isoformat(),
            "to": None if self.to is None else self.to.isoformat(),
            "source": self.source,
            "home": self.home,
        }
        if self.home == "authority":
            shown |= {"scope": self.scope, "resolution": self.resolution}
        return shown


@dataclass(frozen=True)
class Declaration:
    """What is fixed about a parameter apart from its values: kind, Korean title, home, and the scopes it may have."""

    parameter: Parameter
    home: Home
    source: str
    scopes: tuple[str, ...] = (NATION,)

    def allows(self, scope: str) -> bool:
        """Whether a row may have this scope; `sido` among `scopes` allows `sido:11`."""
        return is_scope(scope) and scope.partition(":")[0] in self.scopes


@dataclass(frozen=True)
class ParameterTable:
    """All declared parameters and the rows that ship."""

    declared: Mapping[str, Declaration]
    rows: Mapping[str, tuple[Row, ...]]

    def parameter(self, code: str) -> Parameter:
        """The parameter for use in a rule; an undeclared code fails at import."""
        if code not in self.declared:
            raise DefinitionError(f"{code}: no parameters.toml declares it")
        return self.declared[code].parameter


def plain(value: Scalar | None) -> bool | int | str | None:
    """A value as JSON knows it: dates as ISO text."""
    return value.isoformat() if isinstance(value, dt.date) else value


def check_value(value: object, kind: Kind, field: str, source: str | None = None) -> Scalar:
    """A value of this kind within its range, or `WRONG_TYPE`, `NEGATIVE_AMOUNT`, `BAD_VALUE` with its field."""
    if kind == YesNo and isinstance(value, bool):
        return value
    if kind == Date and isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(kind, Choice):
        return _check_choice(value, kind, field, source)
    if kind in (Won, Count, Days) and isinstance(value, int) and not isinstance(value, bool):
        if value < 0:
            code: Literal["NEGATIVE_AMOUNT", "BAD_VALUE"] = "NEGATIVE_AMOUNT" if kind == Won else "BAD_VALUE"
            raise LawError(code, "0보다 작을 수 없습니다.", field, source)
        if value > GREATEST_NUMBER:
            raise LawError("BAD_VALUE", "1,000,000,000,000,000(10의 15제곱)을 넘을 수 없습니다.", field, source)
        return value
    raise LawError("WRONG_TYPE", f"{kind.title} 값이어야 합니다.", field, source)


def _check_choice(value: object, kind: Choice, field: str, source: str | None) -> str:
    if not isinstance(value, str):
        raise LawError("WRONG_TYPE", f"{', '.join(kind.codes)} 중 하나여야 합니다.", field, source)
    if value not in kind.codes:
        raise LawError("BAD_VALUE", f"{', '.join(kind.codes)} 중 하나여야 합니다.", field, source)
    return value


def is_scope(text: str) -> bool:
    """Whether a text is a scope: `nation`, `sido:11`, `case:…` or `class:seoul`."""
    return _SCOPE.fullmatch(text) is not None


def read_parameters(paths: tuple[Path, ...]) -> ParameterTable:
    """The parameters of these TOML files. Anything faulty fails here with file, line and code."""
    declared: dict[str, Declaration] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    for path in paths:
        for declaration, its_rows in _read_file(path):
            code = declaration.parameter.code
            if code in declared:
                raise DefinitionError(f"{path.name}: {code} is declared twice")
            declared[code] = declaration
            rows[code] = its_rows
    return ParameterTable(declared, rows)


def _read_file(path: Path) -> list[tuple[Declaration, tuple[Row, ...]]]:
    content = path.read_text(encoding="utf-8")
    entry_lines, value_lines = headers(content, "parameter"), headers(content, "parameter.value")
    found: list[tuple[Declaration, tuple[Row, ...]]] = []
    seen = 0
    for number, entry in enumerate(tomllib.loads(content).get("parameter", [])):
        place = f"{path.parent.name}/{path.name}:{entry_lines[number]}"
        declaration = _declaration(entry, place)
        code = declaration.parameter.code
        rows: list[Row] = []
        for value in entry.get("value", []):
            where = f"{path.parent.name}/{path.name}:{value_lines[seen]} {code}"
            seen += 1
            rows.append(_row(declaration, value, where))
            no_gap_or_overlap([(row.from_, row.to) for row in rows if row.scope == rows[-1].scope], where)
        if not rows and declaration.home == "statute":
            raise DefinitionError(f"{place} {code}: a statute's parameter has no value")
        found.append((declaration, tuple(rows)))
    return found


def _declaration(entry: Mapping[str, object], place: str) -> Declaration:
    code = required_text(entry, "code", place)
    place = f"{place} {code}"
    title = required_text(entry, "title", place)
    kind = _kind(entry, place)
    home = entry.get("home", "statute")
    if home not in ("statute", "authority"):
        raise DefinitionError(f"{place}: home is statute or authority")
    settled = entry.get("settled_by")
    settler = Settler(who=settled["who"], what=settled["what"]) if isinstance(settled, dict) else None
    source = required_text(entry, "source", place) if home == "authority" else ""
    scopes = entry.get("scopes", [NATION])
    if not isinstance(scopes, list) or not all(isinstance(scope, str) for scope in scopes):
        raise DefinitionError(f"{place}: scopes is a list of nation, sido, case")
    parameter = Parameter(code, kind, title, settler)
    return Declaration(parameter, "authority" if home == "authority" else "statute", source, tuple(scopes))


def _kind(entry: Mapping[str, object], place: str) -> Kind:
    name, options = required_text(entry, "kind", place), entry.get("options")
    if name == "choice" and isinstance(options, dict) and options:
        return choice(**{code: str(title) for code, title in options.items()})
    if name not in _KINDS or options is not None:
        raise DefinitionError(f"{place}: unknown kind {name!r}, or options without the kind choice")
    return _KINDS[name]


def _row(declaration: Declaration, entry: Mapping[str, object], place: str) -> Row:
    first, last = required_day(entry, place)
    source = required_text(entry, "source", place)
    scope = entry.get("scope", NATION)
    if not isinstance(scope, str) or not declaration.allows(scope):
        raise DefinitionError(f"{place}: {scope!r} is not among the scopes of the parameter")
    try:
        value = check_value(entry.get("value"), declaration.parameter.kind, "value")
    except LawError as error:
        raise DefinitionError(f"{place}: {error.code} {entry.get('value')!r}") from error
    home: Home = "default" if declaration.home == "authority" else "statute"
    return Row(declaration.parameter.code, scope, value, first, last, source, home)
