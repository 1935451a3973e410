"""An own paper once more: asked for by message, sealed by the office to a key of the person's session, gone with the session.

The portal itself keeps no paper; what comes back can be opened only while this session lasts.
"""

import base64
from collections.abc import MutableMapping
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from teojeon.kernel import clock
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.crypto.sealing import Unopened, key_id
from teojeon.kernel.documents import store
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work import attachments
from teojeon.kernel.work.action import record
from teojeon.kernel.work.attachments import PartsMissing
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.papers.models import Paper, PaperCopy, PortalPaper

SESSION_KEY = "paper_keys"


def ask(subject: UUID, paper: UUID, session: MutableMapping[str, Any]) -> PaperCopy:
    """Asks the office for the safe copy of an own paper; what this session asked for already is not asked again. Raises Missing."""
    row: PortalPaper | None = (
        PortalPaper.objects.visible_to(current().actor).filter(subject=subject, pk=paper, passage="taken").first()
    )
    if row is None:
        raise Missing("paper")
    if asked := asked_for(paper, session):
        return asked
    secret = X25519PrivateKey.generate()
    public = secret.public_key().public_bytes_raw()
    made: PaperCopy = PaperCopy.objects.create(
        account=row.account, subject=subject, paper=paper, public_key=public, asked_at=clock.business_now()
    )
    session[SESSION_KEY] = {**session.get(SESSION_KEY, {}), str(made.pk): base64.b64encode(secret.private_bytes_raw()).decode()}
    event = record(MINISTRY_CODE, subject, "papers.ask", {"paper": paper, "copy": made.pk}, subject=row.account)
    content = {"copy": str(made.pk), "paper": str(paper), "public_key": base64.b64encode(public).decode()}
    send(subject, row.account, "paper_wanted", content, event=event)
    return made


def asked_for(paper: UUID, session: MutableMapping[str, Any]) -> PaperCopy | None:
    """What this session has asked for of a paper. Another session's cannot be opened here."""
    keys = [UUID(key) for key in session.get(SESSION_KEY, {})]
    found: PaperCopy | None = (
        PaperCopy.objects.visible_to(current().actor).filter(pk__in=keys, paper=paper).order_by("-asked_at").first()
    )
    return found


def content_of(copy: PaperCopy, session: MutableMapping[str, Any]) -> bytes:
    """The copy, opened with the session's key. Raises Missing where it can no longer be opened."""
    secret = X25519PrivateKey.from_private_bytes(base64.b64decode(session[SESSION_KEY][str(copy.pk)]))
    keys = {key_id(secret.public_key()): secret}
    try:
        return b"".join(attachments.parts(copy.subject, copy.pk, 0, int(copy.sheets[0]["parts"]), keys=keys))
    except (PartsMissing, Unopened) as error:
        raise Missing("copy") from error


@handles("paper_wanted")
def take_paper_wanted(message: Letter) -> None:
    """In the office: seals the safe copy to the session's key. Where there is none, the answer says so."""
    case = find_case(message.subject)
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    content = message.content
    copy, reader = UUID(content["copy"]), X25519PublicKey.from_public_bytes(base64.b64decode(content["public_key"]))
    paper: Paper | None = Paper.objects.visible_to(current().actor).filter(case=case, pk=UUID(content["paper"])).first()
    count, mime = 0, ""
    if paper is not None and paper.safe_file_id is not None:
        mime = paper.safe_mime
        waiting = bytearray()
        for chunk in store.get(case.pk, paper.safe_file_id):
            waiting += chunk
            if len(waiting) >= attachments.PART_BYTES:
                attachments.put_part(case.pk, case.account, copy, count, bytes(waiting), reader=reader)
                waiting.clear()
                count += 1
        if waiting or not count:
            attachments.put_part(case.pk, case.account, copy, count, bytes(waiting), reader=reader)
            count += 1
    event = record(case.controller, case.pk, "papers.copied", {"paper": content["paper"], "copy": copy}, subject=case.pk)
    send(case.pk, case.account, "paper_copied", {"copy": str(copy), "parts": count, "mime": mime}, event=event)


@handles("paper_copied")
def take_paper_copied(message: Letter) -> None:
    """On the portal: the copy is here, for as long as the session that asked for it lasts."""
    content = message.content
    sheets = [{"parts": int(content["parts"]), "mime": str(content["mime"])}] if content["parts"] else []
    record(MINISTRY_CODE, message.subject, "portal.paper_copied", {"message": message.id}, subject=message.account)
    PaperCopy.objects.visible_to(current().actor).filter(pk=UUID(content["copy"])).update(
        sheets=sheets, arrived_at=clock.business_now()
    )
