"""Whose the clocks of a decision case are, and the daily digest for owner and supervisor (S1-NTF-03)."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.conf import settings

from teojeon.kernel import clock
from teojeon.kernel.cases.alerts import ClockOwner, alerts_for, clock_titles, declare
from teojeon.kernel.cases.models import Alert
from teojeon.kernel.notices import sending
from teojeon.kernel.notices import templates as notices
from teojeon.kernel.notices.models import OfficialAddress
from teojeon.kernel.notices.templates import NoticeEvent
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE, NAMESPACE, load_official
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.intake.actions import INVESTIGATOR
from teojeon.services.victims.intake.queries import names_of

A_LEVEL = 100
TONES = {Alert.OVERDUE: "danger", Alert.TODAY: "warning", Alert.THREE: "warning", Alert.TEN: "information"}

declare(
    ClockOwner("INVESTIGATION", "조사 기한", "P-INTAKE", "P-REV", INVESTIGATOR),
    ClockOwner("SUPPLEMENT", "보완 기한", "P-INTAKE", "P-REV", INVESTIGATOR),
    ClockOwner("COMMITTEE", "위원회 심의 기한", "PM-SEC", "PM-AGENDA"),
    ClockOwner("OBJECTION", "이의신청 기한", "PM-SERVE", "PM-AGENDA"),
)
notices.declare(
    NoticeEvent(
        "digest",
        "기한 알림 모음(담당자)",
        email_subject="[{site}] 기한 알림 {count}건",
        email="오늘 볼 기한 알림은 {count}건이고, 그 가운데 기한이 지난 것은 {overdue}건입니다.\n\n업무시스템의 «기한 알림»에서 확인합니다.",
    )
)


@dataclass(frozen=True)
class AlertLine:
    """One alert in words."""

    alert: Alert
    receipt_no: str
    clock: str
    d_day: int
    owner: str


@dataclass(frozen=True)
class Level:
    """The alerts of one level."""

    code: str
    title: str
    tone: str
    lines: list[AlertLine]
    more: bool


def digest_of(actor: Actor) -> list[Level]:
    """What stands open for these eyes, the latest first. Notes the persons shown."""
    today = clock.business_today()
    levels = []
    for code, title in reversed(Alert.LEVELS):
        rows = list(alerts_for(actor).filter(level=code).select_related("case").order_by("effective", "id")[: A_LEVEL + 1])
        names = names_of([row.owner for row in rows])
        for row in rows[:A_LEVEL]:
            current().show(row.controller, [row.case_id])
        lines = [
            AlertLine(
                alert=row,
                receipt_no=row.case.receipt_no,
                clock=clock_titles().get(row.clock_code, row.clock_code),
                d_day=(row.effective - today).days,
                owner=names.get(row.owner, "") if row.owner else "",
            )
            for row in rows[:A_LEVEL]
        ]
        if lines:
            levels.append(Level(code, title, TONES[code], lines, len(rows) > A_LEVEL))
    return levels


def own_address(account: UUID) -> str:
    """Where the digest goes; empty where the official gave no address."""
    return OfficialAddress.objects.filter(account=account).values_list("email", flat=True).first() or ""


def send_digests() -> int:
    """The morning's job: one e-mail a day for each official with an address and open alerts. Returns how many were queued."""
    count = 0
    with unit_of_work(INTAKE_PRINCIPAL):
        today = clock.business_today()
        for account in OfficialAddress.objects.order_by("account").values_list("account", flat=True):
            actor = load_official(account)
            levels = list(alerts_for(actor).values_list("level", flat=True))
            if not levels:
                continue
            words = {"site": settings.SITE_NAME, "count": str(len(levels)), "overdue": str(levels.count(Alert.OVERDUE))}
            cause = uuid5(NAMESPACE, f"digest/{account}/{today.isoformat()}")
            sending.queue_for_official(account, actor.organisation, MINISTRY_CODE, "digest", cause=cause, words=words)
            count += 1
    return count
