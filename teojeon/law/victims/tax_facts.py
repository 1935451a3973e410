"""The facts of the tax apportionment: the landlord's bills and the standard values of the houses."""

from teojeon.law.language.expression import Fact
from teojeon.law.language.kinds import Date, ListOf, Won, YesNo, choice, record

_DECREE = "전세사기피해자법 시행령"

NATIONAL_KIND = choice(inheritance="상속세", gift="증여세", comprehensive_real_estate="종합부동산세", other="그 밖의 국세")
LOCAL_KIND = choice(
    property="재산세",
    fire_resource="소방분 지역자원시설세",
    education_on_property="재산세에 부가되는 지방교육세",
    other="그 밖의 지방세",
)
TAXES_ON_A_HOUSE = ("inheritance", "gift", "comprehensive_real_estate")
"""National taxes of which the part imposed on this very house may be more than its share (영 제3조제1항제1호)."""
TAXES_OF_A_HOUSE = ("property", "fire_resource", "education_on_property")
"""Local taxes that are not apportioned where they were imposed on this house (법 제24조제2항)."""

house_value = Fact("house_value", Won, "전세사기피해주택의 과세기준일 시가표준액", source=f"{_DECREE} 제3조제3항, 제4조제3항")
all_houses_value = Fact(
    "all_houses_value",
    Won,
    "임대인이 과세기준일에 소유한 모든 주택의 시가표준액 합계",
    source=f"{_DECREE} 제3조제2항, 제4조제2항",
)
filed_on = Fact("filed_on", Date, "안분 적용 신청일", source="전세사기피해자법 제23조제3항, 제24조제3항")
national = Fact(
    "national",
    ListOf(record(kind=(NATIONAL_KIND, "세목"), arrears=(Won, "체납액"), on_house=(Won, "이 주택에 대하여 부과된 금액"))),
    "고지 또는 신고 건별 국세",
    source=f"{_DECREE} 제3조제1항",
    note="on_house를 적지 않으면 이 주택에 대하여 부과된 금액이 없는 것(0원)으로 봅니다.",
)
local = Fact(
    "local",
    ListOf(record(kind=(LOCAL_KIND, "세목"), arrears=(Won, "체납액"), on_house=(YesNo, "이 주택에 부과되었는지 여부"))),
    "고지 또는 신고 건별 지방세",
    source=f"{_DECREE} 제4조제1항",
    note="on_house를 적지 않으면 이 주택에 부과되지 않은 것(false)으로 봅니다.",
)
sale_decision_on = Fact(
    "sale_decision_on",
    Date,
    "매각결정일·매각허가결정일",
    source="대통령령 제34987호 부칙 제2조",
    optional=True,
    default="모름: 신청일이 2024-11-11 전이고 안분액이 2,000원 미만인 지방세에서만 읽습니다.",
)

FACTS = (house_value, all_houses_value, filed_on, national, local, sale_decision_on)
