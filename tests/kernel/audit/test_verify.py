"""Each tampering once, done with the rights of the tables' owner; `verify` names what, where and from which number."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from teojeon.kernel.audit.events import append
from teojeon.kernel.audit.trails import Trail
from tests.kernel.audit.log import RECEIVE, act, as_intruder, export, fill, only, places, verified
from tests.support.sides import as_side

pytestmark = [pytest.mark.django_db, pytest.mark.req("S1-XCT-04")]
CHAIN = "side = 'office' AND controller = 'molit' AND lane = 'a0'"
PLACE = ("office", "molit", "a0")


@pytest.fixture
def heads(db: None, tmp_path: Path) -> Path:
    """A filled log whose heads were exported."""
    fill()
    export(tmp_path)
    return tmp_path


def test_an_intact_log_of_mixed_events_passes(heads: Path) -> None:
    report = verified(heads)
    assert report.intact, report.as_text()
    assert (report.events, report.exported_files, report.exit_code) == (122, 2, 0)
    assert report.chains >= 80
    assert "이상이 없습니다" in report.as_text()


def test_an_edited_body_is_found(heads: Path) -> None:
    as_intruder(f"UPDATE audit_event SET body = replace(body, 'seoul', 'busan') WHERE {CHAIN} AND number = 4")
    report = verified(heads)
    assert places(report) == [("edit", *PLACE, 4)]
    assert report.exit_code == 1
    assert json.loads(report.as_json())["findings"][0]["number"] == 4
    assert "office/molit/a0 4번" in report.as_text()


@pytest.mark.parametrize("change", ["at = at - interval '1 day'", "id = gen_random_uuid()", "digest = sha256(digest)"])
def test_an_edited_time_id_or_digest_is_found(heads: Path, change: str) -> None:
    as_intruder(f"UPDATE audit_event SET {change} WHERE {CHAIN} AND number = 4")
    assert places(verified(heads)) == [("edit", *PLACE, 4)]


def test_a_deleted_row_is_found(heads: Path) -> None:
    as_intruder(f"DELETE FROM audit_event WHERE {CHAIN} AND number = 4")
    assert places(verified(heads)) == [("deletion", *PLACE, 4)]


def test_deleted_rows_are_found_though_the_later_ones_were_renumbered(heads: Path) -> None:
    as_intruder(f"DELETE FROM audit_event WHERE {CHAIN} AND number = 4")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER unchangeable")
        for number in range(5, 11):
            cursor.execute(f"UPDATE audit_event SET number = {number - 1} WHERE {CHAIN} AND number = {number}")
    assert {("edit", *PLACE, 4), ("cut", *PLACE, 10)} <= set(places(verified(heads)))


@pytest.mark.parametrize(("one", "other"), [(4, 5), (3, 8)])
def test_two_swapped_rows_are_found_and_both_places_named(heads: Path, one: int, other: int) -> None:
    for number, to in ((one, -1), (other, one), (-1, other)):
        as_intruder(f"UPDATE audit_event SET number = {to} WHERE {CHAIN} AND number = {number}")
    assert places(verified(heads)) == [("reorder", *PLACE, one), ("reorder", *PLACE, other)]


def test_two_swapped_contents_are_found_though_the_digests_stayed(heads: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, id, at, body FROM audit_event WHERE {CHAIN} AND number IN (3, 8) ORDER BY number")
        third, eighth = cursor.fetchall()
    as_intruder(f"UPDATE audit_event SET id = %s WHERE {CHAIN} AND number = 3", [uuid4()])
    for number, row in ((8, third), (3, eighth)):
        as_intruder(f"UPDATE audit_event SET id = %s, at = %s, body = %s WHERE {CHAIN} AND number = {number}", row[1:])
    assert places(verified(heads)) == [("reorder", *PLACE, 3), ("reorder", *PLACE, 8)]


def test_a_row_moved_to_another_chain_is_found(heads: Path) -> None:
    as_intruder(f"UPDATE audit_event SET controller = 'busan' WHERE {CHAIN} AND number = 1")
    found = places(verified(heads))
    assert ("deletion", *PLACE, 1) in found
    assert ("head", "office", "busan", "a0", 1) in found
    assert ("edit", "office", "busan", "a0", 1) in found


def test_a_tail_cut_behind_the_last_exported_head_is_found_though_the_head_was_set_back(heads: Path) -> None:
    as_intruder(f"DELETE FROM audit_event WHERE {CHAIN} AND number > 7")
    as_intruder(
        "UPDATE audit_head SET (number, digest) ="
        f" (SELECT number, digest FROM audit_event WHERE {CHAIN} AND number = 7) WHERE {CHAIN}"
    )
    assert places(verified(heads)) == [("cut", *PLACE, 8)]


def test_a_cut_tail_without_export_is_found_by_the_head(db: None, tmp_path: Path) -> None:
    fill()
    as_intruder(f"DELETE FROM audit_event WHERE {CHAIN} AND number > 7")
    assert places(verified(tmp_path)) == [("cut", *PLACE, 8)]


def test_a_chain_that_was_wholly_computed_anew_is_found_by_the_export_before(heads: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM audit_event WHERE {CHAIN}")
        (events,) = cursor.fetchone()
    as_intruder(f"DELETE FROM audit_event WHERE {CHAIN}")
    as_intruder(f"UPDATE audit_head SET number = 0, digest = audit_genesis('office', 'molit', 'a0') WHERE {CHAIN}")
    with as_side("office"):
        append([act() for _ in range(events + 2)])
    export(heads)  # the hourly export went on and signed the new head
    assert places(verified(heads)) == [("export", *PLACE, events)]


def test_an_altered_head_is_found(heads: Path) -> None:
    as_intruder(f"UPDATE audit_head SET digest = sha256(digest) WHERE {CHAIN}")
    finding = only(verified(heads))
    assert (finding.kind, finding.side, finding.controller, finding.lane) == ("head", *PLACE)


def test_a_removed_head_is_found(heads: Path) -> None:
    as_intruder(f"DELETE FROM audit_head WHERE {CHAIN}")
    assert only(verified(heads)).kind == "head"


def test_an_altered_and_a_missing_exported_file_are_found(heads: Path) -> None:
    with as_side("office"):
        append([act()])
    export(heads)
    export(heads)
    first, second, third = sorted((heads / "office").iterdir())
    altered = second.read_text().replace('"molit"', '"seoul"')
    second.chmod(0o640)
    second.write_text(altered)
    report = verified(heads)
    assert [f.kind for f in report.findings] == ["heads_file", "heads_file"]
    assert second.name in report.findings[0].detail
    assert third.name in report.findings[1].detail
    second.unlink()
    assert [f.kind for f in verified(heads).findings] == ["heads_file"]
    assert first.exists()


TRAIL = Trail("audit_look", "subject", frozenset({RECEIVE}))  # any table with a column of ids serves
ROW = "INSERT INTO audit_look (subject, hour, organisation, purpose, count) VALUES (%s, now(), 'seoul', 'x', 1)"


def _with_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM audit_event WHERE lane LIKE 'a%%'")
        for (event,) in cursor.fetchall():
            cursor.execute(ROW, [event])


def test_rows_and_events_that_belong_together_pass(heads: Path) -> None:
    _with_rows()
    assert verified(heads, [TRAIL]).intact


def test_a_row_without_event_is_found(heads: Path) -> None:
    _with_rows()
    event = uuid4()
    as_intruder(ROW, [event])
    finding = only(verified(heads, [TRAIL]))
    assert finding.kind == "row_without_event"
    assert str(event) in finding.detail
    assert "audit_look.subject" in finding.detail


def test_an_act_whose_row_is_missing_is_found(heads: Path) -> None:
    _with_rows()
    as_intruder(f"DELETE FROM audit_look WHERE subject = (SELECT id FROM audit_event WHERE {CHAIN} AND number = 6)")
    assert places(verified(heads, [TRAIL])) == [("event_without_row", *PLACE, 6)]


def test_an_act_of_another_kind_needs_no_row_in_this_table(heads: Path) -> None:
    assert verified(heads, [Trail("audit_look", "subject", frozenset({"victims.decision.send"}))]).intact
