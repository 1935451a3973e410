"""Proof of identity (개인인증): the protocol that every provider's adapter keeps.

An adapter answers at once (a simulator), sends the person to the provider's own page and reads what comes back (OpenID
Connect), or asks the person to confirm on the phone first (an app of the carriers). The pages know these three answers and
no provider (services/accounts/identifying.py).
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

MOBILE = re.compile(r"^01[016789]-?\d{3,4}-?\d{4}$")  # 휴대전화번호 (S1-ACC-01)
METHODS = {"easy": "간편인증", "certificate": "공동·금융인증서", "mobile": "휴대폰", "counter": "창구 신분증 확인"}
NAME_LIMIT = 60


@dataclass(frozen=True)
class Verified:
    """What a provider vouches for. `ci`: the 연계정보, the same for one person at every provider; empty where identity was
    proved at a counter. `method`: a key of METHODS, empty where the provider does not say. `is_foreigner`: None = not said.
    """

    ci: str
    name: str
    birth_date: dt.date
    mobile: str
    provider: str
    method: str = ""
    is_foreigner: bool | None = None


@dataclass(frozen=True)
class Outside:
    """The person goes on at the provider's page. `kept`: what the adapter needs when they are back; it never leaves the server."""

    url: str
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OnPhone:
    """The person confirms on the phone and then says so here. `text`: what to do there."""

    text: str
    kept: Mapping[str, str] = field(default_factory=dict)


Started = Verified | Outside | OnPhone


class IdentityProvider(Protocol):
    """`simulated`: invents people; such an adapter says so on the page and refuses to start outside development.

    `asks`: the inputs it needs to begin, of `name`, `birth_date`, `mobile`, `operator`.
    """

    code: str
    title: str
    simulated: bool
    asks: tuple[str, ...]

    def begin(self, answers: Mapping[str, str], return_to: str, address: str) -> Started:
        """Begins. `return_to`: where an outside page sends the person back; `address`: the person's network address.

        Raises IdentityRefused.
        """
        ...

    def finish(self, kept: Mapping[str, str], answers: Mapping[str, str]) -> Verified:
        """Ends what `begin` began. `answers`: the words of the address that the person came back to. Raises IdentityRefused."""
        ...


class IdentityRefused(Exception):
    """The provider did not vouch. `message` says what to do, `field` which input. `again`: the same try may go on."""

    def __init__(self, message: str, field: str = "", *, again: bool = False) -> None:
        super().__init__(message)
        self.message, self.field, self.again = message, field, again


UNAVAILABLE = "본인확인 기관에서 답이 오지 않습니다. 잠시 뒤 다시 시도합니다. 계속되면 시·도에 방문하여 신청할 수 있습니다."


def provider() -> IdentityProvider:
    """The configured adapter. Raises ImproperlyConfigured for a simulator outside development or a setting that is missing."""
    adapter: IdentityProvider = import_string(settings.IDENTITY_ADAPTER)()
    if adapter.simulated and settings.ENV != "development":
        raise ImproperlyConfigured(
            "본인확인 모의 기관은 TEOJEON_ENV=development 에서만 쓸 수 있습니다: TEOJEON_IDENTITY 를 정합니다."
        )
    return adapter


def setting(name: str) -> str:
    """A setting of an adapter (`IDENTITY` of the settings). Raises ImproperlyConfigured where it is missing."""
    value = str(settings.IDENTITY.get(name, ""))
    if not value:
        raise ImproperlyConfigured(f"본인확인 기관의 설정이 없습니다: TEOJEON_IDENTITY_{name.upper()}")
    return value


def clean_name(text: str) -> str:
    """A name as it is compared and kept: NFC, single blanks, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name. Blanks and the case of Latin letters do not count: agencies print them differently."""
    return clean_name(one).replace(" ", "").casefold() == clean_name(other).replace(" ", "").casefold()


def vouched(code: str, told: Mapping[str, Any], *, mobile: str = "") -> Verified:
    """A person from what a provider told, under this house's names. `mobile`: the number that was verified, where it is not told.

    Raises IdentityRefused where the provider left out what an account needs: one person, one account is kept by the CI.
    """
    name, ci = clean_name(str(told.get("name") or "")), str(told.get("ci") or "").strip()
    digits = re.sub(r"\D", "", str(told.get("mobile") or mobile))
    digits = f"0{digits[2:]}" if digits.startswith("82") else digits
    try:
        born = dt.date.fromisoformat(str(told.get("birth_date") or ""))
    except ValueError:
        raise IdentityRefused("본인확인 기관이 생년월일을 알려 주지 않았습니다. 다른 인증 수단으로 다시 시도합니다.") from None
    if not 1 <= len(name) <= NAME_LIMIT or any(unicodedata.category(sign) == "Cc" for sign in name):
        raise IdentityRefused("본인확인 기관이 성명을 알려 주지 않았습니다. 다른 인증 수단으로 다시 시도합니다.")
    if not ci:
        raise IdentityRefused("이 인증 수단은 연계정보(CI)를 주지 않습니다. 다른 인증 수단으로 다시 시도합니다.")
    if digits and not MOBILE.match(digits):
        digits = ""
    foreign = told.get("is_foreigner")
    method = str(told.get("method") or "")
    return Verified(
        ci, name, born, digits, code, method if method in METHODS else "", foreign if isinstance(foreign, bool) else None
    )
