"""The office's end that sends: a request is sealed to the agency's public key and laid into the portal's letter box (법§13③, §16②)."""

import datetime as dt
import hashlib
import uuid
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.crypto.sealing import seal
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.letterbox.agencies import SOURCE, linked, sealing_key_of
from teojeon.services.victims.letterbox.models import WAITING, LetterboxDeposit
from teojeon.services.victims.letterbox.pieces import lay
from teojeon.services.victims.letterbox.protocol import account_of, request_context, subject_of


def is_linked(agency: str) -> bool:
    """Whether a request to this agency goes through the letter box today; otherwise an official letter is printed."""
    return linked(agency, clock.business_today()) is not None


def deposit(request_no: str, agency: str, content: bytes, due_on: dt.date, *, event: UUID) -> None:
    """Seals a request to the agency's key and sends it to the portal, in the open unit. `event`: the audit event of the act.

    The box goes in pieces that are taken away when the portal has put them together; the message tells number, agency, size and hash.
    Raises Refusal NOT_LINKED, DUE_PASSED and DEPOSITED for a number that was laid in before.
    """
    today = clock.business_today()
    key = linked(agency, today)
    if key is None:
        raise Refusal("NOT_LINKED", "연계되지 않은 기관입니다. 같은 화면에서 공문을 인쇄하여 보냅니다.", "agency", SOURCE)
    if due_on < today:
        raise Refusal("DUE_PASSED", "회신 기한을 오늘이나 그 뒤로 정합니다.", "due_on", SOURCE)
    subject, account, attachment = subject_of(request_no), account_of(agency), uuid.uuid4()
    if LetterboxDeposit.objects.visible_to(current().actor).filter(pk=subject).exists():
        raise Refusal("DEPOSITED", "이미 기관에 보낸 요청입니다. 새 요청 번호로 다시 요청합니다.", "request_no", SOURCE)
    box = seal(content, sealing_key_of(key), request_context(request_no))
    lay(subject, account, attachment, box)
    digest = hashlib.sha256(box).hexdigest()
    LetterboxDeposit.objects.create(
        id=subject,
        request_no=request_no,
        agency=agency,
        handled_by=current().actor.organisation,
        due_on=due_on,
        size=len(box),
        sha256=digest,
        deposited_at=clock.business_now(),
        event=event,
    )
    told = {
        "request_no": request_no,
        "agency": agency,
        "due_on": due_on.isoformat(),
        "attachment": str(attachment),
        "size": len(box),
        "sha256": digest,
    }
    send(subject, account, "letterbox_request", told, event=event)


def on_their_way() -> list[UUID]:
    """Subjects of the requests that the portal may not have put together yet, and that an agency may still fetch."""
    rows = LetterboxDeposit.objects.visible_to(current().actor).filter(state=WAITING, due_on__gte=clock.business_today())
    return list(rows.values_list("pk", flat=True))
