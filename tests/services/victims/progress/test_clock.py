"""The honest clock as a pure function: who has the ball, days, range (S1-BEY-03)."""

import datetime as dt

import pytest

from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.progress.clock import (
    BALLS,
    FEWEST_CASES,
    Figures,
    ball_after,
    days_used,
    expected_range,
    percentile,
    progress_of,
)

FILED = ("filed", dt.date(2026, 11, 20))
DEMAND = ("demand_supplement", dt.date(2026, 11, 25))
ANSWER = ("answer_supplement", dt.date(2026, 12, 4))


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


@pytest.mark.req("S1-BEY-03")
@pytest.mark.parametrize(
    ("kinds", "ball"),
    [
        ([], ""),
        (["filed"], "province"),
        (["filed", "confirm_receipt", "open_file"], "province"),
        (["filed", "demand_supplement"], "tenant"),
        (["filed", "investigator_demands", "victims.demand_arrived"], "tenant"),
        (["filed", "demand_supplement", "answer_supplement"], "province"),
        (["filed", "demand_supplement", "supplement_sent"], "province"),
        (["filed", "demand_supplement", "victims.demand_more", "victims.note_supplement"], "tenant"),
        (["filed", "demand_supplement", "demand_supplement", "supplement_sent"], "tenant"),
        (["filed", "demand_supplement", "demand_supplement", "supplement_sent", "supplement_sent"], "province"),
        (["filed", "demand_supplement", "continue_on_file"], "province"),
        (["filed", "send"], "ministry"),
        (["filed", "send", "table"], "committee"),
        (["filed", "send", "table", "resolve"], "ministry"),
        (["filed", "table", "move_committee", "reply", "silent"], "committee"),
        (["filed", "resolve", "dispatch"], "ministry"),
        (["filed", "dispatch", "serve"], ""),
        (["filed", "withdraw"], ""),
        (["filed", "demand_supplement", "return_application"], ""),
    ],
)
def test_after_these_steps_the_ball_is_with(kinds: list[str], ball: str) -> None:
    assert ball_after([(kind, day(12, 1)) for kind in kinds]) == ball


def test_only_the_province_waits_for_an_agency_and_nobody_is_told_which() -> None:
    assert ball_after([FILED], waits_for_agency=True) == "agency"
    assert ball_after([FILED, DEMAND], waits_for_agency=True) == "tenant"
    assert ball_after([FILED, ("table", day(12, 10))], waits_for_agency=True) == "committee"
    assert BALLS["agency"] == "관계 기관"


def test_every_state_of_the_procedure_is_reached_by_steps_that_say_who_has_the_ball() -> None:
    unknown = {move.code for move in PROCEDURE.moves if ball_after([FILED, (move.code, day(12, 1))]) not in BALLS}
    assert not unknown


@pytest.mark.req("S1-BEY-03")
def test_filed_20_november_demanded_25_november_answered_4_december_ten_days_do_not_count() -> None:
    assert days_used([FILED, DEMAND, ANSWER], day(12, 14)) == (24 - 10, 10)


@pytest.mark.parametrize(
    ("steps", "today", "used", "excluded"),
    [
        ([], day(12, 1), 0, 0),
        ([FILED], day(11, 20), 0, 0),
        ([FILED], day(11, 21), 1, 0),
        ([FILED, DEMAND], day(11, 25), 4, 1),
        ([FILED, DEMAND], day(12, 4), 4, 10),
        ([FILED, DEMAND, ANSWER], day(12, 5), 5, 10),
        ([FILED, DEMAND, ("demand_supplement", day(11, 27)), ("supplement_sent", day(11, 30))], day(12, 4), 4, 10),
        ([FILED, DEMAND, ("supplement_sent", day(12, 4)), ANSWER], day(12, 5), 5, 10),
        ([FILED, ("dispatch", day(12, 20))], day(12, 30), 30, 0),
        ([FILED, ("withdraw", day(11, 22))], day(12, 30), 2, 0),
        ([FILED, DEMAND, ("withdraw", day(11, 26))], day(12, 30), 4, 2),
    ],
)
def test_days_used_and_not_counted(steps: list[tuple[str, dt.date]], today: dt.date, used: int, excluded: int) -> None:
    assert days_used(steps, today) == (used, excluded)


@pytest.mark.req("S1-BEY-03")
def test_a_range_is_hidden_below_30_cases_and_where_it_would_end_before_today() -> None:
    filed = FILED[1]
    assert expected_range(filed, 0, None, day(12, 1)) is None
    assert expected_range(filed, 0, Figures(FEWEST_CASES - 1, 40, 60), day(12, 1)) is None
    shown = expected_range(filed, 0, Figures(FEWEST_CASES, 40, 60), day(12, 1))
    assert shown == (day(12, 30), dt.date(2027, 1, 19))
    assert expected_range(filed, 0, Figures(30, 40, 60), dt.date(2027, 1, 19)) == (dt.date(2027, 1, 19),) * 2
    assert expected_range(filed, 0, Figures(30, 40, 60), dt.date(2027, 1, 20)) is None
    assert expected_range(filed, 10, Figures(30, 40, 60), dt.date(2027, 1, 20)) == (dt.date(2027, 1, 20), dt.date(2027, 1, 29))


def test_after_the_decision_was_sent_no_range_is_shown() -> None:
    figures = Figures(30, 40, 60)
    runs = progress_of([FILED], today=day(12, 1), last_day=None, figures=figures, told_at=None)
    sent = progress_of([FILED, ("dispatch", day(12, 1))], today=day(12, 1), last_day=None, figures=figures, told_at=None)
    assert runs.expected is not None and sent.expected is None


@pytest.mark.parametrize(
    ("days", "share", "expected"),
    [
        ([5], 50, 5),
        ([1, 2], 50, 1),
        ([1, 2, 3], 50, 2),
        (list(range(1, 11)), 90, 9),
        (list(range(1, 31)), 90, 27),
        ([3, 1, 2], 90, 3),
    ],
)
def test_percentile_is_the_nearest_rank(days: list[int], share: int, expected: int) -> None:
    assert percentile(days, share) == expected
