"""The minutes: complete, stable, signed by two, and locked (S1-COM-09)."""

import hashlib
import json
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel.committees import actions, minutes
from teojeon.kernel.committees.models import Meeting
from teojeon.kernel.work.action import Act
from teojeon.kernel.work.refusals import Forbidden
from tests.kernel.committees.test_meeting import refused
from tests.support.factories import acting, cast, official
from tests.support.meetings import counted, opened, read_items, read_meeting, seat, sql, voted, worded

pytestmark = pytest.mark.usefixtures("office_side")


@pytest.fixture
def closed() -> tuple[UUID, list[UUID]]:
    """A meeting of five with a full grant, a refusal after a failed motion, and a deferred item; closed."""
    people = seat(5)
    meeting, items = opened(people, items=3)
    voted(meeting, items[0], people, 3, 1)
    assert counted(meeting, items[0])
    voted(meeting, items[1], people, 2, 3)
    assert not counted(meeting, items[1])
    worded(meeting, items[1], "REJECT", "요건을 갖추지 못하였습니다.")
    voted(meeting, items[1], people, 5)
    assert counted(meeting, items[1])
    with acting("secretary"):
        actions.exclude(meeting, item=items[2], member=people[4])
        actions.defer(meeting, item=items[2], reason="추가 자료가 필요합니다.")
        minutes.close_meeting(meeting)
    return meeting, people


def test_the_minutes_say_who_was_there_what_was_voted_by_whom_and_why(closed: tuple[UUID, list[UUID]]) -> None:
    content = json.loads(read_meeting(closed[0]).minutes)
    assert (content["members_in_office"], content["quorum"]) == (5, 3)
    assert content["present"] == ["위원00", "위원01", "위원02", "위원03", "위원04"]
    granted, refused_item, deferred = content["items"]
    assert (granted["result"], granted["tally"]["1"]["yes"], granted["tally"]["1"]["abstain"]) == ("GA", 3, 1)
    assert {vote["member"]: vote["choice"] for vote in granted["votes"]} == {
        "위원00": "yes",
        "위원01": "yes",
        "위원02": "yes",
        "위원03": "no",
        "위원04": "abstain",
    }
    assert {vote["how"] for vote in granted["votes"]} == {"roll"}
    assert (refused_item["result"], refused_item["reason"]) == ("REJECT", "요건을 갖추지 못하였습니다.")
    assert [refused_item["tally"][each]["motion"] for each in ("1", "2")] == ["GA", "REJECT"]
    assert (deferred["result"], deferred["excluded"], deferred["votes"]) == ("DEFER", ["위원04"], [])


def test_excluded_members_are_named_in_the_order_of_the_register() -> None:
    people = seat(5)
    meeting, [item] = opened(people)
    with acting("secretary"):
        for member in people[1:]:
            actions.exclude(meeting, item=item, member=member)
        actions.defer(meeting, item=item, reason="정족수 미달")
        minutes.close_meeting(meeting)
    [line] = json.loads(read_meeting(meeting).minutes)["items"]
    assert line["excluded"] == ["위원01", "위원02", "위원03", "위원04"]


def test_the_hash_is_that_of_the_text_and_the_text_comes_out_the_same_again(closed: tuple[UUID, list[UUID]]) -> None:
    meeting = read_meeting(closed[0])
    assert meeting.minutes_sha256 == hashlib.sha256(meeting.minutes.encode()).hexdigest()
    with acting("secretary", read_only=True):
        assert minutes.drawn_up(meeting, {}) == meeting.minutes
    assert minutes.is_intact(meeting)


def test_the_minutes_bind_the_assessment_sheet_of_each_item(closed: tuple[UUID, list[UUID]]) -> None:
    meeting, items = read_meeting(closed[0]), read_items(closed[0])
    line = minutes.line_on(meeting, items[0].matter)
    assert line is not None and line["sheet"] == minutes.sheet_sha256(items[0].sheet)
    assert line["sheet"] != minutes.sheet_sha256({**items[0].sheet, "receipt_no": "other"})


def test_a_meeting_does_not_close_over_an_open_item() -> None:
    people = seat(3)
    meeting, _ = opened(people, items=2)
    assert "안건 1번" in refused("ITEM_OPEN", minutes.close_meeting, meeting).message


def test_the_secretary_signs_before_the_chair_and_each_once(closed: tuple[UUID, list[UUID]]) -> None:
    meeting, _ = closed
    refused("SECRETARY_FIRST", minutes.sign_as_chair, meeting, who="chair")
    other = official("secretary2", "MOLIT", "PM-SEC")
    refused("NOT_THE_SECRETARY", minutes.sign_as_secretary, meeting, who=other)
    with pytest.raises(Forbidden), acting("secretary"):
        minutes.sign_as_chair(meeting)
    with acting("secretary"):
        minutes.sign_as_secretary(meeting, sha256=read_meeting_hash(meeting))
    refused("ALREADY_SIGNED", minutes.sign_as_secretary, meeting)
    with acting("chair"):
        minutes.sign_as_chair(meeting, sha256=read_meeting_hash(meeting))
    row = read_meeting(meeting)
    assert (row.state, row.signed_by_chair) == (Meeting.SIGNED, cast("chair"))


def read_meeting_hash(meeting: UUID) -> str:
    return str(sql("SELECT minutes_sha256 FROM committees_meeting WHERE id = %s", meeting)[0][0])


def test_a_chair_who_was_not_there_does_not_sign(closed: tuple[UUID, list[UUID]]) -> None:
    meeting, _ = closed
    with acting("secretary"):
        minutes.sign_as_secretary(meeting)
    other = official("chair2", "CMT", "CM-CHAIR")
    refused("NOT_PRESENT", minutes.sign_as_chair, meeting, who=other)


def test_a_signature_on_another_text_than_the_one_read_is_refused(closed: tuple[UUID, list[UUID]]) -> None:
    meeting, _ = closed
    refused("MINUTES_CHANGED", minutes.sign_as_secretary, meeting, sha256="0" * 64)
    sql("UPDATE committees_meeting SET minutes = replace(minutes, 'REJECT', 'GA') WHERE id = %s", meeting)
    refused("MINUTES_CHANGED", minutes.sign_as_secretary, meeting, sha256=read_meeting_hash(meeting))
    assert not minutes.is_intact(read_meeting(meeting))


AFTER_SIGNING: list[tuple[str, Act, dict[str, Any]]] = [
    ("secretary", actions.open_meeting, {"present": []}),
    ("secretary", actions.set_motion, {"motion": "GA", "reason": ""}),
    ("secretary", actions.exclude, {"member": None}),
    ("chair", actions.vote, {"choice": "yes"}),
    ("secretary", actions.enter_roll, {"votes": {}}),
    ("chair", actions.confirm_roll, {}),
    ("secretary", actions.close_item, {}),
    ("secretary", actions.defer, {"reason": "보류"}),
    ("secretary", actions.strike, {"remark": "취하"}),
    ("secretary", actions.call_off, {"reason": "유회"}),
    ("secretary", minutes.close_meeting, {}),
    ("secretary", minutes.sign_as_secretary, {}),
    ("chair", minutes.sign_as_chair, {}),
]


def test_after_both_signatures_no_act_changes_the_meeting(closed: tuple[UUID, list[UUID]]) -> None:
    meeting, people = closed
    with acting("secretary"):
        minutes.sign_as_secretary(meeting)
    with acting("chair"):
        minutes.sign_as_chair(meeting)
    before, item = read_meeting(meeting), read_items(meeting)[1].pk
    of_an_item = {"set_motion", "exclude", "vote", "enter_roll", "confirm_roll", "close_item", "defer", "strike"}
    for who, act, data in AFTER_SIGNING:
        given = dict(data)
        if act.body.__name__ in of_an_item:
            given["item"] = item
        if "member" in given:
            given["member"] = people[1]
        refused("ILLEGAL_TRANSITION", act, meeting, who=who, **given)
    after = read_meeting(meeting)
    assert (after.version, after.minutes, after.minutes_sha256) == (before.version, before.minutes, before.minutes_sha256)


def test_every_act_on_a_meeting_is_tried_after_signing() -> None:
    acts = {name for room in (actions, minutes) for name, each in vars(room).items() if isinstance(each, Act)}
    tried = {act.body.__name__ for _, act, _ in AFTER_SIGNING}
    assert acts == tried
