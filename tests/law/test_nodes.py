"""Each node of the language: its value with reasons and without, what it reads, and who can settle an unknown."""

import datetime as dt

import pytest

from teojeon.law.book import AuthorityRow, LawBook, parameter
from teojeon.law.language.compiler import compiled
from teojeon.law.language.expression import (
    Expression,
    Fact,
    Settler,
    defined,
    first_known,
    greatest,
    won,
)
from teojeon.law.language.interpreter import Run, explained, settlers
from teojeon.law.language.kinds import ListOf, Won, YesNo, choice, code_set
from teojeon.law.language.nodes import (
    DECISION_DAY,
    GreatestRow,
    Measure,
    agreed,
    dated,
    due,
    exact,
    holds,
    is_not,
    least,
    looked_up,
    not_means,
    one_of,
    quotient,
    times,
    total,
    unknown,
    where,
)
from tests.law.test_expression import ON, amount, day, length, maybe_day, other, pick, place, run, several, yes

SWITCHED = parameter("R1_JEONSE_RIGHT")
TABLE = parameter("SMALL_DEPOSIT_AMOUNT")
region = Fact("region", choice(seoul="서울", other="그 밖"), "지역")
both_events = Fact("both_events", code_set({"opened": "개시", "seized": "압류"}), "사유")
counted = total(several, "several", lambda each: where(each <= won(5), each, won(0)))
first_amount = Measure(several, "first", Won, "첫 금액", lambda listed: listed[0] if isinstance(listed, tuple) and listed else 0)


@pytest.mark.parametrize(
    ("expression", "facts", "value"),
    [
        (least(amount, won(5)), {"amount": 6}, 5),
        (least(amount, won(5)), {}, None),
        (greatest(amount, won(5)), {"amount": 6}, 6),
        (times(3, amount), {"amount": 7}, 21),
        (times(3, amount), {"amount": 0}, 0),
        (times(3, amount), {}, None),
        (quotient(amount, 3), {"amount": 8}, 2),
        (quotient(amount, 3), {"amount": 2}, 0),
        (quotient(amount, 3), {}, None),
        (where(yes, amount, other), {"yes": True, "amount": 1}, 1),
        (where(yes, amount, other), {"yes": False, "amount": 1}, None),
        (where(yes, amount, other), {"yes": False, "other": 2}, 2),
        (where(yes, amount, other), {"amount": 1, "other": 2}, None),
        (where(yes, amount, other), {"amount": 1, "other": 1}, 1),
        (one_of(pick, "done"), {"pick": "done"}, True),
        (one_of(pick, "done"), {"pick": "none"}, False),
        (one_of(pick, "done"), {}, None),
        (holds(both_events, "opened"), {"both_events": {"opened": True, "seized": False}}, True),
        (holds(both_events, "seized"), {"both_events": {"opened": True, "seized": False}}, False),
        (holds(both_events, "seized"), {"both_events": {"opened": True, "seized": None}}, None),
        (holds(both_events, "seized"), {}, None),
        (agreed(amount, other), {"amount": 1, "other": 1}, 1),
        (agreed(amount, other), {"amount": 1, "other": 2}, None),
        (agreed(amount, other), {"other": 2}, 2),
        (agreed(amount, other), {"amount": 1}, 1),
        (not_means(maybe_day, day), {"maybe_day": False, "day": ON}, ON),
        (not_means(maybe_day, day), {"maybe_day": dt.date(2026, 1, 1), "day": ON}, dt.date(2026, 1, 1)),
        (not_means(maybe_day, day), {"day": ON}, None),
        (is_not(maybe_day), {"maybe_day": False}, True),
        (is_not(maybe_day), {"maybe_day": ON}, False),
        (is_not(maybe_day), {}, None),
        (DECISION_DAY, {}, ON),
        (dated(SWITCHED, on=amount, off=other), {"amount": 1, "other": 2}, 1),
        (looked_up(TABLE, region, at=day), {"region": "seoul", "day": dt.date(2023, 2, 20)}, 50_000_000),
        (looked_up(TABLE, region, at=day), {"region": "seoul", "day": dt.date(2023, 2, 21)}, 55_000_000),
        (looked_up(TABLE, region, at=day), {"region": "other", "day": dt.date(2008, 8, 21)}, 14_000_000),
        (looked_up(TABLE, region, at=day), {"region": "other", "day": dt.date(2008, 8, 20)}, None),
        (looked_up(TABLE, region, at=day), {"day": ON}, None),
        (looked_up(TABLE, region, at=day), {"region": "seoul"}, None),
        (GreatestRow(TABLE), {}, 55_000_000),
        (first_amount, {"several": (3, 4)}, 3),
        (first_amount, {}, 0),
        (counted, {"several": (1, 5, 6)}, 6),
        (counted, {"several": (1, None, 6)}, 1),
        (counted, {"several": ()}, 0),
        (counted, {}, 0),
        (exact(counted, "several_known"), {"several": (1, 6)}, True),
        (exact(counted, "several_known"), {"several": ()}, True),
        (exact(counted, "several_known"), {"several": (1, None)}, None),
        (exact(counted, "several_known"), {}, None),
        (due(day, length), {"day": dt.date(2026, 11, 20), "length": 30}, dt.date(2026, 12, 21)),
        (due(day, length), {"day": dt.date(2026, 11, 20)}, None),
        (due(day, length), {"length": 30}, None),
        (parameter("DEPOSIT_CAP_BASE"), {}, 500_000_000),
        (amount + amount <= won(3), {"amount": 1}, True),
        (parameter("DEPOSIT_CAP_BASE") + amount, {"amount": 1}, 500_000_001),
        (parameter("DEPOSIT_CAP_EFFECTIVE").of("sido", place), {"place": "11"}, None),
        (unknown(Won), {}, None),
        (pick == "done", {}, None),
        (yes & (amount <= other), {"yes": False}, False),
        (yes & (amount <= other), {"yes": True}, None),
        (yes & (amount <= other), {"yes": True, "amount": 1, "other": 1}, True),
        (yes | (amount <= other), {"yes": True}, True),
        (yes | (amount <= other), {"yes": False}, None),
        (yes | (amount <= other), {"amount": 2, "other": 1}, None),
        (yes | (amount <= other), {"yes": False, "amount": 2, "other": 1}, False),
        (day - length, {"day": ON, "length": 20}, dt.date(2026, 10, 31)),
        (amount - other, {"amount": 1, "other": 2}, -1),
        (amount - other, {"amount": 1}, None),
        (~yes, {}, None),
        (first_known(amount, other), {}, None),
    ],
    # not the text of a node: it holds addresses, which differ from one process to the next
    ids=lambda value: type(value).__name__ if isinstance(value, Expression) else str(value),
)
def test_each_node_gives_the_same_with_and_without_reasons(expression: Expression, facts: dict[str, object], value: object) -> None:
    found = run(expression, **facts)
    assert found == value
    assert type(found) is type(value)


def noted(expression: Expression, law: LawBook | None = None, /, **facts: object) -> tuple[dict[str, object], dict[str, object]]:
    """The facts and the values of the rows that were read."""
    done = Run(facts)
    explained(expression, law or LawBook.shipped(), ON).value(done)
    return done.facts_read, {code: row.value for code, row in done.rows_read.items()}


def test_what_a_node_reads_is_noted_and_what_it_passes_over_is_not() -> None:
    assert noted(first_known(amount, other), amount=1, other=2) == ({"amount": 1}, {})
    assert noted(first_known(amount, other)) == ({"amount": None, "other": None}, {})
    assert noted(where(yes, amount, other), yes=True) == ({"yes": True, "amount": None}, {})
    assert noted(where(yes, amount, other), yes=False, other=2) == ({"yes": False, "other": 2}, {})
    assert noted(yes & (amount <= other), yes=False, amount=1) == ({"yes": False, "amount": 1, "other": None}, {})
    assert noted(dated(SWITCHED, on=amount, off=other)) == ({"amount": None}, {"R1_JEONSE_RIGHT": True})
    assert noted(dated(SWITCHED, on=yes, off=~yes) & yes) == ({"yes": None}, {"R1_JEONSE_RIGHT": True})
    assert noted(GreatestRow(TABLE)) == ({}, {"SMALL_DEPOSIT_AMOUNT:greatest": 55_000_000})
    assert noted(parameter("DEPOSIT_CAP_BASE") + amount, amount=1) == ({"amount": 1}, {"DEPOSIT_CAP_BASE": 500_000_000})
    assert noted(exact(counted, "several_known"), several=(1,)) == ({"several": (1,)}, {})
    assert noted(not_means(maybe_day, day), maybe_day=False, day=ON) == ({"maybe_day": False, "day": ON}, {})
    assert noted(not_means(maybe_day, day), maybe_day=ON) == ({"maybe_day": ON}, {})
    known: dict[str, object] = {"region": "seoul", "day": ON}
    assert noted(looked_up(TABLE, region, at=day), **known) == (known, {"SMALL_DEPOSIT_AMOUNT": 55_000_000})
    assert noted(looked_up(TABLE, region, at=day), region="seoul") == ({"region": "seoul", "day": None}, {})


def test_what_is_read_for_an_entry_of_a_list_is_noted_too() -> None:
    beside = total(several, "several", lambda each: where(each <= other, parameter("DEPOSIT_CAP_BASE"), won(0)))
    assert noted(beside, several=(1,), other=2) == ({"several": (1,), "other": 2}, {"DEPOSIT_CAP_BASE": 500_000_000})
    assert noted(beside, several=(3,), other=2) == ({"several": (3,), "other": 2}, {})


def test_the_row_of_the_place_is_noted() -> None:
    row = AuthorityRow("DEPOSIT_CAP_EFFECTIVE", "sido:11", 600_000_000, ON, None, "위원회 의결", "제1호")
    law = LawBook.shipped().with_rows([row])
    here = parameter("DEPOSIT_CAP_EFFECTIVE").of("sido", place)
    assert noted(here, law, place="11") == ({"place": "11"}, {"DEPOSIT_CAP_EFFECTIVE": 600_000_000})
    assert noted(here, law, place="26") == ({"place": "26"}, {})


def test_a_table_says_nothing_after_its_last_row_has_ended_and_for_a_class_without_rows() -> None:
    first, last = dt.date(2027, 3, 1), dt.date(2027, 3, 31)
    row = AuthorityRow("SMALL_DEPOSIT_AMOUNT", "class:seoul", 60_000_000, first, last, "가상 개정", "")
    law = LawBook.shipped().with_rows([row])
    read, rule = explained(looked_up(TABLE, region, at=day), law, ON), compiled(looked_up(TABLE, region, at=day), law, ON)
    one = dt.timedelta(days=1)
    for on, value in (
        (first - one, 55_000_000),
        (first, 60_000_000),
        (last, 60_000_000),
        (last + one, None),
        (last + 2 * one, None),
    ):
        facts: dict[str, object] = {"region": "seoul", "day": on}
        assert read.value(Run(facts)) == rule(facts) == value
    nowhere: dict[str, object] = {"region": "nowhere", "day": first}
    assert read.value(Run(nowhere)) is rule(nowhere) is None


@pytest.mark.parametrize(("begins", "greatest_amount"), [(ON, 60_000_000), (ON + dt.timedelta(days=1), 55_000_000)])
def test_the_greatest_row_is_one_that_has_begun(begins: dt.date, greatest_amount: int) -> None:
    law = LawBook.shipped().with_rows(
        [AuthorityRow("SMALL_DEPOSIT_AMOUNT", "class:other", 60_000_000, begins, None, "가상 개정", "")]
    )
    assert explained(GreatestRow(TABLE), law, ON).value(Run({})) == greatest_amount
    assert compiled(GreatestRow(TABLE), law, ON)({}) == greatest_amount


def test_steps_show_the_values_beside_each_other_and_the_limbs_below() -> None:
    rule = defined("이름", (amount <= other) & ~one_of(pick, "done"))
    step = explained(rule, LawBook.shipped(), ON).step(Run({"amount": 1, "other": 2, "pick": "none"}))
    (limbs,) = step.because
    compared, negated = limbs.because
    assert (compared.left, compared.right, compared.value) == (1, 2, True)
    (among,) = negated.because
    assert (among.left, among.right, among.value, negated.value) == ("none", None, False, True)
    assert (step.value, limbs.value) == (True, True)


def test_an_unknown_limb_names_the_owners_of_its_unknown_facts() -> None:
    known, open_one = Settler("agency", "자료"), Settler("committee", "의결")
    asked = Fact("asked", Won, "금액", settled_by=known)
    listed = Fact("listed", ListOf(Won), "금액들", settled_by=Settler("applicant", "계약서"))
    found = Fact("found", YesNo, "판단", settled_by=open_one)
    rule = ((asked <= won(1)) | exact(total(listed, "listed", lambda each: each), "listed_known")) & found

    def who(**facts: object) -> list[str]:
        step = explained(rule, LawBook.shipped(), ON).step(Run(facts))
        return [settler.who for settler in settlers(step, facts)]

    assert who() == ["agency", "applicant", "committee"]
    assert who(listed=(1, None)) == ["agency", "applicant", "committee"]  # a list that is known in part
    assert who(asked=2) == ["applicant", "committee"]
    assert who(listed=(1,)) == ["committee"]
    assert who(asked=1) == ["committee"]
    assert who(asked=1, found=True) == []
    assert who(found=False) == []
    assert who(asked=2, listed=(1,), found=True) == []
