"""The bytes of a reply, as XLSX, CSV (UTF-8 or EUC-KR) or the machine form, read into rows. Nothing is computed, nothing is guessed.

A cell is what was typed into it: a formula is refused by its name. A file that would unpack to more than it should is not unpacked.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from teojeon.kernel.work.refusals import Refusal

SOURCE = "S1-INV-03, S1-XCT-03"
MEGABYTE = 1024 * 1024
MAX_BYTES, MAX_UNPACKED = 20 * MEGABYTE, 200 * MEGABYTE
MAX_ROWS, MAX_COLUMNS, MAX_PARTS = 10_000, 60, 2_000
FORM = "teojeon-reply/1"
ANSWERED, NONE, REFUSED = "answered", "none", "refused"
STATES = {ANSWERED: "회신", NONE: "해당없음", REFUSED: "거절"}
NUMBER, REF, STATE, REASON = "요청번호", "연번", "회신 구분", "거절 사유"
MACHINE = {"request_no": NUMBER, "ref": REF, "state": STATE, "reason": REASON}
ZIP, JSON_BEGINS = b"PK\x03\x04", (b"{", b"[")
BOM = b"\xef\xbb\xbf"
REASON_LIMIT = 1000


@dataclass(frozen=True)
class Row:
    """One line: which case it is about by the number that stands for it, and what it says of it. `state`: answered or none."""

    ref: str
    fields: Mapping[str, Any]
    state: str = ANSWERED


@dataclass(frozen=True)
class Reply:
    """A reply as it was read. `request_no`: as it stands in the content; empty where it stands nowhere."""

    request_no: str
    state: str
    reason: str = ""
    rows: Sequence[Row] = field(default_factory=tuple)


def read_reply(content: bytes) -> Reply:
    """Raises Refusal TOO_LARGE, EMPTY_FILE, BAD_FILE, BAD_ENCODING, FORMULA, TOO_MANY_ROWS, BAD_STATE, TWO_REQUESTS or NO_REF."""
    if len(content) > MAX_BYTES:
        _refuse("TOO_LARGE", f"회신 파일은 {MAX_BYTES // MEGABYTE}MB까지 받습니다. 나누어 다시 보냅니다.")
    if not content.strip():
        _refuse("EMPTY_FILE", "빈 파일입니다. 내용이 있는 회신 파일을 다시 보냅니다.")
    if content.startswith(ZIP):
        return _of_table(_sheet(content))
    if content.removeprefix(BOM).lstrip()[:1] in JSON_BEGINS:
        return _machine_form(content)
    return _of_table(_comma_separated(content))


# the machine form


def _machine_form(content: bytes) -> Reply:
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        _refuse("BAD_FILE", "기계 양식의 회신을 읽지 못했습니다. UTF-8로 적은 JSON을 다시 보냅니다.")
    if not isinstance(given, dict) or given.get("form") != FORM:
        _refuse("BAD_FILE", f"기계 양식은 form이 {FORM}인 JSON입니다.")
    rows = given.get("rows", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _refuse("BAD_FILE", "rows는 줄의 목록입니다.")
    if len(rows) > MAX_ROWS:
        _too_many()
    read = []
    for place, row in enumerate(rows, 1):
        fields = row.get("fields", {})
        if not isinstance(fields, dict):
            _refuse("BAD_FILE", f"{place}번째 줄의 fields가 객체가 아닙니다.")
        state = str(row.get("state", ANSWERED))
        read.append(Row(str(row.get("ref", "")).strip(), fields, state if state in (ANSWERED, NONE) else ANSWERED))
    return _checked(
        Reply(str(given.get("request_no", "")).strip(), str(given.get("state", "")), str(given.get("reason") or ""), read)
    )


# tables


def _comma_separated(content: bytes) -> list[list[Any]]:
    text = _text(content)
    if "\0" in text:
        _refuse("BAD_FILE", "표로 읽을 수 없는 파일입니다. XLSX나 CSV로 다시 보냅니다.")
    try:
        return _bounded(csv.reader(io.StringIO(text, newline="")), lambda place: f"{place[1]}번째 줄 {place[0]}번째 칸")
    except csv.Error:
        _refuse("BAD_FILE", "CSV를 읽지 못했습니다. 따옴표가 닫혔는지 확인하여 다시 보냅니다.")


def _text(content: bytes) -> str:
    """UTF-8 with or without its mark, else EUC-KR as Korean programs write it (CP949)."""
    for encoding in ("utf-8-sig", "cp949"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise Refusal("BAD_ENCODING", "글자를 읽지 못했습니다. UTF-8이나 EUC-KR로 저장하여 다시 보냅니다.", "files", SOURCE)


def _sheet(content: bytes) -> list[list[Any]]:
    """The first sheet of a workbook, cell by cell as it was typed."""
    _refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # what the file claims of its size is not believed
        return _bounded(sheet.iter_rows(), _cell_name, _typed)
    except Refusal:
        raise
    except (InvalidFileException, KeyError, IndexError, ValueError, TypeError, AttributeError, OSError, SyntaxError, EOFError):
        _refuse("BAD_FILE", "엑셀 파일을 읽지 못했습니다. XLSX로 다시 저장하여 보냅니다.")


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                _refuse("TOO_LARGE", "압축을 풀면 너무 큰 파일입니다. 회신에 쓰는 표만 남겨 다시 보냅니다.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(4096):
                            _refuse("BAD_FILE", "엑셀 파일이 아닌 것이 들어 있습니다. XLSX로 다시 저장하여 보냅니다.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        _refuse("BAD_FILE", "엑셀 파일을 읽지 못했습니다. XLSX로 다시 저장하여 보냅니다.")


def _typed(cell: Any) -> Any:
    if getattr(cell, "data_type", "") == "f":
        _formula(cell.coordinate)
    return cell.value


def _cell_name(place: tuple[int, int]) -> str:
    return f"{place[1]}번째 줄 {place[0]}번째 칸"


def _bounded(rows: Iterable[Iterable[Any]], name: Any, value_of: Any = lambda cell: cell) -> list[list[Any]]:
    """All rows with something in them. A text that begins like a formula is refused where it stands."""
    found: list[list[Any]] = []
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS + 100:
            _too_many()
        line = []
        for column, cell in enumerate(row, 1):
            if column > MAX_COLUMNS:
                break
            value = value_of(cell)
            if isinstance(value, str) and value.lstrip()[:1] == "=":
                _formula(getattr(cell, "coordinate", None) or name((column, number)))
            line.append(value)
        if any(value is not None and str(value).strip() for value in line):
            found.append(line)
    return found


def _of_table(rows: list[list[Any]]) -> Reply:
    """The first row names the columns; each other row is about one case."""
    if not rows:
        _refuse("EMPTY_FILE", "빈 표입니다. 내용이 있는 회신 파일을 다시 보냅니다.")
    heads = [_head(value) for value in rows[0]]
    if REF not in heads and STATE not in heads:
        _refuse("NO_REF", f"첫 줄에 ‘{REF}’ 열이 없습니다. 요청 화면에서 받은 회신 양식에 적어 보냅니다.")
    lines = [dict(zip(heads, row, strict=False)) for row in rows[1:]]
    if len(lines) > MAX_ROWS:
        _too_many()
    numbers = {_said(line.get(NUMBER)) for line in lines} - {""}
    if len(numbers) > 1:
        _refuse("TWO_REQUESTS", "한 파일에 요청번호가 여럿 있습니다. 요청마다 파일 하나로 보냅니다.")
    states = [_state(_said(line.get(STATE))) for line in lines]
    reason = next((_said(line.get(REASON)) for line in lines if _said(line.get(REASON))), "")
    read = [
        Row(_said(line.get(REF)), {head: value for head, value in line.items() if head not in MACHINE.values()}, state)
        for line, state in zip(lines, states, strict=True)
        if state != REFUSED
    ]
    whole = REFUSED if states and not read else NONE if states and set(states) == {NONE} else ANSWERED
    if REFUSED in states and whole != REFUSED:
        _refuse("BAD_STATE", "거절은 요청 전체에 적습니다. 일부만 거절하면 그 줄을 비우고 비고에 적습니다.")
    return _checked(Reply(next(iter(numbers), ""), whole, reason, read))


def _head(value: Any) -> str:
    text = _said(value)
    return MACHINE.get(text, text)


def _said(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _state(text: str) -> str:
    if not text:
        return ANSWERED
    found = next((code for code, title in STATES.items() if text in (code, title)), None)
    if found is None:
        _refuse("BAD_STATE", f"‘{STATE}’은 회신, 해당없음, 거절 가운데 하나로 적습니다.")
    return found


def _checked(reply: Reply) -> Reply:
    if reply.state not in STATES:
        _refuse("BAD_STATE", f"‘{STATE}’은 회신, 해당없음, 거절 가운데 하나로 적습니다.")
    if len(reply.reason) > REASON_LIMIT:
        _refuse("TOO_LONG", f"거절 사유는 {REASON_LIMIT:,}자까지 받습니다.")
    if reply.state == ANSWERED and not reply.rows:
        _refuse("EMPTY_FILE", "회신한 줄이 없습니다. 해당하는 것이 없으면 ‘해당없음’으로 적어 보냅니다.")
    return reply


def _formula(cell: str) -> NoReturn:
    _refuse("FORMULA", f"{cell} 칸에 수식이 있습니다. 수식을 값으로 바꾸어 다시 보냅니다.")


def _too_many() -> NoReturn:
    _refuse("TOO_MANY_ROWS", f"회신은 {MAX_ROWS:,}줄까지 받습니다. 나누어 다시 보냅니다.")


def _refuse(code: str, message: str) -> NoReturn:
    raise Refusal(code, message, "files", SOURCE)
