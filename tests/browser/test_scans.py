"""An official scans papers into a case and reads them beside each other, at a desk and on a small screen, by keyboard too."""

import re
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.support import databases
from tests.support.house import House
from tests.support.made_files import pdf, photo

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Officials = Callable[[str, int], Visitor]
DESK, PHONE = 1280, 360


def a_case(house: House) -> str:
    query = "SELECT id::text FROM cases_case WHERE handled_by = 'SD-11' ORDER BY state = 'INVESTIGATING' DESC, receipt_no LIMIT 1"
    with psycopg.connect(databases.urls(house.database)["owner"]) as owner:
        row = owner.execute(query).fetchone()
    assert row is not None
    return str(row[0])


def shrink(visitor: Visitor, width: int) -> None:
    visitor.width = width
    visitor.page.set_viewport_size({"width": width, "height": 900})


@pytest.mark.req("S1-APP-01", "S1-XCT-04")
def test_scanned_papers_are_read_side_by_side_at_every_width(house: House, officials: Officials, tmp_path: Path) -> None:
    case, visitor = a_case(house), officials("intake11", DESK)
    page = visitor.page
    visitor.go(house.url("office", f"/cases/{case}/papers/"))
    visitor.press("종이 서류 스캔하여 담기")
    for name, content in {"계약서.pdf": pdf(3), "빈파일.pdf": b"", "1.jpg": photo("red", 400), "2.jpg": photo("blue", 400)}.items():
        (tmp_path / name).write_bytes(content)
    page.select_option("#id_doc_type", "lease_copy")
    page.set_input_files("#id_files", [str(tmp_path / name) for name in ("계약서.pdf", "빈파일.pdf")])
    visitor.press("담기")
    visitor.sees("‘빈파일.pdf’ 파일에 내용이 없습니다")
    page.select_option("#id_doc_type", "deposit_transfer")
    page.set_input_files("#id_files", [str(tmp_path / name) for name in ("1.jpg", "2.jpg")])
    visitor.press("담기")
    for _ in range(60):
        page.reload()
        if page.get_by_text("열람 가능").count() == 2:
            break
        page.wait_for_timeout(500)
    assert page.get_by_text("열람 가능").count() == 2
    for width in (DESK, PHONE):
        shrink(visitor, width)
        visitor.look("scan", tmp_path)
    shrink(visitor, DESK)
    visitor.press("서류로 돌아가기")
    page.get_by_role("link", name=re.compile("왼쪽에 놓기.*임대차계약서")).last.click()
    page.get_by_role("link", name=re.compile("오른쪽에 놓기.*보증금 이체내역")).last.click()
    left = page.locator("[data-pane='left']")
    expect(left).to_contain_text("1 / 3쪽")
    page.keyboard.press("ArrowRight")
    expect(left).to_contain_text("2 / 3쪽")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-pane='right']")).to_contain_text("2 / 2쪽")
    for width in (DESK, PHONE):
        shrink(visitor, width)
        page.wait_for_load_state("networkidle")  # the pages' pictures
        visitor.look("viewer", tmp_path)
    shrink(visitor, DESK)
