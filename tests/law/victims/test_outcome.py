"""The table of outcomes against a brute force over all sixteen requirements, written from the contract alone."""

import itertools
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teojeon.law.victims.outcome import CODES, Conclusion, Formulas, Outcome, Truth, conclude, table
from tests.law.strategies import untimed

ORDER: tuple[Outcome, ...] = ("GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS")
NAMES = ["G1", "G2", "G3", "G4", "G5", "R1", "R2", "R3", "R4", "AC", "D1", "D2", "D3", "X1", "X2", "X3"]
READINGS = {reaches: Formulas(exclusions_reach_completed_sales=reaches) for reaches in (True, False)}
# one requirement stands for a composite of which the others hold (do not apply, for the exclusions)
COMPOSITES = ("G3", "R1", "R2", "R3", "R4", "AC", "D2", "X2")
REST = {"G1": True, "G2": True, "G4": True, "G5": True, "D1": True, "D3": True, "X1": False, "X3": False}


def outcome(v: Mapping[str, bool | None], reaches: bool) -> Outcome:
    """The class when everything is known, as S1-ASM-12 writes it."""
    x = v["X1"] or v["X2"] or v["X3"]
    if not reaches:
        x = x and not v["AC"]
    if not (v["G1"] and v["G2"] and v["G3"] and v["G4"] and v["G5"]):
        return "DISMISS"
    if x:
        return "EXCLUDE"
    if v["R2"] and v["R4"] and (v["AC"] or (v["R1"] and v["R3"])):
        return "GA"
    if v["R1"] and v["R3"] and v["R4"]:
        return "NA"
    if v["R2"] and v["R4"] and v["D1"] and v["D2"] and v["D3"]:
        return "DA"
    return "REJECT"


def completions(v: Mapping[str, bool | None]) -> Iterator[dict[str, bool | None]]:
    unknown = [name for name, known in v.items() if known is None]
    for guess in itertools.product((False, True), repeat=len(unknown)):
        yield {**v, **dict(zip(unknown, guess, strict=True))}


def by_force(v: Mapping[str, bool | None], reaches: bool) -> Conclusion:
    """Outcome, possible and missing by the words of the contract."""
    outcomes = {tuple(whole.values()): outcome(whole, reaches) for whole in completions(v)}
    found = set(outcomes.values())
    if len(found) == 1:
        return Conclusion(found.pop(), (), ())
    missing = []
    for place, (name, known) in enumerate(v.items()):
        if known is None and any(
            outcomes[whole] != outcomes[(*whole[:place], not whole[place], *whole[place + 1 :])] for whole in outcomes
        ):
            missing.append(name)
    return Conclusion("HOLD", tuple(each for each in ORDER if each in found), tuple(missing))


def test_the_requirements_stand_in_the_order_of_the_contract() -> None:
    assert list(CODES) == NAMES


@pytest.mark.req("S1-ASM-12", "S1-ASM-01")
@pytest.mark.parametrize("reaches", [True, False])
def test_all_6561_states_of_the_composites_agree_with_the_brute_force(reaches: bool) -> None:
    states = list(itertools.product((False, None, True), repeat=len(COMPOSITES)))
    assert len(states) == 6561 == len(table(READINGS[reaches]))
    for state in states:
        v: dict[str, Truth] = {**dict(zip(COMPOSITES, state, strict=True)), **REST}
        v = {name: v[name] for name in NAMES}
        assert conclude(list(v.values()), READINGS[reaches]) == by_force(v, reaches)


@pytest.mark.req("S1-ASM-12")
@untimed(400)
@given(
    known=st.lists(st.booleans(), min_size=16, max_size=16),
    unknown=st.sets(st.integers(0, 15), max_size=9),
    reaches=st.booleans(),
)
def test_any_values_of_the_sixteen_agree_with_the_brute_force(known: list[bool], unknown: set[int], reaches: bool) -> None:
    values = [None if place in unknown else value for place, value in enumerate(known)]
    assert conclude(values, READINGS[reaches]) == by_force(dict(zip(NAMES, values, strict=True)), reaches)


@pytest.mark.req("S1-ASM-12")
@untimed(200)
@given(unknown=st.sets(st.sampled_from(NAMES), min_size=1, max_size=10), reaches=st.booleans())
def test_near_a_full_victim_the_brute_force_agrees_too(unknown: set[str], reaches: bool) -> None:
    """Random values are mostly dismissed or excluded; around a victim every requirement matters."""
    victim = {name: not name.startswith("X") for name in NAMES}
    v: dict[str, Truth] = {name: None if name in unknown else value for name, value in victim.items()}
    assert conclude(list(v.values()), READINGS[reaches]) == by_force(v, reaches)


def test_nothing_known_leaves_everything_possible_and_everything_missing() -> None:
    done = conclude([None] * 16, READINGS[True])
    assert done == Conclusion("HOLD", ("GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS"), CODES)
