"""Who reaches an own filing, as the page shows it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from teojeon.kernel.people import access
from teojeon.kernel.people.models import Access
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.mandates.roles import OF_ACCESS, WORDS, role_of_owner, role_on
from teojeon.services.victims.mandates.rules import PROXY


@dataclass(frozen=True)
class Person:
    """One who reaches it. `key`: of the access; `is_me`: the reader. `may_end`: whether the reader may shut this one out."""

    key: UUID
    role: str
    since: dt.datetime
    is_me: bool
    may_end: bool


@dataclass(frozen=True)
class People:
    """All who reach one application. `mine`: as what the reader acts; `owner`: as what the account that filed acts, empty once it left.

    `may_leave`: the reader may go; `may_end_owner`: may shut the filing account out.
    """

    mine: str
    owner: str
    others: list[Person]
    may_leave: bool
    may_end_owner: bool


def people_of(draft: Draft) -> People:
    """Of an application for which the reader acts."""
    me, stands = current().account, access.stands_for_the_person(draft.pk, draft.account)
    rows = access.open_to(draft.pk)
    taken_over = any(each.kind in (Access.PRINCIPAL, Access.LEGAL, Access.HEIR) for each in rows)
    others = [
        Person(
            each.pk,
            WORDS[OF_ACCESS[each.kind]],
            each.since,
            each.account == me,
            each.account != me and (each.kind in (Access.HELPER, Access.PROXY) or stands),
        )
        for each in rows
    ]
    owner_left = access.has_left(draft.pk, draft.account)
    return People(
        mine=WORDS[role_on(draft)],
        owner="" if owner_left else WORDS[role_of_owner(draft)],
        others=others,
        may_leave=any(each.is_me for each in others) or (draft.account == me and taken_over and role_of_owner(draft) == PROXY),
        may_end_owner=draft.account != me and stands and not owner_left,
    )
