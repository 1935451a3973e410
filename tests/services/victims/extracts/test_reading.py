"""A registry extract with text becomes rows: exact to the won, and what is not certain is said."""

import datetime as dt
import json
from pathlib import Path

import pytest
from pytest_django import Settings

from teojeon.kernel.documents import checks, texts
from teojeon.kernel.documents.checks import Checked
from teojeon.kernel.documents.text_pages import page_of
from teojeon.kernel.documents.text_worker import pages_in
from teojeon.services.victims.extracts.reading import Reading, Row, read
from teojeon.services.victims.extracts.wording import kind_of
from tests.services.victims.extracts.printed import AUCTION, BUYER, LEASEHOLD, MORTGAGE, OWNER, TAX, Printed, PrintedRow, scan

pytestmark = pytest.mark.req("S1-APP-05", "S1-ASM-08")


def reading_of(content: bytes) -> Reading:
    """The same words that the walled process writes, taken in this one."""
    pages = json.loads(json.dumps(pages_in(content)))
    return read([page_of(number, each) for number, each in enumerate(pages, 1)])


def rows_of(printed: Printed) -> dict[str, Row]:
    return {f"{row.section} {row.rank}": row for row in reading_of(printed.pdf()).rows}


def test_each_entry_becomes_one_row_with_holder_amount_receipt_and_cause() -> None:
    reading = reading_of(Printed().pdf())
    assert [(row.section, row.rank, row.kind) for row in reading.rows] == [
        ("gap", "1", "ownership"), ("gap", "2", "ownership"), ("gap", "3", "seizure"), ("gap", "4", "auction_voluntary"),
        ("eul", "1", "mortgage"), ("eul", "2", "leasehold"),
    ]  # fmt: skip
    mortgage = reading.rows[4]
    assert (mortgage.holder, mortgage.amount) == ("주식회사한빛은행", 120_000_000)
    assert (mortgage.received_on, mortgage.received_no) == (dt.date(2021, 3, 4), "5679")
    assert (mortgage.cause, mortgage.cancelled, mortgage.page, mortgage.doubts) == ("2021년3월4일 설정계약", "no", 1, ())
    assert (reading.rows[5].holder, reading.rows[5].amount) == ("홍길동", 180_000_000)
    assert reading.rows[2].holder == "국 (처분청 종로세무서장)" and reading.rows[2].amount is None
    assert reading.rows[3].cause.endswith("임의경매개시결정(2026타경1)")


def test_what_the_extract_says_of_itself_is_read() -> None:
    reading = reading_of(Printed().pdf())
    assert (reading.kind, reading.coverage, reading.unique_no) == ("집합건물", "all", "11012020123456")
    assert (reading.issued_on, reading.issued_at) == (dt.date(2026, 11, 18), "2026년11월18일 14시03분05초")
    assert reading.places == ["서울특별시 종로구 청운동 12-3 효자빌라 제3층 제301호", "서울특별시 종로구 효자로 12"]
    assert reading.unread == []


def test_a_struck_out_entry_is_cancelled_and_its_neighbours_are_not() -> None:
    rows = rows_of(Printed(struck=frozenset({("gap", "3"), ("eul", "1")})))
    assert {key for key, row in rows.items() if row.cancelled == "yes"} == {"gap 3", "eul 1"}
    assert {row.cancelled for key, row in rows.items() if key not in ("gap 3", "eul 1")} == {"no"}
    assert rows["eul 1"].amount == 120_000_000  # a cancelled mortgage keeps its words


def test_a_file_without_lines_says_that_nobody_knows_what_is_struck_out() -> None:
    rows = rows_of(Printed(rules=False))
    assert {row.cancelled for row in rows.values()} == {"ask"}
    assert all("cancelled" in row.doubts for row in rows.values())
    assert {row.cancelled for row in rows_of(Printed(rules=False, coverage="현재 유효사항")).values()} == {"no"}


def test_an_entry_that_another_one_cancels_and_no_line_strikes_is_for_a_person() -> None:
    gone: PrintedRow = ("3", "1번근저당권설정등기말소", "2023년1월2일\n제78호", "2023년1월1일\n해지", "")
    rows = rows_of(Printed(eul=(MORTGAGE, LEASEHOLD, gone)))
    assert (rows["eul 1"].cancelled, rows["eul 2"].cancelled) == ("ask", "no")
    struck = rows_of(Printed(eul=(MORTGAGE, LEASEHOLD, gone), struck=frozenset({("eul", "1")})))
    assert struck["eul 1"].cancelled == "yes"


def test_the_awkward_extract_of_two_pages_with_a_wrapped_holder_and_joint_mortgages() -> None:
    long_name = "주식회사가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허은행"
    rest = "\n".join(
        ["채권최고액 금1,234,567,890원", "채무자 다솜길", f"근저당권자 {long_name} 110111-0000001", "서울특별시 중구 을지로 2"]
    )
    joint: list[PrintedRow] = [
        (str(number), "근저당권설정", f"2021년3월4일\n제{5678 + number}호", "2021년3월4일\n설정계약", f"{rest}\n공동담보 토지 서울특별시 종로구 청운동 12-{number}")
        for number in range(1, 5)
    ]  # fmt: skip
    trust: PrintedRow = (
        "3", "소유권이전\n\n신탁", "2024년6월3일\n제901호", "2024년6월1일\n신탁",
        "수탁자 주식회사온누리신탁 110111-0000009\n서울특별시 강남구 테헤란로 1\n\n신탁원부 제2024-12호",
    )  # fmt: skip
    printed = Printed(gap=(OWNER, BUYER, trust), eul=joint, struck=frozenset({("eul", "2")}), page_height="190mm", watermark=True)
    reading = reading_of(printed.pdf())
    assert reading.pages >= 2 and reading.unread == []
    rows = {f"{row.section} {row.rank}": row for row in reading.rows}
    assert list(rows) == ["gap 1", "gap 2", "gap 3", "eul 1", "eul 2", "eul 3", "eul 4"]
    assert (rows["gap 3"].kind, rows["gap 3"].holder) == ("trust", "주식회사온누리신탁")
    assert [rows[f"eul {number}"].amount for number in range(1, 5)] == [1_234_567_890] * 4
    assert {rows[f"eul {number}"].holder for number in range(1, 5)} == {long_name}
    assert [rows[f"eul {number}"].cancelled for number in range(1, 5)] == ["no", "yes", "no", "no"]
    assert [rows[f"eul {number}"].received_no for number in range(1, 5)] == ["5679", "5680", "5681", "5682"]
    assert rows["eul 4"].page == reading.pages


@pytest.mark.parametrize("height", ["120mm", "135mm", "150mm", "165mm"])
def test_wherever_a_page_breaks_the_rows_are_the_same(height: str) -> None:
    whole, broken = rows_of(Printed()), rows_of(Printed(page_height=height))
    told = [
        [(key, row.kind, row.holder, row.amount, row.received_on, row.received_no, row.cancelled) for key, row in rows.items()]
        for rows in (whole, broken)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("채권최고액 금1원", 1),
        ("채권최고액 금999,999,999,999원", 999_999_999_999),
        ("채권최고액 금120,000,000원", 120_000_000),
        ("채권최고액 금120000000원", 120_000_000),
        ("채권최고액 미화금100,000달러", None),
        ("채권최고액 금일억이천만원", None),
        ("채무자 다솜길", None),
    ],
)
def test_an_amount_is_exact_or_it_is_not_read(words: str, amount: int | None) -> None:
    row = rows_of(
        Printed(eul=(("1", "근저당권설정", "2021년3월4일\n제1호", "", f"{words}\n근저당권자 주식회사한빛은행 110111-0000001"),))
    )["eul 1"]
    assert row.amount == amount
    assert ("amount" in row.doubts) == (amount is None)


def test_an_amount_named_twice_is_for_a_person() -> None:
    rest = "채권최고액 금120,000,000원\n채권최고액 금90,000,000원\n근저당권자 주식회사한빛은행 110111-0000001"
    row = rows_of(Printed(eul=(("1", "근저당권설정", "2021년3월4일\n제1호", "", rest),)))["eul 1"]
    assert row.amount is None and "amount" in row.doubts


@pytest.mark.parametrize("receipt", ["2021년13월40일\n제1호", "제1호", ""])
def test_a_day_that_the_calendar_does_not_have_is_not_read(receipt: str) -> None:
    row = rows_of(Printed(eul=(("1", "근저당권설정", receipt, "", MORTGAGE[4]),)))["eul 1"]
    assert row.received_on is None and "received_on" in row.doubts


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [
        ("근저당권설정", "mortgage"), ("2번홍가람지분압류", "seizure"), ("2번홍가람지분가압류", "attachment"), ("전세권설정", "jeonse"),
        ("주택임차권", "leasehold"), ("강제경매개시결정", "auction_compulsory"), ("1번근저당권이전", "change"), ("1번근저당권부채권가압류", "other"),
        ("1번근저당권부질권", "pledge"), ("3번압류등기말소", "cancellation"), ("3번압류등기말소회복", "other"), ("소유권이전청구권가등기", "provisional"),
        ("2번소유권이전", "ownership"), ("공매공고", "public_sale"), ("알 수 없는 등기", "other"),
    ],
)  # fmt: skip
def test_the_kind_is_the_end_of_the_purpose_and_never_a_guess(purpose: str, kind: str) -> None:
    assert kind_of(purpose) == kind


def test_a_line_that_fits_nowhere_stays_for_a_person_and_the_summary_makes_no_rows() -> None:
    odd = "별도등기 있음 1토지 을구 3번"
    reading = reading_of(
        Printed(eul=(), odd_lines=(odd,), summary=("1 근저당권설정 2021년3월4일 채권최고액 금120,000,000원",)).pdf()
    )
    assert [each.text for each in reading.unread] == [odd]
    assert reading.empty == ["eul"] and all(row.section == "gap" for row in reading.rows)


def test_a_scan_has_no_text_and_no_rows() -> None:
    reading = reading_of(scan())
    assert (reading.has_text, reading.rows, reading.pages) == (False, [], 1)


@pytest.mark.req("S1-XCT-03")
def test_the_text_is_taken_from_the_defused_copy_in_a_process_behind_walls(
    tmp_path: Path, settings: Settings, office_side: None
) -> None:
    settings.FILES_DIR = tmp_path / "files"
    path = tmp_path / "extract.pdf"
    path.write_bytes(Printed(struck=frozenset({("gap", "3")}), gap=(OWNER, BUYER, TAX, AUCTION)).pdf())
    checked = checks.check(path, tmp_path)
    assert isinstance(checked, Checked)
    pages = texts.pages_of(iter([checked.safe.read_bytes()]))
    assert pages is not None
    rows = read(pages).rows
    assert [row.cancelled for row in rows if row.section == "gap"] == ["no", "no", "yes", "no"]
    assert texts.pages_of(iter([b"no PDF at all"])) is None
