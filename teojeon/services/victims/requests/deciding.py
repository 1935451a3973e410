"""From a reply to facts: an investigator accepts rows, one by one or those that agree, sets them aside, takes them back (S1-BEY-05).

A fact is never changed: what is taken back is recorded again as it stood before, or as unknown, with the reason.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.action import require
from teojeon.kernel.work.refusals import Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.assessment.facts import FACTS
from teojeon.services.victims.investigation import recording
from teojeon.services.victims.investigation.investigator import only_the_investigator
from teojeon.services.victims.investigation.models import Fact
from teojeon.services.victims.requests.comparing import AGREES, agreement, on_file, value_now
from teojeon.services.victims.requests.models import ACCEPTED, PROPOSED, SET_ASIDE, UNDONE, ReplyRow, RequestCase
from teojeon.services.victims.requests.reply_fields import evidence_of

SOURCE = "S1-INV-03, S1-BEY-05"
REASON_LIMIT, AT_ONCE = 500, 200
UNDO_NOTE = "기관 회신을 되돌림: "


@dataclass
class Bulk:
    """What a bulk acceptance did: how many rows, of which cases none, and why."""

    accepted: int = 0
    left: int = 0
    refused: list[tuple[Case, Refusal]] = field(default_factory=list)


def rows_of(case: Case) -> list[ReplyRow]:
    """The rows of a case for these eyes, the newest reply first."""
    rows = ReplyRow.objects.visible_to(current().actor).filter(case=case).select_related("request", "reply")
    return list(rows.order_by("-id"))


def accept(case: UUID, keys: Sequence[int], *, version: int | None = None, request: UUID | None = None) -> int:
    """Records facts from proposed rows, in the order of the register of facts: source "agency", evidence = agency and request number.

    Several at once only where all agree. Returns how many. Raises Refusal NOTHING_CHOSEN, ROW_DECIDED, NOT_AGREEING, and those of
    recording.record_facts.
    """
    require("P-INV", "회신의 반영")
    rows = _chosen(case, keys)
    if not rows:
        raise Refusal("NOTHING_CHOSEN", "사실로 적을 줄을 하나 이상 고릅니다.", "rows", SOURCE)
    if all(row.state == ACCEPTED for row in rows):
        return 0  # the same press once more
    if any(row.state != PROPOSED for row in rows):
        raise Refusal("ROW_DECIDED", "이미 처리한 줄이 있습니다. 화면을 새로 엽니다.", "rows", SOURCE)
    if len(rows) > 1:
        file = on_file([case])[case]
        if any(agreement(row, file) != AGREES for row in rows):
            message = "여러 줄은 신청인의 말, 공부와 회신이 모두 같을 때만 한 번에 적습니다. 다른 줄은 하나씩 살펴 적습니다."
            raise Refusal("NOT_AGREEING", message, "rows", SOURCE)
    facts = newest_facts(case)
    known = {code: fact.value for code, fact in facts.items()}
    numbers = {code: fact.number for code, fact in facts.items()}
    given: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda each: (list(FACTS).index(each.code), each.pk)):
        value = value_now(row, known)
        row.fact_number = numbers.get(row.code, 0) + 1
        given.append(
            {
                "code": row.code,
                "value": value,
                "source": "agency",
                "evidence": evidence_of(
                    row.request.request_no or "", row.request.agency, row.request.office, row.request.item, row.fields
                ),
                "as_of": row.as_of,
                "note": "기관의 회신에 따른 값입니다.",
                "seen": numbers.get(row.code, 0),
            }
        )
        known[row.code], numbers[row.code] = value, row.fact_number
    recording.record_facts(case, version=version, request=request, rows=given)
    _mark(rows, ACCEPTED)
    return len(rows)


def accept_agreeing(covered: Iterable[RequestCase]) -> Bulk:
    """All proposed rows of these cases where statement, register and reply agree; each case by itself, so that one that is refused
    holds up no other. At most AT_ONCE cases; `left` says how many more there are.
    """
    bulk, keys = Bulk(), [each.case_id for each in covered]
    rows = ReplyRow.objects.visible_to(current().actor).filter(case__in=keys, state=PROPOSED).select_related("request", "case")
    by_case: dict[UUID, list[ReplyRow]] = {}
    files = on_file(keys)
    for row in rows.order_by("id"):
        if agreement(row, files[row.case_id]) == AGREES:
            by_case.setdefault(row.case_id, []).append(row)
    waiting = sorted(by_case.items())
    bulk.left = len(waiting[AT_ONCE:])
    for case, agreeing in waiting[:AT_ONCE]:
        try:
            bulk.accepted += accept(case, [row.pk for row in agreeing])
        except Stale:
            raise
        except Refusal as refusal:
            bulk.refused.append((agreeing[0].case, refusal))
    return bulk


def _chosen(case: UUID, keys: Sequence[int]) -> list[ReplyRow]:
    rows = ReplyRow.objects.visible_to(current().actor).filter(case=case, pk__in=list(keys)).exclude(code="")
    return list(rows.select_related("request").select_for_update(no_key=True, of=("self",)).order_by("id"))


def _mark(rows: Sequence[ReplyRow], state: str, reason: str = "") -> None:
    now = clock.business_now()
    for row in rows:
        row.state, row.reason, row.decided_by, row.decided_at = state, reason, current().person, now
    ReplyRow.objects.visible_to(current().actor).bulk_update(
        rows, ["state", "reason", "fact_number", "undone_number", "decided_by", "decided_at"]
    )


def _row_in(case: Case, key: int) -> ReplyRow | None:
    found: ReplyRow | None = (
        ReplyRow.objects.visible_to(current().actor).filter(case=case, pk=key).select_related("request").first()
    )
    return found


def _reason_refusal(case: Case, row: int, reason: str, state: str) -> Refusal | None:
    found = _row_in(case, row)
    if found is None or found.state != state:
        return Refusal("ROW_DECIDED", "이미 처리했거나 없는 줄입니다. 화면을 새로 엽니다.", "row", SOURCE)
    if not reason.strip():
        return Refusal("REASON_MISSING", "까닭을 적습니다.", "reason", SOURCE)
    if len(reason) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"까닭은 {REASON_LIMIT}자까지 적습니다.", "reason", "S1-XCT-03")
    return None


def _may_set_aside(case: Case, **data: Any) -> Refusal | None:
    return only_the_investigator(case) or (_reason_refusal(case, data["row"], data["reason"], PROPOSED) if data else None)


@case_action("victims.set_aside_reply", "회신의 값을 쓰지 않음", box="P-INV", guard=_may_set_aside)
def set_aside(case: Case, *, event: UUID, row: int, reason: str) -> Effect:
    """The investigator does not rest a fact on this row, and says why."""
    found = _row_in(case, row)
    assert found is not None  # the guard asked
    words, was_masked = mask_free_text(reason.strip())
    _mark([found], SET_ASIDE, words)
    return Effect(answer={"masked": was_masked}, content={"fact": found.code, "request": found.request.request_no})


def _may_undo(case: Case, **data: Any) -> Refusal | None:
    if case.state not in recording.RECORDING:
        return Refusal("ILLEGAL_TRANSITION", "조사 중인 사건에서만 되돌립니다.", source=SOURCE)
    return only_the_investigator(case) or (_reason_refusal(case, data["row"], data["reason"], ACCEPTED) if data else None)


@case_action("victims.undo_reply", "회신으로 적은 사실을 되돌림", box="P-INV", guard=_may_undo)
def _mark_undone(case: Case, *, event: UUID, row: int, reason: str, number: int | None) -> Effect:
    found = _row_in(case, row)
    assert found is not None  # the guard asked
    words, was_masked = mask_free_text(reason.strip())
    found.undone_number = number
    _mark([found], UNDONE, words)
    return Effect(answer={"masked": was_masked}, content={"fact": found.code, "request": found.request.request_no})


def undo(case: UUID, row: int, *, reason: str, version: int | None = None, request: UUID | None = None) -> bool:
    """Takes an accepted row back: the earlier value stands again, or unknown. False where a later value was recorded meanwhile, which
    stays. Raises Missing, Forbidden and Refusal.
    """
    actor = current().actor
    found: ReplyRow | None = ReplyRow.objects.visible_to(actor).filter(case=case, pk=row).select_related("request").first()
    newest = newest_facts(case).get(found.code) if found else None
    stands = found is not None and newest is not None and newest.number == found.fact_number
    number = newest.number + 1 if stands and newest else None
    _mark_undone(case, version=version, request=request, row=row, reason=reason, number=number)
    if found is None or newest is None or not stands:
        return False
    earlier: Fact | None = Fact.objects.visible_to(actor).filter(case=case, code=found.code, number=newest.number - 1).first()
    note = f"{UNDO_NOTE}{mask_free_text(reason.strip())[0]}"
    today, code = clock.business_today(), found.code
    unknown = _given(code, None, "agency", "", today, note, newest.number)
    if earlier is None or earlier.value is None:
        recording.record_fact(case, **unknown)
        return True
    try:
        recording.record_fact(
            case, **_given(code, earlier.value, earlier.source, earlier.evidence, earlier.as_of, note, newest.number)
        )
    except Refusal:  # what stood before cannot stand beside what is known now, e.g. a later contract
        recording.record_fact(case, **unknown)
    return True


def _given(code: str, value: Any, source: str, evidence: str, as_of: dt.date, note: str, seen: int) -> dict[str, Any]:
    return {"code": code, "value": value, "source": source, "evidence": evidence, "as_of": as_of, "note": note, "seen": seen}
