"""Who is told what of an item: exclusion, the end of the days of reading, the order of names; calling a meeting off on its page."""

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.committees import actions
from teojeon.kernel.committees.models import Meeting
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.agenda.actions import close_meeting, set_motion
from teojeon.services.victims.agenda.tabling import cases_with_waiting_messages
from tests.services.victims.agenda.test_pages import clock_day, sent, text
from tests.support.factories import acting, browser, cast, committee_of_members, make_case, reload
from tests.support.meetings import (
    convened,
    counted,
    denied,
    in_session,
    move_clock,
    read_items,
    read_meeting,
    seat,
    signed,
    sql,
    tabled,
    voted,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("office_side")

SECRET = "남몰래 적은 이유"
ENDED = "열람 기간이 끝났습니다"
LAST_DAY = 1 + 30
"""Days from the tabling: the meeting is held on the next, and members read for 30 more (S1-USR-08)."""


def page(name: str, who: str, meeting: UUID) -> str:
    return text(browser(cast(who)).get(reverse(name, args=[meeting])))


def held() -> tuple[UUID, UUID]:
    """A meeting that is closed and not signed yet, and its case; the committee's members are people who sign in."""
    people = committee_of_members()
    meeting, [case] = tabled()
    item = read_items(meeting)[0].pk
    with acting("secretary"):
        actions.open_meeting(meeting, present=people)
        actions.set_motion(meeting, item=item, motion="GA", reason=SECRET)
    voted(meeting, item, people, 5)
    counted(meeting, item)
    with acting("secretary"):
        close_meeting(meeting)
    return meeting, case


@pytest.mark.req("S1-USR-08")
def test_30_days_after_the_meeting_members_are_told_only_how_was_voted() -> None:
    meeting, case = held()
    signed(meeting)
    receipt = reload(case).receipt_no
    move_clock(LAST_DAY)
    for who in ("member2", "chair"):
        for name in ("meeting", "meeting_minutes"):
            shown = page(name, who, meeting)
            assert receipt in shown and SECRET in shown and ENDED not in shown, (who, name)
    move_clock(LAST_DAY + 1)
    for who in ("member2", "chair"):
        shown = page("meeting", who, meeting)
        assert ENDED in shown and "안건 1번" in shown, who
        assert not any(words in shown for words in (receipt, SECRET, "홍*동", "요건 검토표", "가목")), who
        shown = page("meeting_minutes", who, meeting)
        assert ENDED in shown and "위원별 표결" in shown and "표결 집계" in shown, who
        assert receipt not in shown and SECRET not in shown, who
    for who in ("secretary", "auditor", "drafter"):
        assert receipt in page("meeting", who, meeting) and SECRET in page("meeting_minutes", who, meeting), who
    looks = sql("SELECT count(*) FROM audit_event WHERE body LIKE %s", '%"page":"meeting"%"subjects"%')
    assert looks == [(5,)], "two members in time, three officials afterwards; nobody was shown anything at the other looks"


def test_a_chair_who_must_still_sign_reads_on_and_the_members_do_not() -> None:
    meeting, case = held()
    receipt = reload(case).receipt_no
    move_clock(LAST_DAY + 1)
    assert receipt in page("meeting_minutes", "chair", meeting) and SECRET in page("meeting_minutes", "chair", meeting)
    assert receipt not in page("meeting_minutes", "member2", meeting)
    signed(meeting)
    assert receipt not in page("meeting_minutes", "chair", meeting)


def test_a_member_whose_term_is_over_is_told_nothing_more() -> None:
    meeting, case = held()
    signed(meeting)
    sql("UPDATE committees_member SET term_to = %s WHERE account = %s", clock_day(1), cast("member2"))
    assert reload(case).receipt_no in page("meeting", "member2", meeting)
    move_clock(2)
    assert ENDED in page("meeting", "member2", meeting)
    assert reload(case).receipt_no not in page("meeting", "member2", meeting) + page("meeting_minutes", "member2", meeting)
    assert reload(case).receipt_no in page("meeting", "member3", meeting)


@pytest.mark.req("S1-COM-05")
@pytest.mark.parametrize(
    ("who", "name"), [("chair", "meeting_roll_confirm"), ("chair", "meeting_vote"), ("member2", "meeting_vote")]
)
def test_for_an_excluded_member_the_pages_of_the_item_do_not_exist_and_each_look_is_kept(who: str, name: str) -> None:
    people = committee_of_members()
    meeting, [case] = tabled()
    item = read_items(meeting)[0].pk
    with acting("secretary"):
        actions.open_meeting(meeting, present=people)
        actions.exclude(meeting, item=item, member=cast(who))
        actions.enter_roll(meeting, item=item, votes={str(each): "yes" for each in people if each != cast(who)})
    client, url, before = browser(cast(who)), reverse(name, args=[meeting, item]), denied()
    answers = [client.get(url), sent(client, url, meeting, choice="yes", motion="GA", round=1)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all(reload(case).receipt_no not in text(answer) for answer in answers)
    assert denied() == before + 2


def test_the_chair_confirms_no_roll_of_a_case_whose_days_of_reading_are_over() -> None:
    meeting, _, people = in_session()
    item = read_items(meeting)[0].pk
    with acting("secretary"):
        actions.enter_roll(meeting, item=item, votes={str(each): "yes" for each in people})
    url = reverse("meeting_roll_confirm", args=[meeting, item])
    assert browser(cast("chair")).get(url).status_code == 200
    move_clock(LAST_DAY + 1)
    assert browser(cast("chair")).get(url).status_code == 404


def test_names_stand_in_the_order_of_the_register() -> None:
    meeting, _, people = in_session(members=9)
    item = read_items(meeting)[0].pk
    in_order = ", ".join(f"위원{place:02d}" for place in range(9))
    assert f"<dt>출석 위원</dt><dd>{in_order}</dd>" in page("meeting", "secretary", meeting)
    with acting("secretary"):
        actions.enter_roll(meeting, item=item, votes={str(each): "yes" for each in people})
    shown = text(browser(cast("chair")).get(reverse("meeting_roll_confirm", args=[meeting, item])))
    places = [shown.index(f"위원{place:02d}") for place in range(9)]
    assert places == sorted(places)
    with acting("secretary"):
        actions.exclude(meeting, item=item, member=people[5])
        for member in people[6:]:
            actions.exclude(meeting, item=item, member=member)
    assert "<dt>제척·회피</dt><dd>위원05, 위원06, 위원07, 위원08</dd>" in page("meeting", "secretary", meeting)


def test_the_secretary_calls_off_a_meeting_that_was_not_opened_and_tables_its_case_again() -> None:
    seat(3)
    meeting, [case] = tabled()
    client, url = browser(cast("secretary")), reverse("meeting_call_off", args=[meeting])
    assert "유회" in page("meeting", "secretary", meeting) and "유회" not in page("meeting", "chair", meeting)
    assert sent(client, url, meeting, reason="").status_code == 422
    assert sent(client, url, meeting, reason="정족수에 미치지 못하였습니다.").status_code == 302
    shown = page("meeting", "secretary", meeting)
    assert read_meeting(meeting).state == Meeting.CALLED_OFF
    assert "유회" in shown and "보류" in shown and "정족수에 미치지 못하였습니다." in shown and "안건 상정" not in shown
    again = sent(client, url, meeting, reason="다시 적은 이유")
    assert again.status_code == 409 and 'value="다시 적은 이유"' not in text(again) and "다시 적은 이유" in text(again)
    assert "유회" in text(client.get(reverse("meetings")))
    following = convened()
    assert reload(case).receipt_no in text(client.get(reverse("meeting_table", args=[following])))


def test_before_its_day_a_meeting_is_not_called_off() -> None:
    seat(3)
    meeting = convened(clock.business_today() + dt.timedelta(days=1))
    assert "유회" not in page("meeting", "secretary", meeting)
    url = reverse("meeting_call_off", args=[meeting])
    answer = sent(browser(cast("secretary")), url, meeting, reason="이유")
    assert answer.status_code == 409 and "BAD_DATE" in text(answer)


def test_a_withdrawal_that_waits_is_taken_before_tabling() -> None:
    seat(3)
    gone, stays, elsewhere = make_case("AGENDA"), make_case("AGENDA"), make_case("SENT")
    meeting = convened()
    for case in (gone, elsewhere):
        withdrawn(case)
    assert cases_with_waiting_messages({"meeting": meeting}) == [gone]
    client, url = browser(cast("secretary")), reverse("meeting_table", args=[meeting])
    answer: Any = client.post(url, {"cases": [gone, stays], "motion": "GA"})
    assert "1건을 상정합니다" in text(answer)
    assert (reload(gone).state, reload(elsewhere).state) == ("WITHDRAWN", "SENT")


def test_an_item_of_no_meeting_is_not_found() -> None:
    meeting, _, _ = in_session()
    assert browser(cast("chair")).get(reverse("meeting_vote", args=[meeting, uuid.uuid4()])).status_code == 404


@pytest.mark.req("S1-ASM-12")
def test_a_class_whose_formula_is_false_is_not_put_to_the_vote() -> None:
    committee_of_members()
    meeting, [case] = tabled()
    item = read_items(meeting)[0].pk
    sql("UPDATE victims_fact SET value = '710000000' WHERE case_id = %s AND code = 'deposit_current'", case)
    with acting("secretary"):
        actions.open_meeting(meeting, present=committee_of_members())
        with pytest.raises(Refusal) as caught:
            set_motion(meeting, item=item, motion="GA", reason=SECRET)
    assert (caught.value.code, caught.value.field) == ("CLASS_IMPOSSIBLE", "motion")
    with acting("secretary"):
        set_motion(meeting, item=item, motion="NA", reason=SECRET)
    assert read_items(meeting)[0].motion == "NA"
