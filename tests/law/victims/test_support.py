"""The one table of support by class: what opens to whom, the day to each side (S1-GUI-04)."""

import datetime as dt
from itertools import product

import pytest

from teojeon.law.language.errors import DefinitionError, LawError
from teojeon.law.victims.support import Support, measures_on, refuse_closed, rows, support, support_open
from teojeon.law.victims.support.measures import Class
from teojeon.law.victims.support.reader import read

DAY = dt.timedelta(days=1)
OF_2024, OF_2026, OF_NOVEMBER = dt.date(2024, 9, 10), dt.date(2026, 5, 12), dt.date(2026, 11, 13)
LETTER = dt.date(2026, 12, 18)

RULE = """
[[deadline_rule]]
code = "support_period"
words = "3년"
from = 2024-09-10
"""
MEASURE = """
[[measure]]
code = "loans"
title = "융자"
article = "제27조제1항"
groups = ["GA"]
apply_to = "국가"
plain = "자금을 빌립니다."
condition = "없음"
deadline = "support_period"
from = 2023-06-01
"""


def articles(class_: Class, on: dt.date, **facts: bool | None) -> list[str]:
    return [measure.article for measure in support_open(class_, on, **facts)]


def notes(found: Support) -> list[str]:
    return [measure.article for measure in found.notes]


@pytest.mark.req("S1-GUI-04")
def test_a_letter_of_class_na_lists_exactly_its_five_measures_and_the_note() -> None:
    assert articles("NA", LETTER) == ["제23조", "제24조", "제27조제3항", "제28조의3", "제28조의4"]
    assert notes(support("NA", LETTER)) == ["제25조의13"]


@pytest.mark.req("S1-GUI-04")
def test_a_foreign_national_of_class_da_without_trust_gets_no_minimum_payment() -> None:
    facts = {"trust": False, "unauthorised": False, "korean_national": False}
    open_ = ["제25조의2제1항제2호", "제27조제1항", "제27조제3항", "제27조제4항", "제28조", "제28조의3", "제28조의4"]
    assert articles("DA", LETTER, **facts) == open_
    assert notes(support("DA", LETTER, **facts)) == ["제25조의13"]


@pytest.mark.req("S1-GUI-04")
def test_the_day_before_the_minimum_guarantee_a_letter_only_says_from_when() -> None:
    facts = {"trust": True, "korean_national": True}
    before, after = support("DA", OF_NOVEMBER - DAY, **facts), support("DA", OF_NOVEMBER, **facts)
    new = {"제25조의9", "제25조의10"}
    assert not new & {measure.article for measure in before.open_}
    assert {measure.article: measure.row.from_ for measure in before.later if measure.article in new} == dict.fromkeys(
        new, OF_NOVEMBER
    )
    assert new <= {measure.article for measure in after.open_}
    assert after.later == ()


@pytest.mark.req("S1-GUI-04")
def test_item_3_of_the_public_rental_begins_with_the_amendment_of_2026() -> None:
    assert "제25조의2제1항제3호" not in articles("GA", OF_2026 - DAY)
    assert "제25조의2제1항제3호" in articles("GA", OF_2026)
    assert "제25조의2제1항제1호" in articles("GA", OF_2026 - DAY)


@pytest.mark.req("S1-GUI-04")
def test_the_no_bid_case_and_the_consent_to_preservation_begin_with_the_amendment_of_2026() -> None:
    def words(day: dt.date, code: str) -> str:
        return next(row.plain + row.condition for row in measures_on(day) if row.code == code)

    for code, words_of_2026 in (("priority_purchase_auction", "최저매각가격"), ("house_safety", "피해자의 동의")):
        assert words_of_2026 not in words(OF_2026 - DAY, code)
        assert words_of_2026 in words(OF_2026, code)


@pytest.mark.req("S1-GUI-04")
@pytest.mark.parametrize("class_", ["GA", "NA", "DA"])
def test_the_deposit_claim_survives_from_2026_and_is_a_note_for_na_and_da(class_: Class) -> None:
    before, after = support(class_, OF_2026 - DAY), support(class_, OF_2026)
    assert "제25조의13" not in [*notes(before), *(measure.article for measure in before.open_)]
    assert ("제25조의13" in notes(after)) == (class_ != "GA")
    assert ("제25조의13" in [measure.article for measure in after.open_]) == (class_ == "GA")


@pytest.mark.req("S1-GUI-04")
def test_the_amendment_of_2024_opens_the_credit_record_to_na() -> None:
    assert articles("NA", OF_2024 - DAY) == ["제23조", "제24조"]
    assert {"제27조제3항", "제28조의3"} <= {measure.article for measure in support("NA", OF_2024 - DAY).later}
    assert articles("NA", OF_2024) == ["제23조", "제24조", "제27조제3항", "제28조의3"]


@pytest.mark.req("S1-GUI-04")
def test_offices_houses_and_the_mortgage_pool_begin_in_2024() -> None:
    new = {"제27조제4항", "제28조의2", "제28조의3"}
    assert not new & set(articles("GA", OF_2024 - DAY))
    assert new <= set(articles("GA", OF_2024))


@pytest.mark.req("S1-GUI-04")
def test_trust_opens_the_purchase_and_the_advance_to_class_da_only() -> None:
    assert {"제25조의3", "제25조의10"} <= set(articles("DA", LETTER, trust=True, korean_national=True))
    assert not {"제25조의3", "제25조의10"} & set(articles("GA", LETTER, trust=True, korean_national=True))
    facts = {"trust": False, "unauthorised": True, "korean_national": True}
    assert "제25조의10" in articles("DA", LETTER, **facts)
    assert "제25조의3" not in articles("DA", LETTER, **facts)


@pytest.mark.req("S1-GUI-04")
def test_what_nobody_knows_yet_makes_a_measure_conditional_and_names_the_fact() -> None:
    found = support("DA", LETTER)
    assert {measure.code: measure.depends_on for measure in found.conditional} == {
        "trust_purchase": ("trust",),
        "minimum_payment": ("korean_national",),
        "advance_payment": ("unauthorised", "korean_national"),
    }


@pytest.mark.req("S1-GUI-04")
def test_no_measure_of_the_chapter_is_open_before_the_act() -> None:
    assert all(articles(class_, dt.date(2023, 5, 31)) == [] for class_ in ("GA", "NA", "DA"))
    assert "제23조" not in articles("GA", dt.date(2023, 7, 1))
    assert "제23조" in articles("GA", dt.date(2023, 7, 2))


@pytest.mark.req("S1-GUI-04")
def test_a_letter_that_names_a_closed_measure_is_refused() -> None:
    refuse_closed(["credit_grace", "deposit_not_discharged"], "NA", LETTER)
    with pytest.raises(LawError, match="문서에서 뺍니다") as refused:
        refuse_closed(["credit_grace", "house_purchase"], "NA", LETTER)
    assert refused.value.source == "전세사기피해자법 제25조"
    with pytest.raises(LawError):
        refuse_closed(["minimum_payment"], "GA", OF_NOVEMBER - DAY, korean_national=True)
    with pytest.raises(LawError, match="지원 표에 없는"):
        refuse_closed(["gold"], "GA", LETTER)


@pytest.mark.req("S1-GUI-04")
def test_the_support_period_is_told_from_its_first_day_on() -> None:
    def deadline(day: dt.date) -> str:
        return next(measure.deadline for measure in support_open("GA", day) if measure.code == "auction_service")

    assert "3년" not in deadline(OF_2024 - DAY)
    assert "결정된 날부터 3년" in deadline(OF_2024)


def test_every_measure_is_open_later_a_note_or_closed_but_never_twice() -> None:
    days = [OF_2024 - DAY, OF_2024, OF_2026 - DAY, OF_2026, OF_NOVEMBER - DAY, OF_NOVEMBER]
    for class_, day, trust, national in product(("GA", "NA", "DA"), days, (True, False, None), (True, False, None)):
        found = support(class_, day, trust=trust, korean_national=national)  # type: ignore[arg-type]
        codes = [measure.code for measure in (*found.open_, *found.conditional, *found.later, *found.notes)]
        assert len(codes) == len(set(codes)), (class_, day)


@pytest.mark.req("S1-GUI-04")
@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('article = "제27조제1항"\n', "", "article is missing"),
        ("from = 2023-06-01\n", "", "from and to must be dates"),
        ("from = 2023-06-01", "from = 2023-05-31", "not in force on 2023-05-31"),
        ("제27조제1항", "제99조", "has no 제99조"),
        ('["GA"]', "[]", "groups is empty"),
        ('["GA"]', '["RA"]', "nothing else"),
        ('deadline = "support_period"', 'deadline = "never"', "no deadline_rule never"),
        ('apply_to = "국가"\n', "", "apply_to is missing"),
    ],
)
def test_a_row_without_article_or_first_day_does_not_load(was: str, becomes: str, says: str) -> None:
    assert len(read(RULE + MEASURE, "table")) == 1
    with pytest.raises(DefinitionError, match=says):
        read(RULE + MEASURE.replace(was, becomes), "table")


def test_two_rows_of_one_measure_may_not_overlap() -> None:
    with pytest.raises(DefinitionError, match="overlaps"):
        read(RULE + MEASURE + MEASURE, "table")


def test_every_row_tells_where_to_apply_and_by_when() -> None:
    for row in rows():
        assert row.apply_to and row.condition and row.deadline.words
        assert row.source.startswith("전세사기피해자법 제")


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(LawError):
        support("RA", LETTER)  # type: ignore[arg-type]
