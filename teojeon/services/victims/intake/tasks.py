"""Tasks of the same day: what a person must look at soon, beside the deadlines of the case."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.people.boxes import BOXES
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import workdays_after
from teojeon.services.victims.intake.models import Task

URGENT, TRANSFER, LATE_SUPPLEMENT = "urgent_stay", "transfer", "late_supplement"
ORDER_OVERDUE = "order_overdue"
AMENDED, AMENDED_SENT, AMENDED_TABLED = "amended", "amended_sent", "amended_tabled"
AMENDED_KINDS = (AMENDED, AMENDED_SENT, AMENDED_TABLED)
WORKDAYS = 1  # after the day on which it was opened


@dataclass(frozen=True)
class TaskKind:
    """`boxes`: whose holders have to do it, one task for each."""

    title: str
    boxes: tuple[str, ...]
    source: str


KINDS: Mapping[str, TaskKind] = {
    URGENT: TaskKind("급한 경매·공매 확인", ("P-INTAKE", "PM-STAY"), "S1-APP-06, 법§17"),
    TRANSFER: TaskKind("주택 소재지의 시·도로 이송", ("P-INTAKE",), "S1-INT-01"),
    AMENDED: TaskKind("신청인이 고친 내용 확인", ("P-INV",), "S1-APP-09"),
    AMENDED_SENT: TaskKind("신청인이 고친 내용 확인", ("PM-AGENDA",), "S1-APP-09"),
    AMENDED_TABLED: TaskKind("상정한 뒤 신청인이 고친 내용 확인", ("PM-AGENDA", "PM-SEC"), "S1-APP-09"),
    LATE_SUPPLEMENT: TaskKind("기한 뒤에 온 보완 확인", ("P-INTAKE",), "S1-INT-03"),
    ORDER_OVERDUE: TaskKind("답이 오지 않은 진술·자료 요구 확인", ("P-INV",), "S1-INV-02, 법§13②"),
}
GROUNDS: Mapping[str, str] = {
    "stay_wanted": "경매·공매 유예를 바란다고 적음",
    "sale_soon": "매각기일이 30일 안",
    "eviction": "퇴거 요구를 받음",
    "amended": "제출한 내용을 신청인이 고침",
    "papers_added": "제출한 뒤 신청인이 서류를 더 냄",
    "residence": "주민등록지의 시·도에 신청함",
}


def open_task(case: Case, kind: str, event: UUID, *, grounds: Sequence[str] = ()) -> None:
    """Opens the task for each box that has to do it; due on the next workday. One that is open already stays."""
    today = clock.business_today()
    due_on = workdays_after(today, WORKDAYS, extra_holidays())
    standing = set(_open(case, [kind]).values_list("box", flat=True))
    Task.objects.bulk_create(
        Task(**belonging(case), kind=kind, box=box, ground=list(grounds), opened_on=today, due_on=due_on, event=event)
        for box in KINDS[kind].boxes
        if box not in standing
    )


def finish(case: Case, *kinds: str, box: str = "") -> int:
    """Notes as done what is open of these kinds. Returns how many."""
    rows = _open(case, kinds)
    if box:
        rows = rows.filter(box=box)
    done: int = rows.update(done_at=clock.business_now(), done_by=current().account)
    return done


def _open(case: Case, kinds: Iterable[str]) -> Any:
    return Task.objects.visible_to(current().actor).filter(case=case, kind__in=list(kinds), done_at=None)


def tasks_of(case: Case) -> list[dict[str, Any]]:
    """The tasks of a case as its page shows them, open ones first."""
    today, boxes = clock.business_today(), current().actor.boxes
    rows = Task.objects.visible_to(current().actor).filter(case=case).order_by("due_on", "box")
    shown = [
        {
            "row": row,
            "title": KINDS[row.kind].title if row.kind in KINDS else row.kind,
            "grounds": [GROUNDS.get(code, code) for code in row.ground],
            "box": BOXES[row.box].title if row.box in BOXES else row.box,
            "d_day": (row.due_on - today).days,
            "is_change": row.kind in AMENDED_KINDS,
            "mine": row.done_at is None and row.box in boxes,
        }
        for row in rows
    ]
    return sorted(shown, key=lambda each: each["row"].done_at is not None)


def _is_open_to_me(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    row = Task.objects.visible_to(current().actor).filter(case=case, pk=data["task"], done_at=None).first()
    if row is None:
        return Refusal("NOTHING_WAITS", "끝나지 않은 할 일이 아닙니다. 화면을 새로 엽니다.", source="S1-APP-06")
    if row.box not in current().actor.boxes:
        return Refusal("NOT_YOURS", "다른 권한의 담당자가 할 일입니다.", source="S1-USR-09")
    return None


def _done(case: Case, *, event: UUID, task: UUID) -> Effect:
    row = Task.objects.visible_to(current().actor).get(case=case, pk=task)
    row.done_at, row.done_by = clock.business_now(), current().account
    row.save(update_fields=["done_at", "done_by"])
    return Effect(content={"kind": row.kind, "box": row.box})


finish_task = case_action("victims.finish_task", "할 일 마침", box="P-INTAKE", guard=_is_open_to_me)(_done)
finish_ministry_task = case_action("victims.finish_ministry_task", "할 일 마침(국토교통부)", box="PM-STAY", guard=_is_open_to_me)(
    _done
)


def next_sale(given: Mapping[str, Any]) -> dt.date | None:
    """The day of the next sale as the filing says it."""
    text = given.get("sale_date")
    return dt.date.fromisoformat(text) if isinstance(text, str) and text else None
