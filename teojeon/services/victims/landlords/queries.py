"""What an investigator needs of one landlord or one house on one screen: cases, facts, what does not agree, who has how much (S1-BEY-05)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count as CountOf
from django.db.models import Max, Min, Q

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Assignment, Case
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.unit import current
from teojeon.services.victims.assessment.facts import FACTS, MANDATORY, JsonValue, in_words
from teojeon.services.victims.case.procedure import BEFORE_DECISION, PROCEDURE, WITH_THE_PROVINCE
from teojeon.services.victims.intake.actions import INVESTIGATOR
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.investigation.models import SOURCES, Fact
from teojeon.services.victims.linkage.counting import Count, counts_of
from teojeon.services.victims.linkage.models import COUNTED, LANDLORD, CaseNode
from teojeon.services.victims.linkage.queries import Member

LISTED = 50
SOON_DAYS = 10
OF_THE_LANDLORD = ("victim_count",)
OF_THE_HOUSE = (
    "earliest_security_on", "house_value", "auction_entry_on", "sale_completed_on", "price_paid_on", "region_class", "sido",
)  # fmt: skip
"""Facts that are one for a landlord, and one for a house; where cases have different values, one of them is wrong."""
EVENTS = "events"
LANDLORD_EVENTS = ("bankruptcy_opened", "rehabilitation_opened")
HOUSE_EVENTS = ("auction_commenced", "public_sale_commenced")
SIDE_BY_SIDE = ("deposit_current", "first_contract_date", "move_in_report_on", "fixed_date_on", "handover_state", "loss_state")
"""Facts of each lease that an investigator compares between the tenants of one landlord."""


@dataclass(frozen=True)
class Line:
    """A landlord or house in the list. `open_cases`: those that these eyes see; `count`: the national numbers; `due`: the next last day."""

    group: UUID
    title: str
    open_cases: int
    due: dt.date | None
    d_day: int | None
    count: Count


def most_open(actor: Actor, kind: str = LANDLORD) -> list[Line]:
    """The landlords, buildings … with the most open cases in the own right, at most LISTED; only links that count."""
    links = CaseNode.objects.visible_to(actor).filter(
        until=None, state__in=COUNTED, node__kind=kind, case__state__in=BEFORE_DECISION
    )
    found = links.values("node__group").annotate(
        cases=CountOf("case", distinct=True), title=Max("label"), due=Min("case__next_due")
    )
    rows = list(found.order_by("-cases", "due", "node__group")[:LISTED])
    counts, today = counts_of(row["node__group"] for row in rows), clock.business_today()
    return [
        Line(
            row["node__group"],
            row["title"],
            row["cases"],
            row["due"],
            (row["due"] - today).days if row["due"] else None,
            counts[row["node__group"]],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class OpenCase:
    """A case before its decision. `missing`: how many mandatory facts nobody recorded; `unknown`: recorded as unknown."""

    member: Member
    state: str
    investigator: str
    d_day: int | None
    sale_days: int | None
    missing: int
    unknown: int
    report_due: bool
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Value:
    """One value of a fact: in words, the cases that have it, and where it was taken from."""

    words: str
    cases: list[Case]
    sources: list[str]


@dataclass(frozen=True)
class Shared:
    """A fact that is one for the landlord or for one house, with every value that cases have. `house` is empty for the landlord's."""

    title: str
    house: str
    values: list[Value]

    @property
    def contradicts(self) -> bool:
        return len(self.values) > 1


@dataclass(frozen=True)
class Load:
    """How many of these cases, and how many open cases at all, one investigator has; `name` empty: nobody yet."""

    name: str
    here: int
    open_cases: int


Facts = Mapping[UUID, Mapping[str, Fact]]


@dataclass(frozen=True)
class Bench:
    """All of one landlord or house for one pair of eyes."""

    open_cases: list[OpenCase]
    closed: list[Member]
    shared: list[Shared]
    loads: list[Load]

    @property
    def contradictions(self) -> list[Shared]:
        return [each for each in self.shared if each.contradicts]

    @property
    def agreeing(self) -> list[Shared]:
        return [each for each in self.shared if not each.contradicts]

    @property
    def reports_due(self) -> list[OpenCase]:
        return [each for each in self.open_cases if each.report_due]


def bench_of(members: Sequence[Member]) -> Bench:
    """A fixed number of queries, however many cases."""
    keys = [each.case.pk for each in members]
    facts = facts_of(keys)
    open_members = [each for each in members if each.case.state in BEFORE_DECISION]
    assigned = _assigned(each.case.pk for each in open_members)
    names = names_of(assigned.values())
    listed = [_open_case(each, facts.get(each.case.pk, {}), _name_of(assigned.get(each.case.pk), names)) for each in open_members]
    listed.sort(key=lambda each: (each.member.case.next_due or dt.date.max, each.member.case.received_at))
    return Bench(
        open_cases=listed,
        closed=[each for each in members if each.case.state not in BEFORE_DECISION],
        shared=shared_facts(members, facts),
        loads=_loads(open_members, assigned, names),
    )


def facts_of(cases: Sequence[UUID]) -> Facts:
    """The newest row of each fact of each case. One query."""
    codes = {*SIDE_BY_SIDE, *OF_THE_LANDLORD, *OF_THE_HOUSE, EVENTS, *MANDATORY}
    rows = Fact.objects.visible_to(current().actor).filter(case__in=cases, code__in=codes).order_by("number")
    found: dict[UUID, dict[str, Fact]] = {}
    for row in rows.defer("note"):
        found.setdefault(row.case_id, {})[row.code] = row
    return found


def _open_case(member: Member, facts: Mapping[str, Fact], investigator: str) -> OpenCase:
    case, today = member.case, clock.business_today()
    d_day = (case.next_due - today).days if case.next_due else None
    return OpenCase(
        member=member,
        state=PROCEDURE.states[case.state],
        investigator=investigator,
        d_day=d_day,
        sale_days=(case.next_sale_on - today).days if case.next_sale_on else None,
        missing=sum(code not in facts for code in MANDATORY),
        unknown=sum(code in facts and facts[code].value is None for code in MANDATORY),
        report_due=case.state in WITH_THE_PROVINCE and d_day is not None and d_day <= SOON_DAYS,
        facts=[_told(code, facts.get(code)) for code in SIDE_BY_SIDE],
    )


def _told(code: str, fact: Fact | None) -> tuple[str, str]:
    return (in_words(code, fact.value), dict(SOURCES).get(fact.source, "")) if fact else ("", "")


def shared_facts(members: Sequence[Member], facts: Facts) -> list[Shared]:
    """What is one for the landlord, then what is one for each house, with all values that are known; those that disagree first."""
    houses: dict[str, list[Member]] = {}
    for member in members:
        if member.house:
            houses.setdefault(member.house, []).append(member)
    found = list(_of(members, facts, "", OF_THE_LANDLORD, LANDLORD_EVENTS))
    for together in houses.values():
        found += _of(together, facts, together[0].building or "주소를 모르는 주택", OF_THE_HOUSE, HOUSE_EVENTS)
    return sorted(found, key=lambda each: not each.contradicts)


def _of(members: Sequence[Member], facts: Facts, house: str, codes: Iterable[str], events: Iterable[str]) -> Iterator[Shared]:
    for code in codes:
        rows = [(each.case, row) for each in members if (row := facts.get(each.case.pk, {}).get(code)) and row.value is not None]
        if rows:
            yield Shared(FACTS[code].title, house, _values([(case, row, in_words(code, row.value)) for case, row in rows]))
    titles = dict(FACTS[EVENTS].options)
    for event in events:
        said = [
            (each.case, row, "예" if _said(row.value, event) else "아니오")
            for each in members
            if (row := facts.get(each.case.pk, {}).get(EVENTS)) and _said(row.value, event) is not None
        ]
        if said:
            yield Shared(titles[event], house, _values(said))


def _said(value: JsonValue, event: str) -> object:
    """Whether the event is on file; None where that is unknown."""
    return value.get(event) if isinstance(value, dict) else None


def _values(rows: Iterable[tuple[Case, Fact, str]]) -> list[Value]:
    by_words: dict[str, list[tuple[Case, Fact]]] = {}
    for case, fact, words in rows:
        by_words.setdefault(words, []).append((case, fact))
    values = [
        Value(words, [case for case, _ in told], sorted({dict(SOURCES).get(fact.source, "") for _, fact in told}))
        for words, told in by_words.items()
    ]
    return sorted(values, key=lambda each: (-len(each.cases), each.words))


def _assigned(cases: Iterable[UUID]) -> dict[UUID, UUID]:
    rows = Assignment.objects.visible_to(current().actor).filter(case__in=list(cases), role=INVESTIGATOR, until=None)
    return dict(rows.values_list("case_id", "account"))


def _loads(members: Sequence[Member], assigned: Mapping[UUID, UUID], names: Mapping[UUID, str]) -> list[Load]:
    """The busiest first; cases that nobody has come last. All open cases are counted that these eyes see."""
    here: dict[UUID | None, int] = {}
    for member in members:
        account = assigned.get(member.case.pk)
        here[account] = here.get(account, 0) + 1
    rows = Assignment.objects.visible_to(current().actor).filter(
        Q(account__in=[each for each in here if each]), role=INVESTIGATOR, until=None, case__state__in=BEFORE_DECISION
    )
    everywhere = dict(rows.values_list("account").annotate(cases=CountOf("case")))
    loads = [Load(_name_of(account, names), cases, everywhere.get(account, 0)) for account, cases in here.items()]
    return sorted(loads, key=lambda each: (not each.name, -each.here, each.name))


def _name_of(account: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(account, "") if account else ""


def titles() -> list[str]:
    """The headings of the facts that stand side by side."""
    return [FACTS[code].title for code in SIDE_BY_SIDE]
