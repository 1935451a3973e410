"""The PDF of what was filed. The layout of the official form 1 is not among the sources (A-25), and the paper says so."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from django.utils import translation

from teojeon.kernel import clock
from teojeon.kernel.documents.typeset import typeset_spelt
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.models import Filing
from teojeon.services.victims.application.questions import questions
from teojeon.services.victims.application.statements import statements
from teojeon.services.victims.application.summary import parts
from teojeon.ui.formats import NO_INFORMATION, korean_datetime
from teojeon.ui.languages import RECORD

TEMPLATE = Path(__file__).with_name("application.typ")
NOTE = "이 문서는 누리집에서 제출한 내용을 그대로 적은 것입니다. 규칙 별지 제1호서식의 공식 서식은 아직 실리지 않아 항목 순서가 다를 수 있습니다."
GUIDANCE = [
    "적지 않은 항목은 ‘정보 없음’으로, 모른다고 답한 항목은 ‘모름’으로 적었습니다.",
    "주민등록번호와 외국인등록번호는 봉인하여 담당 기관에 전달하였으며 여기에는 뒤 여섯 자리를 가려 적었습니다.",
    "결정하기 전까지 내용을 보태거나 고치거나 취하할 수 있습니다(행정절차법 제17조제8항).",
]
UNPRINTABLE = "글꼴에 없는 글자는 [U+번호]로 적었습니다. 제출한 내용에는 원래 글자가 그대로 있습니다."
LONG_WORD, MAY_BREAK = re.compile(r"[!-~]{30}"), "\u200b"  # else a word without spaces runs out of its cell


def filing_pdf(filing: Filing) -> bytes:
    """PDF/A-2a and PDF/UA-1. A letter that no font has is written as its code point, never left out."""
    with translation.override(RECORD):
        return typeset_spelt(TEMPLATE, _data(filing), guidance=[*GUIDANCE, UNPRINTABLE])


def _data(filing: Filing) -> dict[str, Any]:
    filed = load_filed(filing)
    received_on = clock.seoul_day(filing.received_at)
    asked = [each.message for each in questions(filed.content, received_on) if each.code in filed.flags]
    return {
        "title": "전세사기피해자등 결정신청서",
        "document_date": received_on.isoformat(),
        "document_number": filing.receipt_no,
        "note": NOTE,
        "receipt": _receipt(filing),
        "parts": [
            {"title": part.title, "rows": [[row.label, _value(row.value, row.note)] for row in part.rows]}
            for part in parts(filed.content, received_on)
        ],
        "questions": asked,
        "guidance": GUIDANCE,
    }


def exported(filing: Filing) -> dict[str, Any]:
    """What was filed as data: statements by the catalogue's codes (null is 모름), numbers masked, the hash of what went to the office."""
    with translation.override(RECORD):
        return _exported(filing)


def _exported(filing: Filing) -> dict[str, Any]:
    filed = load_filed(filing)
    content = filed.content
    return {
        "receipt_no": filing.receipt_no,
        "received_at": filing.received_at.isoformat(),
        "form_version": filing.form_version,
        "signed_hash": filing.signed_hash,
        "prior_case_id": str(filing.prior) if filing.prior else None,
        "flags": list(filed.flags),
        "answers": {
            part.slug: [{"code": row.field, "label": row.label, "value": row.value} for row in part.rows]
            for part in parts(content, clock.seoul_day(filing.received_at))
        },
        "statements": statements(content),
    }


def _receipt(filing: Filing) -> list[list[str]]:
    received: dt.datetime = filing.received_at
    return [
        ["접수번호", filing.receipt_no],
        ["접수일시", korean_datetime(received)],
        ["접수 방법", "인터넷(누리집)"],
        ["서식 판", str(filing.form_version)],
        ["제출 내용의 확인값(SHA-256)", " ".join(re.findall(".{8}", filing.signed_hash))],
    ]


def _value(value: str, note: str) -> str:
    text = f"{value or NO_INFORMATION} ({note})" if note else value
    return LONG_WORD.sub(f"\\g<0>{MAY_BREAK}", text)
