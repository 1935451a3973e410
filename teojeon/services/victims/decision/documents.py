"""The decision letter as PDF: PDF/A-2a, tagged, sealed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from teojeon.kernel.documents.seal import seal_pdf
from teojeon.kernel.documents.typeset import typeset
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.decision.receipt import ASSESSMENT

TEMPLATE = Path(__file__).parent / "letter.typ"
CONTACT = "국토교통부 전세사기피해지원단"


def draft_pdf(letter: Letter, *, on: dt.date) -> bytes:
    """The preview: the same page, marked as a draft, without the seal. Raises MissingGlyph."""
    return typeset(TEMPLATE, _data(letter, decided_on=on, draft=True))


def letter_pdf(letter: Letter, *, decided_on: dt.date, sealed_at: dt.datetime) -> bytes:
    """The authentic copy. Raises MissingGlyph where no font has a letter of the name, KeyMissing without the seal's key."""
    pdf = typeset(TEMPLATE, _data(letter, decided_on=decided_on, draft=False))
    return seal_pdf(pdf, reason=f"결정문 {letter.decision_no}", signed_at=sealed_at)


def in_words(day: dt.date | None) -> str | None:
    """As letters write it: 2026년 12월 2일."""
    return f"{day.year}년 {day.month}월 {day.day}일" if day else None


def _data(letter: Letter, *, decided_on: dt.date, draft: bool) -> dict[str, Any]:
    content = {key: value for key, value in letter.content.items() if key != ASSESSMENT}
    resolved_on = in_words(dt.date.fromisoformat(content["resolved_on"]))
    return {
        "title": "전세사기피해자등 결정문",
        "document_date": decided_on.isoformat(),
        "document_number": letter.decision_no,
        "organisation": "국토교통부",
        "recipient": f"{content['applicant']} 귀하",
        "draft": draft,
        "contact": CONTACT,
        "decided": in_words(decided_on),
        **content,
        "annex": _annex(content.get("findings", [])),
        "birth_date": _day(content["birth_date"]),
        "received_on": _day(content["received_on"]),
        "resolved": f"전세사기피해지원위원회 {content['meeting']} 회의({resolved_on})의 의결에 따라 결정합니다.",
    }


def _day(text: str | None) -> str | None:
    return in_words(dt.date.fromisoformat(text)) if text else None


def _annex(findings: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The requirements one by one, where a refusal rests on some of them; a grant needs no annex (S1-BEY-01)."""
    deciding = [each for each in findings if each["decides"]]
    if not deciding:
        return None
    return {
        "rows": [
            (f"{each['title']} ({each['source']})", each["result"], " ".join(filter(None, (each["why"], each["limit"]))) or None)
            for each in findings
        ],
        "changes": [(each["title"], each["change"]) for each in deciding],
    }
