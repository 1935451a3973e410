"""The pages: from a case to a request, to its reply, to the facts; what a person is told when something is refused."""

import re
import uuid
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.requests.models import DataRequest
from tests.services.victims.requests.asking import HUG_SAID, drafted, found, investigated, reply, rows_of, sent, taken
from tests.services.victims.requests.test_reading import HEADS, comma, xlsx
from tests.services.victims.requests.test_requests import given_to, of_district
from tests.support.factories import browser, cast, make_case, reload
from tests.support.meetings import SYSTEM, move_clock

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-INV-03")]


def only_request() -> DataRequest:
    with unit_of_work(SYSTEM, read_only=True) as unit:
        row: DataRequest = DataRequest.objects.visible_to(unit.actor).get()
    return row


def words(case: UUID, **more: str) -> dict[str, str]:
    return {"cases": str(case), "what": "11:HUG", "request": "7d3f6d4e-0c0b-4f5e-9a4e-6f3f5b8f0a11", **more}


def upload(client: Client, row: DataRequest, content: bytes, name: str = "reply.csv") -> tuple[int, str]:
    given = {"decision": "file", "replied_on": clock.business_today().isoformat(), "files": SimpleUploadedFile(name, content)}
    answer = client.post(reverse("data_request_reply", args=[row.pk]), given, follow=True)
    return answer.redirect_chain[-1][1] if answer.redirect_chain else answer.status_code, answer.content.decode()


def hidden(page: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert match, name
    return match[1]


@pytest.mark.slow
def test_from_a_case_to_a_fact() -> None:
    case = investigated()
    client = browser(cast("invest"))
    page = client.get(reverse("requests_new"), {"case": str(case)}).content.decode()
    assert reload(case).receipt_no in page and "한국주택금융공사" in page and "신용정보법" not in page
    answer = client.post(reverse("requests_new"), words(case, send="1"), follow=True)
    row = only_request()
    assert (answer.redirect_chain[0][1], row.state) == (303, "SENT") and str(row.request_no) in answer.content.decode()
    assert client.get(reverse("data_request_letter", args=[row.pk]))["Content-Type"] == "application/pdf"
    line = [row.request_no, "1", "", "", "임차인이 가입", "유효", "200000000", ""]
    status, page = upload(client, row, comma(HEADS, line, encoding="euc-kr"))
    assert status == 303 and "사건 1건에 반영할 값을 확인합니다" in page and "200,000,000원" in page
    own = reverse("case_requests", args=[case])
    page = client.get(own).content.decode()
    given = {
        "decision": "accept",
        "rows": [rows_of(case)[0].pk],
        "version": hidden(page, "version"),
        "request": hidden(page, "request"),
    }
    page = client.post(own, given, follow=True).content.decode()
    assert "사실로 적음" in page and rows_of(case)[0].state == "ACCEPTED"
    undone = {"decision": "undo", "row": rows_of(case)[0].pk, "reason": "다른 집의 보증입니다.", "version": reload(case).version,
              "request": "7d3f6d4e-0c0b-4f5e-9a4e-6f3f5b8f0a12"}  # fmt: skip
    assert "되돌림" in client.post(own, undone, follow=True).content.decode()


def test_a_district_saves_a_draft_and_the_province_finds_it_to_send() -> None:
    own = of_district()
    case = given_to(investigated(), own)
    client = browser(own)
    page = client.get(reverse("requests_new"), {"case": str(case)}).content.decode()
    assert "요청 보내기" not in page and "시·도의 담당자가 보냅니다" in page
    client.post(reverse("requests_new"), words(case, send="1"))
    row = only_request()
    assert row.state == "DRAFTED"
    assert client.post(reverse("data_request_act", args=[row.pk]), {"decision": "issue", "version": "1"}).status_code == 403
    intake = browser(cast("intake"))
    assert "보내기를 기다리는 초안 1건" in intake.get(reverse("requests")).content.decode()
    intake.post(reverse("data_request_act", args=[row.pk]), {"decision": "issue", "version": "1"})
    assert found(row.pk).state == "SENT"


@pytest.mark.req("S1-BEY-05")
def test_one_form_asks_for_several_cases_and_leaves_ended_ones_out() -> None:
    one, two, ended = investigated(), investigated(), make_case("SUBMITTED")
    client = browser(cast("invest"))
    address = reverse("requests_new")
    page = client.get(f"{address}?case={one}&case={two}&case={ended}").content.decode()
    assert "사건 2건에 한 번 요청합니다" in page and "뺀 사건 1건" in page
    client.post(
        address, words(one, cases=hidden(page, "cases"), what="7:NTS", office="종로세무서", landlord_name="나임대", send="1")
    )
    assert only_request().keys["cases"] == 2


@pytest.mark.slow
def test_what_is_missing_or_not_ones_own_is_said_so() -> None:
    case, elsewhere = investigated(), investigated()
    client, address = browser(cast("invest")), reverse("requests_new")
    assert client.post(address, {"cases": str(case)}).status_code == 422
    missing = client.post(address, words(case, what="7:NTS"))
    assert missing.status_code == 422 and "어느 곳인지 적습니다" in missing.content.decode()
    unnamed = client.post(address, words(case, what="6:COMWEL"))
    assert unnamed.status_code == 409 and "임대인의 성명" in unnamed.content.decode()
    assert client.post(address, words(case, what="credit:CREDIT")).status_code == 422
    there = browser(cast("invest", "26"))
    assert there.post(address, words(elsewhere)).status_code == 404
    assert there.get(f"{address}?case={elsewhere}").status_code == there.get(f"{address}?case=nobody").status_code == 404
    assert "시작합니다" in client.get(address).content.decode()


def test_files_that_are_no_reply_are_refused_on_the_page() -> None:
    row = sent(investigated())
    client = browser(cast("invest"))
    formula = upload(client, row, xlsx(HEADS, [row.request_no, "1", "", "", "임차인이 가입", "유효", "=1", ""]), "reply.xlsx")
    assert formula[0] == 409 and "G2 칸에 수식이 있습니다" in formula[1]
    none = client.post(reverse("data_request_reply", args=[row.pk]), {"decision": "file", "replied_on": "2026-11-20"})
    assert none.status_code == 422 and "회신 파일을 고릅니다" in none.content.decode()
    assert found(row.pk).state == "SENT"


@pytest.mark.slow
def test_a_file_of_more_than_twenty_megabytes_is_refused_clearly() -> None:
    row = sent(investigated())
    status, page = upload(browser(cast("invest")), row, b"x" * (20 * 1024 * 1024 + 1))
    assert status == 422 and "20MB" in page
    assert found(row.pk).state == "SENT"


def test_a_paper_is_typed_beside_its_scan() -> None:
    case = investigated()
    row = sent(case)
    client, address = browser(cast("invest")), reverse("data_request_reply", args=[row.pk])
    given = {
        "decision": "scan", "replied_on": clock.business_today().isoformat(), "state": "answered", "ref": "1",
        "said_holder": "tenant", "said_policy_state": "valid", "said_covered": "200,000,000",
    }  # fmt: skip
    wrong = client.post(address, {**given, "files": SimpleUploadedFile("a.exe", b"MZ\x90\x00")})
    assert wrong.status_code == 409 and "PDF, PNG, JPG" in wrong.content.decode()
    page = client.post(address, {**given, "files": SimpleUploadedFile("a.pdf", b"%PDF-1.7 paper")}, follow=True).content.decode()
    [guarantee] = rows_of(case)[0].value or []
    assert guarantee["amount"] == 200_000_000 and "스캔한 종이 내려받기" in page
    link = re.search(r'href="([^"]+\?scan=1)"', page)
    assert link
    scan = client.get(link[1])
    assert scan.content == b"%PDF-1.7 paper" and scan["Content-Disposition"].startswith("attachment")


@pytest.mark.req("S1-BEY-05")
def test_the_list_marks_what_is_to_be_chased_and_the_page_notes_it() -> None:
    row = sent(investigated())
    move_clock(10)
    client = browser(cast("intake"))
    assert "D+10 재촉" in client.get(reverse("requests")).content.decode()
    client.post(reverse("data_request_act", args=[row.pk]), {"decision": "chase", "version": row.version})
    assert len(found(row.pk).chased_on) == 1
    assert client.get(reverse("data_request_letter", args=[row.pk]), {"again": "1"}).content.startswith(b"%PDF")


@pytest.mark.req("S1-BEY-05")
def test_the_page_of_a_request_accepts_all_that_agree_and_lists_the_rest() -> None:
    cases = [investigated(), investigated()]
    row = sent(*cases, item="5", agency="MOLIT")
    taken(row, reply(row, [("1", {"deposit": 180_000_000}), ("2", {"deposit": 1})]))
    client = browser(cast("invest"))
    page = client.get(reverse("data_request", args=[row.pk])).content.decode()
    assert "서로 다른 값" in page and "일치하는 1건을 사실로 적기" in page
    page = client.post(reverse("data_request_accept", args=[row.pk]), follow=True).content.decode()
    assert "일치하는 1건을 사실로 적었습니다" in page
    assert [rows_of(case)[0].state for case in cases] == ["ACCEPTED", "PROPOSED"]


def test_who_may_only_read_is_offered_nothing_to_press() -> None:
    case = investigated()
    row = sent(case)
    taken(row, reply(row, [("1", HUG_SAID)]))
    review = browser(cast("review"))
    for address in (reverse("data_request", args=[row.pk]), reverse("case_requests", args=[case])):
        page = review.get(address).content.decode()
        assert str(row.request_no) in page and "<form" not in page.split("<main", 1)[1].split("</main>")[0]
    pressed = {"decision": "accept", "rows": [rows_of(case)[0].pk], "version": reload(case).version, "request": str(uuid.uuid4())}
    assert review.post(reverse("case_requests", args=[case]), pressed).status_code == 403
    assert browser(cast("member2")).get(reverse("data_request", args=[row.pk])).status_code == 403
    assert browser(cast("invest", "26")).get(reverse("data_request", args=[drafted(case).pk])).status_code == 404
