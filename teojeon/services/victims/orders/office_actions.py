"""What came in answer to an order, silence after two of them, and the draft of a referral for a fine (법§13②, §34; S1-INV-02).

Silence is a matter for the committee to weigh. It is no fact of the case: neither the intent of R4 nor the opening of an
investigation by the police is proven by it, and nothing here writes one.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.filing import kept
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import BEFORE_DECISION
from teojeon.services.victims.investigation.investigator import acting, only_the_investigator
from teojeon.services.victims.investigation.recording import RECORDING
from teojeon.services.victims.orders import documents
from teojeon.services.victims.orders.actions import end_service, settle_task
from teojeon.services.victims.orders.limits import REASON, TEXT
from teojeon.services.victims.orders.models import (
    CHANNELS,
    FALSE_ANSWER,
    GROUNDS,
    REFUSED_ANSWER,
    SILENT,
    AnswerFile,
    FineReferral,
    NoResponse,
    OrderAnswer,
    StatementOrder,
)
from teojeon.services.victims.orders.queries import (
    SENT,
    SOURCE,
    order_of,
    orders_of,
    services_of,
    silence_refusal,
    standing_silence,
    written,
)
from teojeon.services.victims.papers import scans
from teojeon.services.victims.papers.kinds import Need, PaperKind, of_officials

DOC_TYPE = "order_answer"
KIND = of_officials(
    PaperKind(
        DOC_TYPE, "진술서·자료(요구에 따라 낸 것)", "법 제13조제2항", "요구한 진술과 자료를 확인합니다.", "요구받은 사람이 냅니다.",
        "담당 기관이 스캔하여 담습니다.", lambda content: Need.NOT,
    )
)  # fmt: skip
FINE_SOURCE = "법§34.1, S1-INV-02"


@dataclass(frozen=True)
class Files:
    """Papers of an answer, each a row of sheets. In the digest of an act they stand for their content alone, so that the same files
    stored anew are the same request.
    """

    papers: tuple[tuple[scans.Scanned, ...], ...] = ()

    def __str__(self) -> str:
        return ";".join(",".join(sheet.stored.sha256.hex() for sheet in sheets) for sheets in self.papers)

    def new_to(self, case: Case) -> tuple[list[list[scans.Scanned]], list[str]]:
        """The papers without sheets that the case has already, and the names of those."""
        known, papers, left_out = scans.known_in(case), list[list[scans.Scanned]](), list[str]()
        for sheets in self.papers:
            fresh = [sheet for sheet in sheets if sheet.stored.sha256.hex() not in known]
            left_out += [sheet.name for sheet in sheets if sheet not in fresh]
            if fresh:
                papers.append(fresh)
        return papers, left_out


def _answer_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state not in BEFORE_DECISION:
        return Refusal("ILLEGAL_TRANSITION", "결정하기 전의 사건에만 답을 적습니다.", source=SOURCE)
    if refusal := only_the_investigator(case):
        return refusal
    if not data:
        return None
    order = order_of(case, data["order"])
    if order.state not in SENT or order.issued_on is None:
        return Refusal("NOT_OPEN", "보낸 요구에만 답을 적습니다.", source=SOURCE)
    if not order.issued_on <= data["answered_on"] <= clock.business_today():
        message = "답이 온 날은 요구한 날부터 오늘까지의 날짜여야 합니다."
        return Refusal("BAD_DATE", message, "answered_on", SOURCE)
    return _answer_content_refusal(data)


def _answer_content_refusal(data: Mapping[str, Any]) -> Refusal | None:
    if data["channel"] not in dict(CHANNELS):
        return Refusal("BAD_VALUE", "들어온 방법을 고릅니다.", "channel", SOURCE)
    if data["refused"] and not data["reason"].strip():
        message = "거부하면서 밝힌 까닭을 적습니다. 밝히지 않았으면 ‘까닭을 밝히지 않음’이라고 적습니다."
        return Refusal("REASON_MISSING", message, "reason", SOURCE)
    if data["reason"].strip() and not data["refused"]:
        return Refusal("CONTRADICTION", "거부한 까닭은 거부한 때에만 적습니다.", "reason", SOURCE)
    if not data["refused"] and not data["text"].strip() and not data["files"].papers:
        return Refusal("NOTHING_GIVEN", "답한 내용을 적거나 낸 파일을 담습니다.", "text", SOURCE)
    if len(data["text"]) > TEXT or len(data["reason"]) > REASON:
        return Refusal("TOO_LONG", f"내용은 {TEXT:,}자, 까닭은 {REASON:,}자까지 적습니다.", "text", "S1-XCT-03")
    return None


@case_action("victims.take_order_answer", "진술·자료 요구에 대한 답", box="P-INV", guard=_answer_fits)
def take_answer(
    case: Case,
    *,
    event: UUID,
    order: UUID,
    answered_on: dt.date,
    channel: str,
    refused: bool,
    reason: str,
    text: str,
    files: Files,
) -> Effect:
    """What came, or that and why it was refused. A late answer is taken, too, and ends what was noted of the silence."""
    row, today = order_of(case, order), clock.business_today()
    masked_text, in_text = mask_free_text(text.strip())
    masked_reason, in_reason = mask_free_text(reason.strip())
    answer: OrderAnswer = OrderAnswer.objects.create(
        **belonging(case), order=row, answered_on=answered_on, channel=channel, is_refusal=refused, reason=masked_reason,
        text=masked_text, entered_by=acting(), entered_at=clock.business_now(), event=event,
    )  # fmt: skip
    papers, left_out = files.new_to(case)
    if papers:
        entries = [scans.entry(uuid4(), DOC_TYPE, None, each) for each in papers]
        scans.add(case, event=event, papers=entries)
        AnswerFile.objects.bulk_create(
            AnswerFile(**belonging(case), answer=answer, paper_id=UUID(entry["id"])) for entry in entries
        )
    row.state = StatementOrder.REFUSED if refused else StatementOrder.ANSWERED
    row.answered_on = min(row.answered_on or answered_on, answered_on)
    row.save(update_fields=["state", "answered_on"])
    if (silence := standing_silence(case, row.addressee)) is not None:
        silence.ended_on = today
        silence.save(update_fields=["ended_on"])
    end_service(case, row, event)
    settle_task(case)
    said = {
        "masked": in_text or in_reason,
        "papers": len(papers),
        "files": [str(sheet.stored.id) for sheets in papers for sheet in sheets],
        "left_out": left_out,
    }
    content = {"order": row.number, "order_no": row.order_no, "refused": refused, "papers": len(papers)}
    return Effect(on=answered_on, answer=said, content=content)


def _may_note_silence(case: Case, **data: Any) -> Refusal | None:
    if case.state not in RECORDING:
        return Refusal("ILLEGAL_TRANSITION", "조사하거나 추가조사하는 사건에만 적습니다.", source=SOURCE)
    if refusal := only_the_investigator(case):
        return refusal
    return silence_refusal(case, data["addressee"]) if data else None


@case_action("victims.note_no_response", "진술·자료 요구에 답하지 않음", box="P-INV", guard=_may_note_silence)
def note_no_response(case: Case, *, event: UUID, addressee: UUID) -> Effect:
    """`no_response` with the service dates of every order, for the committee to read. No fact is written, no finding follows."""
    orders = [each for each in orders_of(case) if each.addressee == addressee and each.state == StatementOrder.ISSUED]
    services = services_of(orders)
    NoResponse.objects.create(
        **belonging(case),
        addressee=addressee,
        services=[_served(order, services[order.pk].service_no) for order in orders],
        noted_on=clock.business_today(),
        noted_at=clock.business_now(),
        noted_by=acting(),
        event=event,
    )
    return Effect(content={"orders": [order.order_no for order in orders]})


def _served(order: StatementOrder, service_no: str) -> dict[str, str]:
    assert order.arrived_on is not None and order.due_on is not None  # the guard asked
    return {
        "order_no": order.order_no,
        "service_no": service_no,
        "arrived_on": order.arrived_on.isoformat(),
        "due_on": order.due_on.isoformat(),
    }


def grounds_of(case: Case, addressee: UUID) -> list[tuple[str, str]]:
    """On which grounds a referral may be drafted for this addressee now."""
    states = {each.state for each in orders_of(case) if each.addressee == addressee}
    open_to = {
        SILENT: standing_silence(case, addressee) is not None,
        REFUSED_ANSWER: StatementOrder.REFUSED in states,
        FALSE_ANSWER: StatementOrder.ANSWERED in states,
    }
    return [(code, title) for code, title in GROUNDS if open_to[code]]


def _fine_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state not in BEFORE_DECISION:
        return Refusal("ILLEGAL_TRANSITION", "결정하기 전의 사건에서 씁니다.", source=FINE_SOURCE)
    if refusal := only_the_investigator(case):
        return refusal
    if not data:
        return None
    if data["ground"] not in dict(grounds_of(case, data["addressee"])):
        message = "두 번 송달한 요구에 답하지 않은 것을 적었거나, 거부하거나 답한 요구가 있을 때에 그 까닭으로 씁니다."
        return Refusal("NO_GROUND", message, "ground", FINE_SOURCE)
    if not 0 < len(data["reason"].strip()) <= REASON:
        message = f"정당한 사유가 없다고(거짓이라고) 보는 까닭을 {REASON:,}자까지 적습니다."
        return Refusal("REASON_MISSING", message, "reason", FINE_SOURCE)
    return None


@case_action("victims.draft_fine_referral", "과태료 자료 초안", box="P-INV", guard=_fine_fits)
def draft_fine_referral(case: Case, *, event: UUID, addressee: UUID, ground: str, reason: str) -> Effect:
    """A draft to be printed. Whether and how much is imposed is for the authority that may (법§34, 영§6)."""
    orders, today = _orders_for(case, addressee, ground), clock.business_today()
    number = f"과태료자료-{today.year}-{next_number('fine_referral', today.year):06d}"
    masked, was_masked = mask_free_text(reason.strip())
    pdf = documents.fine_pdf(case, orders, written(orders[-1]), number=number, ground=ground, reason=masked, drafted_by=acting())
    with kept(case, pdf, kind="fine_referral", event=event, number=number) as document:
        row: FineReferral = FineReferral.objects.create(
            **belonging(case),
            referral_no=number,
            addressee=addressee,
            ground=ground,
            orders=[each.order_no for each in orders],
            reason=masked,
            drafted_by=acting(),
            drafted_at=clock.business_now(),
            document=document.pk,
            sha256=document.sha256.hex(),
            event=event,
        )
    content = {"referral": number, "ground": ground}
    return Effect(answer={"referral": str(row.pk), "referral_no": number, "masked": was_masked}, content=content)


def _orders_for(case: Case, addressee: UUID, ground: str) -> list[StatementOrder]:
    """The orders that the ground rests on, in their order."""
    state = {
        SILENT: StatementOrder.ISSUED, REFUSED_ANSWER: StatementOrder.REFUSED, FALSE_ANSWER: StatementOrder.ANSWERED
    }[ground]  # fmt: skip
    return [each for each in orders_of(case) if each.addressee == addressee and each.state == state]


def fines_of(case: Case) -> list[FineReferral]:
    """The drafts of referrals of a case, the newest first."""
    return list(FineReferral.objects.visible_to(current().actor).filter(case=case).order_by("-drafted_at"))


def answers_of(case: Case) -> list[OrderAnswer]:
    """What came to all orders of a case, in its order."""
    return list(OrderAnswer.objects.visible_to(current().actor).filter(case=case).order_by("entered_at"))


def files_of(case: Case) -> list[AnswerFile]:
    """The files of all answers of a case."""
    rows = AnswerFile.objects.visible_to(current().actor).filter(case=case).select_related("paper")
    return list(rows.order_by("paper__position"))


def silences_of(case: Case) -> list[NoResponse]:
    """What was noted of silence, the newest first."""
    return list(NoResponse.objects.visible_to(current().actor).filter(case=case).order_by("-noted_at"))
