"""What an investigator of the province says on links: a party added, a link confirmed or rejected, two parties one or not (S1-INV-05).

Counting is national, so only the province that handles a case speaks on it, not its district, and only of parties of which it sees
a case itself. Each word stands with its reason and is undone by the opposite word.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.lookup import only_digits
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.investigation.people import reviewer_refusal
from teojeon.services.victims.linkage import deriving, grouping
from teojeon.services.victims.linkage.keeping import nodes_for
from teojeon.services.victims.linkage.models import (
    BACKER,
    BROKER,
    CONFIRMED,
    COUNTED,
    ENTERED,
    JOIN,
    LANDLORD,
    LEAVE,
    MERGE,
    PART,
    REJECTED,
    CaseNode,
    LinkageWord,
    LinkNode,
)

SOURCE = "S1-INV-05, 법§3①3"
REASON_LEAST, REASON_LIMIT, NAME_LIMIT = 5, 500, 60
NUMBER_LENGTHS = (10, 13)
"""Digits of a business; of a person or a company."""
PARTIES = (LANDLORD, BACKER, BROKER)


def _not_ours(case: Case) -> Refusal | None:
    if current().actor.organisation == case.handled_by:
        return reviewer_refusal(case, current().account)
    message = "이 사건을 맡은 시·도의 조사자만 할 수 있습니다. 피해 임차인 수는 전국에서 함께 세므로 시·군·구는 볼 수만 있습니다."
    return Refusal("NOT_OF_THIS_PROVINCE", message, source=SOURCE)


def _bad_reason(reason: str) -> Refusal | None:
    if len(reason.strip()) < REASON_LEAST:
        return Refusal("REASON_MISSING", f"그렇게 보는 까닭을 {REASON_LEAST}자 이상으로 적습니다.", "reason", SOURCE)
    if len(reason) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"까닭은 {REASON_LIMIT}자까지 적습니다.", "reason", "S1-XCT-03")
    return None


def _may_enter(case: Case, **data: Any) -> Refusal | None:
    if (refusal := _not_ours(case)) or not data:
        return refusal
    if data["kind"] not in PARTIES:
        return Refusal("BAD_VALUE", "임대인, 동일인, 공인중개사 가운데에서 고릅니다.", "kind", SOURCE)
    if not data["name"].strip() or len(data["name"]) > NAME_LIMIT:
        return Refusal("BAD_VALUE", f"이름이나 상호를 {NAME_LIMIT}자까지 적습니다.", "name", SOURCE)
    digits = only_digits(data["number"])
    if data["number"].strip() and data["kind"] != BROKER and len(digits) not in NUMBER_LENGTHS:
        message = "주민등록번호나 법인등록번호는 13자리, 사업자등록번호는 10자리 숫자입니다."
        return Refusal("BAD_VALUE", message, "number", SOURCE)
    if not digits and data["birth"] is None:
        message = "이름만으로는 같은 사람인지 알 수 없습니다. 번호나 생년월일을 함께 적습니다."
        return Refusal("NAME_ALONE", message, "number", SOURCE)
    if data["birth"] and data["birth"] > clock.business_today():
        return Refusal("BAD_DATE", "생년월일은 오늘이나 그 전이어야 합니다.", "birth", SOURCE)
    return _bad_reason(data["reason"])


@case_action("victims.linkage_enter", "임대인·동일인·중개사 더하기", box="P-INV", guard=_may_enter)
def enter_party(case: Case, *, event: UUID, kind: str, name: str, number: str, birth: dt.date | None, reason: str) -> Effect:
    """A party that the application does not name, or not by number. The number is hashed and not kept."""
    keys = deriving.Keys()
    found = deriving.person(keys, kind, name, ENTERED, number=keys.number(number), birth=birth)
    assert found is not None  # the guard asked for a name
    node = nodes_for([found])[kind, found.key]
    row = CaseNode.objects.visible_to(current().actor).filter(case=case, node=node, until=None).first()
    if row is None:
        CaseNode.objects.create(
            **belonging(case), node=node, ground=ENTERED, label=found.label, state=CONFIRMED, since=clock.business_today()
        )
    else:
        row.state = CONFIRMED
        row.save(update_fields=["state"])
    masked = _write(case, event, JOIN, node, reason)
    return Effect(answer={"masked": masked}, content={"kind": kind, "basis": found.basis})


def links_of(case: Case) -> list[CaseNode]:
    """What this case is linked to now, also what was rejected; landlords first."""
    rows = CaseNode.objects.visible_to(current().actor).filter(case=case, until=None).select_related("node")
    order = {LANDLORD: 0, BACKER: 1}
    return sorted(rows, key=lambda row: (order.get(row.node.kind, 2), row.node.kind, row.since, row.pk))


def _may_decide(case: Case, **data: Any) -> Refusal | None:
    if refusal := _not_ours(case):
        return refusal
    links = {row.pk: row for row in links_of(case)}
    if not links:
        return Refusal("NOTHING_WAITS", "이 사건에서 찾은 임대인·건물·중개사가 없습니다.", source=SOURCE)
    if not data:
        return None
    if data["link"] not in links:
        return Refusal("NOTHING_WAITS", "이 사건에서 찾은 것 가운데 하나를 고릅니다. 화면을 새로 엽니다.", "link", SOURCE)
    if (links[data["link"]].state in COUNTED) is data["holds"]:
        return Refusal("NOTHING_CHANGED", "이미 그렇게 이어져 있습니다.", "holds", SOURCE)
    return _bad_reason(data["reason"])


@case_action("victims.linkage_decide", "임대인·건물·중개사의 연결 확인", box="P-INV", guard=_may_decide)
def decide_node(case: Case, *, event: UUID, link: UUID, holds: bool, reason: str) -> Effect:
    """Says whether this case has to do with that landlord, building or broker. Said again, the last word counts."""
    row = next(each for each in links_of(case) if each.pk == link)
    row.state = CONFIRMED if holds else REJECTED
    row.save(update_fields=["state"])
    masked = _write(case, event, JOIN if holds else LEAVE, row.node, reason)
    return Effect(answer={"masked": masked}, content={"kind": row.node.kind, "holds": holds})


def candidates(case: Case) -> list[tuple[CaseNode, LinkNode, str]]:
    """What may be one with a node of this case: same kind and name, another group, and a case of it that these eyes see.

    Link of this case, the other node, and its name as that case says it.
    """
    own = [row for row in links_of(case) if row.state in COUNTED]
    others = {node.pk: node for node in grouping.namesakes(row.node for row in own)}
    labels = dict(
        CaseNode.objects.visible_to(current().actor)
        .filter(node__in=others, until=None)
        .order_by("since")
        .values_list("node_id", "label")
    )
    return [
        (row, node, labels[node.pk])
        for row in own
        for node in others.values()
        if node.pk in labels and node.kind == row.node.kind and bytes(node.name or b"") == bytes(row.node.name or b"")
    ]


def _may_merge(case: Case, **data: Any) -> Refusal | None:
    if refusal := _not_ours(case):
        return refusal
    if not data:
        if not candidates(case) and not buildings_beside(case):
            return Refusal("NOTHING_WAITS", "합칠 수 있는 같은 이름의 임대인·중개사나 건물이 없습니다.", source=SOURCE)
        return None
    pairs = {(row.node_id, node.pk) for row, node, _ in [*candidates(case), *buildings_beside(case)]}
    if (data["node"], data["other"]) not in pairs:
        return Refusal("NOTHING_WAITS", "합칠 둘을 목록에서 고릅니다. 화면을 새로 엽니다.", "pair", SOURCE)
    return _bad_reason(data["reason"])


def buildings_beside(case: Case) -> list[tuple[CaseNode, LinkNode, str]]:
    """Buildings of the same landlord that these eyes see: one of them may be this case's, written otherwise."""
    own = [row for row in links_of(case) if row.state in COUNTED]
    groups = [row.node.group for row in own if row.node.kind == LANDLORD]
    houses = [row for row in own if row.node.kind == "building"]
    if not groups or not houses:
        return []
    seen = CaseNode.objects.visible_to(current().actor).filter(until=None, state__in=COUNTED)
    cases = seen.filter(node__group__in=groups).exclude(case=case).values("case")
    rows = seen.filter(case__in=cases, node__kind="building").select_related("node").order_by("since", "pk")
    apart = grouping.parted(row.node_id for row in houses)
    found = {row.node_id: row for row in rows}
    return [
        (house, row.node, row.label)
        for house in houses
        for row in found.values()
        if row.node.group != house.node.group and row.node_id not in apart.get(house.node_id, ())
    ]


@case_action("victims.linkage_merge", "같은 사람·건물로 합치기", box="P-INV", guard=_may_merge)
def merge(case: Case, *, event: UUID, node: UUID, other: UUID, reason: str) -> Effect:
    """Two nodes are one person or building; cases of both count together from now on, everywhere."""
    nodes = LinkNode.objects.in_bulk([node, other])
    grouping.join(nodes[node], nodes[other], event)
    masked = _write(case, event, MERGE, nodes[node], reason, nodes[other])
    return Effect(answer={"masked": masked}, content={"kind": nodes[node].kind})


def parts(case: Case) -> list[tuple[LinkNode, str]]:
    """Nodes that were merged with one of this case's and of which these eyes see a case: each may be taken out again."""
    groups = {row.node.group for row in links_of(case) if row.state in COUNTED}
    sizes: dict[UUID, list[LinkNode]] = {}
    for node in LinkNode.objects.filter(group__in=groups).order_by("made_at", "id"):
        sizes.setdefault(node.group, []).append(node)
    merged = {node.pk: node for nodes in sizes.values() if len(nodes) > 1 for node in nodes}
    seen = CaseNode.objects.visible_to(current().actor).filter(node__in=merged, until=None).order_by("since")
    labels = dict(seen.values_list("node_id", "label"))
    return [(node, labels[pk]) for pk, node in merged.items() if pk in labels]


def _may_part(case: Case, **data: Any) -> Refusal | None:
    if refusal := _not_ours(case):
        return refusal
    found = {node.pk for node, _ in parts(case)}
    if not found:
        return Refusal("NOTHING_WAITS", "합쳐 놓은 임대인·건물·중개사가 없습니다.", source=SOURCE)
    if not data:
        return None
    if data["node"] not in found:
        return Refusal("NOTHING_WAITS", "나눌 것을 목록에서 고릅니다. 화면을 새로 엽니다.", "node", SOURCE)
    return _bad_reason(data["reason"])


@case_action("victims.linkage_part", "합친 것을 나누기", box="P-INV", guard=_may_part)
def part(case: Case, *, event: UUID, node: UUID, reason: str) -> Effect:
    """One node is another person or building after all; the rest stay together."""
    row = LinkNode.objects.get(pk=node)
    grouping.take_out(row, event)
    masked = _write(case, event, PART, row, reason)
    return Effect(answer={"masked": masked}, content={"kind": row.kind})


def _write(case: Case, event: UUID, kind: str, node: LinkNode, reason: str, other: LinkNode | None = None) -> bool:
    """Keeps the word; whether a number of a person had to be masked in it."""
    text, was_masked = mask_free_text(reason.strip())
    unit = current()
    LinkageWord.objects.create(
        **belonging(case), kind=kind, node=node, other=other, reason=text, by=unit.person, organisation=unit.actor.organisation,
        at=clock.business_now(), event=event,
    )  # fmt: skip
    return was_masked
