"""Nothing that a process behind the walls does reaches us: not its death, not its chatter, not its lies."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from teojeon.kernel.documents.checks import Rejected, checking, limits, sandbox
from teojeon.kernel.documents.checks.sandbox import CheckUnavailable

MISBEHAVING = "tests.kernel.documents.checks.misbehaving"
ROOT = Path(__file__).resolve().parents[4]


def misbehave(do: str, seconds: float = 10, output: int | None = None, **job: Any) -> sandbox.Answer:
    return sandbox.run({"do": do} | job, output=output, module=MISBEHAVING, wall_seconds=seconds)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("kept")
    path.chmod(0o666)
    tmp_path.chmod(0o777)
    return path


@pytest.mark.req("S1-APP-07")
def test_behind_the_walls_nothing_is_reached_by_trying() -> None:
    assert sandbox.breaches() == ()


@pytest.mark.req("S1-APP-07")
def test_every_wall_stands_on_this_machine() -> None:
    assert misbehave("environment").walls == ("network", "calls", "folders", "limits", "rights")


def test_the_process_gets_neither_our_environment_nor_our_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEOJEON_PORTAL_URL", "postgresql://portal:secret@localhost/teojeon")
    words = misbehave("environment").words
    assert words is not None
    assert set(words["names"]) <= {"PATH", "LANG", "LC_CTYPE", "PYTHONPATH", "MALLOC_ARENA_MAX", "RAYON_NUM_THREADS"}
    assert words["folder"] == "/"
    assert len(words["open"]) == 4  # three on /dev/null, and the answer


def test_the_process_reads_no_file_that_it_was_not_given(secret: Path) -> None:
    words = misbehave("look", secret=str(secret)).words
    assert words == {"read": []}


def test_the_process_starts_nothing_signals_nobody_and_changes_nothing(secret: Path) -> None:
    words = misbehave("escape", secret=str(secret)).words
    assert words == {"done": []}
    assert secret.read_text() == "kept"


def test_a_process_that_sleeps_is_killed_when_its_time_is_over() -> None:
    begun = time.monotonic()
    answer = misbehave("sleep", seconds=1)
    assert answer.words is None
    assert time.monotonic() - begun < 5


def test_a_process_that_answers_and_stays_is_killed_and_not_believed() -> None:
    begun = time.monotonic()
    assert misbehave("answer-and-stay", seconds=1).words is None
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("do", ["memory", "chatter", "nonsense", "list", "die"])
def test_a_process_that_dies_or_says_something_else_has_said_nothing(do: str) -> None:
    answer = misbehave(do)
    assert answer.words is None
    assert answer.walls


def test_a_copy_cannot_grow_past_its_limit(tmp_path: Path) -> None:
    target = tmp_path / "copy"
    descriptor = os.open(target, os.O_RDWR | os.O_CREAT)
    try:
        misbehave("fill", output=descriptor)
    finally:
        os.close(descriptor)
    assert target.stat().st_size <= limits.SAFE_BYTES


def test_a_process_that_never_gets_ready_is_our_fault_not_the_files() -> None:
    with pytest.raises(CheckUnavailable):
        misbehave("before")
    with pytest.raises(CheckUnavailable):
        sandbox.run({}, module="teojeon.no_such_module")


def test_a_link_in_place_of_a_file_is_not_followed(secret: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(secret)
    with pytest.raises(OSError):
        sandbox.run({"do": "sleep"}, [link], module=MISBEHAVING)


GOOD = {"kind": "pdf", "pages": 1, "safe_kind": "pdf", "removed": []}


@pytest.mark.parametrize(
    "lie",
    [
        {},
        {"refused": "NO_SUCH_CODE"},
        {"refused": ["EMPTY"]},
        GOOD | {"kind": "exe"},
        GOOD | {"kind": ["pdf"]},
        GOOD | {"safe_kind": "html"},
        GOOD | {"safe_kind": "png"},
        GOOD | {"pages": 0},
        GOOD | {"pages": True},
        GOOD | {"pages": limits.MAX_PAGES + 1},
        GOOD | {"pages": "1"},
        GOOD | {"removed": "javascript"},
        GOOD | {"removed": ["<script>"]},
        GOOD | {"removed": [["javascript"]]},
        GOOD | {"removed": ["javascript"] * 100},
    ],
    ids=str,
)
def test_an_answer_that_we_could_not_have_written_is_not_believed(lie: dict[str, Any], tmp_path: Path) -> None:
    found = checking.believed(lie, tmp_path / "x.new", 100, b"%PDF-1.7")
    assert isinstance(found, Rejected)
    assert found.code == "UNREADABLE"


@pytest.mark.parametrize(("size", "mark"), [(0, b""), (limits.SAFE_BYTES + 1, b"%PDF-1.7"), (100, b"MZ\x90\0")])
def test_a_copy_that_is_not_what_the_answer_says_is_not_believed(size: int, mark: bytes, tmp_path: Path) -> None:
    assert isinstance(checking.believed(GOOD, tmp_path / "x.new", size, mark), Rejected)


def test_a_good_answer_is_believed(tmp_path: Path) -> None:
    found = checking.believed(GOOD | {"removed": ["javascript"]}, tmp_path / "x.new", limits.SAFE_BYTES, b"%PDF-1.7")
    assert found.safe == tmp_path / "x.pdf"  # type: ignore[union-attr]


def test_root_becomes_nobody_where_nobody_may_run_python() -> None:
    system_python = Path("/usr/bin/python3")
    if os.geteuid() != 0 or not system_python.exists():
        pytest.skip("only root gives up being root")
    code = "import json, os; from teojeon.kernel.documents.checks import walls; w = walls.raise_walls(); print(json.dumps([os.getresuid(), os.getgroups(), w]))"
    result = subprocess.run(
        [system_python, "-P", "-c", code], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    identities, groups, standing = json.loads(result.stdout)
    assert identities == [65534] * 3 and groups == []
    assert standing == ["network", "calls", "folders", "limits", "rights"]


def test_a_plain_user_has_the_same_walls() -> None:
    system_python = Path("/usr/bin/python3")
    if os.geteuid() != 0 or not system_python.exists():
        pytest.skip("the other tests run as a plain user already")
    code = (
        "import json; from teojeon.kernel.documents.checks import walls; "
        "w = walls.raise_walls(); print(json.dumps([w, walls.breaches(1)]))"
    )
    words = ["-P", "-c", code]
    result = subprocess.run(
        [system_python, *words],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        user=65534,
        group=65534,
        extra_groups=[],
    )
    standing, breaches = json.loads(result.stdout)
    assert breaches == []
    assert {"calls", "folders", "limits", "rights"} <= set(standing)  # the network only where users may have name spaces


def test_what_runs_in_the_sandbox_knows_no_django() -> None:
    code = "import sys, teojeon.kernel.documents.checks.worker; sys.exit(any(name.split('.')[0] in {'django', 'psycopg'} for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
