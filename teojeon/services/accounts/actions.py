"""Signing up on the portal (S1-ACC-01): one account per person, active at once, nothing readable without the account's key."""

import datetime as dt
import json
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction

from teojeon.kernel import clock
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Refusal

SOURCE = "S1-ACC-01"


@dataclass(frozen=True)
class Agreement:
    """What the person agreed to at sign-up. The terms themselves are required."""

    sms_opt_in: bool


def sign_up(person: Verified, username: str, password: str, agreement: Agreement) -> Account:
    """Makes the account of a verified person. Raises Refusal ALREADY_REGISTERED, USERNAME_TAKEN.

    `username` and `password` have passed the form. Name, birth date and mobile lie in one box under the account's data key.
    """
    if registered := account_of(person):
        raise already_registered(registered)
    now = clock.real_now()
    try:
        with transaction.atomic():
            account = Account.objects.create_user(username, password, created_at=now)
            Identity.objects.create(
                account=account,
                ci_hash=_ci_hash(person),
                provider=person.provider,
                verified_at=now,
                box=_box(account, person, agreement, now),
            )
    except IntegrityError:
        if registered := account_of(person):  # the same person in two windows at once
            raise already_registered(registered) from None
        raise Refusal("USERNAME_TAKEN", "이미 쓰이는 아이디입니다. 다른 아이디를 입력합니다.", "username", SOURCE) from None
    data = {"provider": person.provider, "terms": True, **asdict(agreement)}
    record(MINISTRY_CODE, account.pk, "accounts.sign_up", data, subject=account.pk)
    return account


def account_of(person: Verified) -> Account | None:
    """The account of a verified person, whichever provider vouched."""
    identity = Identity.objects.select_related("account").filter(ci_hash=_ci_hash(person)).first()
    return identity.account if identity else None


def already_registered(account: Account) -> Refusal:
    """Said only to the verified person, who may know the own user id."""
    return Refusal(
        "ALREADY_REGISTERED",
        f"이미 가입한 분입니다. 한 사람은 계정 하나만 가질 수 있습니다. 아이디는 {account.username}입니다. 이 아이디로 로그인합니다.",
        source=SOURCE,
    )


def identity_of(account: Account) -> Verified:
    """What was proved at sign-up. Raises Identity.DoesNotExist, and KeyDestroyed once the account's key is gone."""
    identity = Identity.objects.get(account=account)
    kept = json.loads(decrypt_text(account.pk, bytes(identity.box), _place(account)))
    born = dt.date.fromisoformat(kept["birth_date"])
    return Verified("", kept["name"], born, kept["mobile"], identity.provider)


def _ci_hash(person: Verified) -> bytes:
    return lookup_hash("ci", person.ci)


def _place(account: Account) -> str:
    return f"identity/{account.pk}"


def _box(account: Account, person: Verified, agreement: Agreement, now: dt.datetime) -> bytes:
    kept = {
        "name": person.name,
        "birth_date": person.birth_date.isoformat(),
        "mobile": person.mobile,
        "terms_agreed_at": now.isoformat(),
        **asdict(agreement),
    }
    return encrypt_text(account.pk, json.dumps(kept, ensure_ascii=False), _place(account))
