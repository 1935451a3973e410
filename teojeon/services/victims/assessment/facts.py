"""The facts of a decision case that this house takes up so far: what the applicant says and the investigator finds.

A value in a row is JSON: won as a whole number, a day as ISO text, a choice as its code; null is unknown, which is neither
0 nor "no" (S1-ASM-01).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from teojeon.kernel import clock, regions
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.language.kinds import GREATEST_NUMBER
from teojeon.law.victims.facts import HANDOVER
from teojeon.ui.formats import UNKNOWN_WORD, korean_date, won

JsonValue = bool | int | str | None
Kind = Literal["yes_no", "won", "date", "choice"]
EARLIEST = dt.date(1950, 1, 1)


@dataclass(frozen=True)
class CaseFact:
    """`law_fact`: name under which the rules of the Act know it; empty where no rule reads it yet.

    `is_mandatory`: a report without it, known or unknown, is refused (S1-INV-06). `source`: the article it serves.
    """

    code: str
    title: str
    kind: Kind
    law_fact: str
    source: str
    is_mandatory: bool = True
    hint: str = ""


FACTS: dict[str, CaseFact] = {
    fact.code: fact
    for fact in (
        CaseFact("is_natural_person", "신청인이 자연인인지 여부", "yes_no", "natural_person", "법§3①"),
        CaseFact("first_contract_date", "최초 임대차계약 체결일", "date", "first_contract_on", "부칙(20956)§2"),
        CaseFact("deposit_current", "임차보증금", "won", "deposit", "법§3①2", hint="마지막으로 유효한 계약의 금액입니다."),
        CaseFact("monthly_rent", "월세", "won", "", "법§3①2", hint="보증금으로 환산하지 않습니다."),
        CaseFact("handover_state", "주택의 인도", "choice", "handover", "법§3①1, §2.4다"),
        CaseFact("handover_on", "인도받은 날", "date", "", "법§3①1"),
        CaseFact("move_in_report_on", "전입신고일", "date", "", "법§3①1"),
        CaseFact("fixed_date_on", "확정일자를 받은 날", "date", "", "법§3①1"),
        CaseFact(
            "cap_uplift", "이 사건에 의결된 상한 상향액", "won", "cap_uplift", "법§3①2 단서",
            is_mandatory=False, hint="이 사건에 대한 위원회 의결이 있을 때만 적습니다. 상향하지 않기로 한 의결은 0원입니다.",
        ),
        CaseFact(
            "sido", "임차주택이 있는 시·도", "choice", "sido", "법§3①2 단서",
            is_mandatory=False, hint="적지 않으면 접수한 소재지의 시·도로 봅니다.",
        ),
    )
}  # fmt: skip
MANDATORY = tuple(code for code, fact in FACTS.items() if fact.is_mandatory)


def fact_of(code: str) -> CaseFact:
    """Raises Refusal UNKNOWN_FACT for a code that stands in no register."""
    if code not in FACTS:
        raise Refusal("UNKNOWN_FACT", "등록된 사실이 아닙니다. 사건 화면의 목록에서 선택합니다.", "code", "S1-INV-01")
    return FACTS[code]


def options(code: str) -> tuple[tuple[str, str], ...]:
    """The choices of a fact of kind `choice`, code and Korean title."""
    if code == "sido":
        return tuple((region.code, region.name) for region in regions.sidos(clock.business_today()))
    return HANDOVER.options if code == "handover_state" else ()


def checked(code: str, value: object) -> JsonValue:
    """The value as the row keeps it. Raises Refusal BAD_VALUE, BAD_DATE or NEGATIVE_AMOUNT (S1-XCT-03)."""
    fact = fact_of(code)
    return None if value is None else _CHECKS[fact.kind](fact, value)


def _yes_no(fact: CaseFact, value: object) -> bool:
    if not isinstance(value, bool):
        raise _refused("BAD_VALUE", fact, "예, 아니오, 모름 가운데 하나를 고릅니다.")
    return value


def _won(fact: CaseFact, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _refused("BAD_VALUE", fact, "원 단위의 숫자로 적습니다.")
    if value < 0:
        raise _refused("NEGATIVE_AMOUNT", fact, "0원 이상으로 적습니다.")
    if value > GREATEST_NUMBER:
        raise _refused("BAD_VALUE", fact, f"{won(GREATEST_NUMBER)} 이하로 적습니다. 자릿수를 확인합니다.")
    return value


def _date(fact: CaseFact, value: object) -> str:
    try:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError:
        raise _refused("BAD_DATE", fact, "달력에 있는 날짜로 적습니다.") from None
    if not EARLIEST <= day <= clock.business_today():
        raise _refused("BAD_DATE", fact, f"{korean_date(EARLIEST)}부터 오늘까지의 날짜로 적습니다.")
    return day.isoformat()


def _choice(fact: CaseFact, value: object) -> str:
    if value not in dict(options(fact.code)):
        raise _refused("BAD_VALUE", fact, "목록에 있는 것을 고릅니다.")
    return str(value)


def _refused(code: str, fact: CaseFact, what_to_do: str) -> Refusal:
    return Refusal(code, f"{fact.title}: {what_to_do}", "value", fact.source)


_CHECKS: Mapping[Kind, Callable[[CaseFact, object], JsonValue]] = {
    "yes_no": _yes_no,
    "won": _won,
    "date": _date,
    "choice": _choice,
}


def in_words(code: str, value: JsonValue) -> str:
    """The value as people read it; null is 모름. A code that is no longer registered is shown as it stands."""
    if value is None:
        return UNKNOWN_WORD
    fact = FACTS.get(code)
    if fact is None:
        return str(value)
    if fact.kind == "won" and isinstance(value, int):
        return won(value)
    if fact.kind == "date":
        return korean_date(dt.date.fromisoformat(str(value)))
    if isinstance(value, bool):
        return "예" if value else "아니오"
    return dict(options(code)).get(str(value), str(value))
