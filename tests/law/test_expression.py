"""What cannot be combined fails while the rule is built, not when the first case runs."""

import datetime as dt
from collections.abc import Callable

import pytest

from teojeon.law.book import LawBook
from teojeon.law.language.compiler import compiled
from teojeon.law.language.errors import DefinitionError, KindError
from teojeon.law.language.expression import (
    Expression,
    Fact,
    Parameter,
    count,
    days,
    defined,
    first_known,
    greatest,
    nodes,
    won,
)
from teojeon.law.language.interpreter import Run, explained
from teojeon.law.language.kinds import Count, Date, DateOrNot, Days, ListOf, Won, YesNo, choice, code_set, code_text
from teojeon.law.language.nodes import (
    Chosen,
    GreatestRow,
    Measure,
    agreed,
    by_reading,
    due,
    holds,
    is_not,
    least,
    looked_up,
    not_means,
    one_of,
    quotient,
    times,
    total,
    where,
)
from teojeon.law.language.rules import Requirement, RuleSet
from teojeon.law.language.words import definitions, in_words
from teojeon.law.victims.rules import DEPOSIT_WITHIN_CAP, SPECIAL_ACT

amount = Fact("amount", Won, "금액")
other = Fact("other", Won, "다른 금액")
day = Fact("day", Date, "기준일")
maybe_day = Fact("maybe_day", DateOrNot, "종결일")
length = Fact("length", Days, "일수")
people = Fact("people", Count, "인원")
yes = Fact("yes", YesNo, "거주 여부")
pick = Fact("pick", choice(done="완료", none="없음"), "인도")
place = Fact("place", code_text("시·도 코드", r"\d{2}"), "시·도")
several = Fact("several", ListOf(Won), "보증금들")
numbers = Fact("numbers", ListOf(Count), "인원들")
events = Fact("events", code_set({"opened": "개시"}), "사유")
cap = Parameter("CAP", Won, "상한")
switch = Parameter("SWITCH", YesNo, "적용")
reading = Parameter("READING_Z1", choice(one="하나", two="둘"), "해석")

WRONG: dict[str, Callable[[], object]] = {
    "won + days": lambda: amount + days(3),
    "won + count": lambda: amount + people,
    "date + date": lambda: day + day,
    "date + won": lambda: day + amount,
    "days - date": lambda: length - day,
    "yes + yes": lambda: yes + yes,
    "won <= days": lambda: amount <= length,
    "won <= date": lambda: amount <= day,
    "won == count": lambda: amount == people,
    "count >= won": lambda: people >= amount,
    "won <= bare number": lambda: amount <= 300_000_000,
    "won + bare number": lambda: amount + 1,
    "date <= text": lambda: day <= "2024-09-10",
    "date <= date with time": lambda: day <= dt.datetime(2024, 9, 10, tzinfo=dt.UTC),
    "choice <= choice": lambda: pick <= pick,
    "choice == unknown option": lambda: pick == "gone",
    "code < code": lambda: place < place,
    "yes < yes": lambda: yes < yes,
    "yes == True": lambda: yes == True,  # noqa: E712
    "date that may be not": lambda: maybe_day == maybe_day,
    "date that may be not, ordered": lambda: maybe_day <= maybe_day,
    "list <= list": lambda: several <= several,
    "won & yes": lambda: amount & yes,
    "yes | won": lambda: yes | amount,
    "yes & True": lambda: yes & True,
    "not won": lambda: ~amount,
    "and instead of &": lambda: (amount <= other) and yes,
    "chained comparison": lambda: won(0) <= amount <= other,
    "first known of unlike kinds": lambda: first_known(amount, people),
    "first known of nothing": lambda: first_known(),
    "greatest of yes": lambda: greatest(yes, yes),
    "scope named by an amount": lambda: cap.of("sido", amount),
    "a list of code sets": lambda: ListOf(code_set({"a": "가"})),
    "a fraction of a won": lambda: amount <= 0.5,
    "three times a date": lambda: times(3, day),
    "a date divided": lambda: quotient(day, 2),
    "divided by nothing": lambda: quotient(amount, 0),
    "an amount as a condition": lambda: where(amount, yes, yes),
    "where with unlike kinds": lambda: where(yes, amount, people),
    "least of yes": lambda: least(yes, yes),
    "a switch with one case": lambda: Chosen(switch, {True: yes}),
    "a switch with a case too many": lambda: Chosen(reading, {"one": yes, "two": yes, "three": yes}),
    "a reading without a position": lambda: by_reading(reading, one=yes),
    "a reading with a position nobody declared": lambda: by_reading(reading, one=yes, three=yes),
    "a reading with cases of unlike kinds": lambda: by_reading(reading, one=yes, two=amount),
    "a choice by an amount": lambda: Chosen(cap, {1: yes}),
    "one of no codes": lambda: one_of(pick),
    "one of a code that does not exist": lambda: one_of(pick, "gone"),
    "one of a yes": lambda: one_of(yes, "done"),
    "a code of a choice": lambda: holds(pick, "done"),
    "a code that the set lacks": lambda: holds(events, "gone"),
    "agreed of unlike kinds": lambda: agreed(amount, people),
    "certainly not of a plain date": lambda: not_means(day, day),
    "certainly not meaning an amount": lambda: not_means(maybe_day, amount),
    "is not of a plain date": lambda: is_not(day),
    "a table read by an amount": lambda: looked_up(cap, amount, at=day),
    "a table read at an amount": lambda: looked_up(cap, pick, at=amount),
    "a table read at a date that may be not": lambda: looked_up(cap, pick, at=maybe_day),
    "the greatest row of yes": lambda: GreatestRow(switch),
    "a total over one amount": lambda: total(amount, "x", lambda each: each),
    "a total of numbers": lambda: total(numbers, "x", lambda each: each),
    "a figure of one amount": lambda: Measure(amount, "x", Won, "x", lambda listed: 0),
    "a period of won": lambda: due(day, amount),
    "a period from a number": lambda: due(length, length),
}


@pytest.mark.parametrize("build", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_combination_fails_while_it_is_built(build: Callable[[], object]) -> None:
    with pytest.raises(KindError):
        build()


def test_a_requirement_that_is_an_amount_fails() -> None:
    with pytest.raises(KindError, match="R9"):
        Requirement("R9", "금액", SPECIAL_ACT.at(3, 1, item=2), amount + other)


def rule_set(facts: tuple[Fact, ...], *requirements: Requirement) -> RuleSet:
    return RuleSet("x", "x", "x", dt.date(2024, 1, 1), "x", facts, requirements)


def test_a_requirement_about_an_undeclared_fact_fails_and_names_it() -> None:
    about_other = Requirement("R9", "금액", SPECIAL_ACT.at(3, 1, item=2), amount <= other)
    with pytest.raises(KindError, match=r"R9.*other"):
        rule_set((amount,), about_other)


def test_a_fact_of_the_same_name_is_not_the_declared_one() -> None:
    stranger = Fact("amount", Won, "같은 이름")
    with pytest.raises(KindError, match="amount"):
        rule_set((amount,), Requirement("R9", "금액", SPECIAL_ACT.at(3, 1, item=2), stranger <= stranger))


def test_two_facts_of_one_name_or_two_requirements_of_one_code_fail() -> None:
    with pytest.raises(KindError, match="fact"):
        rule_set((amount, Fact("amount", Won, "금액")))
    test = Requirement("R9", "금액", SPECIAL_ACT.at(3, 1, item=2), amount <= amount)
    with pytest.raises(KindError, match="code"):
        rule_set((amount,), test, test)


def test_an_article_without_dates_cannot_be_cited() -> None:
    with pytest.raises(DefinitionError, match="제99조의2제1항"):
        SPECIAL_ACT.at("99의2", 1)


ON = dt.date(2026, 11, 20)


def run(expression: Expression, **facts: object) -> object:
    """The value in both readings of one case; with reasons the step names the node that it explains."""
    law = LawBook.shipped()
    with_reasons = explained(expression, law, ON)
    value = with_reasons.value(Run(facts))
    step = with_reasons.step(Run(facts))
    assert step.value == value == compiled(expression, law, ON)(facts)
    if not isinstance(expression, Chosen):
        assert step.node is expression
    return value


def test_operators_give_what_they_say() -> None:
    assert run(amount + other, amount=2, other=3) == 5
    assert run(amount - other, amount=2, other=3) == -1
    assert run(day + length, day=dt.date(2026, 12, 31), length=1) == dt.date(2027, 1, 1)
    assert run(day - day, day=dt.date(2026, 12, 31)) == 0
    assert run(greatest(won(0), amount - other), amount=2, other=3) == 0
    assert run(first_known(amount, other), other=3) == 3
    assert run(first_known(amount, other), amount=0, other=3) == 0
    assert run(pick == "done", pick="done") is True
    assert run(pick != "done", pick="done") is False
    assert run(day > dt.date(2026, 1, 1), day=dt.date(2026, 1, 1)) is False
    assert run(day >= dt.date(2026, 1, 1), day=dt.date(2026, 1, 1)) is True
    assert run(people < count(2), people=2) is False
    assert run(defined("이름", ~yes), yes=False) is True


def test_greatest_is_unknown_where_one_value_is_unknown() -> None:
    assert run(greatest(won(0), amount)) is None


def test_limbs_of_one_kind_lie_side_by_side() -> None:
    three = yes & (amount <= other) & (day <= day)
    assert len(three.terms) == 3
    assert sum(isinstance(node, Fact) for node in nodes(three)) == 5


def test_the_rule_is_printed_in_korean_from_the_expression_that_runs() -> None:
    assert DEPOSIT_WITHIN_CAP.words == (
        "(임차보증금이 보증금 상한 이하 또는 (임차보증금이 (보증금 상한 + 보증금 상한 상향 한도) 이하"
        " 그리고 임차보증금이 (보증금 상한 + 의결된 상향액) 이하))"
    )
    meaning = "위원회 상향액(모르면 (0원, (임차주택이 있는 시·도별 의결된 보증금 상한 − 보증금 상한) 중 큰 값))"
    assert definitions(DEPOSIT_WITHIN_CAP.test) == {"의결된 상향액": meaning}


def test_words_follow_the_kind_and_the_last_sound() -> None:
    assert in_words(day <= dt.date(2025, 5, 31)) == "기준일이 2025-05-31 까지(그날 포함)"
    assert in_words(people >= count(2)) == "인원이 2 이상"
    assert in_words(pick == "done") == "인도가 완료와 같음"
    assert in_words(~(amount < won(1_000))) == "금액이 1,000원 미만에 해당하지 않음"
