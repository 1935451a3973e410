"""Proof of identity (개인인증): the protocol that every provider's adapter keeps."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Verified:
    """What a provider vouches for. `ci`: the 연계정보, the same for one person at every provider."""

    ci: str
    name: str
    birth_date: dt.date
    mobile: str
    provider: str


class IdentityProvider(Protocol):
    """`simulated`: invents people; such an adapter says so on the page and refuses to start outside development."""

    code: str
    title: str
    simulated: bool

    def verify(self, answers: dict[str, str]) -> Verified:
        """Turns the provider's answer into a verified person. Raises IdentityRefused."""
        ...


class IdentityRefused(Exception):
    """The provider did not vouch. `message` says what to do, `field` which input."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field


def provider() -> IdentityProvider:
    """The configured adapter. Raises ImproperlyConfigured for a simulator outside development."""
    adapter: IdentityProvider = import_string(settings.IDENTITY_ADAPTER)()
    if adapter.simulated and settings.ENV != "development":
        raise ImproperlyConfigured(
            "본인확인 모의 기관은 TEOJEON_ENV=development 에서만 쓸 수 있습니다: TEOJEON_IDENTITY 를 정합니다."
        )
    return adapter
