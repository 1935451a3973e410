"""Reading requests: lists for a desk, those of some cases, the panel of a case, one request with all that hangs on it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.pages import opens
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.assessment.facts import ALL, in_words
from teojeon.services.victims.requests.actions import chase_due
from teojeon.services.victims.requests.comparing import DIFFERS, TITLES, OnFile, agreement, on_file, value_now
from teojeon.services.victims.requests.items import AGENCIES, ITEMS
from teojeon.services.victims.requests.models import (
    ANSWERED,
    CHANNELS,
    DRAFTED,
    DROPPED,
    ESCALATED,
    NONE,
    PROPOSED,
    REFUSED,
    ROW_STATES,
    SENT,
    STATES,
    DataRequest,
    ReplyRow,
    RequestCase,
    RequestReply,
)
from teojeon.services.victims.requests.reading import STATES as REPLY_STATES
from teojeon.services.victims.requests.reply_fields import in_words as said_in_words

A_PAGE = 100
TONES = {
    DRAFTED: "gray", SENT: "information", ANSWERED: "success", NONE: "success", REFUSED: "warning", ESCALATED: "danger", DROPPED: "gray"
}  # fmt: skip
ROW_TONES = {"PROPOSED": "warning", "ACCEPTED": "success", "UNDONE": "gray", "SET_ASIDE": "gray", "NOTED": "information"}
TABS: dict[str, tuple[str, tuple[str, ...]]] = {
    "waiting": ("회신을 기다림", (SENT,)),
    "drafts": ("보낼 초안", (DRAFTED,)),
    "refused": ("거절", (REFUSED, ESCALATED)),
    "answered": ("회신", (ANSWERED, NONE)),
    "all": ("전체", tuple(STATES)),
}


@dataclass(frozen=True)
class RequestLine:
    """A request as lists show it. `chase`: 7 or 10 where a reminder is due, else 0; `days_left`: to the last day, while it waits."""

    row: DataRequest
    number: str
    item: str
    agency: str
    state: str
    tone: str
    chase: int
    days_left: int | None
    cases: int
    url: str


@dataclass(frozen=True)
class RowLine:
    """One row of a reply in words, beside what else is known of its fact. `match`: agrees, differs or alone."""

    row: ReplyRow
    title: str
    proposed: str
    said: list[tuple[str, str]]
    stated: str
    registered: str
    on_file: str
    match: str
    match_title: str
    match_tone: str
    state: str
    tone: str

    @property
    def is_open(self) -> bool:
        return self.row.state == PROPOSED


def line_of(row: DataRequest) -> RequestLine:
    """One request in words."""
    today = clock.business_today()
    return RequestLine(
        row=row,
        number=row.request_no or "초안",
        item=ITEMS[row.item].title,
        agency=row.office or AGENCIES[row.agency].name,
        state=STATES[row.state],
        tone=TONES[row.state],
        chase=chase_due(row, today),
        days_left=(row.due_on - today).days if row.state == SENT and row.due_on else None,
        cases=int(row.keys.get("cases", 0)),
        url=reverse("data_request", args=[row.pk]),
    )


def listed(tab: str, *, only_chase: bool = False) -> tuple[list[RequestLine], bool]:
    """The requests of a tab for these eyes, those that wait longest first, else the newest; whether there are more."""
    states = TABS[tab][1]
    rows = DataRequest.objects.visible_to(current().actor).filter(state__in=states)
    found = list(rows.order_by(*(("sent_on", "id") if tab == "waiting" else ("-drafted_at", "id")))[: A_PAGE + 1])
    lines = [line_of(row) for row in found[:A_PAGE]]
    return [line for line in lines if line.chase or not only_chase], len(found) > A_PAGE


def requests_of(cases: Sequence[Case]) -> list[RequestLine]:
    """The requests that cover any of these cases, each once, the newest first."""
    covered = RequestCase.objects.visible_to(current().actor).filter(case__in=[case.pk for case in cases], left_on=None)
    rows = DataRequest.objects.visible_to(current().actor).filter(pk__in=covered.values("request")).exclude(state=DROPPED)
    return [line_of(row) for row in rows.order_by("-drafted_at", "id")]


def find_request(pk: UUID) -> DataRequest:
    """One request for these eyes. Raises Missing and leaves a *denied* event."""
    unit = current()
    row: DataRequest | None = DataRequest.objects.visible_to(unit.actor).filter(pk=pk).first()
    if row is None:
        unit.denied.append(denied_event(MINISTRY_CODE, pk, actor=unit.account, organisation=unit.actor.organisation))
        raise Missing("request")
    return row


def covered_shown(row: DataRequest) -> list[RequestCase]:
    """The cases that these eyes see of those the request covers or covered; notes the persons shown."""
    rows = list(RequestCase.objects.visible_to(current().actor).filter(request=row).select_related("case").order_by("ref"))
    for each in rows:
        current().show(each.controller, [each.case_id])
    return rows


def replies_of(row: DataRequest) -> list[dict[str, Any]]:
    """Each file or paper that came, the newest first."""
    rows = RequestReply.objects.visible_to(current().actor).filter(request=row).order_by("-taken_at")
    return [
        {
            "row": each,
            "channel": CHANNELS[each.channel],
            "state": REPLY_STATES.get(each.state, each.state),
            "left_out": [{"ref": ref, "why": why} for ref, _, why in each.left_out],
        }
        for each in rows
    ]


def row_lines(rows: Iterable[ReplyRow]) -> list[RowLine]:
    """Rows of replies beside statement, register and file."""
    given = list(rows)
    files = on_file({row.case_id for row in given})
    return [_row_line(row, files[row.case_id]) for row in given]


def _row_line(row: ReplyRow, file: OnFile) -> RowLine:
    match = agreement(row, file) if row.code else ""
    title, tone = TITLES.get(match, ("", "gray"))
    newest = file.facts.get(row.code)
    value = value_now(row, file.values) if row.state == PROPOSED and row.code else row.value
    return RowLine(
        row=row,
        title=ALL[row.code].title if row.code in ALL else "참고 자료",
        proposed=in_words(row.code, value) if row.code else "",
        said=said_in_words(row.request.item, row.fields),
        stated=in_words(row.code, file.said[row.code]) if row.code in file.said else "",
        registered=in_words(row.code, file.register[row.code]) if row.code in file.register else "",
        on_file=in_words(row.code, newest.value) if newest else "",
        match=match if row.state == PROPOSED else "",
        match_title=title,
        match_tone=tone,
        state=ROW_STATES[row.state],
        tone=ROW_TONES[row.state],
    )


def rows_of_request(row: DataRequest) -> list[RowLine]:
    """All rows that its replies brought to cases these eyes see."""
    rows = ReplyRow.objects.visible_to(current().actor).filter(request=row).select_related("request", "case").order_by("ref", "id")
    return row_lines(rows)


def mismatches(lines: Iterable[RowLine]) -> list[RowLine]:
    """Those still open that contradict what is known otherwise."""
    return [line for line in lines if line.is_open and line.match == DIFFERS]


def waiting_to_send() -> int:
    """Drafts that these hands' 시·도 has not sent yet."""
    actor = current().actor
    return DataRequest.objects.visible_to(actor).filter(Q(handled_by=actor.organisation), state=DRAFTED).count()


def waiting_to_chase(on: dt.date) -> int:
    """Requests of these eyes that are to be chased."""
    rows = DataRequest.objects.visible_to(current().actor).filter(state=SENT, sent_on__lte=on - dt.timedelta(days=7))
    return sum(1 for row in rows[:1000] if chase_due(row, on))


def panel(case: Case) -> dict[str, Any]:
    """For the template `victims/requests/_panel.html` on the page of a case: its requests, and how many rows wait. Two queries."""
    if not opens(reverse("case_requests", args=[case.pk]), current().actor.boxes):
        return {}
    lines = requests_of([case])
    waiting = ReplyRow.objects.visible_to(current().actor).filter(case=case, state=PROPOSED).count() if lines else 0
    return {"data_requests": lines, "reply_rows_waiting": waiting, "may_ask_agencies": "P-INV" in current().actor.boxes}
