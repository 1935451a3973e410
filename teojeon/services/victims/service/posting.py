"""On the portal: public notices for everybody. Posted when the office sends one, shown for its 14 days or until
the office has it taken off, then destroyed (행정절차법§14④⑤)."""

import datetime as dt
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.victims.service import notice_takes_effect_on
from teojeon.services.victims.mycase.keeping import note
from teojeon.services.victims.service.models import PostedNotice

KEPT = ("service_no", "receipt_no", "document", "addressee", "authority", "receive_at")
"""What of the message is posted; nothing else of it is kept."""
WHOLE_LIST = 500


@handles("public_notice")
def take_notice(message: Letter) -> None:
    """Posts it, and tells the office the instant: that day counts. One that is posted already stays as it was posted."""
    content, now = message.content, clock.business_now()
    service, posted_from = UUID(content["service"]), clock.seoul_day(now)
    event = note(message, "notice_posted")
    _, is_new = PostedNotice.objects.get_or_create(
        pk=service,
        defaults={
            **{name: content[name] for name in KEPT},
            "posted_at": now,
            "posted_from": posted_from,
            "posted_to": notice_takes_effect_on(posted_from) - dt.timedelta(days=1),
        },
    )
    if is_new:
        send(message.subject, message.account, "notice_posted", {"service": str(service)}, event=event)


@handles("public_notice_ended")
def take_off_notice(message: Letter) -> None:
    """Destroys a notice before its last day: the document was handed over, or its case has ended. The office is told the instant."""
    service = UUID(message.content["service"])
    event = note(message, "notice_taken_off")
    PostedNotice.objects.filter(pk=service).delete()
    send(message.subject, message.account, "notice_taken_off", {"service": str(service)}, event=event)


def posted_on(day: dt.date) -> list[PostedNotice]:
    """The notices that stand on a day, the newest first."""
    rows = PostedNotice.objects.filter(posted_from__lte=day, posted_to__gte=day)
    return list(rows.order_by("-posted_from", "service_no")[:WHOLE_LIST])


def drop_ended() -> int:
    """Each night: destroys the notices whose days have passed; they are not shown any more since. Returns how many."""
    with unit_of_work(None):
        ended = PostedNotice.objects.filter(posted_to__lt=clock.business_today())
        keys = list(ended.select_for_update().order_by("id").values_list("id", flat=True))
        for key in keys:
            record(MINISTRY_CODE, key, "portal.notice_ended", {})
        PostedNotice.objects.filter(pk__in=keys).delete()
    return len(keys)
