"""Every form of both doors, with what people and programs should not send: it is named, nothing is lost, nothing breaks (S1-XCT-03)."""

import html
import re
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse, set_urlconf

from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.actions import start
from tests.house.form import Form, Words
from tests.house.forms_of_doors import ADDRESSED, OFFICE, ROLL, address, stage
from tests.house.forms_of_portal import PORTAL
from tests.services.victims.application.applicant import PERSON, file, new_account, new_draft, sign_in, told_by_office
from tests.support.factories import browser, cast

HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')
LISTED = re.compile(r"오류 코드 (\w+)</span>(<span>근거)?")
NUMBER = "910304-2345678"
MEGABYTE = "가" * (1_048_576 // 3)
BAD_DATES = ("2023-02-30", "0000-00-00", "9999999-01-01", "2026-13-01", "어제", "-1", "1e9", "٢٠٢٣-٠١-٠١x")
BAD_AMOUNTS = ("-1", "-9" * 40, str(10**15 + 1), "9" * 5000, "1e400", "NaN", "0x10", "일억쯤", "½")
BAD_HIDDEN = ("", "0", "-1", "9" * 30, "x", "\x00", "2147483648", "9223372036854775808", str(uuid4()), "🏠" * 100)
SENT_ON, NAMED = (302, 303), (409, 422)
BUTTON = "decision"  # not an input: which of two buttons was pressed


@dataclass
class Desk:
    """One person at one form. Each try is undone, so that the next finds the same form."""

    form: Form
    client: Client
    words: Words
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.url = reverse(self.form.name, kwargs=address(self.form, self.words))
        shown_at = self.form.shown_at or self.form.name
        page = self.client.get(reverse(shown_at, kwargs=self._words_of(shown_at)))
        assert page.status_code == 200, f"{shown_at}: {page.status_code}"
        shown = [pair for pair in HIDDEN.findall(page.content.decode()) if pair[0] != "csrfmiddlewaretoken"]
        self.hidden: dict[str, Any] = {}
        for name, value in shown:
            self.hidden.setdefault(name, []).append(html.unescape(value))
        self.good: dict[str, Any] = {name: self._word(value) for name, value in self.form.good.items()}
        if "present" in self.good:
            self.good["present"] = list(self.words["members"])
        if ROLL in self.good:
            self.good = dict.fromkeys(re.findall(rf'name="({ROLL}[0-9a-f-]{{36}})"', page.content.decode()), "yes")
        self.required = tuple(self.good) if ROLL in self.form.required else self.form.required

    def _words_of(self, name: str) -> dict[str, Any]:
        own = {word: self.words[word] for word in ADDRESSED.get(name, ())}
        return own | (dict(self.form.path) if name == self.form.name else {})

    def _word(self, text: str) -> str:
        return text.format(**self.words) if "{" in text else text

    def send(self, url: str = "", **changed: str) -> HttpResponse:
        """What was entered, with some of it changed. The page that follows a success is `answer.following`."""
        entered = {**self.hidden, **self.good, **changed}
        before = transaction.savepoint()
        try:
            answer: Any = self.client.post(url or self.url, entered)
            answer.following = self.client.get(answer["Location"]) if answer.status_code in SENT_ON else None
        finally:
            if connection.needs_rollback:
                connection.set_rollback(False)
            transaction.savepoint_rollback(before)
        if answer.status_code >= 500:
            self.note(f"{changed!r:.80}: {answer.status_code}")
        return answer  # type: ignore[no-any-return]

    def note(self, text: str) -> None:
        self.wrong.append(f"{self.form}: {text}")

    def expect(self, answer: HttpResponse, statuses: Any, what: str) -> bool:
        if answer.status_code not in statuses:
            self.note(f"{what}: {answer.status_code}")
            return False
        return True

    # what is sent

    def all(self) -> list[str]:
        self.careful()
        self.nothing()
        for name in self.form.lines:
            self.text(name)
        for name in self.form.dates:
            self.refused(name, BAD_DATES, {"BAD_DATE", "BAD_VALUE", "TOO_LONG"})
        for name in self.form.amounts:
            self.refused(name, BAD_AMOUNTS, {"NEGATIVE_AMOUNT", "BAD_VALUE", "TOO_LONG"})
        for name in self.good.keys() - {*self.form.lines, *self.form.dates, *self.form.amounts}:
            self.choice(name)
        for name in self.hidden:
            for value in BAD_HIDDEN:
                self.send(**{name: value})
        self.others()
        self.forged()
        return self.wrong

    def careful(self) -> None:
        """Without this, a form that refuses everything would pass."""
        self.expect(self.send(), (*SENT_ON, 200), "what a careful person enters")

    def nothing(self) -> None:
        """All gaps at once, each with its code and its source, on top and at the field."""
        if not self.required:
            return
        answer = self.send(**{name: value if name == BUTTON else "" for name, value in self.good.items()})
        if not self.expect(answer, NAMED, "nothing entered"):
            return
        listed = LISTED.findall(answer.content.decode())
        missing = [source for code, source in listed if code in ("MISSING_VALUE", "CONTRADICTION")]
        if len(missing) != len(self.required):
            self.note(f"nothing entered: {len(missing)} gaps listed, not {len(self.required)}: {listed}")
        if not all(missing):
            self.note(f"nothing entered: a gap without its source: {listed}")
        if answer.content.decode().count("form-hint-invalid") < len(missing):
            self.note("nothing entered: a gap that its field does not show")

    def text(self, name: str) -> None:
        for value, code in (
            (f"{self.good.get(name, '가')}\x00", "BAD_CHARACTERS"),
            (MEGABYTE, "TOO_LONG"),
            ("\x1b[2J", "BAD_CHARACTERS"),
        ):
            answer = self.send(**{name: value})
            if self.expect(answer, NAMED, f"{name} {value[:8]!r}") and code not in {each for each, _ in _listed(answer)}:
                self.note(f"{name} {value[:8]!r}: {_listed(answer)}, not {code}")
            self.kept(answer, name)
        self.expect(self.send(**{name: "🏠👩‍👩‍👧 가"}), (*SENT_ON, *NAMED), f"{name} emoji")
        if name in self.form.free:
            self.number(name)

    def number(self, name: str) -> None:
        """A number of a person in free text is hidden, and the person is told."""
        answer: Any = self.send(**{name: f"{NUMBER} {self.good.get(name, '')}"})
        if not self.expect(answer, SENT_ON, f"{name} with a number"):
            return
        shown = answer.following.content.decode()
        if "가렸습니다" not in shown:
            self.note(f"{name} with a number: no warning at {answer['Location']}")
        if NUMBER in shown or NUMBER.replace("-", "") in shown:
            self.note(f"{name} with a number: it is shown")

    def refused(self, name: str, values: tuple[str, ...], codes: set[str]) -> None:
        for value in (*values, "\x00", MEGABYTE):
            answer = self.send(**{name: value})
            found = {code for code, _ in _listed(answer)}
            if self.expect(answer, NAMED, f"{name} {value[:12]!r}") and not found & (codes | {"BAD_CHARACTERS"}):
                self.note(f"{name} {value[:12]!r}: {found}")
            self.kept(answer, name)

    def kept(self, answer: HttpResponse, bad: str) -> None:
        """Nothing that was typed beside it is lost."""
        page = answer.content.decode()
        for name in self.form.lines:
            if name != bad and name != "number" and (value := self.good.get(name)) and html.escape(value) not in page:
                self.note(f"{bad} refused, {name} is lost")

    def choice(self, name: str) -> None:
        for value in ("no such choice", "\x00", MEGABYTE, str(uuid4())):
            self.send(**{name: value})
        if name != BUTTON:
            self.expect(self.send(**{name: "no such choice"}), NAMED, f"{name} from elsewhere")

    def others(self) -> None:
        """What belongs to somebody else answers as if it were not there."""
        if ADDRESSED.get(self.form.name):
            url = reverse(self.form.name, kwargs=address(self.form, self.words, foreign=True))
            self.expect(self.send(url), (404,), "another's identifier")

    def forged(self) -> None:
        """A form from elsewhere, with the person's own session."""
        stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
        stranger.cookies = self.client.cookies
        for token in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": "\x00"}):
            answer = stranger.post(self.url, {**self.hidden, **self.good, **token}, headers={"origin": "https://evil.example"})
            if answer.status_code != 403 or "CSRF_REFUSED" not in answer.content.decode():
                self.note(f"a forged token: {answer.status_code}")


def _listed(answer: Any) -> list[tuple[str, str]]:
    return LISTED.findall(answer.content.decode())


@pytest.mark.req("S1-XCT-03", "S1-XCT-05")
@pytest.mark.parametrize("form", OFFICE, ids=str)
def test_bad_input_in_a_form_of_the_office_is_named_and_breaks_nothing(form: Form, office_side: None, keys: object) -> None:
    set_urlconf(None)
    words = stage(form)
    client = browser(cast(form.role))
    client.raise_request_exception = False
    wrong = Desk(form, client, words).all()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def tenant(portal_side: None, keys: object) -> Account:
    set_urlconf(None)
    return new_account()


def tenants_words(form: Form, account: Account) -> Words:
    """A draft that is begun, or full, or filed."""
    if form.stage == "draft":
        with unit_of_work(account.pk):
            return {"draft": start(account.pk, PERSON).pk}
    draft = new_draft(account)
    if form.stage in ("filing", "demand"):
        file(account, draft)
    words = {"draft": draft, "subject": draft}
    return words | {"demand": _asked(draft, account)} if form.stage == "demand" else words


def _asked(draft: UUID, account: Account) -> UUID:
    """A supplement was demanded of the filing."""
    key, pdf = uuid4(), b"%PDF-1.7"
    content = {"demand": str(key), "items": [], "term_days": 14, "on": "2026-11-25", "pdf": b64encode(pdf).decode()}
    told_by_office(draft, account, "demand", content | {"sha256": sha256(pdf).hexdigest()})
    return key


@pytest.mark.req("S1-XCT-03", "S1-XCT-05")
@pytest.mark.parametrize("form", PORTAL, ids=str)
def test_bad_input_in_a_form_of_the_portal_is_named_and_breaks_nothing(form: Form, tenant: Account) -> None:
    client = Client(raise_request_exception=False)
    sign_in(client)
    wrong = Desk(form, client, tenants_words(form, tenant)).all()
    assert not wrong, "\n".join(wrong)


# signing in, signing up, addresses, and requests that are no forms

PERSON_TYPED = {"name": "강한결", "birth_date": "1991-03-02", "mobile": "010-1234-5678"}
SIGNING_IN: dict[str, tuple[str, tuple[str, ...]]] = {
    "account_login": ("", ("login", "password")),
    "signup_identity": ("portal", ("name", "birth_date", "mobile")),
    "account_reauthenticate": ("", ("password",)),
    "mfa_reauthenticate": ("", ("code",)),
    "mfa_activate_totp": ("", ("code",)),
    "mfa_login_webauthn": ("", ("credential", "next")),
    "mfa_reauthenticate_webauthn": ("", ("credential",)),
    "mfa_add_webauthn": ("", ("name", "credential")),
    "account_change_password": ("", ("oldpassword", "password1", "password2")),
    "account_mail": ("", ("act", "address", "code")),
    "account_session": ("", ("next",)),
    "activation": ("portal", ("code", "name", "birth_date")),
}
POISON = ("", "\x00", "a\x00b", MEGABYTE, "🏠" * 300, "\x1b[2J", NUMBER, "9" * 5000, "' OR 1=1 --", "<script>", "../../etc/passwd")


@pytest.mark.parametrize("side", ["portal", "office"])
@pytest.mark.parametrize("name", SIGNING_IN)
def test_no_page_of_signing_in_breaks_at_bad_input(name: str, side: str, request: pytest.FixtureRequest, keys: object) -> None:
    only, inputs = SIGNING_IN[name]
    if only not in ("", side):
        return
    request.getfixturevalue(f"{side}_side")
    set_urlconf(None)
    client = Client(raise_request_exception=False)
    if not name.startswith(("account_login", "signup", "activation", "mfa_login")):
        client = browser(new_account().pk if side == "portal" else cast("invest"))
        client.raise_request_exception = False
    for bad in inputs:
        for value in POISON:
            answer = client.post(reverse(name), {**dict.fromkeys(inputs, "abcdefghij"), bad: value})
            # 429: after five wrong tries the address is locked, which is an answer as well
            assert answer.status_code in (200, 302, 409, 422, 429), f"{name} {bad}={value[:20]!r}: {answer.status_code}"
            assert client.get("/sign-in/").status_code in (200, 302)


def test_no_account_is_made_of_bad_input(portal_side: None, keys: object) -> None:
    set_urlconf(None)
    good = {"username": "river2026", "password1": "han-gang-2026", "password2": "han-gang-2026"}
    good |= {"terms": "on", "privacy": "on"}
    client = Client(raise_request_exception=False)
    assert client.post("/sign-up/", PERSON_TYPED)["Location"] == "/sign-up/account/"
    empty = client.post("/sign-up/account/", {"csrfmiddlewaretoken": "a form is never empty"})
    assert empty.status_code == 422 and len(_listed(empty)) == 5
    for name in good:
        for value in POISON:
            if name in ("terms", "privacy") and value:
                continue
            answer = client.post("/sign-up/account/", {**good, name: value})
            assert answer.status_code == 422, f"{name}={value[:20]!r}: {answer.status_code}"
    assert client.post("/sign-up/account/", good).status_code == 302


WORDS = (
    "tab=%00&number=%00", "after=0001-01-01T00:00:00%2B23:59_00000000-0000-0000-0000-000000000000", "state=SUBMITTED%00",
    "after=0001-01-01T00:00:00%2B00:00_00000000-0000-0000-0000-000000000000",
    "after=9999-12-31T23:59:59-23:59_00000000-0000-0000-0000-000000000000", "number=" + "9" * 5000, "due=%F0%9F%8F%A0&number=%ff%fe",
    "after=0001-01-01_00000000-0000-0000-0000-000000000000", "after=%00", "next=//evil.example", "next=%00",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_an_address_with_bad_words_shows_the_page(words: str, office_side: None, keys: object) -> None:
    set_urlconf(None)
    stage(OFFICE[0])
    for role, page in (("intake", "/worklist/"), ("secretary", "/meetings/"), ("intake", "/parameters/")):
        client = browser(cast(role))
        client.raise_request_exception = False
        assert client.get(f"{page}?{words}").status_code == 200, page
    assert Client(raise_request_exception=False).get(f"/sign-in/?{words}").status_code == 200


REQUESTS: tuple[tuple[str, bytes], ...] = (
    ("multipart/form-data; boundary=x", b"no boundary here"),
    ("multipart/form-data", b"--x"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"version=1"),
    ("application/x-www-form-urlencoded", b"reason=%ff%fe&version=%80&request=%00"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(600))),
    ("application/x-www-form-urlencoded", b"reason=" + b"a" * 3_000_000),
    ("application/json", b'{"version": 1}'),
    ("", b""),
)


@pytest.mark.parametrize("number", range(len(REQUESTS)))
def test_a_request_that_is_no_form_is_refused_with_a_page(number: int, tenant: Account) -> None:
    kind, body = REQUESTS[number]
    client = Client(raise_request_exception=False)
    sign_in(client)
    draft = tenants_words(PORTAL[0], tenant)["draft"]
    for url in (f"/applications/{draft}/applicant/", f"/applications/{draft}/applicant/save/", f"/applications/{draft}/review/"):
        answer = client.generic("POST", url, body, content_type=kind)
        assert answer.status_code in (*SENT_ON, 200, 400, 409, 422), f"{url}: {answer.status_code}"
        if answer.status_code == 400:
            assert "BAD_REQUEST" in answer.content.decode()
