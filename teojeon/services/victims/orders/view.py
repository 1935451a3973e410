"""Orders in words, for the pages of a case and for the list across cases."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.masking import mask_name
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.personal import mask_address
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.orders import office_actions, queries
from teojeon.services.victims.orders.models import (
    CHANNELS,
    GROUNDS,
    KINDS,
    ROLES,
    FineReferral,
    NoResponse,
    OrderAnswer,
    StatementOrder,
)
from teojeon.services.victims.papers.office import DOWNLOADING
from teojeon.services.victims.papers.queries import STATES as PAPER_STATES
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.view import STATES as SERVICE_STATES

EVIDENCE_READERS = frozenset(DOWNLOADING)
"""Who may see the originals of a case's papers reads an addressee's name and address; others see the part that the addressee has."""
STATES = {
    StatementOrder.DRAFTED: ("초안", "gray"),
    StatementOrder.ISSUED: ("답을 기다림", "information"),
    StatementOrder.ANSWERED: ("답함", "success"),
    StatementOrder.REFUSED: ("거부함", "danger"),
    StatementOrder.WITHDRAWN: ("거두어들임", "gray"),
    StatementOrder.DROPPED: ("버린 초안", "gray"),
}
LATE = ("기한이 지남", "warning")
A_PAGE = 50


@dataclass(frozen=True)
class AnswerView:
    """What came, in words. `files`: title, state, tone, address of the viewer."""

    row: OrderAnswer
    channel: str
    by: str
    files: list[dict[str, str]]


@dataclass
class OrderView:
    """One order in words. `name`, `address`: masked for those who may not read the evidence."""

    row: StatementOrder
    name: str
    address: str
    service: ServiceRecord | None
    drafted_by: str
    issued_by: str
    today: dt.date
    answers: list[AnswerView] = field(default_factory=list)

    @property
    def role(self) -> str:
        return dict(ROLES)[self.row.role]

    @property
    def kind(self) -> str:
        return dict(KINDS)[self.row.kind]

    @property
    def title(self) -> str:
        return self.row.order_no or f"초안 {self.row.number}"

    @property
    def is_late(self) -> bool:
        waits = self.row.state == StatementOrder.ISSUED
        return waits and self.row.due_on is not None and self.row.due_on < self.today

    @property
    def state(self) -> tuple[str, str]:
        return LATE if self.is_late else STATES[self.row.state]

    @property
    def served(self) -> tuple[str, str] | None:
        return SERVICE_STATES[self.service.state] if self.service else None

    @property
    def d_day(self) -> int | None:
        waits = self.row.state == StatementOrder.ISSUED and self.row.due_on is not None
        return (self.row.due_on - self.today).days if waits and self.row.due_on else None


@dataclass
class Person:
    """All orders to one addressee, the newest first, and what follows from their silence."""

    key: UUID
    role: str
    name: str
    orders: list[OrderView]
    silence: NoResponse | None = None
    by: str = ""
    may_note: bool = False
    grounds: Sequence[tuple[str, str]] = ()

    @property
    def services(self) -> list[dict[str, Any]]:
        """The service dates of the silence, as days."""
        days = ("arrived_on", "due_on")
        rows = self.silence.services if self.silence else []
        return [{**each, **{name: dt.date.fromisoformat(each[name]) for name in days}} for each in rows]


def may_read_evidence() -> bool:
    return bool(current().actor.boxes & EVIDENCE_READERS)


def people_of(case: Case) -> list[Person]:
    """The orders of a case by addressee. Notes the look at names and addresses where they are shown in clear."""
    orders = queries.orders_of(case)
    services, answers = queries.services_of(orders), _answers(case)
    silences = {each.addressee: each for each in office_actions.silences_of(case) if each.ended_on is None}
    names = names_of(account for each in orders for account in (each.drafted_by, each.issued_by))
    noted = names_of(each.noted_by for each in silences.values())
    clear = may_read_evidence()
    if orders and clear:
        current().show(case.controller, [case.pk], fields=["order.name", "order.address"])
    found: dict[UUID, Person] = {}
    for order in orders:
        view = _view(order, services, names, answers, clear=clear)
        person = found.setdefault(order.addressee, Person(order.addressee, view.role, view.name, []))
        person.orders.insert(0, view)
    for key, person in found.items():
        person.silence = silences.get(key)
        person.by = noted.get(person.silence.noted_by, "") if person.silence else ""
    return list(found.values())


def offer(case: Case, people: Sequence[Person]) -> None:
    """What the investigator may do now about each addressee."""
    note, fine = office_actions.note_no_response, office_actions.draft_fine_referral
    may_note, may_draft = note.refused_now(case, {}) is None, fine.refused_now(case, {}) is None
    for person in people:
        person.may_note = may_note and queries.silence_refusal(case, person.key) is None
        person.grounds = office_actions.grounds_of(case, person.key) if may_draft else ()


def order_view(case: Case, order: StatementOrder) -> OrderView:
    """One order with what came. Notes the look."""
    names = names_of([order.drafted_by, order.issued_by])
    clear = may_read_evidence()
    if clear:
        current().show(case.controller, [case.pk], fields=["order.name", "order.address"])
    return _view(order, queries.services_of([order]), names, _answers(case), clear=clear)


def _view(
    order: StatementOrder,
    services: Mapping[UUID, ServiceRecord],
    names: Mapping[UUID, str],
    answers: Mapping[UUID, list[AnswerView]],
    *,
    clear: bool,
) -> OrderView:
    to = queries.written(order)
    return OrderView(
        row=order,
        name=to.name if clear else mask_name(to.name),
        address=to.address if clear else mask_address(to.address),
        service=services.get(order.pk),
        drafted_by=names.get(order.drafted_by, ""),
        issued_by=names.get(order.issued_by, "") if order.issued_by else "",
        today=clock.business_today(),
        answers=answers.get(order.pk, []),
    )


def _answers(case: Case) -> dict[UUID, list[AnswerView]]:
    files: dict[UUID, list[dict[str, str]]] = {}
    for number, each in enumerate(office_actions.files_of(case), start=1):
        state, tone = PAPER_STATES[each.paper.state]
        url = f"{reverse('case_papers', args=[case.pk])}?{urlencode({'left': str(each.paper_id), 'left-page': '1'})}"
        line = {"title": f"파일 {number}", "state": state, "tone": tone, "url": url, "message": each.paper.message}
        files.setdefault(each.answer_id, []).append(line)
    rows = office_actions.answers_of(case)
    names = names_of(row.entered_by for row in rows)
    found: dict[UUID, list[AnswerView]] = {}
    for row in rows:
        view = AnswerView(row, dict(CHANNELS)[row.channel], names.get(row.entered_by, ""), files.get(row.pk, []))
        found.setdefault(row.order_id, []).append(view)
    return found


@dataclass(frozen=True)
class FineView:
    """One draft of a referral for a fine, in words."""

    row: FineReferral
    ground: str
    by: str


def fines_shown(case: Case) -> list[FineView]:
    rows = office_actions.fines_of(case)
    names = names_of(row.drafted_by for row in rows)
    return [FineView(row, dict(GROUNDS)[row.ground], names.get(row.drafted_by, "")) for row in rows]


# across cases


TABS = {
    "drafts": ("보낼 초안", Q(state=StatementOrder.DRAFTED)),
    "waiting": ("답을 기다림", Q(state=StatementOrder.ISSUED)),
    "late": ("기한이 지남", Q()),
}


@dataclass(frozen=True)
class DeskLine:
    """One order in the list across cases: no name, only the part that the addressee has."""

    row: StatementOrder
    receipt_no: str
    role: str
    kind: str
    state: tuple[str, str]
    d_day: int | None


def desk(actor: Actor, tab: str, count: int = A_PAGE) -> tuple[list[DeskLine], bool]:
    """Orders for these eyes, those with the nearest last day first. Notes the persons shown."""
    today = clock.business_today()
    wanted = Q(state=StatementOrder.ISSUED, due_on__lt=today) if tab == "late" else TABS[tab][1]
    rows = StatementOrder.objects.visible_to(actor).filter(wanted).select_related("case")
    found = list(rows.order_by("due_on", "drafted_at", "id")[: count + 1])
    lines = []
    for row in found[:count]:
        current().show(row.controller, [row.case_id])
        is_late = row.state == StatementOrder.ISSUED and row.due_on is not None and row.due_on < today
        d_day = (row.due_on - today).days if row.due_on and row.state == StatementOrder.ISSUED else None
        state = LATE if is_late else STATES[row.state]
        lines.append(DeskLine(row, row.case.receipt_no, dict(ROLES)[row.role], dict(KINDS)[row.kind], state, d_day))
    return lines, len(found) > count
