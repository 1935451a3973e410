"""The facts of a decision case: what the applicant says, what the investigator finds, what the committee finds.

Every fact that the rules of the Act read is here, under the catalogue's name; `given.py` hands them to the rules.
"""

from teojeon.kernel import clock, regions
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.victims.facts import HANDOVER, INSOLVENCY_EVENT, REGION_CLASS
from teojeon.services.victims.assessment.fact_kinds import (
    EARLIEST,
    INDICATORS,
    CaseFact,
    JsonValue,
    Options,
    checked_value,
    words_of,
)

__all__ = [
    "EARLIEST",
    "FACTS",
    "FINDINGS",
    "GROUPS",
    "MANDATORY",
    "CaseFact",
    "JsonValue",
    "checked",
    "fact_of",
    "in_words",
    "options",
]

GROUPS: dict[str, str] = {
    "lease": "신청인과 임대차계약",
    "home": "인도·전입·확정일자와 등기",
    "loss": "피해의 발생과 임대인의 의도",
    "sale": "경매·공매",
    "cover": "보증과 최우선변제",
}
"""Where a fact is shown, in the order of the investigation."""
OTHER_EVENT = "other_found"
NO_TRIGGER = (
    ("petition_only", "임대인 파산·회생의 신청(개시 결정 전)"),
    ("private_attachment", "개인 채권자의 가압류·압류"),
)
"""Events that people take for a trigger and that are none (S1-ASM-05); kept on file, not read by the rules."""

_FACTS = (
    CaseFact("is_natural_person", "신청인이 자연인인지 여부", "yes_no", "natural_person", "법§3①", "lease"),
    CaseFact(
        "applicant_landlord_side", "신청인이 임대인등에 해당하는지 여부", "yes_no", "landlord_side", "법§15의2①3", "lease",
        hint="임대인, 임대인의 대리인, 공인중개사 등이면 ‘예’입니다.",
    ),
    CaseFact(
        "first_contract_date", "최초 임대차계약 체결일", "date", "first_contract_on", "부칙(20956)§2", "lease",
        hint="이 임차인과 임대인(전 임대인 포함)이 이 집에 대해 처음 맺은 계약의 날입니다. 갱신한 날이 아닙니다.",
    ),
    CaseFact("deposit_current", "임차보증금", "won", "deposit", "법§3①2", "lease", hint="마지막으로 유효한 계약의 금액입니다."),
    CaseFact("monthly_rent", "월세", "won", "", "법§3①2", "lease", hint="보증금으로 환산하지 않습니다."),
    CaseFact(
        "actual_use_residential", "주거용 건물인지 여부", "yes_no", "residential", "법§2.1", "lease",
        hint="공부의 용도가 아니라 실제로 쓰는 용도로 봅니다.",
    ),
    CaseFact(
        "lessor_authority", "적법한 임대권한이 있는지 여부", "yes_no", "lessor_authorised", "법§3①1, §2.4다", "lease",
        hint="권리자(수탁자 등)가 동의하거나 추인하였으면 ‘예’입니다.",
    ),
    CaseFact(
        "sido", "임차주택이 있는 시·도", "choice", "sido", "법§3①2 단서", "lease",
        is_mandatory=False, hint="적지 않으면 접수한 소재지의 시·도로 봅니다.",
    ),
    CaseFact(
        "handover_state", "주택의 인도", "choice", "handover", "법§3①1, §2.4다", "home", options=HANDOVER.options,
        hint="‘인도가 불가능하였음’은 비고에 그 까닭을 적습니다.",
    ),
    CaseFact("handover_on", "인도받은 날", "date_or_not", "", "법§3①1", "home"),
    CaseFact("move_in_report_on", "전입신고일", "date_or_not", "", "법§3①1", "home"),
    CaseFact("fixed_date_on", "확정일자를 받은 날", "date_or_not", "", "법§3①1", "home"),
    CaseFact(
        "reference_basis", "점유를 판단하는 기준일", "choice", "", "법§3①1 (A-06)", "home",
        options=(("filing", "신청일"), ("registration", "임차권등기일"), ("demand", "배당요구의 종기")),
        hint="신청일에 살고 있으면 신청일, 아니면 임차권등기일, 그것도 없으면 배당요구의 종기입니다.",
    ),
    CaseFact(
        "occupying_at_reference", "기준일에 점유와 주민등록을 유지하였는지 여부", "yes_no", "occupying_at_reference", "법§3①1 (A-06)",
        "home", hint="기준일을 먼저 적습니다.",
    ),
    CaseFact(
        "occupying_at_filing", "신청일에 점유와 주민등록을 유지하였는지 여부", "yes_no", "occupying_at_filing", "법§3①1 (A-06)", "home",
        is_mandatory=False, hint="매각이 끝난 뒤 신청일을 기준으로 보는 해석에서만 씁니다.",
    ),
    CaseFact(
        "leasehold_reg_done_on", "임차권등기를 마친 날", "date_or_not", "", "주임법§3의3", "home",
        hint="신청만 한 것은 ‘없음’입니다. 등기사항증명서의 접수일을 적습니다.",
    ),
    CaseFact("jeonse_right_reg_on", "전세권 설정등기를 한 날", "date_or_not", "", "법§3①1, 민법§303", "home"),
    CaseFact(
        "events", "보증금 변제를 받지 못하게 된 사유", "code_set", "insolvency_events", "법§3①3", "loss",
        options=(*INSOLVENCY_EVENT.options, *NO_TRIGGER), yes_by_committee=(OTHER_EVENT,),
        hint="파산·회생은 개시 결정이 있어야 합니다. 개인 채권자의 가압류는 압류가 아닙니다.",
    ),
    CaseFact(
        "victim_count", "피해 임차인 수", "count", "victim_count", "법§3①3 (A-09)", "loss",
        hint="임대차계약을 기준으로 신청인을 포함하여 셉니다. 피해가 예상되는 임차인도 셉니다.",
    ),
    CaseFact(
        "loss_state", "신청인의 피해", "choice", "", "법§3①3", "loss", options=(("occurred", "발생"), ("expected", "예상")),
        hint="‘예상’은 비고에 그렇게 보는 까닭을 적습니다. 위원회가 판단합니다.",
    ),
    CaseFact(
        "intent_proposal", "보증금을 돌려주지 않을 의도에 대한 조사자의 의견", "proposal", "", "법§3①4", "loss", options=INDICATORS,
        hint="판단은 위원회가 합니다. 사정마다 까닭을 비고에 적습니다. 돌려받지 못한 것만으로는 부족합니다.",
    ),
    CaseFact(
        "completion_document", "매각 완료를 증명하는 서류", "choice", "", "법§3① 단서", "sale", is_mandatory=False,
        options=(("distribution", "배당표"), ("allocation", "배분계산서"), ("payment", "매각대금완납증명")),
        hint="경매·공매가 끝난 사건에서 배당·배분 종결일이나 완납일보다 먼저 적습니다.",
    ),
    CaseFact("sale_completed_on", "배당·배분 종결일", "date_or_not", "", "법§3① 단서 (A-04)", "sale"),
    CaseFact("price_paid_on", "매각대금 완납일", "date_or_not", "", "법§3① 단서 (A-04)", "sale"),
    CaseFact("auction_entry_on", "경매신청 등기일", "date_or_not", "", "주임법§8①", "sale"),
    CaseFact("earlier_leasehold_reg", "먼저 마친 다른 사람의 임차권등기가 있는지 여부", "yes_no", "", "주임법§3의3⑥", "sale"),
    CaseFact(
        "guarantees", "보증금 반환 보증·보험", "guarantees", "guarantees", "법§3②1", "cover",
        hint="임차인과 임대인이 가입한 것을 모두 적습니다. 거절·해지·만료된 것은 0원으로 봅니다.",
    ),
    CaseFact(
        "earliest_security_on", "최선순위 담보물권 취득일", "date_or_not", "earliest_security_on", "주임령 부칙", "cover",
        hint="담보물권이 없으면 ‘없음’을 고릅니다.",
    ),
    CaseFact("house_value", "주택가액", "won", "house_value", "주임령§10②", "cover"),
    CaseFact(
        "other_tenants_deposits", "같은 주택 다른 임차인들의 보증금", "amounts", "other_tenants_deposits", "주임령§10③", "cover",
        hint="한 줄에 한 사람씩 적습니다. 금액을 모르는 임차인은 ‘금액 모름’에 표시합니다.",
    ),
    CaseFact(
        "family_deposit", "가정공동생활을 하는 임차인들의 보증금 합계", "won", "family_deposit", "주임령§10④", "cover",
        is_mandatory=False, hint="같은 집에서 가정공동생활을 하는 임차인이 더 있을 때만 적습니다.",
    ),
    CaseFact(
        "region_class", "소액임차인 지역 구분", "choice", "region_class", "주임령§10·§11", "cover", is_mandatory=False,
        options=REGION_CLASS.options, hint="주소로 정해지지 않을 때(지번에 따라 갈릴 때)만 공부를 보고 적습니다.",
    ),
)  # fmt: skip
FACTS: dict[str, CaseFact] = {fact.code: fact for fact in _FACTS}
"""What the investigator records, by code."""
MANDATORY = tuple(code for code, fact in FACTS.items() if fact.is_mandatory)

_FINDINGS = (
    CaseFact(
        "intent_found", "보증금을 돌려주지 않을 의도를 의심할 상당한 이유", "finding", "intent_found", "법§3①4", options=INDICATORS
    ),
    CaseFact("self_recovery_found", "보증금 전액의 자력 회수 가능", "finding", "self_recovery_found", "법§3②3"),
    CaseFact(
        "many_victims_found", "피해 임차인이 다수임 (2024. 9. 9.까지의 결정)", "finding", "many_victims_found", "법§3①3 (A-10)"
    ),
    CaseFact("expected_loss_found", "피해가 발생할 것으로 예상됨", "finding", "", "법§3①3"),
    CaseFact("other_event_found", "그 밖에 변제를 받지 못할 사유", "finding", "", "법§3①3"),
)
FINDINGS: dict[str, CaseFact] = {fact.code: fact for fact in _FINDINGS}
"""What only the committee finds (S1-ASM-01, S1-ASM-05, S1-ASM-06, S1-ASM-09). The uplift of the cap is a dated value of kernel/parameters."""
ALL: dict[str, CaseFact] = {**FACTS, **FINDINGS}


def fact_of(code: str) -> CaseFact:
    """Raises Refusal UNKNOWN_FACT for a code that stands in no register."""
    if code not in FACTS:
        raise Refusal("UNKNOWN_FACT", "등록된 사실이 아닙니다. 사건 화면의 목록에서 선택합니다.", "code", "S1-INV-01")
    return FACTS[code]


def finding_of(code: str) -> CaseFact:
    """Raises Refusal UNKNOWN_FACT for a code that is no finding of the committee."""
    if code not in FINDINGS:
        raise Refusal("UNKNOWN_FACT", "위원회가 판단하는 사항이 아닙니다. 사건 화면의 목록에서 선택합니다.", "code", "S1-ASM-01")
    return FINDINGS[code]


def options(code: str) -> Options:
    """The choices of a fact, code and Korean title."""
    if code == "sido":
        return tuple((region.code, region.name) for region in regions.sidos(clock.business_today()))
    return ALL[code].options if code in ALL else ()


def checked(code: str, value: object) -> JsonValue:
    """The value as the row keeps it. Raises Refusal BAD_VALUE, BAD_DATE or NEGATIVE_AMOUNT (S1-XCT-03)."""
    return checked_value(fact_of(code), value, options(code))


def in_words(code: str, value: JsonValue) -> str:
    """The value as people read it; null is 모름. A code that is no longer registered is shown as it stands."""
    fact = ALL.get(code) or CaseFact(code, code, "choice", "", "")
    return words_of(fact, value, options(code))
