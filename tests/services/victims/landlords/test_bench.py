"""One screen for a landlord or a house (S1-BEY-05)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.services.victims.intake.actions import confirm_receipt
from teojeon.services.victims.investigation.actions import open_file
from teojeon.services.victims.landlords.queries import Bench, bench_of, most_open
from teojeon.services.victims.linkage.models import BUILDING, LANDLORD
from teojeon.services.victims.linkage.queries import members_of
from tests.services.victims.linkage.cases import lease, of
from tests.support.factories import acting, browser, cast, days_later, district, official, record_fact, reload

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-BEY-05")]


def investigated(unit: int, investigator: UUID | None = None, **found: Any) -> UUID:
    """A lease whose file is open, with these facts."""
    who, case = investigator or cast("invest"), lease(unit)
    with acting("intake"):
        confirm_receipt(case, investigator=who)
    with acting(who):
        open_file(case)
    for code, value in found.items():
        record_fact(case, who, code, value)
    return case


def bench(case: UUID, kind: str = LANDLORD, who: str = "invest") -> Bench:
    group = of(case, kind).id
    with acting(who, read_only=True):
        return bench_of(members_of(group))


def text_of(case: UUID, kind: str = LANDLORD) -> str:
    answer = browser(cast("invest")).get(reverse("landlord", args=[of(case, kind).id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_must_agree_for_a_landlord_and_does_not_is_listed_with_values_and_cases() -> None:
    first, second, third = investigated(1, victim_count=3), investigated(2, victim_count=4), investigated(3, victim_count=4)
    [shared] = bench(first).contradictions
    assert (shared.title, shared.house) == ("피해 임차인 수", "")
    assert [[case.pk for case in value.cases] for value in shared.values] == [[second, third], [first]]
    text = text_of(first)
    assert "다름" in text and reload(second).receipt_no in text


def test_what_is_the_same_or_unknown_contradicts_nothing() -> None:
    first = investigated(1, victim_count=3)
    investigated(2, victim_count=3)
    investigated(3, victim_count=None)
    shown = bench(first)
    assert shown.contradictions == [] and [each.title for each in shown.agreeing] == ["피해 임차인 수"]


def test_facts_of_two_dwellings_may_differ_and_those_of_one_house_may_not() -> None:
    first = investigated(1, house_value=300_000_000)
    investigated(2, house_value=200_000_000)
    assert bench(first).contradictions == [], "two dwellings have two values"
    investigated(1, house_value=250_000_000)
    [shared] = bench(first, BUILDING).contradictions
    assert (shared.title, shared.house) == ("주택가액", "효자로 12")


def test_a_report_is_due_ten_days_before_the_last_day_and_not_on_the_day_before_that() -> None:
    case = investigated(1)
    due = reload(case).next_due
    assert due is not None
    wait = (due - dt.timedelta(days=10) - clock.business_today()).days
    for days, is_due in ((wait - 1, False), (wait, True)):
        with days_later(days):
            assert bool(bench(case).reports_due) is is_due


def test_the_load_of_each_investigator_counts_here_and_everywhere() -> None:
    other = official("second11", "SD-11", "P-INV", name="이조사")
    first = investigated(1)
    investigated(2, other)
    investigated(3, other)
    elsewhere = lease(4, number="", landlord_name="박임대")
    with acting("intake"):
        confirm_receipt(elsewhere, investigator=other)
    lease(5)
    loads = [(load.name, load.here, load.open_cases) for load in bench(first).loads]
    assert loads == [("이조사", 2, 3), ("담당 invest11", 1, 1), ("", 1, 0)]


def test_the_list_shows_the_own_open_cases_and_counts_in_the_whole_country() -> None:
    ours = lease(1)
    lease(2)
    lease(3, sido="26")
    lease(4, number="")
    with acting("invest", read_only=True) as unit:
        [line] = most_open(unit.actor)
    assert (line.title, line.open_cases, line.count.leases) == ("김임대", 2, 3)
    page = browser(cast("invest")).get(reverse("landlords")).content.decode()
    assert reverse("landlord", args=[of(ours).id]) in page
    with acting("invest", "26", read_only=True) as unit:
        assert [each.open_cases for each in most_open(unit.actor)] == [1]


def test_a_district_sees_the_cases_that_were_assigned_to_it_and_no_other() -> None:
    local = official("localinvest", district(), "P-INV")
    case = lease(1)
    lease(2)
    address = reverse("landlord", args=[of(case).id])
    assert browser(local).get(address).status_code == 404
    with acting("intake"):
        confirm_receipt(case, investigator=local)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_reader SET since = since - interval '1 day'")
    text = browser(local).get(address).content.decode()
    assert reload(case).receipt_no in text and "2명" in text


def test_the_screen_asks_as_many_queries_for_ten_cases_as_for_two() -> None:
    client = browser(cast("invest"))
    first = investigated(1, victim_count=2)
    investigated(2, victim_count=2)
    address = reverse("landlord", args=[of(first).id])
    client.get(address)
    with CaptureQueriesContext(connection) as two:
        client.get(address)
    for unit in range(3, 11):
        lease(unit)
    with CaptureQueriesContext(connection) as ten:
        client.get(address)
    assert len(two) == len(ten)
