"""Replay a receipt: the same facts under the law of its own day and of another, and what differs between the two.

Whoever holds a result can check it without a database: nothing is read but the receipt and the law that ships.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.catalogue import ENTRIES, Entry
from teojeon.law.language.errors import LawError
from teojeon.law.language.kinds import Date
from teojeon.law.language.reading import read_day
from teojeon.law.period.ad_hoc import AD_HOC_HOLIDAY
from teojeon.law.receipt import canonical_json, is_intact

_PARTS = ("name", "on", "facts", "law", "parameters", "engine", "sha256")
_NOT_COMPARED = frozenset({"receipt", "on", "findings"})
"""Of a result: what is walked by itself, or differs by nature."""
_SHIPPED = ("statute", "default")
_NOTHING_IN_FORCE = object()

Json = Mapping[str, object]


def replay(document: object, on: dt.date) -> dict[str, object]:
    """A receipt, or a result that carries one, under the law of the day `on`.

    Answers `before` (recomputed under the receipt's own day and authority rows), `after` (with those of its authority rows that
    hold on the new day, and every holiday fixed ad hoc, which is itself the day of its row) and `differences` (`path`, `before`,
    `after`, `source`). `mismatch` is true where the document carries a result other than the recomputed one. Raises `LawError`:
    WRONG_TYPE or BAD_VALUE for a broken shape, BAD_VALUE with the field `sha256` for a receipt that was changed, UNKNOWN_NAME,
    and all that the rule itself refuses, among them NOT_IN_FORCE.
    """
    if not isinstance(document, Mapping):
        raise LawError("WRONG_TYPE", "계산 기록이나 계산 결과를 JSON 객체 하나로 적습니다.", "receipt")
    receipt = _checked(document.get("receipt", document))
    entry = _entry(receipt["name"])
    facts, parameters = _object(receipt["facts"], "facts"), _object(receipt["parameters"], "parameters")
    rows = tuple(dict.fromkeys(_authority_rows(parameters)))
    book = _book(entry, rows, hypothetical=receipt.get("hypothetical") is True)
    before = _plain(entry.run(facts, read_day(receipt["on"], "on"), book))
    after = _plain(entry.run(facts, on, _book(entry, tuple(row for row in rows if row.code == AD_HOC_HOLIDAY or _holds(row, on)))))
    answer: dict[str, object] = {"before": before, "after": after, "differences": list(_differences(entry, before, after))}
    if "receipt" in document and not _states(document, before):
        answer["mismatch"] = True
    return answer


def _checked(receipt: object) -> Json:
    """The receipt, whole and unchanged."""
    if not isinstance(receipt, Mapping):
        raise LawError("WRONG_TYPE", "계산 기록은 JSON 객체여야 합니다.", "receipt")
    for part in _PARTS:
        if part not in receipt:
            raise LawError("BAD_VALUE", "계산 기록에 빠진 항목이 있습니다.", part)
    try:
        intact = is_intact(receipt)
    except (ValueError, TypeError, RecursionError) as error:  # half a character, a number that is none, endless nesting
        raise LawError("BAD_VALUE", "계산 기록을 읽을 수 없습니다.", "receipt") from error
    if not intact:
        raise LawError("BAD_VALUE", "계산 기록이 만들어진 뒤에 바뀌었습니다. 원본을 다시 구합니다.", "sha256")
    return receipt


def _entry(name: object) -> Entry:
    entry = ENTRIES.get(name) if isinstance(name, str) else None
    if entry is None:
        raise LawError("UNKNOWN_NAME", f"없는 규칙입니다. 있는 규칙: {', '.join(ENTRIES)}", "name")
    return entry


def _object(value: object, field: str) -> Json:
    if not isinstance(value, Mapping):
        raise LawError("WRONG_TYPE", "이름과 값으로 된 묶음이어야 합니다.", field)
    return value


def _authority_rows(parameters: Json) -> Iterator[AuthorityRow]:
    """The rows that an authority fixed, each once; what ships is read again from the law itself.

    A code that was read at several places stands there as `CODE` and as `CODE:place`.
    """
    for key, given in parameters.items():
        field, code = f"parameters.{key}", key.partition(":")[0]
        row = _object(given, field)
        if row.get("home") in _SHIPPED:
            continue
        last = row.get("to")
        yield AuthorityRow(
            code=code,
            scope=_text(row, "scope", field),
            value=_value(code, row.get("value"), f"{field}.value"),
            from_=read_day(row.get("from"), f"{field}.from"),
            to=None if last is None else read_day(last, f"{field}.to"),
            source=_text(row, "source", field),
            resolution=_text(row, "resolution", field),
        )


def _text(row: Json, key: str, field: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise LawError("WRONG_TYPE", "따옴표로 묶은 글자여야 합니다.", f"{field}.{key}")
    return value


def _value(code: str, value: object, field: str) -> bool | int | str | dt.date:
    declaration = LawBook.shipped().table.declared.get(code)
    if declaration is not None and declaration.parameter.kind == Date:
        return read_day(value, field)
    if not isinstance(value, bool | int | str):
        raise LawError("WRONG_TYPE", "금액은 정수로 적습니다.", field)
    return value


def _book(entry: Entry, rows: tuple[AuthorityRow, ...], *, hypothetical: bool = False) -> LawBook:
    book = LawBook.shipped()
    for row in rows:
        try:
            book = book.with_rows([row])
        except LawError as error:
            part = (error.field or "").rpartition(".")[2]
            raise LawError(error.code, error.message, f"parameters.{row.code}.{part}", error.source) from error
    entry.check_rows(book)
    # a row that replaced the statute may lie outside the day of the receipt, and then it is not among the rows read
    return replace(book, hypothetical=True) if hypothetical else book


def _holds(row: AuthorityRow, on: dt.date) -> bool:
    return row.from_ <= on and (row.to is None or on <= row.to)


def _plain(value: object) -> dict[str, object]:
    """As JSON gives it back: tuples are lists, and equal values are equal. The result keeps the order of its keys."""
    plain: dict[str, object] = json.loads(canonical_json(value))
    return {key: plain[key] for key in value} if isinstance(value, Mapping) else plain


def _states(document: Json, before: Json) -> bool:
    """Whether the document says of the result what was recomputed. Keys of a newer or older engine say nothing about it."""
    stated = {key: value for key, value in document.items() if key != "receipt" and (key in before or key == "findings")}
    try:
        return all(_plain({key: value}) == {key: before.get(key)} for key, value in stated.items())
    except (ValueError, TypeError, RecursionError):  # not what JSON can hold, so not what was recomputed
        return False


def _differences(entry: Entry, before: Json, after: Json) -> Iterator[dict[str, object]]:
    """The results first, then each finding's value, then the parameters that were read."""
    for key in dict.fromkeys([*before, *after]):
        if key not in _NOT_COMPARED and before.get(key) != after.get(key):
            yield _difference(key, before.get(key), after.get(key), entry.rules.source)
    was, now = _findings(before), _findings(after)
    for code in dict.fromkeys([*was, *now]):
        old, new = was.get(code, {}), now.get(code, {})
        if old.get("value") != new.get("value"):
            yield _difference(f"findings.{code}.value", old.get("value"), new.get("value"), (new or old).get("source"))
    old_rows, new_rows = _rows(before), _rows(after)
    for code in dict.fromkeys([*old_rows, *new_rows]):
        old, new = old_rows.get(code, {}), new_rows.get(code, {})
        if old.get("value", _NOTHING_IN_FORCE) != new.get("value", _NOTHING_IN_FORCE):
            yield _difference(f"parameters.{code}.value", old.get("value"), new.get("value"), (new or old).get("source"))


def _difference(path: str, before: object, after: object, source: object) -> dict[str, object]:
    return {"path": path, "before": before, "after": after, "source": source}


def _findings(result: Json) -> dict[str, Json]:
    findings = result.get("findings", [])
    assert isinstance(findings, list)  # our own answer
    return {finding["code"]: finding for finding in findings}


def _rows(result: Json) -> dict[str, Json]:
    receipt = result["receipt"]
    assert isinstance(receipt, Mapping)  # our own answer
    rows = receipt["parameters"]
    assert isinstance(rows, Mapping)
    return dict(rows)
