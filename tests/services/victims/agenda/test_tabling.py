"""Tabling a case, resolving it with the signed minutes, deferral and withdrawal (S1-COM-03, -09; rows 18, 21, 32)."""

import datetime as dt
import json
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Deadline, Reader, TimelineEntry
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.committees import actions, minutes, results
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.law.calendar import due
from teojeon.law.victims import VICTIM
from teojeon.services.victims.agenda.actions import (
    cases_of_open_items,
    close_item,
    close_meeting,
    resolve,
    sign_and_resolve,
    table,
    table_again,
)
from tests.kernel.committees.test_meeting import refused
from tests.support.factories import acting, cast, make_case, official, reload
from tests.support.meetings import (
    SYSTEM,
    convened,
    counted,
    in_session,
    move_clock,
    read_items,
    read_meeting,
    seat,
    signed,
    sql,
    tabled,
    taken,
    voted,
    withdrawn,
    worded,
)

pytestmark = pytest.mark.usefixtures("office_side")


def entries(case: UUID, kind: str) -> list[TimelineEntry]:
    with acting(SYSTEM, read_only=True) as unit:
        return list(TimelineEntry.objects.visible_to(unit.actor).filter(case=case, kind=kind).order_by("id"))


def committee_deadline(case: UUID) -> Deadline:
    with acting(SYSTEM, read_only=True) as unit:
        row: Deadline = Deadline.objects.visible_to(unit.actor).get(case=case, code="COMMITTEE")
    return row


def state(case: UUID) -> str:
    return reload(case).state


def test_a_case_without_the_province_s_results_or_the_ministry_s_opinion_is_not_tabled() -> None:
    seat(3)
    meeting = convened()
    unsent, unopined = make_case("READY"), make_case("SENT")
    sql("UPDATE cases_case SET state = 'AGENDA' WHERE id = ANY(%s)", [unsent, unopined])
    refused("ATTACHMENT_1_MISSING", table, unsent, meeting=meeting, motion="GA")
    refused("ATTACHMENT_2_MISSING", table, unopined, meeting=meeting, motion="GA")


def test_a_case_is_tabled_only_from_the_agenda_by_the_meeting_s_secretary_before_an_open_meeting() -> None:
    people = seat(3)
    case, early, meeting = make_case("AGENDA"), make_case("SENT"), convened()
    assert "국토부 송부" in refused("ILLEGAL_TRANSITION", table, early, meeting=meeting, motion="GA").message
    refused("BAD_VALUE", table, case, meeting=meeting, motion="OTHER")
    refused("NOT_THE_SECRETARY", table, case, meeting=meeting, motion="GA", who=official("secretary2", "MOLIT", "PM-SEC"))
    with pytest.raises(Forbidden), acting("agenda"):
        table(case, meeting=meeting, motion="GA")
    with acting("secretary"):
        actions.open_meeting(meeting, present=people)
        close_meeting(meeting)
    refused("MEETING_CLOSED", table, case, meeting=meeting, motion="GA")


def test_a_case_is_not_tabled_before_a_meeting_of_the_past() -> None:
    seat(3)
    case, meeting = make_case("AGENDA"), convened()
    move_clock(2)
    refused("BAD_DATE", table, case, meeting=meeting, motion="GA")


def test_the_committee_s_30_days_run_from_the_day_of_the_meeting() -> None:
    seat(3)
    _, [case] = tabled(days=3)
    held_on = clock.business_today() + dt.timedelta(days=3)
    deadline = committee_deadline(case)
    assert deadline.base_on == held_on
    assert deadline.effective == due(held_on, 30).effective


def test_members_read_a_tabled_case_until_30_days_after_the_meeting_and_others_never() -> None:
    seat(3)
    _, [case] = tabled()
    with acting("chair", read_only=True):
        assert get_case(case).pk == case
    with pytest.raises(Missing), acting(official("stranger", "CMT", "CM"), read_only=True):
        get_case(case)
    move_clock(1 + 30)
    with acting("chair", read_only=True):
        get_case(case)
    move_clock(1 + 31)
    with pytest.raises(Missing), acting("chair", read_only=True):
        get_case(case)


def test_the_sheet_keeps_findings_receipt_and_both_opinions_as_they_were_tabled() -> None:
    seat(3)
    meeting, _ = tabled()
    sheet = read_items(meeting)[0].sheet
    assert [finding["code"] for finding in sheet["assessment"]["findings"]] == [each.code for each in VICTIM.requirements]
    assert sheet["assessment"]["receipt"]["sha256"]
    assert sheet["shown"][0]["title"] == sheet["assessment"]["findings"][0]["title"]
    assert (sheet["investigation"]["opinion"], sheet["review"]["opinion"]) == ("GA", "GA")


def test_bulk_tabling_previews_each_row_and_runs_all_or_nothing() -> None:
    seat(3)
    cases, early, meeting = [make_case("AGENDA") for _ in range(3)], make_case("SENT"), convened()
    with acting("secretary"):
        preview = table.preview([*cases, early], meeting=meeting, motion="GA")
    assert set(preview.versions) == set(cases)
    assert preview.refused[early].code == "ILLEGAL_TRANSITION"
    with acting("secretary"):
        assert table.run(preview.versions, meeting=meeting, motion="GA") == 3
    assert [item.position for item in read_items(meeting)] == [1, 2, 3]


def test_a_resolution_works_only_when_both_have_signed() -> None:
    meeting, [case], people = in_session()
    item = read_items(meeting)[0].pk
    voted(meeting, item, people, 5)
    counted(meeting, item)
    refused("MINUTES_UNSIGNED", resolve, case, meeting=meeting, who="chair")
    with acting("secretary"):
        close_meeting(meeting)
    assert state(case) == "TABLED"
    signed(meeting)
    assert state(case) == "RESOLVED"
    [entry] = entries(case, "resolve")
    row = read_meeting(meeting)
    assert entry.content == {"meeting": row.number, "result": "GA", "minutes_sha256": row.minutes_sha256}
    assert entry.on == row.held_on
    assert committee_deadline(case).closed_on == row.held_on


def test_with_the_chair_s_signature_every_item_takes_effect_in_the_same_unit() -> None:
    meeting, cases, people = in_session(3)
    for item in read_items(meeting):
        voted(meeting, item.pk, people, 4)
        counted(meeting, item.pk)
    with acting("secretary"):
        close_meeting(meeting)
    signed(meeting)
    assert [state(case) for case in cases] == ["RESOLVED"] * 3


def test_where_one_item_cannot_take_effect_nothing_is_signed() -> None:
    meeting, cases, people = in_session(2)
    for item in read_items(meeting):
        voted(meeting, item.pk, people, 5)
        counted(meeting, item.pk)
    with acting("secretary"):
        close_meeting(meeting)
    sql("UPDATE cases_case SET state = 'AGENDA' WHERE id = %s", cases[1])
    with acting("secretary"):
        minutes.sign_as_secretary(meeting)
    with acting("chair"), pytest.raises(Refusal, match="ILLEGAL_TRANSITION"):
        sign_and_resolve(meeting)
    assert read_meeting(meeting).state == "CLOSED"
    assert state(cases[0]) == "TABLED"


def test_the_same_signing_request_twice_is_one_signature() -> None:
    meeting, [case], people = in_session()
    item = read_items(meeting)[0].pk
    voted(meeting, item, people, 5)
    counted(meeting, item)
    request = UUID(int=7)
    with acting("secretary"):
        close_meeting(meeting)
        minutes.sign_as_secretary(meeting)
    with acting("chair"):
        first = sign_and_resolve(meeting, request=request)
    with acting("chair"):
        assert sign_and_resolve(meeting, request=request) == first
    assert len(entries(case, "resolve")) == 1


def test_an_excluded_chair_signs_for_the_committee_and_still_cannot_read_the_case() -> None:
    meeting, [case], people = in_session()
    item = read_items(meeting)[0].pk
    with acting("secretary"):
        actions.exclude(meeting, item=item, member=cast("chair"))
    # the chair may not confirm a roll of an item without the chair: the four others vote themselves
    insert = """INSERT INTO committees_vote (meeting_id, item_id, controller, handled_by, round, member, choice, how, at, event)
                VALUES (%s, %s, 'MOLIT', 'CMT', 1, %s, 'yes', 'self', now(), gen_random_uuid())"""
    for member in people[1:]:
        sql(insert, meeting, item, member)
    assert counted(meeting, item)
    with acting("secretary"):
        close_meeting(meeting)
    signed(meeting)
    assert state(case) == "RESOLVED"
    now = clock.business_now() + dt.timedelta(days=1)
    left = Reader.objects.filter(case_id=case, account=cast("chair")).exclude(until__lte=now)
    assert not left.exists()


def test_a_deferred_case_stays_tabled_and_comes_back_with_the_same_deadline_and_the_same_exclusions() -> None:
    meeting, [case], people = in_session()
    item = read_items(meeting)[0].pk
    with acting("secretary"):
        actions.exclude(meeting, item=item, member=people[4])
        actions.defer(meeting, item=item, reason="추가 자료가 필요합니다.")
    next_meeting = convened(clock.business_today() + dt.timedelta(days=8))
    refused("NOT_DEFERRED", table_again, case, meeting=next_meeting, motion="GA")
    with acting("secretary"):
        close_meeting(meeting)
    signed(meeting)
    before = committee_deadline(case)
    assert (state(case), before.closed_on) == ("TABLED", None)
    with acting("secretary"):
        table_again(case, meeting=next_meeting, motion="REJECT")
    again = read_items(next_meeting)[0]
    assert (again.matter, again.motion, again.excluded) == (case, "REJECT", [people[4]])
    assert not Reader.objects.filter(
        case_id=case, account=people[4], until__gt=clock.business_now() + dt.timedelta(days=2)
    ).exists()
    after = committee_deadline(case)
    assert (after.base_on, after.effective) == (before.base_on, before.effective)
    refused("NOT_DEFERRED", table_again, case, meeting=next_meeting, motion="GA")


def test_the_cases_of_a_meeting_that_was_called_off_come_back_with_the_same_deadline() -> None:
    seat(3)
    meeting, [case] = tabled()
    before = committee_deadline(case)
    with acting("secretary"):
        actions.call_off(meeting, reason="정족수에 미치지 못하였습니다.")
    refused("MEETING_CLOSED", table, make_case("AGENDA"), meeting=meeting, motion="GA")
    assert cases_of_open_items({"meeting": meeting}) == []
    next_meeting = convened()
    with acting("secretary"):
        table_again(case, meeting=next_meeting, motion="GA")
    assert [item.matter for item in read_items(next_meeting)] == [case]
    after = committee_deadline(case)
    assert (state(case), after.base_on, after.effective) == ("TABLED", before.base_on, before.effective)


def test_an_item_that_was_withdrawn_before_its_vote_is_struck_when_it_is_closed() -> None:
    meeting, [case], _ = in_session()
    item = read_items(meeting)[0].pk
    withdrawn(case)
    assert cases_of_open_items({"meeting": meeting, "item": item}) == [case]
    taken(case)
    with acting("secretary"):
        assert close_item(meeting, item=item)["struck"] is True
    row = read_items(meeting)[0]
    assert (row.result, row.reason) == (results.STRUCK, "취하")
    with acting("secretary"):
        close_meeting(meeting)
    signed(meeting)
    assert state(case) == "WITHDRAWN"


def test_a_withdrawn_case_does_not_keep_the_meeting_from_closing() -> None:
    meeting, [gone, stays], people = in_session(2)
    withdrawn(gone)
    taken(gone)
    second = read_items(meeting)[1]
    voted(meeting, second.pk, people, 5)
    counted(meeting, second.pk)
    with acting("secretary"):
        close_meeting(meeting, version=read_version(meeting))
    lines = json.loads(read_meeting(meeting).minutes)["items"]
    assert (lines[0]["result"], lines[0]["reason"]) == (results.STRUCK, "취하")
    signed(meeting)
    assert (state(gone), state(stays)) == ("WITHDRAWN", "RESOLVED")
    assert entries(gone, "victims.note_resolution") == []


def read_version(meeting: UUID) -> int:
    return int(str(sql("SELECT version FROM committees_meeting WHERE id = %s", meeting)[0][0]))


def test_a_refused_closing_strikes_nothing() -> None:
    meeting, [gone, _], _ = in_session(2)
    withdrawn(gone)
    taken(gone)
    with acting("secretary"), pytest.raises(Refusal, match="ITEM_OPEN"):
        close_meeting(meeting)  # caught inside the unit, as the page does, which then commits
    assert [item.result for item in read_items(meeting)] == ["", ""]
    with acting("secretary"), pytest.raises(Stale):
        close_meeting(meeting, version=1)
    assert [item.result for item in read_items(meeting)] == ["", ""]


@pytest.mark.parametrize("when", ["before closing", "before the chair signs"])
def test_a_resolution_on_a_case_withdrawn_after_the_vote_is_noted_and_not_executed(when: str) -> None:
    meeting, [case], people = in_session(outcome="REJECT")
    item = read_items(meeting)[0].pk
    worded(meeting, item, "REJECT")
    voted(meeting, item, people, 5)
    counted(meeting, item)
    if when == "before closing":
        withdrawn(case)
        taken(case)
    with acting("secretary"):
        close_meeting(meeting)
    if when == "before the chair signs":
        withdrawn(case)
        taken(case)
    signed(meeting)
    assert state(case) == "WITHDRAWN"
    assert entries(case, "resolve") == []
    [noted] = entries(case, "victims.note_resolution")
    assert noted.content["result"] == "REJECT"
    [line] = json.loads(read_meeting(meeting).minutes)["items"]
    assert line["remark"] == ("취하" if when == "before closing" else "")
    assert cases_of_open_items({"meeting": meeting}) == [], "nothing is taken for a signed meeting"
