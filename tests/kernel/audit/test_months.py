"""Closing of months: signed checkpoints, dropped events, forged checkpoints."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from teojeon.kernel import clock
from teojeon.kernel.audit.events import append
from teojeon.kernel.audit.heads import LogNotIntact, MonthStillKept, close_month
from teojeon.kernel.audit.models import Checkpoint, Event
from teojeon.kernel.audit.trails import Trail
from tests.kernel.audit.log import KEYS, act, as_intruder, export, fill, only, places, verified
from tests.support.sides import as_side

pytestmark = [pytest.mark.django_db, pytest.mark.req("S1-XCT-04")]
CHAIN = "side = 'office' AND controller = 'molit' AND lane = 'a0'"
PLACE = ("office", "molit", "a0")


@pytest.fixture
def heads(db: None, tmp_path: Path) -> Path:
    fill()
    export(tmp_path)
    return tmp_path


def close(heads: Path, trails: tuple[Trail, ...] = ()) -> int:
    """Closes the present month, as it may be done two years and a month from now."""
    with clock.shifted(dt.timedelta(days=800)):
        return close_month(clock.seoul_day(clock.real_now()), KEYS.__getitem__, verify=lambda: verified(heads, trails))


def test_a_month_within_its_retention_is_not_closed(heads: Path) -> None:
    with clock.shifted(dt.timedelta(days=700)), pytest.raises(MonthStillKept):
        close_month(clock.seoul_day(clock.real_now()), KEYS.__getitem__, verify=lambda: verified(heads))
    assert Event.objects.count() == 122


def test_a_closed_month_leaves_signed_checkpoints_and_the_log_goes_on(heads: Path) -> None:
    assert close(heads) == 122
    assert not Event.objects.exists()
    with as_side("office"):
        append([act(), act()])
    report = verified(heads)
    assert report.intact, report.as_text()
    assert report.events == 2


def test_a_row_outlives_its_dropped_event_and_is_no_orphan(heads: Path) -> None:
    trail = Trail("audit_look", "subject")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_look (subject, hour, organisation, purpose, count)"
            f" SELECT id, now(), 'seoul', 'x', 1 FROM audit_event WHERE {CHAIN}"
        )
    close(heads, (trail,))
    assert verified(heads, [trail]).intact


def test_a_tampered_log_is_not_closed(heads: Path) -> None:
    as_intruder(f"UPDATE audit_event SET body = replace(body, 'seoul', 'busan') WHERE {CHAIN} AND number = 4")
    with pytest.raises(LogNotIntact, match="내용이 바뀌었습니다"):
        close(heads)
    assert not Checkpoint.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        "events_dropped = events_dropped - 1",
        "signature = sha256(signature) || sha256(digest)",
        "digest = sha256(digest)",
    ],
)
def test_a_forged_checkpoint_is_found(heads: Path, change: str) -> None:
    close(heads)
    as_intruder(f"UPDATE audit_checkpoint SET {change} WHERE {CHAIN}")
    found = places(verified(heads))
    assert found[0][:4] == ("checkpoint", *PLACE)


def test_a_checkpoint_that_an_intruder_wrote_to_hide_a_deletion_is_found(heads: Path) -> None:
    as_intruder(
        "INSERT INTO audit_checkpoint (side, controller, lane, closed_month, number, digest, events_dropped, act_ids,"
        " signature) SELECT side, controller, lane, '2020-01-01', number, digest, number, '',"
        " sha256('x') || sha256('y')"
        f" FROM audit_event WHERE {CHAIN} AND number = 3"
    )
    as_intruder(f"DELETE FROM audit_event WHERE {CHAIN} AND number <= 3")
    assert places(verified(heads)) == [("checkpoint", *PLACE, 3), ("deletion", *PLACE, 1)]


def test_a_removed_checkpoint_is_found(heads: Path) -> None:
    close(heads)
    as_intruder(f"DELETE FROM audit_checkpoint WHERE {CHAIN}")
    assert only(verified(heads)).kind == "cut"


def test_even_the_owner_cannot_change_or_delete_events_by_accident(heads: Path) -> None:
    for statement in ("UPDATE audit_event SET body = ''", "DELETE FROM audit_event"):
        with pytest.raises(DatabaseError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
