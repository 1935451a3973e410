"""PortOne's identity verification against a server on this machine that speaks its REST protocol (S1-ACC-01)."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from teojeon.kernel.people.identity import IdentityRefused, OnPhone, Verified, provider
from tests.kernel.people.conftest import PORTONE
from tests.kernel.people.providers import PortOneServer

TYPED = {"name": "강한결", "birth_date": "1991-03-02", "mobile": "010-1234-5678", "operator": "SKT"}
pytestmark = pytest.mark.req("S1-ACC-01")


def _begun(**changed: str) -> OnPhone:
    started = provider().begin({**TYPED, **changed}, "", "203.0.113.5")
    assert isinstance(started, OnPhone)
    return started


def _verified() -> Verified:
    return provider().finish(_begun().kept, {})


def test_a_person_who_confirmed_on_the_phone_is_verified(portone: PortOneServer) -> None:
    person = _verified()
    assert (person.ci, person.name, person.birth_date.isoformat()) == ("CI-of-an-invented-person", "강한결", "1991-03-02")
    assert (person.mobile, person.provider, person.method, person.is_foreigner) == ("01012345678", "portone", "mobile", False)


def test_the_request_names_channel_store_and_phone_and_no_resident_number(portone: PortOneServer) -> None:
    _begun()
    (body,) = portone.sent.values()
    assert (body["channelKey"], body["storeId"], body["method"], body["operator"]) == ("channel-key-1", "store-1", "APP", "SKT")
    assert body["customer"] == {"name": "강한결", "phoneNumber": "01012345678", "ipAddress": "203.0.113.5"}


def test_before_the_person_confirms_the_same_try_goes_on(portone: PortOneServer) -> None:
    portone.confirmed = False
    kept = _begun().kept
    with pytest.raises(IdentityRefused) as caught:
        provider().finish(kept, {})
    assert caught.value.again
    portone.confirmed = True
    assert provider().finish(kept, {}).name == "강한결"
    assert provider().finish(kept, {}).name == "강한결", "an answer that was lost on the way can be fetched again"


def test_what_the_browser_says_counts_for_nothing(portone: PortOneServer) -> None:
    portone.customer = {"name": "선우나래"}
    kept = _begun().kept
    assert provider().finish(kept, {"name": "강한결", "status": "VERIFIED", "id": "another"}).name == "선우나래"


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "another"},
        {"status": "FAILED"},
        {"status": "READY"},
        {"status": "VERIFIED", "verifiedCustomer": None},
        {"status": "VERIFIED", "verifiedCustomer": []},
    ],
)
def test_a_result_that_is_none_of_ours_is_refused(portone: PortOneServer, changed: dict[str, Any]) -> None:
    portone.changed = changed
    with pytest.raises(IdentityRefused):
        _verified()


@pytest.mark.parametrize("customer", [{"ci": None}, {"ci": ""}, {"name": None}, {"birthDate": "19910302x"}, {"birthDate": None}])
def test_a_result_without_what_an_account_needs_is_refused(portone: PortOneServer, customer: dict[str, Any]) -> None:
    portone.customer = customer
    with pytest.raises(IdentityRefused):
        _verified()


def test_without_a_told_number_the_confirmed_one_is_kept(portone: PortOneServer) -> None:
    portone.customer = {"phoneNumber": None, "isForeigner": None}
    person = _verified()
    assert (person.mobile, person.is_foreigner) == ("01012345678", None)


def test_a_test_channel_vouches_for_nobody_outside_development(portone: PortOneServer) -> None:
    portone.channel = "TEST"
    started, adapter = _begun(), provider()
    assert adapter.finish(started.kept, {}).name == "강한결"
    with override_settings(ENV="production"), pytest.raises(IdentityRefused):
        adapter.finish(started.kept, {})


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((429, {}), "답이 오지 않습니다"),
        ((503, {}), "답이 오지 않습니다"),
        ((200, b"x" * 300_000), "답이 오지 않습니다"),
        ((400, {"type": "MAX_TRANSACTION_COUNT_REACHED"}), "10분 뒤에"),
        ((401, {"type": "UNAUTHORIZED", "message": "강한결"}), "운영기관에 알립니다"),
        ((400, {"type": "INVALID_REQUEST", "message": "강한결 01012345678"}), "처음부터 다시"),
    ],
)
def test_a_refused_request_says_what_to_do_and_repeats_nothing(portone: PortOneServer, answer: Any, said: str) -> None:
    portone.refuse["send"] = answer
    with pytest.raises(IdentityRefused, match=said) as caught:
        _begun()
    assert "강한결" not in caught.value.message


@pytest.mark.parametrize(("changed", "field"), [({"mobile": "02-123-4567"}, "mobile"), ({"operator": "OTHER"}, "operator")])
def test_a_number_or_carrier_that_cannot_be_is_refused_before_anything_is_sent(
    portone: PortOneServer, changed: dict[str, str], field: str
) -> None:
    with pytest.raises(IdentityRefused) as caught:
        _begun(**changed)
    assert caught.value.field == field and not portone.sent


@pytest.mark.parametrize("words", [{}, {"secret": "x"}, {"secret": "x", "channel_key": "y", "api": "http://api.example"}])
def test_an_incomplete_or_unsafe_setting_does_not_start(words: dict[str, str]) -> None:
    with override_settings(IDENTITY_ADAPTER=PORTONE, IDENTITY=words), pytest.raises(ImproperlyConfigured):
        provider()
