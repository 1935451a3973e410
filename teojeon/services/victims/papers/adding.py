"""Papers after the filing, until the decision: added by the person, or in answer to something.

For others who take papers with an answer (a supplement demand, a question):

    bundle = adding.start(subject, account, purpose="supplement", reference=demand)   # once; the same open one is found again
    context |= portal_view.listed(bundle, None, wanted=["lease_copy"])                 # {% include "victims/papers/_attachments.html" %}
    manifest = adding.close(bundle.id)             # in the unit of the act that answers; put it into the own message
    # office, in the handler of that message:
    receiving.expect(case, message.content["papers"])

`adding.send(bundle.id)` does the last two by itself, with a message of its own (`papers_added`), for papers that answer nothing.
"""

from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import send as send_message
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.drafts import find_shared_filing
from teojeon.services.victims.application.models import PortalEntry
from teojeon.services.victims.papers import bundles
from teojeon.services.victims.papers.bundles import Bundle
from teojeon.services.victims.papers.manifest import frozen
from teojeon.services.victims.papers.models import Addition

SOURCE = "행정절차법§17⑧"
MESSAGE, STEP = "papers_added", "papers_sent"
ADDITION = "addition"


def start(subject: UUID, account: UUID, *, purpose: str = ADDITION, reference: UUID | None = None) -> Bundle:
    """An open bundle for a filed case, the one that was begun for the same purpose where there is one. `account`: the filing's.

    Raises Missing for a case that is not the person's.
    """
    filing = find_shared_filing(subject)
    rows = Addition.objects.visible_to(current().actor).filter(subject=subject, purpose=purpose, reference=reference, state="OPEN")
    added: Addition | None = rows.order_by("created_at").first()
    if added is None:
        added = Addition.objects.create(
            account=filing.account, subject=subject, purpose=purpose, reference=reference, created_at=clock.business_now()
        )
        record(MINISTRY_CODE, subject, "papers.start", {"bundle": added.pk, "purpose": purpose}, subject=filing.account)
    return bundles.find(added.pk)


def begun(subject: UUID, purpose: str = ADDITION, reference: UUID | None = None) -> Bundle | None:
    """The open bundle, without making one."""
    rows = Addition.objects.visible_to(current().actor).filter(subject=subject, purpose=purpose, reference=reference, state="OPEN")
    added: Addition | None = rows.order_by("created_at").first()
    return bundles.find(added.pk) if added else None


def close(pk: UUID) -> list[dict[str, Any]]:
    """Ends a bundle and says what is in it, for the message of the act that hands it in. Its papers follow by themselves.

    Raises Missing, Refusal where it was handed in before. An empty bundle gives an empty list.
    """
    bundle = bundles.held(pk)
    entries = frozen(bundle, None)
    Addition.objects.visible_to(current().actor).filter(pk=pk).update(state=bundles.SENT, sent_at=clock.business_now())
    return entries


def send(pk: UUID) -> int:
    """Hands a bundle in by itself. Returns how many papers it holds. Raises Missing, and Refusal where there is none."""
    bundle = bundles.find(pk)
    entries = close(pk)
    handed_in = [entry for entry in entries if entry["sheets"]]
    if not handed_in:
        raise Refusal(
            "NOTHING_TO_SEND", "낼 서류가 없습니다. 파일을 먼저 올립니다. 거부된 파일은 낼 수 없습니다.", "files", "S1-APP-07"
        )
    today = clock.business_today()
    content = {"bundle": str(bundle.id), "papers": entries, "on": today.isoformat()}
    event = record(MINISTRY_CODE, bundle.subject, "papers.add", {"bundle": bundle.id, "papers": entries}, subject=bundle.account)
    message = send_message(bundle.subject, bundle.account, MESSAGE, content, event=event)
    PortalEntry.objects.create(
        account=bundle.account, subject=bundle.subject, step=STEP, on=today, message=message, at=clock.business_now()
    )
    return len(handed_in)
