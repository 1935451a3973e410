"""OpenID Connect against a provider on this machine: what is accepted, and each thing that a forged answer would change (S1-ACC-01)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from teojeon.kernel import clock
from teojeon.kernel.people.identity import IdentityRefused, Outside, Verified, provider
from tests.kernel.people.conftest import OIDC
from tests.kernel.people.providers import OpenIdProvider

RETURN = "https://portal.example/identity/return/"
pytestmark = pytest.mark.req("S1-ACC-01")


def _begun() -> Outside:
    started = provider().begin({}, RETURN, "203.0.113.5")
    assert isinstance(started, Outside)
    return started


def _verified(agency: OpenIdProvider) -> Verified:
    started = _begun()
    return provider().finish(started.kept, agency.grant(started.url))


def _refused(agency: OpenIdProvider) -> str:
    with pytest.raises(IdentityRefused) as caught:
        _verified(agency)
    return caught.value.message


def test_a_person_of_whom_the_provider_told_is_verified(openid: OpenIdProvider) -> None:
    person = _verified(openid)
    assert (person.ci, person.name, person.birth_date.isoformat()) == ("CI-of-an-invented-person", "강한결", "1991-03-02")
    assert (person.mobile, person.provider) == ("01012345678", "oidc")


def test_the_request_carries_pkce_state_and_nonce_and_no_secret(openid: OpenIdProvider) -> None:
    started = _begun()
    words = {name: values[0] for name, values in parse_qs(urlsplit(started.url).query).items()}
    assert words["response_type"] == "code" and words["redirect_uri"] == RETURN
    assert words["code_challenge_method"] == "S256" and words["code_challenge"] != started.kept["verifier"]
    assert words["state"] == started.kept["state"] and words["nonce"] == started.kept["nonce"]
    assert openid.client_secret not in started.url and started.kept["verifier"] not in started.url
    assert _begun().kept["state"] != started.kept["state"]


def test_a_code_serves_once(openid: OpenIdProvider) -> None:
    started = _begun()
    answers = openid.grant(started.url)
    provider().finish(started.kept, answers)
    with pytest.raises(IdentityRefused):
        provider().finish(started.kept, answers)


def test_an_answer_to_another_request_is_refused(openid: OpenIdProvider) -> None:
    mine, another = _begun(), _begun()
    with pytest.raises(IdentityRefused):
        provider().finish(mine.kept, openid.grant(another.url))


def test_a_code_of_another_request_under_the_right_state_is_refused(openid: OpenIdProvider) -> None:
    mine, another = _begun(), _begun()
    stolen = openid.grant(another.url)["code"]
    with pytest.raises(IdentityRefused):
        provider().finish(mine.kept, {"code": stolen, "state": mine.kept["state"]})


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"state": ""},
        {"state": "{state}"},
        {"state": "{state}", "error": "server_error"},
        {"state": "{state}", "code": "x", "iss": "https://other.example"},
        {"state": "틀림", "code": "x"},
    ],
)
def test_an_answer_that_is_none_is_refused(openid: OpenIdProvider, answers: dict[str, str]) -> None:
    kept = _begun().kept
    with pytest.raises(IdentityRefused):
        provider().finish(kept, {name: value.replace("{state}", kept["state"]) for name, value in answers.items()})


def test_a_person_who_cancels_is_told_so(openid: OpenIdProvider) -> None:
    kept = _begun().kept
    with pytest.raises(IdentityRefused, match="취소"):
        provider().finish(kept, {"state": kept["state"], "error": "access_denied"})


NOW = int(clock.real_now().timestamp())


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"aud": "another-client"},
        {"aud": ["teojeon", "another-client"]},
        {"aud": ["teojeon", "another-client"], "azp": "another-client"},
        {"azp": "another-client"},
        {"nonce": "of another request"},
        {"nonce": None},
        {"sub": None},
        {"exp": None},
        {"exp": NOW - 3600, "iat": NOW - 7200},
        {"iat": NOW - 3600, "exp": NOW + 3600},
        {"iat": NOW + 3600, "exp": NOW + 7200},
        {"nbf": NOW + 3600},
        {"ci": None},
        {"ci": " "},
        {"name": ""},
        {"name": "가" * 61},
        {"name": "가\x00나"},
        {"birthdate": None},
        {"birthdate": "0000-03-02"},
        {"birthdate": "1991-02-30"},
    ],
)
def test_an_id_token_that_says_something_else_is_refused(openid: OpenIdProvider, claims: dict[str, Any]) -> None:
    openid.claims = claims
    _refused(openid)


@pytest.mark.parametrize(("seconds", "holds"), [(50, True), (90, False)])
def test_a_clock_a_minute_apart_is_borne(openid: OpenIdProvider, seconds: int, holds: bool) -> None:
    now = int(clock.real_now().timestamp())
    openid.claims = {"iat": now - 300, "exp": now - seconds}
    if holds:
        assert _verified(openid).name == "강한결"
    else:
        _refused(openid)


def test_a_token_signed_by_another_key_is_refused(openid: OpenIdProvider) -> None:
    openid.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    _refused(openid)


def test_a_token_signed_with_the_clients_secret_or_not_at_all_is_refused(openid: OpenIdProvider) -> None:
    openid.algorithm, openid.key = "HS256", openid.client_secret.ljust(40, "x")
    _refused(openid)
    openid.algorithm, openid.key = "none", ""
    _refused(openid)


def test_a_key_of_an_unknown_name_is_refused(openid: OpenIdProvider) -> None:
    openid.header = {"kid": "another"}
    _refused(openid)


@pytest.mark.parametrize("described", [{"issuer": "https://other.example"}, {"token_endpoint": "http://other.example/token"}])
def test_a_description_that_leads_elsewhere_is_refused(openid: OpenIdProvider, described: dict[str, str]) -> None:
    openid.described = described
    _refused(openid)


def test_a_provider_that_is_down_is_said_to_be_down(openid: OpenIdProvider) -> None:
    openid.down = True
    with pytest.raises(IdentityRefused, match="답이 오지 않습니다"):
        provider().begin({}, RETURN, "")


def test_members_of_other_names_are_read_as_the_setting_says(openid: OpenIdProvider) -> None:
    openid.claims = {"ci": None, "kr_ci": "CI-2", "method": "certificate", "foreigner": True}
    from django.conf import settings

    with override_settings(IDENTITY={**settings.IDENTITY, "claims": "ci=kr_ci, is_foreigner=foreigner"}):
        person = _verified(openid)
    assert (person.ci, person.method, person.is_foreigner) == ("CI-2", "certificate", True)


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"issuer": "https://id.example", "client_id": "x"},
        {"issuer": "http://id.example", "client_id": "x", "client_secret": "y"},
        {"issuer": "https://id.example", "client_id": "x", "client_secret": "y", "claims": "resident_number=rrn"},
    ],
)
def test_an_incomplete_or_unsafe_setting_does_not_start(words: dict[str, str]) -> None:
    with override_settings(IDENTITY_ADAPTER=OIDC, IDENTITY=words), pytest.raises(ImproperlyConfigured):
        provider()


@override_settings(IDENTITY_ADAPTER=OIDC, IDENTITY={"issuer": "http://localhost:1", "client_id": "x", "client_secret": "y"})
def test_outside_development_the_providers_address_must_be_https() -> None:
    provider()
    with override_settings(ENV="production"), pytest.raises(ImproperlyConfigured, match="https"):
        provider()
