"""What came on paper or was said at a counter about a case, entered by officials (S1-INT-03, S1-APP-09).

The entry is kept first; the intake principal then carries it out exactly as it carries out what the portal sends (on_paper.py), so
that clock, case and what the person is told are the same by both ways.
"""

import datetime as dt
import hashlib
import json
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work import jobs
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import BEFORE_DECISION
from teojeon.services.victims.mandates.models import Mandate
from teojeon.services.victims.mandates.queries import mandates_of
from teojeon.services.victims.supplement.models import Demand, PaperEntry
from teojeon.services.victims.supplement.queries import demands_of, waiting_requests

REGISTERING, INTAKE = "P-REG", "P-INTAKE"
SOURCE = "규칙§3⑤, 행정절차법§17⑤⑧"
CARRY_OUT = "carry_out_paper"  # the job's name
TEXT_LIMIT, NAME_LIMIT = 4000, 60
CHANNELS = {"visit": "방문", "post": "우편"}
SELF, PROXY = "self", "proxy"
HANDED_BY = {SELF: "신청인 본인", PROXY: "대리·대표하는 사람", "carrier": "심부름한 사람·그 밖의 사람"}
KINDS = {
    PaperEntry.ANSWER: "보완",
    PaperEntry.MORE_TIME: "보완 기한 연장 요청",
    PaperEntry.WITHDRAWAL: "취하",
}
AWAITED = (Demand.ISSUED, Demand.ANSWERED, Demand.CONTINUED, Demand.RETURNED, Demand.WITHDRAWN)
"""States of a demand that was sent: what comes to it is taken, late or not."""


def demands_sent(case: Case) -> list[Demand]:
    """The demands to which something may come, the newest first."""
    return [each for each in reversed(demands_of(case)) if each.state in AWAITED]


def _arrival_refusal(case: Case, arrived_on: dt.date) -> Refusal | None:
    if arrived_on > clock.business_today():
        message = "도착한 날은 오늘보다 늦을 수 없습니다. 접수 도장의 날을 적습니다."
        return Refusal("ARRIVED_LATER", message, "arrived_on", "행정절차법§17")
    if arrived_on < clock.seoul_day(case.received_at):
        return Refusal("BEFORE_FILING", "도착한 날이 신청한 날보다 앞섭니다. 접수 도장의 날을 확인합니다.", "arrived_on", SOURCE)
    return None


def _hands_refusal(data: dict[str, Any]) -> Refusal | None:
    if data["channel"] not in CHANNELS:
        return Refusal("BAD_CHANNEL", "들어온 방법을 고릅니다.", "channel", SOURCE)
    if data["handed_by"] not in HANDED_BY:
        return Refusal("BAD_VALUE", "누가 냈는지 고릅니다.", "handed_by", SOURCE)
    if data["handed_by"] != SELF and not data["handed_name"].strip():
        return Refusal("NAME_MISSING", "신청인이 아니면 낸 사람의 이름을 적습니다.", "handed_name", SOURCE)
    if len(data["handed_name"]) > NAME_LIMIT or len(data["text"]) > TEXT_LIMIT:
        return Refusal("TOO_LONG", f"이름은 {NAME_LIMIT}자, 내용은 {TEXT_LIMIT:,}자까지 적습니다.", "text", "S1-XCT-03")
    return None


def _demand_refusal(case: Case, data: dict[str, Any]) -> Refusal | None:
    """What concerns a demand names one that was sent, and came after it was."""
    demand = next((each for each in demands_sent(case) if each.pk == data["demand"]), None)
    if demand is None or demand.dispatched_on is None:
        return Refusal("NO_DEMAND", "이 사건에 보낸 보완 요구를 고릅니다.", "demand", SOURCE)
    if data["arrived_on"] < demand.dispatched_on:
        message = "보완을 요구하기 전에 도착한 종이입니다. 도착한 날을 확인하고, 맞으면 서류 스캔으로 사건에 담습니다."
        return Refusal("BEFORE_DEMAND", message, "arrived_on", SOURCE)
    if data["kind"] == PaperEntry.ANSWER and not data["text"].strip() and not data["with_papers"]:
        return Refusal("NOTHING_GIVEN", "보완한 내용을 적거나 «함께 낸 서류가 있음»에 표시합니다.", "text", SOURCE)
    if data["kind"] == PaperEntry.MORE_TIME and any(each.demand_id == demand.pk for each in waiting_requests(case)):
        message = "결정을 기다리는 연장 요청이 이미 있습니다. 먼저 그 요청을 결정합니다."
        return Refusal("ASKED_ALREADY", message, "demand", "민원처리법 시행령§24 준용")
    until = data["wanted_until"]
    if until is not None and until <= (demand.due_on or data["arrived_on"]):
        message = "바라는 날은 지금 기한보다 뒤여야 합니다. 종이에 적혀 있지 않으면 비워 둡니다."
        return Refusal("BAD_DATE", message, "wanted_until", "민원처리법 시행령§24 준용")
    return None


def _withdrawal_refusal(case: Case, data: dict[str, Any]) -> Refusal | None:
    """Only who may withdraw by the law: the applicant, or who acts for the applicant with an accepted mandate."""
    if INTAKE not in current().actor.boxes:
        return Refusal("NO_WITHDRAWAL_RIGHT", "취하서는 총괄접수 담당자가 입력합니다.", "kind", "S1-USR-09")
    if case.state not in BEFORE_DECISION:
        message = "결정하기 전의 사건만 취하할 수 있습니다. 결정에 이의가 있으면 결정문에 적힌 방법을 안내합니다."
        return Refusal("NOT_WITHDRAWABLE", message, "kind", "행정절차법§17⑧")
    if not data["seen"]:
        message = "취하서에 신청인(또는 대리하는 사람)의 서명이나 날인이 있는지 확인하고 표시합니다."
        return Refusal("SIGNATURE_NOT_SEEN", message, "seen", "행정절차법§17⑧")
    if data["handed_by"] == PROXY and not _has_mandate(case, data["arrived_on"]):
        message = "대리·대표를 확인하지 않은 사람은 취하할 수 없습니다. 먼저 사건에서 위임장 등을 확인합니다."
        return Refusal("NO_MANDATE", message, "handed_by", "행정절차법§11, §12")
    if not data["text"].strip():
        message = "취하하는 까닭을 적습니다. 종이에 없으면 ‘적혀 있지 않음’이라고 적습니다."
        return Refusal("REASON_MISSING", message, "text", "S1-APP-09")
    return None


def _has_mandate(case: Case, on: dt.date) -> bool:
    return any(
        each.state == Mandate.ACCEPTED
        and (each.valid_from is None or each.valid_from <= on)
        and (each.valid_to is None or on <= each.valid_to)
        for each in mandates_of(case)
    )


def may_enter(case: Case, **data: Any) -> Refusal | None:
    """Why this entry is not possible. Papers are never refused for coming late: what follows from that is said by the case."""
    if not data:
        return None
    if data["kind"] not in KINDS:
        return Refusal("BAD_VALUE", "무엇이 들어왔는지 고릅니다.", "kind", SOURCE)
    if refusal := _arrival_refusal(case, data["arrived_on"]) or _hands_refusal(data):
        return refusal
    own = _withdrawal_refusal if data["kind"] == PaperEntry.WITHDRAWAL else _demand_refusal
    if refusal := own(case, data):
        return refusal
    if data["channel"] == "visit" and not data["seen"]:
        return Refusal(
            "IDENTITY_NOT_SEEN", "창구에 온 사람의 신분증을 확인하고 표시합니다. 사본은 두지 않습니다.", "seen", "S1-APP-01"
        )
    if PaperEntry.objects.visible_to(current().actor).filter(case=case, digest=_digest(data)).exists():
        return Refusal("ENTERED_TWICE", "같은 내용을 이미 입력했습니다. 내용이 다르면 다른 점을 적습니다.", "text", "S1-XCT-03")
    return None


def _digest(data: dict[str, Any]) -> str:
    said = [data["kind"], str(data["demand"] or ""), data["arrived_on"].isoformat(), data["channel"], data["text"].strip()]
    said += [str(data["wanted_until"] or ""), bool(data["with_papers"])]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _enter(
    case: Case,
    *,
    event: UUID,
    kind: str,
    channel: str,
    arrived_on: dt.date,
    handed_by: str,
    handed_name: str,
    seen: bool,
    text: str,
    demand: UUID | None,
    wanted_until: dt.date | None,
    with_papers: bool,
) -> Effect:
    """`arrived_on`: the stamp, which is the legal day. The job that is woken here carries it out."""
    said = {"kind": kind, "demand": demand, "arrived_on": arrived_on, "channel": channel, "text": text}
    masked, was_masked = mask_free_text(text.strip())
    row = PaperEntry(
        **belonging(case),
        kind=kind,
        demand_id=None if kind == PaperEntry.WITHDRAWAL else demand,
        channel=channel,
        arrived_on=arrived_on,
        handed_by=handed_by,
        handed_name=mask_free_text(handed_name.strip())[0],
        seen=seen,
        text=masked,
        wanted_until=wanted_until if kind == PaperEntry.MORE_TIME else None,
        digest=_digest({**said, "wanted_until": wanted_until, "with_papers": with_papers}),
        entered_by=current().person,
        entered_at=clock.business_now(),
        event=event,
    )
    row.save(force_insert=True)
    jobs.wake(CARRY_OUT, entry=str(row.pk))
    return Effect(on=arrived_on, answer={"entry": str(row.pk), "masked": was_masked}, content={"kind": kind, "channel": channel})


enter_paper = case_action("victims.paper_entered", "종이로 온 것 입력", box=REGISTERING, guard=may_enter)(_enter)
enter_paper_intake = case_action("victims.paper_entered_intake", "종이로 온 것 입력", box=INTAKE, guard=may_enter)(_enter)


def entries_of(case: Case) -> list[PaperEntry]:
    """What was entered on a case, the newest first."""
    rows = PaperEntry.objects.visible_to(current().actor).filter(case=case).select_related("demand")
    return list(rows.order_by("-entered_at"))
