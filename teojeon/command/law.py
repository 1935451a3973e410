"""`teojeon law`: run a rule without server or database. One JSON object in, one JSON object out; or a table of cases.

Exit 0 with a result, exit 2 with `{"error": CODE, "message", "field", "source"}` on standard output. Django is never
loaded, and the libraries for tables only where a table is run. Names, shapes and codes are a contract with researchers and
other agencies.
"""

import datetime as dt
import io
import json
import os
import sys
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO

from teojeon.kernel import clock
from teojeon.law.book import LawBook
from teojeon.law.catalogue import ENTRIES, Entry
from teojeon.law.language.errors import LawError
from teojeon.law.language.reading import read_day
from teojeon.law.language.schema import schema
from teojeon.law.rows import read_rows

USAGE = """teojeon law list
teojeon law schema NAME [--table]
teojeon law run NAME [--on DATE] [--parameters FILE.toml] [FILE|-]
teojeon law run NAME --table FILE.csv|parquet [--on DATE] [--parameters FILE.toml] [--engine polars|duckdb|spark] [--findings] [-o OUT]
teojeon law replay FILE|- --on DATE
"""
ENGINES = ("polars", "duckdb", "spark")
_MOST_DIGITS = 30
_TOO_BIG: int = 10**_MOST_DIGITS
_WITH_VALUE = {"--on": "on", "--parameters": "parameters", "--table": "table", "--engine": "engine", "-o": "o"}
_ONLY_OF_A_TABLE = ("engine", "findings", "o")


def main(argv: Sequence[str], out: TextIO, err: TextIO, stdin: BinaryIO | None = None) -> int:
    """Run one verb; `argv` begins after `law`. Returns the exit code: 0 result, 2 refused input."""
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8")  # the answer is UTF-8 whatever the terminal's locale says
    try:
        _answer(list(argv), sys.stdin.buffer if stdin is None else stdin, out, err)
        out.flush()
    except LawError as error:
        out.write(_json(error.as_dict()))
        if error.field == "verb":
            err.write(USAGE)
        return 2
    except BrokenPipeError:
        # whoever read has seen enough; what is still in the buffer must not fail again when Python closes it
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    return 0


def _answer(argv: list[str], stdin: BinaryIO, out: TextIO, err: TextIO) -> None:
    match argv:
        case ["list"]:
            out.write("".join(_line(entry) for entry in ENTRIES.values()))
        case ["list", extra, *_]:
            raise LawError("UNKNOWN_KEY", "list 뒤에는 아무것도 적지 않습니다.", extra)
        case ["schema", name]:
            rules = _entry(name).rules
            out.write(_json(schema(rules.name, rules.title, rules.facts)))
        case ["schema", name, "--table"]:
            out.write(_json(_table_schema(_entry(name))))
        case ["schema", _, extra, *_]:
            raise LawError("UNKNOWN_KEY", "schema에는 규칙 이름 하나와 --table만 적습니다.", extra)
        case ["run", name, *rest]:
            entry, options = _entry(name), _options(rest)
            if options.table is None:
                out.write(_run(entry, options, stdin))
            else:
                _run_table(entry, options, out, err)
        case ["replay", *rest]:
            out.write(_replay(_options(rest, allowed=("--on",)), stdin))
        case ["schema" | "run"]:
            raise LawError("UNKNOWN_NAME", f"규칙 이름을 적습니다: {', '.join(ENTRIES)}", "name")
        case ["help" | "--help" | "-h"]:
            out.write(USAGE)
        case _:
            raise LawError("UNKNOWN_NAME", "list, schema, run, replay 중 하나를 적습니다.", "verb")


def _entry(name: str) -> Entry:
    entry = ENTRIES.get(name)
    if entry is None:
        raise LawError("UNKNOWN_NAME", f"없는 규칙입니다. 있는 규칙: {', '.join(ENTRIES)}", name)
    return entry


def _line(entry: Entry) -> str:
    rules = entry.rules
    return "\t".join((rules.name, rules.title, rules.source, rules.in_force_from.isoformat(), rules.note)) + "\n"


def _table_schema(entry: Entry) -> dict[str, object]:
    from teojeon.law.table.catalogue import form
    from teojeon.law.table.schema import table_schema

    return table_schema(form(entry.rules.name))


@dataclass(frozen=True)
class _Options:
    """What follows the name of the rule."""

    on: str | None = None
    parameters: str | None = None
    file: str | None = None
    table: str | None = None
    engine: str | None = None
    findings: bool = False
    o: str | None = None


def _options(words: list[str], allowed: Collection[str] = (*_WITH_VALUE, "--findings")) -> _Options:
    found: dict[str, str] = {}
    queue = list(words)
    while queue:
        word = queue.pop(0)
        name, has_value, value = word.partition("=")
        if name in _WITH_VALUE and name in allowed:
            key = _WITH_VALUE[name]
            if not has_value:
                if not queue:
                    raise LawError("BAD_VALUE", "선택 사항의 값이 빠졌습니다.", key)
                value = queue.pop(0)
        elif word == "--findings" and word in allowed:
            key = "findings"
        elif word.startswith("-") and word != "-":
            raise LawError("UNKNOWN_KEY", "없는 선택 사항입니다.", word)
        else:
            key, value = "file", word
        if key in found:
            raise LawError("BAD_VALUE", "같은 것을 두 번 적었습니다.", key)
        found[key] = value
    return _fitting(found)


def _fitting(found: dict[str, str]) -> _Options:
    if "table" in found and "file" in found:
        raise LawError("BAD_VALUE", "사실 파일과 --table 중 하나만 적습니다.", "file")
    for key in _ONLY_OF_A_TABLE:
        if key in found and "table" not in found:
            raise LawError("BAD_VALUE", "--table과 함께 적습니다.", key)
    if found.get("engine", ENGINES[0]) not in ENGINES:
        raise LawError("BAD_VALUE", f"{', '.join(ENGINES)} 중 하나를 적습니다.", "engine")
    texts = {key: value for key, value in found.items() if key != "findings"}
    return _Options(findings="findings" in found, **texts)


def _run(entry: Entry, options: _Options, stdin: BinaryIO) -> str:
    on = _decision_day(options.on)
    entry.rules.must_be_in_force(on)
    book = _book(entry, options.parameters)
    return _json(entry.run(_facts(options.file, stdin), on, book))


def _run_table(entry: Entry, options: _Options, out: TextIO, err: TextIO) -> None:
    from teojeon.command.tables.run import Order, run

    order = Order(
        name=entry.rules.name,
        table=Path(str(options.table)),
        on=_decision_day(options.on),
        book=_book(entry, options.parameters),
        engine=options.engine or ENGINES[0],
        findings=options.findings,
        out=None if options.o is None else Path(options.o),
    )
    run(order, out, err)


def _replay(options: _Options, stdin: BinaryIO) -> str:
    from teojeon.law.replay import replay

    if options.on is None:
        raise LawError("BAD_VALUE", "--on에 다시 판단할 날짜를 적습니다.", "on")
    on = read_day(options.on, "on")
    if options.file is None:
        raise LawError("BAD_VALUE", "계산 기록이나 계산 결과의 파일을 적습니다. 표준 입력은 -로 적습니다.", "file")
    return _json(replay(_facts(options.file, stdin), on))


def _decision_day(text: str | None) -> dt.date:
    return clock.business_today() if text is None else read_day(text, "on")


@cache
def _shipped() -> LawBook:
    # one object, so that what is made ready for a book is made ready once
    return LawBook.shipped()


def _book(entry: Entry, file: str | None) -> LawBook:
    if file is None:
        return _shipped()
    try:
        content = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise LawError("BAD_VALUE", "파라미터 파일을 TOML로 읽을 수 없습니다.", "parameters") from error
    book = _shipped().with_rows(read_rows(content))
    entry.check_rows(book)
    return book


def _facts(file: str | None, stdin: BinaryIO) -> Mapping[str, object]:
    try:
        raw = stdin.read() if file in (None, "-") else Path(file).read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise LawError("BAD_JSON", "사실 파일을 UTF-8 글자로 읽을 수 없습니다.", "file") from error
    try:
        facts = json.loads(text, object_pairs_hook=_no_doubled_key, parse_int=_integer, parse_constant=_no_constant)
    except (json.JSONDecodeError, RecursionError) as error:
        raise LawError("BAD_JSON", "올바른 JSON이 아닙니다.", "file") from error
    if not isinstance(facts, dict):
        raise LawError("WRONG_TYPE", "사실은 JSON 객체 하나로 적습니다.", "file")
    return facts


def _no_doubled_key(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise LawError("BAD_JSON", "같은 이름을 두 번 적었습니다.", key)
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise LawError("BAD_JSON", f"{name}은 JSON의 수가 아닙니다.", "file")


def _integer(digits: str) -> int:
    # Python refuses to convert thousands of digits; any such number is out of range for every fact and stays so
    if len(digits) <= _MOST_DIGITS:
        return int(digits)
    return -_TOO_BIG if digits.startswith("-") else _TOO_BIG


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # half a character (a lone surrogate in a key) cannot be written as UTF-8; show that something stood there
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"
