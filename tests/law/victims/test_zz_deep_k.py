"""Knowledge: learning a fact never turns an answer round; forgetting any fact leaves an answer or unknown (S1-ASM-01)."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from teojeon.law import victims
from teojeon.law.book import LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.victims.facts import INSOLVENCY_EVENT
from tests.law.strategies import BY_FACT, DAYS_OF_DECISION, any_case, untimed
from tests.law.victims import cases, tables
from tests.law.victims.cases import DECIDED, DEFAULT, Whole

SHIPPED = LawBook.shipped()
# what is absent here is not unknown: the schema says what absence means, so to state it is to correct, not to learn
SAY_SOMETHING_BY_ABSENCE = {"sido", "occupying_at_filing", "family_deposit"}
DATES_OF_THE_SALE = ("sale_completed_on", "price_paid_on")


def learnt(data: st.DataObject, facts: Mapping[str, object], *, all_of_them: bool = False) -> dict[str, object]:
    """The same case with unknown facts, entries and codes filled in, some of them or all."""
    more = {name: _filled(data, name, value) for name, value in facts.items() if value is not None}
    unknown = [name for name in BY_FACT if name not in more and name not in SAY_SOMETHING_BY_ABSENCE]
    chosen = (
        unknown
        if all_of_them
        else data.draw(st.lists(st.sampled_from(unknown), unique=True, max_size=8), label="learnt")
        if unknown
        else []
    )
    for name in chosen:
        more[name] = _filled(data, name, data.draw(BY_FACT[name], label=name))
    return more


def _filled(data: st.DataObject, name: str, value: object) -> object:
    """A list or code set in which what was null is known; other values as they are."""
    match value:
        case list() if name == "guarantees":
            return [{part: data.draw(_part(part)) if known is None else known for part, known in entry.items()} for entry in value]
        case list() if name == "other_tenants_deposits":
            return [data.draw(st.integers(0, 200_000_000)) if each is None else each for each in value]
        case dict():
            return {code: data.draw(st.booleans()) if value.get(code) is None else value[code] for code in INSOLVENCY_EVENT.codes}
    return value


def _part(part: str) -> st.SearchStrategy[object]:
    # pending is a state of the claim and no gap in knowledge
    return st.integers(0, 700_000_000) if part == "amount" else st.sampled_from(["valid", "refused", "paid", "pending"])


def readable(facts: Mapping[str, object], on: dt.date) -> bool:
    try:
        victims.read(facts, on, SHIPPED)
    except LawError:
        return False
    return True


def values(facts: Mapping[str, object], on: dt.date, law: LawBook = SHIPPED) -> dict[str, bool | None]:
    done = victims.assess(facts, on, law)
    return {finding.requirement.code: finding.value for finding in done.findings}


@pytest.mark.req("S1-ASM-01")
@untimed(3000)
@given(data=st.data(), facts=any_case(), on=st.sampled_from(DAYS_OF_DECISION))
def test_adding_knowledge_never_flips_a_decided_requirement_or_outcome(
    data: st.DataObject, facts: dict[str, object], on: dt.date
) -> None:
    more = learnt(data, facts)
    assume(readable(more, on))
    before, after = values(facts, on), values(more, on)
    second_date = any(facts.get(name) is None and more.get(name) is not None for name in DATES_OF_THE_SALE) and any(
        facts.get(name) is not None for name in DATES_OF_THE_SALE
    )
    for code, known in before.items():
        if known is not None:
            assert after[code] is known or (code == "AC" and second_date and after[code] is None), code
    first, then = victims.conclude(facts, on, SHIPPED), victims.conclude(more, on, SHIPPED)
    if first.outcome != "HOLD" and not second_date:
        assert then == first
    if first.outcome == "HOLD" and then.outcome != "HOLD" and not second_date:
        assert then.outcome in first.possible
    if then.outcome == "HOLD" and not second_date:
        assert set(then.possible) <= set(first.possible)


@pytest.mark.req("S1-ASM-10")
def test_the_one_exception_a_second_date_may_make_a_completed_sale_unknown() -> None:
    """A-04: one date is taken for the completion; a second on the other side of the window shows that it cannot be known."""
    one = {**DEFAULT, "sale_completed_on": "2023-06-01", "victim_count": 1}
    both = {**one, "price_paid_on": "2023-06-02"}
    assert values(one, DECIDED)["AC"] is True
    assert victims.conclude(one, DECIDED, SHIPPED).outcome == "GA"
    assert values(both, DECIDED)["AC"] is None
    assert victims.conclude(both, DECIDED, SHIPPED).outcome == "HOLD"
    not_sold = {**DEFAULT, "sale_completed_on": False, "price_paid_on": "2022-11-15"}
    assert values({**not_sold, "price_paid_on": None}, DECIDED)["AC"] is False
    assert values(not_sold, DECIDED)["AC"] is None


@pytest.mark.req("S1-ASM-10")
@untimed(3000)
@given(first=BY_FACT["sale_completed_on"], second=BY_FACT["price_paid_on"], on=st.sampled_from(DAYS_OF_DECISION))
def test_and_never_turns_it_round(first: object, second: object, on: dt.date) -> None:
    both = values({"sale_completed_on": first, "price_paid_on": second}, on)["AC"]
    for alone in ({"sale_completed_on": first}, {"price_paid_on": second}):
        assert both is None or both is values(alone, on)["AC"]


def test_facts_that_say_something_by_their_absence_are_corrected_and_not_learnt() -> None:
    """`family_deposit` absent means "the deposit alone", `sido` "no general resolution", `occupying_at_filing` "as at the
    reference date": the schema names that default, so a finding rests on it. To state them is to state another case.
    """
    small = {**DEFAULT, "deposit": 50_000_000}
    assert values(small, DECIDED)["X2"] is True
    assert values({**small, "family_deposit": 60_000_000}, DECIDED)["X2"] is False
    low = cases.book((cases.cap(500_000_000, "2026-01-01"),))
    assert values({"deposit": 600_000_000}, DECIDED, low)["R2"] is None
    assert values({"deposit": 600_000_000, "sido": "11"}, DECIDED, low)["R2"] is False
    by_filing = cases.book((cases.reading("A06", "filing"),))
    assert values(DEFAULT, DECIDED, by_filing)["R1"] is True
    assert values({**DEFAULT, "occupying_at_filing": False}, DECIDED, by_filing)["R1"] is False
    optional = {fact.name for fact in victims.VICTIM.facts if fact.optional}
    assert optional >= SAY_SOMETHING_BY_ABSENCE


@pytest.mark.req("S1-ASM-01")
@pytest.mark.parametrize("case", tables.WHOLES, ids=lambda case: case.says)
def test_each_rule_survives_each_fact_unknown_in_turn(case: Whole) -> None:
    law = cases.book(case.rows)
    whole = values(case.facts, case.on, law)
    for name in case.facts:
        if name in SAY_SOMETHING_BY_ABSENCE:
            continue
        less = values({**case.facts, name: None}, case.on, law)
        for code, value in less.items():
            assert value is None or value is whole[code] or (code == "AC" and whole[code] is None), (name, code)


@pytest.mark.req("S1-ASM-01")
@untimed(3000)
@given(facts=any_case(), on=st.sampled_from(DAYS_OF_DECISION))
def test_reasons_and_the_quick_conclusion_agree(facts: dict[str, object], on: dt.date) -> None:
    done, quick = victims.assess(facts, on, SHIPPED), victims.conclude(facts, on, SHIPPED)
    assert (done.outcome, done.possible, done.missing) == (quick.outcome, quick.possible, quick.missing)


@pytest.mark.req("S1-ASM-01")
@untimed(3000)
@given(facts=any_case(), on=st.sampled_from(DAYS_OF_DECISION))
def test_an_unknown_names_who_can_settle_it_and_a_decided_finding_nobody(facts: dict[str, object], on: dt.date) -> None:
    for finding in victims.assess(facts, on, SHIPPED).findings:
        if finding.value is None:
            assert all(settler.what for settler in finding.settled_by)
        else:
            assert finding.settled_by == ()


@pytest.mark.req("S1-ASM-01")
def test_with_nothing_known_every_requirement_says_who_can_settle_it() -> None:
    by_code = {
        each.requirement.code: {settler.who for settler in each.settled_by}
        for each in victims.assess({}, DECIDED, SHIPPED).findings
    }
    assert all(by_code.values()), by_code
    assert by_code["R4"] == by_code["X3"] == {"committee"}
    assert by_code["D2"] == {"agency"}
    assert by_code["G2"] == {"applicant"}
