"""The minimum guarantee: a third of the deposit, less what came back (전세사기피해자법 제25조의9; 부칙(21634) 제5조).

Exact: the floor is a fraction, whether it is reached is decided by 3·S < D, and only the payment is cut.
"""

import datetime as dt
from collections.abc import Mapping

from teojeon.law.book import LawBook, parameter
from teojeon.law.language.calculation import Calculation, Result, calculate
from teojeon.law.language.errors import LawError
from teojeon.law.language.expression import Fact, Settler, count, defined, first_known, won
from teojeon.law.language.kinds import Date, DateOrNot, Won, YesNo, choice
from teojeon.law.language.nodes import by_reading, due, is_not, not_means, one_of, quotient, times, where
from teojeon.law.language.reading import read_facts
from teojeon.law.language.rules import Requirement, RuleSet
from teojeon.law.language.source import law_texts
from teojeon.law.receipt import receipt

_ACT = law_texts()["전세사기피해자법"]
_LABEL = "전세사기피해자법 제25조의9"
_MOST_DAYS = 3_650

NO_DEMAND_FROM = parameter("MIN_NODEMAND_EXCLUSION_FROM")
DECIDE_DAYS = parameter("MIN_DECIDE_DAYS")
EXTENSION_DAYS = parameter("MIN_EXTENSION_DAYS")
ROUNDING = parameter("READING_A36")

deposit = Fact(
    "deposit",
    Won,
    "임차보증금",
    source=f"{_LABEL}제1항",
    settled_by=Settler("applicant", "임차보증금을 확인할 수 있는 임대차계약서"),
)
outcome = Fact(
    "outcome",
    choice(GA="전세사기피해자", NA="제2조제4호나목에 따른 임차인", DA="제2조제4호다목에 따른 임차인"),
    "전세사기피해자등 결정의 종류",
    source=f"{_LABEL}제1항",
    settled_by=Settler("applicant", "전세사기피해자등 결정문"),
)
korean_national = Fact(
    "korean_national",
    YesNo,
    "대한민국 국적",
    source=f"{_LABEL}제1항",
    settled_by=Settler("applicant", "대한민국 국적을 확인할 수 있는 서류"),
)
received_by_priority = Fact(
    "received_by_priority",
    Won,
    "대항력 또는 우선변제권을 행사하여 받은 금액",
    source=f"{_LABEL}제1항제1호",
    settled_by=Settler("agency", "배당표·배분계산서"),
)
repaid_on_claim = Fact(
    "repaid_on_claim",
    Won,
    "임차보증금반환채권을 통하여 변제받은 금액",
    source=f"{_LABEL}제1항제2호",
    settled_by=Settler("applicant", "변제받은 금액을 확인할 수 있는 서류"),
)
support = Fact(
    "support",
    Won,
    "제25조, 제25조의2 및 제25조의3에 따른 지원액",
    source=f"{_LABEL}제1항제3호",
    settled_by=Settler("agency", "공공주택사업자의 지원 내역"),
)
bought_house = Fact(
    "bought_house",
    YesNo,
    "본인의 전세사기피해주택 또는 신탁사기피해주택을 직접 매수한 경우",
    source=f"{_LABEL}제2항제1호",
    settled_by=Settler("agency", "임차주택의 등기사항증명서"),
)
distribution_demanded = Fact(
    "distribution_demanded",
    YesNo,
    "배당요구 또는 배분요구를 한 경우",
    source=f"{_LABEL}제2항제2호",
    settled_by=Settler("agency", "배당요구·배분요구 내역"),
)
auction_started_on = Fact(
    "auction_started_on",
    DateOrNot,
    "경매개시결정일 또는 공매공고일",
    source="법률 제21634호 부칙 제5조",
    settled_by=Settler("agency", "경매개시결정일 또는 공매공고일"),
    note="false는 경매나 공매가 시작되지 않았음이 확인된 경우입니다.",
)
advance_paid = Fact(
    "advance_paid",
    YesNo,
    "최소보장금의 전부 또는 일부를 선지급 받은 경우",
    source=f"{_LABEL}제2항제3호",
    settled_by=Settler("agency", "선지급금 지급 내역"),
)
filed_on = Fact("filed_on", Date, "최소지원금 신청일", source=f"{_LABEL}제1항")

FACTS = (
    deposit,
    outcome,
    korean_national,
    received_by_priority,
    repaid_on_claim,
    support,
    bought_house,
    distribution_demanded,
    auction_started_on,
    advance_paid,
    filed_on,
)

RECEIVED = defined("받은 금액의 총합", received_by_priority + repaid_on_claim + support)
# what is known of the sum decides alone once it reaches the third, whatever the rest comes to
RECEIVED_AT_LEAST = defined(
    "확인된 금액의 총합",
    first_known(received_by_priority, won(0)) + first_known(repaid_on_claim, won(0)) + first_known(support, won(0)),
)

CLASS = Requirement("M1", "전세사기피해자 또는 다목 임차인일 것", _ACT.at("25의9", 1), one_of(outcome, "GA", "DA"))
NATIONAL = Requirement("M2", "대한민국 국적을 가졌을 것", _ACT.at("25의9", 1), korean_national)
SHORTFALL = Requirement(
    "M3",
    "받은 금액의 총합이 임차보증금의 3분의 1에 미치지 못할 것",
    _ACT.at("25의9", 1),
    (times(3, RECEIVED_AT_LEAST) < deposit) & (times(3, RECEIVED) < deposit),
)
BOUGHT = Requirement("E1", "직접 매수한 경우(제외)", _ACT.at("25의9", 2, item=1), bought_house)
NO_DEMAND = Requirement(
    "E2",
    "배당요구 또는 배분요구를 하지 않은 경우(제외)",
    _ACT.at("25의9", 2, item=2),
    ~distribution_demanded & ~is_not(auction_started_on) & (not_means(auction_started_on, NO_DEMAND_FROM) >= NO_DEMAND_FROM),
    also=(_ACT.at(5, addenda=21634),),
)
ADVANCE = Requirement("E3", "선지급금을 받은 경우(제외)", _ACT.at("25의9", 2, item=3), advance_paid)

ENTITLED = defined(
    "최소지원금을 받을 수 있는지 여부",
    CLASS.test & NATIONAL.test & SHORTFALL.test & ~BOUGHT.test & ~NO_DEMAND.test & ~ADVANCE.test,
)
# three times what is short of the third, so that it is a whole number of won
_THREE_TIMES_SHORT = defined("부족분의 3배", deposit - times(3, RECEIVED))
_PAYMENT = by_reading(ROUNDING, ten_won=times(10, quotient(_THREE_TIMES_SHORT, 30)), one_won=quotient(_THREE_TIMES_SHORT, 3))
_IS_WHOLE = times(3, quotient(deposit, 3)) == deposit

MINIMUM_GUARANTEE = Calculation(
    rules=RuleSet(
        name="minimum-guarantee",
        title="최소지원금",
        source="전세사기피해자법 제25조의9",
        in_force_from=dt.date(2026, 11, 13),
        in_force_source="법률 제21634호 부칙 제1조 단서",
        facts=FACTS,
        requirements=(CLASS, NATIONAL, SHORTFALL, BOUGHT, NO_DEMAND, ADVANCE),
    ),
    results=(
        Result("entitled", "최소지원금을 받을 수 있는지 여부", ENTITLED),
        Result("payable", "최소지원금", where(ENTITLED, _PAYMENT, won(0))),
        Result(
            "floor",
            "최소보장금(임차보증금의 3분의 1)",
            where(_IS_WHOLE, quotient(deposit, 3), deposit),
            where(_IS_WHOLE, count(1), count(3)),
        ),
        Result("decide_by", "결정 기한", due(filed_on, DECIDE_DAYS)),
        Result("extended_by", "연장한 결정 기한", due(filed_on, DECIDE_DAYS + EXTENSION_DAYS)),
    ),
    sources=(CLASS.source, BOUGHT.source, NO_DEMAND.source, *NO_DEMAND.also, ADVANCE.source),
)


def run(facts: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, object]:
    """Entitlement, payment in won, floor and days of decision under the law of day `on`, as the law command answers.

    Raises `LawError` for facts that the command refuses, and NOT_IN_FORCE before 2026-11-13.
    """
    rules = MINIMUM_GUARANTEE.rules
    rules.must_be_in_force(on)
    known = read_facts(rules.facts, facts)
    try:
        done = calculate(MINIMUM_GUARANTEE, known, on, book)
    except LawError as error:
        if error.field in ("base", "length"):  # the calendar speaks of its own arguments
            raise LawError(error.code, error.message, "filed_on", error.source) from error
        raise
    return {
        "on": on.isoformat(),
        **done.values,
        "missing": list(done.missing),
        "findings": [finding.as_dict() for finding in done.findings],
        "readings": [{"code": each.code, "position": each.position, "title": each.title} for each in done.readings],
        "receipt": receipt(rules.name, on, facts, MINIMUM_GUARANTEE.sources, done.rows, hypothetical=book.hypothetical),
    }


def check_rows(book: LawBook) -> None:
    """Refuse a supposed number of days that leads beyond every calendar (BAD_VALUE)."""
    for row in book.authority:
        if row.code in (DECIDE_DAYS.code, EXTENSION_DAYS.code) and isinstance(row.value, int) and row.value > _MOST_DAYS:
            raise LawError("BAD_VALUE", f"{_MOST_DAYS:,}일을 넘을 수 없습니다.", row.code, row.source)
