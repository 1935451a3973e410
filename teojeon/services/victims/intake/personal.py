"""Unmasking one value of a person's data: with a purpose, and an event that names the field (S1-XCT-05)."""

from dataclasses import dataclass
from uuid import UUID

from teojeon.kernel.audit.events import read_event
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.subjects import decrypt_text, pseudonyms
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current

SHOWN_WORDS_OF_ADDRESS = 2


@dataclass(frozen=True)
class PersonalField:
    """A value that screens show masked only. `event_name`: how the access event calls it."""

    title: str
    event_name: str


FIELDS = {
    "number": PersonalField("주민등록번호·외국인등록번호", "party.number"),
    "mobile": PersonalField("휴대전화번호", "party.mobile"),
    "address": PersonalField("송달 주소", "party.address"),
}


def party_of(case: UUID) -> Party | None:
    """The applicant of a case, as these eyes may see."""
    party: Party | None = Party.objects.visible_to(current().actor).filter(case_id=case, role="applicant").first()
    return party


def mask_address(address: str) -> str:
    """서울특별시 종로구 효자로 12 → 서울특별시 종로구 ***."""
    words = address.split()
    return " ".join([*words[:SHOWN_WORDS_OF_ADDRESS], "***"]) if len(words) > SHOWN_WORDS_OF_ADDRESS else "***"


def unmask(case: Case, field: str, purpose: str) -> str:
    """The value in clear; its access event is chained with this unit, so that no showing goes unrecorded.

    Raises Missing for a field that cannot be unmasked, or that the person did not give.
    """
    party = party_of(case.pk)
    if party is None or field not in FIELDS:
        raise Missing("unmask")
    value = _clear(case, party, field)
    if not value:
        raise Missing("unmask")
    unit = current()
    unit.events.append(
        read_event(
            case.controller,
            page="case_unmask",
            actor=unit.account,
            organisation=unit.actor.organisation,
            purpose=purpose,
            subjects=[pseudonyms([case.pk])[case.pk]],
            fields=[FIELDS[field].event_name],
        )
    )
    return value


def telephone_of(case: Case, party: Party) -> str:
    """The mobile number in clear, empty where there is none. The caller has a ground for it and notes the look."""
    return _clear(case, party, "mobile")


def _clear(case: Case, party: Party, field: str) -> str:
    if field == "address":
        return party.address
    box = party.number_box if field == "number" else party.mobile_box
    return decrypt_text(case.pk, bytes(box), f"party/{party.pk}/{field}") if box else ""
