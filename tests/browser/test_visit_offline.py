"""A visit without a network, on a phone: sealed as it is saved, readable by nobody, sent once by its writer's next log-in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Geolocation, Page, expect

from tests.browser.visitor import Visitor
from tests.support import databases
from tests.support.house import House
from tests.support.made_files import photo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.req("S1-INV-04")]
PHONE = 360
HERE = Geolocation(latitude=37.586, longitude=126.974, accuracy=9.0)
WRITER, OTHER = "invest11", "review11"
SEEN, SAID, LATER, PUT_AWAY = (
    "우편함에 독촉장이 쌓여 있음",
    "보증금을 돌려받지 못하였다고 말함",
    "둘째 방문에는 불이 켜져 있음",
    "적다가 만 말",
)
CASE = """
SELECT c.id::text, c.receipt_no FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
WHERE a.account = (SELECT account FROM people_official WHERE username = %s) AND a.until IS NULL AND c.state = 'INVESTIGATING'
  AND c.received_at < now() - interval '2 days' ORDER BY c.id
"""
VISITS = """
SELECT v.condition, v.interview_summary, count(p.id) FROM victims_visit v LEFT JOIN victims_visitphoto p ON p.visit_id = v.id
WHERE v.case_id = %s GROUP BY v.id ORDER BY v.number
"""
EVERYTHING = """async () => {
  const texts = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
  const bytes = (value) => new TextDecoder().decode(value) + String.fromCharCode(...new Uint8Array(value).slice(0, 50000));
  const words = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? bytes(value.buffer ?? value)
    : value && typeof value === "object" ? Object.entries(value).map(([name, each]) => `${name}=${words(each)}`).join(" ") : String(value);
  const result = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = bad; });
  for (const {name} of await indexedDB.databases()) {
    const database = await result(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = await result(database.transaction(store).objectStore(store).getAll());
      texts.push(...rows.map((row) => `${store}: ${words(row)}`));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
  }
  return texts;
}"""
AGED = """async ([hours, entry]) => {
  const result = (request) => new Promise((good) => { request.onsuccess = () => good(request.result); });
  const database = await result(indexedDB.open("teojeon-visits"));
  const store = database.transaction("entries", "readwrite").objectStore("entries");
  const rows = (await result(store.getAll())).sort((one, other) => one.saved_at - other.saved_at);
  await result(store.put({...rows[entry], saved_at: Date.now() - hours * 3600000}));
  database.close();
}"""


@dataclass
class Device:
    """A phone that officials sign in on, one after the other."""

    house: House
    visitor: Visitor
    password: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    def sign_in(self, username: str) -> None:
        self.visitor.go(self.house.url("office", "/sign-in/"))
        self.visitor.fill(login=username, password=self.password)
        self.visitor.press("로그인")
        self.visitor.fill(code=self.house.one_time_code(username))
        self.visitor.press("로그인")
        self.visitor.sees("로그아웃")

    def sign_out(self) -> None:
        self.visitor.go(self.house.url("office", "/sign-out/"))
        self.visitor.press("로그아웃")
        self.page.wait_for_url("**/sign-in/")

    def open(self, case: str) -> None:
        self.visitor.go(self.house.url("office", f"/cases/{case}/visits/offline/"))
        expect(self.page.locator("[data-visit-offline][data-ready=yes]")).to_be_attached()
        self.page.wait_for_load_state("networkidle")

    def write(self, day: str, condition: str, *photos: Path, summary: str = "") -> None:
        page = self.page
        expect(page.locator("[data-visit-offline] form")).to_be_visible()
        self.visitor.choose("way", "on_site")
        self.visitor.choose("occupancy", "tenant")
        self.visitor.fill(
            visit_on=day, visit_time="00:00", visitors="담당 조사자", no_notice_reason="있는 그대로 보기 위함", condition=condition
        )
        if summary:
            self.visitor.fill(interview_with="신청인", interview_summary=summary)
        if photos:
            page.set_input_files("input[name='photos']", [str(each) for each in photos])

    def save(self) -> None:
        self.page.get_by_role("button", name="봉인하여 저장", exact=True).click()
        expect(self.page.locator("[data-visit-status]")).to_contain_text("봉인하여 저장했습니다")

    def waits(self, count: int) -> None:
        expect(self.page.locator("[data-visit-count]")).to_have_text(f"이 기기에 보내지 않은 방문 기록 {count}건")

    def holds(self, *words: str) -> set[str]:
        """Which of the words stand anywhere in what this browser keeps."""
        everything = "\n".join(self.page.evaluate(EVERYTHING))
        return {word for word in words if word in everything}

    def without_network(self, off: bool = True) -> None:
        self.page.context.set_offline(off)


def rows(house: House, query: str, *words: str) -> list[Any]:
    with psycopg.connect(databases.urls(house.database)["owner"]) as owner:
        return owner.execute(query, words).fetchall()


@pytest.fixture
def device(house: House, browser: Browser, password: str) -> Iterator[Device]:
    visitor = Visitor.enter(browser, PHONE)
    visitor.page.context.grant_permissions(["geolocation"])
    visitor.page.context.set_geolocation(HERE)
    yield Device(house, visitor, password)
    visitor.leave()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    (tmp_path / "현관.jpg").write_bytes(photo("maroon", 400))
    return tmp_path / "현관.jpg"


def test_two_entries_without_a_network_can_be_read_by_nobody_and_arrive_once_at_their_writers_next_log_in(
    device: Device, picture: Path
) -> None:
    visitor, page = device.visitor, device.page
    device.sign_in(WRITER)
    case, receipt_no = rows(device.house, CASE, WRITER)[0]
    before = rows(device.house, VISITS, case)
    device.open(case)
    visitor.sees(receipt_no)
    visitor.look("visit-offline")
    day = page.locator("[name='visit_on']").input_value()

    device.without_network()
    device.write(day, SEEN, picture, summary=SAID)
    page.get_by_role("button", name="지금 위치 담기", exact=True).click()
    expect(page.locator("[data-visit-place]")).to_contain_text("지금 위치를 담았습니다")
    device.save()
    device.waits(1)
    page.reload()
    visitor.sees("네트워크가 없어 접수번호를 보일 수 없습니다")
    device.write(day, LATER)
    device.save()
    device.waits(2)
    assert device.holds(SEEN, SAID, LATER, "현관.jpg", "37.586", receipt_no, WRITER) == set()
    assert device.holds(case, "entries: ", "boxes: ") == {case, "entries: ", "boxes: "}, "the search finds what is there"

    visitor.complaints.clear()
    page.route("**/send/", lambda route: route.abort())  # the line breaks whenever an entry is sent
    device.without_network(off=False)
    visitor.go(device.house.url("office", "/sign-out/"))
    visitor.sees("보내지 않은 방문 기록이 2건 있습니다")
    visitor.press("로그아웃")
    page.wait_for_url("**/sign-in/")
    page.unroute("**/send/")
    assert device.holds(SEEN, SAID, LATER, "현관.jpg", receipt_no) == set()
    visitor.complaints.clear()

    device.sign_in(OTHER)
    visitor.sees("다른 담당자가 봉인한 방문 기록 2건이 있습니다")
    assert rows(device.house, VISITS, case) == before
    device.sign_out()

    device.sign_in(WRITER)
    visitor.sees("이 기기에 있던 방문 기록 2건을 보내 저장했습니다")
    visitor.go(device.house.url("office", "/"))
    assert rows(device.house, VISITS, case) == [*before, (SEEN, SAID, 1), (LATER, "", 0)]
    place = "SELECT count(*) FROM victims_visitentry WHERE case_id = %s AND length(place_box) > 0 AND length(box) = 0"
    assert rows(device.house, place, case) == [(1,)]
    assert device.holds("boxes: ", "entries: ") == set()


def test_what_is_left_alone_is_sealed_and_what_waits_for_72_hours_is_deleted_and_told(device: Device) -> None:
    visitor, page = device.visitor, device.page
    device.sign_in(WRITER)
    case = rows(device.house, CASE, WRITER)[-1][0]
    before = rows(device.house, VISITS, case)
    page.clock.install()
    device.open(case)
    day = page.locator("[name='visit_on']").input_value()
    device.without_network()
    for condition in (SEEN, LATER):
        device.write(day, condition)
        device.save()
    device.write(day, PUT_AWAY)
    page.clock.fast_forward("10:30")
    expect(page.locator("[data-visit-status]")).to_contain_text("적던 내용을 봉인했습니다")
    device.waits(3)
    assert page.locator("[name='condition']").input_value() == ""
    for entry, hours in enumerate((73, 71)):
        page.evaluate(AGED, [hours, entry])
    page.context.clear_cookies(name="teojeon_office")  # the session has ended
    visitor.complaints.clear()
    device.without_network(off=False)
    expect(page.locator("[data-visit-status]")).to_contain_text("로그인이 끝났습니다")
    assert rows(device.house, VISITS, case) == before
    visitor.complaints.clear()

    device.sign_in(WRITER)
    visitor.sees("72시간 안에 보내지 못한 방문 기록 1건을 이 기기에서 지웠습니다")
    visitor.sees("방문 기록 1건을 보내 저장했습니다")
    visitor.sees("방문 기록 1건에 고칠 것이 있습니다")
    assert rows(device.house, VISITS, case) == [*before, (LATER, "", 0)]
    page.get_by_role("link", name="내용 고치기").first.click()
    assert page.locator("[name='condition']").input_value() == PUT_AWAY
    visitor.look("visit-entry")
    visitor.press("고친 내용 저장")
    visitor.sees("방문 기록을 고쳐 저장했습니다")
    assert rows(device.house, VISITS, case)[-1] == (PUT_AWAY, "", 0)
