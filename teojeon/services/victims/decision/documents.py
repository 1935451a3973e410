"""The decision letter as PDF: PDF/A-2a, tagged, sealed."""

import datetime as dt
from pathlib import Path
from typing import Any

from teojeon.kernel.documents.seal import seal_pdf
from teojeon.kernel.documents.typeset import typeset
from teojeon.services.victims.decision.models import Letter

TEMPLATE = Path(__file__).parent / "letter.typ"
CONTACT = "국토교통부 전세사기피해지원단"


def draft_pdf(letter: Letter, *, on: dt.date) -> bytes:
    """The preview: the same page, marked as a draft, without the seal."""
    return typeset(TEMPLATE, _data(letter, decided_on=on, draft=True))


def letter_pdf(letter: Letter, *, decided_on: dt.date, sealed_at: dt.datetime) -> bytes:
    """The authentic copy. Raises MissingGlyph where no font has a letter of the name."""
    pdf = typeset(TEMPLATE, _data(letter, decided_on=decided_on, draft=False))
    return seal_pdf(pdf, reason=f"결정문 {letter.decision_no}", signed_at=sealed_at)


def _data(letter: Letter, *, decided_on: dt.date, draft: bool) -> dict[str, Any]:
    return {
        "title": "전세사기피해자등 결정문",
        "document_date": decided_on.isoformat(),
        "document_number": letter.decision_no,
        "organisation": "국토교통부",
        "recipient": letter.content["applicant"],
        "draft": draft,
        "contact": CONTACT,
        **letter.content,
    }
