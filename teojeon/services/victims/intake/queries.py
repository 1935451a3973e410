"""The worklist: one tab for each duty of the signed-in official, oldest receipt or nearest sale first, by keyset."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Assignment, Case
from teojeon.kernel.crypto.masking import mask_name
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official, Organisation, Party
from teojeon.kernel.people.officials import valid_grants
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.case_scope import opened_to
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application import flags
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.intake.actions import INVESTIGATOR
from teojeon.services.victims.intake.models import CaseFlag, Task
from teojeon.services.victims.intake.tasks import KINDS

ROWS_A_PAGE = 30
RECEIPT_NO, SERIAL_DIGITS = re.compile(r"\d{4}-[가-힣]{2,6}-\d{6}"), 6
SOON_DAYS, SALE_DAYS = 10, 30
UNDER_WAY = ("RECEIVED", "INVESTIGATING")
BY_RECEIPT, BY_SALE = "", "sale"
FIRST_YEAR = 2023


@dataclass(frozen=True)
class Tab:
    """A duty: the states that wait for it, and the boxes whose holders have it.

    `mine`: only cases assigned to me; `unassigned`: only those nobody investigates; `tasks`: only those with a task open for me.
    """

    code: str
    title: str
    states: tuple[str, ...]
    boxes: frozenset[str]
    mine: bool = False
    unassigned: bool = False
    tasks: bool = False


READERS = frozenset({"P-INTAKE", "P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "PM-SERVE"}) | {
    "PM-STAY",
    "CM",
    "CM-CHAIR",
    "AU",
}
"""Boxes whose holders read case files, each within the own organisation or what was opened to it (S1-USR-08)."""

INVESTIGATING = "P-INV"
TASK_BOXES = frozenset(box for kind in KINDS.values() for box in kind.boxes)
"""Whoever may be given a task finds it in the list (intake/tasks.py)."""

TABS: tuple[Tab, ...] = (
    Tab("intake", "접수 대기", ("SUBMITTED",), frozenset({"P-INTAKE"})),
    Tab("unassigned", "배정 대기", UNDER_WAY, frozenset({"P-INTAKE"}), unassigned=True),
    Tab("tasks", "오늘 할 일", tuple(PROCEDURE.states), TASK_BOXES, tasks=True),
    Tab("supplement", "보완 요구", ("SUPPLEMENT",), frozenset({"P-INTAKE", "P-INV"})),
    Tab("mine", "내 조사", (*UNDER_WAY, "SUPPLEMENT", "ADD_INVEST"), frozenset({"P-INV"}), mine=True),
    Tab("investigation", "조사 전체", UNDER_WAY, frozenset({"P-INTAKE", "P-INV", "P-REV"})),
    Tab("review", "조사 검토", ("REVIEW",), frozenset({"P-REV"})),
    Tab("ready", "송부 대기", ("READY",), frozenset({"P-SEND"})),
    Tab("sent", "검토의견 작성", ("SENT",), frozenset({"PM-AGENDA"})),
    Tab("agenda", "상정 대기", ("AGENDA",), frozenset({"PM-AGENDA", "PM-SEC"})),
    Tab("tabled", "위원회 심의", ("TABLED",), frozenset({"PM-SEC", "CM", "CM-CHAIR"})),
    Tab("additional", "추가조사", ("ADD_INVEST",), frozenset({"P-INTAKE", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC"})),
    Tab("resolved", "결정문 작성", ("RESOLVED",), frozenset({"PM-DRAFT", "PM-SEAL"})),
    Tab("decided", "송달", ("DECIDED",), frozenset({"PM-SERVE"})),
    Tab("all", "전체", tuple(PROCEDURE.states), READERS),
)

NOTHING_RUNS = "가는 기한 없음"
NO_CLOCK = {"SUPPLEMENT": "보완 요구의 도달 기록 전", "WITHDRAWN": "끝난 사건", "RETURNED": "끝난 사건", "FINAL": "끝난 사건"}
"""What a list says of a case whose next last day is not known, since no clock runs (S1-BEY-03)."""

DUE_FILTERS = {"": "기한 전체", "overdue": "기한 지남", "soon": f"{SOON_DAYS}일 안"}
SALE_FILTERS = {"": "매각기일 전체", "soon": f"{SALE_DAYS}일 안", "known": "매각기일 있음"}
SORTS = {BY_RECEIPT: "접수 순", BY_SALE: "매각기일 순"}


@dataclass(frozen=True)
class Filters:
    """What the URL says. `state`, `unit` (an organisation's code), `flag`, `due` and `sale` narrow the tab; `numbers`: the receipt
    numbers that are meant; `after`: the last row seen, its instant of receipt or the day of its sale, as `sort` says.
    """

    tab: Tab
    state: str = ""
    due: str = ""
    sale: str = ""
    unit: str = ""
    flag: str = ""
    sort: str = BY_RECEIPT
    numbers: tuple[str, ...] = ()
    after: tuple[dt.datetime | dt.date, UUID] | None = None

    @property
    def order(self) -> tuple[str, str]:
        """The columns of the keyset."""
        return ("next_sale_on", "id") if self.sort == BY_SALE else ("received_at", "id")


@dataclass(frozen=True)
class Row:
    """A case as the list shows it: no number, no contact, the name masked."""

    case: Case
    state: str
    applicant: str
    house: str
    investigator: str
    d_day: int | None
    no_clock: str
    days: int
    sale_days: int | None
    flags: list[str]


def tabs_of(actor: Actor) -> list[Tab]:
    """The duties of this official, in the order of the procedure."""
    return [tab for tab in TABS if tab.boxes & actor.boxes]


def page_of(actor: Actor, filters: Filters, count: int = ROWS_A_PAGE) -> tuple[list[Row], bool]:
    """The rows of one page, and whether more follow. Notes the persons shown: one access event for all."""
    cases = _cases(actor, filters, count + 1)
    shown = cases[:count]
    for case in shown:
        current().show(case.controller, [case.pk])
    return described(shown), len(cases) > count


def _cases(actor: Actor, filters: Filters, count: int) -> list[Case]:
    """Own cases and opened ones each from an index of their own: an OR would walk the table (two-sides, figures)."""
    wanted, order = _condition(actor, filters), filters.order
    own = Case.objects.narrowed(Q(handled_by__in=actor.organisations)).filter(wanted).order_by(*order)
    rows: list[Case] = list(own[:count])
    if actor.reads_single_cases:
        opened = Case.objects.narrowed(Q(pk__in=opened_to(actor).values("case_id"))).filter(wanted)
        merged = {case.pk: case for case in [*rows, *opened.order_by(*order)[:count]]}
        rows = sorted(merged.values(), key=lambda case: (getattr(case, order[0]), case.pk))[:count]
    return rows


def _condition(actor: Actor, filters: Filters) -> Q:
    states = [filters.state] if filters.state in filters.tab.states else list(filters.tab.states)
    wanted = Q(state__in=states) if len(states) < len(PROCEDURE.states) else Q()
    wanted &= _by_date(filters) & _by_people(actor, filters)
    if filters.numbers:
        wanted &= Q(receipt_no__in=filters.numbers)
    if filters.flag:
        flagged = CaseFlag.objects.visible_to(actor).filter(code=filters.flag)
        wanted &= Q(pk__in=flagged.values("case"))
    if filters.tab.tasks:
        wanted &= _with_a_task(actor)
    if filters.after:
        seen, key = filters.after
        column = filters.order[0]
        wanted &= Q(**{f"{column}__gt": seen}) | Q(**{column: seen, "id__gt": key})
    return wanted


def _with_a_task(actor: Actor) -> Q:
    """Cases with a task of the own boxes; of an investigator's only those of the own cases, and of cases that nobody investigates."""
    waiting = Task.objects.visible_to(actor).filter(done_at=None)
    wanted = Q(pk__in=waiting.filter(box__in=actor.boxes - {INVESTIGATING}).values("case"))
    if INVESTIGATING not in actor.boxes:
        return wanted
    assigned = Assignment.objects.visible_to(actor).filter(case=OuterRef("pk"), role=INVESTIGATOR, until=None)
    mine = Q(Exists(assigned.filter(account=actor.account))) | ~Q(Exists(assigned))
    return wanted | Q(pk__in=waiting.filter(box=INVESTIGATING).values("case")) & mine


def _by_date(filters: Filters) -> Q:
    today, wanted = clock.business_today(), Q()
    if filters.due == "overdue":
        wanted &= Q(next_due__lt=today)
    elif filters.due == "soon":
        wanted &= Q(next_due__range=(today, today + dt.timedelta(days=SOON_DAYS)))
    if filters.sale == "soon":
        wanted &= Q(next_sale_on__range=(today, today + dt.timedelta(days=SALE_DAYS)))
    elif filters.sale == "known" or filters.sort == BY_SALE:
        wanted &= Q(next_sale_on__isnull=False)
    return wanted


def _by_people(actor: Actor, filters: Filters) -> Q:
    assigned = Assignment.objects.visible_to(actor).filter(case=OuterRef("pk"), role=INVESTIGATOR, until=None)
    wanted = Q()
    if filters.tab.mine:
        wanted &= Q(Exists(assigned.filter(account=actor.account)))
    if filters.tab.unassigned:
        wanted &= ~Q(Exists(assigned))
    if filters.unit:
        accounts = list(Official.objects.filter(organisation=filters.unit).values_list("account", flat=True))
        wanted &= Q(Exists(assigned.filter(account__in=accounts)))
    return wanted


def numbers_meant(text: str, actor: Actor) -> tuple[str, ...]:
    """The receipt numbers that a search may mean: a whole one, or its last digits in each year and each province of these eyes."""
    if RECEIPT_NO.fullmatch(text):
        return (text,)
    if not (text.isascii() and text.isdecimal() and len(text) <= SERIAL_DIGITS):
        return ("-",)  # finds nothing, like a number that nobody was given
    today = clock.business_today()
    names = {regions.organisation_code(sido): sido.short_name for sido in regions.sidos(today)}
    mine = [name for code, name in names.items() if code in actor.organisations] or list(names.values())
    return tuple(f"{year}-{name}-{int(text):06d}" for year in range(FIRST_YEAR, today.year + 1) for name in mine)


def units_of(actor: Actor) -> list[tuple[str, str]]:
    """The provinces and districts of these eyes, to which cases are assigned: code and name."""
    kinds = (Kind.PROVINCE, Kind.DISTRICT)
    return list(
        Organisation.objects.filter(code__in=actor.organisations, kind__in=kinds).order_by("code").values_list("code", "name")
    )


def described(cases: Sequence[Case]) -> list[Row]:
    """What the list says beside the case itself: a fixed number of queries, however many rows."""
    actor, keys = current().actor, [case.pk for case in cases]
    if not keys:
        return []
    names = dict(Party.objects.visible_to(actor).filter(case_id__in=keys).values_list("case_id", "name"))
    houses = {row.case_id: row for row in Application.objects.visible_to(actor).filter(case__in=keys)}
    people, flagged = investigators(keys), _flags(keys)
    today = clock.business_today()
    return [
        Row(
            case=case,
            state=PROCEDURE.states[case.state],
            applicant=mask_name(names.get(case.pk, "")),
            house=house_area(houses.get(case.pk), clock.seoul_day(case.received_at)),
            investigator=people.get(case.pk, ""),
            d_day=(case.next_due - today).days if case.next_due else None,
            no_clock=NO_CLOCK.get(case.state, NOTHING_RUNS),
            days=(today - clock.seoul_day(case.received_at)).days,
            sale_days=(case.next_sale_on - today).days if case.next_sale_on else None,
            flags=flags.titles(flagged.get(case.pk, [])),
        )
        for case in cases
    ]


def _flags(cases: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = CaseFlag.objects.visible_to(current().actor).filter(case__in=cases).order_by("id")
    for case, code in rows.values_list("case_id", "code"):
        found.setdefault(case, []).append(code)
    return found


def house_area(application: Application | None, on: dt.date) -> str:
    """시·도, 시·군·구 and 법정동 of the house, without the exact address."""
    if application is None:
        return ""
    region = regions.find(application.sigungu or application.sido, on)
    return " ".join(part for part in (regions.full_name(region) if region else "", application.legal_dong) if part)


def investigators(cases: Iterable[UUID]) -> dict[UUID, str]:
    """Case → name of its investigator now."""
    rows = Assignment.objects.visible_to(current().actor).filter(case__in=list(cases), role=INVESTIGATOR, until=None)
    assigned = dict(rows.values_list("case_id", "account"))
    names = names_of(assigned.values())
    return {case: names.get(account, "") for case, account in assigned.items()}


def names_of(accounts: Iterable[UUID | None]) -> dict[UUID, str]:
    """Account → name of the official."""
    wanted = {account for account in accounts if account}
    return dict(Official.objects.filter(account__in=wanted).values_list("account", "name")) if wanted else {}


def candidates(actor: Actor) -> list[tuple[str, str]]:
    """Whom an intake officer may assign: P-INV of the own province or one of its districts, own organisation first."""
    holders = valid_grants(clock.business_now()).filter(box="P-INV").values("account")
    rows = Official.objects.select_related("organisation").filter(
        account__in=holders, organisation__in=actor.organisations, is_principal=False
    )
    listed = sorted(rows, key=lambda each: (each.organisation_id != actor.organisation, each.organisation.name, each.name))
    return [
        (str(each.account), f"{each.name} ({' '.join(part for part in (each.organisation.name, each.position) if part)})")
        for each in listed
    ]
