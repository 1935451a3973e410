"""Whom a case is linked with, as far as these eyes may know: own cases in full, of all others numbers and months (S1-INV-05)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.pages import opens
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.linkage import grouping
from teojeon.services.victims.linkage.actions import links_of
from teojeon.services.victims.linkage.counting import Count, Month, counts_of, months_of
from teojeon.services.victims.linkage.models import (
    BACKER,
    BASES,
    BUILDING,
    COUNTED,
    GROUNDS,
    KINDS,
    LANDLORD,
    PROPOSED,
    REJECTED,
    STATES,
    WORDS,
    CaseNode,
    CaseTally,
    LinkageWord,
)

RESTING = frozenset({"WITHDRAWN", "RETURNED"})
"""A case in one of these counts only where a loss stands on file with evidence (linkage.sql says the same)."""
TONES = {"SURE": "success", "CONFIRMED": "success", "PROPOSED": "warning", "REJECTED": "gray"}


@dataclass(frozen=True)
class Group:
    """A landlord, backer, building or broker of a case. `count`: the national victim_count; `count_of` has the other numbers.

    `title`: the name as this case says it; `link`: how this case hangs on it.
    """

    id: UUID
    kind: str
    title: str
    count: int
    count_of: Count
    link: CaseNode

    @property
    def kind_title(self) -> str:
        return dict(KINDS)[self.kind]

    @property
    def basis(self) -> str:
        return BASES.get(self.link.node.basis, self.link.node.basis)

    @property
    def ground(self) -> str:
        return dict(GROUNDS)[self.link.ground]

    @property
    def state(self) -> str:
        return dict(STATES)[self.link.state]

    @property
    def tone(self) -> str:
        return TONES[self.link.state]

    @property
    def holds(self) -> bool:
        """Whether this case counts in it."""
        return self.link.state in COUNTED


def groups_of(case: Case) -> list[Group]:
    """All that the case is linked to, landlords first; what was rejected too, so that it can be undone. Two queries."""
    links = links_of(case)
    counts = counts_of({link.node.group for link in links})
    return [
        Group(link.node.group, link.node.kind, link.label, counts[link.node.group].leases, counts[link.node.group], link)
        for link in links
    ]


def victim_count(case: Case) -> int:
    """The greatest number that a landlord or backer of this case has: this lease and all others (법§3①3, A-09). 1 where nobody else is."""
    counts = [group.count for group in groups_of(case) if group.holds and group.kind in (LANDLORD, BACKER)]
    return max(counts, default=1)


def refusal_of_count(case: Case, code: str, value: object, note: str) -> Refusal | None:
    """Why a recorded number of victims cannot stand without a note: more leases are linked to this landlord (S1-ASM-05)."""
    if code != "victim_count" or not isinstance(value, int) or note.strip():
        return None
    linked = victim_count(case)
    if value >= linked:
        return None
    message = f"같은 임대인으로 이어진 계약이 {linked}건입니다. 더 적은 수로 보는 까닭을 비고에 적습니다."
    return Refusal("BELOW_LINKED", message, "note", "S1-ASM-05, A-09")


def cases_of(group: UUID) -> list[Case]:
    """The cases of a group that these eyes see, oldest receipt first; those that only a name proposes are not among them.

    `group`: the key of any of its nodes. Notes whose data is shown. Raises Missing where there is none, as for a key of nothing.
    """
    return [member.case for member in members_of(group) if member.link.state in COUNTED]


@dataclass(frozen=True)
class Member:
    """A case of a group that these eyes see. `building`: its address without the dwelling; `deposit` in won; `lease`, `house`: digests,
    empty where unknown."""

    case: Case
    link: CaseNode
    building: str
    deposit: int | None
    lease: str
    house: str
    sido: str
    counted: bool

    @property
    def state(self) -> str:
        return PROCEDURE.states[self.case.state]

    @property
    def is_proposed(self) -> bool:
        return self.link.state == PROPOSED

    @property
    def month(self) -> dt.date:
        return clock.seoul_day(self.case.received_at).replace(day=1)


def members_of(group: UUID) -> list[Member]:
    """Each visible case of a group once, with what the picture and the table say of it. Raises Missing where there is none."""
    found, actor = grouping.group_of(group), current().actor
    links = CaseNode.objects.visible_to(actor).filter(node__group=found, until=None).exclude(state=REJECTED)
    by_case: dict[UUID, CaseNode] = {}
    for link in links.select_related("node", "case") if found else ():
        kept = by_case.get(link.case_id)
        if kept is None or (kept.state not in COUNTED and link.state in COUNTED):
            by_case[link.case_id] = link
    if not by_case:
        raise Missing("group")
    for link in by_case.values():
        current().show(link.controller, [link.case_id])
    houses = CaseNode.objects.visible_to(actor).filter(case__in=by_case, node__kind=BUILDING, until=None, state__in=COUNTED)
    buildings: dict[UUID, str] = {}
    names: dict[UUID, str] = {}
    for case, building, label in houses.order_by("since", "pk").values_list("case_id", "node__group", "label"):
        buildings[case] = names.setdefault(building, label)  # one building under one name, however each case wrote it
    tallies = {row.case_id: row for row in CaseTally.objects.visible_to(actor).filter(case__in=by_case)}
    members = [_member(link, buildings.get(key, ""), tallies.get(key)) for key, link in by_case.items()]
    return sorted(members, key=lambda each: (each.case.received_at, each.case.pk))


def _member(link: CaseNode, building: str, tally: CaseTally | None) -> Member:
    tally = tally or CaseTally()
    counted = not tally.repaid and (link.case.state not in RESTING or tally.loss)
    return Member(link.case, link, building, tally.deposit, tally.lease, tally.house, tally.sido, counted)


def titles_of(members: Iterable[Member]) -> list[str]:
    """The names under which these cases know the group, the most frequent first."""
    return [label for label, _ in Counter(each.link.label for each in members).most_common()]


def others_of(group: UUID, members: Sequence[Member]) -> list[Month]:
    """The cases that these eyes may not see: 시·도, month of filing, counted or not, and nothing else."""
    seen = Counter((each.sido, each.month, each.counted) for each in members if not each.is_proposed)
    hidden = []
    for month in months_of(grouping.group_of(group) or group):
        left = month.cases - seen[month.sido, month.month, month.counted]
        if left > 0:
            hidden.append(Month(month.sido, month.month, month.counted, left))
    return hidden


def sido_name(code: str) -> str:
    """The name of a 시·도 today."""
    region = regions.find(code, clock.business_today()) if code else None
    return region.name if region else "시·도를 모름"


def twins_of(members: Sequence[Member]) -> list[list[Member]]:
    """Visible cases with the same digest of house and first contract date, side by side. They count as one lease until an official
    says on `이어진 사건` that they are not."""
    by_lease: dict[str, list[Member]] = {}
    for each in members:
        if each.lease:
            by_lease.setdefault(each.lease, []).append(each)
    return [each for each in by_lease.values() if len(each) > 1]


@dataclass(frozen=True)
class Word:
    """One word of an official on a link, as this case's page tells it."""

    row: LinkageWord
    title: str
    kind: str


def words_of(case: Case) -> list[Word]:
    """What officials said on the links of this case, the newest first."""
    rows = LinkageWord.objects.visible_to(current().actor).filter(case=case).select_related("node").order_by("-at", "-id")
    return [Word(row, dict(WORDS)[row.kind], dict(KINDS)[row.node.kind]) for row in rows]


def panel(case: Case) -> dict[str, Any]:
    """For the template `victims/linkage/_panel.html` on the case page: the numbers of its landlords and backers. Two queries."""
    if not opens(reverse("case_linkage", args=[case.pk]), current().actor.boxes):
        return {}
    return {"linkage_groups": [group for group in groups_of(case) if group.link.state != REJECTED], "linkage_case": case}
