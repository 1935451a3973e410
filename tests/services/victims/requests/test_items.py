"""What may be asked of whom from which day on; each date with the day before (법§13③, 규칙§4②, 법§29의2④)."""

import datetime as dt

import pytest

from teojeon.kernel.people.boxes import Kind
from teojeon.services.victims.requests.items import (
    AGENCIES,
    ITEMS,
    basis_on,
    is_lawful,
    parts_on,
    reply_days_on,
    why_unlawful,
)
from teojeon.services.victims.requests.reply_fields import FIELDS

pytestmark = pytest.mark.req("S1-INV-03")
SIDO, MOLIT = Kind.PROVINCE, Kind.MINISTRY
TODAY = dt.date(2026, 11, 22)


def code(item: str, agency: str, on: dt.date, asked_by: str = SIDO) -> str:
    refusal = why_unlawful(item, agency, on, asked_by)
    return refusal.code if refusal else ""


def test_the_register_holds_the_thirteen_items_the_five_of_the_rule_and_the_credit_data() -> None:
    numbers = [*(str(number) for number in range(1, 13)), *(f"13-{number}" for number in range(1, 6)), "credit"]
    assert list(ITEMS) == numbers and FIELDS.keys() == ITEMS.keys()
    assert all(source.agency in AGENCIES for item in ITEMS.values() for source in item.sources)


def test_every_item_but_two_could_be_asked_on_the_first_day_and_none_on_the_day_before() -> None:
    first, before = dt.date(2023, 6, 1), dt.date(2023, 5, 31)
    on_first = {
        item.code for item in ITEMS.values() if any(is_lawful(item.code, each.agency, first, SIDO) for each in item.sources)
    }
    assert ITEMS.keys() - on_first == {"12", "credit"}
    assert not any(is_lawful(item.code, each.agency, before, SIDO) for item in ITEMS.values() for each in item.sources)


@pytest.mark.parametrize(("item", "agency"), [("12", "MOLIT"), ("9", "CREDIT")])
def test_what_the_amendment_brought_may_be_asked_from_2024_09_10(item: str, agency: str) -> None:
    assert code(item, agency, dt.date(2024, 9, 9)) == "NOT_IN_FORCE"
    assert code(item, agency, dt.date(2024, 9, 10)) == ""


@pytest.mark.parametrize(("item", "part"), [("1", "배당액"), ("10", "처분 결과")])
def test_parts_of_older_items_are_named_from_2024_09_10(item: str, part: str) -> None:
    assert part not in parts_on(ITEMS[item], dt.date(2024, 9, 9))
    assert part in parts_on(ITEMS[item], dt.date(2024, 9, 10))


def test_credit_data_of_a_landlord_may_be_asked_from_2026_11_13_and_by_the_ministry_alone() -> None:
    assert code("credit", "CREDIT", dt.date(2026, 11, 12), MOLIT) == "NOT_IN_FORCE"
    assert code("credit", "CREDIT", dt.date(2026, 11, 13), MOLIT) == ""
    assert code("credit", "CREDIT", dt.date(2026, 11, 12), SIDO) == "NOT_IN_FORCE"
    assert code("credit", "CREDIT", dt.date(2026, 11, 13), SIDO) == "MINISTRY_ASKS"


@pytest.mark.parametrize("item", ["2", "3", "4", "5", "12", "13-5"])
def test_the_ministrys_own_data_are_given_to_a_province_only(item: str) -> None:
    assert code(item, "MOLIT", TODAY, SIDO) == ""
    assert code(item, "MOLIT", TODAY, MOLIT) == "PROVINCE_ASKS"


def test_the_ministry_may_ask_a_court_for_the_houses_and_a_district_may_ask_nobody() -> None:
    assert code("2", "COURT", TODAY, MOLIT) == ""
    assert code("2", "COURT", TODAY, Kind.DISTRICT) == "NOT_DELEGATED"


def test_an_unknown_item_and_an_agency_that_the_item_does_not_name_are_refused() -> None:
    assert code("14", "HUG", TODAY) == "UNKNOWN_ITEM"
    assert code("11", "NTS", TODAY) == "WRONG_AGENCY"


def test_the_rules_items_are_cited_by_the_number_that_the_act_gave_them() -> None:
    item = ITEMS["13-2"]
    assert basis_on(item, dt.date(2024, 9, 9)) == "법§13③12, 규칙§4②2"
    assert basis_on(item, dt.date(2024, 9, 10)).startswith("법§13③13, 규칙§4②2")
    assert basis_on(item, dt.date(2025, 9, 1)) == "법§13③13, 규칙§4②2"


def test_the_houses_own_term_is_seven_days() -> None:
    assert reply_days_on(TODAY) == 7
