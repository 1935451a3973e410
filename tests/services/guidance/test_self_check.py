"""The self-check: the real engine, nothing stored, never a verdict (S1-GUI-02)."""

import datetime as dt
import re
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from teojeon.services.guidance.selfcheck.answers import EARLY_SALE, NOTHING
from teojeon.services.guidance.selfcheck.forms import SelfCheckForm
from teojeon.services.guidance.selfcheck.result import EXCLUDED, LIKELY, OPEN, check
from tests.services.guidance.conftest import move_to, visiting

ON = dt.date(2026, 11, 20)
R1 = {
    "handover": "done", "move_in_reported": True, "fixed_date_obtained": True, "occupying": True, "lessor_authorised": True,
}  # fmt: skip
ALL = R1 | {
    "natural_person": True, "landlord_side": False, "residential": True, "first_contract_on": dt.date(2023, 4, 3),
    "deposit": 200_000_000, "sido": "11", "registration": NOTHING, "events": ["auction_commenced"], "victims": "two",
    "guarantee": NOTHING,
}  # fmt: skip
SENT = {
    "natural_person": "yes", "landlord_side": "no", "residential": "yes", "first_contract_on": "2023-04-03", "deposit": "200000000",
    "sido": "11", "lessor_authorised": "yes", "handover": "done", "move_in_reported": "yes", "fixed_date_obtained": "yes",
    "registration": "nothing", "occupying": "yes", "events": "auction_commenced", "victims": "two", "guarantee": "nothing",
}  # fmt: skip
VERDICT = re.compile(
    r"피해자입니다|피해자가 아닙니다|피해자에 해당합니다|해당하지 않습니다|대상입니다|대상이 아닙니다|신청할 수 없습니다|인정됩니다|인정되지 않습니다|받을 수 없습니다"
)


def codes(conditions: list[Any]) -> set[str]:
    return {condition.code for condition in conditions}


def words(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.mark.req("S1-GUI-02")
def test_620_million_in_seoul_may_be_raised_otherwise_class_na_and_filing_stays_possible() -> None:
    found = check(R1 | {"deposit": 620_000_000, "sido": "11"}, ON)
    assert found.kind == OPEN
    assert {"GA", "NA"} <= set(found.classes)
    assert "R2" in codes(found.depends_on)
    note = found.notes[0]
    assert "상한 5억 원" in note and "7억 원까지 올릴 수 있습니다" in note and "나목 임차인이 될 가능성" in note


@pytest.mark.req("S1-GUI-02")
def test_one_won_decides_about_the_notes_on_the_cap() -> None:
    def notes(deposit: int) -> str:
        return " ".join(check({"deposit": deposit}, ON).notes)

    assert "올릴 수 있습니다" not in notes(500_000_000)
    assert "올릴 수 있습니다" in notes(500_000_001)
    assert "올릴 수 있습니다" in notes(700_000_000)
    assert "나목의 요건을 중심으로" in notes(700_000_001)


@pytest.mark.req("S1-GUI-02")
def test_when_all_is_answered_the_class_is_likely_and_what_the_committee_judges_is_said() -> None:
    found = check(ALL, ON)
    assert (found.kind, found.classes, found.depends_on) == (LIKELY, ["GA"], [])
    assert codes(found.by_committee) == {"R3", "R4", "X3"}


@pytest.mark.req("S1-GUI-02")
@pytest.mark.parametrize(
    ("answers", "against"),
    [
        ({"natural_person": False}, "G1"),
        ({"first_contract_on": dt.date(2025, 6, 1)}, "G2"),
        ({"residential": False}, "G4"),
        ({"landlord_side": True}, "G5"),
        ({"guarantee": "whole"}, "X1"),
    ],
)
def test_what_speaks_against_is_named(answers: dict[str, Any], against: str) -> None:
    found = check(ALL | answers, ON)
    assert found.kind == EXCLUDED
    assert against in codes(found.against)


@pytest.mark.req("S1-GUI-02")
def test_the_last_day_of_the_first_contract_is_within() -> None:
    assert check(ALL | {"first_contract_on": dt.date(2025, 5, 31)}, ON).kind == LIKELY


def test_a_guarantee_of_the_whole_speaks_against_even_without_a_deposit() -> None:
    assert codes(check({"guarantee": "whole"}, ON).against) == {"X1"}


def test_class_da_is_open_to_who_had_no_key() -> None:
    found = check(ALL | {"handover": "impossible", "occupying": None, "victims": None}, ON)
    assert "DA" in found.classes and "GA" not in found.classes


def test_a_sale_that_ended_early_lifts_two_requirements() -> None:
    answers = {
        **ALL,
        "events": [EARLY_SALE],
        "victims": None,
        "fixed_date_obtained": False,
        "first_contract_on": dt.date(2021, 1, 5),
    }
    found = check(answers, ON)
    assert "GA" in found.classes


@pytest.mark.req("S1-GUI-02")
@pytest.mark.parametrize("events", [[], ["unknown"]])
def test_what_was_not_answered_is_unknown_and_not_no(events: list[str]) -> None:
    found = check({"events": events}, ON)
    assert "R3" in codes(found.depends_on)


@pytest.mark.req("S1-GUI-02")
def test_it_has_at_most_fifteen_questions_and_each_can_be_unknown(house: None) -> None:
    with visiting():
        form = SelfCheckForm()
    assert len(form.fields) <= 15
    assert all(not field.required for field in form.fields.values())
    asked = " ".join(str(field.label) for field in form.fields.values())
    assert not re.search("이름|성명|주민등록번호|전화|주소", asked)


@pytest.mark.req("S1-GUI-02")
def test_no_page_ever_says_a_verdict(house: None) -> None:
    choices: dict[str, tuple[str, ...]] = {
        "natural_person": ("yes", "no", ""),
        "deposit": ("200000000", "620000000", "900000000", ""),
        "guarantee": ("nothing", "whole", ""),
        "handover": ("done", "none", ""),
    }
    kinds = set()
    with visiting() as visitor:
        for chosen in product(*choices.values()):
            given = SENT | {"occupying": "no"} | dict(zip(choices, chosen, strict=True))
            answer = visitor.post("/self-check/", {name: value for name, value in given.items() if value})
            assert answer.status_code == 200, given
            kinds.add(answer.context["result"].kind)
            said = words(answer.content.decode())
            assert not VERDICT.search(said), (given, VERDICT.search(said))
            assert "결정이 아니고 증거로 쓰이지 않습니다" in said
            assert "신청할 수 있으며" in said
            assert "가진 것만으로 시작하기" in said
    assert kinds == {LIKELY, OPEN, EXCLUDED}


@pytest.mark.req("S1-GUI-02")
@pytest.mark.parametrize(
    ("given", "asked_again"),
    [
        ({"handover": "none"}, "occupying"),
        ({"move_in_reported": "no"}, "occupying"),
        ({"events": ["nothing", "auction_commenced"]}, "events"),
        ({"events": ["unknown", "auction_commenced"]}, "events"),
        ({"events": ["early_sale"], "first_contract_on": "2024-01-01"}, "events"),
        ({"first_contract_on": "2199-01-01"}, "first_contract_on"),
        ({"deposit": "10", "deposit_unknown": "on"}, "deposit"),
    ],
)
def test_contradictory_answers_are_asked_again_and_the_others_kept(house: None, given: dict[str, Any], asked_again: str) -> None:
    with visiting() as visitor:
        answer = visitor.post("/self-check/", SENT | given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [asked_again]
    page = answer.content.decode()
    assert answer.context["result"] is None
    assert 'value="two" id="id_victims_0"' in page or re.search(r'value="two"[^>]*checked', page)


@pytest.mark.req("S1-GUI-02")
def test_nothing_is_stored_nothing_stands_in_an_address_and_nobody_is_asked_to_sign_in(house: None) -> None:
    with visiting() as visitor:
        with CaptureQueriesContext(connection) as queries:
            answer = visitor.post("/self-check/", SENT)
        writes = [each["sql"] for each in queries if re.match(r"\s*(INSERT|UPDATE|DELETE)", each["sql"], re.IGNORECASE)]
    assert writes == []
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert set(answer.cookies) <= {"teojeon_test_csrf"}
    assert "200000000" not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    assert not any("append_event" in each["sql"] or "audit_event" in each["sql"] for each in queries)


@pytest.mark.req("S1-GUI-02")
def test_the_answers_in_an_address_are_not_read(house: None) -> None:
    with visiting() as visitor:
        page = visitor.get("/self-check/?natural_person=yes&deposit=77777777").content.decode()
    assert "77777777" not in page


@pytest.mark.req("S1-GUI-02", "S1-XCT-06")
def test_the_last_day_of_the_act_and_the_next(house: None) -> None:
    move_to(dt.date(2027, 5, 31))
    with visiting() as visitor:
        assert "2027. 5. 31.(월)까지 받습니다" in words(visitor.post("/self-check/", SENT).content.decode())
    move_to(dt.date(2027, 6, 1))
    with visiting() as visitor:
        said = words(visitor.post("/self-check/", SENT).content.decode())
    assert (
        "2027. 5. 31.(월)에 끝났습니다" in said and "전세피해지원센터에서 상담" in said and "접수하여 기간이 지난 신청으로" in said
    )
