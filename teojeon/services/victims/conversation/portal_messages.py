"""Replies of the office, carried out on the portal."""

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.services.victims.application.models import PortalEntry
from teojeon.services.victims.conversation.portal_thread import keep


@handles("reply")
def take_reply(message: Letter) -> None:
    """A reply stands in the thread from now on, and the page of the case says that it came."""
    record(MINISTRY_CODE, message.subject, "portal.reply", {"message": message.id}, subject=message.account)
    keep(message.subject, message.account, "reply", str(message.content["text"]), message.at, message=message.id)
    PortalEntry.objects.create(
        account=message.account,
        subject=message.subject,
        step="reply",
        on=clock.seoul_day(message.at),
        message=message.id,
        at=clock.business_now(),
    )
