"""Additional investigation for what the committee needs to know (법§14④; S1-INV-07, S1-APP-09; rows 13, 19, 20).

It stops no clock: neither the committee's 30 days nor, once the investigation has ended, its own. What was sent first stays; the
answer is an addendum with a hash of its own.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CaseAct, Effect, case_action
from teojeon.kernel.cases.models import Case, Deadline, belonging
from teojeon.kernel.committees import results
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.work.messages import send as send_message
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.additional.models import DRAFTED, ORDERED, REVIEWED, SENT, InvestigationOrder
from teojeon.services.victims.agenda.actions import last_item
from teojeon.services.victims.amendments import receiving
from teojeon.services.victims.amendments.models import ORDERED as READ_AS_ORDER
from teojeon.services.victims.amendments.models import UNREAD
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.case.procedure import ADDITIONAL
from teojeon.services.victims.investigation.actions import package_of
from teojeon.services.victims.investigation.investigator import acting, has_investigated, only_the_investigator, told
from teojeon.services.victims.investigation.models import Fact
from teojeon.services.victims.investigation.package import canonical_text, sha256_of

SOURCE = "법§14④, S1-INV-07"
FORM = "teojeon-addendum/1"
QUESTION_LIMIT, REASON_LIMIT, ANSWER_LIMIT = 1000, 1000, 4000


def orders_of(case: Case) -> list[InvestigationOrder]:
    """All orders of a case for these eyes, the newest first."""
    return list(InvestigationOrder.objects.visible_to(current().actor).filter(case=case).order_by("-ordered_at"))


def standing(case: Case) -> InvestigationOrder | None:
    """The order that waits for its answer."""
    rows = InvestigationOrder.objects.visible_to(current().actor).filter(case=case).exclude(state=SENT)
    found: InvestigationOrder | None = rows.first()
    return found


def committee_due(case: Case) -> dt.date | None:
    """The last day of the committee's period while it runs."""
    rows = Deadline.objects.visible_to(current().actor).filter(case=case, code="COMMITTEE", closed_on=None)
    day: dt.date | None = rows.order_by("-base_on").values_list("effective", flat=True).first()
    return day


# ordering


def _question_refusal(case: Case, question: str, reason: str, amendment: UUID | None) -> Refusal | None:
    if not question.strip():
        return Refusal("QUESTION_MISSING", "위원회가 알아야 하는 것을 물음으로 적습니다.", "question", SOURCE)
    if len(question) > QUESTION_LIMIT or len(reason) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"물음과 이유는 {QUESTION_LIMIT:,}자까지 적습니다.", "question", "S1-XCT-03")
    if amendment is None:
        return None
    if not reason.strip():
        return Refusal("REASON_MISSING", "신청인이 읽을 이유를 적습니다.", "reason", "S1-APP-09")
    row = receiving.amendment_of(case, amendment)
    if row is None or row.state != UNREAD:
        return Refusal("ALREADY_READ", "이미 확인한 변경이거나 없는 변경입니다. 화면을 새로 엽니다.", source="S1-APP-09")
    return None


def _may_order(case: Case, **data: Any) -> Refusal | None:
    item = last_item(case.pk) if case.state == "TABLED" else None
    if item is not None and results.is_resolution(item.result):
        return Refusal("ITEM_RESOLVED", "이미 의결한 안건입니다. 의결한 뒤에는 추가조사를 지시하지 않습니다.", source=SOURCE)
    return _order_fits(case, **data) if data else None


def _order_fits(
    case: Case, *, question: str, wanted_by: dt.date, reason: str = "", amendment: UUID | None = None
) -> Refusal | None:
    if wanted_by < clock.business_today():
        return Refusal("BAD_DATE", "답을 바라는 날은 오늘이나 그 뒤로 적습니다.", "wanted_by", SOURCE)
    due = committee_due(case)
    if due is not None and wanted_by >= due:
        message = f"추가조사를 해도 위원회의 심의 기한은 {due.isoformat()} 그대로입니다. 그 전의 날을 적습니다."
        return Refusal("WANTED_TOO_LATE", message, "wanted_by", SOURCE)
    return _question_refusal(case, question, reason, amendment)


def _order(
    case: Case, *, event: UUID, question: str, wanted_by: dt.date, reason: str = "", amendment: UUID | None = None
) -> Effect:
    """The case goes to the province once more; a change that gave rise to it is read with this."""
    today, move = clock.business_today(), "order_investigation_tabled" if case.state == "TABLED" else "order_investigation"
    masked, was_masked = mask_free_text(question.strip())
    row = InvestigationOrder.objects.create(
        **belonging(case),
        order_no=f"추가조사-{today.year}-{next_number('investigation_order', today.year):06d}",
        stage=case.state,
        questions=[_question(masked, amendment)],
        ordered_on=today,
        ordered_at=clock.business_now(),
        ordered_by=acting(),
        wanted_by=wanted_by,
        event=event,
    )
    _read(case, amendment, reason, event)
    return Effect(
        answer={"order_no": row.order_no, "masked": was_masked},
        content={"order": row.order_no, "wanted_by": wanted_by.isoformat()},
        tell=told(move, today, committee_due(case)),
    )


def _question(text: str, amendment: UUID | None) -> dict[str, str]:
    return {"text": text, "amendment": str(amendment) if amendment else ""}


def _read(case: Case, amendment: UUID | None, reason: str, event: UUID) -> None:
    """The change is read, and its applicant is told why, beside the step itself."""
    row = receiving.amendment_of(case, amendment) if amendment else None
    if row is not None:
        content = receiving.close_reading(case, row, READ_AS_ORDER, reason)
        send_message(case.pk, case.account, "amendment_read", content, event=event)


order_investigation = case_action(
    "victims.order_investigation", "추가조사 지시", box="PM-AGENDA", move="order_investigation", guard=_may_order
)(_order)
order_tabled = case_action(
    "victims.order_investigation_tabled",
    "추가조사 지시(상정한 안건)",
    box="PM-SEC",
    move="order_investigation_tabled",
    guard=_may_order,
)(_order)


def _order_stands(case: Case, **data: Any) -> Refusal | None:
    if case.state != ADDITIONAL or standing(case) is None:
        return Refusal("NO_ORDER", "추가조사를 지시한 사건에만 물음을 더합니다.", source=SOURCE)
    return _question_refusal(case, **data) if data else None


def _add_question(case: Case, *, event: UUID, question: str, reason: str = "", amendment: UUID | None = None) -> Effect:
    """A change that came while the order stands adds to it; what was drafted or reviewed goes back to the investigator."""
    row = standing(case)
    assert row is not None  # the guard asked
    masked, was_masked = mask_free_text(question.strip())
    row.questions = [*row.questions, _question(masked, amendment)]
    row.state = ORDERED
    row.save(update_fields=["questions", "state"])
    _read(case, amendment, reason, event)
    return Effect(answer={"masked": was_masked}, content={"order": row.order_no, "questions": len(row.questions)})


add_question = case_action("victims.add_question", "추가조사 물음 추가", box="PM-AGENDA", guard=_order_stands)(_add_question)
add_question_secretary = case_action("victims.add_question_tabled", "추가조사 물음 추가(간사)", box="PM-SEC", guard=_order_stands)(
    _add_question
)


# answering


def _in(case: Case, *states: str) -> Refusal | None:
    row = standing(case)
    if case.state == ADDITIONAL and row is not None and row.state in states:
        return None
    return Refusal("WRONG_STATE", "추가조사의 상태가 바뀌어 할 수 없습니다. 화면을 새로 엽니다.", source=SOURCE)


def _answer_fits(case: Case, **data: Any) -> Refusal | None:
    if refusal := _in(case, ORDERED) or only_the_investigator(case):
        return refusal
    if data and not data["answer"].strip():
        return Refusal("ANSWER_MISSING", "물음마다 확인한 내용을 적습니다. 확인할 수 없으면 그 까닭을 적습니다.", "answer", SOURCE)
    if data and len(data["answer"]) > ANSWER_LIMIT:
        return Refusal("TOO_LONG", f"답은 {ANSWER_LIMIT:,}자까지 적습니다.", "answer", "S1-XCT-03")
    return None


@case_action("victims.draft_addendum", "추가조사 결과 작성", box="P-INV", guard=_answer_fits)
def draft_addendum(case: Case, *, event: UUID, answer: str) -> Effect:
    """What the investigator found; facts are recorded as in the investigation."""
    row = standing(case)
    assert row is not None  # the guard asked
    row.answer, was_masked = mask_free_text(answer.strip())
    row.state, row.drafted_by, row.drafted_at = DRAFTED, acting(), clock.business_now()
    row.facts_changed, row.review_note = _facts_since(case, row), ""
    row.save()
    return Effect(answer={"masked": was_masked}, content={"order": row.order_no, "facts": row.facts_changed})


def _facts_since(case: Case, row: InvestigationOrder) -> list[str]:
    rows = Fact.objects.visible_to(current().actor).filter(case=case, at__gte=row.ordered_at)
    return sorted(set(rows.values_list("code", flat=True)))


def _another_reviewer(case: Case, **data: Any) -> Refusal | None:
    if refusal := _in(case, DRAFTED):
        return refusal
    if has_investigated(case):
        message = "조사한 사람은 같은 사건을 검토할 수 없습니다. 다른 담당자가 검토합니다."
        return Refusal("SAME_PERSON", message, source="S1-USR-09")
    return None


def _return_fits(case: Case, **data: Any) -> Refusal | None:
    if refusal := _another_reviewer(case):
        return refusal
    if data and not (0 < len(data["reason"].strip()) <= REASON_LIMIT):
        return Refusal("REASON_MISSING", f"무엇을 더 해야 하는지 {REASON_LIMIT:,}자까지 적습니다.", "reason", SOURCE)
    return None


@case_action("victims.approve_addendum", "추가조사 결과 확정", box="P-REV", guard=_another_reviewer)
def approve_addendum(case: Case, *, event: UUID) -> Effect:
    """Reviewed by another person than the investigator (row 13)."""
    return _reviewed(case, REVIEWED, "")


@case_action("victims.return_addendum", "추가조사 결과 반려", box="P-REV", guard=_return_fits)
def return_addendum(case: Case, *, event: UUID, reason: str) -> Effect:
    """Back to the investigator."""
    masked, was_masked = mask_free_text(reason.strip())
    effect = _reviewed(case, ORDERED, masked)
    return Effect(answer={"masked": was_masked}, content=effect.content)


def _reviewed(case: Case, state: str, note: str) -> Effect:
    row = standing(case)
    assert row is not None  # the guard asked
    row.state, row.review_note = state, note
    row.reviewed_by, row.reviewed_at = acting(), clock.business_now()
    row.save()
    return Effect(content={"order": row.order_no})


def _may_send(case: Case, **data: Any) -> Refusal | None:
    return _in(case, REVIEWED)


def _may_send_tabled(case: Case, **data: Any) -> Refusal | None:
    if case.came_from != "TABLED":
        return Refusal("WRONG_STATE", "상정한 안건의 추가조사가 아닙니다. ‘추가조사 결과 송부’로 보냅니다.", source=SOURCE)
    return _in(case, REVIEWED)


def _send(case: Case, *, event: UUID) -> Effect:
    """Frozen as one text with its hash; the first package stays as it was sent."""
    row, package = standing(case), package_of(case)
    assert row is not None and package is not None  # the guard; the case was sent
    row.facts_changed, row.sent_by, row.sent_at = _facts_since(case, row), acting(), clock.business_now()
    row.content = canonical_text(_drawn_up(case, row, package.sha256))
    row.sha256, row.state = sha256_of(row.content), SENT
    row.save()
    content = {"order": row.order_no, "addendum": row.sha256}
    if case.came_from == "TABLED":
        return Effect(answer={"sha256": row.sha256}, content=content)
    return Effect(answer={"sha256": row.sha256}, content=content, tell=told("send_addendum", clock.business_today(), None))


def _drawn_up(case: Case, row: InvestigationOrder, package: str) -> dict[str, Any]:
    facts = newest_facts(case.pk)
    return {
        "form": FORM,
        "case": {"id": str(case.pk), "receipt_no": case.receipt_no},
        "package": package,
        "order": {
            "order_no": row.order_no,
            "ordered_on": row.ordered_on.isoformat(),
            "questions": [each["text"] for each in row.questions],
        },
        "answer": row.answer,
        "facts": [
            {
                "code": code,
                "number": facts[code].number,
                "value": facts[code].value,
                "source": facts[code].source,
                "evidence": facts[code].evidence,
                "as_of": facts[code].as_of.isoformat(),
            }
            for code in row.facts_changed
        ],
        "drafted_by": str(row.drafted_by),
        "reviewed_by": str(row.reviewed_by),
        "sent_at": clock.business_now().isoformat(),
    }


send_addendum = case_action("victims.send_addendum", "추가조사 결과 송부", box="P-SEND", move="send_addendum", guard=_may_send)(
    _send
)
send_addendum_tabled = case_action(
    "victims.send_addendum_tabled", "추가조사 결과 송부(상정한 안건)", box="P-SEND", guard=_may_send_tabled
)(_send)


def _was_sent(case: Case, **data: Any) -> Refusal | None:
    if standing(case) is None:
        return None
    return Refusal("ADDENDUM_MISSING", "시·도가 추가조사 결과를 보낸 뒤에 심의로 되돌립니다.", source=SOURCE)


@case_action("victims.resume_item", "추가조사를 마친 안건", box="PM-SEC", move="resume_item", guard=_was_sent)
def resume_item(case: Case, *, event: UUID) -> Effect:
    """Row 20: back before the committee; the period never stood still."""
    newest = orders_of(case)[0]
    return Effect(content={"order": newest.order_no}, tell=told("resume_item", clock.business_today(), committee_due(case)))


def acts_of(case: Case) -> dict[str, CaseAct]:
    """The acts of this case by the form that sends them."""
    boxes, is_tabled = current().actor.boxes, case.state == "TABLED" or case.came_from == "TABLED"
    in_ministry = "PM-AGENDA" in boxes
    return {
        "order": order_tabled if case.state == "TABLED" else order_investigation,
        "question": add_question if in_ministry else add_question_secretary,
        "answer": draft_addendum,
        "approve": approve_addendum,
        "return": return_addendum,
        "send": send_addendum_tabled if is_tabled else send_addendum,
        "resume": resume_item,
    }
