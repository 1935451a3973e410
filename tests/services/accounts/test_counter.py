"""An account that a clerk prepares at a counter: the office's page, the message, the code, the portal's page (S1-ACC-01)."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.actors import REGISTRAR_PRINCIPAL
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account, Activation, CounterRequest, Identity
from teojeon.kernel.work import messages
from teojeon.kernel.work.models import ToPortal
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts import linking
from teojeon.services.accounts.counter import actions
from teojeon.services.accounts.counter.actions import Seen, prepare, recall
from teojeon.services.accounts.counter.codes import LETTERS, new_code, read_code
from teojeon.services.accounts.counter.portal import drop_expired
from teojeon.services.accounts.public import identity_of
from tests.services.accounts.conftest import PASSWORD
from tests.support.people import official as register
from tests.support.sides import as_side

SEEN = Seen("NGUYEN VAN AN", dt.date(1990, 3, 1), "alien_card", "9003015234567", "", online=False)
PERSON = {"name": "Nguyen Van An", "birth_date": "1990-03-01"}
CHOICES = {"username": "tenant02", "password1": PASSWORD, "password2": PASSWORD, "terms": "on", "privacy": "on"}
SHAPE = re.compile(r"\b([A-Z2-9]{4}(?:-[A-Z2-9]{4}){3})\b")
pytestmark = [pytest.mark.django_db, pytest.mark.req("S1-ACC-01")]


@pytest.fixture
def clerk(keys: object) -> uuid.UUID:
    return register("clerk1", "SD-11", "P-REG")


def prepared(clerk: uuid.UUID, seen: Seen = SEEN) -> tuple[uuid.UUID, str]:
    """The clerk prepares, the portal takes the message. Returns the key and the code on the slip."""
    key = uuid.uuid4()
    with as_side("office"), unit_of_work(clerk):
        code = prepare(key, seen)
        person = CounterRequest.objects.get(pk=key).person
    with as_side("portal"):
        assert messages.take(key, person) == 1
    return key, code


def activate(client: Client, code: str, **changed: str) -> object:
    return client.post("/sign-up/activate/", {"code": code, **PERSON, **changed})


def test_with_the_code_and_what_stands_on_the_paper_a_person_without_a_korean_number_gets_an_account(
    clerk: uuid.UUID, client: Client
) -> None:
    key, code = prepared(clerk)
    with as_side("portal"):
        assert activate(client, code.lower().replace("-", " "))["Location"] == "/sign-up/account/"  # type: ignore[index]
        assert client.post("/sign-up/account/", CHOICES)["Location"] == "/"
        account = Account.objects.get(username="tenant02")
        identity = Identity.objects.get()
        assert (identity.provider, identity.method, identity.ci_hash) == ("counter", "counter", None)
        assert identity_of(account).name == "NGUYEN VAN AN"
        person = account.pk
    with as_side("office"):
        row = CounterRequest.objects.get(pk=key)
        assert row.person == person and row.activated_at is None
        assert messages.take(key, person) == 1
        assert CounterRequest.objects.get(pk=key).activated_at is not None


def test_who_can_prove_identity_online_must(clerk: uuid.UUID, client: Client) -> None:
    seen = replace(SEEN, name="가나다", number="9003011234567", paper="resident_card", online=True)
    _, code = prepared(clerk, seen)
    with as_side("portal"):
        assert activate(client, code, name="가나다")["Location"] == "/identity/activate/"  # type: ignore[index]
        assert client.get("/sign-up/account/")["Location"] == "/sign-up/", "the code alone makes no account"
        other = {"name": "라마바", "birth_date": "1990-03-01", "mobile": "010-1234-5678"}
        client.post("/identity/activate/", other)
        answer = client.post("/sign-up/account/", CHOICES)
        assert answer.status_code == 409 and "NOT_THE_OWNER" in answer.content.decode()
        client.post("/identity/activate/", {**other, "name": "가나다"})
        assert client.post("/sign-up/account/", CHOICES)["Location"] == "/"
        assert Identity.objects.get().ci_hash is not None and Account.objects.get().pk == Activation.objects.get().person


def test_a_person_with_an_account_gets_no_second_one_at_a_counter(clerk: uuid.UUID, client: Client) -> None:
    _, code = prepared(clerk, replace(SEEN, name="가나다", online=True))
    me = {"name": "가나다", "birth_date": "1990-03-01", "mobile": "010-1234-5678"}
    with as_side("portal"):
        first = Client()
        first.post("/sign-up/", me)
        first.post("/sign-up/account/", CHOICES)
        activate(client, code, name="가나다")
        answer = client.post("/identity/activate/", me)
        assert answer.status_code == 409 and "ALREADY_REGISTERED" in answer.content.decode()
        assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "changed", [{"code": "AAAA-AAAA-AAAA-AAAA"}, {"name": "TRAN VAN AN"}, {"birth_date": "1990-03-02"}, {"code": "짧음"}]
)
def test_whatever_is_wrong_the_answer_is_the_same(clerk: uuid.UUID, client: Client, changed: dict[str, str]) -> None:
    _, code = prepared(clerk)
    with as_side("portal"):
        answer = activate(client, **{"code": code, **changed})
        page = answer.content.decode()  # type: ignore[attr-defined]
        assert answer.status_code == 409 and "NO_SUCH_CODE" in page and "맞지 않는 것이 있거나" in page  # type: ignore[attr-defined]
        assert client.get("/sign-up/account/").status_code == 302


def test_the_fifth_wrong_try_kills_the_code(clerk: uuid.UUID, client: Client) -> None:
    _, code = prepared(clerk)
    with as_side("portal"):
        for _ in range(4):
            activate(client, code, name="TRAN VAN AN")
        assert activate(client, code)["Location"] == "/sign-up/account/"  # type: ignore[index]
        activate(client, code, birth_date="1990-03-02")
        assert activate(client, code).status_code == 409  # type: ignore[attr-defined]
        assert client.post("/sign-up/account/", CHOICES).status_code == 409, "nor does a page that was open before go on"
        assert not Account.objects.exists()


def test_a_code_serves_once(clerk: uuid.UUID, client: Client) -> None:
    _, code = prepared(clerk)
    with as_side("portal"):
        activate(client, code)
        client.post("/sign-up/account/", CHOICES)
        other = Client()
        assert activate(other, code).status_code == 409  # type: ignore[attr-defined]
        assert bytes(Activation.objects.get().box) == b""


@pytest.mark.parametrize(("days", "alive"), [(29, True), (31, False)])
def test_a_code_lives_thirty_days(clerk: uuid.UUID, client: Client, days: int, alive: bool) -> None:
    _, code = prepared(clerk)
    with as_side("portal"):
        row = Activation.objects.get()
        row.expires_at -= dt.timedelta(days=days)
        row.save()
        assert (activate(client, code).status_code == 302) is alive  # type: ignore[attr-defined]
        with unit_of_work(None):
            assert drop_expired() == (0 if alive else 1)
        assert Activation.objects.exists() is alive


def test_a_recalled_code_is_dead(clerk: uuid.UUID, client: Client) -> None:
    key, code = prepared(clerk)
    with as_side("office"), unit_of_work(clerk):
        recall(key)
        person = CounterRequest.objects.get(pk=key).person
        prepare(uuid.uuid4(), SEEN)  # the person may be given another
    with as_side("portal"):
        messages.take(key, person)
        assert activate(client, code).status_code == 409  # type: ignore[attr-defined]


def test_one_number_is_given_one_code(clerk: uuid.UUID) -> None:
    prepared(clerk)
    with as_side("office"), pytest.raises(Refusal, match="ALREADY_PREPARED"), unit_of_work(clerk):
        prepare(uuid.uuid4(), replace(SEEN, name="다른 표기"))


def test_pressing_twice_prepares_one_account(clerk: uuid.UUID) -> None:
    key, _ = prepared(clerk, replace(SEEN, number="", paper="passport"))
    with as_side("office"), pytest.raises(Refusal, match="REQUEST_REUSED"), unit_of_work(clerk):
        prepare(key, replace(SEEN, number="", paper="passport"))


def test_only_the_box_of_registration_prepares(keys: object) -> None:
    other = register("invest1", "SD-11", "P-INV")
    with as_side("office"), pytest.raises(Forbidden), unit_of_work(other):
        prepare(uuid.uuid4(), SEEN)


def test_another_organisations_codes_are_neither_seen_nor_recalled(clerk: uuid.UUID) -> None:
    key, _ = prepared(clerk)
    busan = register("clerk2", "SD-26", "P-REG")
    with as_side("office"):
        with unit_of_work(busan):
            assert actions.listed() == []
        with pytest.raises(Refusal, match="NOT_FOUND"), unit_of_work(busan):
            recall(key)


def test_the_code_stands_nowhere_and_the_number_neither(clerk: uuid.UUID) -> None:
    _, code = prepared(clerk)
    secret = code.replace("-", "")[6:]
    with as_side("portal"):
        row = Activation.objects.get()
        assert secret not in row.code_hash and b"NGUYEN" not in bytes(row.box)
        assert SEEN.number.encode() not in bytes(ToPortal.objects.get().box)
    with as_side("office"):
        assert SEEN.number.encode() not in bytes(CounterRequest.objects.get().number_hash or b"")


def test_whoever_waits_for_a_verified_identity_is_told_in_the_same_transaction(clerk: uuid.UUID, client: Client) -> None:
    told: list[tuple[uuid.UUID, Verified]] = []
    handler = linking.on_identity_verified(lambda account, person: told.append((account, person)))
    try:
        _, code = prepared(clerk)
        with as_side("portal"):
            activate(client, code)
            client.post("/sign-up/account/", CHOICES)
            ((account, person),) = told
            assert account == Account.objects.get().pk
            assert (person.name, person.birth_date) == ("NGUYEN VAN AN", dt.date(1990, 3, 1))
    finally:
        linking._handlers.remove(handler)


def test_codes_are_of_letters_that_nobody_mixes_up() -> None:
    assert not set("ILO01") & set(LETTERS)
    code = new_code()
    assert SHAPE.fullmatch(code.shown) and read_code(code.shown) == code
    assert code.secret not in repr(code)
    assert read_code("") is read_code("A" * 15) is read_code("A" * 17) is read_code("O" * 16) is None


# the office's page

TYPED = {
    "name": "NGUYEN VAN AN",
    "birth_date": "1990-03-01",
    "paper": "alien_card",
    "number": "900301-5234567",
    "online": "no",
    "seen": "on",
}


@pytest.fixture
def desk(give: Callable[..., None], signed_in_official: Client) -> Client:
    give("seoul", "P-REG")
    return signed_in_official


def posted(desk: Client, **changed: str) -> object:
    return desk.post("/accounts/counter/", {"key": str(uuid.uuid4()), **TYPED, **changed})


def test_the_page_shows_the_code_once(desk: Client) -> None:
    assert posted(desk)["Location"] == "/accounts/counter/code/"  # type: ignore[index]
    answer = desk.get("/accounts/counter/code/")
    found = SHAPE.search(answer.content.decode())
    assert found and answer["Cache-Control"] == "no-store"
    assert desk.get("/accounts/counter/code/")["Location"] == "/accounts/counter/"
    later = desk.get("/accounts/counter/").content.decode()
    assert found[1] not in later and "NGUYEN VAN AN" in later and "기다리는 중" in later
    assert "900301" not in later


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"seen": ""}, "seen"),
        ({"name": ""}, "name"),
        ({"paper": ""}, "paper"),
        ({"online": ""}, "online_0"),
        ({"number": ""}, "number"),
        ({"number": "900301-523456"}, "number"),
        ({"number": "991301-5234567"}, "number"),
        ({"birth_date": "1990-03-02"}, "birth_date"),
        ({"birth_date": "2999-01-01"}, "birth_date"),
        ({"mobile": "02-123-4567"}, "mobile"),
    ],
)
def test_what_is_missing_or_contradicts_is_said_at_its_field(desk: Client, changed: dict[str, str], field: str) -> None:
    answer = posted(desk, **changed)
    assert answer.status_code == 422 and f'href="#id_{field}"' in answer.content.decode()  # type: ignore[attr-defined]
    assert not CounterRequest.objects.exists()


def test_a_passport_needs_no_number(desk: Client) -> None:
    posted(desk, paper="passport", number="")
    assert SHAPE.search(desk.get("/accounts/counter/code/").content.decode())


def test_the_page_takes_a_code_back(desk: Client) -> None:
    posted(desk)
    row = CounterRequest.objects.get()
    desk.post("/accounts/counter/", {"recall": str(row.pk)})
    assert "끝남" in desk.get("/accounts/counter/").content.decode()
    for nonsense in ("x", str(uuid.uuid4())):
        assert desk.post("/accounts/counter/", {"recall": nonsense}).status_code == 303
    row.refresh_from_db()
    assert row.expires_at <= clock.real_now()


def test_the_registrar_is_no_clerk(office: None) -> None:
    with pytest.raises(Forbidden), unit_of_work(REGISTRAR_PRINCIPAL):
        prepare(uuid.uuid4(), SEEN)
