"""What officials do about those who act: accept a mandate, note a death and the heirs, change or end a mandate (row 33)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.models import Access
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.consents import recording as consents
from teojeon.services.victims.mandates import recording, rules
from teojeon.services.victims.mandates.models import Mandate
from teojeon.services.victims.mandates.queries import acting_on, mandates_of
from teojeon.services.victims.mandates.roles import ACCESS_OF

SOURCE = "S1-ACC-03"
DEATH, APPOINTED, ENDED = "death", "appointed", "ended"
REASONS = {DEATH: "신청인의 사망과 상속인의 승계", APPOINTED: "대리인의 선임", ENDED: "대리인의 해임"}
ACTOR_CHANGED = "actor_changed"


def _may_be_accepted(case: Case, mandate: UUID | None = None, doc_seen: bool = False) -> Refusal | None:
    """Asked without data: whether any mandate waits. A defect is named with its source; nothing of it undid the filing."""
    waiting = [each for each in acting_on(case) if each.mandate.state == Mandate.STATED]
    if mandate is None:
        return None if waiting else Refusal("NO_MANDATE", "확인할 대리·대표가 없습니다.", source=SOURCE)
    found = next((each for each in waiting if each.mandate.pk == mandate), None)
    if found is None:
        return Refusal("NO_MANDATE", "확인할 대리·대표가 아닙니다. 화면을 새로 엽니다.", "mandate", SOURCE)
    shown = found.mandate.doc_type if doc_seen else ""
    defect = next((each for each in found.defects if not (each.asks_for_paper and each.doc_type == shown)), None)
    return Refusal(defect.code, defect.message, "mandate", defect.source) if defect else None


@case_action("victims.accept_mandate", "대리·대표 확인", box="P-INTAKE", guard=_may_be_accepted)
def accept_mandate(case: Case, *, event: UUID, mandate: UUID, doc_seen: bool) -> Effect:
    """An official has seen the proof. `doc_seen`: the paper was shown at the counter and is not among the papers."""
    row = next(each.mandate for each in acting_on(case) if each.mandate.pk == mandate)
    row.state, row.doc_seen = Mandate.ACCEPTED, row.doc_seen or doc_seen
    row.save(update_fields=["state", "doc_seen"])
    return Effect(content={"mandate_type": row.mandate_type})


def _may_change(
    case: Case, reason: str = "", died_on: dt.date | None = None, stated: Mapping[str, Any] | None = None, code: str = ""
) -> Refusal | None:
    if not reason:  # whether it is open at all
        return None
    if reason not in REASONS:
        return Refusal("BAD_VALUE", "까닭을 목록에서 고릅니다.", "reason", SOURCE)
    if reason == DEATH and (died_on is None or died_on > clock.business_today()):
        return Refusal("BAD_DATE", "사망한 날을 오늘까지의 날짜로 적습니다.", "died_on", "행정절차법§10")
    if reason == DEATH and stated is not None and stated["mandate_type"] != rules.HEIR:
        return Refusal(
            "BAD_VALUE", "사망한 신청인의 지위는 상속인이 승계합니다. 유족 대표로 적습니다.", "mandate_type", "행정절차법§10①"
        )
    if reason == APPOINTED and stated is None:
        return Refusal("MISSING_VALUE", "대리인이나 대표의 성명을 적습니다.", "name", "행정절차법§12")
    if reason == ENDED and not mandates_of(case):
        return Refusal("NO_MANDATE", "진행 중인 대리·대표가 없습니다.", "reason", "행정절차법§12②")
    return None


@case_action("victims.change_actor", "행위자 변경", box="P-INTAKE", guard=_may_change)
def change_actor(
    case: Case,
    *,
    event: UUID,
    reason: str,
    died_on: dt.date | None = None,
    stated: Mapping[str, Any] | None = None,
    code: str = "",
) -> Effect:
    """The case stays in its state, who acts changes (row 33). What was sent before stays valid (행정절차법§10⑤): nothing is sent again.

    After a death the mandates of the dead end with the heirs' succession, and so do the consents: the representative consents anew
    (A-43). `code`: what the new one enters on the portal to be let in; the portal shuts the earlier ones out at once.
    """
    now = clock.business_now()
    ended: Sequence[Mandate] = mandates_of(case) if reason in (DEATH, ENDED) else ()
    recording.end(case, ended, now)
    if stated is not None:
        recording.take(case, {**stated, "died_on": died_on.isoformat() if died_on else None}, at=now, event=event)
    elif died_on:
        recording.note_death(case, died_on)
    if reason == DEATH and (over := consents.end_all(case, now)):
        send(case.pk, case.account, "consent_recorded", {"consents": over}, event=event)
    kind = ACCESS_OF.get(stated["mandate_type"], "") if stated else (Access.PRINCIPAL if code else "")
    told = {
        "step": ACTOR_CHANGED,
        "on": clock.business_today().isoformat(),
        "due": None,
        "shut_out_all": reason == DEATH,
        "ended": [str(each.access) for each in ended if each.access],
        "owner_leaves": reason == DEATH or any(recording.came_with_filing(case, each) for each in ended),
        "kind": kind,
        "code": code,
    }
    return Effect(content={"reason": reason}, tell=("actor_changed", told))
