"""The portal's part of a link: a case on paper becomes one of the person's own cases."""

import datetime as dt
from uuid import UUID

from django.db import connection

from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import Filed, filed_box, from_json
from teojeon.services.victims.application.drafts import FILED
from teojeon.services.victims.application.models import Draft, Filing


@handles("linked")
def take_link(message: Letter) -> None:
    """Runs as the case's own key: it keeps what was filed, and opens itself to the account."""
    content, subject, owner = message.content, message.subject, message.account
    received_at = dt.datetime.fromisoformat(content["received_at"])
    event = record(MINISTRY_CODE, subject, "portal.linked", {"message": message.id}, subject=owner)
    if not Draft.objects.visible_to(current().actor).filter(pk=subject).exists():
        Draft.objects.create(
            id=subject,
            controller=MINISTRY_CODE,
            handled_by=MINISTRY_CODE,
            state=FILED,
            account=owner,
            form_version=content["form_version"],
            created_at=received_at,
            saved_at=received_at,
        )
        Filing.objects.create(
            id=subject,
            account=owner,
            receipt_no=content["receipt_no"],
            received_at=received_at,
            form_version=content["form_version"],
            box=filed_box(owner, subject, Filed(from_json(content["filed"]), tuple(content["flags"]))),
            signed_hash=content["signed_hash"],
            acknowledged_at=message.at,
            event=event,
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT open_to(%s, %s, %s, %s)", [subject, owner, UUID(content["account"]), content["kind"]])
        if cursor.fetchone() != (True,):
            raise PermissionError("a link outside of its own message")
