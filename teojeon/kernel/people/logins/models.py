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
    """What an identity provider proved. `ci_hash`: keyed hash of the 연계정보, one account a person (S1-ACC-01).

    `box`: name, birth date and mobile under the account's data key.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    ci_hash = models.BinaryField(unique=True)
    provider = models.CharField(max_length=20)
    verified_at = models.DateTimeField()
    box = models.BinaryField()
