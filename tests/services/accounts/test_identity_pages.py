"""The pages between the person and a provider: an outside page, the phone, and what was typed against what is vouched for."""

import datetime as dt

import pytest
from django.test import Client, override_settings

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.services.accounts.public import identity_of
from tests.kernel.people.conftest import openid, portone  # noqa: F401
from tests.kernel.people.providers import OpenIdProvider, PortOneServer
from tests.services.accounts.conftest import PASSWORD

TYPED = {"name": "강한결", "birth_date": "1991-03-02", "mobile": "010-1234-5678"}
ON_PHONE = {**TYPED, "operator": "SKT"}
CHOICES = {"username": "tenant02", "password1": PASSWORD, "password2": PASSWORD, "terms": "on", "privacy": "on"}
pytestmark = [pytest.mark.usefixtures("portal"), pytest.mark.req("S1-ACC-01")]


def _to_provider(client: Client, **changed: str) -> str:
    """Page 1, and the address of the provider's page that the next one links to."""
    answer = client.post("/sign-up/", {**TYPED, **changed})
    assert answer["Location"] == "/identity/leave/"
    page = client.get("/identity/leave/").content.decode()
    return page.split('primary" href="')[1].split('"')[0].replace("&amp;", "&")


def _return(client: Client, answers: dict[str, str]) -> object:
    return client.get("/identity/return/", answers)


def test_a_person_signs_up_by_the_providers_own_page(openid: OpenIdProvider, client: Client) -> None:  # noqa: F811
    answers = openid.grant(_to_provider(client))
    assert _return(client, answers)["Location"] == "/sign-up/account/"  # type: ignore[index]
    assert client.post("/sign-up/account/", CHOICES)["Location"] == "/"
    assert client.get("/t/any-account/").content == b"signed in"
    account = Account.objects.get(username="tenant02")
    assert identity_of(account).name == "강한결" and Identity.objects.get().provider == "oidc"


def test_the_same_person_at_another_provider_gets_no_second_account(
    openid: OpenIdProvider,  # noqa: F811
    client: Client,
    request: pytest.FixtureRequest,
) -> None:
    _return(client, openid.grant(_to_provider(client)))
    client.post("/sign-up/account/", CHOICES)
    request.getfixturevalue("portone")
    other = Client()
    assert other.post("/sign-up/", ON_PHONE)["Location"] == "/identity/phone/"
    answer = other.post("/identity/phone/")
    page = answer.content.decode()
    assert answer.status_code == 409 and "이미 가입하셨습니다" in page and "아이디 찾기" in page
    assert Account.objects.count() == 1


def test_a_person_signs_up_by_the_phone_and_may_press_too_early(portone: PortOneServer, client: Client) -> None:  # noqa: F811
    portone.confirmed = False
    assert client.post("/sign-up/", ON_PHONE)["Location"] == "/identity/phone/"
    early = client.post("/identity/phone/")
    assert early.status_code == 409 and "아직 인증을 마치지 않았습니다" in early.content.decode()
    portone.confirmed = True
    assert client.post("/identity/phone/")["Location"] == "/sign-up/account/"
    client.post("/sign-up/account/", CHOICES)
    assert Identity.objects.get().method == "mobile"


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [({"name": "강한별"}, "NAME_DIFFERS", "name"), ({"birth_date": "1991-03-03"}, "BIRTH_DATE_DIFFERS", "birth_date")],
)
def test_a_name_or_birth_date_other_than_the_verified_is_refused(
    openid: OpenIdProvider,  # noqa: F811
    client: Client,
    changed: dict[str, str],
    code: str,
    field: str,
) -> None:
    answer = _return(client, openid.grant(_to_provider(client, **changed)))
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422 and code in page and f'href="#id_{field}"' in page  # type: ignore[attr-defined]
    assert "1991-03-02" not in page or field == "name", "the vouched value is not told to whoever typed another"
    assert client.get("/sign-up/account/")["Location"] == "/sign-up/"
    assert not Account.objects.exists()


@pytest.mark.parametrize("name", ["강 한결", "강한결 "])
def test_blanks_in_a_name_do_not_make_another_person(openid: OpenIdProvider, client: Client, name: str) -> None:  # noqa: F811
    assert _return(client, openid.grant(_to_provider(client, name=name)))["Location"] == "/sign-up/account/"  # type: ignore[index]


def test_latin_names_agree_in_large_and_small_letters(openid: OpenIdProvider, client: Client) -> None:  # noqa: F811
    openid.claims = {"name": "NGUYEN VAN AN"}
    assert _return(client, openid.grant(_to_provider(client, name="Nguyen Van An")))["Location"] == "/sign-up/account/"  # type: ignore[index]


def test_a_mobile_number_that_the_provider_does_not_tell_is_the_typed_one(openid: OpenIdProvider, client: Client) -> None:  # noqa: F811
    openid.claims = {"phone_number": None}
    _return(client, openid.grant(_to_provider(client)))
    client.post("/sign-up/account/", CHOICES)
    assert identity_of(Account.objects.get()).mobile == "01012345678"


@pytest.mark.parametrize("mobile", ["010-123-4567", "011-234-5678", "016-1234-5678", "01912345678"])
def test_mobile_numbers_of_every_kind_are_taken(client: Client, mobile: str) -> None:
    assert client.post("/sign-up/", {**TYPED, "mobile": mobile}).status_code == 302


@pytest.mark.parametrize(
    "mobile", ["012-1234-5678", "015-1234-5678", "02-123-4567", "010-12-3456", "010-12345-6789", "+821012345678"]
)
def test_other_numbers_are_refused(client: Client, mobile: str) -> None:
    answer = client.post("/sign-up/", {**TYPED, "mobile": mobile})
    assert answer.status_code == 422 and 'href="#id_mobile"' in answer.content.decode()


def test_the_providers_answer_serves_once_and_only_in_the_session_that_asked(openid: OpenIdProvider, client: Client) -> None:  # noqa: F811
    answers = openid.grant(_to_provider(client))
    assert _return(Client(), answers)["Location"] == "/"  # type: ignore[index]
    assert _return(client, answers)["Location"] == "/sign-up/account/"  # type: ignore[index]
    assert _return(client, answers)["Location"] == "/"  # type: ignore[index]


def test_a_provider_that_does_not_answer_leaves_what_was_typed(openid: OpenIdProvider, client: Client) -> None:  # noqa: F811
    openid.down = True
    answer = client.post("/sign-up/", TYPED)
    page = answer.content.decode()
    assert answer.status_code == 422 and "답이 오지 않습니다" in page and 'value="강한결"' in page


def test_what_waits_for_the_provider_is_not_readable_in_the_session(openid: OpenIdProvider, client: Client) -> None:  # noqa: F811
    _to_provider(client)
    stored = str(dict(client.session))
    assert "강한결" not in stored and "01012345678" not in stored and "verifier" not in stored


def test_a_proof_holds_29_minutes_and_not_31(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/sign-up/", TYPED)
    now = clock.real_now()
    for minutes, status in ((29, 200), (31, 302)):
        monkeypatch.setattr(clock, "real_now", lambda later=now + dt.timedelta(minutes=minutes): later)
        assert client.get("/sign-up/account/").status_code == status, minutes


def test_a_proof_for_one_purpose_serves_no_other(client: Client) -> None:
    client.post("/identity/find-id/", TYPED)
    assert client.get("/find-id/").status_code == 200
    assert client.get("/reset-password/")["Location"] == "/identity/reset/"
    assert client.get("/sign-in/identity/")["Location"] == "/identity/sign-in/"
    assert client.get("/sign-up/account/")["Location"] == "/sign-up/"


def test_no_page_leads_to_a_purpose_that_is_none(client: Client) -> None:
    assert client.get("/identity/nothing/").status_code == 404
    assert client.get("/identity/sign-up/").status_code == 404
    assert client.get("/identity/step-up/")["Location"].startswith("/sign-in/")
    assert client.get("/identity/activate/")["Location"] == "/sign-up/activate/"


def test_required_and_optional_consents_stand_apart_and_none_is_ticked(client: Client) -> None:
    client.post("/sign-up/", TYPED)
    page = client.get("/sign-up/account/").content.decode()
    assert "꼭 동의해야 가입할 수 있는 것" in page and "동의하지 않아도 가입할 수 있는 것" in page
    assert "checked" not in page


@pytest.mark.parametrize("opt_in", [True, False])
def test_what_was_agreed_to_is_kept_with_the_version_of_each_text(client: Client, opt_in: bool) -> None:
    import json

    from teojeon.kernel.crypto.subjects import decrypt_text

    client.post("/sign-up/", TYPED)
    client.post("/sign-up/account/", CHOICES | ({"sms_opt_in": "on"} if opt_in else {}))
    account = Account.objects.get()
    box = json.loads(decrypt_text(account.pk, bytes(Identity.objects.get().box), f"identity/{account.pk}"))
    wanted = ["service/2026-11-01", "privacy/2026-11-01", *(["sms/2026-11-01"] if opt_in else [])]
    assert (box["terms_agreed"], box["sms_opt_in"]) == (wanted, opt_in)


def test_those_without_a_korean_number_learn_the_way_of_visit_and_paper(client: Client) -> None:
    page = client.get("/sign-up/counter/").content.decode()
    for words in ("창구에 방문하여 신청", "서면으로 신청", "활성화 코드", "30일"):
        assert words in page
    assert all(f'lang="{language}"' in page for language in ("en", "zh-Hans", "vi"))
    assert 'href="/sign-up/counter/"' in client.get("/sign-up/").content.decode()


@override_settings(ENV="production")
def test_a_provider_that_is_real_starts_outside_development(openid: OpenIdProvider) -> None:  # noqa: F811
    from teojeon.kernel.people.identity import provider

    words = {"issuer": "https://id.example", "client_id": "x", "client_secret": "y"}
    with override_settings(IDENTITY=words):
        assert not provider().simulated
