"""What a filing says to the office, whichever way it came: from the portal, or keyed in from paper."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from teojeon.kernel import regions
from teojeon.services.victims.application.content import FORM_VERSION, NO_SIGUNGU, Content
from teojeon.services.victims.application.questions import address_matched
from teojeon.services.victims.application.statements import statements
from teojeon.services.victims.application.urgent import urgency
from teojeon.services.victims.consents.giving import given
from teojeon.services.victims.mandates.stating import stated
from teojeon.ui.formats import Unknown

ADDRESS_LENGTH = 200  # characters of the office's column; the parts stand whole among the statements


def filing_message(
    content: Content,
    received_at: dt.datetime,
    *,
    channel: str,
    papers: Sequence[dict[str, Any]],
    flags: Iterable[str],
) -> dict[str, Any]:
    """The message without its receipt number and hash. `received_at`: the legal receipt; `papers`: their manifest."""
    received_on = received_at.date()
    return {
        "received_at": received_at.isoformat(),
        "form_version": FORM_VERSION,
        "channel": channel,
        "party": _party(content),
        "house": _house(content, address_matched(content, received_on)),
        "statements": statements(content),
        "papers": list(papers),
        "consents": given(content, received_at),
        "mandate": stated(content),
        "urgent": urgency(content, received_on).as_dict(),
        "flags": list(flags),
    }


def _party(content: Content) -> dict[str, Any]:
    applicant, number = content.applicant, content.number
    natural = applicant.is_natural_person
    return {
        "name": applicant.name,
        "birth_date": applicant.birth_date.isoformat() if applicant.birth_date else None,
        "number_box": number.box if number else "",
        "number_masked": number.masked if number else "",
        "mobile": applicant.mobile,
        "phone": applicant.phone,
        "email": applicant.email,
        "e_service_address": content.consents.e_service_address if content.consents.c4 is True else "",
        "address": applicant.resident_address,
        "service_address": applicant.service_address,
        "is_natural_person": None if isinstance(natural, Unknown) else natural,
    }


def _house(content: Content, matched: bool) -> dict[str, Any]:
    house = content.house
    return {
        "sido": house.sido,
        "sigungu": "" if house.sigungu == NO_SIGUNGU else house.sigungu,
        "legal_dong": regions.legal_dong(house.legal_dong),
        "address": " ".join(part for part in (house.address, house.building_dong, house.unit_ho) if part)[:ADDRESS_LENGTH],
        "legal_dong_code": house.legal_dong_code,
        "address_matched": matched,
    }
