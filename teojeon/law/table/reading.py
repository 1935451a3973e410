"""Read the columns of a table exactly: text is parsed or refused, typed columns are checked; nothing is guessed.

A row that is not exactly right is named by a number, the place of its first fault among `faults`; the other rows run.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
from narwhals.dtypes import DType

from teojeon.law.language.errors import ErrorCode, LawError
from teojeon.law.language.kinds import GREATEST_NUMBER, Choice, CodeText, Date, Kind, Won, YesNo
from teojeon.law.language.own_kind import OwnKind
from teojeon.law.table.columns import ID, NOT, ON, AnyValue, Column, is_number

ERROR = "__error"
TEXT_ERROR = "__text_error"
_INTEGER = r"\A-?(?:0|[1-9][0-9]*)\z"
_ISO_DAY = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"
_MOST_DIGITS = len(str(GREATEST_NUMBER))
# one engine writes the year 1 without its zeros when it gets it as a date
_FIRST_DAY, _LAST_DAY = nw.lit(dt.date.min.isoformat()).str.to_date(format="%Y-%m-%d"), dt.date.max
_DIGITS = "__digits_"
_UNREADABLE = (nw.List, nw.Struct, nw.Array, nw.Binary, nw.Object)
NOTHING = nw.lit(None)


@dataclass(frozen=True)
class Fault:
    """What may be wrong with a row: the code of the contract and the column; `found` is true in the rows that have it.

    `between`: it lies between columns, e.g. two facts that contradict each other.
    """

    code: ErrorCode
    column: str
    found: nw.Expr
    between: bool = False


@dataclass(frozen=True)
class Shape:
    """The columns of one file as they stand there: declared columns present, and whether every cell is text (CSV)."""

    present: Mapping[str, Column]
    dtypes: Mapping[str, DType]
    is_text: bool


def shape(columns: Sequence[Column], dtypes: Mapping[str, DType], *, is_text: bool) -> Shape:
    """Check the header before any row runs.

    Raises `LawError` with the column as its field: UNKNOWN_KEY for what nobody declared, BAD_VALUE without `id`,
    WRONG_TYPE for a typed column of another kind. A column without any value (of no type) counts as absent.
    """
    declared = {column.name: column for column in columns}
    for name in dtypes:
        if name not in declared:
            raise LawError("UNKNOWN_KEY", "이 규칙의 표에 없는 열입니다. teojeon law schema 이름 --table로 확인합니다.", name)
    if ID not in dtypes:
        raise LawError("BAD_VALUE", "사건을 가리키는 id 열이 있어야 합니다.", ID)
    present = {column.name: column for column in columns if column.name in dtypes and not _is_empty(dtypes[column.name])}
    if not is_text:
        for name, column in present.items():
            if not _fits(dtypes[name], column.kind):
                raise LawError(
                    "WRONG_TYPE",
                    f"{column.kind.title} 열이어야 합니다. 파일에는 {dtypes[name]}입니다.",
                    name,
                    column.source or None,
                )
    return Shape(present, dtypes, is_text)


def _is_empty(dtype: DType) -> bool:
    return dtype == nw.Unknown


def _fits(dtype: DType, kind: Kind) -> bool:
    if kind == AnyValue:
        return not isinstance(dtype, _UNREADABLE)
    if is_number(kind):
        return dtype.is_integer() and dtype not in (nw.Int128, nw.UInt128)
    if kind == YesNo:
        return dtype == nw.Boolean
    if isinstance(kind, OwnKind):
        return dtype == nw.Date or isinstance(dtype, nw.Datetime | nw.String)
    if kind == Date:
        return dtype == nw.Date or (isinstance(dtype, nw.Datetime) and dtype.time_zone is None)
    return isinstance(dtype, nw.String | nw.Categorical | nw.Enum)


@dataclass(frozen=True)
class Read:
    """A frame with typed columns for every declared column there is, and the number of each row's first fault in `__error`."""

    frame: nw.LazyFrame[Any]
    faults: tuple[Fault, ...]


def read(frame: nw.LazyFrame[Any], columns: Sequence[Column], its: Shape, more: Sequence[Fault], on: dt.date) -> Read:
    """Type and check every row. Faults count in the order of the columns; `more` are faults that a rule adds.

    Where the table has the column `on`, an empty cell of it becomes the day `on`. A cell out of range is null afterwards: a sum over it would overflow and stop an engine.
    """
    present = [column for column in columns if column.name in its.present and column.name != ID]
    parse, faults_of = (_of_text, _text_faults) if its.is_text else (_of_type, _type_faults)
    first = [fault for column in present for fault in faults_of(column, its.dtypes[column.name])]
    second = [*(fault for column in present for fault in _value_faults(column)), *_not_beside_a_date(present), *more]
    place = {column.name: number for number, column in enumerate(columns)}
    # what lies between columns comes after each column by itself, as for one case
    order = sorted([*first, *second], key=lambda fault: (fault.between, place[fault.column]))
    number = {id(fault): position for position, fault in enumerate(order)}
    parsed = {column.name: parse(column, its.dtypes[column.name]) for column in present}
    clamped = {column.name: _in_range(nw.col(column.name)) for column in present if column.kind == Won}
    if ON in its.present:
        clamped[ON] = nw.coalesce(nw.col(ON), nw.lit(on))
    if its.is_text and any(column.kind == Date for column in present):
        frame = frame.with_columns(**{_DIGITS + column.name: _digits(column) for column in present if column.kind == Date})
    if first:
        frame = frame.with_columns(**parsed, **{TEXT_ERROR: _first(first, number)})
        frame = frame.with_columns(**clamped, **{ERROR: _earlier(_first(second, number))})
    else:
        frame = frame.with_columns(**parsed) if parsed else frame
        frame = frame.with_columns(**clamped, **{ERROR: _first(second, number)})
    return Read(frame, tuple(order))


def _of_type(column: Column, dtype: DType) -> nw.Expr:
    cells = nw.col(column.name)
    if is_number(column.kind):
        return cells if dtype == nw.Int64 else cells.cast(nw.Int64) if dtype != nw.UInt64 else _in_range(cells).cast(nw.Int64)
    if column.kind == Date and isinstance(dtype, nw.Datetime):
        return cells.cast(nw.Date)
    if isinstance(column.kind, Choice | CodeText):
        return cells if dtype == nw.String else cells.cast(nw.String)
    return cells


def _type_faults(column: Column, dtype: DType) -> Iterator[Fault]:
    cells = nw.col(column.name)
    if column.kind == Date and isinstance(dtype, nw.Datetime):
        yield Fault("BAD_DATE", column.name, cells != cells.dt.truncate("1d"))
    if dtype == nw.UInt64 and is_number(column.kind):
        yield Fault("BAD_VALUE", column.name, cells > GREATEST_NUMBER)


def _of_text(column: Column, dtype: DType) -> nw.Expr:
    cells = nw.col(column.name)
    if is_number(column.kind):
        return nw.when(_is_short(cells) & cells.str.contains(_INTEGER)).then(cells).otherwise(NOTHING).cast(nw.Int64)
    if column.kind == Date:
        return nw.when(_is_day(column)).then(cells).otherwise(NOTHING).str.to_date(format="%Y-%m-%d")
    if column.kind == YesNo:
        return nw.when(cells.is_in(["true", "false"])).then(cells == "true").otherwise(NOTHING)
    return cells


def _text_faults(column: Column, dtype: DType) -> Iterator[Fault]:
    cells = nw.col(column.name)
    if is_number(column.kind):
        yield Fault("WRONG_TYPE", column.name, ~cells.str.contains(_INTEGER))
        long = ~_is_short(cells)
        if column.kind == Won:
            yield Fault("NEGATIVE_AMOUNT", column.name, long & cells.str.starts_with("-"))
        yield Fault("BAD_VALUE", column.name, long)
    elif column.kind == Date:
        yield Fault("BAD_DATE", column.name, ~_is_day(column) & ~cells.is_null())
    elif column.kind == YesNo:
        yield Fault("WRONG_TYPE", column.name, ~cells.is_in(["true", "false"]))


def _value_faults(column: Column) -> Iterator[Fault]:
    """What a cell of the right type may still be: negative, outside its range or its closed list."""
    cells = nw.col(column.name)
    if column.kind == Won:
        yield Fault("NEGATIVE_AMOUNT", column.name, cells < 0)
        yield Fault("BAD_VALUE", column.name, cells > GREATEST_NUMBER)
    elif is_number(column.kind):
        yield Fault("BAD_VALUE", column.name, (cells < (column.minimum or 0)) | (cells > GREATEST_NUMBER))
    elif column.kind == Date:
        yield Fault("BAD_DATE", column.name, (cells < _FIRST_DAY) | (cells > _LAST_DAY))
    elif isinstance(column.kind, Choice):
        yield Fault("BAD_VALUE", column.name, ~cells.is_in(list(column.kind.codes)))
    elif isinstance(column.kind, CodeText):
        yield Fault("BAD_VALUE", column.name, ~cells.str.contains(_whole(column.kind.pattern)))


def _not_beside_a_date(present: Sequence[Column]) -> Iterator[Fault]:
    names = {column.name for column in present}
    for column in present:
        dated = column.name.removesuffix(NOT)
        if column.name.endswith(NOT) and dated in names:
            yield Fault("BAD_VALUE", column.name, nw.col(column.name) & ~nw.col(dated).is_null())


def _is_short(cells: nw.Expr) -> nw.Expr:
    # one place more for the sign: whatever is longer lies outside every range and would not fit a machine number
    return cells.str.len_chars() <= _MOST_DIGITS + 1


def _digits(column: Column) -> nw.Expr:
    """2026-11-20 as the number 20261120; null for what is not written like a day."""
    cells = nw.col(column.name)
    shaped = nw.when(cells.str.contains(_ISO_DAY)).then(cells).otherwise(NOTHING)
    return shaped.str.replace_all("-", "", literal=True).cast(nw.Int32)


def _is_day(column: Column) -> nw.Expr:
    """Whether the text is a day of the calendar, written 2026-11-20; false for an empty cell."""
    digits = nw.col(_DIGITS + column.name)
    year, month, day = digits // 10_000, digits // 100 % 100, digits % 100
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = nw.when(is_leap).then(nw.lit(29)).otherwise(nw.lit(28))
    others = nw.when(month.is_in([4, 6, 9, 11])).then(nw.lit(30)).otherwise(nw.lit(31))
    last = nw.when(month == 2).then(february).otherwise(others)
    known = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= last)
    return nw.when(known).then(nw.lit(True)).otherwise(nw.lit(False))


def _whole(pattern: str) -> str:
    # \d means every script's digits in one engine and ASCII in another; $ lets a line end pass in a third
    return rf"\A(?:{pattern})\z".replace(r"\d", "[0-9]")


def _in_range(cells: nw.Expr) -> nw.Expr:
    return nw.when((cells >= 0) & (cells <= GREATEST_NUMBER)).then(cells).otherwise(NOTHING)


def _first(faults: Sequence[Fault], number: Mapping[int, int]) -> nw.Expr:
    found = nw.lit(None, dtype=nw.Int16)
    for fault in sorted(faults, key=lambda each: -number[id(each)]):
        found = nw.when(fault.found).then(nw.lit(number[id(fault)], dtype=nw.Int16)).otherwise(found)
    return found


def _earlier(found: nw.Expr) -> nw.Expr:
    """The lower of two fault numbers, where an unfound one counts as none."""
    before = nw.col(TEXT_ERROR)
    return nw.when(before.is_null() | (found < before)).then(found).otherwise(before)
