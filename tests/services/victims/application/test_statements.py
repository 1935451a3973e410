"""What goes to the office of every answer: by the catalogue's codes, and in the form in which the case file compares it."""

import datetime as dt
from typing import Any

import pytest

from teojeon.law.book import LawBook
from teojeon.law.victims import assess
from teojeon.law.victims.facts import GUARANTEE_STATE
from teojeon.services.victims.application.content import (
    Actor,
    Applicant,
    BuildingTenant,
    Content,
    Damage,
    Event,
    Guarantee,
    House,
    IntentFact,
    Lease,
    Occupancy,
    SealedNumber,
    SeniorRight,
)
from teojeon.services.victims.application.forms.choices import EVENT_KINDS, GUARANTEE_STATES, HOLDERS, INTENT_CODES, PROVIDERS
from teojeon.services.victims.application.statements import EVENT_OF_FACT, statements
from teojeon.services.victims.assessment import fact_kinds
from teojeon.services.victims.assessment.facts import FACTS, checked, in_words
from teojeon.services.victims.assessment.given import law_facts
from teojeon.ui.formats import UNKNOWN
from tests.services.victims.application.applicant import at

ON = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, keys: object) -> None:
    at(monkeypatch, 2026, 11, 21, 9, 0)


def insured(*rows: Guarantee) -> Content:
    return Content(damage=Damage(any_guarantees=True, guarantees=rows))


PENDING = Guarantee("hug", "tenant", "제1호", 100_000_000, ON, dt.date(2027, 1, 1), "pending")


@pytest.mark.req("S1-APP-06")
def test_a_guarantee_whose_payment_is_claimed_is_stored_and_leaves_the_exclusion_unknown() -> None:
    said = statements(insured(PENDING))
    assert said["guarantees"] == [{"provider": "hug", "holder": "tenant", "state": "pending", "amount": 100_000_000}]
    [row] = said["guarantee_list"]
    assert (row["policy_no"], row["covers_to"]) == ("제1호", "2027-01-01")
    facts = law_facts(
        {"guarantees": said["guarantees"], "deposit_current": 100_000_000}, {}, received_on=ON, place="11", region=None
    )
    assert assess(facts, ON, LawBook.shipped()).finding("X1").value is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (Content(damage=Damage(any_guarantees=False)), []),
        (Content(damage=Damage(any_guarantees=UNKNOWN)), None),
        (insured(Guarantee(provider="hug")), None),  # which is not enough to compare
        (insured(), None),
    ],
)
def test_none_is_not_unknown_and_half_a_guarantee_is_no_guarantee(content: Content, said: Any) -> None:
    assert statements(content)["guarantees"] == said


def test_events_that_were_not_named_are_unknown_and_after_a_no_they_are_denied() -> None:
    content = Content(damage=Damage(any_events=True, events=(Event("auction_opened"), Event("other"), Event(UNKNOWN))))
    said = statements(content)["events"]
    assert said["auction_commenced"] is True and set(said.values()) == {True, None}
    assert set(statements(Content(damage=Damage(any_events=False)))["events"].values()) == {False}
    assert "events" not in statements(Content())


@pytest.mark.parametrize(
    ("content", "code", "value"),
    [
        (Content(lease=Lease(lessor_authority="owner")), "lessor_authority", True),
        (Content(lease=Lease(lessor_authority="double")), "lessor_authority", False),
        (Content(lease=Lease(lessor_authority=UNKNOWN)), "lessor_authority", None),
        (Content(occupancy=Occupancy(leasehold_reg="none")), "leasehold_reg_done_on", False),
        (Content(occupancy=Occupancy(leasehold_reg="applied")), "leasehold_reg_done_on", False),
        (Content(occupancy=Occupancy(leasehold_reg=UNKNOWN)), "leasehold_reg_done_on", None),
        (Content(occupancy=Occupancy(leasehold_reg="done", leasehold_reg_done_on=ON)), "leasehold_reg_done_on", "2026-11-20"),
        (Content(occupancy=Occupancy(jeonse_right=False)), "jeonse_right_reg_on", False),
        (Content(occupancy=Occupancy(any_senior_rights=False)), "earliest_security_on", False),
        (
            Content(
                occupancy=Occupancy(
                    any_senior_rights=True, senior_rights=(SeniorRight(acquired_on=ON), SeniorRight(acquired_on=UNKNOWN))
                )
            ),
            "earliest_security_on",
            None,
        ),
        (
            Content(
                occupancy=Occupancy(
                    any_senior_rights=True,
                    senior_rights=(SeniorRight(acquired_on=ON), SeniorRight(acquired_on=dt.date(2020, 1, 2))),
                )
            ),
            "earliest_security_on",
            "2020-01-02",
        ),
        (
            Content(occupancy=Occupancy(building_tenants=(BuildingTenant("1", 5), BuildingTenant("2", UNKNOWN)))),
            "other_tenants_deposits",
            [5, None],
        ),
        (Content(damage=Damage(other_victims=3)), "victim_count", 4),
        (Content(damage=Damage(other_victims=UNKNOWN)), "victim_count", None),
        (Content(house=House(est_market_price=7)), "house_value", 7),
        (Content(house=House(actual_use_residential=True)), "actual_use_residential", True),
    ],
)
def test_an_answer_has_the_form_in_which_the_case_file_compares_it(content: Content, code: str, value: Any) -> None:
    said = statements(content)
    assert said[code] == value
    checked(code, said[code])  # Refusal where the investigator could not record the same
    assert in_words(code, said[code])


def test_no_code_of_a_fact_carries_another_form() -> None:
    everything = Content(
        applicant=Applicant(True, nationality="VN", contact_window="any"),
        house=House("11", "11110", "혜화동", "1", building_type="multiplex", trust_registered=True, trustee_consent=UNKNOWN),
        lease=Lease(ON, 1, 0, lease_type="jeonse", landlord_status="dead", lessor_authority="agent"),
        occupancy=Occupancy(
            "impossible", ON, ON, ON, moved_out=True, moved_out_on=ON, leasehold_reg="done", leasehold_reg_done_on=ON
        ),
        damage=Damage(
            any_events=True,
            events=(Event("auction_opened"),),
            price_paid_on=ON,
            distribution_closed_on=ON,
            any_intent_facts=True,
            intent_facts=(IntentFact("I1", "고소함"),),
            any_guarantees=True,
            guarantees=(PENDING,),
        ),
    )
    said = statements(everything)
    for code in said.keys() & FACTS.keys():
        checked(code, said[code])
    assert said["intent_facts"] == [{"code": "I1", "description": "고소함"}]
    assert said["sale_completed_on"] == said["distribution_closed_on"] == "2026-11-20"


@pytest.mark.req("S1-APP-03")
def test_an_answer_to_a_question_that_is_no_longer_asked_is_not_said() -> None:
    assert "trustee_name" not in statements(Content(house=House(trust_registered=False, trustee_name="한빛신탁")))
    assert statements(Content(house=House(trust_registered=UNKNOWN, trustee_name="한빛신탁")))["trustee_name"] == "한빛신탁"


def test_who_is_meant_goes_with_the_party_and_not_among_the_statements() -> None:
    said = statements(
        Content(
            Applicant(True, "강한결", ON, "서울", "서울", "01012345678", email="a@b.kr"), number=SealedNumber("x", "910302-2******")
        )
    )
    assert "강한결" not in str(said) and "010" not in str(said) and "910302" not in str(said) and "a@b.kr" not in str(said)


def test_a_tenant_who_died_is_said_to_have_died() -> None:
    content = Content(Applicant(death_date=dt.date(2026, 8, 1)), actor=Actor("heir_representative"))
    said = statements(content)
    assert (said["is_deceased"], said["death_date"]) == (True, "2026-08-01")
    assert "is_deceased" not in statements(Content(actor=Actor("proxy")))


def test_the_landlords_number_travels_sealed() -> None:
    said = statements(Content(landlord_number=SealedNumber("box", "110111-1******")))
    assert said["landlord_number"] == {"masked": "110111-1******", "box": "box"}


def test_every_code_fits_the_offices_column() -> None:
    assert all(len(code) <= 40 for code in FACTS)
    assert max(len(name) for name in (*EVENT_OF_FACT, *vars(Damage()), *vars(Lease()), *vars(House()), *vars(Occupancy()))) <= 40


def test_the_lists_of_the_form_and_of_the_case_file_name_the_same_things() -> None:
    assert {code for code, _ in PROVIDERS} == {code for code, _ in fact_kinds.PROVIDERS}
    assert {code for code, _ in HOLDERS} == {code for code, _ in fact_kinds.HOLDERS}
    assert {code for code, _ in GUARANTEE_STATES} == {code for code, _ in GUARANTEE_STATE.options}
    assert {code for code, _ in INTENT_CODES} == {code for code, _ in fact_kinds.INDICATORS}
    assert {code for code, _ in EVENT_KINDS} == {*EVENT_OF_FACT, "other"}
    assert set(EVENT_OF_FACT.values()) <= {code for code, _ in FACTS["events"].options}
