"""Invented applicants for benchmarks: signed up through the real act, each with a draft that lacks only its submission."""

import datetime as dt
import hashlib
from uuid import UUID

from django.conf import settings

from teojeon.kernel import clock, regions
from teojeon.kernel.crypto.numbers import ResidentNumber
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts.actions import Agreement, sign_up
from teojeon.services.victims.application import actions
from teojeon.services.victims.application.content import (
    NO_SIGUNGU,
    Applicant,
    Content,
    House,
    Lease,
    Occupancy,
    SealedNumber,
    store,
)

BORN = dt.date(1990, 3, 2)
CONTRACT = dt.date(2024, 3, 4)
ADDRESS = "시험로 12, 305호"


def prepared_draft(number: int) -> tuple[UUID, UUID]:
    """Account and draft of one invented person. `number` tells persons apart and chooses the 시·도."""
    # a password is hashed slowly on purpose; nobody signs in here
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    mobile = f"010{number:08d}"
    person = Verified(hashlib.sha256(mobile.encode()).hexdigest(), f"시험{number}", BORN, mobile, "simulator")
    with unit_of_work(None):
        account = sign_up(person, f"bench{number}", "not-used-here", Agreement(sms_opt_in=False)).pk
    with unit_of_work(account):
        draft = actions.start(account, person)
        store(draft, _content(person, draft.pk, number))
        draft.save()
    return account, draft.pk


def _content(person: Verified, draft: UUID, number: int) -> Content:
    provinces = regions.sidos(clock.business_today())
    return Content(
        applicant=Applicant(True, person.name, BORN, ADDRESS, ADDRESS, person.mobile),
        house=House(provinces[number % len(provinces)].code, NO_SIGUNGU, "시험동", ADDRESS),
        lease=Lease(CONTRACT, 120_000_000 + number, 0),
        occupancy=Occupancy("done", CONTRACT + dt.timedelta(28), CONTRACT + dt.timedelta(29), CONTRACT + dt.timedelta(29)),
        number=SealedNumber.of(ResidentNumber.parse(f"{BORN:%y%m%d}-1{number % 1_000_000:06d}"), draft),
        verified_name=person.name,
        verified_birth_date=BORN,
    )
