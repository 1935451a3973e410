"""Replies: wrong request, wrong case, twice, late, refused; fan-out, acceptance, undoing (S1-INV-03, S1-BEY-05)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.assessment.assess import assess_case, newest_facts
from teojeon.services.victims.intake.transfer import transfer
from teojeon.services.victims.investigation.models import Fact
from teojeon.services.victims.requests import actions, deciding, queries
from teojeon.services.victims.requests.models import RequestReply
from teojeon.services.victims.requests.replies import take_reply, typed
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.requests.asking import HUG_SAID, found, investigated, reply, rows_of, sent, taken
from tests.support.factories import acting, cast, days_later, events, make_case, official, record_fact, reload_in_unit
from tests.support.meetings import SYSTEM, sql

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-INV-03")]
GUARANTEE = {"provider": "hug", "holder": "tenant", "state": "valid", "amount": 200_000_000}
LEASE = {"contract_on": "2024-03-02", "deposit": 180_000_000, "rent": 0}


def take_refused(code: str, row: Any, content: bytes | None = None, **more: Any) -> None:
    with pytest.raises(Refusal) as caught:
        taken(row, content, **more)
    assert caught.value.code == code


def fact(case: UUID, code: str) -> Fact | None:
    with unit_of_work(SYSTEM, read_only=True):
        return newest_facts(case).get(code)


def proposed(case: UUID) -> Any:
    """What the first row of a case proposes."""
    return rows_of(case)[0].value


def accepted(case: UUID, *places: int, who: UUID | str = "invest") -> None:
    rows = rows_of(case)
    with acting(who):
        deciding.accept(case, [rows[place].pk for place in places])


# the Accept examples


def test_a_policy_below_the_deposit_makes_the_guarantee_fact_and_the_finding_false() -> None:
    case = investigated(deposit_current=300_000_000)
    record_fact(case, cast("invest"), "deposit_current", 300_000_000)
    row = sent(case)
    result = taken(row)
    assert (result.state, result.taken, result.late, result.left_out) == ("ANSWERED", 1, False, ())
    [line] = rows_of(case)
    assert (line.code, line.value, line.state) == ("guarantees", [GUARANTEE], "PROPOSED")
    assert fact(case, "guarantees") is None  # a reply is no fact until somebody says so
    accepted(case, 0)
    made = fact(case, "guarantees")
    assert made is not None and made.value == [GUARANTEE]
    assert (made.source, made.evidence, made.author) == ("agency", f"주택도시보증공사 회신 {row.request_no}", cast("invest"))
    assert rows_of(case)[0].fact_number == made.number == 1
    with unit_of_work(SYSTEM, read_only=True):
        assessed = assess_case(reload_in_unit(case), clock.business_today())
        assert assessed.finding("X1").value is False


def test_a_refusal_without_a_reason_goes_up_and_the_fact_stays_unknown() -> None:
    case = investigated()
    row = sent(case)
    result = taken(row, reply(row, state="refused", reason=" "))
    assert result.state == found(row.pk).state == "ESCALATED"
    assert rows_of(case) == [] and fact(case, "guarantees") is None
    with unit_of_work(SYSTEM, read_only=True) as unit:
        assert TimelineEntry.objects.visible_to(unit.actor).filter(case=case, kind="victims.request_refused").count() == 1
    assert taken(row, channel="link").state == "ANSWERED"  # the agency gave way


def test_a_refusal_with_a_reason_is_kept_with_it() -> None:
    row = sent(investigated())
    assert taken(row, reply(row, state="refused", reason="수사 중인 사건입니다. 900101-1234567")).state == "REFUSED"
    assert found(row.pk).refusal_reason == "수사 중인 사건입니다. 900101-1******"


# wrong request, wrong case, twice, late, out of order


def test_a_reply_to_no_request_or_to_another_is_refused() -> None:
    row, other = sent(investigated()), sent(investigated())
    take_refused("WRONG_REQUEST", row, reply(other))
    take_refused("WRONG_REQUEST", row, reply(row, request_no=""), channel="link")
    assert taken(row, reply(row, request_no="")).taken == 1  # an official chose the request whose page this is
    with pytest.raises(Refusal, match="NO_SUCH_REQUEST"), acting("invest"):
        take_reply("DR-2026-999999", reply(other), channel="file", replied_at=clock.business_now())


def test_a_ref_that_is_not_covered_is_left_out_and_named() -> None:
    case = investigated()
    row = sent(case)
    result = taken(row, reply(row, [("1", HUG_SAID), ("99", HUG_SAID), ("1", HUG_SAID)]))
    assert result.taken == 1 and [(each.ref, each.code) for each in result.left_out] == [("99", "NOT_COVERED"), ("1", "TWICE")]
    assert len(rows_of(case)) == 1
    second = sent(case, agency="HF")
    take_refused("NOT_COVERED", second, reply(second, [("7", HUG_SAID)]))
    assert found(second.pk).state == "SENT"


def test_the_same_bytes_twice_do_nothing_and_other_bytes_after_an_answer_are_refused() -> None:
    case = investigated()
    row = sent(case)
    first, again = taken(row), taken(row)
    assert (first.twice, again.twice, again.taken) == (False, True, 0)
    assert len(rows_of(case)) == 1
    take_refused("ALREADY_ANSWERED", row, reply(row, [("1", {**HUG_SAID, "covered": 1})]))
    assert len([body for body in events("act") if body.get("action") == "victims.take_reply"]) == 1


def test_a_second_file_answers_what_the_first_left_open() -> None:
    one, two = investigated(), investigated()
    row = sent(one, two)
    assert taken(row, reply(row, [("2", HUG_SAID)])).state == "SENT"
    result = taken(row, reply(row, [("2", HUG_SAID), ("1", HUG_SAID)]))
    assert (result.state, result.taken, [each.code for each in result.left_out]) == ("ANSWERED", 1, ["TWICE"])


def test_on_the_last_day_a_reply_is_in_time_and_a_day_later_it_is_taken_and_marked_late() -> None:
    one, two = sent(investigated()), sent(investigated())
    assert one.due_on is not None
    days = (one.due_on - clock.business_today()).days
    with days_later(days):
        assert taken(one).late is False
    with days_later(days + 1):
        assert taken(two).late is True
    assert (found(one.pk).is_late, found(two.pk).is_late, found(two.pk).state) == (False, True, "ANSWERED")


def test_a_reply_before_the_request_or_from_tomorrow_is_refused() -> None:
    row, now = sent(investigated()), clock.business_now()
    take_refused("BAD_DATE", row, replied_at=now - dt.timedelta(days=1))
    take_refused("BAD_DATE", row, replied_at=now + dt.timedelta(days=1))


def test_a_value_that_cannot_be_read_leaves_its_row_out_and_facts_as_they_are() -> None:
    one, two = investigated(), investigated()
    row = sent(one, two)
    result = taken(row, reply(row, [("1", {**HUG_SAID, "covered": "이억"}), ("2", HUG_SAID)]))
    assert result.state == "SENT" and result.taken == 1 and "보증금액" in result.left_out[0].why
    assert rows_of(one) == []


def test_for_a_case_that_has_ended_nothing_is_kept() -> None:
    one, two = investigated(), investigated()
    row = sent(one, two)
    sql("UPDATE cases_case SET state = 'WITHDRAWN' WHERE id = %s", one)
    result = taken(row, reply(row, [("1", HUG_SAID), ("2", HUG_SAID)]))
    assert result.state == "ANSWERED" and [each.code for each in result.left_out] == ["ENDED"]
    assert rows_of(one) == []


# whose hands


def test_only_those_who_asked_take_a_reply_in() -> None:
    row = sent(investigated())
    take_refused("FORBIDDEN", row, who="review")
    take_refused("FORBIDDEN", row, who="agenda")
    take_refused("NO_SUCH_REQUEST", row, who=cast("invest", "26"))
    take_refused("NO_SUCH_REQUEST", row, who=cast("member2"))


@pytest.mark.slow
@pytest.mark.req("S1-BEY-05")
def test_after_a_transfer_the_old_province_reaches_no_case_and_the_link_reaches_the_new_one() -> None:
    case, kept = make_case("RECEIVED"), investigated()
    row = sent(case, kept)
    with acting("intake"):
        transfer(case, recipient="SD-26", reason="주택이 부산광역시에 있음")
    sql("UPDATE cases_case SET state = 'INVESTIGATING' WHERE id = %s", case)
    by_hand = taken(row, reply(row, [("1", HUG_SAID), ("2", HUG_SAID)]))
    assert [(each.ref, each.code) for each in by_hand.left_out] == [("1", "ELSEWHERE")]
    assert rows_of(case) == []
    other = sent(kept, agency="SGI")
    assert other.state == "SENT"
    sql("UPDATE victims_datarequest SET state = 'SENT' WHERE id = %s", row.pk)
    assert taken(row, reply(row, [("1", HUG_SAID)]), channel="link").taken == 1
    with acting("invest", "26", read_only=True):
        [line] = deciding.rows_of(reload_in_unit(case))
    assert line.handled_by == "SD-26"


# none, landlords, papers


def test_none_is_a_reply_too() -> None:
    case = investigated()
    row = sent(case)
    assert taken(row, reply(row, state="none")).state == "NONE"
    [line] = rows_of(case)
    assert (line.code, line.state) == ("", "NOTED")


@pytest.mark.slow
def test_when_all_three_guarantors_have_none_the_list_is_empty() -> None:
    case = investigated()
    for agency in ("HUG", "HF", "SGI"):
        row = sent(case, agency=agency)
        taken(row, reply(row, state="none"))
    assert [(line.code, line.value) for line in rows_of(case)] == [("", None), ("", None), ("guarantees", [])]


def test_what_is_said_of_the_landlord_reaches_every_case() -> None:
    one, two = investigated(), investigated()
    row = sent(one, two, item="7", agency="NTS", office="종로세무서")
    assert taken(row, reply(row, [("0", {"seized": "예", "unpaid": "5,000,000"})])).taken == 2
    assert [proposed(case)["national_tax_seizure"] for case in (one, two)] == [True, True]


def test_what_is_said_of_the_landlord_answers_no_request_about_leases() -> None:
    case = investigated()
    row = sent(case, landlord_name="나임대")
    take_refused("NOT_COVERED", row, reply(row, [("0", HUG_SAID)]))
    assert rows_of(case) == []


def test_a_paper_is_typed_and_goes_the_same_way() -> None:
    case = investigated()
    row = sent(case)
    content = typed(
        row.request_no or "", "1", {"holder": "tenant", "policy_state": "valid", "covered": 200_000_000}, state="answered"
    )
    assert taken(row, content, channel="scan").state == "ANSWERED"
    assert rows_of(case)[0].value == [GUARANTEE]
    with unit_of_work(SYSTEM, read_only=True) as unit:
        assert RequestReply.objects.visible_to(unit.actor).get(request=row).channel == "scan"


# deciding


@pytest.mark.slow
@pytest.mark.req("S1-BEY-05")
def test_one_reply_fills_the_facts_of_many_cases_and_lists_what_differs() -> None:
    cases = [investigated() for _ in range(4)]
    row = sent(*cases, item="5", agency="MOLIT")
    rows = [(str(ref), LEASE if ref < 4 else {**LEASE, "deposit": 150_000_000}) for ref in range(1, 5)]
    assert taken(row, reply(row, rows)).taken == 4
    with acting("invest"):
        lines = queries.rows_of_request(row)
        assert [(line.row.case_id, line.row.code) for line in queries.mismatches(lines)] == [(cases[3], "deposit_current")]
        bulk = deciding.accept_agreeing(actions.covered_by(row))
    assert (bulk.accepted, bulk.refused, bulk.left) == (3 * 3 + 2, [], 0)
    deposit, other = fact(cases[0], "deposit_current"), fact(cases[3], "deposit_current")
    assert deposit is not None and deposit.value == 180_000_000 and other is None
    assert row.request_no and row.request_no in deposit.evidence


def test_several_rows_at_once_only_where_they_agree_and_one_by_one_otherwise() -> None:
    case = investigated()
    row = sent(case, item="5", agency="MOLIT")
    taken(row, reply(row, [("1", {**LEASE, "deposit": 150_000_000})]))
    both = [line.pk for line in rows_of(case)[:2]]
    refused("NOT_AGREEING", lambda: deciding.accept(case, both), who="invest")
    place = [line.code for line in rows_of(case)].index("deposit_current")
    accepted(case, place)
    made = fact(case, "deposit_current")
    assert made is not None and made.value == 150_000_000


def test_where_the_register_shows_a_fact_it_must_agree_too() -> None:
    case = investigated(earliest_security_on="2023-01-05")
    row = sent(case, item="9", agency="BANK", office="가나은행")
    taken(row, reply(row, [("1", {"earliest_on": "2023-01-05"})]))

    def match() -> str:
        with acting("invest", read_only=True):
            return queries.rows_of_request(row)[0].match

    assert match() == "alone"
    record_fact(case, cast("invest"), "earliest_security_on", "2023-01-05")
    assert match() == "agrees"
    record_fact(case, cast("invest"), "earliest_security_on", "2023-01-06", seen=1)
    assert match() == "differs"


def test_two_replies_about_one_set_do_not_undo_each_other() -> None:
    case = investigated()
    court, tax = sent(case, item="1", agency="COURT"), sent(case, item="7", agency="NTS")
    taken(court, reply(court, [("1", {"sale": "auction"})]))
    taken(tax, reply(tax, [("0", {"seized": True})]))
    accepted(case, 0)
    accepted(case, 1)
    made = fact(case, "events")
    assert made is not None and isinstance(made.value, dict)
    assert made.value["auction_commenced"] is made.value["national_tax_seizure"] is True


def test_only_the_cases_own_investigator_accepts_and_only_once() -> None:
    case = investigated()
    row = sent(case)
    taken(row)
    key = rows_of(case)[0].pk
    refused("FORBIDDEN", lambda: deciding.accept(case, [key]), who="review")
    refused("NOT_ASSIGNED", lambda: deciding.accept(case, [key]), who=official("second11", "SD-11", "P-INV"))
    with pytest.raises((Missing, Refusal)), acting("invest", "26"):
        deciding.accept(case, [key])
    accepted(case, 0)
    with acting("invest"):
        assert deciding.accept(case, [key]) == 0
    assert fact(case, "guarantees").number == 1  # type: ignore[union-attr]


def test_an_accepted_row_is_undone_with_a_reason_and_the_earlier_value_stands_again() -> None:
    case = investigated()
    record_fact(case, cast("invest"), "deposit_current", 170_000_000)
    row = sent(case, item="5", agency="MOLIT")
    taken(row, reply(row, [("1", {"deposit": 180_000_000})]))
    accepted(case, 0)
    key = rows_of(case)[0].pk
    refused("REASON_MISSING", lambda: deciding.undo(case, key, reason=" "), who="invest")
    with acting("invest"):
        assert deciding.undo(case, key, reason="다른 계약의 신고였습니다.") is True
    made, line = fact(case, "deposit_current"), rows_of(case)[0]
    assert made is not None and (made.value, made.number, made.source) == (170_000_000, 3, "register")
    assert "다른 계약의 신고였습니다." in made.note
    assert (line.state, line.undone_number, line.reason) == ("UNDONE", 3, "다른 계약의 신고였습니다.")
    refused("ROW_DECIDED", lambda: deciding.undo(case, key, reason="또"), who="invest")


@pytest.mark.slow
def test_undoing_the_first_value_leaves_unknown_and_a_later_value_stays() -> None:
    one, two = investigated(), investigated()
    row = sent(one, two)
    taken(row, reply(row, [("1", HUG_SAID), ("2", HUG_SAID)]))
    accepted(one, 0)
    accepted(two, 0)
    record_fact(two, cast("invest"), "guarantees", [], seen=1)
    first, second = rows_of(one)[0].pk, rows_of(two)[0].pk
    with acting("invest"):
        assert deciding.undo(one, first, reason="다른 집의 보증이었습니다.") is True
        assert deciding.undo(two, second, reason="다른 집의 보증이었습니다.") is False
    assert fact(one, "guarantees").value is None  # type: ignore[union-attr]
    assert fact(two, "guarantees").value == []  # type: ignore[union-attr]
    assert rows_of(two)[0].undone_number is None


def test_a_row_is_set_aside_with_a_reason_and_no_fact() -> None:
    case = investigated()
    row = sent(case)
    taken(row)
    key = rows_of(case)[0].pk
    refused("REASON_MISSING", lambda: deciding.set_aside(case, row=key, reason=""), who="invest")
    with acting("invest"):
        deciding.set_aside(case, row=key, reason="이름이 같은 다른 사람입니다.")
    assert rows_of(case)[0].state == "SET_ASIDE" and fact(case, "guarantees") is None
    refused("ROW_DECIDED", lambda: deciding.accept(case, [key]), who="invest")
