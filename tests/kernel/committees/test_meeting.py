"""Acts on a meeting: opening, motions, exclusion, votes, counting (법§6⑦, §8; S1-COM-05, S1-COM-06, S1-COM-09)."""

import datetime as dt
import uuid
from typing import Any

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Reader
from teojeon.kernel.committees import actions, results
from teojeon.kernel.committees.models import Meeting
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from tests.support.factories import acting, cast, committee_of_members, official
from tests.support.meetings import convened, counted, move_clock, opened, placed, read_items, read_meeting, seat, sql, voted, worded

pytestmark = pytest.mark.usefixtures("office_side")


def refused(code: str, act: Any, *words: Any, who: Any = "secretary", **data: Any) -> Refusal:
    with pytest.raises(Refusal) as caught, acting(who):
        act(*words, **data)
    assert caught.value.code == code
    assert caught.value.message and caught.value.source
    return caught.value


def test_of_28_members_14_cannot_open_a_meeting_and_15_can() -> None:
    people = seat(28)
    meeting = convened()
    refusal = refused("NO_QUORUM", actions.open_meeting, meeting, present=people[:14])
    assert "15명" in refusal.message
    assert read_meeting(meeting).state == Meeting.CONVENED
    with acting("secretary"):
        actions.open_meeting(meeting, present=people[:15])
    assert read_meeting(meeting).members_in_office == 28


def test_one_member_named_twice_is_one_member() -> None:
    people = seat(28)
    refused("NO_QUORUM", actions.open_meeting, convened(), present=[*people[:14], people[0]])


def test_a_stranger_is_not_present() -> None:
    people = seat(3)
    refused("NOT_A_MEMBER", actions.open_meeting, convened(), present=[*people, uuid.uuid4()])


def test_a_member_whose_term_is_over_is_not_in_office() -> None:
    people = seat(3)
    meeting = convened(clock.business_today())
    sql("UPDATE committees_member SET appointed_on = current_date - 800, term_to = current_date - 70 WHERE account = %s", people[2])
    refused("NOT_A_MEMBER", actions.open_meeting, meeting, present=people)
    with acting("secretary"):
        actions.open_meeting(meeting, present=people[:2])
    assert read_meeting(meeting).members_in_office == 2


def test_without_the_chair_nobody_could_sign_so_it_does_not_open() -> None:
    people = seat(5)
    refused("NO_CHAIR", actions.open_meeting, convened(), present=people[1:])


def test_a_meeting_opens_on_its_day_only() -> None:
    people = seat(3)
    tomorrow = clock.business_today() + dt.timedelta(days=1)
    refused("BAD_DATE", actions.open_meeting, convened(tomorrow), present=people)


def test_a_meeting_is_not_called_for_yesterday_or_without_a_place() -> None:
    today = clock.business_today()
    call = {"controller": "MOLIT", "committee": "CMT"}
    refused("BAD_DATE", actions.convene, held_on=today - dt.timedelta(days=1), place="대회의실", **call)
    refused("MISSING_VALUE", actions.convene, held_on=today, place=" ", **call)
    refused("TOO_LONG", actions.convene, held_on=today, place="회" * 81, **call)


def test_only_a_secretary_calls_a_meeting_and_only_the_one_who_called_it_leads_it() -> None:
    people = seat(3)
    with pytest.raises(Forbidden), acting("drafter"):
        actions.convene(controller="MOLIT", committee="CMT", held_on=clock.business_today(), place="대회의실")
    other = official("secretary2", "MOLIT", "PM-SEC")
    refused("NOT_THE_SECRETARY", actions.open_meeting, convened(), present=people, who=other)
    meeting = convened()
    with pytest.raises(Forbidden), acting("chair"):
        actions.open_meeting(meeting, present=people)


def test_for_a_province_there_is_no_meeting() -> None:
    seat(3)
    meeting = convened()
    with pytest.raises(Missing), acting("intake"):
        actions.open_meeting(meeting, present=[])


def test_a_meeting_is_opened_once() -> None:
    people = seat(3)
    meeting, _ = opened(people)
    refused("ILLEGAL_TRANSITION", actions.open_meeting, meeting, present=people)


def test_a_meeting_that_was_not_opened_is_called_off_from_its_day_on_and_all_its_items_are_deferred() -> None:
    seat(3)
    meeting = convened(clock.business_today() + dt.timedelta(days=2))
    for position in (1, 2):
        placed(meeting, position)
    reason = "정족수에 미치지 못하였습니다. 900101-1234567"
    refused("BAD_DATE", actions.call_off, meeting, reason=reason)
    move_clock(3)
    refused("REASON_MISSING", actions.call_off, meeting, reason=" ")
    refused("NOT_THE_SECRETARY", actions.call_off, meeting, reason=reason, who=official("secretary2", "MOLIT", "PM-SEC"))
    with pytest.raises(Forbidden), acting("chair"):
        actions.call_off(meeting, reason=reason)
    with acting("secretary"):
        assert actions.call_off(meeting, reason=reason)["masked"] is True
    assert read_meeting(meeting).state == Meeting.CALLED_OFF
    kept = "정족수에 미치지 못하였습니다. 900101-1******"
    assert [(item.result, item.reason) for item in read_items(meeting)] == [(results.DEFERRED, kept)] * 2
    refused("ILLEGAL_TRANSITION", actions.call_off, meeting, reason=reason)
    refused("ILLEGAL_TRANSITION", actions.open_meeting, meeting, present=[])


def test_a_meeting_in_session_is_closed_and_not_called_off() -> None:
    meeting, _ = opened(seat(3))
    refused("ILLEGAL_TRANSITION", actions.call_off, meeting, reason="이유")


@pytest.mark.parametrize(("yes", "no", "passed"), [(8, 7, True), (7, 8, False), (8, 0, True), (7, 0, False), (15, 0, True)])
def test_of_15_present_8_votes_pass_a_motion_and_7_do_not(yes: int, no: int, passed: bool) -> None:
    people = seat(28)[:15]
    meeting, [item] = opened(people)
    voted(meeting, item, people, yes, no)
    assert counted(meeting, item) is passed
    row = read_items(meeting)[0]
    assert row.result == ("GA" if passed else "")
    assert row.tally["1"]["quorum"] == 15


def test_a_tie_fails() -> None:
    people = seat(28)[:16]
    meeting, [item] = opened(people)
    voted(meeting, item, people, 8, 8)
    assert not counted(meeting, item)


def test_a_failed_motion_leaves_the_item_open_for_another() -> None:
    people = seat(3)
    meeting, [item] = opened(people)
    voted(meeting, item, people, 1, 2)
    assert not counted(meeting, item)
    worded(meeting, item, "REJECT")
    voted(meeting, item, people, 3)
    assert counted(meeting, item)
    row = read_items(meeting)[0]
    assert row.result == "REJECT"
    assert [row.tally[each]["passed"] for each in ("1", "2")] == [False, True]
    refused("ALREADY_DECIDED", actions.close_item, meeting, item=item)


def test_with_one_of_15_excluded_the_item_has_no_quorum_and_is_deferred() -> None:
    people = seat(28)[:15]
    meeting, [item, other] = opened(people, items=2)
    with acting("secretary"):
        actions.exclude(meeting, item=item, member=people[14])
    votes = {str(account): "yes" for account in people[:14]}
    refused("NO_QUORUM", actions.enter_roll, meeting, item=item, votes=votes)
    refused("NO_QUORUM", actions.close_item, meeting, item=item)
    refused("NO_QUORUM", actions.vote, meeting, item=item, choice="yes", who="chair")
    refused("REASON_MISSING", actions.defer, meeting, item=item, reason=" ")
    with acting("secretary"):
        actions.defer(meeting, item=item, reason="정족수 미달")
    voted(meeting, other, people, 8)
    assert counted(meeting, other), "the other item is decided with all 15"
    assert read_items(meeting)[0].result == results.DEFERRED


def test_an_excluded_member_is_not_present_at_the_item_but_stays_in_office() -> None:
    people = seat(28)[:17]
    meeting, [item] = opened(people)
    with acting("secretary"):
        actions.exclude(meeting, item=item, member=people[16])
    voted(meeting, item, people[:16], 8, 8)
    assert not counted(meeting, item), "8 of 16 are no majority"
    voted(meeting, item, people[:16], 9, 7)
    assert counted(meeting, item)
    assert read_items(meeting)[0].tally["2"] | {"members_in_office": 28, "present": 16} == read_items(meeting)[0].tally["2"]


def test_an_excluded_member_cannot_vote_and_no_longer_reads_the_case() -> None:
    people = committee_of_members()
    meeting, [item] = opened(people)
    matter, member = read_items(meeting)[0].matter, cast("member2")
    now = clock.business_now()
    reading = {"controller": "MOLIT", "since": now, "received_at": now, "ground": "상정", "event": uuid.uuid4()}
    with acting("secretary"):
        Reader.objects.create(case_id=matter, account=member, until=now + dt.timedelta(days=30), **reading)
        actions.exclude(meeting, item=item, member=member)
        ends = Reader.objects.get(case_id=matter, account=member).until
    assert ends is not None and ends <= clock.business_now()
    refused("EXCLUDED", actions.vote, meeting, item=item, choice="yes", who="member2")


def test_nobody_but_a_member_is_excluded_and_not_after_the_first_vote() -> None:
    people = committee_of_members()
    meeting, [item] = opened(people)
    refused("NOT_A_MEMBER", actions.exclude, meeting, item=item, member=uuid.uuid4())
    with acting("member2"):
        actions.vote(meeting, item=item, choice="yes")
    refused("VOTING_BEGAN", actions.exclude, meeting, item=item, member=people[0])


def test_each_member_present_votes_once_with_a_choice_that_exists() -> None:
    people = committee_of_members()
    meeting, [item] = opened(people[:-1])
    absent = people[-1]
    refused("BAD_VALUE", actions.vote, meeting, item=item, choice="maybe", who="member2")
    refused("NOT_PRESENT", actions.vote, meeting, item=item, choice="yes", who=absent)
    with acting("member2"):
        actions.vote(meeting, item=item, choice="no")
    refused("ALREADY_VOTED", actions.vote, meeting, item=item, choice="yes", who="member2")
    with pytest.raises(Forbidden), acting("secretary"):
        actions.vote(meeting, item=item, choice="yes")


def test_a_vote_never_counts_for_another_motion_than_the_member_read() -> None:
    people = committee_of_members()
    meeting, [item] = opened(people)
    worded(meeting, item, "REJECT")
    refused("MOTION_CHANGED", actions.vote, meeting, item=item, choice="yes", motion="GA", round=1, who="member2")
    with acting("member2"):
        actions.vote(meeting, item=item, choice="yes", motion="REJECT", round=1)


def test_an_item_is_not_counted_before_all_present_have_voted() -> None:
    people = committee_of_members()
    meeting, [item] = opened(people)
    with acting("member2"):
        actions.vote(meeting, item=item, choice="yes")
    assert "4명" in refused("VOTES_MISSING", actions.close_item, meeting, item=item).message


def test_a_roll_record_names_every_voter_and_works_only_when_the_chair_confirmed_it() -> None:
    people = seat(3)
    meeting, [item] = opened(people)
    votes = {str(account): "yes" for account in people}
    refused("ROLL_INCOMPLETE", actions.enter_roll, meeting, item=item, votes=dict(list(votes.items())[:2]))
    refused("ROLL_INCOMPLETE", actions.enter_roll, meeting, item=item, votes=votes | {str(uuid.uuid4()): "yes"})
    refused("ROLL_INCOMPLETE", actions.enter_roll, meeting, item=item, votes=votes | {str(people[1]): "maybe"})
    refused("NO_ROLL", actions.confirm_roll, meeting, item=item, who="chair")
    with acting("secretary"):
        actions.enter_roll(meeting, item=item, votes=votes)
    refused("VOTES_MISSING", actions.close_item, meeting, item=item)
    with pytest.raises(Forbidden), acting("secretary"):
        actions.confirm_roll(meeting, item=item)
    with acting("chair"):
        actions.confirm_roll(meeting, item=item, votes=votes)
    assert counted(meeting, item)


def test_the_chair_confirms_only_the_record_that_was_read() -> None:
    people = seat(3)
    meeting, [item] = opened(people)
    read = {str(account): "yes" for account in people}
    with acting("secretary"):
        actions.enter_roll(meeting, item=item, votes=read)
        actions.enter_roll(meeting, item=item, votes=read | {str(people[1]): "no"})
    refused("ROLL_CHANGED", actions.confirm_roll, meeting, item=item, votes=read, who="chair")


def test_an_unconfirmed_roll_falls_with_its_motion() -> None:
    people = seat(3)
    meeting, [item] = opened(people)
    with acting("secretary"):
        actions.enter_roll(meeting, item=item, votes={str(account): "yes" for account in people})
    worded(meeting, item, "REJECT")
    refused("NO_ROLL", actions.confirm_roll, meeting, item=item, who="chair")


def test_a_motion_stands_in_the_list_and_is_fixed_once_voting_began() -> None:
    people = committee_of_members()
    meeting, [item] = opened(people)
    refused("BAD_VALUE", actions.set_motion, meeting, item=item, motion="XX", reason="")
    refused("TOO_LONG", actions.set_motion, meeting, item=item, motion="GA", reason="가" * 4001)
    with acting("member2"):
        actions.vote(meeting, item=item, choice="yes")
    refused("VOTING_BEGAN", actions.set_motion, meeting, item=item, motion="REJECT", reason="이유")
    worded(meeting, item, "GA", "문구만 고칩니다.")
    assert read_items(meeting)[0].reason == "문구만 고칩니다."


def test_a_resident_number_in_the_reason_is_masked() -> None:
    people = seat(3)
    meeting, [item] = opened(people)
    with acting("secretary"):
        answer = actions.set_motion(meeting, item=item, motion="GA", reason="임차인(900101-1234567)의 진술")
    assert answer["masked"] is True
    assert read_items(meeting)[0].reason == "임차인(900101-1******)의 진술"


@pytest.mark.parametrize("motion", ["NA", "DA", "REJECT", "EXCLUDE", "DISMISS"])
def test_a_result_other_than_a_full_grant_needs_a_reason(motion: str) -> None:
    people = seat(3)
    meeting, [item] = opened(people)
    worded(meeting, item, motion, "")
    voted(meeting, item, people, 3)
    refused("REASON_MISSING", actions.close_item, meeting, item=item)
    worded(meeting, item, motion, "이유를 적습니다.")
    assert counted(meeting, item)


def test_the_reason_of_a_decided_item_may_be_worded_but_neither_emptied_nor_its_motion_changed() -> None:
    people = seat(3)
    meeting, [item] = opened(people)
    worded(meeting, item, "REJECT", "처음 이유")
    voted(meeting, item, people, 3)
    assert counted(meeting, item)
    worded(meeting, item, "REJECT", "고친 이유")
    refused("ALREADY_DECIDED", actions.set_motion, meeting, item=item, motion="GA", reason="고친 이유")
    refused("REASON_MISSING", actions.set_motion, meeting, item=item, motion="REJECT", reason="")


def test_an_item_of_another_meeting_does_not_exist() -> None:
    people = seat(3)
    meeting, _ = opened(people)
    foreign = placed(convened())
    with pytest.raises(Missing), acting("secretary"):
        actions.set_motion(meeting, item=foreign, motion="GA", reason="")
