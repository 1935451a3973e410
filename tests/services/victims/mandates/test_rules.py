"""Who may act: ages on the day, ranks of heirs, and what is missing of a mandate. Pure."""

import datetime as dt
from dataclasses import replace

import pytest

from teojeon.services.victims.mandates import rules
from teojeon.services.victims.mandates.rules import Heir

ON = dt.date(2026, 11, 20)
SPOUSE = Heir("배우자 이서윤", rules.SPOUSE)
CHILD = Heir("자녀 강하나", "descendant", is_representative=True)
SISTER_OF_CHILD = Heir("자녀 강두리", "descendant")
FATHER = Heir("아버지 강산", "ascendant")
BROTHER = Heir("형 강바위", "sibling", degree=2)


def codes(*heirs: Heir, has_certificate: bool = True) -> list[str]:
    return [defect.code for defect in rules.heir_defects(heirs, has_certificate=has_certificate)]


@pytest.mark.req("S1-ACC-03")
@pytest.mark.parametrize(("on", "minor"), [((2026, 11, 19), True), ((2026, 11, 20), False), ((2026, 11, 21), False)])
def test_a_person_is_of_full_age_from_the_nineteenth_birthday_on(on: tuple[int, int, int], minor: bool) -> None:
    assert rules.is_minor(dt.date(2007, 11, 20), dt.date(*on)) is minor


def test_who_was_born_on_the_last_day_of_february_is_of_full_age_on_the_first_of_march() -> None:
    born = dt.date(2008, 2, 29)
    assert rules.is_minor(born, dt.date(2027, 2, 28))
    assert not rules.is_minor(born, dt.date(2027, 3, 1))


@pytest.mark.req("S1-ACC-03")
def test_a_child_chosen_by_spouse_and_sister_may_represent_the_heirs() -> None:
    assert codes(replace(SPOUSE, signed=True), CHILD, replace(SISTER_OF_CHILD, signed=True)) == []


@pytest.mark.req("S1-ACC-03")
def test_without_the_spouses_signature_the_selection_is_to_be_supplemented() -> None:
    heirs = [SPOUSE, CHILD, replace(SISTER_OF_CHILD, signed=True)]
    (defect,) = rules.heir_defects(heirs, has_certificate=True)
    assert (defect.code, defect.remedy, defect.doc_type) == ("SELECTION_MISSING", "supplement", rules.SELECTION_DOC)


@pytest.mark.req("S1-ACC-03")
def test_the_certificate_of_family_relation_is_to_be_supplemented() -> None:
    assert codes(CHILD, has_certificate=False) == ["HEIR_MISSING"]


@pytest.mark.req("S1-ACC-03")
def test_a_father_may_not_represent_while_a_child_lives_and_has_not_renounced() -> None:
    father = replace(FATHER, is_representative=True)
    child = replace(CHILD, is_representative=False)
    assert codes(father, child) == ["HEIR_RANK"]
    assert codes(father, replace(child, renounced=True)) == []
    assert codes(father, replace(child, is_alive=False)) == []


def test_the_spouse_shares_with_children_or_with_parents_and_else_inherits_alone() -> None:
    assert rules.entitled([SPOUSE, CHILD, FATHER]) == (SPOUSE, CHILD)
    assert rules.entitled([SPOUSE, FATHER, BROTHER]) == (SPOUSE, FATHER)
    assert rules.entitled([SPOUSE, BROTHER]) == (SPOUSE,)
    assert [rules.rank_of(SPOUSE, heirs) for heirs in ([SPOUSE, CHILD], [SPOUSE, FATHER], [SPOUSE, BROTHER])] == [1, 2, 1]


def test_where_all_children_renounced_the_spouse_inherits_alone() -> None:
    grandchild = Heir("손녀 강새봄", "descendant", degree=2)
    assert rules.entitled([SPOUSE, replace(CHILD, renounced=True), grandchild, FATHER]) == (SPOUSE,)
    assert rules.entitled([replace(CHILD, renounced=True), grandchild, FATHER]) == (grandchild,)


def test_of_one_rank_the_nearest_degree_comes_first() -> None:
    grandfather = Heir("할아버지 강마루", "ascendant", degree=2)
    assert rules.entitled([FATHER, grandfather]) == (FATHER,)


def test_nobody_or_two_as_representative_is_unclear() -> None:
    assert codes(replace(CHILD, is_representative=False)) == ["REPRESENTATIVE_UNCLEAR"]
    assert codes(CHILD, replace(SISTER_OF_CHILD, is_representative=True)) == ["REPRESENTATIVE_UNCLEAR"]


@pytest.mark.req("S1-ACC-03")
def test_a_proxy_without_form_3_is_to_supplement_it() -> None:
    (defect,) = rules.proxy_defects(has_mandate=False, valid_from=None, valid_to=None, on=ON, today=ON)
    assert (defect.code, defect.remedy, defect.source) == ("MANDATE_MISSING", "supplement", "규칙§3①5")


@pytest.mark.parametrize(("day", "defects"), [(1, 1), (2, 0), (20, 0), (21, 1)])
def test_both_days_of_a_mandate_count(day: int, defects: int) -> None:
    found = rules.proxy_defects(
        has_mandate=True,
        valid_from=dt.date(2026, 11, 2),
        valid_to=dt.date(2026, 11, 20),
        on=dt.date(2026, 11, day),
        today=dt.date(2026, 11, day),
    )
    assert len(found) == defects


@pytest.mark.parametrize(("today", "codes"), [(20, []), (21, ["MANDATE_OVER"])])
def test_a_mandate_that_has_run_out_since_is_a_question(today: int, codes: list[str]) -> None:
    found = rules.proxy_defects(
        has_mandate=True, valid_from=None, valid_to=dt.date(2026, 11, 20), on=dt.date(2026, 11, 2), today=dt.date(2026, 11, today)
    )
    assert [(defect.code, defect.remedy) for defect in found] == [(code, "question") for code in codes]


@pytest.mark.req("S1-ACC-03")
def test_a_legal_representative_of_one_who_is_of_age_is_a_question_to_the_authority() -> None:
    on = dt.date(2026, 11, 20)
    (defect,) = rules.legal_defects(born=dt.date(2007, 11, 20), on=on, has_proof=True)
    assert (defect.code, defect.remedy) == ("NOT_A_MINOR", "question")
    assert rules.legal_defects(born=dt.date(2007, 11, 21), on=on, has_proof=True) == ()
