"""Acts of the investigation beside the recording of facts: methods, report, review, sending (S1-INV-01, -06; rows 8–12)."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.assessment.facts import fact_of
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.assessment.proposals import refuse_impossible_class
from teojeon.services.victims.investigation.findings import PROPOSALS, findings_of
from teojeon.services.victims.investigation.investigator import acting, has_investigated, only_the_investigator, told
from teojeon.services.victims.investigation.models import METHODS, MethodEntry, Package, Report
from teojeon.services.victims.investigation.package import canonical_text, drawn_up, sha256_of
from teojeon.services.victims.investigation.recording import NOTE_LIMIT, RECORDING, not_recorded

REASON_LIMIT = 4000


@case_action("victims.open_file", "조사 착수", box="P-INV", move="open_file", guard=only_the_investigator)
def open_file(case: Case, *, event: UUID) -> Effect:
    """Row 8: the investigation begins. The 30 days run since the filing, not from here."""
    return Effect(tell=told("open_file", clock.business_today(), case.next_due))


def _method_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state not in RECORDING:
        return Refusal("ILLEGAL_TRANSITION", "조사 중인 사건에만 조사 방법을 적습니다.", source="S1-INV-01")
    if refusal := only_the_investigator(case):
        return refusal
    if not data:
        return None
    if data["method"] not in dict(METHODS):
        return Refusal("BAD_VALUE", "조사 방법을 목록에서 고릅니다.", "method", "규칙§4①")
    if not clock.seoul_day(case.received_at) <= data["done_on"] <= clock.business_today():
        return Refusal("BAD_DATE", "한 날은 접수일부터 오늘까지의 날로 적습니다.", "done_on", "S1-INV-01")
    if not data["note"].strip():
        return Refusal("NOTE_MISSING", "무엇을 하였고 무엇을 알았는지 적습니다.", "note", "S1-INV-01")
    if len(data["note"]) > NOTE_LIMIT:
        return Refusal("TOO_LONG", f"내용은 {NOTE_LIMIT:,}자까지 적습니다.", "note", "S1-XCT-03")
    return None


@case_action("victims.log_method", "조사 방법 기록", box="P-INV", guard=_method_fits)
def log_method(case: Case, *, event: UUID, method: str, done_on: dt.date, note: str) -> Effect:
    """A visit, an interview, an inquiry or a reading of papers, on the day on which it was done (규칙§4①)."""
    masked, was_masked = mask_free_text(note.strip())
    MethodEntry.objects.create(
        **belonging(case), method=method, done_on=done_on, note=masked, author=acting(), at=clock.business_now(), event=event
    )
    return Effect(answer={"masked": was_masked}, content={"method": method})


def _facts_are_complete(case: Case) -> Refusal | None:
    missing = [fact_of(code).title for code in not_recorded(case)]
    if not missing:
        return None
    return Refusal(
        "FACTS_MISSING",
        f"다음 사실을 적습니다. 확인할 수 없으면 ‘모름’과 이유를 적습니다: {', '.join(missing)}.",
        "facts",
        "S1-INV-06",
    )


def _report_fits(case: Case, **data: Any) -> Refusal | None:
    if refusal := only_the_investigator(case) or _facts_are_complete(case):
        return refusal
    if not data:
        return None
    if data.get("self_recovery", "") not in ("", *PROPOSALS):
        return Refusal("BAD_VALUE", "자력 회수에 대한 의견을 목록에서 고릅니다.", "self_recovery", "S1-ASM-09")
    return judgement_refusal(case, data["opinion"], data["reason"])


def judgement_refusal(case: Case, outcome: str, reason: str, *, field: str = "opinion") -> Refusal | None:
    """Why a class with its reason cannot be proposed for a case, or None."""
    if outcome not in OUTCOMES:
        return Refusal("BAD_VALUE", "의견을 목록에서 고릅니다.", field, "S1-INV-06")
    if not reason.strip():
        return Refusal("REASON_MISSING", "의견의 이유를 적습니다.", "reason", "S1-INV-06")
    if len(reason) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"이유는 {REASON_LIMIT:,}자까지 적습니다.", "reason", "S1-XCT-03")
    return refuse_impossible_class(case, outcome, field)


@case_action("victims.submit_report", "조사보고 제출", box="P-INV", move="submit_report", guard=_report_fits)
def submit_report(case: Case, *, event: UUID, opinion: str, reason: str, self_recovery: str = "") -> Effect:
    """Row 9: the investigator's opinion and its reason, with the findings of this day and the facts they rest on.

    `self_recovery`: whether the investigator thinks that the deposit can be recovered in full (X3): yes, no, or empty. Each report
    keeps its own row.
    """
    masked_reason, was_masked = mask_free_text(reason.strip())
    facts = newest_facts(case.pk)
    number = Report.objects.visible_to(current().actor).filter(case=case).count() + 1
    Report.objects.create(
        **belonging(case),
        number=number,
        opinion=opinion,
        reason=masked_reason,
        open_unknowns=[code for code, fact in facts.items() if fact.value is None],
        facts={code: fact.number for code, fact in facts.items()},
        findings=findings_of(case, facts, self_recovery),
        drafted_by=acting(),
        drafted_at=clock.business_now(),
    )
    return Effect(answer={"number": number, "masked": was_masked}, content={"report": number})


def newest_report(case: Case) -> Report | None:
    """The report that counts."""
    report: Report | None = Report.objects.visible_to(current().actor).filter(case=case).order_by("-number").first()
    return report


def _another_person(case: Case, **data: Any) -> Refusal | None:
    """The reviewer took no part in the investigation of this case (S1-INV-06; P-INV × P-REV on one case)."""
    if has_investigated(case):
        return Refusal("SAME_PERSON", "조사한 사람은 같은 사건을 검토할 수 없습니다. 다른 담당자가 검토합니다.", source="S1-USR-09")
    return None


def _return_fits(case: Case, **data: Any) -> Refusal | None:
    if refusal := _another_person(case):
        return refusal
    if data and not data["reason"].strip():
        return Refusal("REASON_MISSING", "무엇을 보완해야 하는지 적습니다.", "reason", "S1-INV-06")
    if data and len(data["reason"]) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"이유는 {REASON_LIMIT:,}자까지 적습니다.", "reason", "S1-XCT-03")
    return None


@case_action("victims.return_report", "보고 반려", box="P-REV", move="return_report", guard=_return_fits)
def return_report(case: Case, *, event: UUID, reason: str) -> Effect:
    """Row 10: back to the investigator; the clock goes on."""
    note, was_masked = mask_free_text(reason.strip())
    number = _close_report(case, Report.RETURNED, note)
    return Effect(answer={"masked": was_masked}, content={"report": number})


@case_action("victims.approve_report", "보고 확정", box="P-REV", move="approve_report", guard=_another_person)
def approve_report(case: Case, *, event: UUID) -> Effect:
    """Row 11: the investigation ends here for the 30-day test."""
    return Effect(content={"report": _close_report(case, Report.APPROVED, "")})


def _close_report(case: Case, state: str, note: str) -> int:
    report = newest_report(case)
    assert report is not None  # REVIEW is only reached by submit_report
    report.state, report.review_note = state, note
    report.reviewed_by, report.reviewed_at = acting(), clock.business_now()
    report.save()
    return report.number


def _reviewed(case: Case, **data: Any) -> Refusal | None:
    report = newest_report(case)
    if report is None or report.state != Report.APPROVED:
        return Refusal("NOT_REVIEWED", "검토가 끝난 보고가 있어야 보냅니다.", source="S1-INV-01")
    return _facts_are_complete(case)


@case_action("victims.send", "국토교통부 송부", box="P-SEND", move="send", guard=_reviewed)
def send(case: Case, *, event: UUID) -> Effect:
    """Row 12: statements, facts, findings with their receipt and the report, frozen as one text with its hash."""
    report = newest_report(case)
    assert report is not None  # the guard saw it
    content = canonical_text(drawn_up(case, report, clock.business_now()))
    digest = sha256_of(content)
    Package.objects.create(
        **belonging(case),
        content=content,
        sha256=digest,
        sent_by=acting(),
        sent_at=clock.business_now(),
        event=event,
    )
    return Effect(
        answer={"sha256": digest},
        content={"package": digest},
        tell=told("send", clock.business_today(), None),
    )


def package_of(case: Case) -> Package | None:
    """What was sent, the newest where there are several."""
    package: Package | None = Package.objects.visible_to(current().actor).filter(case=case).order_by("-sent_at").first()
    return package
