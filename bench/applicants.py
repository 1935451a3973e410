"""Invented applicants for benchmarks: signed up through the real act, each with a draft and papers that lack only the submission."""

import datetime as dt
import hashlib
from uuid import UUID

from django.conf import settings

from teojeon.kernel import clock, regions
from teojeon.kernel.crypto.numbers import ResidentNumber
from teojeon.kernel.documents import store as files
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.accounts.actions import Agreement, sign_up
from teojeon.services.victims.application import actions
from teojeon.services.victims.application.content import (
    NO_SIGUNGU,
    Applicant,
    Consents,
    Content,
    Contract,
    Damage,
    Event,
    Guarantee,
    House,
    Lease,
    Occupancy,
    SealedNumber,
    SeniorRight,
    store,
)
from teojeon.services.victims.papers import uploading
from teojeon.services.victims.papers.models import PortalPaper

BORN = dt.date(1990, 3, 2)
CONTRACT = dt.date(2024, 3, 4)
MOVED_IN = CONTRACT + dt.timedelta(28)
ADDRESS = "시험로 12, 305호"
PAPERS = {"lease_copy": ("계약서1.jpg", "계약서2.jpg"), "registry_extract": ("등기.pdf",), "deposit_transfer": ("이체.pdf",)}
ABSENT = "auction_demand"


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
        _hand_in(draft.pk)
    return account, draft.pk


def _hand_in(draft: UUID) -> None:
    """Papers as they stand after their checks; the files themselves are small, since the act reads their records alone."""
    for kind, names in PAPERS.items():
        sent = [uploading.Sent(name, files.put(draft, name.encode())) for name in names]
        uploading.take(draft, kind, sent, join=True)
    uploading.say_absent(draft, ABSENT, "")
    papers = PortalPaper.objects.visible_to(current().actor).filter(bundle=draft)
    papers.update(state="accepted", scan="clean", kind="pdf", mime="application/pdf", pages=2, checked_at=clock.business_now())


def _content(person: Verified, draft: UUID, number: int) -> Content:
    provinces = regions.sidos(clock.business_today())
    deposit = 120_000_000 + number
    return Content(
        applicant=Applicant(True, person.name, BORN, ADDRESS, ADDRESS, person.mobile),
        house=House(provinces[number % len(provinces)].code, NO_SIGUNGU, "시험동", ADDRESS),
        lease=Lease(
            CONTRACT,
            deposit,
            0,
            contracts=(Contract("new", CONTRACT, MOVED_IN, MOVED_IN + dt.timedelta(730), deposit),),
            landlord_name="나라한",
        ),
        occupancy=Occupancy(
            "done",
            MOVED_IN,
            MOVED_IN + dt.timedelta(1),
            MOVED_IN + dt.timedelta(1),
            any_senior_rights=True,
            senior_rights=(SeniorRight("mortgage", "한빛은행", 300_000_000, CONTRACT - dt.timedelta(90)),),
        ),
        damage=Damage(
            any_events=True,
            events=(Event("auction_opened", "한빛지방법원", f"2026타경{number}", dt.date(2026, 6, 3)),),
            any_guarantees=True,
            guarantees=(Guarantee("hug", state="refused"),),
        ),
        consents=Consents(c1=True, c3=True, c4=True, c5=False),
        number=SealedNumber.of(ResidentNumber.parse(f"{BORN:%y%m%d}-1{number % 1_000_000:06d}"), draft),
        verified_name=person.name,
        verified_birth_date=BORN,
    )
