"""Strong Kleene logic: unknown is a value of its own, never false and never zero."""

import datetime as dt
import itertools

import pytest

from teojeon.law.language import logic
from teojeon.law.language.errors import LawError

T, U, F = True, None, False


@pytest.mark.req("S1-ASM-01")
@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, U, U, T),
        (T, F, F, T),
        (U, T, U, T),
        (U, U, U, U),
        (U, F, F, U),
        (F, T, F, T),
        (F, U, F, U),
        (F, F, F, F),
    ],
)
def test_and_is_the_least_and_or_the_greatest_of_false_unknown_true(
    left: bool | None, right: bool | None, both: bool | None, either: bool | None
) -> None:
    assert logic.conjunction([left, right]) is both
    assert logic.disjunction([left, right]) is either


@pytest.mark.parametrize(("value", "opposite"), [(T, F), (U, U), (F, T)])
def test_not_leaves_unknown_unknown(value: bool | None, opposite: bool | None) -> None:
    assert logic.negation(value) is opposite


def test_de_morgan_holds_for_three_values() -> None:
    for left, right in itertools.product((T, U, F), repeat=2):
        outside = logic.negation(logic.conjunction([left, right]))
        assert outside is logic.disjunction([logic.negation(left), logic.negation(right)])


def test_nothing_at_all_is_a_true_conjunction_and_a_false_disjunction() -> None:
    assert logic.conjunction([]) is True
    assert logic.disjunction([]) is False


def test_arithmetic_and_comparison_with_an_unknown_part_are_unknown() -> None:
    assert logic.calculate("+", 1, None) is None
    assert logic.calculate("-", None, 1) is None
    assert logic.compare("<=", None, 0) is None
    assert logic.compare("==", 0, None) is None


def test_days_move_dates_and_dates_differ_in_days() -> None:
    leap_day = dt.date(2024, 2, 29)
    assert logic.calculate("+", dt.date(2024, 2, 28), 1) == leap_day
    assert logic.calculate("-", leap_day, 366) == dt.date(2023, 2, 28)
    assert logic.calculate("-", leap_day, dt.date(2024, 2, 1)) == 28


def test_a_day_beyond_the_calendar_is_refused_and_not_a_crash() -> None:
    with pytest.raises(LawError) as refused:
        logic.calculate("+", dt.date(9999, 12, 31), 1)
    assert refused.value.code == "BAD_DATE"


@pytest.mark.parametrize(
    ("condition", "then", "otherwise", "value"),
    [
        (True, 1, 2, 1),
        (False, 1, 2, 2),
        (None, 1, 2, None),
        (None, 1, 1, 1),
        (None, None, None, None),
        (True, None, 1, None),
        (False, 1, None, None),
    ],
)
def test_a_choice_with_an_unknown_condition_is_what_both_say(
    condition: bool | None, then: int | None, otherwise: int | None, value: int | None
) -> None:
    assert logic.where(condition, then, otherwise) == value


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [(1, 1, 1), (1, 2, None), (1, None, 1), (None, 2, 2), (None, None, None), (False, None, False), (None, False, False)],
)
def test_two_sources_say_what_both_or_the_only_known_one_says(one: object, other: object, value: object) -> None:
    assert logic.agreed(one, other) is value  # type: ignore[arg-type]


def test_the_greatest_and_the_least_are_unknown_with_one_unknown() -> None:
    assert (logic.most([1, 3, 2]), logic.fewest([2, 1, 3])) == (3, 1)
    assert (logic.most([1, None]), logic.fewest([None, 1])) == (None, None)


@pytest.mark.parametrize(
    ("how", "below", "same", "above"),
    [("<=", T, T, F), ("<", T, F, F), ("==", F, T, F), (">=", F, T, T), (">", F, F, T)],
)
def test_each_comparison_on_both_sides_of_its_edge(how: str, below: bool, same: bool, above: bool) -> None:
    found = [logic.compare(how, left, 5) for left in (4, 5, 6)]  # type: ignore[arg-type]
    assert found == [below, same, above]


def test_won_are_added_and_subtracted_exactly() -> None:
    assert logic.calculate("+", 10**15, 1) == 10**15 + 1
    assert logic.calculate("-", 1, 10**15) == 1 - 10**15
    assert logic.calculate("+", 0, 0) == 0


def test_a_day_beyond_the_calendar_is_refused_in_korean() -> None:
    with pytest.raises(LawError, match="달력") as refused:
        logic.calculate("-", dt.date(1, 1, 1), 1)
    assert refused.value.message.endswith("벗어납니다.")
