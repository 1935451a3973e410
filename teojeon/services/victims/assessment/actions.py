"""Acts of the assessment: what the committee found, and the run after a dated value of an authority came into force."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal, stale
from teojeon.kernel.work.unit import current
from teojeon.law.book import AuthorityRow
from teojeon.services.victims.assessment.assess import matter_of, newest_facts
from teojeon.services.victims.assessment.fact_kinds import checked_value
from teojeon.services.victims.assessment.facts import JsonValue, finding_of, options
from teojeon.services.victims.assessment.reassess import UNDECIDED, note_change
from teojeon.services.victims.investigation.models import COMMITTEE_SOURCE, Fact

RESOLUTION_LIMIT, REASON_LIMIT = 60, 1000
FINDING_STATES = ("TABLED", "RESOLVED")
"""While the committee deliberates, and after its resolution until the letter is sealed."""


def _finding_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state not in FINDING_STATES:
        message = "위원회에 상정된 뒤 결정 전까지만 위원회의 판단을 적을 수 있습니다."
        return Refusal("ILLEGAL_TRANSITION", message, source="S1-ASM-01")
    return _finding_refusal(case, **data) if data else None


def _finding_refusal(
    case: Case, code: str, value: JsonValue, resolution: str, resolved_on: dt.date, reason: str, seen: int
) -> Refusal | None:
    try:
        if checked_value(finding_of(code), value, options(code)) is None:
            return Refusal("BAD_VALUE", "인정이나 불인정 가운데 하나를 고릅니다.", "value", "S1-ASM-01")
    except Refusal as refusal:
        return refusal
    newest = newest_facts(case.pk).get(code)
    if (newest.number if newest else 0) != seen:
        mine = {"value": value, "evidence": resolution, "as_of": resolved_on, "note": reason}
        theirs = {"value": newest.value, "evidence": newest.evidence, "as_of": newest.as_of, "note": newest.note} if newest else {}
        return stale(mine, theirs | ({"number": newest.number} if newest else {}))
    if not resolution.strip():
        return Refusal(
            "RESOLUTION_MISSING", "의결 번호를 적습니다. 의결 없이는 판단을 적을 수 없습니다.", "resolution", "S1-ASM-01"
        )
    if not reason.strip():
        return Refusal("REASON_MISSING", "위원회가 그렇게 판단한 이유를 적습니다.", "reason", "S1-ASM-06")
    if resolved_on > clock.business_today():
        return Refusal("BAD_DATE", "의결한 날은 오늘이나 그 전으로 적습니다.", "resolved_on", "S1-ASM-01")
    if len(resolution) > RESOLUTION_LIMIT or len(reason) > REASON_LIMIT:
        message = f"의결 번호는 {RESOLUTION_LIMIT}자, 이유는 {REASON_LIMIT:,}자까지 적습니다."
        return Refusal("TOO_LONG", message, "reason", "S1-XCT-03")
    return None


@case_action("victims.record_finding", "위원회의 판단 기록", box="PM-SEC", guard=_finding_fits)
def record_finding(
    case: Case, *, event: UUID, code: str, value: JsonValue, resolution: str, resolved_on: dt.date, reason: str, seen: int
) -> Effect:
    """R4, X3, expected loss, other events: the committee's finding with its resolution and reason (S1-ASM-01).

    Adds a row; earlier rows stay. Only these rows are findings to the rules: an investigator's proposal is none.
    """
    before = matter_of(case)
    masked_resolution, in_resolution = mask_free_text(resolution.strip())
    masked_reason, in_reason = mask_free_text(reason.strip())
    kept = checked_value(finding_of(code), value, options(code))
    Fact.objects.create(
        **belonging(case),
        code=code,
        number=seen + 1,
        value=kept,
        source=COMMITTEE_SOURCE[0],
        evidence=masked_resolution,
        as_of=resolved_on,
        note=masked_reason,
        author=current().account,
        at=clock.business_now(),
        event=event,
    )
    note_change(before, before.with_value(code, kept), trigger="finding", subject=code, event=event)
    return Effect(answer={"number": seen + 1, "masked": in_resolution or in_reason}, content={"fact": code, "number": seen + 1})


def subject_of(row: AuthorityRow, value: UUID) -> str:
    """How a run names the dated value that set it off."""
    return f"{row.code}:{value}"


def _is_undecided(case: Case, **data: Any) -> Refusal | None:
    if case.state in UNDECIDED:
        return None
    return Refusal("DECIDED", "결정된 사건은 다시 검토하지 않습니다. 이의신청·경정·취소로만 바꿉니다.", source="S1-ASM-13")


@case_action("victims.reassess", "요건 다시 검토", box="SYSTEM", guard=_is_undecided)
def reassess(case: Case, *, event: UUID, value: UUID, row: AuthorityRow) -> Effect:
    """After a dated value was approved: what it changes in this case. Nothing else of the case changes."""
    after = matter_of(case)
    note_change(after.without_row(row), after, trigger="parameter", subject=subject_of(row, value), event=event)
    return Effect(content={"parameter": row.code})
