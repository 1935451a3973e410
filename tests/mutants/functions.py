"""`python -m tests.mutants.functions [FILE …]`: mutmut over the functions of language, calendar and money.

It works in a copy under `build/mutmut` with a small configuration of its own (no Django, no database). mutmut picks the tests of
a function by what it saw running; where a function runs once and is kept (a table, a compiled rule) it picks too few. So every
mutant that is left is tried again against the whole list of tests of its file before it counts as a survivor.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPY = ROOT / "build" / "mutmut"
ENOUGH = 90
LANGUAGE = "teojeon/law/language"
FILES: dict[str, tuple[str, ...]] = {
    f"{LANGUAGE}/logic.py": ("test_logic.py", "test_nodes.py"),
    f"{LANGUAGE}/reading.py": ("test_reading.py",),
    f"{LANGUAGE}/compiler.py": ("test_nodes.py", "test_expression.py", "test_properties.py", "test_calculation.py"),
    f"{LANGUAGE}/interpreter.py": ("test_nodes.py", "test_expression.py", "test_properties.py", "test_calculation.py"),
    "teojeon/law/money.py": ("test_money.py",),
    "teojeon/law/calendar/*.py": (
        "test_holidays_read.py",
        "test_calendar.py",
        "test_calendar_properties.py",
        "test_calendar_table.py",
        "test_period.py",
        "test_period_receipt.py",
        "test_period_refusals.py",
    ),
}
LEFT = ("survived", "no tests", "timeout", "suspicious")
PYPROJECT = """[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["."]
addopts = "-q -p no:cacheprovider -p no:django -p no:randomly -p no:xdist --noconftest"
markers = ["req(*ids): requirement IDs", "slow: slow", "browser: browser"]

[tool.mutmut]
source_paths = ["teojeon"]
only_mutate = {files}
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-k", "not the_tool"]
use_git_change_detection = false
"""


def main(files: Sequence[str]) -> int:
    """Run mutmut over these files (all without an argument); 1 where fewer than 90 % of the mutants are killed."""
    chosen = {name: tests for name, tests in FILES.items() if not files or name in files}
    _copy(chosen)
    mutmut = Path(sys.executable).with_name("mutmut")
    subprocess.run([mutmut, "run", "--max-children", "2"], cwd=COPY, check=True, stdout=subprocess.DEVNULL)
    listed = subprocess.run([mutmut, "results", "--all", "true"], cwd=COPY, check=True, capture_output=True, text=True).stdout
    states = dict(line.strip().rsplit(": ", 1) for line in listed.splitlines() if ": " in line)
    left = [name for name, state in states.items() if state in LEFT]
    print(f"mutmut: {len(states) - len(left)} of {len(states)} killed by the tests that it chose itself")
    survivors = [name for name in left if _survives(name, chosen)]
    killed = len(states) - len(survivors)
    print(f"with every test of the file: {killed} of {len(states)} killed ({100 * killed / len(states):.1f} %)")
    for name in survivors:
        shown = subprocess.run([mutmut, "show", name], cwd=COPY, check=True, capture_output=True, text=True).stdout
        print(f"- {name}")
        print("".join(f"    {line}\n" for line in shown.splitlines() if line[:2] in ("- ", "+ ")), end="")
    return int(100 * killed < ENOUGH * len(states))


def _copy(chosen: dict[str, tuple[str, ...]]) -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    for part in ("teojeon", "tests/law", "tests/mutants", "tools"):
        shutil.copytree(ROOT / part, COPY / part, ignore=shutil.ignore_patterns("__pycache__"))
    (COPY / "tests" / "__init__.py").touch()
    tests = sorted({f"tests/law/{test}" for tests in chosen.values() for test in tests})
    (COPY / "pyproject.toml").write_text(PYPROJECT.format(files=sorted(chosen), tests=tests), encoding="utf-8")


def _survives(mutant: str, chosen: dict[str, tuple[str, ...]]) -> bool:
    """Whether all tests of the mutant's file pass with it."""
    path = mutant.partition(".x")[0].replace(".", "/")
    tests = next(tests for name, tests in chosen.items() if path.startswith(name.removesuffix(".py").removesuffix("*")))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *(f"tests/law/{test}" for test in tests), "-x", "-k", "not the_tool"],
            cwd=COPY / "mutants",
            env={**os.environ, "MUTANT_UNDER_TEST": mutant},
            capture_output=True,
            timeout=600,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
