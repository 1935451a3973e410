"""Readings of appendix (f): dated switches of an authority. Each position decides, and the finding names it."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from teojeon.law import victims
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.language.kinds import Choice
from tests.law.victims import cases, tables
from tests.law.victims.cases import DECIDED, OLD, Single, Whole, reading

SHIPPED = LawBook.shipped()
# where the reading is taken: the finding that names it, or the whole outcome
SWITCHES = {
    "A04": ("both_dates", ("AC",)),
    "A06": ("demand_deadline", ("R1",)),
    "A10": ("count_suffices", ("R3",)),
    "A11": ("recoverable", ("X2",)),
    "A12": ("whole", ("X1",)),
    "A13": ("everyone", ()),
    "A14": ("required", ("D2", "D3")),
    "A15": ("authority_needed", ("R1",)),
    "A31": ("committee", ()),
}
FIXED = {"A-02": "G3", "A-05": "AC", "A-07": "R2", "A-08": "G2", "A-09": "R3"}
DAY_OF = {"A10": OLD}


def positions(code: str) -> dict[str, str]:
    kind = SHIPPED.table.parameter(f"READING_{code}").kind
    assert isinstance(kind, Choice)
    return dict(kind.options)


@pytest.mark.req("S1-ASM-12", "S1-XCT-02")
@pytest.mark.parametrize(("code", "taken"), [(code, taken) for code, (taken, _) in SWITCHES.items()])
def test_the_reading_of_the_catalogue_ships_as_the_default(code: str, taken: str) -> None:
    row = SHIPPED.in_force(f"READING_{code}", dt.date(2023, 6, 1))
    assert (row.value, row.home) == (taken, "default")


@pytest.mark.parametrize("code", SWITCHES)
def test_each_position_has_a_case_that_only_it_decides_so(code: str) -> None:
    """Every position stands in the tables; the other position gives another answer for a case of it."""
    default = SWITCHES[code][0]
    for other in set(positions(code)) - {default}:
        row = reading(code, other)
        turned: Sequence[Single | Whole] = [case for case in tables.SINGLES if row in case.rows] or [
            case for case in tables.WHOLES if row in case.rows
        ]
        assert any(answer(case.facts, case.on, SHIPPED) != answer(case.facts, case.on, cases.book(case.rows)) for case in turned), (
            other
        )


def answer(facts: Mapping[str, object], on: dt.date, law: LawBook) -> tuple[object, ...]:
    """The values of the findings, the outcome, and whether the committee is needed."""
    done = victims.assess(facts, on, law)
    return ([finding.value for finding in done.findings], done.outcome, done.possible, done.missing, done.direct_decision)


@pytest.mark.parametrize(
    ("code", "finding", "position"),
    [(code, finding, position) for code, (_, where) in SWITCHES.items() for finding in where for position in positions(code)],
)
def test_the_finding_names_the_reading_that_it_rests_on(code: str, finding: str, position: str) -> None:
    on = DAY_OF.get(code, DECIDED)
    done = victims.assess({**cases.DEFAULT, "received_on": "2024-08-05"}, on, cases.book((reading(code, position),)))
    named = {each.code: (each.position, each.title) for each in done.finding(finding).readings}
    catalogue = f"{code[0]}-{code[1:]}"
    assert named[catalogue] == (position, positions(code)[position])
    assert f"READING_{code}" in done.finding(finding).rows
    shown = done.finding(finding).as_dict()["readings"]
    assert isinstance(shown, list)
    assert [each["position"] for each in shown if each["code"] == catalogue] == [position]
    assert done.receipt["parameters"][f"READING_{code}"]["resolution"] == "제2026-3호"  # type: ignore[index]


@pytest.mark.parametrize(("catalogue", "finding"), FIXED.items())
def test_a_reading_without_a_switch_is_named_too(catalogue: str, finding: str) -> None:
    named = victims.assess(cases.DEFAULT, DECIDED, SHIPPED).finding(finding).readings
    assert catalogue in {each.code for each in named}


@pytest.mark.req("S1-ASM-05")
def test_the_reading_of_several_victims_is_named_until_the_amendment_only() -> None:
    facts = {**cases.DEFAULT, "received_on": "2024-08-05"}
    until = victims.assess(facts, cases.OLD, SHIPPED).finding("R3")
    since = victims.assess(facts, cases.NEW, SHIPPED).finding("R3")
    assert "A-10" in {each.code for each in until.readings}
    assert "A-10" not in {each.code for each in since.readings}
    assert "READING_A10" not in since.rows


@pytest.mark.parametrize("code", ["A13", "A31"])
@pytest.mark.parametrize("positioned", [True, False])
def test_a_reading_that_shapes_the_outcome_stands_in_the_receipt(code: str, positioned: bool) -> None:
    for position in positions(code):
        rows = (reading(code, position),) if positioned else ()
        receipt = victims.assess(cases.DEFAULT, DECIDED, cases.book(rows)).receipt
        expected = position if positioned else SWITCHES[code][0]
        assert receipt["parameters"][f"READING_{code}"]["value"] == expected  # type: ignore[index]


def test_a_reading_holds_from_the_day_on_which_it_was_resolved() -> None:
    law = cases.book((reading("A15", "not_needed", DECIDED),))
    facts = {**cases.DEFAULT, "lessor_authorised": False}
    assert victims.assess(facts, DECIDED - dt.timedelta(days=1), law).finding("R1").value is False
    assert victims.assess(facts, DECIDED, law).finding("R1").value is True


def test_a_position_that_nobody_declared_and_a_reading_without_a_resolution_are_refused() -> None:
    with pytest.raises(LawError, match="BAD_VALUE"):
        cases.book((reading("A04", "whenever"),))
    with pytest.raises(LawError, match=r"row\[0\].resolution"):
        cases.book((AuthorityRow("READING_A04", "nation", "price", DECIDED, None, "위원회 의결", ""),))


def test_a_reading_is_no_hypothetical_law() -> None:
    assert not cases.book((reading("A04", "price"),)).hypothetical
