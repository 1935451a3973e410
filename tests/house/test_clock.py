"""The clock's two faces: the legal instant may run ahead in a demo, the machine's never; production starts with neither offset nor simulator."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from teojeon.command import check
from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people import identity
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.sides.models import ClockOffset
from tests.support import databases
from tests.support.filings import bare_case
from tests.support.house import House, house_of_its_own
from tests.support.people import unit

AHEAD = dt.timedelta(days=61, hours=5)
CLOSE = dt.timedelta(seconds=30)


@pytest.fixture
def ahead(db: None, keys: Path) -> None:
    ClockOffset.objects.create(id=1, seconds=round(AHEAD.total_seconds()))


def test_in_a_unit_the_legal_instant_runs_ahead_and_the_real_one_does_not(ahead: None) -> None:
    before = clock.real_now()
    with unit("office", INTAKE_PRINCIPAL):
        assert abs(clock.business_now() - before - AHEAD) < CLOSE
        assert abs(clock.real_now() - before) < CLOSE
        assert clock.business_today() == clock.business_now().date()
        assert clock.business_now().tzinfo is clock.SEOUL
    assert abs(clock.business_now() - clock.real_now()) < CLOSE, "outside a unit there is no offset"


def test_the_legal_day_is_that_of_seoul() -> None:
    just_after_midnight = dt.datetime(2026, 11, 20, 15, 0, 1, tzinfo=dt.UTC)
    assert clock.seoul_day(just_after_midnight) == dt.date(2026, 11, 21)
    assert clock.seoul_day(just_after_midnight - dt.timedelta(seconds=2)) == dt.date(2026, 11, 20)


def test_the_offset_is_read_once_in_a_unit_and_holds_until_its_end(ahead: None) -> None:
    with CaptureQueriesContext(connection) as queries, unit("office", INTAKE_PRINCIPAL):
        began = clock.business_now()
        bare_case("SD-11")
        ClockOffset.objects.all().query  # noqa: B018 - the table may be read, but nobody asks again
        assert abs(clock.business_now() - began) < CLOSE
    assert len([each for each in queries if "sides_clockoffset" in each["sql"]]) == 1


def test_what_is_recorded_bears_the_legal_instant_and_the_log_both(ahead: None) -> None:
    with unit("office", INTAKE_PRINCIPAL):
        case = bare_case("SD-11")
        assert abs(case.received_at - clock.real_now() - AHEAD) < CLOSE
        key = case.pk
    with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
        assert Case.objects.visible_to(opened.actor).get(pk=key).next_due > clock.real_now().date() + dt.timedelta(days=85)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body::json->>'business_at', body::json->>'real_at' FROM audit_event WHERE body LIKE '%tests.case%'")
        business, real = (dt.datetime.fromisoformat(text) for text in cursor.fetchone())
    assert abs(business - real - AHEAD) < CLOSE


def test_the_database_counts_the_legal_instant_too(ahead: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT legal_now() - now()")
        assert cursor.fetchone() == (AHEAD,)


def test_no_side_may_move_the_clock(db: None) -> None:
    for side in ("portal", "office"):
        with pytest.raises(Exception, match="permission denied"), unit(side, None):
            ClockOffset.objects.create(id=1, seconds=1)
        connection.set_rollback(False)


def test_there_is_one_offset_only(ahead: None) -> None:
    with pytest.raises(Exception, match="clock_offset_one_row"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO sides_clockoffset VALUES (2, 5)")


def test_production_opens_no_unit_while_the_clock_is_moved(ahead: None) -> None:
    with (
        override_settings(ENV="production"),
        pytest.raises(ImproperlyConfigured, match="업무 시각"),
        unit("office", INTAKE_PRINCIPAL),
    ):
        pytest.fail("the unit opened")
    ClockOffset.objects.all().delete()
    with override_settings(ENV="production"), unit("office", INTAKE_PRINCIPAL):
        assert clock.offset() == dt.timedelta(0)


def test_an_offset_of_zero_is_an_offset_too(db: None) -> None:
    ClockOffset.objects.create(id=1, seconds=0)
    with override_settings(ENV="production"), pytest.raises(ImproperlyConfigured), unit("office", INTAKE_PRINCIPAL):
        pytest.fail("the unit opened")


@pytest.mark.req("S1-ACC-01")
def test_the_simulated_identity_provider_refuses_to_start_in_production() -> None:
    assert identity.provider().simulated
    with override_settings(ENV="production"), pytest.raises(ImproperlyConfigured, match="TEOJEON_IDENTITY"):
        identity.provider()


# the real processes


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Iterator[House]:
    with house_of_its_own("clock", tmp_path_factory.mktemp("house"), keys) as house:
        yield house


PRODUCTION = {"TEOJEON_ENV": "production", "TEOJEON_IDENTITY": "tests.house.real_provider.RealProvider"}


def started(house: House, words: list[str], **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {**house.environment, **variables}
    command = [sys.executable, "-m", "teojeon.command.main", *words]
    return subprocess.run(command, env=environment, cwd=databases.ROOT, capture_output=True, text=True, timeout=60)


def owner(house: House, statement: str) -> None:
    with psycopg.connect(databases.urls(house.database)["owner"]) as connected:
        connected.execute(statement)


@pytest.fixture
def moved(house: House) -> Iterator[None]:
    owner(house, "INSERT INTO sides_clockoffset VALUES (1, 86400)")
    yield
    owner(house, "DELETE FROM sides_clockoffset")


def test_the_portal_does_not_start_in_production_with_the_simulator(house: House) -> None:
    code = "import teojeon.doors.portal.wsgi"
    environment = {**house.environment, "TEOJEON_ENV": "production", "DJANGO_SETTINGS_MODULE": "teojeon.settings.portal"}
    result = subprocess.run([sys.executable, "-c", code], env=environment, cwd=databases.ROOT, capture_output=True, text=True)
    assert result.returncode == 1
    assert "TEOJEON_IDENTITY" in result.stderr


def test_the_check_before_deployment_names_the_simulator(house: House) -> None:
    result = started(house, ["check", "--deploy"], TEOJEON_ENV="production")
    assert result.returncode == 1
    assert "모의 본인확인" in result.stderr


def test_the_check_before_deployment_names_a_moved_clock(house: House, moved: None) -> None:
    result = started(house, ["check", "--deploy"], **PRODUCTION)
    assert result.returncode == 1
    assert "86,400초" in result.stderr and "모의 본인확인" not in result.stderr


def test_the_check_before_deployment_names_development_and_roles_that_may_act_as_one_another(house: House) -> None:
    result = started(house, ["check", "--deploy"], **PRODUCTION | {"TEOJEON_ENV": "development"})
    assert result.returncode == 1
    assert "TEOJEON_ENV가 development" in result.stderr
    assert "REVOKE portal FROM owner" in result.stderr and "REVOKE office FROM owner" in result.stderr


def test_the_check_finds_nothing_in_a_sound_installation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from teojeon.settings import base

    monkeypatch.setattr(base, "ENV", "production")
    monkeypatch.setattr(base, "IDENTITY_ADAPTER", PRODUCTION["TEOJEON_IDENTITY"])
    monkeypatch.setenv("TEOJEON_OFFICE_URL", "unused")
    monkeypatch.setattr(check, "database_problems", lambda: iter(()))
    monkeypatch.setattr(base, "RESIDENT_REGISTER_ADAPTER", "company.shared_information.Centre")
    for problems in ("upload_problems", "notice_problems"):  # with tests of their own
        monkeypatch.setattr(check, problems, lambda: iter(()))
    assert check.main(["--deploy"]) == 0
    assert "고칠 것이 없습니다" in capsys.readouterr().out


def test_the_check_says_so_when_it_cannot_reach_the_database(house: House) -> None:
    nowhere = "postgresql://office@127.0.0.1:1/teojeon"
    variables = PRODUCTION | {"TEOJEON_OWNER_URL": nowhere, "TEOJEON_PORTAL_URL": nowhere, "TEOJEON_OFFICE_URL": nowhere}
    result = started(house, ["check", "--deploy"], **variables)
    assert result.returncode == 1 and "연결할 수 없습니다" in result.stderr


def test_the_plain_check_is_content_with_development(house: House) -> None:
    result = started(house, ["check"])
    assert (result.returncode, result.stderr) == (0, "")
    assert started(house, ["check", "--everything"]).returncode == 2


def test_an_adapter_that_does_not_exist_is_named(house: House) -> None:
    result = started(house, ["check"], TEOJEON_IDENTITY="teojeon.nowhere.Adapter")
    assert result.returncode == 1 and "TEOJEON_IDENTITY" in result.stderr


def test_outside_development_the_clock_command_refuses(house: House) -> None:
    result = started(house, ["clock", "advance", "3"], TEOJEON_ENV="production")
    assert result.returncode == 2
    with psycopg.connect(databases.urls(house.database)["owner"]) as connected:
        assert connected.execute("SELECT count(*) FROM sides_clockoffset").fetchone() == (0,)
