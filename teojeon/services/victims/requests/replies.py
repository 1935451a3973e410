"""Taking a reply in: the one act in which a wrong request, a wrong case, twice, late and refused are decided (S1-INV-03, S1-BEY-05).

A reply fans out to the cases it is about as proposals, each with its provenance; an investigator makes facts of them (deciding.py).
What an agency refuses or leaves out leaves the facts as they are.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.documents import store
from teojeon.kernel.work.action import Act
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.assessment.facts import ALL
from teojeon.services.victims.investigation.models import Fact
from teojeon.services.victims.requests import reading
from teojeon.services.victims.requests.actions import NOTE_ARRIVED, NOTE_REFUSED, OPEN_STATES, SENDING, note_on_cases
from teojeon.services.victims.requests.items import ITEMS
from teojeon.services.victims.requests.models import (
    ANSWERED,
    CHANNELS,
    DRAFTED,
    DROPPED,
    ESCALATED,
    LETTER,
    LINK,
    NONE,
    NOTED,
    PROPOSED,
    REFUSED,
    SENT,
    WAITING,
    DataRequest,
    ReplyRow,
    RequestCase,
    RequestReply,
)
from teojeon.services.victims.requests.reading import Reply, Row, read_reply
from teojeon.services.victims.requests.reply_fields import Values, fields_read, proposals, when_there_is_none
from teojeon.services.victims.requests.subjects import LANDLORD_REF

SOURCE = "법§13③, S1-INV-03"
NOT_COVERED, TWICE, ENDED, ELSEWHERE, BAD = "NOT_COVERED", "TWICE", "ENDED", "ELSEWHERE", "BAD_VALUE"
WHY_LEFT_OUT = {
    NOT_COVERED: "이 요청이 묻지 않은 연번입니다.",
    TWICE: "이미 회신을 받은 연번입니다.",
    ENDED: "조사가 끝난 사건입니다.",
    ELSEWHERE: "다른 기관이 맡은 사건입니다.",
    BAD: "읽을 수 없는 값이 있습니다.",
}
TAKEN_IN = (*OPEN_STATES, "REVIEW", "READY")
"""A reply that comes while the report is being reviewed is kept: the report may come back."""


@dataclass(frozen=True)
class LeftOut:
    """A row of which nothing was taken. `why`: one of WHY_LEFT_OUT, or what has to be mended."""

    ref: str
    code: str
    why: str


@dataclass(frozen=True)
class ReplyResult:
    """What came of a reply. `taken`: rows that reached a case; `late`: it came after the last day; `twice`: these bytes were here before,
    and nothing was done. `state`: of the request now.
    """

    request_no: str
    state: str
    taken: int = 0
    late: bool = False
    twice: bool = False
    left_out: tuple[LeftOut, ...] = ()


@dataclass
class FanOut:
    """A reply on its way to the cases."""

    rows: list[ReplyRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    reached: dict[UUID, RequestCase] = field(default_factory=dict)

    def leave(self, ref: str, code: str, why: str = "") -> None:
        self.left_out.append(LeftOut(ref[:20], code, why or WHY_LEFT_OUT[code]))


class TakeReply(Act):
    """Done by officials who send requests, or by the office's own job for a reply that came over the link."""

    def permit(self, row: DataRequest) -> None:
        actor = current().actor
        if "SYSTEM" in actor.boxes or (actor.boxes & SENDING and actor.organisation in (row.handled_by, row.drafted_in)):
            return
        message = f"권한 없음: {self.title}. 요청한 시·도의 담당자가 합니다."
        raise Forbidden("FORBIDDEN", message, source="S1-USR-09")


def take_reply(request_no: str, content: bytes, *, channel: str, replied_at: dt.datetime, scan: UUID | None = None) -> ReplyResult:
    """Takes the bytes of a reply: XLSX, CSV or the machine form. `scan`: a stored file of the paper from which they were typed.

    Raises Refusal: NO_SUCH_REQUEST, NOT_SENT, WRONG_REQUEST (the content names another), ALREADY_ANSWERED, NOTHING_TAKEN, BAD_DATE,
    BAD_VALUE, and those of reading.read_reply; then nothing was changed. Late is taken and marked.
    """
    if channel not in CHANNELS or channel == LETTER:
        raise Refusal("BAD_VALUE", "회신이 온 길을 고릅니다.", "channel", SOURCE)
    row: DataRequest | None = DataRequest.objects.visible_to(current().actor).filter(request_no=request_no.strip()).first()
    if row is None:
        raise Refusal("NO_SUCH_REQUEST", "그 번호의 자료 요청이 없습니다. 요청번호를 확인합니다.", "request_no", SOURCE)
    digest = hashlib.sha256(content).hexdigest()
    if RequestReply.objects.visible_to(current().actor).filter(request=row, sha256=digest).exists():
        _take.permit(row)
        return ReplyResult(row.request_no or "", row.state, twice=True, late=row.is_late)
    reply = read_reply(content)
    if reply.request_no and reply.request_no != row.request_no:
        message = f"이 파일은 다른 요청({reply.request_no[:30]})의 회신입니다. 그 요청의 화면에서 올립니다."
        raise Refusal("WRONG_REQUEST", message, "files", SOURCE)
    if not reply.request_no and channel == LINK:
        raise Refusal("WRONG_REQUEST", "회신에 요청번호가 없습니다. 요청번호를 적어 다시 보냅니다.", "request_no", SOURCE)
    answer = _take(row.pk, reply=reply, content=content, channel=channel, replied_at=replied_at, digest=digest, scan=scan)
    left_out = tuple(LeftOut(*each) for each in answer["left_out"])
    return ReplyResult(row.request_no or "", answer["state"], answer["taken"], answer["late"], left_out=left_out)


def _may_take(row: DataRequest, *, replied_at: dt.datetime, **data: Any) -> Refusal | None:
    if row.state in (DRAFTED, DROPPED):
        return Refusal("NOT_SENT", "보내지 않은 요청입니다. 요청번호를 확인합니다.", "request_no", SOURCE)
    if row.state not in WAITING:
        return Refusal("ALREADY_ANSWERED", "회신을 모두 받은 요청입니다. 고친 회신이면 새로 요청합니다.", "files", SOURCE)
    if replied_at > clock.business_now():
        return Refusal("BAD_DATE", "회신이 온 때를 지금이나 그 전으로 적습니다.", "replied_on", SOURCE)
    if row.sent_on is not None and clock.seoul_day(replied_at) < row.sent_on:
        return Refusal("BAD_DATE", "요청을 보낸 날보다 앞선 회신입니다. 날짜와 요청번호를 확인합니다.", "replied_on", SOURCE)
    return None


def _take_body(
    row: DataRequest,
    *,
    event: UUID,
    reply: Reply,
    content: bytes,
    channel: str,
    replied_at: dt.datetime,
    digest: str,
    scan: UUID | None,
) -> Mapping[str, Any]:
    late = row.due_on is not None and clock.seoul_day(replied_at) > row.due_on
    covered = _covered(row)
    fan = FanOut()
    if reply.state != reading.REFUSED:
        _fan_out(row, reply, covered, fan, clock.seoul_day(replied_at))
        if not fan.reached:
            first = fan.left_out[0] if fan.left_out else None
            message = f"연번 {first.ref or '없음'}: {first.why}" if first else "받을 수 있는 줄이 없습니다."
            raise Refusal(first.code if first else "NOTHING_TAKEN", message, "files", SOURCE)
    reason, _ = mask_free_text(reply.reason.strip())
    made = RequestReply(
        controller=row.controller, handled_by=row.handled_by, drafted_in=row.drafted_in, request=row, channel=channel, state=reply.state,
        reason=reason, replied_at=replied_at, is_late=late, taken_at=clock.business_now(), taken_by=current().person, sha256=digest,
        size=len(content), scan_file=scan, rows=len(fan.reached), event=event,
        left_out=[[each.ref, each.code, each.why] for each in fan.left_out],
    )  # fmt: skip
    _note(row, reply, fan, covered)
    row.reply_at, row.is_late, row.refusal_reason = (
        replied_at,
        row.is_late or late,
        reason if reply.state == reading.REFUSED else "",
    )
    row.state = _state_after(reply, covered, fan)
    made.file = store.put(row.pk, content).id
    try:
        made.save(force_insert=True)
        for each in fan.rows:
            each.reply = made
        ReplyRow.objects.bulk_create(fan.rows, batch_size=500)
    except BaseException:
        store.remove(made.file)
        raise
    return {"state": row.state, "taken": len(fan.reached), "late": late, "left_out": made.left_out}


class _Take(TakeReply):
    def chain(self, row: Any, event: UUID, data: Mapping[str, Any]) -> None:
        """The event binds the bytes by their digest, not the bytes and the rows themselves."""
        told = {"sha256": data["digest"], "channel": data["channel"], "at": data["replied_at"]}
        super().chain(row, event, told)


_take = _Take("victims.take_reply", "회신 받기", DataRequest, "", _may_take, _take_body)


def _covered(row: DataRequest) -> list[RequestCase]:
    rows = RequestCase.objects.visible_to(current().actor).filter(request=row, left_on=None)
    return list(rows.select_related("case").order_by("ref"))


def _fan_out(row: DataRequest, reply: Reply, covered: Sequence[RequestCase], fan: FanOut, on: dt.date) -> None:
    """Each row to the case behind its ref; what is said of the landlord, to all of them."""
    by_ref = {str(each.ref): each for each in covered}
    beyond, is_whole = set(_refs_of(row)) - by_ref.keys(), ITEMS[row.item].about == "landlord"
    known = _known([each.case_id for each in covered])
    answered = _answered_by(row, [each.case_id for each in covered])
    lines = reply.rows or [Row(ref, {}, reading.NONE) for ref in by_ref] if reply.state == reading.NONE else reply.rows
    for line in lines:
        targets = covered if is_whole and line.ref == LANDLORD_REF else [by_ref[line.ref]] if line.ref in by_ref else []
        if not targets:
            fan.leave(line.ref, ELSEWHERE if line.ref in beyond else NOT_COVERED)
            continue
        try:
            said = fields_read(row.item, line.fields)
        except Refusal as refusal:
            fan.leave(line.ref, BAD, refusal.message)
            continue
        state = reading.NONE if reply.state == reading.NONE else line.state
        for each in targets:
            _reach(row, each, said, state, fan, on, known, answered)


def _reach(
    row: DataRequest, each: RequestCase, said: Values, state: str, fan: FanOut, on: dt.date,
    known: Mapping[UUID, Values], answered: Mapping[UUID, Sequence[str]],
) -> None:  # fmt: skip
    if each.answered_at is not None or each.case_id in fan.reached:
        return fan.leave(str(each.ref), TWICE)
    if each.case.state not in TAKEN_IN:
        return fan.leave(str(each.ref), ENDED)
    on_file = known.get(each.case_id, {})
    if state == reading.NONE:
        proposed = when_there_is_none(row.item, row.agency, on_file, [*answered.get(each.case_id, ()), row.agency])
    else:
        proposed = proposals(row.item, row.agency, said, on_file)
    shared: dict[str, Any] = {**belonging(each.case), "request": row, "ref": each.ref, "fields": dict(said), "as_of": on}
    if not proposed:
        fan.rows.append(ReplyRow(**shared, state=NOTED))
    for code, value in proposed.items():
        fan.rows.append(ReplyRow(**shared, code=code, value=value, state=PROPOSED))
    each.facts = list(proposed)
    fan.reached[each.case_id] = each
    return None


def _refs_of(row: DataRequest) -> list[str]:
    """The refs that were asked, of cases these eyes do not see too: those have gone elsewhere."""
    seen = RequestCase.objects.visible_to(current().actor).filter(request=row).values_list("ref", flat=True)
    most = max(seen, default=0)
    count = max(most, int(row.keys.get("cases", 0)))
    return [str(number) for number in range(1, count + 1)]


def _known(cases: Sequence[UUID]) -> dict[UUID, Values]:
    """The newest values on file, case by case, in one query."""
    found: dict[UUID, dict[str, Any]] = {}
    rows = Fact.objects.visible_to(current().actor).filter(case__in=cases, code__in=ALL).order_by("number")
    for case, code, value in rows.values_list("case_id", "code", "value"):
        found.setdefault(case, {})[code] = value
    return dict(found)


def _answered_by(row: DataRequest, cases: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Which agencies have answered on this item before, case by case."""
    rows = RequestCase.objects.visible_to(current().actor).filter(case__in=cases, request__item=row.item).exclude(answered_at=None)
    found: dict[UUID, list[str]] = {}
    for case, agency in rows.values_list("case_id", "request__agency"):
        found.setdefault(case, []).append(agency)
    return found


def _note(row: DataRequest, reply: Reply, fan: FanOut, covered: Sequence[RequestCase]) -> None:
    """Marks what was answered, and leaves a line in the timeline of each case that the reply reached."""
    if reply.state == reading.REFUSED:
        note_on_cases(NOTE_REFUSED, [each.case_id for each in covered if each.case.state in TAKEN_IN], row)
        return
    now = clock.business_now()
    reached = list(fan.reached.values())
    for each in reached:
        each.answered_at = now
    RequestCase.objects.visible_to(current().actor).bulk_update(reached, ["answered_at", "facts"], batch_size=500)
    note_on_cases(NOTE_ARRIVED, fan.reached, row)


def _state_after(reply: Reply, covered: Sequence[RequestCase], fan: FanOut) -> str:
    """A refusal without a reason goes up; otherwise answered as soon as no covered case that is still open waits."""
    if reply.state == reading.REFUSED:
        return REFUSED if reply.reason.strip() else ESCALATED
    still = [
        each for each in covered if each.answered_at is None and each.case_id not in fan.reached and each.case.state in TAKEN_IN
    ]
    if still:
        return SENT
    return NONE if reply.state == reading.NONE else ANSWERED


def typed(request_no: str, ref: str, fields: Mapping[str, Any], *, state: str, reason: str = "") -> bytes:
    """The machine form of what an official typed from a paper, so that it goes the same way as a file."""
    rows = [{"ref": ref, "fields": {name: _plain(value) for name, value in fields.items()}}] if state == reading.ANSWERED else []
    if state == reading.NONE and ref:
        rows = [{"ref": ref, "fields": {}}]
    content = {"form": reading.FORM, "request_no": request_no, "state": state, "reason": reason, "rows": rows}
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
