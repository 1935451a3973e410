"""Replies of the office, carried out on the portal."""

from teojeon.kernel.work.messages import Letter, handles
from teojeon.services.victims.conversation.portal_thread import keep
from teojeon.services.victims.mycase.keeping import enter, note


@handles("reply")
def take_reply(message: Letter) -> None:
    """A reply stands in the thread from now on, and the page of the case says that it came."""
    note(message, "reply")
    keep(message.subject, message.account, "reply", str(message.content["text"]), message.at, message=message.id)
    enter(message, "reply")
