"""From what was filed to a case: where it goes, its number in the register, the person, the statements, what is urgent (S1-INT-01).

Made once for both ways in: the portal's message and the office's own draft.
"""

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.crypto.masking import mask_phone
from teojeon.kernel.crypto.sealing import unseal
from teojeon.kernel.crypto.subjects import encrypt_text
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.case.procedure import KIND, PROCEDURE
from teojeon.services.victims.intake.models import CaseFlag
from teojeon.services.victims.links import finding
from teojeon.services.victims.register.entering import book_of, next_serial
from teojeon.services.victims.register.models import RegisterRow


@dataclass(frozen=True)
class Came:
    """How a filing came. `id`: of the message, or of the office's draft; `at`: the legal instant of receipt (행정절차법§17②)."""

    subject: UUID
    account: UUID
    id: UUID
    at: dt.datetime


def open_case(came: Came, content: Mapping[str, Any]) -> Case:
    """The root, at the province that has to register it; not saved with its deadlines yet."""
    handled_by = regions.organisation_code(_province_of(content, clock.seoul_day(came.at)))
    year = book_of(handled_by, clock.seoul_day(came.at))
    made: Case = Case.objects.create(
        id=came.subject,
        controller=MINISTRY_CODE,
        handled_by=handled_by,
        kind=KIND,
        state=PROCEDURE.initial,
        account=came.account,
        receipt_no=content["receipt_no"],
        register_year=year,
        register_serial=next_serial(handled_by, year),
        received_at=came.at,
        entered_state_at=came.at,
        procedure_version=PROCEDURE.version,
        next_sale_on=_day((content.get("urgent") or {}).get("next_sale_on")),
    )
    return made


def basis_of(content: Mapping[str, Any]) -> str:
    """주택 소재지 unless it was filed where the person is registered (A-28: both are accepted)."""
    return RegisterRow.RESIDENCE if filed_elsewhere(content) else RegisterRow.HOUSE


def filed_elsewhere(content: Mapping[str, Any]) -> bool:
    """Whether another province than that of the house received it; then it is handed over within one workday."""
    received = content.get("received_sido")
    return bool(received) and received != content["house"]["sido"]


def _province_of(content: Mapping[str, Any], on: dt.date) -> regions.Region:
    province = regions.find(content.get("received_sido") or content["house"]["sido"], on)
    if province is None:
        raise Refusal("REGION_UNKNOWN", "시·도 코드가 접수일의 지역표에 없습니다.", "sido", "법§29①")
    return province


def keep_party(case: Case, given: Mapping[str, Any], said: Mapping[str, Any]) -> Party:
    """The tenant. Number, contact and electronic addresses lie under the case's key."""
    party = Party(
        case_id=case.pk,
        controller=case.controller,
        handled_by=case.handled_by,
        name=given["name"],
        birth_date=_day(given.get("birth_date")),
        address=given.get("service_address") or given.get("address") or "",
        resident_address=given.get("address") or "",
        is_natural_person=given.get("is_natural_person"),
        **{name: _short(given.get(name) or said.get(name)) for name in ("nationality", "preferred_language")},
        contact_window=_text(given.get("contact_window") or said.get("contact_window"), 100),
        contact_channel=_text(given.get("contact_channel") or said.get("contact_channel"), 20),
        workplace_barred=bool(given.get("contact_barred") or said.get("contact_barred")),
    )
    if given.get("number_box"):
        digits = opened_number(case.pk, given["number_box"])
        party.number_box = encrypt_text(case.pk, digits, f"party/{party.pk}/number")
        party.number_hash = lookup_hash("resident_number", digits)
        party.number_masked = given["number_masked"]
    for name in ("mobile", "phone"):
        if given.get(name):
            setattr(party, f"{name}_box", encrypt_text(case.pk, given[name], f"party/{party.pk}/{name}"))
            setattr(party, f"{name}_masked", mask_phone(given[name]))
    for name, column in (("email", "email_box"), ("e_service_address", "e_service_box")):
        if text := given.get(name) or said.get(name):
            setattr(party, column, encrypt_text(case.pk, str(text), f"party/{party.pk}/{column.removesuffix('_box')}"))
    party.save()
    return party


def _short(value: object) -> str:
    """A code such as KOR or ko; what is longer is no code and stays among the statements."""
    return value if isinstance(value, str) and len(value) <= 3 else ""


def _text(value: object, limit: int) -> str:
    return value[:limit] if isinstance(value, str) else ""


def opened_number(draft: UUID, box: str) -> str:
    """The number was sealed to the office when it was typed; only here can it be opened."""
    return unseal(base64.b64decode(box), keyring().unsealing_keys(), f"draft/{draft}/number").decode()


def keep_application(case: Case, came: Came, content: Mapping[str, Any], flags: list[str]) -> None:
    """Where the house lies, how it came, every statement as it was made; lists stand whole."""
    house = content["house"]
    Application.objects.create(
        **belonging(case),
        form_version=content["form_version"],
        channel=content["channel"],
        signed_hash=content["signed_hash"],
        sido=house["sido"],
        sigungu=house.get("sigungu") or "",
        legal_dong=house.get("legal_dong") or "",
        address=house["address"],
        address_matched=house["address_matched"],
        flags=flags,
        message=came.id,
    )
    Statement.objects.bulk_create(
        Statement(**belonging(case), code=code, value=value, said_at=came.at, message=came.id)
        for code, value in sorted(content["statements"].items())
    )
    CaseFlag.objects.bulk_create(CaseFlag(**belonging(case), code=code, received_at=came.at) for code in flags)


def flags_of(case: Case, content: Mapping[str, Any], party: Party, event: UUID) -> list[str]:
    """The questions that stood open at filing, and what is on file of the same person and lease. Never a refusal (S1-XCT-03)."""
    return list(dict.fromkeys([*content.get("flags", []), *finding.take(case, content, party, event)]))


def _day(text: object) -> dt.date | None:
    return dt.date.fromisoformat(text) if isinstance(text, str) and text else None
