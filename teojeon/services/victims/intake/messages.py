"""What the portal wrote, carried out: a filing becomes a case, a withdrawal closes it."""

import base64
import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.cases import deadlines
from teojeon.kernel.cases.actions import Effect, case_action, enter_timeline
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.crypto.masking import mask_phone
from teojeon.kernel.crypto.sealing import unseal
from teojeon.kernel.crypto.subjects import encrypt_text
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.actions import digest
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.case.procedure import KIND, PROCEDURE

INTAKE = "victims.intake"  # the act's code in the log


@handles("filing")
def take_filing(message: Letter) -> None:
    """Makes the case. Its legal receipt is the portal's storing (행정절차법§17②), whenever the message is taken."""
    content = message.content
    _refuse_another_text(content)
    received_at = dt.datetime.fromisoformat(content["received_at"])
    event = record(MINISTRY_CODE, message.subject, INTAKE, {"signed_hash": content["signed_hash"]}, subject=message.subject)
    case = _open_case(message, received_at)
    _keep_party(case, content["party"])
    _keep_application(case, message)
    enter_timeline(case, "filed", event, on=clock.seoul_day(received_at))
    deadlines.refresh(case, current().actor)
    case.save()
    send(
        case.pk,
        case.account,
        "acknowledged",
        {"register_no": register_no(case), "handled_by_name": _province(case).name},
        event=event,
    )


def _refuse_another_text(content: dict[str, Any]) -> None:
    """The hash that the applicant's copy carries is that of this content. Raises Refusal; then the message waits for a person."""
    signed = {name: value for name, value in content.items() if name != "signed_hash"}
    if digest(signed) != content["signed_hash"]:
        raise Refusal("HASH_DIFFERS", "신청 내용이 신청인이 제출한 것과 다릅니다.", source="S1-APP-01")


def register_no(case: Case) -> str:
    """The number in the register of applications (규칙 form 4), as people read it: 2026-서울-17."""
    return f"{case.register_year}-{_province(case).short_name}-{case.register_serial}"


def _province(case: Case) -> regions.Region:
    found = regions.find(case.handled_by.removeprefix("SD-"), clock.seoul_day(case.received_at))
    if found is None:
        raise LookupError(case.handled_by)
    return found


def _open_case(message: Letter, received_at: dt.datetime) -> Case:
    province = regions.find(message.content["house"]["sido"], clock.seoul_day(received_at))
    if province is None:
        raise Refusal("REGION_UNKNOWN", "시·도 코드가 접수일의 지역표에 없습니다.", "sido", "법§29①")
    handled_by = regions.organisation_code(province)
    year = clock.seoul_day(received_at).year
    made: Case = Case.objects.create(
        id=message.subject,
        controller=MINISTRY_CODE,
        handled_by=handled_by,
        kind=KIND,
        state=PROCEDURE.initial,
        account=message.account,
        receipt_no=message.content["receipt_no"],
        register_year=year,
        register_serial=next_number(f"register:{handled_by}", year),
        received_at=received_at,
        entered_state_at=received_at,
        procedure_version=PROCEDURE.version,
    )
    return made


def _keep_party(case: Case, given: dict[str, Any]) -> None:
    party = Party(
        case_id=case.pk,
        controller=case.controller,
        handled_by=case.handled_by,
        name=given["name"],
        birth_date=dt.date.fromisoformat(given["birth_date"]) if given.get("birth_date") else None,
        address=given.get("service_address") or given.get("address") or "",
        resident_address=given.get("address") or "",
        is_natural_person=given.get("is_natural_person"),
    )
    if given.get("number_box"):
        digits = _opened_number(case.pk, given["number_box"])
        party.number_box = encrypt_text(case.pk, digits, f"party/{party.pk}/number")
        party.number_hash = lookup_hash("resident_number", digits)
        party.number_masked = given["number_masked"]
    if given.get("mobile"):
        party.mobile_box = encrypt_text(case.pk, given["mobile"], f"party/{party.pk}/mobile")
        party.mobile_masked = mask_phone(given["mobile"])
    party.save()


def _opened_number(draft: UUID, box: str) -> str:
    """The number was sealed to the office when it was typed; only here can it be opened."""
    return unseal(base64.b64decode(box), keyring().unsealing_keys(), f"draft/{draft}/number").decode()


def _keep_application(case: Case, message: Letter) -> None:
    content, house = message.content, message.content["house"]
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
        flags=content.get("flags", []),
        message=message.id,
    )
    Statement.objects.bulk_create(
        Statement(**belonging(case), code=code, value=value, said_at=message.at, message=message.id)
        for code, value in sorted(content["statements"].items())
    )


@case_action("victims.withdraw", "취하", box="SYSTEM", move="withdraw")
def withdraw(case: Case, *, event: UUID, asked_on: dt.date, reason: str) -> Effect:
    """The applicant withdrew (행정절차법§17⑧); the legal day is the portal's."""
    application = Application.objects.visible_to(current().actor).get(case=case)
    application.withdrawal_reason = reason
    application.save(update_fields=["withdrawal_reason"])
    return Effect(on=asked_on, tell=("status", {"step": "withdraw", "on": asked_on.isoformat(), "due": None}))


@handles("withdrawal")
def take_withdrawal(message: Letter) -> None:
    """Carries out a withdrawal; one that comes after the decision is answered, not lost."""
    case = find_case(message.subject)
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    asked_on = clock.seoul_day(message.at)
    try:
        withdraw(case.pk, asked_on=asked_on, reason=message.content["reason"])
    except Refusal:
        event = record(case.controller, case.pk, "victims.withdrawal_late", {}, subject=case.pk)
        send(case.pk, case.account, "status", {"step": "withdraw_late", "on": asked_on.isoformat(), "due": None}, event=event)
