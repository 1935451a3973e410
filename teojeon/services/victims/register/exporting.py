"""Taking a part of an own book out of the system unmasked: asked for by one official, decided by another, taken in time (S1-XCT-04).

Every export of the book holds names and addresses of many persons, so that none goes without a purpose and an approval, however
few rows it has. Who decides holds a box of the same 시·도 that only a 시·도 may hold, and is never who asked.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.models import Official
from teojeon.kernel.people.officials import valid_grants
from teojeon.kernel.sides.scope import ScopedQuerySet
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.register.forms import NOTE_LEAST, NOTE_LIMIT, PURPOSES, REASON_LEAST
from teojeon.services.victims.register.models import ExportDownload, RegisterExport
from teojeon.services.victims.register.queries import Book, last_serial

ASKING, TITLE, SOURCE = "P-INTAKE", "접수대장 내보내기", "S1-XCT-04, 개보법§29"
DECIDING = frozenset({"P-INTAKE", "P-SEND"})
ASKED, DOWNLOADED = "victims.ask_export", "victims.download_register"
VALID_DAYS = 7  # after the day of the approval; the house's own term, no text names one


def ask(book: Book, *, first: int, last: int, form: str, purpose: str, note: str, request: UUID | None = None) -> RegisterExport:
    """Asks for the rows `first` to `last`, both included; those that do not stand in the book yet are not part of it.

    The same `request` gives the same row, however often it arrives. Raises Forbidden, Refusal NOT_YOUR_BOOK, NO_ROWS, PURPOSE_MISSING,
    NOTE_MISSING.
    """
    require(ASKING, TITLE)
    key, unit = request or uuid.uuid4(), current()
    twin: RegisterExport | None = exports().filter(pk=key, asked_by=unit.person).first()
    if twin is not None:
        return twin
    last = min(last, last_serial(book))
    if refusal := _asking_refusal(book, first, last, purpose, note):
        raise refusal
    asked = {"book": f"{book.organisation}/{book.year}", "first": first, "last": last, "format": form, "purpose": purpose}
    made: RegisterExport = RegisterExport.objects.create(
        id=key,
        controller=MINISTRY_CODE,
        handled_by=book.organisation,
        state=RegisterExport.WAITING,
        year=book.year,
        first=first,
        last=last,
        format=form,
        purpose=purpose,
        note=mask_free_text(note.strip())[0],
        asked_by=unit.person,
        asked_at=clock.business_now(),
        event=record(MINISTRY_CODE, key, ASKED, asked),
    )
    return made


def _asking_refusal(book: Book, first: int, last: int, purpose: str, note: str) -> Refusal | None:
    if book.organisation != current().actor.organisation:
        return Refusal("NOT_YOUR_BOOK", "소속 시·도의 접수대장만 내보냅니다.", source=SOURCE)
    if purpose not in dict(PURPOSES):
        return Refusal("PURPOSE_MISSING", "내보내는 목적을 고릅니다.", "purpose", SOURCE)
    if not NOTE_LEAST <= len(note.strip()) <= NOTE_LIMIT:
        message = f"어디에 쓰는지 {NOTE_LEAST}자에서 {NOTE_LIMIT}자까지 적습니다. 승인하는 사람이 읽습니다."
        return Refusal("NOTE_MISSING", message, "note", SOURCE)
    if first > last:
        return Refusal("NO_ROWS", "이 범위에는 접수대장의 줄이 없습니다. 연번을 다시 고릅니다.", "first", SOURCE)
    return None


def _may_decide(row: RegisterExport, **data: Any) -> Refusal | None:
    actor = current().actor
    if not actor.boxes & DECIDING:
        return Forbidden("FORBIDDEN", "권한 없음: 내보내기 승인 (총괄접수, 조사 결과 국토교통부 송부)", source="S1-USR-09")
    if row.handled_by != actor.organisation:
        return Forbidden("FORBIDDEN", "권한 없음: 그 시·도의 담당자가 승인합니다.", source="S1-USR-08")
    if row.state != RegisterExport.WAITING:
        return Refusal("ILLEGAL_TRANSITION", "이미 처리된 내보내기 요청입니다.", source=SOURCE)
    if row.asked_by == current().person:
        return Refusal("SAME_PERSON", "요청한 사람은 승인할 수 없습니다. 다른 담당자가 승인합니다.", source=SOURCE)
    return None


@action("victims.approve_export", "내보내기 승인", RegisterExport, guard=_may_decide)
def approve(row: RegisterExport, *, event: UUID) -> Mapping[str, Any]:
    """From now on, and for a few days, the one who asked may take it."""
    _decide(row, RegisterExport.APPROVED)
    row.valid_to = clock.business_today() + dt.timedelta(days=VALID_DAYS)
    return {"valid_to": row.valid_to.isoformat()}


def _may_refuse(row: RegisterExport, **data: Any) -> Refusal | None:
    if refusal := _may_decide(row):
        return refusal
    if data and not REASON_LEAST <= len(data["reason"].strip()) <= NOTE_LIMIT:
        message = f"승인하지 않는 까닭을 {REASON_LEAST}자에서 {NOTE_LIMIT}자까지 적습니다. 요청한 사람이 읽습니다."
        return Refusal("REASON_MISSING", message, "reason", SOURCE)
    return None


@action("victims.refuse_export", "내보내기를 승인하지 않음", RegisterExport, guard=_may_refuse)
def refuse(row: RegisterExport, *, event: UUID, reason: str) -> Mapping[str, Any]:
    """Nothing leaves; who asked reads why."""
    _decide(row, RegisterExport.REFUSED)
    row.reason, was_masked = mask_free_text(reason.strip())
    return {"masked": was_masked}


def _decide(row: RegisterExport, state: str) -> None:
    row.state, row.decided_by, row.decided_at = state, current().person, clock.business_now()


def _may_take_back(row: RegisterExport, **data: Any) -> Refusal | None:
    if row.asked_by != current().person:
        return Refusal("NOT_YOURS", "요청한 사람만 요청을 거둡니다.", source=SOURCE)
    if row.state not in (RegisterExport.WAITING, RegisterExport.APPROVED):
        return Refusal("ILLEGAL_TRANSITION", "이미 끝난 내보내기 요청입니다.", source=SOURCE)
    return None


@action("victims.take_back_export", "내보내기 요청 거둠", RegisterExport, box=ASKING, guard=_may_take_back)
def take_back(row: RegisterExport, *, event: UUID) -> Mapping[str, Any]:
    """It is no longer needed."""
    row.state = RegisterExport.TAKEN_BACK
    return {}


def why_not_taken(row: RegisterExport) -> Refusal | None:
    """Why these hands cannot take the export now."""
    if ASKING not in current().actor.boxes:
        return Forbidden("FORBIDDEN", f"권한 없음: {TITLE}", source="S1-USR-09")
    if row.asked_by != current().person:
        return Refusal("NOT_YOURS", "요청한 사람만 내려받습니다.", source=SOURCE)
    if row.state != RegisterExport.APPROVED or row.valid_to is None:
        return Refusal("NOT_APPROVED", "다른 담당자가 승인한 뒤에 내려받습니다.", source=SOURCE)
    if clock.business_today() > row.valid_to:
        return Refusal("EXPIRED", "내려받을 수 있는 날이 지났습니다. 다시 요청합니다.", source=SOURCE)
    return None


def may_be_taken(pk: UUID) -> RegisterExport:
    """An approved export, held until the unit ends. Raises Missing, Forbidden, Refusal NOT_YOURS, NOT_APPROVED, EXPIRED."""
    row: RegisterExport | None = exports().filter(pk=pk).select_for_update(no_key=True, of=("self",)).first()
    if row is None:
        raise Missing("export")
    if refusal := why_not_taken(row):
        raise refusal
    return row


def note_download(row: RegisterExport, rows: int, content: bytes) -> ExportDownload:
    """What was handed out: how many rows, which bytes, to whom, what for."""
    unit, digest = current(), hashlib.sha256(content).hexdigest()
    unit.purpose = row.purpose
    logged = {"export": row.pk, "format": row.format, "rows": rows, "sha256": digest, "purpose": row.purpose}
    made: ExportDownload = ExportDownload.objects.create(
        controller=row.controller,
        handled_by=row.handled_by,
        export=row,
        by=unit.person,
        at=clock.business_now(),
        rows=rows,
        size=len(content),
        sha256=digest,
        event=record(MINISTRY_CODE, row.pk, DOWNLOADED, logged),
    )
    return made


# reading


def exports() -> ScopedQuerySet:
    """The requests that these eyes see."""
    return RegisterExport.objects.visible_to(current().actor)


def find(pk: UUID) -> RegisterExport:
    """One request of the own organisation, or for who reads all. Raises Missing and leaves a *denied* event."""
    unit = current()
    row: RegisterExport | None = exports().filter(pk=pk).first()
    if row is None:
        unit.denied.append(denied_event(MINISTRY_CODE, pk, actor=unit.account, organisation=unit.actor.organisation))
        raise Missing("export")
    return row


def downloads_of(row: RegisterExport) -> list[ExportDownload]:
    """Each taking, the newest first."""
    return list(ExportDownload.objects.visible_to(current().actor).filter(export=row).order_by("-at"))


def waiting_for_me() -> int:
    """How many requests of colleagues wait for the acting official's decision."""
    unit = current()
    if not unit.actor.boxes & DECIDING:
        return 0
    waiting = exports().filter(handled_by=unit.actor.organisation, state=RegisterExport.WAITING)
    return waiting.exclude(asked_by=unit.person).count()


def deciders_of(organisation: str, *, but: UUID | None = None) -> list[str]:
    """The names of those who may decide on a request of `but`, of the acting official where it is not said."""
    holders = valid_grants(clock.business_now()).filter(box__in=DECIDING).values("account")
    rows = Official.objects.filter(account__in=holders, organisation=organisation, is_principal=False)
    return list(rows.exclude(account=but or current().person).order_by("name").values_list("name", flat=True))
