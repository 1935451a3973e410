"""Nodes that are one: merging, taking out, and what may be one (S1-INV-05). National; said on one case by its own province."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.work.unit import current
from teojeon.services.victims.linkage.models import LinkNode, NodePair


def members(group: UUID) -> list[LinkNode]:
    """The nodes of a group, the first one first."""
    return list(LinkNode.objects.filter(group=group).order_by("made_at", "id"))


def group_of(node: UUID) -> UUID | None:
    """The group a node belongs to now; an address that named another member still leads to it. None for no node."""
    found: UUID | None = LinkNode.objects.filter(pk=node).values_list("group", flat=True).first()
    return found


def join(one: LinkNode, other: LinkNode, event: UUID) -> None:
    """The two are one from now on, and with them all that was one with either."""
    nodes = _locked({one.pk, other.pk})
    _say(one.pk, other.pk, event, same=True)
    _regroup(nodes)


def take_out(node: LinkNode, event: UUID) -> None:
    """This node stands alone again; the others stay together, also where only this one held them."""
    nodes = _locked({node.pk})
    rest = [each.pk for each in nodes if each.pk != node.pk]
    standing = NodePair.objects.filter(same=True).filter(Q(one=node.pk, other__in=rest) | Q(other=node.pk, one__in=rest))
    for pair in list(standing):
        _say(pair.one_id, pair.other_id, event, same=False)
    for one, other in _bridges(rest):
        _say(one, other, event, same=True)
    _regroup(nodes)


def _locked(wanted: set[UUID]) -> list[LinkNode]:
    """All nodes of the groups of these, locked in the order of keys; read again where another unit had moved one meanwhile."""
    while True:
        groups = set(LinkNode.objects.filter(pk__in=wanted).values_list("group", flat=True))
        rows = list(LinkNode.objects.filter(group__in=groups).order_by("pk").select_for_update(no_key=True))
        if wanted <= {row.pk for row in rows}:
            return rows


def _say(one: UUID, other: UUID, event: UUID, *, same: bool) -> None:
    first, second = sorted((one, other))
    said = {"same": same, "organisation": current().actor.organisation, "at": clock.business_now(), "event": event}
    NodePair.objects.update_or_create(one_id=first, other_id=second, defaults=said)


def _regroup(nodes: Iterable[LinkNode]) -> None:
    """Each set of nodes that pairs hold together carries the key of its first."""
    rows = {node.pk: node for node in nodes}
    for together in _components(list(rows)):
        first = min(together, key=lambda pk: (rows[pk].made_at, pk))
        LinkNode.objects.filter(pk__in=together).exclude(group=first).update(group=first)


def _components(nodes: list[UUID]) -> list[set[UUID]]:
    pairs = NodePair.objects.filter(same=True, one__in=nodes, other__in=nodes).values_list("one_id", "other_id")
    sets: dict[UUID, set[UUID]] = {node: {node} for node in nodes}
    for one, other in pairs:
        if sets[one] is not sets[other]:
            sets[one] |= sets[other]
            for each in sets[other]:
                sets[each] = sets[one]
    return list({id(each): each for each in sets.values()}.values())


def _bridges(nodes: list[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs that hold the rest together after one was taken out."""
    parts = [min(each) for each in _components(nodes)]
    return [(parts[0], other) for other in parts[1:]]


def parted(nodes: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """By node: those that were said to be another."""
    wanted = set(nodes)
    found: dict[UUID, set[UUID]] = {}
    pairs = NodePair.objects.filter(same=False).filter(Q(one__in=wanted) | Q(other__in=wanted))
    for one, other in pairs.values_list("one_id", "other_id"):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def namesakes(nodes: Iterable[LinkNode]) -> list[LinkNode]:
    """Nodes of another group that bear the name of one of these, and that nobody told apart from it."""
    own = list(nodes)
    names = {(node.kind, bytes(node.name)) for node in own if node.name is not None}
    if not names:
        return []
    rows = LinkNode.objects.filter(name__in=[name for _, name in names]).exclude(group__in={node.group for node in own})
    apart = parted(node.pk for node in own)
    told = {each for node in own for each in apart.get(node.pk, ())}
    return [row for row in rows.order_by("made_at", "id") if (row.kind, bytes(row.name or b"")) in names and row.pk not in told]
