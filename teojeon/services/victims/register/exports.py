"""The register of applications as a file: XLSX whose cells are never formulas, and PDF in the order of form 4."""

import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from teojeon.kernel import clock
from teojeon.kernel.documents.typeset import typeset_spelt
from teojeon.services.victims.register.lines import COLUMNS, Line

TEMPLATE = Path(__file__).with_name("register.typ")
TITLE = "전세사기피해자등 결정신청 접수대장"
LAYOUT = "규칙 별지 제4호서식의 공식 서식은 아직 실리지 않아 항목을 법령과 업무 순서에 따라 적었습니다."
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY_FORMAT = "yyyy\\. m\\. d\\."
WIDTHS = {"applicant": 12, "house": 44, "demanded": 30, "decision": 34, "remarks": 34, "receipt_no": 20}


def xlsx(lines: Iterable[Line], title: str) -> bytes:
    """The rows as texts and days: what begins with = + - @ stays a text and is computed by no program."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(title[:31])  # of a write-only book
    columns: Any = sheet  # the library's types leave out what a write-only sheet has
    for place, name in enumerate(COLUMNS):
        columns.column_dimensions[chr(ord("A") + place)].width = WIDTHS.get(name, 14)
    columns.freeze_panes = "B2"
    sheet.append([_text(sheet, word, bold=True) for word in COLUMNS.values()])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line.values])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: int | str | dt.date) -> Cell:
    if not isinstance(value, dt.date):
        return _text(sheet, str(value))
    cell: Cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = DAY_FORMAT
    return cell


def _text(sheet: WriteOnlyWorksheet, value: str, *, bold: bool = False) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"  # else a text that begins with = is written as a formula
    if bold:
        cell.font = Font(bold=True)
    return cell


def pdf(lines: Iterable[Line], organisation: str, year: int) -> bytes:
    """The book on A4 across, in its own order."""
    return typeset_spelt(
        TEMPLATE,
        {
            "title": f"{year}년 {TITLE}",
            "document_date": clock.business_today().isoformat(),
            "organisation": organisation,
            "note": LAYOUT,
            "columns": list(COLUMNS.values()),
            "rows": [[cell or "–" for cell in line.cells] for line in lines],
        },
    )
