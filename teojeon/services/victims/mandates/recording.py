"""Mandates as the office keeps them: taken over with the filing, added, ended (S1-ACC-03, appendix (a) row 33)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_phone
from teojeon.kernel.crypto.subjects import encrypt_text
from teojeon.kernel.people.models import Access, Party
from teojeon.kernel.work.unit import current
from teojeon.services.victims.mandates import rules
from teojeon.services.victims.mandates.models import Heir, Mandate

APPLICANT, ACTOR = "applicant", "actor"


def take(
    case: Case,
    stated: Mapping[str, Any] | None,
    *,
    at: dt.datetime | None = None,
    message: UUID | None = None,
    event: UUID | None = None,
    access: UUID | None = None,
) -> Mandate | None:
    """Keeps who acts for the tenant, as stated; None where nobody does. It is an official who accepts it.

    The tenant stays the applicant; the one who acts becomes a Party of the role `actor`, to whom letters go (행정절차법§11, §14).
    `at`: from when on, default the case's receipt.
    """
    if not stated:
        return None
    actor = _keep_actor(case, stated["actor"])
    mandate = Mandate(
        **belonging(case),
        mandate_type=stated["mandate_type"],
        party=actor.pk,
        access=access,
        relation=stated.get("relation") or "",
        extent=stated.get("scope") or "",
        valid_from=_day(stated.get("valid_from")),
        valid_to=_day(stated.get("valid_to")),
        doc_type=stated.get("doc_type") or rules.DOCUMENTS[stated["mandate_type"]],
        began_at=at or case.received_at,
        message=message,
        event=event,
    )
    mandate.save(force_insert=True)
    _keep_heirs(case, mandate, stated.get("heirs") or [])
    if died_on := _day(stated.get("died_on")):
        note_death(case, died_on)
    return mandate


def end(case: Case, mandates: Sequence[Mandate], at: dt.datetime) -> None:
    """Ends mandates from this moment on. What was sent to the one who acted until then stays valid (행정절차법§10⑤)."""
    for mandate in mandates:
        mandate.state, mandate.ended_at = Mandate.ENDED, at
        mandate.save(update_fields=["state", "ended_at"])
    parties = Party.objects.visible_to(current().actor).filter(case_id=case.pk, pk__in=[mandate.party for mandate in mandates])
    parties.update(until=at)


def came_with_filing(case: Case, mandate: Mandate) -> bool:
    """Whether this is the mandate under which the application was filed: that of the account itself."""
    return mandate.access is None and mandate.began_at == case.received_at


def connect(case: Case, running: Sequence[Mandate], kind: str, access: UUID | None) -> None:
    """Somebody whose mandate was entered at the counter has come in on the portal; its end there ends the mandate here."""
    wanted = {Access.PROXY: rules.PROXY, Access.LEGAL: rules.LEGAL, Access.HEIR: rules.HEIR}.get(kind)
    waiting = [each for each in running if each.mandate_type == wanted and each.access is None and not came_with_filing(case, each)]
    if waiting:
        waiting[-1].access = access
        waiting[-1].save(update_fields=["access"])


def _keep_actor(case: Case, person: Mapping[str, Any]) -> Party:
    party = Party(
        case_id=case.pk,
        controller=case.controller,
        handled_by=case.handled_by,
        role=ACTOR,
        name=person.get("name") or "",
        birth_date=_day(person.get("birth_date")),
        address=person.get("service_address") or "",
        is_natural_person=True,
    )
    if mobile := person.get("mobile"):
        party.mobile_box = encrypt_text(case.pk, mobile, f"party/{party.pk}/mobile")
        party.mobile_masked = mask_phone(mobile)
    if email := person.get("email"):
        party.email_box = encrypt_text(case.pk, email, f"party/{party.pk}/email")
    party.save(force_insert=True)
    return party


def _keep_heirs(case: Case, mandate: Mandate, given: Sequence[Mapping[str, Any]]) -> None:
    stated = [_heir(each) for each in given if each.get("relation") in rules.RELATIONS]
    Heir.objects.bulk_create(
        Heir(
            **belonging(case),
            mandate=mandate,
            name=heir.name,
            birth_date=heir.birth_date,
            relation=heir.relation,
            rank=rules.rank_of(heir, stated),
            degree=heir.degree,
            is_alive=heir.is_alive,
            renounced=heir.renounced,
            signed=heir.signed,
            is_representative=heir.is_representative,
        )
        for heir in stated
    )


def _heir(given: Mapping[str, Any]) -> rules.Heir:
    return rules.Heir(
        name=str(given.get("name") or ""),
        relation=str(given["relation"]),
        birth_date=_day(given.get("birth_date")),
        is_alive=given.get("is_alive") is not False,
        renounced=given.get("renounced") is True,
        signed=given.get("signed") is True,
        is_representative=given.get("is_representative") is True,
        degree=given.get("degree") or 1,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def note_death(case: Case, died_on: dt.date) -> None:
    """The tenant died; who succeeds is not known yet."""
    Party.objects.visible_to(current().actor).filter(case_id=case.pk, role=APPLICANT).update(died_on=died_on)
