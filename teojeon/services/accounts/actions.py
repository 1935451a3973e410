"""Making an account, and getting back into it by a verified identity (S1-ACC-01): one account per person, active at once,
nothing readable without the account's key."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.db import IntegrityError, transaction

from teojeon.kernel import clock
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.identity import Verified, same_name
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.accounts import linking
from teojeon.services.accounts.acting import acting_for
from teojeon.services.accounts.terms import REQUIRED, SMS
from teojeon.ui.languages import worded

SOURCE = "S1-ACC-01"


@dataclass(frozen=True)
class Agreement:
    """What the person agreed to at sign-up. The required terms are, or there is no account."""

    sms_opt_in: bool

    @property
    def terms(self) -> list[str]:
        """The agreed texts with their versions."""
        agreed = [*REQUIRED, SMS] if self.sms_opt_in else REQUIRED
        return [f"{term.code}/{term.version}" for term in agreed]


def sign_up(person: Verified, username: str, password: str, agreement: Agreement, *, pk: UUID | None = None) -> Account:
    """Makes the account of a verified person. Raises Refusal ALREADY_REGISTERED, USERNAME_TAKEN.

    `username` and `password` have passed the form. Name, birth date and mobile lie in one box under the account's data key.
    `pk`: the id that a counter gave the account beforehand.
    """
    if registered := account_of(person):
        raise already_registered(registered)
    now = clock.real_now()
    try:
        with transaction.atomic():
            account = Account.objects.create_user(username, password, id=pk or uuid.uuid4(), created_at=now)
            Identity.objects.create(
                account=account,
                ci_hash=_ci_hash(person),
                provider=person.provider,
                method=person.method,
                verified_at=now,
                box=_box(account, person, agreement, now),
            )
    except IntegrityError:
        if registered := account_of(person):  # the same person in two windows at once
            raise already_registered(registered) from None
        raise Refusal("USERNAME_TAKEN", "이미 쓰이는 아이디입니다. 다른 아이디를 입력합니다.", "username", SOURCE) from None
    data = {"provider": person.provider, "method": person.method, "terms": agreement.terms}
    record(MINISTRY_CODE, account.pk, "accounts.sign_up", data, subject=account.pk)
    with acting_for(account.pk):
        linking.tell(account.pk, person)
    return account


def differences(person: Verified, name: str, birth_date: dt.date) -> list[Refusal]:
    """Where what was typed is not what the provider vouched for (S1-ACC-01 Refuse). Nothing of the vouched values is told."""
    found = []
    if not same_name(person.name, name):
        text = "입력한 성명이 본인확인 결과와 다릅니다. 주민등록표나 외국인등록증에 적힌 성명을 입력하고 본인확인을 다시 합니다."
        found.append(Refusal("NAME_DIFFERS", text, "name", SOURCE))
    if person.birth_date != birth_date:
        text = "입력한 생년월일이 본인확인 결과와 다릅니다. 확인하고 본인확인을 다시 합니다."
        found.append(Refusal("BIRTH_DATE_DIFFERS", text, "birth_date", SOURCE))
    return found


def account_of(person: Verified) -> Account | None:
    """The account of a verified person, whichever provider vouched. None for one whose papers were seen at a counter."""
    if not person.ci:
        return None
    identity = Identity.objects.select_related("account").filter(ci_hash=_ci_hash(person)).first()
    return identity.account if identity else None


def is_identity_of(account: Account, person: Verified) -> bool:
    """Whether a newly verified person is the one of this account."""
    found = account_of(person)
    return found is not None and found.pk == account.pk


def already_registered(account: Account) -> Refusal:
    """Said only to the verified person, who may know the own user id."""
    return Refusal(
        "ALREADY_REGISTERED",
        worded(
            "이미 가입하셨습니다. 한 사람은 계정 하나만 가질 수 있습니다. 아이디는 {username}입니다. 이 아이디로 로그인합니다. "
            "비밀번호를 모르면 아이디·비밀번호 찾기에서 다시 정합니다.",
            username=account.username,
        ),
        source=SOURCE,
    )


def reset_password(account: Account, password: str) -> None:
    """Sets a new password for a person whose identity was verified just now. All sessions end, a lock is taken away."""
    account.set_password(password)
    account.save(update_fields=["password"])
    AxesProxyHandler.reset_attempts(username=account.username)
    record(MINISTRY_CODE, account.pk, "accounts.reset_password", {}, subject=account.pk)


def identity_of(account: Account) -> Verified:
    """What was proved at sign-up. Raises Identity.DoesNotExist, and KeyDestroyed once the account's key is gone."""
    identity = Identity.objects.get(account=account)
    kept = json.loads(decrypt_text(account.pk, bytes(identity.box), _place(account)))
    born = dt.date.fromisoformat(kept["birth_date"])
    return Verified("", kept["name"], born, kept["mobile"], identity.provider, identity.method, kept.get("is_foreigner"))


def _ci_hash(person: Verified) -> bytes | None:
    return lookup_hash("ci", person.ci) if person.ci else None


def _place(account: Account) -> str:
    return f"identity/{account.pk}"


def _box(account: Account, person: Verified, agreement: Agreement, now: dt.datetime) -> bytes:
    kept = {
        "name": person.name,
        "birth_date": person.birth_date.isoformat(),
        "mobile": person.mobile,
        "is_foreigner": person.is_foreigner,
        "terms_agreed": agreement.terms,
        "terms_agreed_at": now.isoformat(),
        "sms_opt_in": agreement.sms_opt_in,
    }
    return encrypt_text(account.pk, json.dumps(kept, ensure_ascii=False), _place(account))
