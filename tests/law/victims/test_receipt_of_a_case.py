"""Everything a rule reads is in its receipt, and the same facts under the same law give the same bytes."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teojeon.law import victims
from teojeon.law.book import LawBook
from teojeon.law.language.compiler import compiled
from teojeon.law.language.interpreter import Run, explained
from teojeon.law.language.parameters import ParameterTable, Row
from teojeon.law.language.rules import Finding
from teojeon.law.victims.rules import VICTIM
from tests.law.strategies import DAYS_OF_DECISION, any_case, untimed
from tests.law.victims import cases, tables
from tests.law.victims.cases import Whole
from tests.mutants.judge import codes_read

SHIPPED = LawBook.shipped()
TESTS = {requirement.code: requirement.test for requirement in VICTIM.requirements}
SCRIPT = """
import datetime as dt, json, sys
from teojeon.law import victims
from teojeon.law.book import LawBook
for facts in json.loads(sys.stdin.read()):
    print(json.dumps(victims.assess(facts, dt.date(2026, 12, 16), LawBook.shipped()).as_dict(), ensure_ascii=False))
"""


@pytest.mark.req("S1-XCT-02")
def test_two_processes_with_different_hash_seeds_give_the_same_bytes() -> None:
    given = json.dumps([case.facts for case in tables.SCENARIOS])
    printed = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=given.encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(printed) == 1
    (answers,) = printed
    assert len(answers.splitlines()) == len(tables.SCENARIOS)
    assert len({json.loads(line)["receipt"]["sha256"] for line in answers.splitlines()}) > 30


@untimed(60)
@given(facts=any_case(), on=st.sampled_from(DAYS_OF_DECISION))
def test_the_order_in_which_facts_are_given_changes_no_byte(facts: dict[str, object], on: dt.date) -> None:
    turned = dict(reversed(facts.items()))
    assert json.dumps(victims.assess(facts, on, SHIPPED).as_dict()) == json.dumps(victims.assess(turned, on, SHIPPED).as_dict())


@pytest.mark.req("S1-ASM-01", "S1-XCT-02")
@untimed(150)
@given(facts=any_case(), on=st.sampled_from(DAYS_OF_DECISION))
def test_what_a_finding_does_not_name_it_does_not_rest_on(facts: dict[str, object], on: dt.date) -> None:
    """With only the facts and rows that it names a finding comes out the same; so nothing else was read."""
    for finding in victims.assess(facts, on, SHIPPED).findings:
        code = finding.requirement.code
        named = {name: value for name, value in finding.compared.items() if value is not None}
        alone = explained(TESTS[code], SHIPPED, on).step(Run(named)).value
        assert alone is finding.value, code


@untimed(40)
@given(facts=any_case(), on=st.sampled_from(DAYS_OF_DECISION))
def test_each_fact_that_was_read_is_named_even_where_it_was_unknown(facts: dict[str, object], on: dt.date) -> None:
    known = victims.read(facts, on, SHIPPED)
    for finding in victims.assess(facts, on, SHIPPED).findings:
        for name in finding.compared:
            less = _finding(finding, {other: value for other, value in known.items() if other != name}, SHIPPED, on)
            # forgotten, it either changes the answer or stands there as unknown
            assert less.value is not finding.value or less.compared[name] is None


@pytest.mark.req("S1-XCT-02")
@pytest.mark.parametrize("case", tables.SCENARIOS, ids=lambda case: case.says)
def test_a_row_that_the_receipt_does_not_name_may_be_taken_away(case: Whole) -> None:
    """Each row of each parameter that no finding names is removed in turn: every finding stays as it was."""
    law = cases.book(case.rows)
    done = victims.assess(case.facts, case.on, law)
    known = victims.read(case.facts, case.on, law)
    for finding in done.findings:
        named = set(finding.rows.values())
        for row in {row for code in codes_read(finding.requirement.test) for row in law.rows(code)} - named:
            without = _without(law, row)
            if row.holds_on(case.on) and row.scope == "nation":
                # what is in force for all is asked for when the rule is made ready: it may only be missing where it decides nothing
                without = _without(law, row, replace(row, value=_other(row)))
            assert _finding(finding, known, without, case.on).value is finding.value, (finding.requirement.code, row)


@pytest.mark.parametrize("case", tables.SCENARIOS, ids=lambda case: case.says)
def test_each_row_that_a_finding_names_stands_in_the_receipt_with_its_days(case: Whole) -> None:
    done = victims.assess(case.facts, case.on, cases.book(case.rows))
    parameters = done.receipt["parameters"]
    assert isinstance(parameters, dict)
    for finding in done.findings:
        for code, row in finding.rows.items():
            assert parameters[code] == row.as_dict()
            assert row.source
    # and the positions of the readings that shape the outcome itself, with the switch of the decision without a committee
    assert {"READING_A13", "READING_A31", "DIRECT_NEGATIVE"} <= set(parameters)


def _finding(like: Finding, known: Mapping[str, object], law: LawBook, on: dt.date) -> Finding:
    run = Run(known)
    value = explained(TESTS[like.requirement.code], law, on).step(run).value
    assert value is compiled(TESTS[like.requirement.code], law, on)(known)
    return replace(like, value=value, compared=run.facts_read, rows=run.rows_read)


def _without(law: LawBook, row: Row, *instead: Row) -> LawBook:
    """The law in which nothing, or something else, stands in the place of a row."""

    def kept(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(new for each in rows for new in (instead if each == row else (each,)))

    shipped = {code: kept(rows) for code, rows in law.table.rows.items()}
    return LawBook(ParameterTable(law.table.declared, shipped), kept(law.authority), law.hypothetical)


def _other(row: Row) -> bool | int | str | dt.date:
    match row.value:
        case bool():
            return not row.value
        case int():
            return row.value + 1
        case dt.date():
            return row.value + dt.timedelta(days=1)
    return row.value
