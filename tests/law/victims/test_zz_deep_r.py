"""What pages say "may" about: outcomes that some completion of the facts gives, and no others where that can be told."""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from teojeon.law import victims
from teojeon.law.book import LawBook
from teojeon.law.victims import completion
from teojeon.law.victims.facts import HANDOVER
from tests.law.strategies import DAYS_OF_DECISION, any_case, untimed
from tests.law.victims import cases
from tests.law.victims.cases import DECIDED, DEFAULT, NEW, OLD
from tests.law.victims.test_knowledge import DATES_OF_THE_SALE, learnt, readable

SHIPPED = LawBook.shipped()
ORDER = ("GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS")
IN_2024 = {"received_on": "2024-08-05"}
COVERED_600 = {"guarantees": [{"amount": 600_000_000, "state": "valid"}]}
EVERY: Mapping[str, Iterable[object]] = {
    "handover": HANDOVER.codes,
    "move_in_reported": (True, False),
    "fixed_date_obtained": (True, False),
    "occupying_at_reference": (True, False),
    "lessor_authorised": (True, False),
    "victim_count": (1, 2),
    "intent_found": (True, False),
    "self_recovery_found": (True, False),
    # every won beside a break point of a comparison with the deposit, and some between
    "deposit": tuple(
        edge + step for edge in (1, 50_000_000, 55_000_000, 500_000_000, 600_000_000, 700_000_000) for step in (-1, 0, 1)
    ),
}


def by_force(facts: Mapping[str, object], on: dt.date) -> tuple[str, ...]:
    """The outcomes of all completions of the unknown facts, each known one way after another."""
    unknown = [name for name in EVERY if facts.get(name) is None]
    found: set[str] = set()
    for guess in itertools.product(*(EVERY[name] for name in unknown)):
        done = victims.conclude({**facts, **dict(zip(unknown, guess, strict=True))}, on, SHIPPED)
        found |= set(done.possible or (done.outcome,))
    return tuple(each for each in ORDER if each in found)


@pytest.mark.req("S1-ASM-12", "S1-ASM-01")
@pytest.mark.parametrize("on", [OLD, NEW], ids=str)
@pytest.mark.parametrize(
    "change",
    [
        {"handover": None},
        {"move_in_reported": None},
        {"fixed_date_obtained": None, "lessor_authorised": None},
        {"handover": None, "move_in_reported": None, "fixed_date_obtained": None},
        {"handover": None, "deposit": 600_000_000, "cap_uplift": 0},
        {"handover": None, "victim_count": 1},
        {"deposit": None, "cap_uplift": 0},
        {"deposit": None, "cap_uplift": 0, **COVERED_600},
        {"deposit": None, "cap_uplift": 0, "victim_count": None, **COVERED_600},
        {"deposit": None, "cap_uplift": 200_000_000, "lessor_authorised": False},
        {"intent_found": None, "handover": None},
        {"self_recovery_found": None, "move_in_reported": None},
        {"occupying_at_reference": None, "fixed_date_obtained": None},
    ],
    ids=str,
)
def test_it_is_what_a_brute_force_over_the_facts_finds(change: dict[str, object], on: dt.date) -> None:
    facts = {**DEFAULT, **IN_2024, **change}
    assert victims.reachable(facts, on, SHIPPED) == by_force(facts, on)


@pytest.mark.req("S1-ASM-12")
def test_an_outcome_that_only_contradicting_requirements_give_is_dropped() -> None:
    """An unknown handover would open 다목 and close 가목 at once; until 2024-09-09 no value of it does."""
    facts = {**DEFAULT, **IN_2024, "handover": None}
    assert victims.conclude(facts, OLD, SHIPPED).possible == ("GA", "DA", "REJECT")
    assert victims.reachable(facts, OLD, SHIPPED) == ("GA", "REJECT")
    assert victims.reachable(facts, NEW, SHIPPED) == ("GA", "DA", "REJECT")
    dear = {**DEFAULT, "deposit": None, "cap_uplift": 0, **COVERED_600}
    assert victims.conclude(dear, DECIDED, SHIPPED).possible == ("GA", "NA", "EXCLUDE")
    assert victims.reachable(dear, DECIDED, SHIPPED) == ("NA", "EXCLUDE")


def test_a_decided_case_has_nothing_to_reach() -> None:
    assert victims.reachable(DEFAULT, DECIDED, SHIPPED) == ()


def test_beyond_the_limit_of_completions_nothing_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {**DEFAULT, **IN_2024, "handover": None}
    monkeypatch.setattr(completion, "MOST_COMPLETIONS", 4)
    assert victims.reachable(facts, OLD, SHIPPED) == ("GA", "REJECT")
    monkeypatch.setattr(completion, "MOST_COMPLETIONS", 3)
    assert victims.reachable(facts, OLD, SHIPPED) == ("GA", "DA", "REJECT")


def test_the_limit_is_4096() -> None:
    assert completion.MOST_COMPLETIONS == 4096


def test_a_reading_that_is_not_taken_shares_no_fact() -> None:
    """With A-14 taken the other way D2 and D3 read the handover too."""
    facts = {**DEFAULT, "handover": None, "move_in_reported": None, "fixed_date_obtained": None, "lessor_authorised": False}
    waived = cases.book((cases.reading("A14", "waived"),))
    assert victims.reachable(facts, DECIDED, SHIPPED) == ("DA", "REJECT")
    assert victims.reachable(facts, DECIDED, waived) == ("DA", "REJECT")
    no_key = {**facts, "move_in_reported": False, "fixed_date_obtained": False}
    assert victims.reachable(no_key, DECIDED, SHIPPED) == ()
    assert victims.reachable(no_key, DECIDED, waived) == ("DA", "REJECT")


@pytest.mark.req("S1-ASM-12", "S1-ASM-01")
@untimed(2500)
@given(data=st.data(), facts=any_case(), on=st.sampled_from(DAYS_OF_DECISION))
def test_it_never_drops_an_outcome_that_a_completion_of_the_facts_gives(
    data: st.DataObject, facts: dict[str, object], on: dt.date
) -> None:
    before = victims.conclude(facts, on, SHIPPED)
    whole = learnt(data, facts, all_of_them=True)
    for name, other in (DATES_OF_THE_SALE, DATES_OF_THE_SALE[::-1]):
        # a second date of a sale is the exception of A-04, no completion
        if facts.get(name) is None and facts.get(other) is not None:
            whole[name] = facts[other]
    assume(readable(whole, on))
    may = victims.reachable(facts, on, SHIPPED)
    ends = victims.reachable(whole, on, SHIPPED) or (victims.conclude(whole, on, SHIPPED).outcome,)
    assert set(ends) <= set(may or (before.outcome,))
    assert set(may) <= set(before.possible)
