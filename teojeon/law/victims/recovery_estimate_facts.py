"""The facts of the recovery estimate: supposed prices, the tenant's own right, and the claims that stand beside it."""

from teojeon.law.language.expression import Fact
from teojeon.law.language.kinds import Count, Date, DateOrNot, ListOf, Won, YesNo, choice, record
from teojeon.law.victims.facts import REGION_CLASS

_ACT, _LEASE, _DECREE = "전세사기피해자법", "주택임대차보호법", "주택임대차보호법 시행령"
_X3 = f"{_ACT} 제3조제2항제3호"

PRICE_SOURCE = choice(
    appraisal="감정평가액",
    minimum="법원·공매의 최저매각가격",
    sold="매각된 가격",
    comparable="비슷한 주택의 매각 사례",
    official="공시가격",
    transaction="실거래가",
    other="그 밖의 자료",
)
RIGHT = choice(
    fixed_date="대항요건과 확정일자",
    leasehold_registration="임차권등기로 얻은 우선변제권",
    jeonse_right="전세권 등기",
    none="우선변제권 없음",
)
CLAIM = choice(
    wage="최종 3개월분 임금, 최종 3년간 퇴직급여, 재해보상금",
    house_tax="이 주택에 부과된 국세·지방세(당해세)",
    mortgage="저당권·근저당권",
    jeonse_right="전세권",
    fixed_date="대항요건과 확정일자를 갖춘 임차인",
    leasehold_registration="임차권등기로 우선변제권을 얻은 임차인",
    tax="그 밖의 국세·지방세",
    premium="건강보험료·연금보험료 등",
    attachment="가압류·압류한 채권자",
    no_priority="우선변제권이 없는 임차인",
    general="그 밖의 일반채권자",
)
TENANTS = ("fixed_date", "leasehold_registration", "no_priority")
"""Claims of other tenants: they alone may have a small deposit."""
WITH_A_DAY = ("house_tax", "mortgage", "jeonse_right", "fixed_date", "leasehold_registration", "tax", "premium", "attachment")
"""Claims of which `ranked_on` is read."""
REGISTERED = ("mortgage", "jeonse_right", "leasehold_registration", "attachment")
"""Rights of the land register: those of one day follow their receipt numbers."""
DATED = ("mortgage", "jeonse_right", "fixed_date", "leasehold_registration", "tax", "premium", "attachment")
INSTEAD_OF_TAX = ("fixed_date", "leasehold_registration", "jeonse_right")
"""Rights that may take what the tax of this house would have got where they are older than it (국세기본법 제35조제7항)."""

price_low = Fact("price_low", Won, "예상 매각가격(낮은 경우)", source=_X3)
price_base = Fact("price_base", Won, "예상 매각가격(보통)", source=_X3)
price_high = Fact("price_high", Won, "예상 매각가격(높은 경우)", source=_X3)
price_source = Fact(
    "price_source",
    PRICE_SOURCE,
    "예상 매각가격의 근거",
    source=_X3,
    note="근거가 없는 가격으로는 추정하지 않습니다.",
)
sale_costs = Fact("sale_costs", Won, "집행비용", source="민사집행법 제53조")
region_class = Fact("region_class", REGION_CLASS, "기준일의 소액임차인 지역 구분", source=f"{_DECREE} 제10조제1항, 제11조")
earliest_security_on = Fact(
    "earliest_security_on",
    DateOrNot,
    "최선순위 담보물권 취득일",
    source=f"{_DECREE} 부칙",
    note="false는 담보물권이 없음이 확인된 경우이며, 결정일의 금액을 봅니다.",
)
deposit = Fact("deposit", Won, "임차보증금", source=f"{_LEASE} 제3조의2제2항")
right = Fact("right", RIGHT, "임차인이 보증금을 우선변제받는 근거", source=f"{_LEASE} 제3조의2제2항, 제3조의3제5항")
opposable_on = Fact(
    "opposable_on",
    Date,
    "인도와 전입신고를 모두 마친 날",
    source=f"{_LEASE} 제3조제1항",
    note="효력은 다음 날 0시부터 생깁니다. 임차권등기로 처음 대항력을 얻었으면 적지 않습니다.",
)
ranked_on = Fact(
    "ranked_on",
    Date,
    "확정일자를 받은 날 또는 등기 접수일",
    source=f"{_LEASE} 제3조의2제2항, 제3조의3제5항",
)
receipt_no = Fact(
    "receipt_no",
    Count,
    "등기 접수번호",
    source="부동산등기법 제4조",
    optional=True,
    default="모름: 같은 날 등기된 다른 권리가 있을 때만 읽습니다.",
)
small_deposit_right = Fact(
    "small_deposit_right",
    YesNo,
    "경매신청 등기 전에 대항요건을 갖추었고 먼저 마친 임차권등기가 없음",
    source=f"{_LEASE} 제8조제1항, 제3조의3제6항",
)
first_encumbrance_on = Fact(
    "first_encumbrance_on",
    Date,
    "매각으로 없어지는 권리 가운데 가장 먼저 등기된 날",
    source=f"{_LEASE} 제3조제1항",
    optional=True,
    default="모름: 매수인에게 대항할 수 있는지만 모르는 것이 됩니다.",
)
claims = Fact(
    "claims",
    ListOf(
        record(
            kind=(CLAIM, "권리의 종류"),
            amount=(Won, "금액"),
            ranked_on=(Date, "등기 접수일, 확정일자, 법정기일 또는 납부기한"),
            opposable_on=(Date, "인도와 전입신고를 모두 마친 날"),
            receipt_no=(Count, "등기 접수번호"),
            small_deposit_right=(YesNo, "경매신청 등기 전에 대항요건을 갖추었고 먼저 마친 임차권등기가 없음"),
        )
    ),
    "임차인 자신의 보증금 말고 배당받을 권리",
    source=_X3,
    note="배당을 요구하지 않을 사람은 적지 않습니다. 근저당권은 채권최고액, 안분을 적용받을 세금은 안분한 금액, 가정공동생활을 하는 "
    "임차인들은 합한 금액을 적습니다.",
)

FACTS = (
    price_low,
    price_base,
    price_high,
    price_source,
    sale_costs,
    region_class,
    earliest_security_on,
    deposit,
    right,
    opposable_on,
    ranked_on,
    receipt_no,
    small_deposit_right,
    first_encumbrance_on,
    claims,
)
