"""The office reads papers: defused copies page by page, two side by side, each look noted; originals with a purpose, once clean."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.papers import queries, receiving
from tests.support.factories import browser, cast, events, make_case
from tests.support.made_files import pdf
from tests.support.papers import of_case

pytestmark = pytest.mark.req("S1-APP-07", "S1-XCT-04")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, office_side: None) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def case() -> UUID:
    return make_case()


@pytest.fixture
def client() -> Client:
    return browser(cast("intake"))


def looks(page: str) -> list[dict[str, object]]:
    return [event for event in events("read") if event["page"] == page]


def test_the_list_shows_each_paper_with_its_state_and_what_is_missing(client: Client, case: UUID) -> None:
    of_case(case, doc_type="registry_extract")
    page = client.get(f"/cases/{case}/papers/").content.decode()
    assert "등기사항증명서" in page and "바이러스 없음" in page and "계약서.pdf" in page
    assert "주민등록표 초본" in page  # asked for by 규칙§3①1나: the filing carries no consent to sharing
    assert len(looks("case_papers")) == 1


def test_a_page_of_a_paper_is_a_picture_and_a_look_of_its_own(client: Client, case: UUID) -> None:
    keys = of_case(case)
    answer = client.get(f"/cases/{case}/papers/{keys['paper']}/pages/2/")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).width == 1240
    (look,) = looks("case_paper_page")
    assert look["fields"] == ["paper.lease_copy"]


@pytest.mark.parametrize("number", [0, 3, 9999])
def test_a_page_that_the_paper_does_not_have_does_not_exist(client: Client, case: UUID, number: int) -> None:
    keys = of_case(case)
    assert client.get(f"/cases/{case}/papers/{keys['paper']}/pages/{number}/").status_code == 404


def test_two_papers_stand_side_by_side_and_turn_their_pages_apart(client: Client, case: UUID) -> None:
    left, right = of_case(case), of_case(case, doc_type="other_proof")
    url = f"/cases/{case}/papers/?left={left['paper']}&left-page=1&right={right['paper']}&right-page=2"
    page = client.get(url).content.decode()
    assert f"/{left['paper']}/pages/1/" in page and f"/{right['paper']}/pages/2/" in page
    assert f"left={left['paper']}&amp;left-page=2&amp;right={right['paper']}&amp;right-page=2" in page


def test_beside_a_single_paper_stands_what_the_applicant_said(client: Client, case: UUID) -> None:
    of_case(case)
    page = client.get(f"/cases/{case}/papers/").content.decode()
    assert "신청인이 적은 내용" in page and "180,000,000원" in page


@pytest.mark.parametrize("words", ["left=x", "left-page=abc", "left=&right=&left-page=-1", "left-page=99999999"])
def test_words_of_an_address_that_mean_nothing_are_left_out(client: Client, case: UUID, words: str) -> None:
    of_case(case)
    assert client.get(f"/cases/{case}/papers/?{words}").status_code == 200


def test_an_original_is_given_with_a_purpose_that_is_noted(client: Client, case: UUID) -> None:
    keys = of_case(case)
    url = f"/cases/{case}/papers/{keys['paper']}/sheets/{keys['sheet']}/original/"
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    answer: Any = client.post(url, {"purpose": "identity_check"})
    assert b"".join(answer.streaming_content) == pdf(2)
    assert answer["Content-Disposition"].startswith("attachment")
    (look,) = [each for each in looks("case_paper_original") if each.get("fields")]
    assert (look["purpose"], look["fields"]) == ("identity_check", ["paper.lease_copy"])


@pytest.mark.parametrize("scan", ["not_scanned", "infected"])
def test_an_original_that_no_scan_found_clean_stays_in_the_house(client: Client, case: UUID, scan: str) -> None:
    keys = of_case(case, scan=scan)
    url = f"/cases/{case}/papers/{keys['paper']}/sheets/{keys['sheet']}/original/"
    answer = client.post(url, {"purpose": "identity_check"})
    assert answer.status_code == 409
    assert "내려받을 수 없습니다" in answer.content.decode()
    assert not any(each.get("fields") for each in looks("case_paper_original"))


def test_an_official_of_another_province_finds_no_paper(case: UUID) -> None:
    keys = of_case(case)
    stranger = browser(cast("intake", "26"))
    for path in ("", f"{keys['paper']}/pages/1/", f"{keys['paper']}/copy/", f"{keys['paper']}/sheets/{keys['sheet']}/original/"):
        assert stranger.get(f"/cases/{case}/papers/{path}").status_code == 404, path


def test_a_paper_of_another_case_is_not_opened_through_this_one(client: Client, case: UUID) -> None:
    keys = of_case(make_case())
    assert client.get(f"/cases/{case}/papers/{keys['paper']}/pages/1/").status_code == 404


def gap(doc_type: str, **more: object) -> dict[str, object]:
    return {"id": str(uuid4()), "doc_type": doc_type, "required": True, "sheets": [], **more}


def missing(case: UUID) -> dict[str, queries.MissingPaper]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        return {each.doc_type: each for each in queries.missing(find_case(case))}


def test_no_extract_and_sharing_refused_names_the_item_of_the_rule(case: UUID) -> None:
    with unit_of_work(INTAKE_PRINCIPAL):
        receiving.expect(find_case(case), [gap("resident_extract", not_available=True, reason="주소가 달라졌습니다.")])
    found = missing(case)["resident_extract"]
    assert (found.source, found.item, found.said) == ("규칙 제3조제1항제1호나목", "resident_extract", "주소가 달라졌습니다.")


def test_what_came_later_is_not_missing_any_more(case: UUID) -> None:
    with unit_of_work(INTAKE_PRINCIPAL):
        receiving.expect(find_case(case), [gap("lease_copy", not_available=False), gap("auction_demand", not_available=False)])
    assert {"lease_copy", "auction_demand"} <= missing(case).keys()
    of_case(case)
    of_case(case, doc_type="other_sale_paper")  # one of the group suffices
    assert not {"lease_copy", "auction_demand"} & missing(case).keys()
