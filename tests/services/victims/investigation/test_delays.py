"""Thirty days: red after the last day, workable all the same, listed and counted (법§13⑤; S1-INV-01)."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.alerts import derive_alerts
from teojeon.kernel.cases.models import Alert
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.services.victims.investigation import actions, delays
from teojeon.services.victims.investigation.delay_pages import never_a_formula
from teojeon.services.victims.investigation.delays import Month, days_between
from tests.support.factories import REASON, acting, browser, cast, days_later, make_case, record_all, record_fact, reload

pytestmark = [pytest.mark.req("S1-INV-01"), pytest.mark.usefixtures("office_side")]
FILED = dt.datetime(2026, 11, 20, 10, 0, tzinfo=clock.SEOUL)
DUE = dt.date(2026, 12, 21)  # the thirtieth day, 2026-12-20, is a Sunday


@contextmanager
def on(day: dt.date) -> Iterator[None]:
    """The house on that day, whenever the test runs."""
    with days_later((day - clock.real_now().astimezone(clock.SEOUL).date()).days):
        yield


def under_way(sido: str = "11") -> UUID:
    with on(dt.date(2026, 11, 24)):
        case = make_case("INVESTIGATING", sido, received_at=FILED)
        record_all(case, cast("invest", sido), {})
    return case


def finish(case: UUID, day: dt.date) -> None:
    with on(day):
        with acting("invest"):
            actions.submit_report(case, opinion="GA", reason=REASON)
        with acting("review"):
            actions.approve_report(case)


def line_of(organisation: str, who: str, month: tuple[int, int] = (2026, 12)) -> delays.Delays:
    with acting(who, read_only=True) as unit:
        return next(each for each in delays.delays_of(unit.actor, Month.of(*month)) if each.organisation == organisation)


def test_one_day_past_the_last_the_case_is_red_listed_counted_and_still_workable() -> None:
    case = under_way()
    assert reload(case).next_due == DUE
    with on(DUE):
        assert reload(case).receipt_no not in browser(cast("intake")).get(reverse("overdue")).content.decode()
        assert line_of("SD-11", "auditor").open_over == 0
    with on(DUE + dt.timedelta(days=1)):
        for who in ("intake", "send", "agenda"):  # the 시·도 and the ministry
            assert reload(case).receipt_no in browser(cast(who)).get(reverse("overdue")).content.decode()
        assert reload(case).receipt_no not in browser(cast("intake", "26")).get(reverse("overdue")).content.decode()
        page = browser(cast("invest")).get(reverse("case", args=[case])).content.decode()
        assert "D+1" in page and "기한이 1일 지났습니다" in page
        record_fact(case, cast("invest"), "deposit_current", 1, seen=1)
        assert line_of("SD-11", "auditor").open_over == 1
        shown = browser(cast("auditor")).get(reverse("delays"), {"month": "2026-12"}).content.decode()
        assert "서울특별시" in shown and "기한이 지나 아직 마치지 않은 조사" in shown
        assert line_of("SD-11", "auditor", (2026, 11)).open_over == 0  # at the end of November it was in time


def test_the_alerts_come_ten_and_three_days_before_and_after_the_last_day() -> None:
    case = under_way()
    for day, level in (
        (DUE - dt.timedelta(days=11), ""),
        (DUE - dt.timedelta(days=10), "D-10"),
        (DUE - dt.timedelta(days=3), "D-3"),
        (DUE, "D0"),
        (DUE + dt.timedelta(days=1), "OVERDUE"),
    ):
        with on(day):
            derive_alerts()
            with acting(INTAKE_PRINCIPAL, read_only=True) as unit:
                rows = Alert.objects.visible_to(unit.actor).filter(case=case, closed_at=None)
                assert list(rows.values_list("level", flat=True)) == ([level] if level else [])


def test_the_last_day_is_in_time_and_the_next_is_not_and_the_days_are_averaged() -> None:
    in_time, late = under_way(), under_way()
    finish(in_time, DUE)
    finish(late, DUE + dt.timedelta(days=1))
    with on(dt.date(2026, 12, 28)):
        line = line_of("SD-11", "auditor")
        assert (line.finished, line.over, line.mean, line.open_over) == (2, 1, "31.5", 0)  # 31 and 32 days
        answer = browser(cast("agenda")).get(reverse("delays_csv"), {"month": "2026-12"})
        rows = answer.content.decode("utf-8-sig").splitlines()
        assert '"서울특별시","2","1","31.5","0"' in rows and answer["Content-Type"].startswith("text/csv")
        mine = browser(cast("review")).get(reverse("delays"), {"month": "2026-12"}).content.decode()
        assert "31.5" in mine and "부산광역시" not in mine


def test_days_of_a_supplement_are_left_out_once() -> None:
    base, closed = dt.date(2026, 11, 20), dt.date(2026, 12, 30)
    once = [["2026-11-25", "2026-12-04"]]
    assert days_between(base, closed, []) == 40
    assert days_between(base, closed, once) == days_between(base, closed, [*once, ["2026-12-01", "2026-12-04"]]) == 30


def test_the_list_runs_on_without_a_gap() -> None:
    cases = {under_way() for _ in range(3)}
    with on(DUE + dt.timedelta(days=5)), acting("auditor", read_only=True) as unit:
        seen, after = [], None
        while True:
            rows, more = delays.overdue_page(unit.actor, "", after, count=1)
            seen += [row.case.pk for row in rows]
            if not more:
                break
            last = rows[-1].case
            assert last.next_due is not None
            after = (last.next_due, last.pk)
        assert set(seen) == cases and len(seen) == 3


def test_words_in_the_address_that_mean_nothing_are_left_out() -> None:
    page = browser(cast("auditor"))
    assert page.get(reverse("overdue"), {"unit": "x", "after": "x_y"}).status_code == 200
    for month in ("2026-13", "x", "9999-01", "0000-00", "2026-"):
        assert page.get(reverse("delays"), {"month": month}).status_code == 200


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_the_file_is_a_formula(text: str) -> None:
    assert never_a_formula(text) == f"'{text}"
    assert never_a_formula("서울특별시") == "서울특별시"


def test_a_district_and_a_member_are_not_shown_the_figures_of_provinces() -> None:
    assert browser(cast("member2")).get(reverse("delays")).status_code == 403
    assert browser(cast("register")).get(reverse("overdue")).status_code == 403
