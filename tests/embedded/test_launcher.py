"""The embedded database starts, survives what people and machines do to it, and stops only what it started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from teojeon.embedded import EmbeddedDatabase, LauncherError

Maker = Callable[..., EmbeddedDatabase]
PATIENCE = 30.0


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Maker]:
    """Makes a database by name below the test's folder; all are stopped at its end."""
    made: list[EmbeddedDatabase] = []

    def one(name: str, *, fast: bool = True) -> EmbeddedDatabase:
        made.append(EmbeddedDatabase(tmp_path / name, fast=fast))
        return made[-1]

    yield one
    for database in made:
        database.stop()


def ask(database: EmbeddedDatabase, question: str) -> object:
    """The one value that a question has as its answer."""
    with psycopg.connect(database.url(), autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def running_process(database: EmbeddedDatabase) -> int:
    """Process number of the server, which must answer."""
    process = database.process()
    assert process is not None
    return process


def wait_until(condition: Callable[[], bool]) -> None:
    """Until the condition holds; fails the test after a while."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.005)


def kill_server(database: EmbeddedDatabase) -> None:
    """What a crash does: the postmaster is gone, its file stays."""
    os.kill(running_process(database), signal.SIGKILL)
    wait_until(lambda: not database.is_running())


def claim_to_be(database: EmbeddedDatabase, process: int) -> None:
    """Let `postmaster.pid` name another process, as after a restart that gave the number away."""
    file = database.cluster / "postmaster.pid"
    _, *rest = file.read_text().splitlines(keepends=True)
    file.write_text("".join([f"{process}\n", *rest]))


def test_the_first_start_makes_a_database_that_answers(make: Maker) -> None:
    database = make("a")

    assert database.start() == "started"

    assert ask(database, "SELECT 1 + 1") == 2
    assert ask(database, "SHOW data_checksums") == "on"
    assert ask(database, "SELECT string_agg(x, '' ORDER BY x) FROM (VALUES ('하'), ('나'), ('가')) list (x)") == "가나하"


def test_a_second_start_says_that_it_runs_already(make: Maker) -> None:
    database = make("a")
    database.start()
    process = running_process(database)

    assert database.start() == "already"
    assert running_process(database) == process


def test_two_starts_at_once_make_one_server(make: Maker) -> None:
    databases = [make("a"), make("a")]

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(EmbeddedDatabase.start, databases))

    assert answers == ["already", "started"]


def test_writes_reach_the_disk_unless_tests_ask_for_speed(make: Maker) -> None:
    fast, real = make("fast"), make("real", fast=False)
    fast.start()
    real.start()

    assert (ask(fast, "SHOW fsync"), ask(real, "SHOW fsync")) == ("off", "on")
    assert (ask(real, "SHOW synchronous_commit"), ask(real, "SHOW full_page_writes")) == ("on", "on")


def test_the_network_asks_for_a_password_and_the_socket_is_closed_to_others(make: Maker) -> None:
    database = make("a")
    database.start()

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host="127.0.0.1", port=str(ask(database, "SHOW port")), user="postgres", dbname="postgres")
    assert (database.home / "run").stat().st_mode & 0o077 == 0
    assert ask(database, "SHOW listen_addresses") == "127.0.0.1"


def test_a_long_path_still_gets_a_socket(make: Maker) -> None:
    database = make("/".join(["a-folder-with-a-long-name"] * 6))

    database.start()

    sockets = Path(str(ask(database, "SHOW unix_socket_directories")))
    assert len(str(sockets)) < 100 and sockets.stat().st_mode & 0o077 == 0
    database.stop()
    assert not sockets.exists()


def test_data_survive_a_killed_server(make: Maker) -> None:
    database = make("a", fast=False)
    database.start()
    with psycopg.connect(database.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    kill_server(database)

    assert database.start() == "started"

    assert ask(database, "SELECT answer FROM kept") == 42


def test_a_dead_server_that_nobody_reaped_does_not_stand_in_the_way(make: Maker) -> None:
    database = make("a")
    database.start()
    kill_server(database)
    zombie = subprocess.Popen(["true"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    claim_to_be(database, zombie.pid)

    assert database.start() == "started"

    zombie.wait()


def test_a_stranger_with_the_number_of_a_dead_server_is_left_alone(make: Maker) -> None:
    database = make("a")
    database.start()
    kill_server(database)
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        claim_to_be(database, stranger.pid)
        assert database.stop() is False
        assert database.start() == "started"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_first_start_that_was_killed_is_made_again(make: Maker) -> None:
    database = make("a")
    half_made = database.home / "cluster.new"
    first = subprocess.Popen([sys.executable, "-m", "teojeon.embedded", "start", "--home", str(database.home)])
    wait_until(lambda: (half_made / "PG_VERSION").exists())
    for process in processes_naming(half_made):
        os.kill(process, signal.SIGKILL)
    first.kill()
    first.wait()
    assert half_made.exists() and not database.cluster.exists()

    assert database.start() == "started"

    assert ask(database, "SELECT 1") == 1
    assert not half_made.exists()


def processes_naming(folder: Path) -> list[int]:
    """Processes with this folder in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.fsencode(folder) in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("made_by", ["12", None])
def test_a_folder_of_another_version_or_of_another_kind_is_refused_and_kept(make: Maker, made_by: str | None) -> None:
    database = make("a")
    database.cluster.mkdir(parents=True)
    (database.cluster / "precious").write_text("data")
    if made_by:
        (database.cluster / "PG_VERSION").write_text(f"{made_by}\n")

    with pytest.raises(LauncherError, match="PostgreSQL 12이" if made_by else "PostgreSQL의 것이 아닙니다"):
        database.start()

    assert (database.cluster / "precious").read_text() == "data"


def test_stopping_one_leaves_the_other(make: Maker) -> None:
    one, other = make("one"), make("other")
    one.start()
    other.start()

    assert one.stop() is True

    assert not one.is_running()
    assert other.is_running()
    assert one.stop() is False


def test_a_server_that_another_program_started_is_not_stopped(make: Maker) -> None:
    database = make("a")
    database.start()
    options = database._server_options(int(str(ask(database, "SHOW port")))).replace("cluster_name=", "cluster_name=by-hand-")
    database.stop()
    by_hand = ("-D", str(database.cluster), "-w")
    database._run("pg_ctl", "start", *by_hand, "-l", str(database.log), "-o", options.replace("teojeon-", ""))
    try:
        with pytest.raises(LauncherError, match="다른 프로그램이 시작한"):
            database.stop()
        assert database.is_running()
    finally:
        database._run("pg_ctl", "stop", *by_hand)


def test_a_port_that_was_taken_meanwhile_is_replaced(make: Maker) -> None:
    database, other = make("a"), make("b")
    other.start()
    taken = (other.home / "port").read_text()
    database.home.mkdir()
    (database.home / "port").write_text(taken)

    database.start()

    assert ask(database, "SHOW port") != taken


def test_the_command_line_says_what_runs(tmp_path: Path) -> None:
    def teojeon(verb: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "teojeon.embedded", verb, "--fast", "--home", str(tmp_path / "a")]
        return subprocess.run(words, capture_output=True, text=True)

    assert teojeon("url").returncode == 1
    assert teojeon("status").returncode == 3
    assert "시작했습니다. postgresql://" in teojeon("start").stdout
    try:
        assert "실행 중입니다(프로세스" in teojeon("status").stdout
        assert teojeon("url").stdout.startswith("postgresql://postgres@/postgres?host=")
    finally:
        assert "멈추었습니다." in teojeon("stop").stdout
    assert teojeon("status").returncode == 3
