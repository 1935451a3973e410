"""Whole cases: every scenario of appendix (e) that concerns the rules, and the classes around it."""

import pytest

from teojeon.law import victims
from tests.law.victims import cases, tables
from tests.law.victims.cases import EXAMPLE, Whole

NUMBERS = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 15, 17, 18, 20, 22, 23, 25, 27, 28, 29, 31, 33, 34, 35, 37, 38, 41, 42, 43, 45, 46}
NUMBERS |= {47, 51, 52, 54, 55, 56, 57, 60}
NO_RULES = {49, 50}
"""The heirs' representative and the supplement of a document: procedure, no requirement."""


def comes_out(case: Whole) -> None:
    """Outcome, possible, missing and findings, with reasons and without."""
    law = cases.book(case.rows)
    done = victims.assess(case.facts, case.on, law)
    assert (done.outcome, done.possible, done.missing) == (case.outcome, case.possible, case.missing)
    assert done.direct_decision is case.direct
    assert {code: done.finding(code).value for code in case.findings} == dict(case.findings)
    quick = victims.conclude(case.facts, case.on, law)
    assert (quick.outcome, quick.possible, quick.missing) == (case.outcome, case.possible, case.missing)


@pytest.mark.req("S1-ASM-12", "S1-ASM-01")
@pytest.mark.parametrize("case", tables.SCENARIOS, ids=lambda case: case.says)
def test_scenario(case: Whole) -> None:
    comes_out(case)


@pytest.mark.req("S1-ASM-12")
@pytest.mark.parametrize("case", tables.OUTCOMES, ids=lambda case: case.says)
def test_outcome(case: Whole) -> None:
    comes_out(case)


def test_each_scenario_of_the_catalogue_that_is_a_rule_is_here() -> None:
    assert {int(case.says.partition(":")[0]) for case in tables.SCENARIOS} == NUMBERS
    assert not NUMBERS & NO_RULES


def test_each_outcome_of_the_law_occurs() -> None:
    assert {case.outcome for case in tables.WHOLES} == {"GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS", "HOLD"}


@pytest.mark.req("S1-ASM-12")
def test_a_class_is_told_to_hold_fail_or_be_open() -> None:
    """An override needs a class whose formula is not false."""
    law = cases.book(())
    whole = victims.assess(cases.DEFAULT, cases.DECIDED, law)
    assert [victims.class_holds(whole, name) for name in ("GA", "NA", "DA")] == [True, True, True]
    open_one = victims.assess(EXAMPLE, cases.DECIDED, law)
    assert [victims.class_holds(open_one, name) for name in ("GA", "NA", "DA")] == [None, True, None]
    excluded = victims.assess({**cases.DEFAULT, "self_recovery_found": True}, cases.DECIDED, law)
    assert [victims.class_holds(excluded, name) for name in ("GA", "NA", "DA")] == [False, False, False]
    with pytest.raises(KeyError):
        victims.class_holds(whole, "REJECT")


def test_findings_stand_in_the_order_of_the_contract() -> None:
    done = victims.assess(EXAMPLE, cases.DECIDED, cases.book(()))
    order = "G1 G2 G3 G4 G5 R1 R2 R3 R4 AC D1 D2 D3 X1 X2 X3"
    assert [finding.requirement.code for finding in done.findings] == order.split()
    answer = done.as_dict()
    assert {"on", "outcome", "possible", "missing", "findings", "receipt"} <= set(answer)
    assert (answer["on"], answer["possible"], answer["missing"]) == ("2026-12-16", ["GA", "NA"], ["R2"])


def test_both_lists_are_there_and_empty_where_the_outcome_is_decided() -> None:
    answer = victims.assess(cases.DEFAULT, cases.DECIDED, cases.book(())).as_dict()
    assert (answer["possible"], answer["missing"]) == ([], [])
