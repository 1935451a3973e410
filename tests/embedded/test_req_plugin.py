"""The list of requirements is held against the tests."""

import json

import pytest

from tests.req_plugin import coverage_lines

pytest_plugins = ["pytester"]

LIST = """
["S1-APP-01"]
state = "{first}"
title = "Start an application"
note = "shown"

["S2-GEN-01"]
state = "{second}"
title = "Dated legal basis"
note = "not begun"
"""
CONFTEST = """
pytest_plugins = ["tests.req_plugin"]
def pytest_configure(config):
    config.addinivalue_line("markers", "slow: runs in the slow half")
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A small project of its own, whose first requirement is done."""
    write_list(pytester)
    pytester.makeconftest(CONFTEST)
    return pytester


def write_list(project: pytest.Pytester, first: str = "done", second: str = "open") -> None:
    """The list with two requirements in these states."""
    folder = project.path / "tests"
    folder.mkdir(exist_ok=True)
    (folder / "requirements.toml").write_text(LIST.format(first=first, second=second))


def run(project: pytest.Pytester, *words: str) -> pytest.RunResult:
    """Run it without the plugins of this house."""
    return project.runpytest_subprocess("-p", "no:django", "-p", "no:randomly", *words)


def test_an_unknown_requirement_fails_at_collection(project: pytest.Pytester) -> None:
    project.makepyfile("import pytest\n@pytest.mark.req('S1-APP-99')\ndef test_it(): pass")

    result = run(project)

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*unknown requirement S1-APP-99*"])


def test_an_unknown_requirement_fails_at_collection_under_xdist(project: pytest.Pytester) -> None:
    project.makepyfile("import pytest\n@pytest.mark.req('S1-APP-99')\ndef test_it(): pass")

    result = run(project, "-n", "2")

    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*unknown requirement S1-APP-99*"])


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_done_requirement_with_a_passing_test_passes_a_full_run(project: pytest.Pytester, workers: str) -> None:
    project.makepyfile("import pytest\n@pytest.mark.req('S1-APP-01')\ndef test_it(): pass\ndef test_other(): pass")

    result = run(project, "-n", workers, "--req-full=fast")

    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*S1    1: done 1 (1)  partly 0 (0)  open 0 (0)", "*S2    1: done 0*open 1 (0)"])


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(
    "body",
    [
        "def test_it(): pass",
        "@pytest.mark.req('S1-APP-01')\n@pytest.mark.skip\ndef test_it(): pass",
        "@pytest.mark.req('S1-APP-01')\n@pytest.mark.xfail(strict=False)\ndef test_it(): pass",
    ],
)
def test_a_done_requirement_that_nothing_shows_fails_a_full_run(project: pytest.Pytester, workers: str, body: str) -> None:
    project.makepyfile(f"import pytest\n{body}\ndef test_other(): pass")

    result = run(project, "-n", workers, "--req-full=fast")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(['S1-APP-01 is "done" in the list, but no passing test shows it'])


def test_a_test_whose_teardown_fails_shows_nothing(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest
        @pytest.fixture
        def broken():
            yield
            raise RuntimeError
        @pytest.mark.req("S1-APP-01")
        def test_it(broken): pass
        """
    )

    run(project, "--req-full=fast")

    assert json.loads((project.path / "build" / "requirements-shown.json").read_text()) == []


def test_a_run_of_some_tests_judges_nothing(project: pytest.Pytester) -> None:
    project.makepyfile("def test_other(): pass")

    result = run(project)

    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*done*")


@pytest.mark.parametrize("workers", ["0", "2"])
def test_the_slow_half_may_show_what_the_fast_half_left_to_it(project: pytest.Pytester, workers: str) -> None:
    write_list(project, second="done")
    project.makepyfile(
        """
        import pytest
        @pytest.mark.req("S1-APP-01")
        def test_fast(): pass
        @pytest.mark.slow
        @pytest.mark.req("S2-GEN-01")
        def test_slow(): pass
        """
    )

    fast = run(project, "-n", workers, "-m", "not slow", "--req-full=fast")
    slow = run(project, "-n", workers, "-m", "slow", "--req-full=slow")

    assert (fast.ret, slow.ret) == (pytest.ExitCode.OK, pytest.ExitCode.OK)
    slow.stdout.fnmatch_lines(["*S1*done 1 (1)*", "*S2*done 1 (1)*"])


def test_what_each_stage_shows_adds_up_and_a_new_beginning_forgets_it(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest
        @pytest.mark.req("S1-APP-01")
        def test_first(): pass
        def test_second(): pass
        """
    )

    begun = run(project, "-k", "test_first", "--req-full=begin")
    judged = run(project, "-k", "test_second", "--req-full=fast")
    anew = run(project, "-k", "test_second", "--req-full=begin")
    judged_anew = run(project, "-k", "test_second", "--req-full=fast")

    assert (begun.ret, judged.ret) == (pytest.ExitCode.OK, pytest.ExitCode.OK)
    assert (anew.ret, judged_anew.ret) == (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


def test_the_slow_half_fails_for_what_its_skipped_test_promised(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest
        def test_fast(): pass
        @pytest.mark.slow
        def test_slow(): pass
        @pytest.mark.slow
        @pytest.mark.skip
        @pytest.mark.req("S1-APP-01")
        def test_promised(): pass
        """
    )

    fast = run(project, "-m", "not slow", "--req-full=fast")
    slow = run(project, "-m", "slow", "--req-full=slow")

    assert (fast.ret, slow.ret) == (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


def test_a_state_that_does_not_exist_is_refused(project: pytest.Pytester) -> None:
    write_list(project, first="finished")
    project.makepyfile("def test_other(): pass")

    result = run(project)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*S1-APP-01 needs state (done, partly, open), title and note*"])


def test_coverage_counts_by_system_and_state() -> None:
    lines = coverage_lines({"S1-A-1": "done", "S1-A-2": "open", "S5-B-1": "partly"}, ["S1-A-1", "S5-B-1"])

    assert lines[1:] == [
        "  S1    2: done 1 (1)  partly 0 (0)  open 1 (0)",
        "  S5    1: done 0 (0)  partly 1 (1)  open 0 (0)",
    ]
