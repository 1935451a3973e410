"""An account holds credentials and an opaque id, nothing else."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """`username`: 4 to 20 of a–z and 0–9 (S1-ACC-01)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    username = models.CharField(
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]{4,20}$", "아이디는 영문 소문자와 숫자 4~20자로 입력합니다.")],
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Identity(models.Model):
    """What an identity provider proved. `ci_hash`: keyed hash of the 연계정보, one account a person (S1-ACC-01); none where a
    clerk saw the person's papers at a counter. `method`: 간편인증, 공동·금융인증서, 휴대폰, 창구.

    `box`: name, birth date, mobile and what was agreed to, under the account's data key.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    ci_hash = models.BinaryField(unique=True, null=True)
    provider = models.CharField(max_length=20)
    method = models.CharField(max_length=12, default="", blank=True)
    verified_at = models.DateTimeField()
    box = models.BinaryField()


class Mail(models.Model):
    """The person's own e-mail address, if they gave one. `box`: the address under the account's data key.

    `code_box`: the code that was mailed, until it was typed, replaced or wrong too often. `verified_at` None: not yet proved.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    box = models.BinaryField()
    code_box = models.BinaryField(null=True)
    code_at = models.DateTimeField(null=True)
    tries_left = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(null=True)


class LockNotice(models.Model):
    """The log-in of an account was locked after wrong tries: told by mail and at the next log-in (S1-ACC-02)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    locked_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "locked_at"], name="one_notice_a_lock")]


class LiveSession(models.Model):
    """The one session of a business user (S1-ACC-02). Written at log-in only."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    session_key = models.CharField(max_length=40)
    since = models.DateTimeField()


class ClosedSession(models.Model):
    """A session that another log-in closed, so that its browser can be told why. `key_hash`: SHA-256 of the session's key."""

    key_hash = models.BinaryField(primary_key=True)
    at = models.DateTimeField()


class CounterRequest(models.Model):
    """The office: a clerk saw a person's papers and asked the portal for an account (S1-ACC-01, counter route).

    `id`: subject of the message. `person`: the id that the account will have. `number_hash`: keyed look-up of the number on the
    paper, so that one person is not given two. `activated_at`: what the portal told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField(unique=True)
    organisation = models.CharField(max_length=20)
    clerk = models.UUIDField()
    name = models.CharField(max_length=60)
    birth_date = models.DateField()
    paper = models.CharField(max_length=20)
    number_hash = models.BinaryField(null=True)
    receipt_number = models.CharField(max_length=20, default="", blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at"], name="counter_of_organisation"),
            models.Index(fields=["number_hash"], name="counter_by_number"),
        ]


class Activation(models.Model):
    """The portal: an account that waits for its person. `selector` finds the row, `code_hash` proves the rest of the code.

    `box`: name, birth date and mobile as the clerk read them, under the data key of the account to be. `online`: the person can
    prove identity online, and must. `tries_left` 0 or `used_at`: the code is dead.
    """

    id = models.UUIDField(primary_key=True)
    person = models.UUIDField(unique=True)
    selector = models.CharField(max_length=8, unique=True)
    code_hash = models.CharField(max_length=128)
    online = models.BooleanField()
    box = models.BinaryField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True)
