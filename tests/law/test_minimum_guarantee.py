"""minimum-guarantee: a third of the deposit, less what came back (전세사기피해자법 제25조의9), one won to each side."""

import datetime as dt
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.compiler import compiled
from teojeon.law.language.errors import LawError
from teojeon.law.receipt import is_intact
from teojeon.law.victims.minimum_guarantee import FACTS, MINIMUM_GUARANTEE, check_rows, run

NOW = dt.date(2026, 12, 16)
SHIPPED = LawBook.shipped()
CASE: dict[str, object] = {
    "deposit": 100_000_000,
    "outcome": "GA",
    "korean_national": True,
    "received_by_priority": 20_000_000,
    "repaid_on_claim": 0,
    "support": 5_000_000,
    "bought_house": False,
    "distribution_demanded": True,
    "auction_started_on": "2026-12-01",
    "advance_paid": False,
    "filed_on": "2026-11-20",
}
RESULTS = ("entitled", "payable", "floor", "decide_by", "extended_by")


def answer(on: dt.date = NOW, book: LawBook = SHIPPED, /, **changes: object) -> dict[str, object]:
    return run({**CASE, **changes}, on, book)


def finding(found: dict[str, object], code: str) -> dict[str, object]:
    findings = found["findings"]
    assert isinstance(findings, list)
    return next(each for each in findings if each["code"] == code)


def with_reading(position: str) -> LawBook:
    row = AuthorityRow("READING_A36", "nation", position, dt.date(2026, 11, 13), None, "국토교통부 지침", "제2026-1호")
    return SHIPPED.with_rows([row])


@pytest.mark.req("S1-MIN-02")
def test_the_shortfall_is_paid_below_ten_won_cut() -> None:
    found = answer()
    assert found["entitled"] is True
    assert found["payable"] == 8_333_330
    assert found["floor"] == [100_000_000, 3]
    assert found["missing"] == []


@pytest.mark.req("S1-MIN-02")
@pytest.mark.parametrize(
    ("received", "entitled", "payable"),
    [
        (30_000_001, False, 0),
        (30_000_000, False, 0),
        (29_999_999, True, 0),
        (29_999_991, True, 0),
        (29_999_990, True, 10),
        (29_999_989, True, 10),
        (29_999_980, True, 20),
        (0, True, 30_000_000),
    ],
)
def test_one_won_short_of_the_third_entitles_though_nothing_below_ten_won_is_paid(
    received: int, entitled: bool, payable: int
) -> None:
    found = answer(deposit=90_000_000, received_by_priority=received, support=0)
    assert (found["entitled"], found["payable"], found["floor"]) == (entitled, payable, [30_000_000, 1])


@pytest.mark.req("S1-MIN-02")
@pytest.mark.parametrize(("received", "entitled"), [(33_333_332, True), (33_333_333, True), (33_333_334, False)])
def test_a_third_that_is_no_whole_won_decides_exactly(received: int, entitled: bool) -> None:
    assert answer(received_by_priority=received, support=0)["entitled"] is entitled


@pytest.mark.req("S1-MIN-02")
@pytest.mark.parametrize("where", ["received_by_priority", "repaid_on_claim", "support"])
def test_each_of_the_three_amounts_counts_towards_the_third(where: str) -> None:
    nothing = {"received_by_priority": 0, "repaid_on_claim": 0, "support": 0}
    assert answer(deposit=90_000_000, **{**nothing, where: 29_999_990})["payable"] == 10
    assert answer(deposit=90_000_000, **{**nothing, where: 30_000_000})["entitled"] is False


@pytest.mark.req("S1-MIN-02")
@pytest.mark.parametrize(("deposit", "floor"), [(0, [0, 1]), (1, [1, 3]), (2, [2, 3]), (3, [1, 1]), (10**15, [10**15, 3])])
def test_the_floor_is_a_fraction_in_lowest_terms(deposit: int, floor: list[int]) -> None:
    assert answer(deposit=deposit)["floor"] == floor


@pytest.mark.req("S1-MIN-02")
def test_the_floor_needs_the_deposit_and_nothing_else() -> None:
    found = run({"deposit": 100_000_000}, NOW, SHIPPED)
    assert found["floor"] == [100_000_000, 3]
    assert (found["entitled"], found["payable"], found["decide_by"], found["extended_by"]) == (None, None, None, None)


@pytest.mark.req("S1-MIN-02")
def test_the_first_reading_of_a_36_cuts_below_ten_won() -> None:
    for book in (SHIPPED, with_reading("ten_won")):
        found = answer(NOW, book)
        assert found["payable"] == 8_333_330
        assert found["readings"] == [{"code": "A-36", "position": "ten_won", "title": "10원 미만을 버림"}]


@pytest.mark.req("S1-MIN-02")
def test_the_second_reading_of_a_36_cuts_below_one_won_alone() -> None:
    found = answer(NOW, with_reading("one_won"))
    assert found["payable"] == 8_333_333
    assert found["readings"] == [{"code": "A-36", "position": "one_won", "title": "1원 미만만 버림"}]
    assert answer(NOW, with_reading("one_won"), deposit=90_000_000, received_by_priority=29_999_999, support=0)["payable"] == 1


def test_a_reading_that_nothing_rests_on_is_not_named() -> None:
    assert answer(outcome="NA")["readings"] == []


@pytest.mark.req("S1-MIN-01")
@pytest.mark.parametrize(
    ("changes", "entitled"),
    [
        ({"outcome": "GA"}, True),
        ({"outcome": "DA"}, True),
        ({"outcome": "NA"}, False),
        ({"korean_national": False}, False),
        ({"bought_house": True}, False),
        ({"advance_paid": True}, False),
    ],
)
def test_class_nationality_purchase_and_advance_decide(changes: dict[str, object], entitled: bool) -> None:
    found = answer(**changes)
    assert found["entitled"] is entitled
    assert found["payable"] == (8_333_330 if entitled else 0)
    assert found["floor"] == [100_000_000, 3]


@pytest.mark.req("S1-MIN-01")
@pytest.mark.parametrize(
    ("demanded", "started_on", "excluded"),
    [
        (False, "2026-11-10", False),
        (False, "2026-11-12", False),
        (False, "2026-11-13", True),
        (False, "2026-11-14", True),
        (False, False, False),
        (False, None, None),
        (True, "2026-11-13", False),
        (True, None, False),
        (None, "2026-11-12", False),
        (None, "2026-11-13", None),
        (None, False, False),
    ],
)
def test_no_demand_excludes_only_where_the_auction_began_on_or_after_2026_11_13(
    demanded: bool | None, started_on: str | bool | None, excluded: bool | None
) -> None:
    found = answer(distribution_demanded=demanded, auction_started_on=started_on)
    assert finding(found, "E2")["value"] is excluded
    assert found["entitled"] is (None if excluded is None else not excluded)


@pytest.mark.req("S1-MIN-03")
def test_the_decision_is_due_in_ninety_days_and_once_extended_in_a_hundred_and_twenty() -> None:
    found = answer(filed_on="2026-11-20")
    assert (found["decide_by"], found["extended_by"]) == ("2027-02-18", "2027-03-22")


@pytest.mark.req("S1-MIN-03")
@pytest.mark.parametrize(
    ("filed_on", "decide_by", "extended_by"),
    [
        ("2026-11-19", "2027-02-17", "2027-03-19"),
        ("2026-11-21", "2027-02-19", "2027-03-22"),
        ("2026-11-22", "2027-02-22", "2027-03-22"),
        ("2026-11-23", "2027-02-22", "2027-03-23"),
    ],
)
def test_one_day_later_is_one_day_later_unless_it_falls_on_a_weekend(filed_on: str, decide_by: str, extended_by: str) -> None:
    found = answer(filed_on=filed_on)
    assert (found["decide_by"], found["extended_by"]) == (decide_by, extended_by)


@pytest.mark.req("S1-MIN-03")
@pytest.mark.parametrize("filed_on", ["2020-12-31", "2040-09-05"])
def test_a_filing_whose_due_days_no_holiday_table_covers_is_refused(filed_on: str) -> None:
    with pytest.raises(LawError) as refused:
        answer(filed_on=filed_on)
    assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", "filed_on")


@pytest.mark.req("S1-MIN-01")
@pytest.mark.parametrize(("on", "in_force"), [(dt.date(2026, 11, 12), False), (dt.date(2026, 11, 13), True)])
def test_the_guarantee_is_law_from_2026_11_13_on(on: dt.date, in_force: bool) -> None:
    if in_force:
        assert answer(on)["entitled"] is True
        return
    with pytest.raises(LawError) as refused:
        answer(on)
    assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", "on")
    assert refused.value.source is not None


@pytest.mark.req("S1-MIN-01")
@pytest.mark.parametrize(
    "decisive", [{"outcome": "NA"}, {"korean_national": False}, {"bought_house": True}, {"advance_paid": True}]
)
def test_one_ground_of_refusal_decides_whatever_else_is_unknown(decisive: dict[str, object]) -> None:
    found = run(decisive, NOW, SHIPPED)
    assert (found["entitled"], found["payable"]) == (False, 0)


@pytest.mark.req("S1-MIN-02")
def test_what_is_known_to_have_come_back_decides_alone_once_it_reaches_the_third() -> None:
    assert run({"deposit": 90_000_000, "support": 30_000_000}, NOW, SHIPPED)["entitled"] is False
    assert run({"deposit": 90_000_000, "support": 15_000_000, "repaid_on_claim": 15_000_000}, NOW, SHIPPED)["entitled"] is False


@pytest.mark.req("S1-MIN-02")
@pytest.mark.parametrize("unknown", ["received_by_priority", "repaid_on_claim", "support"])
@pytest.mark.parametrize(("known", "entitled"), [(29_999_999, None), (30_000_000, False), (30_000_001, False)])
def test_an_unknown_amount_counts_nothing_towards_the_third_until_it_is_known(
    unknown: str, known: int, entitled: bool | None
) -> None:
    amounts = {"received_by_priority": 0, "repaid_on_claim": 0, "support": 0}
    first = next(name for name in amounts if name != unknown)
    found = answer(deposit=90_000_000, **{**amounts, first: known, unknown: None})
    assert (found["entitled"], found["missing"]) == (entitled, [unknown] if entitled is None else [])


@pytest.mark.req("S1-MIN-02")
def test_an_amount_that_is_unknown_leaves_the_payment_unknown_and_is_named() -> None:
    found = answer(support=None)
    assert (found["entitled"], found["payable"], found["missing"]) == (None, None, ["support"])


@pytest.mark.parametrize("fact", [fact.name for fact in FACTS])
def test_each_fact_that_a_result_waits_for_is_missing_and_no_other(fact: str) -> None:
    found = answer(**{fact: None})
    waits = any(found[name] is None for name in RESULTS)
    assert found["missing"] == ([fact] if waits else [])
    assert waits is (fact != "auction_started_on")  # a demand was made: the day of the auction is of no account


def test_missing_facts_stand_in_the_order_of_the_contract() -> None:
    assert run({}, NOW, SHIPPED)["missing"] == [fact.name for fact in FACTS]
    assert run({"filed_on": "2026-11-20", "outcome": "NA"}, NOW, SHIPPED)["missing"] == ["deposit"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"deposit": -1}, "NEGATIVE_AMOUNT", "deposit"),
        ({"deposit": 10**15 + 1}, "BAD_VALUE", "deposit"),
        ({"support": "5000000"}, "WRONG_TYPE", "support"),
        ({"support": True}, "WRONG_TYPE", "support"),
        ({"outcome": "REJECT"}, "BAD_VALUE", "outcome"),
        ({"korean_national": 1}, "WRONG_TYPE", "korean_national"),
        ({"auction_started_on": True}, "WRONG_TYPE", "auction_started_on"),
        ({"filed_on": False}, "WRONG_TYPE", "filed_on"),
        ({"filed_on": "2026-11-31"}, "BAD_DATE", "filed_on"),
        ({"class": "GA"}, "UNKNOWN_KEY", "class"),
    ],
)
def test_a_wrong_fact_is_refused_with_its_name(changes: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(LawError) as refused:
        answer(**changes)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.source is not None or code == "UNKNOWN_KEY"


def test_the_answer_holds_findings_and_a_receipt_of_every_row_read() -> None:
    found = answer()
    assert list(found) == ["on", *RESULTS, "missing", "findings", "readings", "receipt"]
    assert [each["code"] for each in found["findings"]] == ["M1", "M2", "M3", "E1", "E2", "E3"]  # type: ignore[attr-defined]
    receipt = found["receipt"]
    assert isinstance(receipt, dict)
    assert is_intact(receipt)
    assert set(receipt["parameters"]) == {
        "MIN_DECIDE_DAYS",
        "MIN_EXTENSION_DAYS",
        "MIN_NODEMAND_EXCLUSION_FROM",
        "READING_A36",
    }
    assert [each["article"] for each in receipt["law"]] == [
        "제25조의9제1항",
        "제25조의9제2항제1호",
        "제25조의9제2항제2호",
        "부칙(법률 제21634호) 제5조",
        "제25조의9제2항제3호",
    ]


def test_each_exclusion_names_its_item() -> None:
    sources = {each["code"]: each["source"] for each in answer()["findings"]}  # type: ignore[attr-defined]
    assert sources["E2"] == "전세사기피해자법 제25조의9제2항제2호"
    assert sources["M3"] == "전세사기피해자법 제25조의9제1항"


@pytest.mark.req("S1-XCT-02")
@pytest.mark.parametrize("code", ["MIN_DECIDE_DAYS", "MIN_EXTENSION_DAYS", "MIN_NODEMAND_EXCLUSION_FROM", "READING_A36"])
def test_what_the_calculator_reads_begins_with_the_article(code: str) -> None:
    assert SHIPPED.in_force(code, dt.date(2026, 11, 13)).value
    with pytest.raises(LawError):
        SHIPPED.in_force(code, dt.date(2026, 11, 12))


@pytest.mark.req("S1-XCT-02")
def test_another_number_of_days_may_be_supposed_up_to_ten_years() -> None:
    def book(code: str, value: int) -> LawBook:
        return SHIPPED.with_rows([AuthorityRow(code, "nation", value, dt.date(2026, 12, 1), None, "개정안", "")])

    shorter = book("MIN_DECIDE_DAYS", 60)
    check_rows(shorter)
    found = answer(NOW, shorter)
    assert (found["decide_by"], found["extended_by"]) == ("2027-01-19", "2027-02-18")
    for code in ("MIN_DECIDE_DAYS", "MIN_EXTENSION_DAYS"):
        check_rows(book(code, 3_650))
        with pytest.raises(LawError) as refused:
            check_rows(book(code, 3_651))
        assert (refused.value.code, refused.value.field) == ("BAD_VALUE", code)


WON = st.integers(0, 10**15)
YES_NO = st.booleans()
KNOWN = {
    "deposit": WON | st.integers(0, 40),
    "outcome": st.sampled_from(["GA", "NA", "DA"]),
    "korean_national": YES_NO,
    "received_by_priority": WON | st.integers(0, 5),
    "repaid_on_claim": WON | st.integers(0, 5),
    "support": WON | st.integers(0, 5),
    "bought_house": YES_NO,
    "distribution_demanded": YES_NO,
    "auction_started_on": st.just(False) | st.dates(dt.date(2026, 11, 1), dt.date(2026, 11, 30)),
    "advance_paid": YES_NO,
    "filed_on": st.dates(dt.date(2026, 11, 13), dt.date(2039, 12, 31)),
}
CASES = st.fixed_dictionaries(KNOWN)
PARTLY_KNOWN = st.fixed_dictionaries({name: st.none() | values for name, values in KNOWN.items()})


@pytest.mark.req("S1-MIN-02")
@settings(deadline=None)
@given(WON | st.integers(0, 40), WON | st.integers(0, 20))
def test_entitled_is_exactly_less_than_a_third_and_nobody_gets_more_than_the_floor(deposit: int, support: int) -> None:
    found = answer(deposit=deposit, received_by_priority=0, support=support)
    floor = Fraction(*found["floor"])  # type: ignore[misc]
    payable = found["payable"]
    assert isinstance(payable, int)
    assert found["entitled"] is (3 * support < deposit)
    assert floor == Fraction(deposit, 3)
    assert found["floor"] == [floor.numerator, floor.denominator]
    assert payable % 10 == 0
    if found["entitled"]:
        assert 0 <= payable <= floor - support < payable + 10
    else:
        assert payable == 0


@settings(deadline=None)
@given(CASES, st.sets(st.sampled_from(sorted(KNOWN))))
def test_more_knowledge_never_flips_a_decided_result(case: dict[str, object], forgotten: set[str]) -> None:
    full = run(case, NOW, SHIPPED)
    partial = run({name: value for name, value in case.items() if name not in forgotten}, NOW, SHIPPED)
    assert full["missing"] == []
    for name in RESULTS:
        assert full[name] is not None
        assert partial[name] is None or partial[name] == full[name]
    assert set(partial["missing"]) <= forgotten  # type: ignore[call-overload]


@settings(deadline=None)
@given(PARTLY_KNOWN, st.sampled_from(["ten_won", "one_won"]))
def test_the_compiled_form_says_the_same(case: dict[str, object], position: str) -> None:
    book = with_reading(position)
    found = run(case, NOW, book)
    plain: dict[str, object] = {}
    for name, expression in MINIMUM_GUARANTEE.columns():
        value = compiled(expression, book, NOW)(case)
        plain[name] = value.isoformat() if isinstance(value, dt.date) else value
    numerator, denominator = plain.pop("floor_n"), plain.pop("floor_d")
    plain["floor"] = None if numerator is None else [numerator, denominator]
    assert plain == {name: found[name] for name in RESULTS}


def test_every_combination_of_known_and_unknown_yes_and_no_follows_kleene() -> None:
    """Entitled is false with one false limb, true with all true, unknown otherwise."""
    for nationality, bought, advance in product((True, False, None), repeat=3):
        limbs = [nationality, None if bought is None else not bought, None if advance is None else not advance]
        expected = False if False in limbs else None if None in limbs else True
        assert answer(korean_national=nationality, bought_house=bought, advance_paid=advance)["entitled"] is expected
