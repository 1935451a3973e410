"""On the portal: what the office did with a change or with papers that were added."""

from uuid import UUID

from teojeon.kernel.crypto.subjects import encrypt_for
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.unit import current
from teojeon.services.victims.amendments.models import PortalAmendment
from teojeon.services.victims.amendments.outcomes import OUTCOMES
from teojeon.services.victims.papers.models import Addition


@handles("amendment_read")
def take_reading(message: Letter) -> None:
    """The reason, which the applicant may read; no official's name."""
    content = message.content
    key = UUID(content["amendment"])
    record(MINISTRY_CODE, message.subject, "portal.amendment_read", {"message": message.id}, subject=message.account)
    row: PortalAmendment | Addition | None = PortalAmendment.objects.visible_to(current().actor).filter(pk=key).first()
    row = row or Addition.objects.visible_to(current().actor).filter(pk=key).first()
    if row is None or content["outcome"] not in OUTCOMES:
        return
    row.outcome = content["outcome"]
    row.reply_box = encrypt_for(row.account, content["reason"].encode(), f"amendment/{row.pk}/reply")
    row.save(update_fields=["outcome", "reply_box"])
