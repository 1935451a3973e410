"""The console script finds its verbs and loads nothing else."""

import subprocess
import sys
from pathlib import Path

from teojeon.command.main import VERBS, overview

ROOT = Path(__file__).resolve().parents[2]


def teojeon(*words: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the console script, without addresses of a database."""
    return subprocess.run(
        [sys.executable, "-m", "teojeon.command.main", *words],
        cwd=ROOT,
        env={"TEOJEON_DATA": str(data or ROOT / "build" / "nowhere"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )


def test_an_unknown_verb_answers_2_and_lists_the_verbs() -> None:
    result = teojeon("fly")

    assert result.returncode == 2
    assert result.stderr.startswith("알 수 없는 명령입니다: fly\n")
    assert "  law " in result.stderr and result.stdout == ""


def test_without_a_verb_it_lists_them_and_answers_2() -> None:
    assert teojeon().returncode == 2


def test_help_answers_0() -> None:
    result = teojeon("--help")

    assert (result.returncode, result.stdout) == (0, overview() + "\n")


def test_only_verbs_that_exist_are_listed() -> None:
    listed = {line.split()[0] for line in overview().splitlines() if line.startswith("  ")}

    assert {"law", "run", "migrate"} <= listed
    assert listed == {name for name in VERBS if (ROOT / "teojeon" / "command" / f"{name}.py").exists()}


def test_the_law_is_asked_without_django_and_without_a_database() -> None:
    code = (
        "import sys; sys.argv = ['teojeon', 'law', 'list']\n"
        "from teojeon.command.main import main\n"
        "code = main()\n"
        "sys.exit(code or any(name.partition('.')[0] in ('django', 'psycopg') for name in sys.modules))"
    )

    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert result.returncode == 0, result.stderr
    assert "victim" in result.stdout


def test_a_verb_that_needs_the_database_says_so_when_there_is_none(tmp_path: Path) -> None:
    result = teojeon("migrate", data=tmp_path)

    assert result.returncode == 1
    assert "make run" in result.stderr
    assert "Traceback" not in result.stderr
