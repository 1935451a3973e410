"""Facts are read exactly or refused with code, field and source; nothing is guessed (S1-ASM-01)."""

import datetime as dt
from typing import Any

import pytest

from teojeon.law.language.errors import LawError
from teojeon.law.language.expression import Fact
from teojeon.law.language.kinds import Count, Date, DateOrNot, Days, ListOf, Won, YesNo, choice, code_set, code_text, record
from teojeon.law.language.reading import as_given, read_day, read_facts

STATE = choice(valid="유효", pending="청구 중")
FACTS = (
    Fact("amount", Won, "금액", source="법 제1조"),
    Fact("people", Count, "인원", source="법 제2조", minimum=2),
    Fact("length", Days, "일수", source="법 제3조"),
    Fact("day", Date, "날", source="법 제4조"),
    Fact("maybe_day", DateOrNot, "종결일", source="법 제5조"),
    Fact("yes", YesNo, "여부", source="법 제6조"),
    Fact("state", STATE, "상태", source="법 제7조"),
    Fact("place", code_text("시·도 코드", r"\d{2}"), "시·도", source="법 제8조"),
    Fact("events", code_set({"opened": "개시", "seized": "압류"}), "사유", source="법 제9조"),
    Fact("covers", ListOf(record(amount=(Won, "금액"), state=(STATE, "상태"))), "보증", source="법 제10조"),
    Fact("others", ListOf(Won, unknown_items=True), "보증금들", source="법 제11조"),
    Fact("days", ListOf(Date), "날들"),
)
SOURCES = {fact.name: fact.source or None for fact in FACTS}


@pytest.mark.parametrize(
    ("name", "given", "read"),
    [
        ("amount", 0, 0),
        ("amount", 10**15, 10**15),
        ("people", 2, 2),
        ("length", 0, 0),
        ("day", "2026-11-20", dt.date(2026, 11, 20)),
        ("day", dt.date(2026, 11, 20), dt.date(2026, 11, 20)),
        ("maybe_day", "2024-02-29", dt.date(2024, 2, 29)),
        ("maybe_day", False, False),
        ("yes", True, True),
        ("yes", False, False),
        ("state", "pending", "pending"),
        ("place", "11", "11"),
        ("events", ["seized"], {"opened": False, "seized": True}),
        ("events", ("seized", "opened", "seized"), {"opened": True, "seized": True}),
        ("events", [], {"opened": False, "seized": False}),
        ("events", {"opened": True}, {"opened": True, "seized": None}),
        ("events", {"opened": False, "seized": None}, {"opened": False, "seized": None}),
        ("events", {}, {"opened": None, "seized": None}),
        ("covers", [{"amount": 1, "state": "valid"}], ({"amount": 1, "state": "valid"},)),
        ("covers", [{"amount": None}], ({"amount": None, "state": None},)),
        ("covers", [{}], ({"amount": None, "state": None},)),
        ("covers", (), ()),
        ("others", [1, None], (1, None)),
        ("others", [0] * 10_000, (0,) * 10_000),
        ("days", ["2026-11-20"], (dt.date(2026, 11, 20),)),
    ],
)
def test_what_is_right_is_read_as_it_stands(name: str, given: object, read: object) -> None:
    found = read_facts(FACTS, {name: given})
    assert found == {name: read}
    assert type(found[name]) is type(read)


@pytest.mark.req("S1-ASM-01")
def test_absent_and_null_are_unknown_and_left_out() -> None:
    assert read_facts(FACTS, {}) == {}
    assert read_facts(FACTS, dict.fromkeys(SOURCES)) == {}
    assert read_facts(FACTS, {"amount": None, "yes": False}) == {"yes": False}


REFUSED: list[tuple[str, Any, str, str]] = [
    ("amount", -1, "NEGATIVE_AMOUNT", "amount"),
    ("amount", 10**15 + 1, "BAD_VALUE", "amount"),
    ("amount", 1.5, "WRONG_TYPE", "amount"),
    ("amount", 200000000.0, "WRONG_TYPE", "amount"),
    ("amount", "200000000", "WRONG_TYPE", "amount"),
    ("amount", True, "WRONG_TYPE", "amount"),
    ("amount", False, "WRONG_TYPE", "amount"),
    ("amount", [1], "WRONG_TYPE", "amount"),
    ("people", 1, "BAD_VALUE", "people"),
    ("people", -1, "BAD_VALUE", "people"),
    ("people", 10**15 + 1, "BAD_VALUE", "people"),
    ("people", True, "WRONG_TYPE", "people"),
    ("length", -1, "BAD_VALUE", "length"),
    ("day", "2026-02-29", "BAD_DATE", "day"),
    ("day", "2026-13-01", "BAD_DATE", "day"),
    ("day", "20261120", "BAD_DATE", "day"),
    ("day", "2026-11-20T00:00", "BAD_DATE", "day"),
    ("day", " 2026-11-20", "BAD_DATE", "day"),
    ("day", "２０２６-11-20", "BAD_DATE", "day"),
    ("day", "", "BAD_DATE", "day"),
    ("day", 20261120, "WRONG_TYPE", "day"),
    ("day", False, "WRONG_TYPE", "day"),
    ("day", dt.datetime(2026, 11, 20, tzinfo=dt.UTC), "WRONG_TYPE", "day"),
    ("maybe_day", True, "WRONG_TYPE", "maybe_day"),
    ("maybe_day", "no", "BAD_DATE", "maybe_day"),
    ("maybe_day", 0, "WRONG_TYPE", "maybe_day"),
    ("yes", 1, "WRONG_TYPE", "yes"),
    ("yes", 0, "WRONG_TYPE", "yes"),
    ("yes", "true", "WRONG_TYPE", "yes"),
    ("state", "gone", "BAD_VALUE", "state"),
    ("state", True, "WRONG_TYPE", "state"),
    ("place", "1", "BAD_VALUE", "place"),
    ("place", "111", "BAD_VALUE", "place"),
    ("place", "１１", "BAD_VALUE", "place"),
    ("place", 11, "WRONG_TYPE", "place"),
    ("events", ["gone"], "BAD_VALUE", "events[0]"),
    ("events", ["opened", 1], "WRONG_TYPE", "events[1]"),
    ("events", ["opened", None], "WRONG_TYPE", "events[1]"),
    ("events", "opened", "WRONG_TYPE", "events"),
    ("events", {"gone": True}, "UNKNOWN_KEY", "events.gone"),
    ("events", {"opened": 1}, "WRONG_TYPE", "events.opened"),
    ("events", {"opened": "yes"}, "WRONG_TYPE", "events.opened"),
    ("covers", {"amount": 1}, "WRONG_TYPE", "covers"),
    ("covers", [1], "WRONG_TYPE", "covers[0]"),
    ("covers", [None], "WRONG_TYPE", "covers[0]"),
    ("covers", [{"amount": 1}, {"price": 1}], "UNKNOWN_KEY", "covers[1].price"),
    ("covers", [{"amount": -1}], "NEGATIVE_AMOUNT", "covers[0].amount"),
    ("covers", [{"state": "gone"}], "BAD_VALUE", "covers[0].state"),
    ("others", [1, -1], "NEGATIVE_AMOUNT", "others[1]"),
    ("others", [1, "1"], "WRONG_TYPE", "others[1]"),
    ("others", [0] * 10_001, "BAD_VALUE", "others"),
    ("others", "12", "WRONG_TYPE", "others"),
    ("days", [None], "WRONG_TYPE", "days[0]"),
    ("days", ["2026-11-31"], "BAD_DATE", "days[0]"),
]


@pytest.mark.req("S1-ASM-01", "S1-XCT-03")
@pytest.mark.parametrize(("name", "given", "code", "field"), REFUSED, ids=lambda part: str(part)[:40])
def test_what_is_not_exactly_right_is_refused_with_field_and_source(name: str, given: object, code: str, field: str) -> None:
    with pytest.raises(LawError) as refused:
        read_facts(FACTS, {name: given})
    assert (refused.value.code, refused.value.field, refused.value.source) == (code, field, SOURCES[name])
    # a person reads it: Korean, a sentence, no code of ours
    assert refused.value.message.endswith(".")
    assert any("가" <= letter <= "힣" for letter in refused.value.message)
    assert "XX" not in refused.value.message


def test_a_fact_that_nobody_declared_is_refused_even_where_it_is_null() -> None:
    for given in (1, None):
        with pytest.raises(LawError) as refused:
            read_facts(FACTS, {"amount": 1, "amont": given})
        assert (refused.value.code, refused.value.field) == ("UNKNOWN_KEY", "amont")


def test_a_key_that_is_no_text_is_refused_by_its_text() -> None:
    with pytest.raises(LawError) as refused:
        read_facts(FACTS, {1: 1})  # type: ignore[dict-item]
    assert (refused.value.code, refused.value.field) == ("UNKNOWN_KEY", "1")


def test_what_may_be_chosen_is_named_in_the_refusal() -> None:
    unknown: tuple[tuple[str, object], ...] = (("state", "gone"), ("events", ["gone"]), ("state", 1))
    for name, given in unknown:
        with pytest.raises(LawError) as refused:
            read_facts(FACTS, {name: given})
        codes = "valid, pending" if name == "state" else "opened, seized"
        assert codes in refused.value.message
    others: tuple[tuple[str, object, str], ...] = (
        ("people", 1, "2 이상"),
        ("others", [0] * 10_001, "10,000개"),
        ("place", 11, "시·도 코드"),
        ("events", {"opened": 1}, "true, false, null 중 하나"),
    )
    for name, given, said in others:
        with pytest.raises(LawError, match=said):
            read_facts(FACTS, {name: given})


def test_a_day_is_read_with_the_field_and_source_of_whoever_asks() -> None:
    assert read_day("2026-11-20", "on") == dt.date(2026, 11, 20)
    for given, code in (("2026-11-31", "BAD_DATE"), ("x", "BAD_DATE"), (None, "WRONG_TYPE"), (1, "WRONG_TYPE")):
        with pytest.raises(LawError) as refused:
            read_day(given, "on", "법 제4조")
        assert (refused.value.code, refused.value.field, refused.value.source) == (code, "on", "법 제4조")
    with pytest.raises(LawError) as refused:
        read_day("x", "on")
    assert refused.value.source is None


def test_values_go_back_into_the_terms_of_json_with_names_in_order() -> None:
    typed = {"나": (dt.date(2026, 11, 20), None), "가": {"z": True, "a": [1]}}
    given = as_given(typed)
    assert given == {"가": {"a": [1], "z": True}, "나": ["2026-11-20", None]}
    assert isinstance(given, dict)
    assert list(given) == ["가", "나"]
    assert list(given["가"]) == ["a", "z"]
    assert as_given("글") == "글"
    assert as_given(1) == 1
