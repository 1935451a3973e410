"""One expression, three forms: run with reasons, compiled, and as a column give the same for every null combination."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from teojeon.command.tables.run import Order, run
from teojeon.law import victims
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.columns import column
from teojeon.law.language.compiler import compiled
from teojeon.law.language.expression import Fact, nodes
from teojeon.law.language.interpreter import Run, explained
from teojeon.law.language.kinds import Choice
from teojeon.law.language.nodes import Chosen
from teojeon.law.language.reading import read_facts
from teojeon.law.victims.facts import FACTS, INSOLVENCY_EVENT
from teojeon.law.victims.rules import VICTIM
from tests.law import flat
from tests.law.victims import cases
from tests.law.victims.cases import DECIDED, DEFAULT, NEW, OLD

TESTS = {requirement.code: requirement.test for requirement in VICTIM.requirements}
YES_NO: tuple[object, ...] = (None, True, False)
# null and values on both sides of what the rules compare with
VALUES: Mapping[str, Sequence[object]] = {
    "received_on": (None, "2025-05-31", "2025-06-01", "2027-05-31", "2027-06-01"),
    "first_contract_on": (None, "2025-05-31", "2025-06-01"),
    "deposit": (None, 0, 48_000_000, 200_000_000, 600_000_000, 700_000_001),
    "cap_uplift": (None, 0, 100_000_000),
    "sido": (None, "11", "26"),
    "handover": (None, "done", "past", "impossible", "none"),
    "victim_count": (None, 1, 2),
    "sale_completed_on": (None, False, "2021-05-31", "2021-06-01", "2023-06-01", "2023-06-02"),
    "price_paid_on": (None, False, "2021-05-31", "2021-06-01", "2023-06-01", "2023-06-02"),
    "guarantees": (
        None,
        [],
        [{"amount": 48_000_000, "state": "valid"}],
        [{"amount": 200_000_000, "state": "pending"}],
        [{"amount": 150_000_000, "state": "paid"}, {"amount": 50_000_000, "state": None}],
        [{"amount": None, "state": "valid"}, {"amount": 200_000_000, "state": "valid"}],
        [{"amount": None, "state": "refused"}],
        [{"amount": 0, "state": "pending"}],
    ),
    "region_class": (None, "seoul", "other"),
    "earliest_security_on": (None, False, "2008-08-20", "2022-08-01"),
    "house_value": (None, 95_999_999, 96_000_000, 10**12),
    "other_tenants_deposits": (None, [], [None], [10_000_000, None], [150_000_001, 60_000_000]),
    "family_deposit": (None, 50_000_000),
}
JANUARY, JULY = dt.date(2022, 1, 1), dt.date(2022, 7, 31)
ROWS = (cases.cap(600_000_000, "2023-06-01"), cases.cap(450_000_000, "2023-06-01", sido="26"))


def own_facts(code: str) -> list[Fact]:
    read = {node.name for node in nodes(TESTS[code]) if isinstance(node, Fact)}
    return [fact for fact in FACTS if fact.name in read]


def values_of(fact: Fact) -> Sequence[object]:
    if fact.name == "insolvency_events":
        # each code unknown, true, false: all 6,561 states of the eight
        return [dict(zip(INSOLVENCY_EVENT.codes, state, strict=True)) for state in itertools.product(YES_NO, repeat=8)]
    return VALUES.get(fact.name, YES_NO)


def grid(code: str) -> list[dict[str, Any]]:
    """Every combination of values, unknown among them, of the facts that the requirement reads."""
    facts = own_facts(code)
    names = [fact.name for fact in facts]
    typed = [[read_facts(FACTS, {fact.name: value}).get(fact.name) for value in values_of(fact)] for fact in facts]
    return [
        {name: value for name, value in zip(names, combination, strict=True) if value is not None}
        for combination in itertools.product(*typed)
    ]


def laws(code: str) -> Iterator[LawBook]:
    """The law that ships, with general resolutions, and with each reading of the requirement taken the other way."""
    yield cases.book(ROWS)
    if code == "X2":
        # the shipped row ends before an invented one, which ends too: a table can have days of which it says nothing
        ended = AuthorityRow("SMALL_DEPOSIT_AMOUNT", "class:seoul", 60_000_000, JANUARY, JULY, "가상 개정", "")
        yield cases.book((ended,))
    for node in nodes(TESTS[code]):
        if isinstance(node, Chosen) and isinstance(node.parameter.kind, Choice):
            for position in node.parameter.kind.codes[1:]:
                yield cases.book((cases.reading(node.parameter.code.removeprefix("READING_"), position),))


def in_a_table(
    code: str, rows: Sequence[Mapping[str, object]], law: LawBook, on: dt.date, names: Sequence[str]
) -> list[bool | None]:
    frame = nw.from_native(flat.table([flat.flat(row) for row in rows], names))
    done = frame.select(value=column(TESTS[code], law, on, names)).to_native()
    assert done.schema["value"] == pl.Boolean
    found = done["value"].to_list()
    return found if len(found) == len(rows) else found * len(rows)  # a value that is the same everywhere is one row


@pytest.mark.req("S1-ASM-01")
@pytest.mark.parametrize("code", TESTS)
@pytest.mark.parametrize("on", [OLD, NEW], ids=str)
def test_for_every_null_combination_of_its_facts_a_requirement_agrees_in_all_three_forms(code: str, on: dt.date) -> None:
    rows = grid(code)
    names = [name for fact in own_facts(code) for name in flat.columns_of(fact.name)]
    seen: set[bool | None] = set()
    for law in laws(code):
        quick, with_reasons = compiled(TESTS[code], law, on), explained(TESTS[code], law, on)
        values = [quick(row) for row in rows]
        assert values == [with_reasons.step(Run(row)).value for row in rows]
        assert values == in_a_table(code, rows, law, on, names)
        seen |= set(values)
    limited = code == "G2" and on < dt.date(2025, 5, 20)
    assert seen == ({True} if limited else {True, False, None})


@pytest.mark.parametrize("code", TESTS)
def test_a_fact_without_a_column_is_unknown_as_an_empty_one_is(code: str) -> None:
    rows, law, facts = grid(code), cases.book(ROWS), own_facts(code)
    if len(rows) > 6_561:
        rows = rows[:: len(rows) // 2_000]
    quick = compiled(TESTS[code], law, DECIDED)
    for left_out in [*([fact] for fact in facts), facts]:
        gone = {fact.name for fact in left_out}
        names = [name for fact in facts if fact.name not in gone for name in flat.columns_of(fact.name)]
        less = [{name: value for name, value in row.items() if name not in gone} for row in rows]
        # a table without any column has no rows: one that nobody reads keeps them
        assert in_a_table(code, less, law, DECIDED, names or ["residential"]) == [quick(row) for row in less]


CONTROLS: Sequence[tuple[str, Sequence[object]]] = (
    ("received_on", ("2027-06-01", None, "2026-11-20")),
    ("lessor_authorised", (False, None, True)),
    ("cap_uplift", (0, None, 200_000_000)),
    ("victim_count", (1, None, 2)),
    ("intent_found", (False, None, True)),
    ("sale_completed_on", (False, None, "2022-11-15")),
    ("fixed_date_obtained", (False, None, True)),
    ("self_recovery_found", (False, None, True)),
)
"""One fact for each composite of the outcome: with a registered leasehold and 600 million won each turns only its own."""


@pytest.mark.req("S1-ASM-12")
def test_for_every_null_combination_of_the_composites_the_table_concludes_as_one_case_does(tmp_path: Path) -> None:
    fixed = {**DEFAULT, "deposit": 600_000_000, "leasehold_registered": True}
    whole = [
        {**fixed, **dict(zip((name for name, _ in CONTROLS), values, strict=True))}
        for values in itertools.product(*(values for _, values in CONTROLS))
    ]
    assert len(whole) == 6_561
    law = LawBook.shipped()
    typed = [victims.read(facts, DECIDED, law) for facts in whole]
    names = [name for fact in (*DEFAULT, "cap_uplift") for name in flat.columns_of(fact)]
    frame = flat.table([flat.flat(facts) for facts in typed], names).with_row_index("id")
    frame.write_parquet(tmp_path / "cases.parquet")
    with (tmp_path / "shown").open("w") as shown, (tmp_path / "progress").open("w") as progress:
        run(Order("victim", tmp_path / "cases.parquet", DECIDED, law, out=tmp_path / "answer.parquet"), shown, progress)
    answer = pl.read_parquet(tmp_path / "answer.parquet").sort("id")
    concluded = [victims.conclude_read(facts, DECIDED, law) for facts in typed]
    assert answer["outcome"].to_list() == [each.outcome for each in concluded]
    assert [text or "" for text in answer["possible"]] == ["|".join(each.possible) for each in concluded]
    assert [text or "" for text in answer["missing"]] == ["|".join(each.missing) for each in concluded]
    assert {each.outcome for each in concluded} == {"GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS", "HOLD"}
