"""The small deposit of a house's class on a day (주택임대차보호법 시행령 제10조제1항, 제11조).

The table is read by the day on which the earliest security right on the house was acquired: an amendment does not bind a
creditor who was secured before. Without such a right the day of the decision counts.
"""

import datetime as dt
from collections.abc import Mapping

from teojeon.law.book import LawBook, parameter
from teojeon.law.language.calculation import Calculation, Result, calculate
from teojeon.law.language.expression import Fact, Settler, defined, first_known
from teojeon.law.language.kinds import Date
from teojeon.law.language.nodes import DECISION_DAY, looked_up
from teojeon.law.language.reading import read_facts
from teojeon.law.language.rules import RuleSet
from teojeon.law.language.source import law_texts
from teojeon.law.receipt import receipt
from teojeon.law.victims.facts import REGION_CLASS

_DECREE = law_texts()["주택임대차보호법 시행령"]
_LABEL = "주택임대차보호법 시행령"

AMOUNT = parameter("SMALL_DEPOSIT_AMOUNT")
THRESHOLD = parameter("SMALL_DEPOSIT_THRESHOLD")

region_class = Fact(
    "region_class",
    REGION_CLASS,
    "기준일의 소액임차인 지역 구분",
    source=f"{_LABEL} 제10조제1항, 제11조",
    settled_by=Settler("investigator", "임차주택 소재지의 지역 구분"),
)
reference_on = Fact(
    "reference_on",
    Date,
    "최선순위 담보물권 취득일",
    source=f"{_LABEL} 부칙",
    optional=True,
    default="판단 기준일(--on)과 같습니다.",
    settled_by=Settler("investigator", "등기사항증명서의 최선순위 담보물권 취득일"),
    note="2008-08-21 전의 금액은 자료에 없어 모르는 것으로 답합니다.",
)

REFERENCE = defined("기준일", first_known(reference_on, DECISION_DAY))

SMALL_DEPOSIT = Calculation(
    rules=RuleSet(
        name="small-deposit",
        title="소액임차인의 최우선변제금",
        source="주택임대차보호법 시행령 제10조제1항, 제11조",
        in_force_from=dt.date(2008, 8, 21),
        in_force_source="주택임대차보호법 시행령(대통령령 제20971호) 부칙",
        facts=(region_class, reference_on),
        requirements=(),
    ),
    results=(
        Result("protected_amount", "우선변제를 받을 보증금 중 일정액의 한도", looked_up(AMOUNT, region_class, at=REFERENCE)),
        Result("tenant_threshold", "우선변제를 받을 임차인의 보증금 한도", looked_up(THRESHOLD, region_class, at=REFERENCE)),
    ),
    sources=(_DECREE.at(10, 1), _DECREE.at(11)),
)


def run(facts: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, object]:
    """The amount protected and the greatest deposit of a protected tenant, in won, as the law command answers them."""
    rules = SMALL_DEPOSIT.rules
    rules.must_be_in_force(on)
    done = calculate(SMALL_DEPOSIT, read_facts(rules.facts, facts), on, book)
    return {
        "on": on.isoformat(),
        **done.values,
        "missing": list(done.missing),
        "receipt": receipt(rules.name, on, facts, SMALL_DEPOSIT.sources, done.rows, hypothetical=book.hypothetical),
    }


def check_rows(book: LawBook) -> None:
    """Any amount of won may be supposed."""
