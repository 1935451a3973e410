"""One test a duty of the action. Owner tables are read as the database has them, never through the act's own eyes."""

import datetime as dt
import json
import re
import uuid
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale, Stopped
from tests.kernel.work import acts
from tests.kernel.work.conftest import Scene
from tests.support.filings import bare_case
from tests.support.people import unit


def test_a_row_of_another_organisation_answers_as_one_that_does_not_exist(scene: Scene) -> None:
    answers = []
    for key in (scene.case, uuid4()):
        with unit("office", scene.stranger), pytest.raises(Missing) as missing:
            acts.note(key)
        answers.append(str(missing.value))
    assert answers[0] == answers[1]
    assert scene.stored().version == 1


def test_a_row_that_may_be_seen_is_not_moved_without_the_box(scene: Scene) -> None:
    with unit("office", scene.onlooker), pytest.raises(Forbidden) as refused:
        acts.note(scene.case)
    assert refused.value.message.startswith("권한 없음: 메모.")
    assert scene.stored().version == 1
    assert scene.events("tests.note") == []


def test_visibility_is_asked_before_permission_so_that_a_refusal_betrays_no_row(scene: Scene) -> None:
    with unit("office", INTAKE_PRINCIPAL):
        hidden = bare_case("SD-26")
    with unit("office", scene.onlooker), pytest.raises(Missing):
        acts.note(hidden.pk)


def test_the_guard_decides_with_the_data_and_nothing_changes(scene: Scene) -> None:
    with unit("office", scene.investigator):
        with pytest.raises(Refusal) as refused:
            acts.note(scene.case, day="fri")
        assert (refused.value.code, refused.value.field) == ("FRIDAY", "day")
        acts.note(scene.case, day="thu")
    assert scene.stored().version == 2
    assert len(scene.events("tests.note")) == 1


@pytest.mark.req("S1-XCT-03")
def test_a_stale_version_brings_both_versions_back_and_overwrites_nothing(scene: Scene) -> None:
    with unit("office", scene.investigator):
        acts.note(scene.case, version=1, day="tue")
    with unit("office", scene.investigator), pytest.raises(Stale) as refused:
        acts.note(scene.case, version=1, day="wed")
    assert refused.value.code == "STALE_VERSION"
    assert refused.value.mine == {"day": "wed"}
    assert refused.value.theirs == {"state": "SUBMITTED", "version": 2}
    assert scene.stored().version == 2
    assert [entry.content for entry in scene.timeline()[1:]] == [{"day": "tue"}]


def test_the_same_request_number_gets_the_same_stored_answer_and_one_record(scene: Scene) -> None:
    request = uuid4()
    answers = []
    for _ in range(3):
        with unit("office", scene.investigator):
            answers.append(acts.note(scene.case, version=1, request=request, day="tue"))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["version"] == 2
    assert scene.stored().version == 2
    assert len(scene.timeline()) == 2
    assert len(scene.events("tests.note")) == 1
    assert scene.answers() == 1


def test_a_repeated_request_gets_its_answer_although_the_row_is_out_of_sight_by_now(scene: Scene) -> None:
    """An act may hand the row over; who repeats the request has not lost the answer."""
    request = uuid4()
    with unit("office", scene.investigator):
        first = acts.note(scene.case, request=request)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET handled_by = 'SD-26' WHERE id = %s", [scene.case])
    with unit("office", scene.investigator):
        assert acts.note(scene.case, request=request) == first


def test_a_request_number_of_another_act_is_refused(scene: Scene) -> None:
    request = uuid4()
    with unit("office", scene.investigator):
        acts.note(scene.case, request=request)
    with unit("office", scene.investigator), pytest.raises(Refusal) as refused:
        acts.other(scene.case, request=request)
    assert refused.value.code == "REQUEST_REUSED"
    assert scene.events("tests.other") == []


def test_a_request_number_belongs_to_one_account(scene: Scene) -> None:
    request = uuid4()
    with unit("office", INTAKE_PRINCIPAL):
        foreign = bare_case("SD-26")
    with unit("office", scene.investigator):
        first = acts.note(scene.case, request=request)
    with unit("office", scene.stranger):
        second = acts.note(foreign.pk, request=request)
    assert first["key"] != second["key"]


def test_a_refused_request_keeps_no_answer_and_may_be_repeated(scene: Scene) -> None:
    request = uuid4()
    with unit("office", scene.investigator), pytest.raises(Refusal):
        acts.note(scene.case, request=request, day="fri")
    with unit("office", scene.investigator):
        assert acts.note(scene.case, request=request, day="thu")["day"] == "thu"


def test_an_act_enters_the_timeline_with_person_organisation_day_and_event(scene: Scene) -> None:
    with unit("office", scene.investigator):
        acts.note(scene.case, day="tue")
    entry = scene.timeline()[-1]
    assert (entry.kind, entry.account, entry.organisation) == ("tests.note", scene.investigator, "SD-11")
    assert entry.on == clock.business_today()
    assert json.loads(scene.events("tests.note")[0])["id"] == str(entry.event)


def test_an_act_is_chained_with_actor_version_and_digest_but_no_content(scene: Scene) -> None:
    with unit("office", scene.investigator):
        acts.note(scene.case, day="tue")
    (body,) = scene.events("tests.note")
    event = json.loads(body)
    assert event["actor"] == str(scene.investigator)
    assert (event["key"], event["version"], event["organisation"]) == (str(scene.case), 2, "SD-11")
    assert len(event["digest"]) == 64
    assert event["subject"] != str(scene.case), "the subject stands in the log under its pseudonym"
    assert "tue" not in body


@pytest.mark.parametrize(("version", "day", "refusal"), [(None, "fri", Refusal), (7, "tue", Stale)])
def test_a_refused_act_leaves_no_event(scene: Scene, version: int | None, day: str, refusal: type[Refusal]) -> None:
    with unit("office", scene.investigator) as opened:
        with pytest.raises(refusal):
            acts.note(scene.case, version=version, day=day)
        assert list(opened.events) == []
    assert scene.events("tests.note") == []


def test_an_act_whose_body_fails_leaves_neither_row_nor_event_while_others_of_the_unit_stay(scene: Scene) -> None:
    with unit("office", scene.investigator):
        acts.note(scene.case)
        with pytest.raises(ZeroDivisionError):
            acts.breaks(scene.case)
    assert scene.stored().receipt_no != "overwritten"
    assert scene.stored().version == 2
    assert len(scene.events("tests.note")) == 1
    assert scene.events("tests.breaks") == []


def test_a_savepoint_that_is_rolled_back_around_an_act_takes_everything_with_it(scene: Scene) -> None:
    with unit("office", scene.investigator):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            acts.tell(scene.case, on=dt.date(2026, 11, 20))
            raise ZeroDivisionError
        acts.note(scene.case)
    assert scene.stored().version == 2
    assert scene.messages() == []
    assert len(scene.events("tests.note")) == 1
    assert scene.events("tests.tell") == [], "the log must not say that something was done which was taken back"


def test_a_move_changes_the_state_and_the_deadlines_in_the_same_unit(scene: Scene) -> None:
    with unit("office", scene.investigator):
        answer = acts.receive(scene.case)
    case = scene.stored()
    assert (answer["state"], case.state) == ("RECEIVED", "RECEIVED")
    assert [(row.code, row.closed_on) for row in scene.deadlines()] == [("INVESTIGATION", None)]
    assert case.next_due == scene.deadlines()[0].effective


def test_an_act_writes_the_deadline_index_anew(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_deadline")
    with unit("office", scene.investigator):
        acts.note(scene.case)
    assert [row.code for row in scene.deadlines()] == ["INVESTIGATION"]


def test_a_message_goes_with_the_act_and_is_rolled_back_with_it(scene: Scene) -> None:
    on = dt.date(2026, 11, 20)
    with pytest.raises(ZeroDivisionError), unit("office", scene.investigator):
        acts.tell(scene.case, on=on)
        raise ZeroDivisionError
    assert scene.messages() == []
    assert _jobs() == 0
    with unit("office", scene.investigator):
        acts.tell(scene.case, on=on)
    assert [(message.number, message.kind) for message in scene.messages()] == [(1, "status")]
    assert _jobs() == 1, "the reader's job is deferred in the same transaction"
    assert b"2026-11-20" not in bytes(scene.messages()[0].box)


def test_a_preview_changes_nothing_and_names_each_row_that_is_refused(scene: Scene) -> None:
    with unit("office", INTAKE_PRINCIPAL):
        second, foreign = bare_case("SD-11", "RECEIVED"), bare_case("SD-26")
    missing = uuid4()
    with unit("office", scene.investigator):
        preview = acts.receive.preview([scene.case, second.pk, foreign.pk, missing])
    assert preview.versions == {scene.case: 1}
    assert {key: refusal.code for key, refusal in preview.refused.items()} == {
        second.pk: "ILLEGAL_TRANSITION",
        foreign.pk: "NOT_FOUND",
        missing: "NOT_FOUND",
    }
    assert preview.refused[foreign.pk].message == preview.refused[missing].message
    assert scene.stored().version == 1


def test_a_preview_says_who_lacks_the_right(scene: Scene) -> None:
    with unit("office", scene.onlooker):
        assert isinstance(acts.receive.preview([scene.case]).refused[scene.case], Forbidden)


def test_a_run_does_every_row_with_an_event_for_each(scene: Scene) -> None:
    with unit("office", INTAKE_PRINCIPAL):
        keys = [scene.case, *(bare_case("SD-11").pk for _ in range(4))]
    with unit("office", scene.investigator):
        assert acts.receive.run(acts.receive.preview(keys).versions) == 5
    events = [json.loads(body)["key"] for body in scene.events("tests.receive")]
    assert sorted(events) == sorted(str(key) for key in keys)


@pytest.mark.parametrize("change", ["version", "gone", "refused"])
def test_one_row_that_changed_since_the_preview_stops_the_whole_run_and_is_named(scene: Scene, change: str) -> None:
    with unit("office", INTAKE_PRINCIPAL):
        others = [bare_case("SD-11").pk for _ in range(3)]
    changed = others[1]
    with unit("office", scene.investigator):
        versions = acts.receive.preview([scene.case, *others]).versions
    with connection.cursor() as cursor:
        cursor.execute(
            {
                "version": "UPDATE cases_case SET version = version + 1 WHERE id = %s",
                "gone": "UPDATE cases_case SET handled_by = 'SD-26' WHERE id = %s",
                "refused": "UPDATE cases_case SET state = 'RECEIVED' WHERE id = %s",
            }[change],
            [changed],
        )
    with unit("office", scene.investigator), pytest.raises(Stopped) as stopped:
        acts.receive.run(versions)
    assert set(stopped.value.rows) == {changed}
    assert scene.stored().state == "SUBMITTED"
    assert scene.events("tests.receive") == []


def test_rows_are_locked_in_the_order_of_keys_and_foreign_keys_stay_usable(scene: Scene) -> None:
    """Else two runs wait for each other in a ring, and a child of a locked row cannot be written."""
    with unit("office", scene.investigator), CaptureQueriesContext(connection) as queries:
        acts.note.run({scene.case: 1})
    (locking,) = [each["sql"] for each in queries if "FOR NO KEY UPDATE" in each["sql"]]
    assert re.search(r'ORDER BY "cases_case"\."id" ASC FOR NO KEY UPDATE OF "cases_case"$', locking)


def test_answers_are_plain_json(scene: Scene) -> None:
    with unit("office", scene.investigator):
        answer = acts.note(scene.case, request=uuid4())
    assert json.loads(json.dumps(answer)) == answer
    assert uuid.UUID(answer["key"]) == scene.case


def _jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_side.procrastinate_jobs WHERE task_name = 'take'")
        return int(cursor.fetchone()[0])
