"""Taking the register out of the system: a purpose, another official's approval, a term, and a record of each taking (S1-XCT-04)."""

import datetime as dt
import hashlib
import io
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.services.victims.register import exporting
from teojeon.services.victims.register.lines import COLUMNS, DAYS
from teojeon.services.victims.register.models import ExportDownload, RegisterExport
from teojeon.services.victims.register.queries import Book
from tests.support.factories import acting, browser, cast, days_later, events, make_case, official, reload

pytestmark = pytest.mark.usefixtures("office_side")
NOTE = "감사담당관 자료요구(2026-1234호)"
GOOD = {"purpose": "audit", "format": "xlsx", "note": NOTE, "first": "1", "last": "50"}


def book(sido: str = "11") -> Book:
    return Book(f"SD-{sido}", "서울특별시", clock.business_today().year)


def colleague() -> UUID:
    """Another intake officer of the same province."""
    return official("colleague11", "SD-11", "P-INTAKE")


def asked(**more: Any) -> UUID:
    words: dict[str, Any] = {"first": 1, "last": 50, "form": "xlsx", "purpose": "audit", "note": NOTE} | more
    with acting("intake"):
        row: RegisterExport = exporting.ask(book(), **words)
    return row.pk


def approved(**more: Any) -> UUID:
    key = asked(**more)
    with acting(colleague()):
        exporting.approve(key)
    return key


def row_of(key: UUID, who: str | UUID = "intake") -> RegisterExport:
    with acting(who, read_only=True):
        return exporting.find(key)


def taken(key: UUID, who: UUID | None = None) -> Any:
    return browser(who or cast("intake")).post(reverse("register_export_file", args=[key]))


@pytest.mark.req("S1-XCT-04")
def test_an_official_asks_a_colleague_approves_and_the_file_is_taken_and_logged() -> None:
    make_case(name="남궁민수")
    page = browser(cast("intake")).post(reverse("register_export"), GOOD)
    assert page.status_code == 303
    row = row_of(UUID(page["Location"].split("/")[-2]))
    assert row.state == RegisterExport.WAITING
    assert "승인할 내보내기가 있습니다" in browser(colleague()).get(reverse("register")).content.decode()
    decided = browser(colleague()).post(reverse("register_export_decide", args=[row.pk]), {"decision": "approve"})
    assert decided.status_code == 303
    shown = browser(cast("intake")).get(reverse("register_export_one", args=[row.pk])).content.decode()
    assert "내려받기" in shown
    answer = taken(row.pk)
    assert answer.status_code == 200
    (logged,) = downloads(row.pk)
    assert (logged.rows, logged.sha256, logged.by) == (1, hashlib.sha256(answer.content).hexdigest(), cast("intake"))
    read = [each for each in events("read") if each["page"] == "register_export_file"]
    assert (read[-1]["purpose"], len(read[-1]["subjects"])) == ("audit", 1)
    acts = [
        each["action"]
        for each in events("act")
        if each["action"] in (exporting.ASKED, "victims.approve_export", exporting.DOWNLOADED)
    ]
    assert acts == [exporting.ASKED, "victims.approve_export", exporting.DOWNLOADED]


def downloads(key: UUID) -> list[ExportDownload]:
    with acting("intake", read_only=True):
        return exporting.downloads_of(exporting.find(key))


@pytest.mark.req("S1-XCT-04")
def test_each_taking_leaves_a_row_of_its_own() -> None:
    make_case()
    key = approved()
    taken(key)
    taken(key)
    assert len(downloads(key)) == 2


@pytest.mark.req("S1-XCT-04")
@pytest.mark.parametrize(
    ("words", "code"),
    [({"purpose": ""}, "PURPOSE_MISSING"), ({"purpose": "curiosity"}, "PURPOSE_MISSING"), ({"note": " 짧 "}, "NOTE_MISSING")],
)
def test_without_a_purpose_nothing_is_asked_for(words: dict[str, str], code: str) -> None:
    make_case()
    with pytest.raises(Refusal) as caught:
        asked(**words)
    assert caught.value.code == code
    assert browser(cast("intake")).post(reverse("register_export"), GOOD | words).status_code in (409, 422)


@pytest.mark.req("S1-XCT-04")
def test_before_the_approval_nothing_goes_out() -> None:
    make_case(name="남궁민수")
    key = asked()
    with pytest.raises(Refusal) as caught, acting("intake"):
        exporting.may_be_taken(key)
    assert caught.value.code == "NOT_APPROVED"
    assert (answer := taken(key)).status_code == 303
    assert "남궁민수" not in answer.content.decode()
    assert not downloads(key)


@pytest.mark.req("S1-XCT-04")
def test_nobody_approves_the_own_request() -> None:
    make_case()
    key = asked()
    with pytest.raises(Refusal) as caught, acting("intake"):
        exporting.approve(key)
    assert caught.value.code == "SAME_PERSON"
    page = browser(cast("intake")).post(reverse("register_export_decide", args=[key]), {"decision": "approve"})
    assert (page.status_code, row_of(key).state) == (409, RegisterExport.WAITING)


@pytest.mark.req("S1-XCT-04")
def test_the_database_itself_refuses_the_same_person_twice() -> None:
    make_case()
    key = asked()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE victims_registerexport SET decided_by = asked_by WHERE id = %s", [key])


@pytest.mark.req("S1-USR-09")
@pytest.mark.parametrize(("role", "may"), [("send", True), ("review", False), ("invest", False), ("register", False)])
def test_who_may_decide(role: str, may: bool) -> None:
    make_case()
    key = asked()
    if may:
        with acting(role):
            exporting.approve(key)
    else:
        with pytest.raises(Forbidden), acting(role):
            exporting.approve(key)
    assert row_of(key).state == (RegisterExport.APPROVED if may else RegisterExport.WAITING)
    status = browser(cast(role)).post(reverse("register_export_decide", args=[key]), {"decision": "approve"}).status_code
    assert status == (409 if may else 403)  # decided already, or no right


@pytest.mark.req("S1-USR-08", "S1-XCT-04")
def test_another_province_sees_neither_the_request_nor_the_file() -> None:
    make_case()
    key, busan = approved(), cast("intake", "26")
    with pytest.raises(Missing), acting(busan):
        exporting.approve(key)
    for name in ("register_export_one", "register_export_decide", "register_export_file", "register_export_take_back"):
        assert browser(busan).post(reverse(name, args=[key])).status_code == 404
    assert str(key) not in browser(busan).get(reverse("register_exports")).content.decode()
    assert browser(busan).get(reverse("register_export_one", args=[uuid4()])).status_code == 404


@pytest.mark.req("S1-XCT-04")
def test_only_who_asked_takes_the_file() -> None:
    make_case()
    key = approved()
    with pytest.raises(Refusal) as caught, acting(colleague()):
        exporting.may_be_taken(key)
    assert caught.value.code == "NOT_YOURS"
    assert taken(key, colleague()).status_code == 303
    assert not downloads(key)


@pytest.mark.req("S1-XCT-04")
def test_an_approval_holds_seven_days_and_not_the_eighth() -> None:
    make_case()
    key = approved()
    assert row_of(key).valid_to == clock.business_today() + dt.timedelta(days=7)
    with days_later(7):
        assert taken(key).status_code == 200
    with days_later(8):
        assert taken(key).status_code == 303
        shown = browser(cast("intake")).get(reverse("register_export_one", args=[key])).content.decode()
    assert "내려받을 수 있는 날이 지났습니다" in shown
    assert len(downloads(key)) == 1


@pytest.mark.req("S1-XCT-04")
def test_a_refusal_says_why_and_ends_the_request() -> None:
    make_case()
    key = asked()
    with pytest.raises(Refusal) as caught, acting(colleague()):
        exporting.refuse(key, reason="안 됨")
    assert caught.value.code == "REASON_MISSING"
    with acting(colleague()):
        exporting.refuse(key, reason="필요한 범위보다 넓습니다.")
    assert (row_of(key).state, row_of(key).reason) == (RegisterExport.REFUSED, "필요한 범위보다 넓습니다.")
    assert "필요한 범위보다 넓습니다." in browser(cast("intake")).get(reverse("register_export_one", args=[key])).content.decode()
    with pytest.raises(Refusal) as twice, acting(colleague()):
        exporting.approve(key)
    assert twice.value.code == "ILLEGAL_TRANSITION"
    assert taken(key).status_code == 303


def test_who_asked_takes_the_request_back_and_nobody_else() -> None:
    make_case()
    key = approved()
    with pytest.raises(Refusal) as caught, acting(colleague()):
        exporting.take_back(key)
    assert caught.value.code == "NOT_YOURS"
    with acting("intake"):
        exporting.take_back(key)
    assert taken(key).status_code == 303
    assert not downloads(key)


@pytest.mark.req("S1-XCT-04")
def test_rows_that_came_after_the_request_are_not_in_the_file() -> None:
    first = make_case()
    key = approved()
    later = make_case()
    sheet = load_workbook(io.BytesIO(taken(key).content)).active
    assert sheet is not None
    numbers = {row[1].value for row in sheet.iter_rows(min_row=2)}
    assert numbers == {reload(first).receipt_no}
    assert reload(later).receipt_no not in numbers


def test_an_empty_book_is_not_exported() -> None:
    with pytest.raises(Refusal) as caught:
        asked()
    assert caught.value.code == "NO_ROWS"


def test_pressing_twice_asks_once() -> None:
    make_case()
    page = browser(cast("intake"))
    request = re.search(r'name="request" value="([^"]+)"', page.get(reverse("register_export")).content.decode())
    assert request
    first, second = (page.post(reverse("register_export"), GOOD | {"request": request[1]}) for _ in range(2))
    assert first["Location"] == second["Location"]


def test_the_worklist_of_the_colleague_names_what_waits() -> None:
    make_case()
    asked()
    assert reverse("register_exports") in browser(colleague()).get(reverse("worklist")).content.decode()
    assert "승인할 내보내기" not in browser(cast("intake")).get(reverse("worklist")).content.decode()


@pytest.mark.req("S1-XCT-04")
def test_the_auditor_reads_who_took_what_and_decides_nothing() -> None:
    make_case()
    key = approved()
    taken(key)
    page = browser(cast("auditor"))
    shown = page.get(reverse("register_export_one", args=[key])).content.decode()
    assert downloads(key)[0].sha256[:16] in shown and NOTE in shown
    assert page.post(reverse("register_export_decide", args=[key]), {"decision": "approve"}).status_code == 403


def test_a_number_of_a_person_in_the_note_is_hidden() -> None:
    make_case()
    assert "2345678" not in row_of(asked(note="민원인 900101-2345678 관련 자료")).note


# what the files hold


@pytest.mark.req("S1-INT-02")
def test_the_workbook_holds_the_columns_in_order_real_days_and_no_formula() -> None:
    make_case(name='=HYPERLINK("http://a")')
    make_case(name="@SUM(1)")
    sheet = load_workbook(io.BytesIO(taken(approved()).content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(COLUMNS.values())
    names = [row[4] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in names] == ['=HYPERLINK("http://a")', "@SUM(1)"]
    days = {place for place, name in enumerate(COLUMNS) if name in DAYS}
    kinds = {(cell.column - 1 in days, cell.data_type) for row in sheet.iter_rows(min_row=2) for cell in row if cell.value}
    assert kinds == {(True, "d"), (False, "s")}


@pytest.mark.req("S1-INT-02")
def test_the_printed_book_names_everybody_and_the_pdf_is_one() -> None:
    make_case(name="남궁민수")
    assert "남궁민수" in taken(approved(form="print")).content.decode()
    assert taken(approved(form="pdf")).content.startswith(b"%PDF")


@pytest.mark.parametrize("words", [{"first": "5", "last": "4"}, {"format": "pdf", "last": "2001"}, {"first": "0"}, {"last": "x"}])
def test_a_range_that_means_nothing_or_too_much_is_refused(words: dict[str, str]) -> None:
    make_case()
    assert browser(cast("intake")).post(reverse("register_export"), GOOD | words).status_code == 422
