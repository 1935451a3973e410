"""Every Refuse line of S1-APP-02 to 06: what cannot be is named at its field, with the neighbour that can be beside it."""

from uuid import uuid4

import pytest

from teojeon.kernel.sides.current import acting_as
from teojeon.services.victims.application.content import Content, SealedNumber
from teojeon.services.victims.application.steps import BY_SLUG, Reading, gaps, read
from teojeon.ui.formats import UNKNOWN
from tests.services.victims.application.applicant import ANSWERS, at

TODAY, TOMORROW = "2026-11-21", "2026-11-22"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, keys: object) -> None:
    at(monkeypatch, 2026, 11, 21, 9, 0)


def typed(slug: str, content: Content | None = None, /, **inputs: str) -> Reading:
    """A step read with these inputs added; `__` stands for a hyphen."""
    answers = {**ANSWERS.get(slug, {}), **{name.replace("__", "-"): text for name, text in inputs.items()}}
    with acting_as("portal"):
        return read(BY_SLUG[slug], answers, content or Content(), uuid4())


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in reading.errors]


PLACES = {
    "contract": ("lease", "contracts-0-", {"contracts__0__kind": "renewed"}),
    "guarantee": ("damage", "guarantees-0-", {"any_guarantees": "yes", "guarantees__0__provider": "hug"}),
    "mandate": ("actor", "", {"relation": "변호사"}),
}


@pytest.mark.req("S1-APP-04", "S1-APP-06", "S1-ACC-03")
@pytest.mark.parametrize(("place", "first", "last"), [
    ("contract", "term_from", "term_to"), ("guarantee", "covers_from", "covers_to"), ("mandate", "valid_from", "valid_to"),
])  # fmt: skip
def test_a_last_day_before_the_first_is_refused_and_the_same_day_is_not(place: str, first: str, last: str) -> None:
    slug, prefix, beside = PLACES[place]
    content = Content()
    if place == "mandate":
        content = typed("applicant", mandate_type="proxy").into(content)
    for end, expected in (("2025-04-09", [(f"{prefix}{last}", "BAD_VALUE")]), ("2025-04-10", [])):
        days = {f"{prefix}{first}".replace("-", "__"): "2025-04-10", f"{prefix}{last}".replace("-", "__"): end}
        assert codes(typed(slug, content, **beside, **days)) == expected


@pytest.mark.req("S1-APP-04")
@pytest.mark.parametrize(("text", "code"), [("0", "BAD_VALUE"), ("-1", "NEGATIVE_AMOUNT"), ("1", ""), ("모름", "BAD_VALUE")])
def test_a_deposit_of_nothing_is_refused_in_a_contract_as_well(text: str, code: str) -> None:
    found = codes(typed("lease", contracts__0__deposit=text))
    assert found == ([("contracts-0-deposit", code)] if code else [])


AMOUNTS = [
    ("lease", "contracts-0-monthly_rent", {}),
    ("house", "est_market_price", {}),
    ("occupancy", "jeonse_right_amount", {"jeonse_right": "yes"}),
    ("occupancy", "senior_rights-0-max_claim", {"any_senior_rights": "yes"}),
    ("occupancy", "seizures-0-amount", {"any_seizures": "yes"}),
    ("occupancy", "building_tenants-0-deposit", {}),
    ("damage", "guarantees-0-covered_amount", {"any_guarantees": "yes"}),
    ("damage", "guarantees-0-paid_amount", {"any_guarantees": "yes"}),
    ("damage", "recovered-0-amount", {"any_recovered": "yes"}),
]


@pytest.mark.req("S1-APP-06", "S1-APP-05")
@pytest.mark.parametrize(("slug", "name", "beside"), AMOUNTS)
def test_an_amount_below_nothing_is_refused_and_nothing_itself_is_an_amount(slug: str, name: str, beside: dict[str, str]) -> None:
    key = name.replace("-", "__")
    assert codes(typed(slug, **beside, **{key: "-1"})) == [(name, "NEGATIVE_AMOUNT")]
    assert codes(typed(slug, **beside, **{key: "0"})) == []


PAST = [
    ("applicant", "death_date", {"mandate_type": "heir_representative"}),
    ("occupancy", "moved_out_on", {"moved_out": "yes"}),
    ("occupancy", "leasehold_reg_applied_on", {"leasehold_reg": "applied"}),
    ("occupancy", "leasehold_reg_done_on", {"leasehold_reg": "done"}),
    ("occupancy", "jeonse_right_reg_on", {"jeonse_right": "yes"}),
    ("occupancy", "senior_rights-0-acquired_on", {"any_senior_rights": "yes"}),
    ("occupancy", "seizures-0-on", {"any_seizures": "yes"}),
    ("lease", "contracts-0-signed_on", {}),
    ("lease", "contracts-0-deposit_paid_on", {}),
    ("lease", "landlord_changes-0-on", {}),
    ("lease", "landlord_status_as_of", {}),
    ("lease", "termination_notice_on", {}),
    ("damage", "events-0-event_on", {"any_events": "yes"}),
    ("damage", "intent_facts-0-on", {"any_intent_facts": "yes"}),
    ("damage", "recovered-0-on", {"any_recovered": "yes"}),
    ("damage", "move_out_pressure_on", {"move_out_pressure": "order"}),
]
SALE = {"any_events": "yes", "events-0-kind": "auction_opened"}


@pytest.mark.req("S1-APP-05", "S1-APP-06")
@pytest.mark.parametrize(
    ("slug", "name", "beside"), [*PAST, ("damage", "price_paid_on", SALE), ("damage", "distribution_closed_on", SALE)]
)
def test_what_happened_cannot_lie_after_today(slug: str, name: str, beside: dict[str, str]) -> None:
    shown = {key.replace("-", "__"): text for key, text in beside.items()}
    key = name.replace("-", "__")
    assert codes(typed(slug, **shown, **{key: TOMORROW})) == [(name, "BAD_VALUE")]
    assert codes(typed(slug, **shown, **{key: TODAY})) == []


@pytest.mark.parametrize(
    ("slug", "name"), [("damage", "sale_date"), ("damage", "sale_decision_date"), ("damage", "distribution_demand_deadline")]
)
def test_a_sale_may_lie_ahead(slug: str, name: str) -> None:
    assert codes(typed(slug, any_events="yes", events__0__kind="auction_opened", **{name: "2027-01-05"})) == []


@pytest.mark.req("S1-APP-03")
@pytest.mark.parametrize(
    ("name", "text", "fine"),
    [
        ("exclusive_area_m2", "0", False),
        ("exclusive_area_m2", "0.01", True),
        ("exclusive_area_m2", "59.945", False),
        ("exclusive_area_m2", "99999.99", True),
        ("exclusive_area_m2", "100000", False),
        ("exclusive_area_m2", "-3", False),
        ("registry_unique_no", "1234-5678-901234", True),
        ("registry_unique_no", "1234567890123", False),
        ("registry_unique_no", "123456789012345", False),
    ],
)
def test_an_area_and_a_registry_number_have_their_form(name: str, text: str, fine: bool) -> None:
    assert codes(typed("house", **{name: text})) == ([] if fine else [(name, "BAD_VALUE")])


@pytest.mark.req("S1-APP-02")
@pytest.mark.parametrize(
    ("name", "text", "fine"),
    [
        ("email", "a@b.kr", True),
        ("email", "a@b", False),
        ("email", "a b@c.kr", False),
        ("phone", "02-123-4567", True),
        ("phone", "1234567", False),
        ("contact_channel", "pigeon", False),
    ],
)
def test_a_contact_is_one_or_is_refused(name: str, text: str, fine: bool) -> None:
    assert codes(typed("applicant", **{name: text})) == ([] if fine else [(name, "BAD_VALUE")])


@pytest.mark.parametrize("digits", ["1234567890", "110111-1987654", "110111-19876", "11011119876543"])
def test_a_landlords_number_has_ten_or_thirteen_digits(digits: str) -> None:
    length = len(digits.replace("-", ""))
    assert codes(typed("lease", landlord_number=digits)) == ([] if length in (10, 13) else [("landlord_number", "BAD_VALUE")])


@pytest.mark.req("S1-XCT-05")
def test_a_number_in_a_row_is_hidden_and_a_sealed_one_leaves_the_form() -> None:
    reading = typed("damage", any_events="yes", events__0__status="집주인 910302-2345678")
    assert reading.masked and reading.values["events"][0].status == "집주인 910302-2******"
    sealed = typed("lease", landlord_number="910302-2345678")
    assert "2345678" not in str(sealed.form) + repr(sealed.values) and sealed.numbers["landlord_number"].masked == "910302-2******"


@pytest.mark.req("S1-APP-03")
@pytest.mark.parametrize(("answer", "asked"), [("yes", True), ("unknown", True), ("no", False), ("", False)])
def test_questions_of_trust_are_asked_where_there_is_or_may_be_one(answer: str, asked: bool) -> None:
    form = typed("house", trust_registered=answer).form
    assert ("trustee_name" in form.hidden) is not asked


@pytest.mark.req("S1-APP-02")
@pytest.mark.parametrize(("masked", "asked"), [("910302-2******", False), ("910302-5******", True), ("", False)])
def test_nationality_is_asked_of_foreigners_only(masked: str, asked: bool) -> None:
    content = Content(number=SealedNumber("", masked)) if masked else Content()
    assert ("nationality" in BY_SLUG["applicant"].form.asked_names(content)) is asked


def test_a_refused_answer_to_a_question_that_is_no_longer_asked_stops_nothing() -> None:
    reading = typed("house", trust_registered="no", trust_sale_on="어제", trustee_name="가" * 61)
    assert codes(reading) == []
    content = reading.into(Content())
    assert content.unclear["house"]["trust_sale_on"] == "어제"  # kept, should the answer change back
    assert not [gap for gap in gaps(content) if gap.field.startswith("trust")]
    again = typed("house", trust_registered="unknown", trust_sale_on="어제")
    assert codes(again) == [("trust_sale_on", "BAD_DATE")]


def test_the_sales_days_are_asked_once_an_auction_stands_among_the_rows() -> None:
    assert "sale_date" in typed("damage", any_events="yes", events__0__kind="national_tax_seizure").form.hidden
    assert "sale_date" not in typed("damage", any_events="yes", events__1__kind="public_sale_opened").form.hidden
    assert "sale_date" in typed("damage", any_events="no", events__1__kind="public_sale_opened").form.hidden


@pytest.mark.req("S1-APP-06")
@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("applicant", "contact_window"),
        ("house", "building_type"),
        ("house", "actual_use_residential"),
        ("house", "trust_registered"),
        ("lease", "lessor_authority"),
        ("lease", "landlord_status"),
        ("occupancy", "moved_out"),
        ("occupancy", "leasehold_reg"),
        ("damage", "any_guarantees"),
        ("damage", "move_out_pressure"),
    ],
)
def test_unknown_is_an_answer_to_every_choice(slug: str, name: str) -> None:
    reading = typed(slug, **{name: "unknown"})
    assert codes(reading) == [] and reading.values[name] is UNKNOWN


def test_a_contradiction_between_tick_and_address_is_asked_at_the_address() -> None:
    both = typed("applicant", resident_address="부산 중구 1", service_at_resident="on", service_address="서울 종로구 2")
    assert codes(both) == [("service_address", "CONTRADICTION")]
    none = typed("applicant", resident_address="", service_at_resident="on", service_address="")
    assert codes(none) == [("resident_address", "MISSING_VALUE")]
