"""`teojeon people`, `totp` and `clock` as they are typed: own processes, the real log-ins, a database of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from teojeon.kernel import clock
from teojeon.kernel.crypto.keyring import create_missing
from tests.support import databases

GRANT = ["people", "grant", "busan1", "P-INV", "--applied-by", "head1", "--approved-by", "molit1"]


@dataclass(frozen=True)
class House:
    """A database with its keys."""

    name: str
    data: Path

    def run(self, *words: str, env: str = "development") -> tuple[int, str]:
        """Types a command. Returns its exit code and all that it printed."""
        environment = databases.environment(self.name, TEOJEON_DATA=str(self.data), TEOJEON_ENV=env)
        done = subprocess.run(
            [sys.executable, "-m", "teojeon.command.main", *words],
            env=environment,
            cwd=databases.ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    def owner(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(databases.urls(self.name)["owner"], autocommit=True)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = tmp_path_factory.mktemp("house")
    create_missing(data / "keys")
    name = databases.copy("commands")
    house = House(name, data)
    for username, place in (("busan1", "SD-26"), ("head1", "SD-26"), ("molit1", "MOLIT")):
        code, said = house.run("people", "create", username, "홍길동", place)
        assert code == 0, said
    yield house
    databases.drop(name)


def test_a_new_official_gets_a_password_once_and_is_told_what_comes_next(house: House) -> None:
    code, said = house.run("people", "create", "busan2", "부산담당", "SD-26", "--position", "주무관")
    assert code == 0
    assert "첫 비밀번호: " in said and "이차 인증" in said and "아직 권한은 없습니다" in said
    with house.owner() as connection:
        stored = connection.execute("SELECT password FROM office_side.logins_account WHERE username = 'busan2'").fetchone()
        assert stored and str(stored[0]).startswith("argon2")
        assert connection.execute("SELECT count(*) FROM portal_side.logins_account").fetchone() == (0,)


def test_granting_listing_and_revoking(house: House) -> None:
    assert house.run(*GRANT, "--until", "2099-12-31")[0] == 0
    assert "P-INV(~2099-12-31)" in house.run("people", "list")[1]
    code, said = house.run(*GRANT)
    assert code == 2 and said.startswith("ALREADY_GRANTED: ")
    assert house.run("people", "revoke", "busan1", "P-INV")[0] == 0
    assert "P-INV" not in house.run("people", "list")[1]


def test_a_right_whose_end_nobody_gave_ends_in_a_year(house: House) -> None:
    today = clock.business_today()
    code, said = house.run(*GRANT)
    assert code == 0 and f"{today.year + 1}-{today:%m-%d}까지" in said.replace("-02-28까지", f"-{today:%m-%d}까지")
    assert f"P-INV(~{today.year + 1}-" in house.run("people", "list")[1]
    assert house.run("people", "revoke", "busan1", "P-INV")[0] == 0


def test_a_refused_grant_writes_nothing_and_answers_2_with_code_and_source(house: House) -> None:
    words = ["people", "grant", "busan1", "PM-SEAL", "--applied-by", "head1", "--approved-by", "molit1"]
    code, said = house.run(*words)
    assert code == 2 and said.startswith("NOT_A_HOLDER: ") and "국토교통부" in said
    with house.owner() as connection:
        assert connection.execute("SELECT count(*) FROM people_grant WHERE box = 'PM-SEAL'").fetchone() == (0,)


def test_the_code_is_shown_in_development_only_and_not_before_enrolment(house: House) -> None:
    code, said = house.run("totp", "busan1")
    assert code == 2 and "아직 이차 인증을 등록하지 않았습니다" in said
    script = (
        "import django; django.setup()\n"
        "from teojeon.kernel.people.logins.models import Account\n"
        "from teojeon.services.accounts.second_factor import enrol\n"
        "enrol(Account.objects.get(username='busan1'))"
    )
    environment = databases.environment(house.name, TEOJEON_DATA=str(house.data))
    environment["DJANGO_SETTINGS_MODULE"] = "teojeon.settings.office"
    subprocess.run([sys.executable, "-c", script], env={**os.environ, **environment}, cwd=databases.ROOT, check=True)
    code, said = house.run("totp", "busan1")
    assert code == 0 and said[:6].isdigit()
    assert house.run("totp", "nobody1")[0] == 2
    code, said = house.run("totp", "busan1", env="production")
    assert code == 2 and not any(sign.isdigit() for sign in said)


def test_the_legal_instant_moves_forward_and_back_only_by_reset(house: House) -> None:
    assert house.run("clock", "advance", "30")[0] == 0
    with house.owner() as connection:
        assert connection.execute("SELECT seconds FROM sides_clockoffset").fetchone() == (30 * 86_400,)
    assert "30일 앞섬" in house.run("clock", "show")[1]
    assert "업무 시각 2099-01-01" in house.run("clock", "set", "2099-01-01")[1]
    for words in (["advance", "-1"], ["set", "2098-12-31"]):
        code, said = house.run("clock", *words)
        assert code == 2 and said.startswith("CLOCK_BACKWARDS"), words
    assert house.run("clock", "reset")[0] == 0
    with house.owner() as connection:
        assert connection.execute("SELECT count(*) FROM sides_clockoffset").fetchone() == (0,)


def test_the_clock_is_not_moved_in_production(house: House) -> None:
    assert house.run("clock", "advance", "1", env="production")[0] == 2
    with house.owner() as connection:
        assert connection.execute("SELECT count(*) FROM sides_clockoffset").fetchone() == (0,)
