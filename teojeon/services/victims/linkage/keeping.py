"""Keeps nodes, links and tallies as the cases say: when a case is taken or changed, and for all cases by a command."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, TimelineEntry, belonging
from teojeon.kernel.cases.observers import observed_by
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.intake.models import Matter
from teojeon.services.victims.investigation.models import Fact
from teojeon.services.victims.linkage import deriving
from teojeon.services.victims.linkage.deriving import Found, House, Keys
from teojeon.services.victims.linkage.models import ENTERED, PROPOSED, SURE, CaseNode, CaseTally, LinkNode

FILED, AMENDED = "filed", "victims.amend"
RECORDED_MANY = "victims.record_facts"
LOSS, DEPOSIT = "loss_state", "deposit_current"
CHUNK = 1000
NUMBER_SAID = "landlord_number"
TALLIED = ("lease", "house", "sido", "deposit", "loss", "repaid", "number", "number_said")


@observed_by
def follow(case: Case, entry: TimelineEntry) -> None:
    """After each line of a case that may change whom it has to do with, or how it counts."""
    if entry.kind in (FILED, AMENDED, RECORDED_MANY) or entry.content.get("fact") in (LOSS, DEPOSIT):
        refresh([case])


def refresh(cases: Sequence[Case]) -> int:
    """Derives the links of these cases anew, with a fixed number of statements. Returns in how many cases something changed."""
    today, keys = clock.business_today(), Keys()
    read = _read([case.pk for case in cases])
    derived = {case.pk: _derive(case, read, keys) for case in cases}
    nodes = nodes_for(each for one in derived.values() for each in one.nodes)
    changed = _keep_links(cases, derived, nodes, read.links, today)
    changed |= _keep_tallies(cases, derived, read.tallies)
    return len(changed)


@dataclass(frozen=True)
class _Derived:
    """What one case's file says: its nodes, and the columns of its tally."""

    nodes: list[Found]
    tally: Mapping[str, Any]


@dataclass(frozen=True)
class _Read:
    """What stands on file of some cases, by case."""

    said: Mapping[UUID, Mapping[str, Any]]
    numbers: Mapping[UUID, int]
    houses: Mapping[UUID, House]
    leases: Mapping[UUID, str]
    facts: Mapping[UUID, Mapping[str, Any]]
    links: Mapping[UUID, list[CaseNode]]
    tallies: Mapping[UUID, CaseTally]


def _read(keys: Sequence[UUID]) -> _Read:
    actor = current().actor
    said: dict[UUID, dict[str, Any]] = {}
    rows = Statement.objects.visible_to(actor).filter(case__in=keys, code__in=deriving.SAID).order_by("said_at", "id")
    numbers: dict[UUID, int] = {}
    for case, code, value, key in rows.values_list("case_id", "code", "value", "id"):
        said.setdefault(case, {})[code] = value
        if code == NUMBER_SAID:
            numbers[case] = key
    columns = ("case_id", "sido", "sigungu", "legal_dong", "address")
    applications = Application.objects.visible_to(actor).filter(case__in=keys).values_list(*columns)
    facts: dict[UUID, dict[str, Any]] = {}
    found = Fact.objects.visible_to(actor).filter(case__in=keys, code__in=(LOSS, DEPOSIT)).order_by("number")
    for case, code, value in found.values_list("case_id", "code", "value"):
        facts.setdefault(case, {})[code] = value
    links: dict[UUID, list[CaseNode]] = {}
    for link in CaseNode.objects.visible_to(actor).filter(case__in=keys, until=None):
        links.setdefault(link.case_id, []).append(link)
    return _Read(
        said=said,
        numbers=numbers,
        houses={case: House(*rest) for case, *rest in applications},
        leases=dict(Matter.objects.visible_to(actor).filter(case__in=keys).values_list("case_id", "lease")),
        facts=facts,
        links=links,
        tallies={row.case_id: row for row in CaseTally.objects.visible_to(actor).filter(case__in=keys)},
    )


def _derive(case: Case, read: _Read, keys: Keys) -> _Derived:
    said, house, facts = read.said.get(case.pk, {}), read.houses.get(case.pk), read.facts.get(case.pk, {})
    place = deriving.where(said, house, clock.seoul_day(case.received_at))
    number_said, kept = read.numbers.get(case.pk), read.tallies.get(case.pk)
    if kept is not None and kept.number_said == number_said:
        number = bytes(kept.number) if kept.number is not None else None
    else:
        number = keys.sealed_number(case.pk, said.get(NUMBER_SAID))
    deposit = deriving.deposit_of(said, facts.get(DEPOSIT))
    tally = {
        "lease": read.leases.get(case.pk, ""),
        "house": deriving.dwelling(keys, house, place),
        "sido": house.sido if house else "",
        "deposit": deposit,
        "loss": facts.get(LOSS) is not None,
        "repaid": deriving.is_repaid(said, deposit),
        "number": number,
        "number_said": number_said,
    }
    return _Derived(deriving.nodes_of(keys, said, number, house, place), tally)


def nodes_for(found: Iterable[Found]) -> dict[tuple[str, bytes], LinkNode]:
    """The nodes, made where nobody named them before. Two units that make the same one at once end up with one: ON CONFLICT."""
    distinct = {(each.kind, each.key): each for each in found}
    known = _known(distinct)
    missing = [each for pair, each in sorted(distinct.items()) if pair not in known]  # in order: no two units wait in a ring
    if missing:
        now, made = clock.business_now(), []
        for each in missing:
            key = uuid4()
            made.append(LinkNode(id=key, kind=each.kind, basis=each.basis, key=each.key, name=each.name, group=key, made_at=now))
        LinkNode.objects.bulk_create(made, ignore_conflicts=True)
        known |= _known(each for each in distinct if each not in known)
    return known


def _known(pairs: Iterable[tuple[str, bytes]]) -> dict[tuple[str, bytes], LinkNode]:
    wanted = set(pairs)
    if not wanted:
        return {}
    rows = LinkNode.objects.filter(kind__in={kind for kind, _ in wanted}, key__in=[key for _, key in wanted])
    return {pair: row for row in rows if (pair := (row.kind, bytes(row.key))) in wanted}


def _keep_links(
    cases: Sequence[Case],
    derived: Mapping[UUID, _Derived],
    nodes: Mapping[tuple[str, bytes], LinkNode],
    standing: Mapping[UUID, list[CaseNode]],
    today: dt.date,
) -> set[UUID]:
    """Links that the file says anew are added, those that it says no more end; what an official entered stays."""
    ended, made, renamed = [], [], []
    for case in cases:
        there = {link.node_id: link for link in standing.get(case.pk, [])}
        said = {nodes[each.kind, each.key].pk: each for each in derived[case.pk].nodes}
        ended += [link for node, link in there.items() if node not in said and link.ground != ENTERED]
        for node, each in said.items():
            if (link := there.get(node)) is None:
                made.append(_link(case, node, each, today))
            elif link.label != each.label and link.ground != ENTERED:
                link.label = each.label
                renamed.append(link)
    if ended:
        keys = [link.pk for link in ended]
        CaseNode.objects.visible_to(current().actor).filter(pk__in=keys).update(until=today)
    for link in renamed:
        link.save(update_fields=["label"])
    CaseNode.objects.bulk_create(made)
    return {link.case_id for link in (*ended, *made, *renamed)}


def _link(case: Case, node: UUID, found: Found, today: dt.date) -> CaseNode:
    state = SURE if found.is_sure else PROPOSED
    return CaseNode(**belonging(case), node_id=node, ground=found.ground, label=found.label, state=state, since=today)


def _keep_tallies(cases: Sequence[Case], derived: Mapping[UUID, _Derived], standing: Mapping[UUID, CaseTally]) -> set[UUID]:
    made, changed = [], []
    for case in cases:
        values, row = derived[case.pk].tally, standing.get(case.pk)
        if row is None:
            made.append(CaseTally(**belonging(case), **values))
        elif any(_plain(getattr(row, name)) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    CaseTally.objects.bulk_create(made)
    for row in changed:
        row.save(update_fields=list(TALLIED))
    return {row.case_id for row in (*made, *changed)}


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def refresh_all() -> tuple[int, int]:
    """All cases that these eyes see, by keyset. Returns how many were seen and in how many something changed."""
    actor, after, seen, changed = current().actor, None, 0, 0
    while True:
        rows = Case.objects.visible_to(actor).order_by("pk")
        chunk = list((rows.filter(pk__gt=after) if after else rows)[:CHUNK])
        if not chunk:
            return seen, changed
        changed += refresh(chunk)
        seen, after = seen + len(chunk), chunk[-1].pk
