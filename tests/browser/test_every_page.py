"""Every page that somebody can reach, seen by everybody who can: at 360 and 1280 px, by keyboard, in print (docs/tour.md shows nine)."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Error as BrowserError

from tests.browser.test_tour import PEOPLE
from tests.browser.visitor import Visitor
from tests.support import databases
from tests.support.house import House, finished

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Officials = Callable[[str, int], Visitor]
WIDTHS = (1280, 360)
ROLES = (
    "intake11", "invest11", "review11", "send11", "agenda01", "secretary01", "drafter01", "seal01", "serve01", "param01",
    "audit01", "guide01", "guide02", "chair01", "member02", "head01",
)  # fmt: skip
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
VARYING = re.compile(rf"{UUID.pattern}|value=\"\w{{64}}\"|\d+")
# What the demo has none of: a meeting in session with a vote and a roll record, a proposed value, a drafted letter.
MORE = """
import datetime as dt
from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.committees import actions as committee
from teojeon.kernel.committees.models import AgendaItem
from teojeon.kernel.committees.queries import members_on
from teojeon.kernel.parameters import actions as parameters
from teojeon.kernel.people.models import Official
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.agenda.actions import table
from teojeon.services.victims.decision.actions import draft_letter
def acting(username):
    return unit_of_work(Official.objects.get(username=username).account)
with acting("param01"):
    parameters.enter(controller="MOLIT", organisation="MOLIT", code="DEPOSIT_CAP_EFFECTIVE", area="sido:41", value=600_000_000,
        valid_from=clock.business_today(), valid_to=None, resolution="경기-제2호", reason="경기도의 보증금 수준을 고려하였다.")
with acting("secretary01") as unit:
    meeting = committee.convene(controller="MOLIT", committee="CMT", held_on=clock.business_today(), place="정부세종청사 6동").pk
    for case in Case.objects.visible_to(unit.actor).filter(state="AGENDA")[:2]:
        table(case.pk, meeting=meeting, motion="GA")
with acting("secretary01") as unit:
    present = [each.account for each in members_on("CMT", clock.business_today())][:20]
    committee.open_meeting(meeting, present=present)
    item = AgendaItem.objects.visible_to(unit.actor).filter(meeting=meeting, position=1).get().pk
    committee.enter_roll(meeting, item=item, votes={str(each): "yes" for each in present})
with acting("drafter01") as unit:
    draft_letter(Case.objects.visible_to(unit.actor).filter(state="RESOLVED").first().pk)
"""


def rows(house: House, query: str) -> list[Any]:
    with psycopg.connect(databases.urls(house.database)["owner"]) as owner:
        return owner.execute(query).fetchall()


@dataclass
class Places:
    """Which of many like objects are visited: one case for each state of case and letter, one meeting for each state."""

    cases: dict[str, str]
    meetings: dict[str, str]
    left_out: frozenset[str]

    @property
    def starts(self) -> list[str]:
        lists = ["/", "/worklist/", "/meetings/", "/parameters/", "/second-factor/"]
        cases = [f"/cases/{key}/{page}" for key in self.cases for page in ("", "letter/", "package/")]
        return [*lists, *cases, *(f"/meetings/{key}/{page}" for key in self.meetings for page in ("", "minutes/"))]


@pytest.fixture(scope="module")
def places(house: House) -> Places:
    finished(house.python(MORE, "office"))
    query = """SELECT DISTINCT ON (cases_case.state, letter.state) cases_case.id::text, concat_ws(' ', cases_case.state, letter.state)
        FROM cases_case LEFT JOIN victims_letter letter ON letter.case_id = cases_case.id
        ORDER BY cases_case.state, letter.state, cases_case.handled_by = 'SD-11' DESC, cases_case.id"""
    cases = dict(rows(house, query))
    meetings = dict(rows(house, "SELECT DISTINCT ON (state) id::text, state FROM committees_meeting ORDER BY state, id"))
    everything = {key for table in ("cases_case", "committees_meeting") for (key,) in rows(house, f"SELECT id::text FROM {table}")}
    return Places(cases, meetings, frozenset(everything - cases.keys() - meetings.keys()))


FILES = {
    ".pdf": b"%PDF-",
    ".json": b"{",
    ".xlsx": b"PK",
    ".csv": b"\xef\xbb\xbf",
}  # what is saved instead of shown, and how it begins


@dataclass
class Walk:
    """One person goes everywhere a link leads. `looked`: contents that were examined already, whoever saw them."""

    house: House
    door: str
    visitor: Visitor
    who: str
    pictures: Path
    looked: set[tuple[int, str]]
    left_out: frozenset[str] = frozenset()
    widths: tuple[int, ...] = WIDTHS
    wrong: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)  # kinds of pages for which this person has no right, whatever the case
    has_looked: bool = False

    def go_everywhere(self, starts: list[str]) -> None:
        waiting = deque(starts)
        # what nobody linked to may be refused or missing for these eyes; what a link promised may not
        promised: set[str] = set()
        while waiting:
            path = waiting.popleft()
            if self.shape(path) in self.seen or any(key in self.left_out for key in UUID.findall(path)):
                continue
            if UUID.sub("", path) in self.closed and path not in promised:
                continue
            self.seen.add(self.shape(path))
            links = self.visit(path, promised=path in promised)
            promised.update(links)
            waiting.extend(links)

    @staticmethod
    def shape(path: str) -> str:
        parts = urlsplit(path)
        tab = parse_qs(parts.query).get("tab", [""])[0]
        return f"{parts.path}?{tab}"

    def visit(self, path: str, *, promised: bool) -> list[str]:
        """Opens and examines one page. Returns where it leads."""
        page = self.visitor.page
        beginning = FILES.get(Path(urlsplit(path).path).suffix)
        if beginning is not None:
            answer = page.request.get(self.house.url(self.door, path))
            if promised and not (answer.ok and answer.body().startswith(beginning)):
                self.wrong.append(f"{self.who} {path}: {answer.status}")
            return []
        try:
            opened = page.goto(self.house.url(self.door, path))
        except BrowserError as error:
            if "Download is starting" not in str(error):
                raise
            return []  # a file under an address that does not say so, such as the copy of a paper
        status = opened.status if opened else 0
        if status != 200 and (promised or status not in (403, 404)):
            self.wrong.append(f"{self.who} {path}: {status}")
        if status == 403:
            self.closed.add(UUID.sub("", path))
        self.examine(path)
        links: list[str] = page.evaluate(
            "[...document.links].filter(a => a.origin === location.origin).map(a => a.pathname + a.search)"
        )
        return links if status == 200 else []

    def examine(self, path: str) -> None:
        page = self.visitor.page
        content = VARYING.sub("", page.inner_html("main"))
        is_first = not self.has_looked  # the frame around the content is a person's own, and the same on all pages
        self.has_looked = True
        for width in self.widths:
            if (width, content) in self.looked and not is_first:
                continue
            self.looked.add((width, content))
            self.visitor.width = width
            page.set_viewport_size({"width": width, "height": 900})
            name = re.sub(r"\W+", "-", f"{self.door} {self.who} {UUID.sub('', path)} {len(self.looked):04d}")
            try:
                self.visitor.look(name, None)
            except AssertionError as found:
                self.wrong.append(f"{self.who} {path}: {found}"[:600])
                page.screenshot(path=str(self.pictures / f"{name}.png"), full_page=True)
                self.visitor.complaints.clear()


@pytest.fixture(scope="module")
def looked() -> set[tuple[int, str]]:
    return set()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_office_can_be_read_by_everybody(
    role: str, house: House, officials: Officials, places: Places, pictures: Path, looked: set[tuple[int, str]]
) -> None:
    walk = Walk(house, "office", officials(role, 1280), role, pictures, looked, places.left_out)
    walk.go_everywhere([*places.starts, "/no-such-page/"])
    assert not walk.wrong, "\n".join(walk.wrong)


@pytest.fixture(scope="module")
def tenants(house: House, browser: Browser, password: str) -> Iterator[list[tuple[str, Visitor]]]:
    """One tenant of the demo for each state of the own case, as the portal knows it; other tests' people have another password."""
    others = ", ".join(f"'{username}'" for _, _, username in PEOPLE.values())
    query = f"""SELECT DISTINCT ON (newest.step) account.username FROM portal_side.logins_account account
        JOIN LATERAL (SELECT step FROM victims_portalentry entry WHERE entry.account = account.id ORDER BY at DESC LIMIT 1) newest ON true
        WHERE account.username NOT IN ({others}) ORDER BY newest.step, account.username"""
    found = []
    for (username,) in rows(house, query):
        visitor = Visitor.enter(browser, 1280)
        visitor.go(house.url("portal", "/sign-in/"))
        visitor.fill(login=username, password=password)
        visitor.press("로그인")
        visitor.sees("로그아웃")
        found.append((username, visitor))
    yield found
    for _, visitor in found:
        visitor.leave()


def test_every_page_of_the_portal_can_be_read_by_every_tenant(
    house: House, tenants: list[tuple[str, Visitor]], pictures: Path, looked: set[tuple[int, str]]
) -> None:
    assert len(tenants) >= 8
    wrong: list[str] = []
    for username, visitor in tenants:
        walk = Walk(house, "portal", visitor, username, pictures, looked)
        walk.go_everywhere(["/", "/my/", "/applications/new/", "/second-factor/", "/no-such-page/"])
        wrong += walk.wrong
    assert not wrong, "\n".join(wrong)


def test_every_step_of_an_application_can_be_read_empty_and_with_its_errors(
    house: House, tenants: list[tuple[str, Visitor]], pictures: Path, looked: set[tuple[int, str]]
) -> None:
    username, visitor = tenants[0]
    walk = Walk(house, "portal", visitor, username, pictures, looked)
    visitor.go(house.url("portal", "/applications/new/"))
    visitor.press("새로 신청하기")
    first = urlsplit(visitor.page.url).path
    walk.go_everywhere([first])
    walk.go_everywhere([first.replace("applicant/", "")])
    for slug in ("applicant", "actor", "house", "lease", "occupancy", "damage", "statement", "papers", "review"):
        path = first.replace("applicant", slug)
        walk.visit(path, promised=True)
        visitor.press("제출하기" if slug == "review" else "다음")
        walk.examine(f"{path} sent")
    assert not walk.wrong, "\n".join(walk.wrong)


@pytest.mark.parametrize("door", ["portal", "office"])
def test_pages_of_signing_in_and_of_errors_can_be_read(
    door: str, house: House, browser: Browser, pictures: Path, looked: set[tuple[int, str]]
) -> None:
    visitor = Visitor.enter(browser, 1280)
    walk = Walk(house, door, visitor, "visitor", pictures, looked)
    walk.go_everywhere(["/", "/sign-in/", "/no-such-page/"])
    visitor.go(house.url(door, "/sign-in/"))
    visitor.fill(login="nobody", password="not-the-password")
    visitor.press("로그인")
    visitor.sees("맞지 않습니다")
    walk.examine("wrong password")
    if door == "portal":
        visitor.go(house.url(door, "/sign-up/"))
        visitor.press("본인확인")
        walk.examine("sign-up with errors")
        visitor.fill(name="남궁다솜", birth_date="1990-05-06", mobile="01055559999")
        visitor.press("본인확인")
        walk.examine("sign-up, second page")
        visitor.press("가입")
        walk.examine("sign-up, second page with errors")
    visitor.leave()
    assert not walk.wrong, "\n".join(walk.wrong)


# Whether the focused element looks otherwise than without the focus: outline, shadow, frame or ground, its own or its label's.
FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), around = [at, ...(at.labels || [])];
  if (at === document.body) return {body: true};
  const look = () => {
    document.getAnimations().forEach(each => each.finish());
    return JSON.stringify(around.flatMap(e => [null, '::before', '::after'].map(part => {
      const s = getComputedStyle(e, part);
      return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.borderWidth, s.backgroundColor];
    })));
  };
  const focused = look();
  at.blur();
  const plain = look();
  at.focus();
  return {what: at.outerHTML.slice(0, 120), marked: focused !== plain, seen: box.width > 0 && box.height > 0, body: false};
}"""


@pytest.fixture
def two_doors(officials: Officials, tenants: list[tuple[str, Visitor]], house: House) -> dict[str, tuple[Visitor, str]]:
    """A page with fields of each door."""
    return {
        "portal": (tenants[0][1], house.url("portal", "/applications/new/")),
        "office": (officials("param01", 1280), house.url("office", "/parameters/enter/")),
    }


@pytest.mark.parametrize("door", ["portal", "office"])
def test_the_keyboard_leads_past_the_menu_and_always_shows_where_it_is(
    door: str, two_doors: dict[str, tuple[Visitor, str]]
) -> None:
    visitor, url = two_doors[door]
    page = visitor.page
    visitor.go(url)
    if door == "portal":
        visitor.press("새로 신청하기")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="본문 바로가기")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    places = []
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUS)
        if place["body"]:
            break
        places.append(place)
    hidden = [place["what"] for place in places if not place["marked"] or not place["seen"]]
    assert len(places) > 8 and not hidden, hidden
    assert all("gnb-main-trigger" not in place["what"] for place in places)


@pytest.mark.parametrize("door", ["portal", "office"])
def test_a_printed_page_is_its_content_alone(door: str, two_doors: dict[str, tuple[Visitor, str]]) -> None:
    visitor, url = two_doors[door]
    visitor.go(url)
    page = visitor.page
    page.emulate_media(media="print")
    try:
        for selector in ("#krds-skip-link", "nav", ".ui-utility", "#krds-footer", ".page-btn-wrap"):
            for place in page.locator(selector).all():
                expect(place).to_be_hidden()
        expect(page.locator("main h1")).to_be_visible()
    finally:
        page.emulate_media(media="screen")
