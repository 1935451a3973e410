"""Reading a step: what is refused, what is only asked, what is hidden, and that nothing typed is lost."""

import base64
import datetime as dt
from uuid import uuid4

import pytest

from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import unseal
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.work.refusals import Stale
from teojeon.services.victims.application.actions import save_step
from teojeon.services.victims.application.content import Applicant, Content, House, Lease, Occupancy, from_json, load, to_json
from teojeon.services.victims.application.drafts import find_draft
from teojeon.services.victims.application.questions import questions
from teojeon.services.victims.application.steps import BY_SLUG, KEPT_RAW, Reading, blank_form, checked_form, gaps, read
from teojeon.services.victims.application.summary import parts
from teojeon.ui.formats import UNKNOWN
from tests.services.victims.application.applicant import ANSWERS, NUMBER, acting, at, keep, new_draft

TODAY = (2026, 11, 21, 9, 0)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, keys: object) -> None:
    at(monkeypatch, *TODAY)


def typed(slug: str, content: Content | None = None, /, **inputs: str) -> Reading:
    """A step read with some inputs replaced."""
    with acting_as("portal"):
        return read(BY_SLUG[slug], {**ANSWERS[slug], **inputs}, content or Content(), uuid4())


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in reading.errors]


@pytest.mark.parametrize("slug", list(ANSWERS))
def test_the_tenants_answers_are_read_without_a_refusal(slug: str) -> None:
    assert codes(typed(slug)) == []


@pytest.mark.parametrize(
    ("slug", "field", "text", "code"),
    [
        ("lease", "first_contract_date", "2023-02-29", "BAD_DATE"),
        ("lease", "first_contract_date", "2026-11-22", "BAD_VALUE"),
        ("lease", "first_contract_date", "1899-12-31", "BAD_VALUE"),
        ("lease", "first_contract_date", "어제", "BAD_DATE"),
        ("lease", "deposit_current", "0", "BAD_VALUE"),
        ("lease", "deposit_current", "-1", "NEGATIVE_AMOUNT"),
        ("lease", "deposit_current", str(10**15 + 1), "BAD_VALUE"),
        ("lease", "deposit_current", "1.5", "BAD_VALUE"),
        ("lease", "monthly_rent", "-300000", "NEGATIVE_AMOUNT"),
        ("occupancy", "handover_on", "2026-11-22", "BAD_VALUE"),
        ("occupancy", "move_in_report_on", "2026-11-22", "BAD_VALUE"),
        ("occupancy", "fixed_date_on", "2026-11-22", "BAD_VALUE"),
        ("occupancy", "handover_state", "perhaps", "BAD_VALUE"),
        ("applicant", "birth_date", "2026-11-22", "BAD_VALUE"),
        ("applicant", "birth_date", "1991-13-01", "BAD_DATE"),
        ("applicant", "number", "910230-2345678", "BAD_DATE"),
        ("applicant", "number", "910302-234567", "BAD_LENGTH"),
        ("applicant", "number", "910302-234567x", "BAD_VALUE"),
        ("applicant", "mobile", "전화 없음", "BAD_VALUE"),
        ("applicant", "name", "가" * 41, "TOO_LONG"),
        ("applicant", "name", "강\x00결", "BAD_CHARACTERS"),
        ("applicant", "service_address", "가" * 1_000_000, "TOO_LONG"),
        ("house", "sigungu", "11", "BAD_VALUE"),
        ("house", "sigungu", "26110", "BAD_VALUE"),
        ("house", "address", "", "MISSING_VALUE"),
    ],
)
def test_what_cannot_be_is_refused_with_a_code_and_a_sentence(slug: str, field: str, text: str, code: str) -> None:
    changed = {field: text, f"{field}_unknown": ""} if slug in ("lease", "occupancy") else {field: text}
    [error] = typed(slug, **changed).errors
    assert (error.field, error.code) == (field, code)
    assert error.label and error.source
    assert any(ending in error.message for ending in ("십시오", "합니다", "입니다"))


@pytest.mark.parametrize(
    ("slug", "field", "text", "value"),
    [
        ("lease", "first_contract_date", "2026-11-21", dt.date(2026, 11, 21)),
        ("lease", "first_contract_date", "2024-02-29", dt.date(2024, 2, 29)),
        ("lease", "deposit_current", "1", 1),
        ("lease", "deposit_current", str(10**15), 10**15),
        ("lease", "deposit_current", "2억1천만", 210_000_000),
        ("lease", "monthly_rent", "0", 0),
        ("occupancy", "fixed_date_on", "2026. 11. 21.", dt.date(2026, 11, 21)),
        ("applicant", "name", "봄", "봄"),
        ("applicant", "name", "가나다라마바사아자차" * 4, "가나다라마바사아자차" * 4),
        ("applicant", "name", "김🌱", "김🌱"),
        ("applicant", "mobile", "+82 10-1234-5678", "+821012345678"),
    ],
)
def test_the_edge_of_what_is_possible_is_taken(slug: str, field: str, text: str, value: object) -> None:
    changed = {field: text, f"{field}_unknown": ""} if slug in ("lease", "occupancy") else {field: text}
    reading = typed(slug, **changed)
    assert codes(reading) == []
    assert reading.values[field] == value


def test_a_value_together_with_unknown_is_asked_and_kept_as_typed() -> None:
    reading = typed("lease", deposit_current_unknown="on")
    assert codes(reading) == [("deposit_current", "CONTRADICTION")]
    assert reading.unclear == {"deposit_current": "2억 1천만", "deposit_current_unknown": "on"}


@pytest.mark.parametrize("field", ["first_contract_date", "deposit_current", "monthly_rent"])
def test_unknown_is_an_answer_in_the_lease(field: str) -> None:
    reading = typed("lease", **{field: "", f"{field}_unknown": "on"})
    assert codes(reading) == [] and reading.values[field] is UNKNOWN


def test_all_occupancy_may_be_left_open_or_unknown() -> None:
    with acting_as("portal"):
        blank = read(BY_SLUG["occupancy"], {}, Content(), uuid4())
    assert codes(blank) == [] and set(blank.values.values()) == {None, "", ()}
    unknown = {f"{name}_unknown": "on" for name in ("handover_on", "move_in_report_on", "fixed_date_on")}
    with acting_as("portal"):
        reading = read(BY_SLUG["occupancy"], {"handover_state": "unknown", **unknown}, Content(), uuid4())
    asked = {"handover_state", "handover_on", "move_in_report_on", "fixed_date_on"}
    assert codes(reading) == [] and {reading.values[name] for name in asked} == {UNKNOWN}


def test_a_wrong_check_digit_is_a_question_and_never_a_refusal() -> None:
    readings = [typed("applicant", number=f"910302-234567{digit}") for digit in range(10)]
    assert all(codes(reading) == [] and reading.number for reading in readings)
    assert sorted(reading.number_doubtful for reading in readings) == [False] + [True] * 9


def test_a_sido_that_is_not_in_the_table_of_today_is_refused() -> None:
    assert codes(typed("house", sido="42", sigungu="")) == [("sido", "BAD_VALUE")]


def test_a_number_is_sealed_to_its_draft_and_leaves_the_form() -> None:
    draft = uuid4()
    with acting_as("portal"):
        reading = read(BY_SLUG["applicant"], {**ANSWERS["applicant"], "name": ""}, Content(), draft)
    assert reading.number is not None and reading.number.masked == "910302-2******"
    assert NUMBER not in str(reading.form) and NUMBER.replace("-", "") not in str(reading.form)
    with acting_as("office"):
        opened = unseal(base64.b64decode(reading.number.box), keyring().unsealing_keys(), f"draft/{draft}/number")
    assert opened.decode() == NUMBER.replace("-", "")


def test_a_foreigners_number_is_taken_like_a_residents() -> None:
    reading = typed("applicant", number="９１０３０２ 6345678")
    assert reading.number is not None and reading.number.masked == "910302-6******"


def test_a_number_that_was_given_is_not_asked_again() -> None:
    content = typed("applicant").into(Content())
    again = typed("applicant", content, number="")
    assert codes(again) == [] and again.into(content).number == content.number


@pytest.mark.parametrize("field", ["name", "service_address", "resident_address"])
def test_thirteen_digits_in_a_text_are_hidden_before_anything_is_kept(field: str) -> None:
    reading = typed("applicant", **{field: f"집 {NUMBER}"})
    assert reading.masked
    assert reading.values[field] == "집 910302-2******"
    assert NUMBER not in str(reading.form)


@pytest.mark.parametrize(
    ("field", "slug"), [("mobile", "applicant"), ("first_contract_date", "lease"), ("birth_date", "applicant")]
)
def test_thirteen_digits_in_the_wrong_field_are_not_kept_either(field: str, slug: str) -> None:
    reading = typed(slug, **{field: NUMBER})
    assert "2345678" not in repr(reading.unclear) + repr(reading.values).replace("01012345678", "")


def test_an_input_that_cannot_be_read_waits_in_the_draft_and_is_shown_again() -> None:
    reading = typed("lease", first_contract_date="2023년 봄", deposit_current="이억쯤")
    content = reading.into(Content())
    assert content.unclear == {"lease": {"first_contract_date": "2023년 봄", "deposit_current": "이억쯤"}}
    form = blank_form(BY_SLUG["lease"], from_json(to_json(content)))
    assert "2023년 봄" in str(form) and "이억쯤" in str(form)
    assert typed("lease", content).into(content).unclear == {}


def test_a_megabyte_is_not_kept_in_the_draft() -> None:
    reading = typed("applicant", service_address="가" * (KEPT_RAW + 1))
    assert reading.unclear == {} and reading.values["service_address"] == ""


def test_the_choice_of_another_sido_brings_its_own_sigungu() -> None:
    form = typed("house", sido="26", sigungu="").form
    assert "26110" in str(form["sigungu"]) and "11110" not in str(form["sigungu"])
    assert "목록에 없음" in str(form["sigungu"])


def test_a_house_in_a_province_that_was_merged_meanwhile_need_not_be_entered_again() -> None:
    content = Content(house=House("29", "none", "충장동", "금남로 1"))
    assert checked_form(BY_SLUG["house"], content).data["sido"] == "12"


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        (Content(lease=Lease(dt.date(2025, 5, 31))), set()),
        (Content(lease=Lease(dt.date(2025, 6, 1))), {"CONTRACT_AFTER_LAST_DAY"}),
        (Content(lease=Lease(UNKNOWN)), set()),
        (Content(lease=Lease(dt.date(2023, 4, 1)), occupancy=Occupancy(fixed_date_on=dt.date(2023, 4, 1))), set()),
        (
            Content(lease=Lease(dt.date(2023, 4, 1)), occupancy=Occupancy(fixed_date_on=dt.date(2023, 3, 31))),
            {"FIXED_DATE_BEFORE_CONTRACT"},
        ),
        (Content(applicant=Applicant(is_natural_person=False)), {"NOT_NATURAL_PERSON"}),
        (Content(applicant=Applicant(is_natural_person=UNKNOWN)), set()),
        (Content(house=House("11", "11110", "혜화동", "1")), set()),
        (Content(house=House("11", "none", "혜화동", "1")), {"ADDRESS_UNMATCHED"}),
        (Content(house=House("11", "11110", "대학로 1길", "1")), {"ADDRESS_UNMATCHED"}),
        (Content(house=House("11", "11110", "", "1")), {"ADDRESS_UNMATCHED"}),
        (Content(occupancy=Occupancy("none", dt.date(2023, 4, 1))), {"HANDOVER_CONTRADICTION"}),
        (Content(applicant=Applicant(name="강한길"), verified_name="강한결"), {"NAME_DIFFERS"}),
    ],
)
def test_soft_checks_ask_and_only_where_there_is_something_to_ask(content: Content, asked: set[str]) -> None:
    assert {question.code for question in questions(content, dt.date(2026, 11, 21))} == asked


def test_a_birth_date_that_differs_from_the_number_is_asked_about() -> None:
    content = typed("applicant", birth_date="1991-03-03").into(Content())
    assert {question.code for question in questions(content, dt.date(2026, 11, 21))} == {"BIRTH_DATE_DIFFERS"}


def test_content_comes_back_from_json_as_it_was() -> None:
    content = Content()
    for slug in ANSWERS:
        content = typed(slug, content).into(content)
    assert from_json(to_json(content)) == content
    assert gaps(content) == []


def test_blanks_are_no_information_and_unknowns_are_unknown_in_the_summary() -> None:
    content = typed("occupancy", move_in_report_on="").into(Content())
    rows = {row.field: row.value for part in parts(content, dt.date(2026, 11, 21)) for row in part.rows}
    assert rows["fixed_date_on"] == "모름"
    assert rows["move_in_report_on"] == rows["number"] == rows["deposit_current"] == "정보 없음"
    assert rows["handover_on"] == "2023. 4. 10.(월)"


def test_a_save_that_saw_an_older_version_changes_nothing_and_knows_both(tenant: Account) -> None:
    draft = new_draft(tenant)
    with acting(tenant):
        seen = find_draft(draft).version
        keep(draft, "lease", {**ANSWERS["lease"], "deposit_current": "3억"}, page="phone")
    with pytest.raises(Stale) as refused, acting(tenant):
        save_step(draft, version=seen, step="lease", values={}, unclear={}, numbers={}, page="laptop")
    assert refused.value.theirs["version"] == seen + 1
    with acting(tenant):
        assert load(find_draft(draft)).lease.deposit_current == 300_000_000
