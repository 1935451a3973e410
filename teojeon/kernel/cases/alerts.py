"""Alerts of clocks that come to their end: ten days before, three days before, on the day, past it (S1-NTF-03).

Derived from the deadlines each morning, with the same result however often. What is closed by hand stays closed.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Alert, Assignment, Deadline, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.scope import ScopedQuerySet
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current, unit_of_work

FIRST_DAYS, SECOND_DAYS = 10, 3
DONE, MOVED, NEXT_LEVEL = "DONE", "MOVED", "NEXT_LEVEL"
"""Why the job closes an alert: the clock ended or stands, its last day moved, a later level took its place."""
REASON_LIMIT = 400
RANK = {code: place for place, (code, _) in enumerate(Alert.LEVELS)}


@dataclass(frozen=True)
class ClockOwner:
    """Whose a clock is. `role`: the assignment that names the person; where nobody is assigned, holders of `owner_box`."""

    clock_code: str
    title: str
    owner_box: str
    supervisor: str
    role: str = ""


_owners: dict[str, ClockOwner] = {}


def declare(*owners: ClockOwner) -> None:
    """Registers whose the clocks are; a clock that nobody has raises no alert."""
    _owners.update({owner.clock_code: owner for owner in owners})


def clock_titles() -> dict[str, str]:
    """Names of the clocks by code."""
    return {code: owner.title for code, owner in _owners.items()}


def level_on(effective: dt.date, today: dt.date) -> str:
    """Which level a last day has on a day: `D-10` from ten to four days before, `D-3` to the day before, `D0` on it, `OVERDUE` after
    it; empty where it is further away."""
    left = (effective - today).days
    if left < 0:
        return Alert.OVERDUE
    if left == 0:
        return Alert.TODAY
    if left <= SECOND_DAYS:
        return Alert.THREE
    return Alert.TEN if left <= FIRST_DAYS else ""


def derive_alerts() -> int:
    """The morning's job: raises what is due and closes what no longer holds. Returns how many are new."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        today = clock.business_today()
        running = _running(unit.actor, today)
        _close_stale(unit.actor, running, today)
        return _raise(unit.actor, running, today)


def _running(actor: Actor, today: dt.date) -> list[Deadline]:
    rows = Deadline.objects.visible_to(actor).filter(code__in=list(_owners), closed_on=None, stopped_on=None)
    return list(rows.filter(effective__lte=today + dt.timedelta(days=FIRST_DAYS)).select_related("case").order_by("id"))


def _close_stale(actor: Actor, running: Iterable[Deadline], today: dt.date) -> None:
    """Closes alerts whose clock ended, stands or moved, and lower levels. An overdue one of an ended clock waits for its reason."""
    standing = {(row.case_id, row.code, row.base_on): row.effective for row in running}
    now = clock.business_now()
    for alert in Alert.objects.visible_to(actor).filter(closed_at=None):
        effective = standing.get((alert.case_id, alert.clock_code, alert.base_on))
        if effective is None:
            reason = _reason_of_absent(actor, alert)
        elif effective != alert.effective:
            reason = MOVED
        else:
            reason = NEXT_LEVEL if RANK[alert.level] < RANK[level_on(effective, today)] else ""
        if reason:
            Alert.objects.visible_to(actor).filter(pk=alert.pk).update(closed_at=now, close_reason=reason)


def _reason_of_absent(actor: Actor, alert: Alert) -> str:
    rows = Deadline.objects.visible_to(actor).filter(case=alert.case_id, code=alert.clock_code, base_on=alert.base_on)
    row = rows.first()
    if row is not None and row.closed_on is None and row.stopped_on is None:
        return MOVED  # it runs further away now
    return "" if alert.level == Alert.OVERDUE and row is not None and row.stopped_on is None else DONE


def _raise(actor: Actor, running: Sequence[Deadline], today: dt.date) -> int:
    """Inserts what is not there yet."""
    assigned = _assigned(actor, {row.case_id for row in running})
    there = set(
        Alert.objects.visible_to(actor)
        .filter(case__in={row.case_id for row in running})
        .values_list("case", "clock_code", "base_on", "effective", "level")
    )
    made = []
    for row in running:
        owner, level = _owners[row.code], level_on(row.effective, today)
        if (row.case_id, row.code, row.base_on, row.effective, level) in there:
            continue
        made.append(
            Alert(
                **belonging(row.case),
                clock_code=row.code,
                base_on=row.base_on,
                effective=row.effective,
                level=level,
                owner=assigned.get((row.case_id, owner.role)),
                owner_box=owner.owner_box,
                supervisor=owner.supervisor,
                raised_on=today,
            )
        )
    Alert.objects.bulk_create(made, batch_size=500)
    return len(made)


def _assigned(actor: Actor, cases: Iterable[UUID]) -> dict[tuple[UUID, str], UUID]:
    rows = Assignment.objects.visible_to(actor).filter(case__in=list(cases), until=None)
    return {(case, role): account for case, role, account in rows.values_list("case", "role", "account")}


def alerts_for(actor: Actor) -> ScopedQuerySet:
    """Open alerts of this official: the own cases, those of the own duty that nobody has, and those that they supervise."""
    boxes = list(actor.boxes)
    duty = Q(owner=actor.account) | Q(owner=None, owner_box__in=boxes) | Q(supervisor__in=boxes)
    return Alert.objects.visible_to(actor).filter(duty, closed_at=None)


def close_alert(key: UUID, reason: str) -> Alert:
    """Ends an alert by hand. Raises Missing, Forbidden; Refusal CLOSED_ALREADY, REASON_MISSING (overdue), TOO_LONG."""
    unit = current()
    row: Alert | None = Alert.objects.visible_to(unit.actor).filter(pk=key).select_for_update(no_key=True, of=("self",)).first()
    if row is None:
        raise Missing("alert")
    if not ({row.supervisor} | ({row.owner_box} if row.owner is None else set())) & unit.actor.boxes and row.owner != unit.account:
        raise Forbidden("FORBIDDEN", "권한 없음: 기한 알림 닫기. 담당자나 그 감독자가 닫습니다.", source="S1-NTF-03")
    if row.closed_at is not None:
        raise Refusal("CLOSED_ALREADY", "이미 닫힌 알림입니다.", source="S1-NTF-03")
    if row.level == Alert.OVERDUE and not reason.strip():
        raise Refusal("REASON_MISSING", "기한이 지난 알림은 까닭과 조치를 적어야 닫습니다.", "reason", "S1-NTF-03")
    if len(reason) > REASON_LIMIT:
        raise Refusal("TOO_LONG", f"까닭은 {REASON_LIMIT}자까지 적습니다.", "reason", "S1-XCT-03")
    row.close_reason = mask_free_text(reason.strip())[0] or "확인"
    row.closed_at, row.closed_by = clock.business_now(), unit.account
    row.event = record(
        row.controller, row.case_id, "cases.close_alert", {"clock": row.clock_code, "level": row.level}, subject=row.case_id
    )
    row.save()
    return row
