"""The assessment of the case file, R2 first: true, false, unknown, and what settles it (S1-ASM-01, S1-ASM-04, S1-XCT-02)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.parameters import actions as parameters
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.victims import Assessment
from teojeon.law.victims.outcome import CODES
from teojeon.services.victims.assessment.assess import assess_case, matter_of
from teojeon.services.victims.assessment.sheet import sheet_of
from teojeon.services.victims.assessment.shown import findings_shown
from tests.support.factories import acting, cast, make_case, record_fact

pytestmark = pytest.mark.usefixtures("office_side")
ON = dt.date(2026, 12, 1)


def assessed(case: UUID, on: dt.date = ON, sido: str = "11") -> Assessment:
    with acting("invest", sido, read_only=True):
        return assess_case(find_case(case), on)


def r2(case: UUID, on: dt.date = ON, sido: str = "11") -> bool | None:
    return assessed(case, on, sido).finding("R2").value


def with_deposit(deposit: int | None, sido: str = "11") -> UUID:
    case = make_case("INVESTIGATING", sido)
    record_fact(case, cast("invest", sido), "deposit_current", deposit)
    return case


def resolve(value: int, area: str, since: dt.date = dt.date(2026, 11, 1), until: dt.date | None = None) -> None:
    """Entered by one person, approved by another."""
    with acting("param"):
        row = parameters.enter(
            controller=MINISTRY_CODE,
            organisation=MINISTRY_CODE,
            code="DEPOSIT_CAP_EFFECTIVE",
            area=area,
            value=value,
            valid_from=since,
            valid_to=until,
            resolution="위원회 2026-제10차",
            reason="시·도의 보증금 수준을 고려합니다.",
        )
    with acting("sealer"):
        parameters.approve(row.pk)


@pytest.mark.req("S1-ASM-04")
@pytest.mark.parametrize(
    ("deposit", "value"),
    [(0, True), (500_000_000, True), (500_000_001, None), (700_000_000, None), (700_000_001, False), (None, None)],
)
def test_r2_without_any_resolution(deposit: int | None, value: bool | None) -> None:
    assert r2(with_deposit(deposit)) is value


@pytest.mark.req("S1-ASM-01")
def test_what_the_applicant_says_is_no_fact() -> None:
    case = make_case("INVESTIGATING", deposit_current=1)
    finding = assessed(case).finding("R2")
    assert (finding.value, finding.compared["deposit"]) == (None, None)
    assert "applicant" in {settler.who for settler in finding.settled_by}


@pytest.mark.req("S1-ASM-04", "S1-XCT-02")
def test_a_general_resolution_for_the_sido_turns_unknown_into_true() -> None:
    case = with_deposit(600_000_000)
    assert r2(case) is None
    resolve(700_000_000, "sido:11")
    finding = assessed(case).finding("R2")
    assert finding.value is True
    row = finding.rows["DEPOSIT_CAP_EFFECTIVE"]
    assert (row.home, row.from_, row.resolution) == ("authority", dt.date(2026, 11, 1), "위원회 2026-제10차")


@pytest.mark.req("S1-XCT-02")
def test_a_proposal_that_nobody_approved_changes_nothing() -> None:
    case = with_deposit(600_000_000)
    with acting("param"):
        parameters.enter(
            controller=MINISTRY_CODE,
            organisation=MINISTRY_CODE,
            code="DEPOSIT_CAP_EFFECTIVE",
            area="sido:11",
            value=700_000_000,
            valid_from=dt.date(2026, 11, 1),
            valid_to=None,
            resolution="1",
            reason="이유",
        )
    assert r2(case) is None


def test_a_resolution_of_another_sido_leaves_it_unknown() -> None:
    case = with_deposit(600_000_000)
    resolve(700_000_000, "sido:26")
    assert r2(case) is None


def test_a_resolution_that_covers_less_makes_it_false() -> None:
    case = with_deposit(600_000_001)
    resolve(600_000_000, "sido:11")
    assert r2(case) is False


@pytest.mark.parametrize(("on", "value"), [(dt.date(2026, 11, 30), None), (dt.date(2026, 12, 1), True), (dt.date(2026, 12, 31), True), (dt.date(2027, 1, 1), None)])  # fmt: skip
def test_a_resolution_counts_on_its_days_only(on: dt.date, value: bool | None) -> None:
    case = with_deposit(600_000_000)
    resolve(700_000_000, "sido:11", dt.date(2026, 12, 1), dt.date(2026, 12, 31))
    assert r2(case, on) is value


@pytest.mark.req("S1-ASM-04")
@pytest.mark.parametrize(("cap", "value"), [(600_000_000, True), (599_999_999, False), (500_000_000, False)])
def test_a_resolution_for_this_case_goes_before_the_general_one(cap: int, value: bool) -> None:
    case = with_deposit(600_000_000)
    resolve(700_000_000, "sido:11")
    resolve(cap, f"case:{case}")
    assert r2(case) is value


def test_a_resolution_for_another_case_counts_for_nobody_else() -> None:
    case, other = with_deposit(600_000_000), with_deposit(600_000_000)
    resolve(700_000_000, f"case:{other}")
    assert (r2(case), r2(other)) == (None, True)


def test_the_recorded_sido_goes_before_the_received_one() -> None:
    case = with_deposit(600_000_000)
    resolve(700_000_000, "sido:26")
    record_fact(case, cast("invest"), "sido", "26")
    assert r2(case) is True


@pytest.mark.req("S1-ASM-04")
def test_no_investigator_records_an_uplift() -> None:
    """It is a dated value: entered by one person, approved by another."""
    case = with_deposit(600_000_000)
    with pytest.raises(Refusal) as caught:
        record_fact(case, cast("invest"), "cap_uplift", 100_000_000, evidence="의결서")
    assert caught.value.code == "UNKNOWN_FACT"


def test_a_day_before_the_act_is_not_in_force() -> None:
    with pytest.raises(Refusal) as caught:
        r2(with_deposit(1), dt.date(2023, 5, 31))
    assert caught.value.code == "NOT_IN_FORCE"


@pytest.mark.parametrize(("on", "value"), [(dt.date(2024, 9, 9), None), (dt.date(2024, 9, 10), True)])
def test_the_statutes_cap_of_the_day_counts(on: dt.date, value: bool | None) -> None:
    assert r2(with_deposit(400_000_000), on) is value


def tree_of(code: str, case: UUID) -> dict[str, Any]:
    return next(tree for tree in findings_shown(assessed(case)) if tree["code"] == code)


def test_the_tree_is_in_words_and_names_who_settles() -> None:
    tree = tree_of("R2", with_deposit(600_000_000))
    assert tree["settled_by"] == ["위원회: 상한 상향 의결"]
    assert tree["compared"]["sido"]["value"] == "서울특별시"
    assert all(isinstance(limb["title"], str) for limb in tree["because"])


@pytest.mark.req("S1-ASM-12")
def test_each_requirement_comes_with_the_wording_in_force_that_day() -> None:
    (text,) = [each for each in tree_of("R2", with_deposit(1))["texts"] if each["title"].endswith("제3조제1항제2호")]
    assert "5억원" in text["text"]
    assert "2024. 9. 10." in text["period"]


def test_counts_are_not_written_as_amounts() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "victim_count", 5)
    (limb,) = [each for each in tree_of("R3", case)["because"] if "compared" in each]
    assert {value["unit"] for value in limb["compared"].values()} == {""}


@pytest.mark.req("S1-ASM-12")
def test_a_ground_of_exclusion_that_is_absent_is_no_failure() -> None:
    case = with_deposit(100_000_000)
    record_fact(case, cast("invest"), "guarantees", [], evidence="HUG·HF·SGI 회신")
    tree = tree_of("X1", case)
    assert (tree["value"], tree["word"], tree["tone"]) == (False, "해당 없음", "success")


@pytest.mark.req("S1-ASM-01")
def test_every_requirement_is_assessed_and_all_are_open_without_facts() -> None:
    found = assessed(make_case("INVESTIGATING"))
    assert [finding.requirement.code for finding in found.findings] == list(CODES)
    assert {finding.requirement.code for finding in found.findings if finding.value is not None} == {"G3"}  # the day of filing
    assert found.outcome == "HOLD"


def test_a_day_before_the_law_leaves_a_sheet_with_the_reason() -> None:
    case = with_deposit(1)
    with acting("invest", read_only=True):
        sheet = sheet_of(matter_of(find_case(case)), {}, dt.date(2023, 5, 31))
    assert (sheet.assessment, sheet.refusal and sheet.refusal.code) == (None, "NOT_IN_FORCE")
