"""The database stops in the middle of a filing, the disk is full, the session ends: a plain answer, nothing half done, nothing lost."""

import http.cookiejar
import re
import resource
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import Client
from django.urls import set_urlconf
from psycopg import sql

from teojeon.kernel import clock
from teojeon.kernel.documents.models import Document
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts.sessions import IDLE, LAST_ACTIVE
from teojeon.services.victims.application.actions import start
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.drafts import find_draft
from teojeon.services.victims.decision.models import Letter
from teojeon.settings.base import POOL
from tests.house.stages_of_doors import STAGES
from tests.services.victims.application.applicant import ANSWERS, PERSON, new_account, sign_in
from tests.support import databases
from tests.support.factories import acting, browser, cast, reload
from tests.support.house import House, house_of_its_own, wait_until

HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')
PATIENCE = POOL["timeout"] + 10  # seconds that a person waits for a page that says what is wrong
PASSWORD = "han-gang-2026"
WRITTEN_TABLES = ("victims_filing", "victims_portalentry", "to_office")  # what a filing leaves, beside the draft's state


@dataclass
class Answer:
    status: int
    page: str
    url: str
    seconds: float

    def hidden(self, name: str) -> str:
        return str(dict(HIDDEN.findall(self.page))[name])


@dataclass
class Window:
    """A browser without a script, in front of the running portal."""

    house: House
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.house.url("portal", path)))

    def post(self, path: str, **entered: str) -> Answer:
        token = next((cookie.value for cookie in self.jar if "csrf" in cookie.name), "") or ""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **entered}).encode()
        return self._ask(urllib.request.Request(self.house.url("portal", path), body, {"Origin": self.house.url("portal", "")}))

    def _ask(self, request: urllib.request.Request) -> Answer:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        began = time.monotonic()
        try:
            answer = opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Answer(answer.status, answer.read().decode(), answer.url, time.monotonic() - began)


def full_draft(window: Window) -> str:
    """Signs up and fills in all steps. Returns the path of the review page."""
    window.get("/sign-up/")
    window.post("/sign-up/", name="강한결", birth_date="1991-03-02", mobile="010-1234-5678")
    window.post("/sign-up/account/", username="river2026", password1=PASSWORD, password2=PASSWORD, terms="on", privacy="on")
    window.get("/applications/new/")
    page = window.post("/applications/new/")
    for answers in ANSWERS.values():
        path = urllib.parse.urlsplit(page.url).path
        page = window.post(path, version=page.hidden("version"), page=page.hidden("page"), action="next", **answers)
        assert page.status == 200, page.page
    path = urllib.parse.urlsplit(page.url).path
    assert path.endswith("/review/"), path
    return path


@dataclass
class Outage:
    """The administrator's hand on the house's database."""

    house: House
    server: Any

    def rows(self, query: str) -> list[Any]:
        with psycopg.connect(databases.urls(self.house.database)["owner"]) as owner:
            return owner.execute(query).fetchall()

    def written(self) -> dict[str, int]:
        return {table: int(self.rows(f"SELECT count(*) FROM {table}")[0][0]) for table in WRITTEN_TABLES}

    def allow(self, allowed: bool) -> None:
        name = sql.Identifier(self.house.database)
        self.server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(name, sql.SQL(str(allowed))))

    def cut(self) -> None:
        """Nobody gets in any more, and all that are inside are thrown out."""
        self.allow(False)
        self.server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename <> 'owner'",
            [self.house.database],
        )

    def waits(self) -> bool:
        """Whether a statement of the portal stands before the lock."""
        found = self.server.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND usename = 'portal' AND wait_event_type = 'Lock'",
            [self.house.database],
        )
        return found.fetchone() is not None

    @contextmanager
    def held(self, table: str) -> Iterator[None]:
        """The table cannot be written to: a filing stops in front of it, with half of its rows written."""
        with psycopg.connect(databases.urls(self.house.database)["owner"]) as owner:
            owner.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            yield
            owner.rollback()


@pytest.fixture
def outage(tmp_path: Path, keys: Path) -> Iterator[Outage]:
    with house_of_its_own("outage", tmp_path, keys) as house, psycopg.connect(databases.administrator(), autocommit=True) as server:
        house.start("portal")
        yield Outage(house, server)


@pytest.mark.slow
@pytest.mark.req("S1-XCT-03", "S1-APP-01")
def test_a_database_that_stops_in_the_middle_of_a_filing_leaves_nothing_and_one_press_files_it_later(outage: Outage) -> None:
    window = Window(outage.house)
    path = full_draft(window)
    with ThreadPoolExecutor(8) as many:  # all connections of the pool have been used
        assert {each.status for each in many.map(lambda _: window.get("/my/"), range(24))} == {200}
    review = window.get(path)
    entered = {"version": review.hidden("version"), "request": review.hidden("request")}
    answers: list[Answer] = []
    press = threading.Thread(target=lambda: answers.append(window.post(path, **entered)))
    with outage.held("to_office"):
        press.start()
        assert wait_until(outage.waits, 20), outage.house.log("portal")[-2000:]
        outage.cut()
    press.join(60)
    meanwhile = window.get("/my/")
    outage.allow(True)
    for answer in (*answers, meanwhile):
        assert answer.status == 500 and "SERVER_ERROR" in answer.page and "일시적으로 처리하지 못했습니다" in answer.page
        assert "Traceback" not in answer.page and answer.seconds < PATIENCE, answer.seconds
    assert outage.written() == dict.fromkeys(WRITTEN_TABLES, 0)
    assert outage.rows("SELECT state FROM victims_draft") == [("DRAFT",)]
    with ThreadPoolExecutor(8) as many:
        assert [each.status for each in many.map(lambda _: window.get("/my/"), range(24))] == [200] * 24
    assert "210,000,000원" in window.get(path).page
    done = window.post(path, **entered)
    again = window.post(path, **entered)
    numbers = [re.search(r"\d{4}-서울-\d{6}", answer.page) for answer in (done, again)]
    assert done.status == again.status == 200 and numbers[0] and numbers[1] and numbers[0][0] == numbers[1][0]
    assert outage.written() == dict.fromkeys(WRITTEN_TABLES, 1)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond a few bytes, as on a disk without room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.slow
@pytest.mark.req("S1-XCT-03", "S1-DEC-03")
def test_a_full_disk_refuses_the_seal_and_the_letter_stays_a_draft(office_side: None, keys: Path) -> None:
    set_urlconf(None)
    case = STAGES["drafted"]()["case"]
    client = browser(cast("sealer"))
    page = client.get(f"/cases/{case}/letter/").content.decode()
    before = files()
    with full_disk():
        answer = client.post(f"/cases/{case}/letter/seal/", dict(HIDDEN.findall(page)))
    shown = answer.content.decode()
    assert answer.status_code == 507 and "STORE_FULL" in shown and "저장 공간이 부족" in shown and "기안 상태 그대로" in shown
    assert files() == before
    with acting("sealer", read_only=True) as unit:
        letter = Letter.objects.visible_to(unit.actor).get(case=case)
        assert (letter.state, letter.document, letter.sha256) == (Letter.DRAFTED, None, "")
        assert not Document.objects.visible_to(unit.actor).filter(case_id=case).exists()
    assert reload(case).state == "RESOLVED"
    assert client.post(f"/cases/{case}/letter/seal/", dict(HIDDEN.findall(shown))).status_code == 302
    assert len(files()) == len(before) + 1


def files() -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


@pytest.fixture
def tenant(portal_side: None, keys: Path) -> Account:
    set_urlconf(None)
    return new_account()


@pytest.mark.req("S1-XCT-03", "S1-ACC-02")
@pytest.mark.parametrize("slug", list(ANSWERS))
def test_a_session_that_ends_while_a_step_is_saved_loses_nothing(slug: str, tenant: Account) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    window = Client(headers={"origin": "http://testserver"})
    sign_in(window)
    client.cookies = window.cookies
    with unit_of_work(tenant.pk):
        draft = start(tenant.pk, PERSON).pk
    url = f"/applications/{draft}/{slug}/"
    typed = {**dict(HIDDEN.findall(client.get(url).content.decode())), **ANSWERS[slug], "action": "next"}
    session = client.session
    session[LAST_ACTIVE] = clock.real_now().timestamp() - IDLE["portal"].total_seconds() - 1
    session.save()
    alone = client.post(f"{url}save/", typed)  # what the page does by itself
    assert alone.status_code == 401 and alone.json()["error"] == "SIGNED_OUT"
    refused = client.post(url, typed)
    assert refused.status_code == 403 and "SIGNED_OUT" in refused.content.decode()
    sign_in(window)  # in a new window of the same browser, as the page says
    once_more = client.post(url, dict(HIDDEN.findall(refused.content.decode())))
    if once_more.status_code == 403:  # signing in has changed the token: one more press
        assert "CSRF_REFUSED" in once_more.content.decode()
        once_more = client.post(url, dict(HIDDEN.findall(once_more.content.decode())))
    assert once_more.status_code == 303, once_more.content.decode()
    with unit_of_work(tenant.pk):
        content = load(find_draft(draft))
    kept = {
        "applicant": (content.applicant.service_address, content.applicant.mobile),
        "house": (content.house.sigungu, content.house.address),
        "lease": (content.lease.deposit_current, content.lease.monthly_rent),
        "occupancy": (content.occupancy.handover_state, str(content.occupancy.handover_on)),
        "damage": (content.damage.other_victims, content.damage.any_guarantees),
        "papers": (content.consents.c3, content.consents.c5),
    }
    wanted = {
        "applicant": ("서울특별시 종로구 대학로 1, 201호", "01012345678"),
        "house": ("11110", "대학로 1, 201호"),
        "lease": (210_000_000, 0),
        "occupancy": ("done", "2023-04-10"),
        "damage": (3, False),
        "papers": (True, False),
    }
    assert kept[slug] == wanted[slug]
