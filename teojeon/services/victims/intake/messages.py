"""What the portal wrote, carried out: a filing becomes a case, a withdrawal closes it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.cases import deadlines
from teojeon.kernel.cases.actions import Effect, case_action, enter_timeline
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.actions import digest
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.consents import recording as consents
from teojeon.services.victims.intake import filing, tasks
from teojeon.services.victims.mandates import recording as mandates
from teojeon.services.victims.papers import receiving as papers
from teojeon.services.victims.register import entering
from teojeon.services.victims.supplement.closing import close_all
from teojeon.services.victims.supplement.models import Demand

INTAKE = "victims.intake"  # the act's code in the log
NEAR_DAYS = 30  # a sale within them is urgent (S1-APP-06)


@handles("filing")
def take_filing(message: Letter) -> None:
    """Makes the case. Its legal receipt is the portal's storing (행정절차법§17②), whenever the message is taken."""
    content = message.content
    _refuse_another_text(content)
    came = filing.Came(message.subject, message.account, message.id, dt.datetime.fromisoformat(content["received_at"]))
    case, event = register_filing(came, content)
    send(
        case.pk,
        case.account,
        "acknowledged",
        {"register_no": register_no(case), "handled_by_name": _province(case).name},
        event=event,
    )


def register_filing(came: filing.Came, content: Mapping[str, Any]) -> tuple[Case, UUID]:
    """The case of a filing with all that came with it, for both ways in. Returns it and the event that made it."""
    event = record(MINISTRY_CODE, came.subject, INTAKE, {"signed_hash": content["signed_hash"]}, subject=came.subject)
    case = filing.open_case(came, content)
    party = filing.keep_party(case, content["party"], content["statements"])
    filing.keep_application(case, came, content, filing.flags_of(case, content, party, event))
    entering.enter(case, event, basis=filing.basis_of(content))
    papers.expect(case, content.get("papers") or ())
    consents.take(case, content.get("consents") or (), message=came.id)
    mandates.take(case, content.get("mandate"), at=came.at, message=came.id, event=event)
    _open_tasks(case, content, event)
    enter_timeline(case, "filed", event, on=clock.seoul_day(came.at))
    deadlines.refresh(case, current().actor)
    case.save()
    return case, event


def _open_tasks(case: Case, content: Mapping[str, Any], event: UUID) -> None:
    """What must be looked at the same day (S1-APP-06), and a filing that belongs to another province (S1-INT-01)."""
    urgent = content.get("urgent") or {}
    sale = case.next_sale_on
    near = sale is not None and sale <= clock.seoul_day(case.received_at) + dt.timedelta(days=NEAR_DAYS)
    grounds = [
        code
        for code, holds in (
            ("stay_wanted", urgent.get("stay_wanted") is True),
            ("sale_soon", near),
            ("eviction", bool(urgent.get("move_out_pressure"))),
        )
        if holds
    ]
    if grounds:
        tasks.open_task(case, tasks.URGENT, event, grounds=grounds)
    if filing.filed_elsewhere(content):
        tasks.open_task(case, tasks.TRANSFER, event, grounds=["residence"])


def _refuse_another_text(content: Mapping[str, Any]) -> None:
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


@case_action("victims.withdraw", "취하", box="SYSTEM", move="withdraw")
def withdraw(case: Case, *, event: UUID, asked_on: dt.date, reason: str) -> Effect:
    """The applicant withdrew (행정절차법§17⑧); the legal day is the portal's."""
    application = Application.objects.visible_to(current().actor).get(case=case)
    application.withdrawal_reason = reason
    application.save(update_fields=["withdrawal_reason"])
    close_all(case, Demand.WITHDRAWN, asked_on)
    tasks.finish(case, *tasks.KINDS)
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
