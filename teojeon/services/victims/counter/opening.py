"""The case of an application on paper: by the same intake as one of the portal, and by the same principal."""

import logging
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import sweeping
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.actions import digest
from teojeon.services.victims.application.content import load, store
from teojeon.services.victims.application.filed import filing_message
from teojeon.services.victims.application.questions import questions
from teojeon.services.victims.application.steps import gaps
from teojeon.services.victims.counter.models import FILED, OPENED, CounterDraft
from teojeon.services.victims.counter.scanning import gaps_of
from teojeon.services.victims.intake import filing
from teojeon.services.victims.intake.messages import register_filing

logger = logging.getLogger(__name__)
OPEN_GAPS = "PAPER_HAS_GAPS"
"""The flag of a paper that leaves open what the form asks for: nothing is sent back, it is asked for (행정절차법§17④⑤)."""


def open_case(pk: UUID) -> bool:
    """Makes the case of a registered application. False where it stands already, so that it may come twice."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        found = CounterDraft.objects.visible_to(unit.actor).filter(pk=pk, state=FILED)
        draft: CounterDraft | None = found.select_for_update(no_key=True, of=("self",)).first()
        if draft is None or Case.objects.visible_to(unit.actor).filter(pk=pk).exists():
            return False
        _open(draft)
        store(draft, load(draft).for_the_applicant())
        draft.state = OPENED
        draft.save(update_fields=["box", "state"])
        return True


def open_left() -> int:
    """Once a minute: what a killed worker left. One that cannot be opened holds up no other."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        waiting = CounterDraft.objects.visible_to(unit.actor).filter(state=FILED)
        keys = list(waiting.order_by("arrived_at").values_list("pk", flat=True))
    return sweeping.each(keys, open_case, "not opened")


def _open(draft: CounterDraft) -> None:
    """Until a person links an account, the case's account is its own key, which nobody holds."""
    content, received_on = load(draft), clock.seoul_day(draft.arrived_at)
    flags = sorted({question.code for question in questions(content, received_on)} | ({OPEN_GAPS} if gaps(content) else set()))
    message = filing_message(content, draft.arrived_at, channel=draft.channel, papers=gaps_of(draft, content), flags=flags)
    message |= {"receipt_no": draft.receipt_no}
    came = filing.Came(draft.pk, draft.pk, draft.pk, draft.arrived_at)
    case, event = register_filing(came, {**message, "signed_hash": digest(message)})
    due = case.next_due.isoformat() if case.next_due else None
    told = {"step": "filed", "on": received_on.isoformat(), "due": due, "receipt_no": draft.receipt_no}
    send(case.pk, case.account, "status", told, event=event)
