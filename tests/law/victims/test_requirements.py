"""Each requirement alone, from its own facts: both edges by one won, one day, one person, and each unknown."""

from collections.abc import Callable, Sequence

import pytest

from teojeon.law import victims
from teojeon.law.language.compiler import compiled
from teojeon.law.language.errors import LawError
from teojeon.law.victims.rules import VICTIM
from tests.law.victims import cases, tables
from tests.law.victims.cases import Single

TESTS = {requirement.code: requirement.test for requirement in VICTIM.requirements}


def sentences(*table: Single) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The rows of a table under their own sentences."""
    return pytest.mark.parametrize("case", table, ids=lambda case: f"{case.code} {case.says}")


def of(table: Sequence[Single], *codes: str) -> list[Single]:
    return [case for case in table if case.code in codes]


def holds(case: Single) -> None:
    """The finding of the assessment and the compiled form both come to the value of the sentence."""
    law = cases.book(case.rows)
    finding = victims.assess(case.facts, case.on, law).finding(case.code)
    assert finding.value is case.value
    known = victims.read(case.facts, case.on, law)
    assert compiled(TESTS[case.code], law, case.on)(known) is case.value
    # what was compared are the facts of the case as they were read, and unknown ones are named too
    assert all(finding.compared[name] == known.get(name) for name in finding.compared)


@pytest.mark.req("S1-ASM-02")
@sentences(*tables.SCOPE)
def test_the_act_reaches(case: Single) -> None:
    holds(case)


@pytest.mark.req("S1-ASM-03")
@sentences(*tables.OPPOSABILITY)
def test_opposability_with(case: Single) -> None:
    holds(case)


@pytest.mark.req("S1-ASM-04", "S1-XCT-02")
@sentences(*tables.DEPOSIT)
def test_the_cap_with(case: Single) -> None:
    holds(case)


@pytest.mark.req("S1-ASM-05")
@sentences(*of(tables.INSOLVENCY, "R3"))
def test_insolvency_with(case: Single) -> None:
    holds(case)


@pytest.mark.req("S1-ASM-06", "S1-ASM-09")
@sentences(*of(tables.INSOLVENCY, "R4", "X3"))
def test_only_the_committee_decides_when(case: Single) -> None:
    holds(case)


@pytest.mark.req("S1-ASM-07")
@sentences(*tables.GUARANTEE)
def test_cover_that_is(case: Single) -> None:
    holds(case)


@pytest.mark.req("S1-ASM-08")
@sentences(*tables.SMALL_DEPOSIT)
def test_a_small_deposit_with(case: Single) -> None:
    holds(case)


@pytest.mark.req("S1-ASM-10")
@sentences(*tables.COMPLETED_SALE)
def test_a_sale(case: Single) -> None:
    holds(case)


@pytest.mark.req("S1-ASM-11")
@sentences(*tables.CLASS_DA)
def test_class_da_when(case: Single) -> None:
    holds(case)


@pytest.mark.parametrize("code", sorted(TESTS))
def test_each_requirement_is_shown_true_false_and_unknown(code: str) -> None:
    assert {case.value for case in tables.SINGLES if case.code == code} == {True, False, None}


def test_no_sentence_stands_twice() -> None:
    said = [(case.code, case.says) for case in tables.SINGLES]
    assert len(said) == len(set(said))


@pytest.mark.req("S1-ASM-05")
@pytest.mark.parametrize("refused", ["bankruptcy_petitioned", "provisional_attachment", "general_seizure"])
def test_a_petition_or_a_private_attachment_is_no_event_of_the_law(refused: str) -> None:
    with pytest.raises(LawError, match="BAD_VALUE"):
        victims.assess({"insolvency_events": [refused]}, cases.DECIDED, cases.book(()))


@pytest.mark.req("S1-ASM-05")
@pytest.mark.parametrize("count", [0, -1])
def test_fewer_than_one_victim_cannot_be(count: int) -> None:
    with pytest.raises(LawError, match="BAD_VALUE"):
        victims.assess({"victim_count": count}, cases.DECIDED, cases.book(()))


@pytest.mark.req("S1-ASM-04")
@pytest.mark.parametrize(("uplift", "refused"), [(200_000_000, False), (200_000_001, True)])
def test_an_uplift_above_the_range_of_the_statute_is_refused(uplift: int, refused: bool) -> None:
    facts: dict[str, object] = {"deposit": 1, "cap_uplift": uplift}
    if refused:
        with pytest.raises(LawError, match="BAD_VALUE cap_uplift"):
            victims.assess(facts, cases.DECIDED, cases.book(()))
    else:
        assert victims.assess(facts, cases.DECIDED, cases.book(())).finding("R2").value is True


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize(
    ("has", "since", "refused"),
    [(False, "2022-08-01", True), (True, False, True), (False, False, False), (True, "2022-08-01", False)],
)
def test_facts_about_the_security_right_that_contradict_each_other_are_refused(has: bool, since: object, refused: bool) -> None:
    facts: dict[str, object] = {"has_security_right": has, "earliest_security_on": since}
    if refused:
        with pytest.raises(LawError, match="BAD_VALUE earliest_security_on"):
            victims.conclude(facts, cases.DECIDED, cases.book(()))
    else:
        victims.conclude(facts, cases.DECIDED, cases.book(()))
