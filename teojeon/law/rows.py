"""Authority rows from outside: the entries `[[row]]` of a parameters file, checked key by key."""

import datetime as dt
from collections.abc import Mapping

from teojeon.law.book import AuthorityRow
from teojeon.law.language.errors import LawError
from teojeon.law.language.reading import read_day

_REQUIRED = ("code", "scope", "value", "from", "source")
_ALLOWED = (*_REQUIRED, "to", "resolution")


def read_rows(content: Mapping[str, object]) -> tuple[AuthorityRow, ...]:
    """The rows of a parsed parameters file. Raises `LawError` with the field `row[n].key`.

    UNKNOWN_KEY for what nobody declared, BAD_VALUE for what is missing, WRONG_TYPE, BAD_DATE. `resolution` may be left
    out for a code that a statute fixes: the book asks for it where an authority's resolution is the only ground.
    """
    for key in content:
        if key != "row":
            raise LawError("UNKNOWN_KEY", "파라미터 파일에는 [[row]]만 적습니다.", key)
    entries = content.get("row", [])
    if not isinstance(entries, list):
        raise LawError("WRONG_TYPE", "행은 [[row]]로 적습니다.", "row")
    return tuple(_row(entry, f"row[{number}]") for number, entry in enumerate(entries))


def _row(entry: object, place: str) -> AuthorityRow:
    if not isinstance(entry, dict):
        raise LawError("WRONG_TYPE", "행은 [[row]]로 적습니다.", place)
    for key in entry:
        if key not in _ALLOWED:
            raise LawError("UNKNOWN_KEY", "행에 없는 이름입니다.", f"{place}.{key}")
    for key in _REQUIRED:
        if key not in entry:
            raise LawError("BAD_VALUE", "행에 빠진 값이 있습니다.", f"{place}.{key}")
    value = entry["value"]
    if not isinstance(value, bool | int | str | dt.date) or isinstance(value, dt.datetime):
        raise LawError("WRONG_TYPE", "금액은 정수로 적습니다.", f"{place}.value")
    last = entry.get("to")
    return AuthorityRow(
        code=_text(entry, "code", place),
        scope=_text(entry, "scope", place),
        value=value,
        from_=read_day(entry["from"], f"{place}.from"),
        to=None if last is None else read_day(last, f"{place}.to"),
        source=_text(entry, "source", place),
        resolution=_text(entry, "resolution", place),
    )


def _text(entry: Mapping[str, object], key: str, place: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise LawError("WRONG_TYPE", "따옴표로 묶은 글자여야 합니다.", f"{place}.{key}")
    return value
