"""Walks every page of both doors as every role: own and foreign objects, altered identifiers, with and without rights."""

import datetime as dt
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse, set_urlconf

from teojeon.command.demonstration.filing import file_application, register
from teojeon.kernel import clock
from teojeon.kernel.committees.models import AgendaItem
from teojeon.kernel.parameters import actions as parameters
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.people.boxes import BOXES, Kind
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import Side
from teojeon.kernel.work import messages
from teojeon.kernel.work.action import record
from teojeon.kernel.work.pages import rule_of
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.amendments.actions import begin
from teojeon.services.victims.counter import actions as counter
from teojeon.services.victims.enquiry.asking import ask
from teojeon.services.victims.enquiry.models import LINK
from tests.house.pages import MEETING_READERS, OFFICE, PORTAL, Page
from tests.support import factories, filings, guidance, papers, walked
from tests.support.people import unit
from tests.support.sides import as_side

DOORS: dict[Side, dict[str, Page]] = {"portal": PORTAL, "office": OFFICE}
ELSEWHERE = "26"
SIGN_IN, ENROL = "/sign-in/", "/second-factor/enrol/"
VOLATILE = re.compile(
    rb'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|name="csrfmiddlewaretoken" value="\w+"|data-idle="\d+"'
)


def patterns(side: Side) -> dict[str, URLPattern]:
    """All pages of a door by name. Raises where one has no name or two have the same."""
    found: dict[str, URLPattern] = {}

    def collect(entries: list[URLPattern | URLResolver]) -> None:
        for entry in entries:
            if isinstance(entry, URLResolver):
                collect(entry.url_patterns)
            else:
                assert entry.name and entry.name not in found, f"{side}: {entry.pattern}"
                found[entry.name] = entry

    collect(import_module(f"teojeon.doors.{side}.urls").urlpatterns)
    return found


@pytest.mark.parametrize("side", DOORS)
def test_the_table_knows_every_page_and_no_other(side: Side) -> None:
    assert sorted(patterns(side)) == sorted(DOORS[side])


@pytest.mark.parametrize("side", DOORS)
def test_every_page_carries_the_rule_of_the_table(side: Side) -> None:
    for name, pattern in patterns(side).items():
        rule, page = rule_of(pattern.callback), DOORS[side][name]
        assert rule is not None, f"{side} {name}: a view without a rule"
        assert (rule.public, rule.boxes, rule.step_up) == (page.public, page.boxes, page.step_up), f"{side} {name}"
        assert (rule.admits is not None) == page.machine, f"{side} {name}"
        assert rule.boxes <= BOXES.keys()


@pytest.mark.parametrize("side", DOORS)
def test_the_table_names_the_words_of_every_address(side: Side) -> None:
    for name, pattern in patterns(side).items():
        words = set(pattern.pattern.converters)
        uuids = {word for word, converter in pattern.pattern.converters.items() if type(converter).__name__ == "UUIDConverter"}
        assert words - uuids == {word for word, _ in DOORS[side][name].words}, f"{side} {name}"
        assert bool(uuids) == bool(DOORS[side][name].object), f"{side} {name}"


@dataclass
class Role:
    """Somebody with a browser. `boxes` empty for citizens; `sees` says which own objects these eyes may see."""

    name: str
    client: Client
    sees: Callable[[Page], bool]
    boxes: frozenset[str] = frozenset()
    signed_in: bool = True
    has_factor: bool = True


@dataclass
class Walk:
    """A door, its people, and the words of addresses: those of own objects by page, and those of nobody's."""

    side: Side
    roles: list[Role]
    own: Callable[[Page], dict[str, UUID]]
    wrong: list[str] = field(default_factory=list)

    def url(self, name: str, keys: dict[str, UUID] | None) -> str:
        page, words = DOORS[self.side][name], patterns(self.side)[name].pattern.converters
        given: dict[str, Any] = dict(page.words)
        for word in words:
            if word not in given:
                given[word] = keys[word] if keys else uuid4()
        return reverse(name, kwargs=given)

    def ask(self, role: Role, method: str, url: str) -> HttpResponse:
        answer: HttpResponse = getattr(role.client, method)(url)
        return answer

    def note(self, role: Role, method: str, name: str, about: str, answer: HttpResponse, wanted: object) -> None:
        self.wrong.append(f"{role.name} {method} {name} ({about}): {answer.status_code} {answer.get('Location', '')}, not {wanted}")

    def expect(self, role: Role, method: str, name: str, about: str, answer: HttpResponse, wanted: frozenset[int]) -> None:
        if answer.status_code not in wanted:
            self.note(role, method, name, about, answer, sorted(wanted))

    def page(self, role: Role, name: str, page: Page) -> None:
        nobodys = self.url(name, None)
        if page.machine:
            for method in ("get", "post"):
                self.expect(role, method, name, "without a machine's signature", self.ask(role, method, nobodys), frozenset({401}))
            return None
        if not role.signed_in:
            return self.visitor(role, name, page)
        if not role.has_factor and not page.public and not page.without_factor:
            for method in ("get", "post"):
                answer = self.ask(role, method, nobodys)
                if answer.get("Location") != ENROL:
                    self.note(role, method, name, "no second factor", answer, ENROL)
            return None
        if page.boxes and not page.boxes & role.boxes:
            for method in ("get", "post"):
                self.expect(role, method, name, "without the box", self.ask(role, method, nobodys), frozenset({403}))
            return None
        if not page.object:
            return self.expect(role, "get", name, "", self.ask(role, "get", nobodys), page.shown)
        return self.object(role, name, page)

    def visitor(self, role: Role, name: str, page: Page) -> None:
        for keys in [None, self.own(page)] if page.object else [None]:
            url = self.url(name, keys)
            if page.public:
                self.expect(role, "get", name, "visitor", self.ask(role, "get", url), page.anonymous)
                continue
            answer = self.ask(role, "get", url)
            if answer.status_code != 302 or not answer["Location"].startswith(SIGN_IN):
                self.note(role, "get", name, "visitor", answer, SIGN_IN)
            self.expect(role, "post", name, "visitor", self.ask(role, "post", url), frozenset({403}))

    def object(self, role: Role, name: str, page: Page) -> None:
        own = self.url(name, self.own(page))
        if role.sees(page):
            self.expect(role, "get", name, "own", self.ask(role, "get", own), page.shown)
            for method in ("get", "post"):
                self.expect(role, method, name, "altered", self.ask(role, method, self.url(name, None)), frozenset({404}))
            return
        for method in ("get", "post"):
            foreign, missing = self.ask(role, method, own), self.ask(role, method, self.url(name, None))
            self.expect(role, method, name, "foreign", foreign, frozenset({404}))
            if (foreign.status_code, VOLATILE.sub(b"", foreign.content)) != (
                missing.status_code,
                VOLATILE.sub(b"", missing.content),
            ):
                self.note(role, method, name, "differs from what does not exist", foreign, missing.status_code)

    def all(self) -> list[str]:
        set_urlconf(None)
        for role in self.roles:
            for name, page in DOORS[self.side].items():
                self.page(role, name, page)
        for name, page in sorted(DOORS[self.side].items(), key=lambda entry: entry[0] == "account_logout"):
            self.empty_form(name, page)
        return self.wrong

    def empty_form(self, name: str, page: Page) -> None:
        """The first who may use the page sends a form with nothing in it: no page breaks. Last, since some pages do something."""
        for role in self.roles:
            has_right = role.signed_in and role.has_factor and not page.machine and (not page.boxes or page.boxes & role.boxes)
            if has_right and (not page.object or role.sees(page)):
                answer = self.ask(role, "post", self.url(name, self.own(page)))
                if answer.status_code >= 500 or answer.status_code == 403:
                    self.note(role, "post", name, "empty form", answer, "an answer that says what is missing")
                return


# the portal

DEMAND = uuid4()
SOMEBODY = Verified("", "홍가람", dt.date(1990, 1, 1), "", "")


@pytest.fixture
def portal_walk(db: None, keys: Path) -> Iterator[Walk]:
    """A tenant with a draft and a filing that the office has taken and decided; another tenant; a visitor."""
    with unit("portal", None):
        accounts = [register(filings.tenant(number), filings.PASSWORD) for number in (1, 2)]
    with unit("portal", accounts[0]):
        filing, _ = file_application(filings.tenant(1), accounts[0])
        change = begin(filing).pk
    _answered(filing, accounts[0])
    with unit("portal", accounts[0]):
        draft = filings.start_draft(accounts[0])
        link = ask(SOMEBODY, "2026-서울-500001", purpose=LINK).pk
    own = {"draft": draft, "filing": filing}
    with as_side("portal"):
        in_draft = papers.in_draft(draft, accounts[0])

    def keys_of(page: Page) -> dict[str, UUID]:
        return {
            **in_draft,
            "enquiry": link,
            "amendment": change,
            "demand": DEMAND,
            "draft": own.get(page.object, draft),
            "subject": own.get(page.object, filing),
        }

    with as_side("portal"):
        set_urlconf(None)
        yield Walk(
            "portal",
            [
                Role("visitor", browser(None), lambda page: False, signed_in=False),
                Role("tenant", browser(accounts[0]), lambda page: True),
                Role("another tenant", browser(accounts[1]), lambda page: False),
            ],
            keys_of,
        )


def _answered(filing: UUID, account: UUID) -> None:
    """The office takes the filing and sends a letter; the portal takes what the office wrote."""
    pdf = b"%PDF-1.7 a letter"
    letter = {"decision_no": "1", "pdf": b64encode(pdf).decode(), "sha256": sha256(pdf).hexdigest(), "on": "2026-11-20"}
    with as_side("office"):
        messages.sweep()
        with unit_of_work(INTAKE_PRINCIPAL):
            event = record(MINISTRY_CODE, filing, "tests.letter", {}, subject=filing)
            messages.send(filing, account, "letter", letter, event=event)
            asked = {**letter, "demand": str(DEMAND), "items": [], "term_days": 14}
            messages.send(filing, account, "demand", asked, event=event)
    with as_side("portal"):
        assert messages.sweep() == 3


def browser(account: UUID | None, *, factor: bool = False) -> Client:
    """A browser, signed in with a fresh password (and code) where there is an account."""
    client = Client(raise_request_exception=False)
    if account is None:
        return client
    now = clock.real_now().timestamp()
    client.force_login(Account.objects.get(pk=account), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    methods: list[dict[str, Any]] = [{"method": "password", "at": now}]
    session["account_authentication_methods"] = methods + ([{"method": "mfa", "type": "totp", "at": now}] if factor else [])
    session["account_authentication_methods_user"] = str(account)
    session.save()
    return client


@pytest.mark.req("S1-USR-08")
def test_every_page_of_the_portal_answers_each_person_as_the_table_says(portal_walk: Walk) -> None:
    wrong = portal_walk.all()
    assert not wrong, "\n".join(wrong)


# the office


def holders(box: str) -> list[tuple[str, str, str]]:
    """Who is asked: name, organisation, province whose cases they see (empty: all or none)."""
    kinds, name = BOXES[box].holders, f"walks{box.lower().replace('-', '')}"
    if Kind.PROVINCE in kinds:
        return [(f"{name}{sido}", f"SD-{sido}", sido) for sido in ("11", ELSEWHERE)]
    if Kind.COMMITTEE in kinds:
        return [(name, "CMT", "committee")]
    return [(name, MINISTRY_CODE, "all")]


def eyes(place: str, boxes: frozenset[str] = frozenset()) -> Callable[[Page], bool]:
    """Whether somebody of that place with these boxes sees the walk's objects: cases of Seoul, a meeting, a value that the ministry proposed."""

    def sees(page: Page) -> bool:
        if page.object == "case":
            return place in ("11", "all") or (place == "committee" and page.state in factories.ORDER[7:])
        if page.object in ("paper", "export", "group", "request"):
            return place in ("11", "all")
        if page.object == "meeting":
            return bool(boxes & MEETING_READERS)
        return place == "all"

    return sees


@pytest.fixture
def office_walk(db: None, keys: Path) -> Iterator[Walk]:
    """Cases of Seoul in each state a page asks for, a meeting, a proposed value; every box's holder here and elsewhere."""
    with as_side("office"):
        cases = {state: factories.make_case(state) for state in {page.state for page in OFFICE.values() if page.object == "case"}}
        tabled = factories.make_case("TABLED")
        own = {**papers.of_case(cases["SUBMITTED"]), **_others(tabled)}
        own |= walked.objects(cases["SUBMITTED"], cases["SUPPLEMENT"])
        own |= walked.investigated(cases["INVESTIGATING"])
        accounts = [
            (name, factories.official(name, organisation, box), place, frozenset({box}))
            for box in BOXES
            for name, organisation, place in holders(box)
        ]
        plain = factories.official("plain11", "SD-11")
        with factories.acting("register"):
            paper = counter.start("post", clock.business_now()).pk
    _open_to_committee(accounts)

    def keys_of(page: Page) -> dict[str, UUID]:
        return {**own, "draft": paper, "case": cases.get(page.state, tabled)}

    with as_side("office"):
        set_urlconf(None)
        roles = [Role(name, browser(account, factor=True), eyes(place, boxes), boxes) for name, account, place, boxes in accounts]
        investigator = next(account for name, account, *_ in accounts if name == "walkspinv11")
        roles += [
            Role("visitor", browser(None), lambda page: False, signed_in=False),
            Role("without a box", browser(plain, factor=True), eyes("none")),
            Role("without a second factor", browser(investigator), eyes("11"), frozenset({"P-INV"}), has_factor=False),
        ]
        yield Walk("office", roles, keys_of)


def _others(tabled: UUID) -> dict[str, UUID]:
    """The meeting before which a case lies, its item, a proposed value."""
    with factories.acting("secretary", read_only=True) as opened:
        item = AgendaItem.objects.visible_to(opened.actor).get(matter=tabled)
    with factories.acting("param"):
        value = parameters.enter(
            controller=MINISTRY_CODE,
            organisation=MINISTRY_CODE,
            code="DEPOSIT_CAP_EFFECTIVE",
            area="sido:11",
            value=700_000_000,
            valid_from=clock.business_today(),
            valid_to=None,
            resolution="위원회 2026-제10차",
            reason="시·도의 보증금 수준을 고려합니다.",
        ).pk
    return {"meeting": item.meeting_id, "item": item.pk, "value": value, **guidance.objects()}


def _open_to_committee(accounts: list[tuple[str, UUID, str, frozenset[str]]]) -> None:
    """The walk's members are in office and read what the committee's members read. The database's now() is the start of the test: since before that."""
    members = [account for _, account, place, _ in accounts if place == "committee"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_reader SET since = since - interval '1 day'")
        cursor.execute(
            "INSERT INTO cases_reader (case_id, controller, account, since, until, ground, received_at, event)"
            " SELECT DISTINCT ON (case_id, member) case_id, controller, member, since, until, ground, received_at, event"
            " FROM cases_reader, unnest(%s::uuid[]) AS member WHERE account IS NOT NULL",
            [members],
        )
        cursor.execute(
            "INSERT INTO committees_member (id, committee, account, name, category, is_chair, is_official, appointed_on, event)"
            " SELECT gen_random_uuid(), 'CMT', member, 'walk', 1, false, true, current_date - 1, gen_random_uuid()"
            " FROM unnest(%s::uuid[]) AS member",
            [members],
        )


@pytest.mark.req("S1-USR-08", "S1-USR-09")
def test_every_page_of_the_office_answers_each_official_as_the_table_says(office_walk: Walk) -> None:
    wrong = office_walk.all()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("side", DOORS)
def test_an_address_that_no_page_has_is_not_found(side: Side, db: None, keys: Path) -> None:
    with as_side(side):
        set_urlconf(None)
        for path in ("/admin/", "/cases/1/", "/my/not-a-uuid/", "/.env", "/static/../settings.py"):
            assert Client(raise_request_exception=False).get(path).status_code == 404, path


def test_the_doors_share_no_address_but_those_of_signing_in() -> None:
    assert (PORTAL.keys() & OFFICE.keys()) - {"home"} == {name for name in PORTAL if name.startswith(("account_", "mfa_"))}
