"""A last day set by hand, and the pages on which it and a holiday are entered and approved (S1-XCT-01)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from teojeon.kernel.cases.rederive import rederive_open
from teojeon.kernel.parameters import actions
from teojeon.kernel.parameters.models import ParameterValue
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.calendar import due
from tests.services.victims.decision.letters import sent_to_portal
from tests.services.victims.uplift.fixed_days import (
    DAY,
    approved,
    close,
    entered,
    last_day,
    moves,
    next_working_day,
    refused,
    served,
)
from tests.support.factories import acting, browser, cast, make_case, reload

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-XCT-01")]


# a day set by hand


def set_by_hand(case: UUID, deadline: str, to: dt.date, *, of: dt.date | None = None) -> UUID:
    replaced = of or last_day(case, deadline)
    return entered(replaced, code=f"DEADLINE_{deadline}", area=f"case:{case}", value=to.toordinal())


def test_a_day_set_by_hand_holds_from_the_approval_of_another_person_on() -> None:
    case = make_case("SUBMITTED")
    served(case)
    before = last_day(case, "OBJECTION")
    later = next_working_day(before + 6 * DAY)
    key = set_by_hand(case, "OBJECTION", later)
    assert last_day(case, "OBJECTION") == before
    with acting("sealer"):
        actions.approve(key)
    assert last_day(case, "OBJECTION") == later
    (move,) = moves(case)
    assert (move["cause"], move["rows"], move["to"]) == ("OVERRIDE", [str(key)], later.isoformat())
    assert sent_to_portal(case, "status")[-1]["due"] == later.isoformat()
    again = next_working_day(later)
    second = set_by_hand(case, "OBJECTION", again)
    with acting("sealer"):
        actions.approve(second)
    assert last_day(case, "OBJECTION") == again


def test_a_citizens_deadline_is_never_moved_to_an_earlier_day() -> None:
    case = make_case("SUBMITTED")
    served(case)
    before = last_day(case, "OBJECTION")
    earlier = due(before - 7 * DAY, 0).effective
    with pytest.raises(Refusal) as caught:
        set_by_hand(case, "OBJECTION", earlier)
    assert caught.value.code == "EARLIER_FOR_CITIZEN"
    office = make_case("SUBMITTED")
    assert set_by_hand(office, "INVESTIGATION", due(last_day(office) - 7 * DAY, 0).effective)


def test_a_day_set_by_hand_needs_a_running_deadline_its_day_a_working_day_and_a_reason() -> None:
    case = make_case("SUBMITTED")
    before = last_day(case)
    later = next_working_day(before)

    def code(to: dt.date = later, deadline: str = "INVESTIGATION", of: dt.date = before, **changed: Any) -> str:
        return refused(of, code=f"DEADLINE_{deadline}", area=f"case:{case}", **({"value": to.toordinal()} | changed))

    saturday = before + (5 - before.weekday()) % 7 * DAY
    assert code(saturday) == "NOT_A_WORKING_DAY"
    assert code(of=before + DAY) == "DEADLINE_MOVED"
    assert code(deadline="OBJECTION") == "DEADLINE_CLOSED"
    assert code(dt.date(2041, 1, 2)) == "BAD_DATE"
    assert code(value=-1) == "BAD_DATE"
    assert code(value=10**12) == "BAD_DATE"
    assert code(reason=" ") == "REASON_MISSING"
    assert code(valid_to=before + DAY) == "BAD_DATE"
    close(case)
    assert code() == "DEADLINE_CLOSED"


def test_what_ended_or_moved_before_the_approval_is_asked_again_then() -> None:
    case = make_case("SUBMITTED")
    before = last_day(case)
    key = set_by_hand(case, "INVESTIGATION", next_working_day(before + 6 * DAY))
    approved(before)
    rederive_open()
    with pytest.raises(Refusal) as caught, acting("sealer"):
        actions.approve(key)
    assert caught.value.code == "DEADLINE_MOVED"


# pages


def post(kind: str, **given: str) -> Any:
    address = f"{reverse('parameter_enter')}?kind={kind}"
    return browser(cast("param")).post(address, {"request": str(uuid4()), "resolution": "공고 제1호", "reason": "이유", **given})


def test_the_page_enters_a_holiday_and_another_person_approves_it_there() -> None:
    case = make_case("SUBMITTED")
    day = last_day(case)
    assert post("holiday", valid_from=day.isoformat(), valid_to="").status_code == 302
    with acting("sealer", read_only=True) as unit:
        row = ParameterValue.objects.visible_to(unit.actor).get()
    assert (row.code, row.area, row.valid_from, row.valid_to) == ("AD_HOC_HOLIDAY", "nation", day, day)
    page = browser(cast("sealer")).get(reverse("parameter_decide", args=[row.pk])).content.decode()
    assert "임시공휴일" in page and "공휴일로 정함" in page and "원" not in page.split("공휴일로 정함")[1][:3]
    given = {"version": str(row.version), "request": str(uuid4()), "decision": "approve"}
    assert browser(cast("sealer")).post(reverse("parameter_decide", args=[row.pk]), given).status_code == 302
    assert rederive_open() == 1
    listed = browser(cast("param")).get(reverse("parameters")).content.decode()
    assert "공휴일로 정함" in listed


def test_the_case_page_shows_what_moved_and_why() -> None:
    case = make_case("RECEIVED")
    day = last_day(case)
    approved(day)
    rederive_open()
    page = browser(cast("invest")).get(reverse("case", args=[case])).content.decode()
    assert "기한 변경: 조사 기한" in page and "임시공휴일 지정" in page


def test_the_page_sets_a_day_by_hand_for_the_case_of_a_receipt_number() -> None:
    case = make_case("SUBMITTED")
    later = next_working_day(last_day(case))
    given = {"receipt_no": reload(case).receipt_no, "deadline": "INVESTIGATION", "last_day": later.isoformat()}
    assert post("deadline", **given).status_code == 302
    with acting("sealer", read_only=True) as unit:
        row = ParameterValue.objects.visible_to(unit.actor).get()
    assert (row.code, row.area) == ("DEADLINE_INVESTIGATION", f"case:{case}")
    assert dt.date.fromordinal(row.value) == later


@pytest.mark.req("S1-XCT-03")
@pytest.mark.parametrize(
    ("kind", "changed", "status", "code"),
    [
        ("holiday", {"valid_from": ""}, 422, "MISSING_VALUE"),
        ("holiday", {"valid_from": "2026-02-30"}, 422, "BAD_DATE"),
        ("holiday", {"valid_from": "2026-12-21", "valid_to": "2026-12-20"}, 409, "BAD_DATE"),
        ("holiday", {"valid_from": "2041-01-02"}, 409, "NOT_IN_FORCE"),
        ("deadline", {"receipt_no": "2026-서울-999999", "deadline": "OBJECTION", "last_day": "2026-12-21"}, 409, "NOT_FOUND"),
        ("deadline", {"receipt_no": "2026-서울-999999", "deadline": "", "last_day": "2026-12-21"}, 422, "MISSING_VALUE"),
    ],
)
def test_a_refused_entry_says_why_and_keeps_what_was_typed(kind: str, changed: dict[str, str], status: int, code: str) -> None:
    response = post(kind, **changed)
    assert response.status_code == status
    page = response.content.decode()
    assert code in page and "공고 제1호" in page


def test_a_kind_that_does_not_exist_has_no_page() -> None:
    assert browser(cast("param")).get(f"{reverse('parameter_enter')}?kind=shoes").status_code == 404


def test_the_page_offers_each_kind() -> None:
    page = browser(cast("param")).get(reverse("parameters")).content.decode()
    for kind in ("cap", "holiday", "deadline"):
        assert f"?kind={kind}" in page
        assert browser(cast("param")).get(f"{reverse('parameter_enter')}?kind={kind}").status_code == 200
