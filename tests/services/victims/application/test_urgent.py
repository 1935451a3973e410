"""What cannot wait: a wish, a sale within 30 days, an eviction paper (S1-APP-06)."""

import datetime as dt
from typing import Any

import pytest

from teojeon.services.victims.application.content import Content, Damage, Event
from teojeon.services.victims.application.urgent import urgency
from teojeon.ui.formats import UNKNOWN

TODAY = dt.date(2026, 11, 20)


def damaged(kind: str = "auction_opened", **said: Any) -> Content:
    return Content(damage=Damage(any_events=True, events=(Event(kind, "한빛지방법원", "2026타경1"),), **said))


@pytest.mark.req("S1-APP-06")
@pytest.mark.parametrize(
    ("content", "urgent"),
    [
        (damaged(sale_date=dt.date(2026, 12, 20)), True),
        (damaged(sale_date=dt.date(2026, 12, 21)), False),
        (damaged(sale_date=TODAY), True),
        (damaged(sale_date=dt.date(2026, 11, 19)), False),
        (damaged(sale_date=UNKNOWN), False),
        (damaged(), False),
        (damaged("national_tax_seizure", sale_date=dt.date(2026, 12, 1)), False),
        (Content(damage=Damage(any_events=False, events=(Event("auction_opened"),), sale_date=dt.date(2026, 12, 1))), False),
        (Content(damage=Damage(urgent_stay_wanted=True)), True),
        (Content(damage=Damage(move_out_pressure="order")), True),
        (Content(damage=Damage(move_out_pressure="none")), False),
        (Content(damage=Damage(move_out_pressure=UNKNOWN)), False),
        (Content(), False),
    ],
)
def test_what_is_urgent_and_what_is_not(content: Content, urgent: bool) -> None:
    assert urgency(content, TODAY).is_urgent is urgent
    assert urgency(content, TODAY).as_dict()["is_urgent"] is urgent


@pytest.mark.req("S1-APP-06")
def test_the_page_says_that_a_tick_is_no_request_and_names_authority_and_last_day() -> None:
    found = urgency(damaged(sale_date=dt.date(2026, 12, 8), sale_decision_date=dt.date(2026, 12, 15)), TODAY)
    assert found.last_day == dt.date(2026, 12, 7) and found.next_sale_on == dt.date(2026, 12, 8)
    for words in ("멈추지 않습니다", "2026. 12. 7.(월)까지", "한빛지방법원", "2026타경1", "따로 신청해야 합니다"):
        assert words in found.notice


def test_a_tax_sale_is_asked_for_before_its_decision() -> None:
    days = {"sale_date": dt.date(2026, 12, 8), "sale_decision_date": dt.date(2026, 12, 15)}
    found = urgency(damaged("public_sale_opened", **days), TODAY)
    assert found.track == "tax" and found.last_day == dt.date(2026, 12, 14)
    assert "세무서" in found.notice


def test_what_goes_to_the_office_is_json() -> None:
    content = damaged(sale_date=dt.date(2026, 12, 8), move_out_pressure="suit", move_out_pressure_on=dt.date(2026, 11, 19))
    assert urgency(content, TODAY).as_dict() == {
        "is_urgent": True,
        "stay_wanted": False,
        "track": "court",
        "authority": "한빛지방법원",
        "case_no": "2026타경1",
        "next_sale_on": "2026-12-08",
        "decision_on": None,
        "last_day": "2026-12-07",
        "move_out_pressure": "suit",
        "move_out_pressure_on": "2026-11-19",
    }
