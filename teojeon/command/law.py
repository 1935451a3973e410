"""`teojeon law`: run a rule without server or database. One JSON object in, one JSON object out.

Exit 0 with a result, exit 2 with `{"error": CODE, "message", "field", "source"}` on standard output. Django is never
loaded. Names, shapes and codes are a contract with researchers and other agencies.
"""

import datetime as dt
import io
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
teojeon law schema NAME
teojeon law run NAME [--on DATE] [--parameters FILE.toml] [FILE|-]
"""
_MOST_DIGITS = 30
_TOO_BIG: int = 10**_MOST_DIGITS


def main(argv: Sequence[str], out: TextIO, err: TextIO, stdin: BinaryIO | None = None) -> int:
    """Run one verb; `argv` begins after `law`. Returns the exit code: 0 result, 2 refused input."""
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8")  # the answer is UTF-8 whatever the terminal's locale says
    try:
        answer = _answer(list(argv), sys.stdin.buffer if stdin is None else stdin)
    except LawError as error:
        out.write(_json(error.as_dict()))
        if error.field == "verb":
            err.write(USAGE)
        return 2
    out.write(answer)
    return 0


def _answer(argv: list[str], stdin: BinaryIO) -> str:
    match argv:
        case ["list"]:
            return "".join(_line(entry) for entry in ENTRIES.values())
        case ["list", extra, *_]:
            raise LawError("UNKNOWN_KEY", "list 뒤에는 아무것도 적지 않습니다.", extra)
        case ["schema", name]:
            rules = _entry(name).rules
            return _json(schema(rules.name, rules.title, rules.facts))
        case ["schema", _, extra, *_]:
            raise LawError("UNKNOWN_KEY", "schema에는 규칙 이름 하나만 적습니다.", extra)
        case ["run", name, *rest]:
            return _run(_entry(name), _options(rest), stdin)
        case ["schema" | "run"]:
            raise LawError("UNKNOWN_NAME", f"규칙 이름을 적습니다: {', '.join(ENTRIES)}", "name")
        case ["help" | "--help" | "-h"]:
            return USAGE
    raise LawError("UNKNOWN_NAME", "list, schema, run 중 하나를 적습니다.", "verb")


def _entry(name: str) -> Entry:
    entry = ENTRIES.get(name)
    if entry is None:
        raise LawError("UNKNOWN_NAME", f"없는 규칙입니다. 있는 규칙: {', '.join(ENTRIES)}", name)
    return entry


def _line(entry: Entry) -> str:
    rules = entry.rules
    return "\t".join((rules.name, rules.title, rules.source, rules.in_force_from.isoformat(), rules.note)) + "\n"


@dataclass(frozen=True)
class _Options:
    """What follows the name of the rule."""

    on: str | None = None
    parameters: str | None = None
    file: str = "-"


def _options(words: list[str]) -> _Options:
    found: dict[str, str] = {}
    queue = list(words)
    while queue:
        word = queue.pop(0)
        name, has_value, value = word.partition("=")
        if name in ("--on", "--parameters"):
            if not has_value:
                if not queue:
                    raise LawError("BAD_VALUE", "선택 사항의 값이 빠졌습니다.", name.removeprefix("--"))
                value = queue.pop(0)
            key = name.removeprefix("--")
        elif word.startswith("-") and word != "-":
            raise LawError("UNKNOWN_KEY", "없는 선택 사항입니다.", word)
        else:
            key, value = "file", word
        if key in found:
            raise LawError("BAD_VALUE", "같은 것을 두 번 적었습니다.", key)
        found[key] = value
    return _Options(**found)


def _run(entry: Entry, options: _Options, stdin: BinaryIO) -> str:
    on = _decision_day(options.on)
    entry.rules.must_be_in_force(on)
    book = _book(entry, options.parameters)
    facts = _facts(options.file, stdin)
    return _json(entry.run(facts, on, book))


def _decision_day(text: str | None) -> dt.date:
    return clock.business_today() if text is None else read_day(text, "on")


def _book(entry: Entry, file: str | None) -> LawBook:
    shipped = LawBook.shipped()
    if file is None:
        return shipped
    try:
        content = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise LawError("BAD_VALUE", "파라미터 파일을 TOML로 읽을 수 없습니다.", "parameters") from error
    book = shipped.with_rows(read_rows(content))
    entry.check_rows(book)
    return book


def _facts(file: str, stdin: BinaryIO) -> Mapping[str, object]:
    try:
        raw = stdin.read() if file == "-" else Path(file).read_bytes()
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
