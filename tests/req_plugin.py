"""Holds `requirements.toml` against the tests that carry `@pytest.mark.req("S1-…")`.

An unknown ID fails at collection. A full run has several stages, each a process of its own: `--req-full=begin` starts a
file with what its passing tests show, `more` adds to it, `fast` and `slow` add and judge. A "done" ID that no passing test
shows fails the stage that closes its half. Works with xdist: workers send what they collected, the controller counts.
"""

import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any, Literal, cast

import pytest

State = Literal["done", "partly", "open"]
STATES: tuple[State, ...] = ("done", "partly", "open")
STAGES = ("begin", "more", "fast", "slow")
JUDGING = ("fast", "slow")
PROPERTY = "req"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of this plugin."""
    group = parser.getgroup("requirements")
    group.addoption("--req-full", choices=STAGES, help="this run is a stage of a full run; fast and slow judge and print coverage")
    group.addoption("--req-file", default="tests/requirements.toml", help="the list of requirements, from the root folder")
    group.addoption("--req-shown", default="build/requirements-shown.json", help="where each stage leaves what it showed")


def pytest_configure(config: pytest.Config) -> None:
    """Read the list once per process."""
    config.addinivalue_line("markers", "req(*ids): requirement IDs of the catalogues that this test shows")
    states = read_states(config.rootpath / config.getoption("--req-file"))
    config.pluginmanager.register(Requirements(config, states), "requirements")


def read_states(file: Path) -> dict[str, State]:
    """State by ID. Raises UsageError for a state that does not exist or an entry without title or note."""
    states: dict[str, State] = {}
    for name, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if entry.get("state") not in STATES or not entry.get("title") or not entry.get("note"):
            raise pytest.UsageError(f"{file.name}: {name} needs state ({', '.join(STATES)}), title and note")
        states[name] = cast(State, entry["state"])
    return states


class Requirements:
    """What one process of a run knows: the list, what was collected, and (outside workers) what passed."""

    def __init__(self, config: pytest.Config, states: dict[str, State]) -> None:
        self._config = config
        self._states = states
        self._stage: str | None = config.getoption("--req-full")
        self._shown_file = config.rootpath / config.getoption("--req-shown")
        self._slow_ids: set[str] = set()
        self._ids_of_test: dict[str, set[str]] = {}
        self._passed: set[str] = set()
        self._failed: set[str] = set()

    # collection, in every process

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """A collector whose tests name an unknown ID fails like one with a syntax error."""
        report = yield
        tests = [node for node in report.result or () if isinstance(node, pytest.Item)]
        unknown = sorted({name for test in tests for name in _ids(test) if name not in self._states})
        if unknown:
            report.outcome = "failed"
            report.longrepr = f"{report.nodeid}: unknown requirement {', '.join(unknown)}"
            report.result = []
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Before the other half is deselected: note what it will show."""
        for item in items:
            names = _ids(item)
            item.user_properties.extend((PROPERTY, name) for name in sorted(names))
            if item.get_closest_marker("slow") is not None:
                self._slow_ids |= names

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker sends what it collected; the controller judges a full run."""
        output: dict[str, Any] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["slow_requirements"] = sorted(self._slow_ids)
        elif self._stage is not None:
            shown = sorted(self._shown())
            self._shown_file.parent.mkdir(parents=True, exist_ok=True)
            self._shown_file.write_text(json.dumps(shown))
            if self._stage in JUDGING and self._unshown() and session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    # results, in the controller or the only process

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """What a worker of xdist collected."""
        self._slow_ids |= set(getattr(node, "workeroutput", {}).get("slow_requirements", ()))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test shows its requirements when its call passed and nothing around it failed."""
        self._ids_of_test[report.nodeid] = {str(value) for name, value in report.user_properties if name == PROPERTY}
        if report.failed:
            self._failed.add(report.nodeid)
        elif report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            self._passed.add(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Coverage per system, and what fails the run."""
        if self._stage not in JUDGING:
            return
        shown = self._shown()
        for line in coverage_lines(self._states, shown):
            terminalreporter.write_line(line)
        for name in self._unshown():
            terminalreporter.write_line(f'{name} is "done" in the list, but no passing test shows it', red=True)

    # judgement

    def _shown_here(self) -> set[str]:
        return _union(self._ids_of_test[test] for test in self._passed - self._failed)

    def _shown(self) -> set[str]:
        if self._stage != "begin" and self._shown_file.exists():
            return self._shown_here() | set(json.loads(self._shown_file.read_text()))
        return self._shown_here()

    def _unshown(self) -> list[str]:
        # the fast stage cannot judge what a slow test is there to show
        promised = self._slow_ids if self._stage == "fast" else set()
        shown = self._shown() | promised
        return [name for name, state in self._states.items() if state == "done" and name not in shown]


def coverage_lines(states: dict[str, State], shown: Iterable[str]) -> list[str]:
    """One line per system: requirements by state, and how many of each a passing test shows."""
    shown_ids = set(shown)
    counts: dict[str, Counter[tuple[State, bool]]] = defaultdict(Counter)
    for name, state in states.items():
        counts[name.partition("-")[0]][state, name in shown_ids] += 1
    return ["requirements (in brackets: shown by passing tests)"] + [
        f"  {system} {sum(count.values()):4}: "
        + "  ".join(f"{state} {count[state, True] + count[state, False]} ({count[state, True]})" for state in STATES)
        for system, count in sorted(counts.items())
    ]


def _ids(item: pytest.Item) -> set[str]:
    return {str(name) for marker in item.iter_markers("req") for name in marker.args}


def _union(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)
