"""The register of applications: written by what happens, read-only, in the order of form 4 (규칙§3⑥, S1-INT-02)."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.work import messages
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.intake.messages import take_withdrawal
from teojeon.services.victims.intake.transfer import transfer
from teojeon.services.victims.register import queries
from teojeon.services.victims.register.closing import close_book
from teojeon.services.victims.register.lines import COLUMNS, Line, lines
from teojeon.services.victims.register.models import RegisterClosing, RegisterRow
from teojeon.services.victims.register.queries import Book
from teojeon.ui.formats import korean_date
from tests.services.victims.supplement.demands import answered, demanded, letter
from tests.support.factories import acting, browser, cast, days_later, district, events, make_case, official, reload
from tests.support.sides import as_side

pytestmark = pytest.mark.usefixtures("office_side")
NIGHT = dt.datetime(2026, 12, 31, 23, 40, tzinfo=clock.SEOUL)
SEOUL = Book("SD-11", "서울특별시", 2026)


def line_of(case: UUID, who: str | UUID = "intake", handled_by: str = "SD-11") -> Line:
    with acting(who, read_only=True) as unit:
        rows = RegisterRow.objects.visible_to(unit.actor).filter(case_id=case, handled_by=handled_by)
        (line,) = lines(list(rows))
    return line


def withdrawn(case: UUID) -> None:
    message = letter(case, "withdrawal", {"reason": "합의하였습니다."})
    with unit_of_work(INTAKE_PRINCIPAL):
        take_withdrawal(message)


@pytest.mark.req("S1-INT-02")
def test_three_filings_of_a_day_keep_their_serials_when_one_is_withdrawn() -> None:
    cases = [make_case(first_contract_date=f"2024-03-0{day}") for day in (1, 2, 3)]
    serials = [line_of(case).serial for case in cases]
    withdrawn(cases[1])
    assert [line_of(case).serial for case in cases] == serials == [serials[0], serials[0] + 1, serials[0] + 2]
    assert line_of(cases[1]).remarks == f"취하 {korean_date(clock.business_today())}"
    assert line_of(cases[0]).remarks == ""


@pytest.mark.req("S1-INT-02")
def test_the_columns_stand_in_the_order_of_the_catalogue() -> None:
    assert list(COLUMNS) == [
        "serial", "receipt_no", "received_on", "channel", "applicant", "birth_date", "house", "deposit", "actor", "unit",
        "demanded", "due_on", "finished_on", "sent_on", "decision", "remarks",
    ]  # fmt: skip


@pytest.mark.req("S1-INT-02")
def test_a_line_says_what_happened_from_filing_to_decision() -> None:
    case = make_case("DECIDED", name="남궁민수")
    line, row = line_of(case), reload(case)
    assert (line.receipt_no, line.applicant, line.birth_date, line.channel) == (
        row.receipt_no,
        "남궁민수",
        dt.date(1990, 1, 1),
        "인터넷",
    )
    assert (line.received_on, line.deposit, line.unit) == (
        clock.seoul_day(row.received_at),
        "180,000,000원",
        "서울특별시",
    )
    assert (line.finished_on, line.sent_on) == (clock.business_today(),) * 2
    assert "국토교통부-" in line.decision and line.due_on


@pytest.mark.req("S1-INT-02")
def test_a_supplement_stands_with_its_day_its_term_and_its_answer() -> None:
    case, demand = demanded(term=7)
    today = korean_date(clock.business_today())
    assert line_of(case).demanded == f"{today} · 7일 · 대기"
    answered(case, demand)
    assert line_of(case).demanded == f"{today} · 7일 · {today}"


@pytest.mark.req("S1-INT-02")
def test_a_returned_case_keeps_its_row_and_one_whose_return_was_undone_has_no_such_remark() -> None:
    from tests.services.victims.supplement.demands import now
    from tests.services.victims.supplement.test_closing import after, returned

    case, demand = demanded()
    with days_later(after(demand)):
        stored_at = now()
        returned(case)
    assert line_of(case).remarks.startswith("반려 ")
    answered(case, demand, at=stored_at)
    assert line_of(case).remarks == ""


@pytest.mark.req("S1-INT-02")
def test_a_transferred_case_keeps_its_row_with_what_it_said_and_stands_anew_elsewhere() -> None:
    case = make_case("RECEIVED", name="남궁민수")
    serial = line_of(case).serial
    with acting("intake"):
        transfer(case, recipient="SD-26", reason="주택이 부산광역시에 있습니다.")
    stayed, given = line_of(case), line_of(case, cast("intake", "26"), "SD-26")
    today = korean_date(clock.business_today())
    assert (stayed.serial, stayed.applicant, stayed.is_open) == (serial, "남궁민수", False)
    assert stayed.remarks == f"이송 {today} 부산광역시"
    assert (given.applicant, given.is_open, given.remarks) == ("남궁민수", True, f"서울특별시에서 이송 {today}")
    assert given.receipt_no == stayed.receipt_no


@pytest.mark.req("S1-INT-02")
def test_what_happens_after_the_transfer_is_not_told_to_the_giver() -> None:
    case = make_case("RECEIVED")
    with acting("intake"):
        transfer(case, recipient="SD-26", reason="주택이 부산광역시에 있습니다.")
    withdrawn(case)
    assert "취하" not in line_of(case).remarks
    assert "취하" in line_of(case, cast("intake", "26"), "SD-26").remarks


@pytest.mark.req("S1-INT-02")
def test_nobody_deletes_a_row_or_gives_another_number() -> None:
    case = make_case()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('office', 'victims_registerrow', 'DELETE')")
        assert cursor.fetchone() == (False,)
    page = browser(cast("intake"))
    shown = page.get(reverse("register")).content.decode()
    assert reload(case).receipt_no in shown
    assert "input" not in shown.split("<tbody>")[1].split("</tbody>")[0]
    assert page.post(reverse("register"), {"serial": "1"}).status_code in (200, 405)


@pytest.mark.req("S1-XCT-05")
def test_the_list_masks_and_names_all_persons_in_one_event() -> None:
    for _ in range(2):
        make_case(name="남궁민수")
    before = len(events("read"))
    shown = browser(cast("intake")).get(reverse("register")).content.decode()
    assert "남**수" in shown and "남궁민수" not in shown
    (event,) = events("read")[before:]
    assert (event["page"], len(event["subjects"])) == ("register", 2)


def test_the_book_is_read_page_by_page_in_its_own_order() -> None:
    cases = [make_case() for _ in range(3)]
    with acting("intake", read_only=True):
        first, more = queries.page_of(SEOUL, count=2)
        rest, none = queries.page_of(SEOUL, after=first[-1].serial, count=2)
    assert [line.case for line in [*first, *rest]] == cases
    assert (more, none) == (True, False)


@pytest.mark.req("S1-USR-08")
def test_seoul_reads_its_own_book_the_ministry_all_and_a_district_what_was_opened_to_it() -> None:
    jongno = official("jongno", district(), "P-INV")
    assigned, other, busan = make_case("RECEIVED", investigator=jongno), make_case(), make_case(sido="26")

    def numbers(who: UUID, **words: str) -> str:
        return browser(who).get(reverse("register"), words).content.decode()

    own = numbers(cast("intake"), sido="SD-26")  # a book that is not theirs: the own one
    assert reload(other).receipt_no in own and reload(busan).receipt_no not in own
    assert reload(busan).receipt_no in numbers(cast("auditor"), sido="SD-26")
    theirs = numbers(jongno)
    assert reload(assigned).receipt_no in theirs and reload(other).receipt_no not in theirs


# closing


def closed(year: int = 2026) -> RegisterClosing:
    with acting("intake"):
        return close_book(year)


def into_next_year(days: int = 4) -> int:
    return (dt.date(2027, 1, 1) - clock.business_today()).days - 1 + days


@pytest.mark.req("S1-INT-02")
def test_the_book_of_a_year_is_closed_after_the_year() -> None:
    make_case()
    with pytest.raises(Refusal) as caught:
        closed()
    assert caught.value.code == "YEAR_RUNS"
    with days_later(into_next_year(0)), pytest.raises(Refusal):
        closed()
    with days_later(into_next_year(1)):
        made = closed()
    assert (made.last_serial, made.year) == (1, 2026)
    with days_later(into_next_year(2)), pytest.raises(Refusal) as twice:
        closed()
    assert twice.value.code == "CLOSED_ALREADY"


@pytest.mark.req("S1-INT-02")
def test_a_filing_of_new_years_eve_that_was_not_taken_yet_keeps_the_book_open() -> None:
    subject, account = uuid4(), uuid4()
    with days_later(into_next_year(0)), as_side("portal"), acting_as("portal"), unit_of_work(account):
        event = record(MINISTRY_CODE, subject, "tests.late", {}, subject=account)
        messages.send(subject, account, "filing", {}, event=event)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE office; SET LOCAL search_path = office_side, public")
    with days_later(into_next_year(4)), pytest.raises(Refusal) as caught:
        closed()
    assert caught.value.code == "MESSAGES_WAIT"


@pytest.mark.req("S1-INT-02")
def test_a_filing_of_new_years_eve_confirmed_in_january_stands_in_the_old_book() -> None:
    with days_later(into_next_year(4)):
        case = make_case("RECEIVED", received_at=NIGHT)
    assert (reload(case).register_year, reload(case).received_at) == (2026, NIGHT)


@pytest.mark.req("S1-INT-02")
def test_after_the_closing_a_transferred_case_stands_in_the_book_that_is_open() -> None:
    with days_later(into_next_year(4)):
        case = make_case("RECEIVED", sido="26", received_at=NIGHT)
        closed()
        with acting("intake", "26"):
            transfer(case, recipient="SD-11", reason="주택이 서울특별시에 있습니다.")
    assert (reload(case).register_year, reload(case).handled_by) == (2027, "SD-11")


@pytest.mark.req("S1-USR-09")
def test_only_intake_closes_and_only_the_own_book() -> None:
    with days_later(into_next_year(4)):
        with pytest.raises(Forbidden), acting("review"):
            close_book(2026)
        make_case(sido="26", received_at=NIGHT)
        page = browser(cast("intake", "26"))
        assert page.get(reverse("register_close"), {"sido": "SD-11", "year": "2026"}).status_code == 200  # shown: the own one
        page.post(f"{reverse('register_close')}?sido=SD-11&year=2026", {"sure": "on"})
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        assert [row.handled_by for row in RegisterClosing.objects.visible_to(unit.actor)] == ["SD-26"]
