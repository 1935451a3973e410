"""Calculators are declared once: results, the facts they wait for, and what is wrongly built fails at once."""

import datetime as dt

import pytest

from teojeon.law.book import LawBook
from teojeon.law.language.calculation import Calculation, Result, calculate
from teojeon.law.language.errors import KindError
from teojeon.law.language.expression import Expression, Fact, won
from teojeon.law.language.kinds import Date, Won, YesNo
from teojeon.law.language.nodes import where
from teojeon.law.language.rules import RuleSet

NOW = dt.date(2026, 12, 16)
condition, one, other, third = (
    Fact("condition", YesNo, "조건"),
    Fact("one", Won, "하나"),
    Fact("other", Won, "다른 것"),
    Fact("third", Won, "셋째"),
)
FACTS = (condition, one, other, third)


def calculation(*results: Result, facts: tuple[Fact, ...] = FACTS) -> Calculation:
    rules = RuleSet("example", "보기", "어느 법 제1조", dt.date(2020, 1, 1), "부칙 제1조", facts, ())
    return Calculation(rules, results, ())


def missing(expression: Expression, **facts: object) -> tuple[str, ...]:
    return calculate(calculation(Result("result", "결과", expression)), facts, NOW, LawBook.shipped()).missing


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"condition": True}, ("one",)),
        ({"condition": False}, ("other",)),
        ({"one": 1}, ("condition", "other")),
        ({"one": 1, "other": 2}, ("condition",)),
        ({"one": 1, "other": 1}, ()),
        ({"condition": True, "one": 1}, ()),
    ],
)
def test_only_the_branch_that_counts_is_waited_for(facts: dict[str, object], expected: tuple[str, ...]) -> None:
    assert missing(where(condition, one, other), **facts) == expected


def test_a_limb_that_is_decided_is_not_waited_for() -> None:
    assert missing((one <= won(5)) & (other <= won(5)) & condition, one=1) == ("condition", "other")
    assert missing((one <= won(5)) & condition, one=9) == ()


def test_missing_facts_stand_in_the_order_of_their_declaration() -> None:
    assert missing(third + one) == ("one", "third")


def test_a_result_of_an_undeclared_fact_fails_when_it_is_built() -> None:
    with pytest.raises(KindError, match="not declared"):
        calculation(Result("result", "결과", third), facts=(one,))


def test_two_results_of_one_name_fail_when_they_are_built() -> None:
    with pytest.raises(KindError, match="twice"):
        calculation(Result("result", "결과", one), Result("result", "결과", other))
    with pytest.raises(KindError, match="twice"):
        calculation(Result("result", "결과", one, other), Result("result_n", "결과", other))


def test_a_fraction_is_made_of_whole_numbers_and_unknown_as_a_whole() -> None:
    with pytest.raises(KindError):
        Result("result", "결과", one, Fact("day", Date, "날"))
    made = calculation(Result("result", "결과", one, other))
    assert [name for name, _ in made.columns()] == ["result_n", "result_d"]
    assert calculate(made, {"one": 1, "other": 3}, NOW, LawBook.shipped()).values == {"result": [1, 3]}
    half_known = calculate(made, {"one": 1}, NOW, LawBook.shipped())
    assert (half_known.values, half_known.missing) == ({"result": None}, ("other",))
