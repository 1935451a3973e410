"""Extracts in the office: read from a paper, confirmed row by row, shared by the cases of the house, never a fact by themselves."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.extracts.models import Extract, ExtractRow
from teojeon.services.victims.investigation.models import Fact
from tests.services.victims.extracts.printed import AUCTION, BUYER, LEASEHOLD, MORTGAGE, OWNER, TAX, Printed, scan
from tests.support.factories import acting, browser, cast, make_case, record_fact, reload_in_unit
from tests.support.papers import of_case

pytestmark = pytest.mark.req("S1-INV-01", "S1-APP-05")
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')
NUMBER = "11012020123456"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, office_side: None) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def case() -> UUID:
    return make_case("INVESTIGATING")


@pytest.fixture
def client() -> Client:
    return browser(cast("invest"))


def put(case: UUID, printed: Printed) -> UUID:
    return of_case(case, content=printed.pdf(), doc_type="registry_extract")["paper"]


def read(client: Client, case: UUID, paper: UUID, **more: str) -> Any:
    page = client.get(f"/cases/{case}/extracts/").content.decode()
    return client.post(f"/cases/{case}/extracts/", {**dict(HIDDEN.findall(page)), "paper": str(paper), **more})


def extracts(case: UUID) -> list[Extract]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return list(Extract.objects.visible_to(unit.actor).filter(case=case).order_by("read_at"))


def rows(extract: Extract) -> dict[str, ExtractRow]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        found = ExtractRow.objects.visible_to(unit.actor).filter(extract=extract).order_by("position")
        return {f"{each.section} {each.rank}": each for each in found}


def fields(page: str) -> dict[str, str]:
    """What stands in the form of the row in hand, as a browser would send it on Enter."""
    form = page[page.index('name="decision" value="row"') - 900 : page.index('value="leave_out"') + 9000]
    sent = dict(HIDDEN.findall(form[: form.index("</form>")]))
    for tag in re.findall(r"<input[^>]*>", form[: form.index("</form>")]):
        if name := re.search(r'name="(\w+)"', tag):
            value = re.search(r'value="([^"]*)"', tag)
            sent[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="(\w*)" selected', body)
        sent[name] = chosen[1] if chosen else ""
    return sent


def enter(client: Client, url: str, **changed: str) -> Any:
    return client.post(url.split("?")[0].split("#")[0], {**fields(client.get(url).content.decode()), "decision": "row", **changed})


def confirmed(client: Client, case: UUID, printed: Printed, **more: str) -> str:
    """Reads an extract and presses Enter on every row; its address."""
    url = read(client, case, put(case, printed), **more)["Location"]
    answer = enter(client, url)
    while "?row=" in answer["Location"]:
        answer = enter(client, answer["Location"])
    page = client.get(url).content.decode()
    client.post(url, {**{name: value for name, value in HIDDEN.findall(page) if name == "see-request"}, "decision": "seen"})
    return str(url)


@pytest.mark.slow
def test_a_paper_is_read_into_rows_and_enter_confirms_one_after_the_other(client: Client, case: UUID) -> None:
    answer = read(client, case, put(case, Printed(gap=(OWNER, TAX), eul=(MORTGAGE,))))
    assert answer.status_code == 303
    url, (extract,) = answer["Location"], extracts(case)
    assert [each.decision for each in rows(extract).values()] == ["", "", ""]
    page = client.get(url).content.decode()
    assert f"/papers/{extract.paper}/pages/1/" in page and "다음 행" in page
    first = enter(client, url)
    assert str(rows(extract)["gap 3"].pk) in first["Location"]  # the next one is open
    corrected = enter(client, first["Location"], holder="국 (처분청 중부세무서장)")
    enter(client, corrected["Location"])
    assert [each.decision for each in rows(extract).values()] == ["taken", "corrected", "taken"]
    assert rows(extract)["gap 3"].holder == "국 (처분청 중부세무서장)"
    assert rows(extract)["gap 3"].as_read["holder"] == "국 (처분청 종로세무서장)"
    assert (rows(extract)["eul 1"].amount, rows(extract)["eul 1"].decided_by) == (120_000_000, cast("invest"))


def test_a_row_is_left_out_only_with_a_reason_and_a_colleagues_word_is_not_overwritten(client: Client, case: UUID) -> None:
    url = read(client, case, put(case, Printed(gap=(OWNER,), eul=(MORTGAGE,))))["Location"]
    page = client.get(url).content.decode()
    sent = {**fields(page), "decision": "leave_out"}
    assert "빼는 까닭" in client.post(url, sent).content.decode()
    assert client.post(url, {**sent, "note": "표제부의 줄을 잘못 읽음"}).status_code == 303
    (extract,) = extracts(case)
    assert rows(extract)["gap 1"].decision == "left_out"
    late = {**fields(page), "decision": "row", "request": "6f2f1d4e-0000-4000-8000-000000000001"}
    answer = client.post(url, late)  # a page that was open all the while
    assert answer.status_code == 409 and "먼저 저장" in answer.content.decode()
    assert rows(extract)["gap 1"].decision == "left_out"


@pytest.mark.parametrize(("given", "code"), [("180000000원", 180_000_000), ("1억 8천만 1", 180_000_001), ("", None)])
def test_a_corrected_amount_is_kept_to_the_won(client: Client, case: UUID, given: str, code: int | None) -> None:
    url = read(client, case, put(case, Printed(gap=(), eul=(MORTGAGE,))))["Location"]
    enter(client, url, amount=given)
    assert rows(extracts(case)[0])["eul 1"].amount == code


def test_an_extract_of_another_house_is_refused_with_both_named_and_kept_only_with_a_reason(client: Client) -> None:
    case = make_case("INVESTIGATING", registry_unique_no="11011996000001")
    paper = put(case, Printed(gap=(), eul=(MORTGAGE,)))
    answer = read(client, case, paper)
    page = answer.content.decode()
    assert answer.status_code == 409 and "OTHER_HOUSE" in page
    assert "1101-2020-123456" in page and "1101-1996-000001" in page and extracts(case) == []
    url = read(client, case, paper, reason="신탁된 옆 집과 공동담보인지 견주려고 붙임")["Location"]
    enter(client, url)
    told = client.get(f"{url}facts/").content.decode()
    assert "이 사건의 집이 아닌" in told and 'name="codes"' not in told  # its entries are not facts of this case
    assert extracts(case)[0].other_reason.startswith("신탁된") and extracts(case)[0].building == ""


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("[집합건물] 서울특별시 종로구 청운동 12-3 효자빌라 제3층 제302호", "OTHER_HOUSE"),
        ("[집합건물] 부산광역시 중구 중앙동 9-1 제3층 제301호", "HOUSE_NOT_CERTAIN"),
    ],
)
def test_without_a_number_the_address_decides_and_what_does_not_meet_is_asked(
    client: Client, case: UUID, place: str, code: str
) -> None:
    road = "서울특별시 종로구 효자로 12" if "종로구" in place else "부산광역시 중구 중앙대로 9"
    answer = read(client, case, put(case, Printed(place=place, road=road)))
    assert answer.status_code == 409 and code in answer.content.decode() and extracts(case) == []


@pytest.mark.slow
def test_the_same_extract_twice_is_refused_also_as_another_file_or_in_another_case_of_the_house(client: Client, case: UUID) -> None:
    assert read(client, case, put(case, Printed())).status_code == 303
    again = read(client, case, put(case, Printed(watermark=True)))  # the same number and minute
    assert again.status_code == 409 and "EXTRACT_TWICE" in again.content.decode()
    neighbour = make_case("INVESTIGATING")  # of the same address
    page = read(client, neighbour, put(neighbour, Printed())).content.decode()
    assert "EXTRACT_TWICE" in page and reload_receipt(case) in page
    assert len(extracts(case)) == 1 and extracts(neighbour) == []


def reload_receipt(case: UUID) -> str:
    with acting("intake"):
        return reload_in_unit(case).receipt_no


@pytest.mark.slow
def test_one_extract_serves_the_cases_of_the_house_that_the_reader_may_see(client: Client, case: UUID) -> None:
    url = confirmed(client, case, Printed())
    neighbour, other = make_case("INVESTIGATING"), make_case("INVESTIGATING", registry_unique_no="11011996000001")
    key = url.rstrip("/").rsplit("/", 1)[-1]
    shown = client.get(f"/cases/{neighbour}/extracts/").content.decode()
    assert f"/cases/{neighbour}/extracts/{key}/" in shown and reload_receipt(case) in shown
    assert client.get(f"/cases/{neighbour}/extracts/{key}/facts/").status_code == 200
    assert client.get(f"/cases/{other}/extracts/{key}/").status_code == 404  # another house
    far = make_case("INVESTIGATING", sido="26")
    stranger = browser(cast("invest", "26"))
    assert stranger.get(f"/cases/{case}/extracts/{key}/").status_code == 404
    assert stranger.get(f"/cases/{far}/extracts/{key}/").status_code == 404
    assert stranger.get(f"/cases/{case}/extracts/").status_code == 404


@pytest.mark.slow
@pytest.mark.req("S1-USR-09")
def test_only_the_investigator_of_a_case_in_investigation_reads_and_confirms(client: Client, case: UUID) -> None:
    paper = put(case, Printed(gap=(), eul=(MORTGAGE,)))
    for name in ("review", "intake"):
        answer = read(browser(cast(name)), case, paper)
        assert answer.status_code in (403, 409, 422) and extracts(case) == [], name
    url = read(client, case, paper)["Location"]
    sent = {**fields(client.get(url).content.decode()), "decision": "row"}
    assert browser(cast("review")).post(url, sent).status_code == 403
    received = make_case("RECEIVED")
    assert read(client, received, put(received, Printed())).status_code in (409, 422) and extracts(received) == []
    assert rows(extracts(case)[0])["eul 1"].decision == ""


@pytest.mark.slow
@pytest.mark.req("S1-ASM-03", "S1-ASM-05", "S1-ASM-08")
def test_facts_are_proposed_from_confirmed_rows_and_recorded_only_when_the_investigator_ticks_them(
    client: Client, case: UUID
) -> None:
    record_fact(case, cast("invest"), "first_contract_date", "2024-03-02")
    url = read(client, case, put(case, Printed()))["Location"]
    assert "새로 적을 제안이 없습니다" in client.get(f"{url}facts/").content.decode()  # nothing is confirmed yet
    answer = enter(client, url)
    while "?row=" in answer["Location"]:
        answer = enter(client, answer["Location"])
    page = client.get(f"{url}facts/").content.decode()
    assert all(word in page for word in ("2021. 3. 4.", "2026. 2. 3.", "2026. 1. 15.", "을구 1번 근저당권설정"))
    assert not re.search(r'name="codes"[^>]*checked', page) and facts(case).keys() == {"first_contract_date"}
    hidden = dict(HIDDEN.findall(page))
    assert client.post(f"{url}facts/", hidden).status_code == 409
    chosen = ["earliest_security_on", "auction_entry_on", "events"]
    assert client.post(f"{url}facts/", {**hidden, "codes": chosen}).status_code == 303
    told = facts(case)
    assert (told["earliest_security_on"].value, told["auction_entry_on"].value) == ("2021-03-04", "2026-02-03")
    events: Any = told["events"].value
    assert {code for code, each in events.items() if each} == {"auction_commenced", "national_tax_seizure"}
    assert told["earliest_security_on"].source == "register" and "1101-2020-123456" in told["earliest_security_on"].evidence
    assert told["earliest_security_on"].as_of.isoformat() == "2026-11-18" and "leasehold_reg_done_on" not in told


def facts(case: UUID) -> dict[str, Fact]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return {each.code: each for each in Fact.objects.visible_to(unit.actor).filter(case=case).order_by("number")}


@pytest.mark.slow
@pytest.mark.req("S1-ASM-08")
def test_a_newer_extract_shows_what_changed_against_the_former(client: Client, case: UUID) -> None:
    confirmed(client, case, Printed(gap=(OWNER, BUYER), eul=(MORTGAGE,), seen="2026년9월1일 10시00분00초"))
    newer = Printed(gap=(OWNER, BUYER, TAX, AUCTION), eul=(MORTGAGE, LEASEHOLD), struck=frozenset({("eul", "1")}))
    url = read(client, case, put(case, newer))["Location"]
    page = client.get(url).content.decode()
    changed = page[page.index("앞의 증명서와 달라진 것") :]
    assert changed.count("새로 오른 등기") == 3 and changed.count("말소됨") >= 1
    assert "달라진" in client.get(f"/cases/{case}/extracts/").content.decode()


def test_a_scan_is_typed_in_a_table_of_empty_rows(client: Client, case: UUID) -> None:
    paper = of_case(case, content=scan(), doc_type="registry_extract")["paper"]
    page = read(client, case, paper).content.decode()
    assert "글자가 들어 있지 않은" in page and extracts(case) == []
    head = {**dict(HIDDEN.findall(page)), "paper": str(paper)}
    short = client.post(f"/cases/{case}/extracts/", {**head, "unique_no": "1101-2020"})
    assert short.status_code == 422 and "14자리" in short.content.decode()
    typed = {"kind": "집합건물", "unique_no": "1101-2020-123456", "place": "서울특별시 종로구 효자로 12, 301호"}
    typed |= {"issued_on": "2026-11-18", "coverage": "all"}
    url = client.post(f"/cases/{case}/extracts/", {**head, **typed})["Location"]
    (extract,) = extracts(case)
    assert (extract.is_typed, extract.unique_no) == (True, NUMBER)
    press = {name: value for name, value in HIDDEN.findall(client.get(url).content.decode()) if name == "type-request"}
    line = {
        "section": "eul",
        "rank": "1",
        "kind": "mortgage",
        "received_on": "2021-03-04",
        "received_no": "5679",
        "cancelled": "no",
    }
    line |= {"holder": "주식회사한빛은행 700101-1234567", "amount": "1억2천만", "page": "1"}
    sent = {**press, "decision": "type", **{f"typed0-{name}": value for name, value in line.items()}}
    assert client.post(url, sent).status_code == 303
    row = rows(extract)["eul 1"]
    assert (row.decision, row.amount, row.as_read) == ("typed", 120_000_000, {})
    assert "1234567" not in row.holder  # a number of a person is hidden
    again = client.post(url, {**sent, "type-request": "6f2f1d4e-0000-4000-8000-000000000002"})
    assert again.status_code == 409 and "ROW_TWICE" in again.content.decode()


@pytest.mark.req("S1-XCT-05")
def test_what_a_row_keeps_hides_the_number_of_a_person(client: Client, case: UUID) -> None:
    old = ("1", "소유권보존", "2003년5월2일\n제12345호", "", "소유자 나라온 570101-2345678\n서울특별시 종로구 효자로 12, 301호")
    read(client, case, put(case, Printed(gap=(old,), eul=())))
    (row,) = rows(extracts(case)[0]).values()
    assert "2345678" not in row.details and row.holder == "나라온"
