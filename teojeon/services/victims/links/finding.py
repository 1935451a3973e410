"""Which cases belong together, found by keyed hash among all of them; an official decides (S1-APP-01, S1-APP-04).

Tenants of one contract are found where the house and the first contract date are the same and one names the other; an earlier
filing where the person is. What is found is a proposal. Only an earlier filing that the applicant chose on the portal, and whose
person is the same by number, needs no official.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.drafts import plain
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.intake.models import Matter
from teojeon.services.victims.links.models import CO_TENANT, CONFIRMED, DUPLICATE, PRIOR, PROPOSED, CaseLink

DUPLICATE_FILING, FILED_BEFORE, SAME_CONTRACT = "DUPLICATE_FILING", "FILED_BEFORE", "SAME_CONTRACT"
FLAG_OF = {DUPLICATE: DUPLICATE_FILING, PRIOR: FILED_BEFORE, CO_TENANT: SAME_CONTRACT}
RESTING_STATES = frozenset({"WITHDRAWN", "RETURNED", "FINAL"})
SAID = ("first_contract_date", "co_tenants")


def take(case: Case, content: Mapping[str, Any], party: Party, event: UUID) -> list[str]:
    """Keeps what a filing is about, and proposes the cases that belong to it. Returns the flags of what was found.

    Never a refusal (S1-XCT-03). `content`: the filing's message.
    """
    matter = _about(Matter(**belonging(case)), content["house"], content["statements"], party)
    matter.save()
    found = _found(matter)
    stated = content.get("prior_case_id")
    if stated:
        _take_stated(matter, UUID(stated), found)
    _propose(case, found, event)
    kinds = {link.kind for link in found.values()}
    if DUPLICATE in kinds:  # one that is active says more than one that rests
        kinds.discard(PRIOR)
    return [flag for kind, flag in FLAG_OF.items() if kind in kinds]


def follow(case: Case, event: UUID) -> None:
    """The same once more, after the applicant changed the filing. What was decided stays decided."""
    rows = Statement.objects.visible_to(current().actor).filter(case=case, code__in=SAID).order_by("said_at", "id")
    said = dict(rows.values_list("code", "value"))
    application = Application.objects.visible_to(current().actor).get(case=case)
    house = {name: getattr(application, name) for name in ("sido", "sigungu", "address")}
    party = Party.objects.visible_to(current().actor).filter(case_id=case.pk, role="applicant").first()
    matter = Matter.objects.visible_to(current().actor).filter(case=case).first() or Matter(**belonging(case))
    if party is not None:
        _about(matter, house, said, party).save()
        _propose(case, _found(matter), event)


def _about(matter: Matter, house: Mapping[str, Any], said: Mapping[str, Any], party: Party) -> Matter:
    matter.person = party.number_hash
    matter.lease = lease_digest(house, said.get("first_contract_date"))
    matter.name = name_hash(party.name)
    matter.named = sorted({name_hash(row.get("name") or "").hex() for row in said.get("co_tenants") or ()} - {""})
    return matter


def lease_digest(house: Mapping[str, Any], first_contract: object) -> str:
    """House and first contract date, in whatever way the address was written; empty where either is unknown."""
    if not first_contract or not house.get("address"):
        return ""
    words = [house["sido"], house.get("sigungu") or "", plain(house["address"]), str(first_contract)]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def name_hash(name: str) -> bytes:
    """A name, however it was spaced; empty for none."""
    return lookup_hash("name", plain(name)) if plain(name) else b""


def _found(matter: Matter) -> dict[UUID, CaseLink]:
    """By case: what belongs to this matter, wherever it is handled; intake sees all."""
    if not matter.lease:
        return {}
    others = Matter.objects.visible_to(current().actor).filter(lease=matter.lease).exclude(case=matter.case_id)
    found = {}
    for other in others.select_related("case"):
        if matter.person is not None and other.person is not None and bytes(matter.person) == bytes(other.person):
            found[other.case_id] = _link(other.case, _kind_of(other.case), "person", "lease")
        elif _names(matter, other) or _names(other, matter):
            found[other.case_id] = _link(other.case, CO_TENANT, "lease", "named")
    return found


def _names(one: Matter, other: Matter) -> bool:
    return bool(other.name) and bytes(other.name).hex() in one.named


def _kind_of(earlier: Case) -> str:
    return PRIOR if earlier.state in RESTING_STATES else DUPLICATE


def _link(other: Case, kind: str, *grounds: str) -> CaseLink:
    return CaseLink(other=other, kind=kind, grounds=list(grounds), state=PROPOSED)


def _take_stated(matter: Matter, stated: UUID, found: dict[UUID, CaseLink]) -> None:
    """The earlier filing that the applicant chose: of the same person by number it is linked, else proposed."""
    about = (
        Matter.objects.visible_to(current().actor).filter(case=stated).exclude(case=matter.case_id).select_related("case").first()
    )
    if about is None:
        return
    is_same = matter.person is not None and about.person is not None and bytes(matter.person) == bytes(about.person)
    link = found.setdefault(stated, _link(about.case, _kind_of(about.case), *(["person"] if is_same else [])))
    link.grounds = ["stated", *link.grounds]
    if is_same and link.kind == PRIOR:
        link.state, link.decided_at = CONFIRMED, clock.business_now()


def _propose(case: Case, found: Mapping[UUID, CaseLink], event: UUID) -> None:
    standing = _standing(case, found)
    for key, link in found.items():
        if key not in standing:
            link.case, link.controller, link.handled_by = case, case.controller, case.handled_by
            link.proposed_at, link.event = clock.business_now(), event
            link.save(force_insert=True)


def _standing(case: Case, others: Iterable[UUID]) -> set[UUID]:
    """Those of these cases to which a link stands in either direction."""
    keys = list(others)
    rows = CaseLink.objects.visible_to(current().actor).filter(Q(case=case, other__in=keys) | Q(other=case, case__in=keys))
    return {other if one == case.pk else one for one, other in rows.values_list("case_id", "other_id")}
