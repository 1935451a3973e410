"""On the portal: what came by electronic service lies readable now, and the office is told the instant (행정절차법§15②)."""

from uuid import UUID

from teojeon.kernel.work.messages import Letter, send


def report_stored(message: Letter, event: UUID) -> None:
    """Called by the handler that keeps a served document, as its last step. `event`: of the handler's own record.

    A message that names no service came another way: nothing is reported.
    """
    if service := message.content.get("service"):
        send(message.subject, message.account, "stored", {"service": str(service)}, event=event)
