"""The request as an official letter, and the table in which an agency answers (법§13③④)."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from teojeon.kernel import clock, regions
from teojeon.kernel.documents.typeset import typeset_spelt
from teojeon.kernel.people.models import Organisation
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.requests.items import AGENCIES, Item, parts_on
from teojeon.services.victims.requests.models import DataRequest, RequestCase
from teojeon.services.victims.requests.reading import NUMBER, REASON, REF, STATE
from teojeon.services.victims.requests.reply_fields import FIELDS
from teojeon.services.victims.requests.subjects import landlord_of, listed
from teojeon.ui.formats import korean_date

TEMPLATE = Path(__file__).with_name("request.typ")
LAYOUT = "자료 요청은 법령에 정해진 서식이 없어 필요한 내용을 적었습니다."
KINDS = {"landlord": "임대인", "lease": "임차인", "house": "임차주택"}
DUTIES = (
    "요청을 받은 기관의 장은 정당한 사유가 없으면 요청에 따라야 합니다(법 제13조제3항 후단). 주지 못하면 그 사유를 적어 회신합니다.",
    "제공하는 자료에 대한 사용료와 수수료는 면제됩니다(법 제13조제4항).",
    "해당하는 자료가 없으면 ‘해당없음’으로 회신합니다. 회신에는 요청번호와 연번을 그대로 적습니다.",
    "이 문서의 정보는 피해사실의 조사에만 쓰며, 다른 목적에 쓰거나 누설하면 처벌받습니다(법 제31조, 제33조).",
)


def agency_name(row: DataRequest) -> str:
    """Whom the letter goes to: the one office where there are several."""
    return row.office or AGENCIES[row.agency].name


def request_letter(row: DataRequest, item: Item, covered: Sequence[RequestCase], *, again: bool = False) -> bytes:
    """The letter as PDF. `again`: the reminder of a request that was sent."""
    assert row.due_on is not None
    assert row.sent_on is not None
    today = clock.business_today()
    handler = Organisation.objects.filter(code=row.handled_by).values_list("name", flat=True).first() or row.handled_by
    names = names_of([row.drafted_by, row.issued_by])
    title = "자료 또는 정보의 제공 요청"
    return typeset_spelt(
        TEMPLATE,
        {
            "title": f"{title}(다시 요청)" if again else title,
            "document_date": (today if again else row.sent_on).isoformat(),
            "document_number": row.request_no,
            "organisation": handler,
            "recipient": f"{agency_name(row)} 귀중",
            "facts": _facts(row, item, again=again),
            "subject_columns": ["연번", "구분", "성명(상호)", "생년월일", "주택"],
            "subjects": [
                [each["ref"], KINDS[each["kind"]], each["name"] or "–", each["birth_date"] or "–", each.get("house") or "–"]
                for each in listed(row, item, covered)
            ],
            "answer": [NUMBER, REF, STATE, REASON, *(field.title for field in FIELDS[item.code])],
            "duties": list(DUTIES),
            "drafted_by": names.get(row.drafted_by, ""),
            "decided_by": names.get(row.issued_by, "") if row.issued_by else "",
            "signed": f"{handler}{_chief(row)}",
            "note": LAYOUT,
        },
    )


def _facts(row: DataRequest, item: Item, *, again: bool) -> list[list[str]]:
    assert row.due_on is not None
    assert row.sent_on is not None
    lines = [
        ["요청번호", row.request_no or ""],
        ["요청하는 자료", f"{item.title} ({', '.join(parts_on(item, row.sent_on))})"],
        ["법적 근거", row.legal_basis],
        ["회신 기한", f"{korean_date(row.due_on)}까지"],
    ]
    landlord = landlord_of(row.keys)
    if item.about != "landlord" and landlord["name"]:
        lines.append(["임대인", " ".join(part for part in landlord.values() if part)])
    if again:
        lines.insert(1, ["처음 요청한 날", korean_date(row.sent_on)])
    if row.keys.get("period_from") or row.keys.get("period_to"):
        lines.append(["자료의 기간", f"{row.keys.get('period_from') or '처음'} ~ {row.keys.get('period_to') or '회신하는 날'}"])
    if row.keys.get("note"):
        lines.append(["덧붙이는 말", row.keys["note"]])
    return lines


def _chief(row: DataRequest) -> str:
    region = regions.find(row.handled_by.removeprefix("SD-"), clock.business_today())
    return "지사" if region is not None and region.name.endswith("도") else "장"


def reply_table(row: DataRequest, item: Item, covered: Sequence[RequestCase]) -> bytes:
    """The table to be filled in (XLSX): request number and refs stand in it, texts only."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("회신")
    sheet.append([_text(sheet, head) for head in (NUMBER, REF, STATE, REASON, *(field.title for field in FIELDS[item.code]))])
    for each in listed(row, item, covered):
        sheet.append([_text(sheet, value) for value in (row.request_no or "", each["ref"])])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _text(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell
