"""The facts of the determination, as the law command and the case file know them. Absent is unknown, not no."""

from teojeon.law.language.expression import Fact, Settler
from teojeon.law.language.kinds import (
    Count,
    Date,
    DateOrNot,
    ListOf,
    Won,
    YesNo,
    choice,
    code_set,
    code_text,
    record,
)

_ACT = "전세사기피해자법"
_LEASE = "주택임대차보호법"
_NOT = "false는 그런 일이 없었음이 확인된 경우입니다."

INSOLVENCY_EVENT = code_set(
    {
        "bankruptcy_opened": "임대인 파산절차 개시",
        "rehabilitation_opened": "임대인 회생절차 개시",
        "auction_commenced": "임차주택 경매절차 개시",
        "public_sale_commenced": "임차주택 공매절차 개시",
        "national_tax_seizure": "국세 체납으로 인한 압류",
        "local_tax_seizure": "지방세 체납으로 인한 압류",
        "enforcement_title": "임차인의 집행권원 확보",
        "other_found": "위원회가 인정한 그 밖의 사유",
    }
)
HANDOVER = choice(done="인도받음", past="과거에 인도받음", impossible="인도가 불가능하였음", none="인도받지 않음")
GUARANTEE_STATE = choice(valid="유효", pending="청구 중", refused="거절", cancelled="해지·취소", lapsed="만료", paid="지급 완료")
REGION_CLASS = choice(seoul="서울특별시", overconcentration="과밀억제권역 등", metropolitan="광역시 등", other="그 밖의 지역")
SIDO_CODE = code_text("시·도 코드(숫자 2자리)", r"\d{2}")

received_on = Fact(
    "received_on",
    Date,
    "신청 접수일",
    source="법률 제19425호 부칙 제2조·제4조",
    settled_by=Settler("investigator", "접수한 날의 기록"),
)
natural_person = Fact(
    "natural_person",
    YesNo,
    "신청인이 자연인인지 여부",
    source=f"{_ACT} 제3조제1항",
    settled_by=Settler("investigator", "신청인의 주민등록표 등본(개인인지 법인인지)"),
)
landlord_side = Fact(
    "landlord_side",
    YesNo,
    "신청인이 임대인등에 해당하는지 여부",
    source=f"{_ACT} 제15조의2제1항제3호",
    settled_by=Settler("agency", "임대인등과의 관계에 관한 수사기관 자료(법 제13조제3항제10호)"),
)
residential = Fact(
    "residential",
    YesNo,
    "주거용 건물인지 여부",
    source=f"{_ACT} 제2조제1호",
    settled_by=Settler("investigator", "건축물대장과 현장 조사(실제 용도)"),
)
first_contract_on = Fact(
    "first_contract_on",
    Date,
    "최초 임대차계약 체결일",
    source="법률 제20956호 부칙 제2조",
    settled_by=Settler("applicant", "처음 계약한 임대차계약서"),
)
deposit = Fact(
    "deposit",
    Won,
    "임차보증금",
    source=f"{_ACT} 제3조제1항제2호",
    settled_by=Settler("applicant", "임차보증금을 확인할 수 있는 임대차계약서"),
)
cap_uplift = Fact(
    "cap_uplift",
    Won,
    "위원회 상향액",
    source=f"{_ACT} 제3조제1항제2호 단서",
    settled_by=Settler("committee", "상한 상향 의결"),
    note="이 사건에 적용되는 의결로 상향된 금액입니다. 0은 상향하지 않기로 한 의결입니다.",
)
sido = Fact(
    "sido",
    SIDO_CODE,
    "임차주택이 있는 시·도",
    source=f"{_ACT} 제3조제1항제2호 단서",
    optional=True,
    default="모름: 시·도별 일반 의결을 적용하지 않습니다.",
)
lessor_authorised = Fact(
    "lessor_authorised",
    YesNo,
    "적법한 임대권한(권리자의 동의 포함)",
    source=f"{_ACT} 제3조제1항제1호, 제2조제4호다목",
    settled_by=Settler("agency", "등기사항증명서와 신탁원부, 권리자의 동의서(법 제13조제3항제1호)"),
)
handover = Fact(
    "handover",
    HANDOVER,
    "주택의 인도",
    source=f"{_ACT} 제3조제1항제1호, 제2조제4호다목",
    settled_by=Settler("applicant", "주택을 인도받은 날을 알 수 있는 자료(입주일, 이사·공과금 기록)"),
)
move_in_reported = Fact(
    "move_in_reported",
    YesNo,
    "전입신고",
    source=f"{_ACT} 제3조제1항제1호",
    settled_by=Settler("agency", "주민등록표의 전입신고 기록(법 제13조제3항제13호)"),
)
fixed_date_obtained = Fact(
    "fixed_date_obtained",
    YesNo,
    "확정일자",
    source=f"{_ACT} 제3조제1항제1호",
    settled_by=Settler("agency", "확정일자 부여 현황(법 제13조제3항제3호)"),
)
occupying_at_reference = Fact(
    "occupying_at_reference",
    YesNo,
    "기준일 현재 점유 및 주민등록 유지",
    source=f"{_ACT} 제3조제1항제1호",
    settled_by=Settler("applicant", "기준일까지 살고 있었음을 알 수 있는 자료"),
)
occupying_at_filing = Fact(
    "occupying_at_filing",
    YesNo,
    "신청일 현재 점유 및 주민등록 유지",
    source=f"{_ACT} 제3조제1항제1호",
    optional=True,
    default="기준일 현재의 점유와 같습니다.",
    note="매각이 끝난 뒤의 기준일을 신청일로 읽는 해석(A-06)에서만 읽습니다.",
)
leasehold_registered = Fact(
    "leasehold_registered",
    YesNo,
    "임차권등기 완료",
    source=f"{_LEASE} 제3조의3",
    settled_by=Settler("agency", "등기사항증명서(임차권등기)"),
)
jeonse_right_registered = Fact(
    "jeonse_right_registered",
    YesNo,
    "전세권 설정등기",
    source=f"{_ACT} 제3조제1항제1호",
    settled_by=Settler("agency", "등기사항증명서(전세권)"),
)
insolvency_events = Fact(
    "insolvency_events",
    INSOLVENCY_EVENT,
    "보증금 변제를 받지 못하게 된 사유",
    source=f"{_ACT} 제3조제1항제3호",
    note="목록에 적지 않은 사유는 없는 것으로 봅니다. 모르는 사유가 있으면 사유별로 true, false, null을 적습니다.",
    settled_by=Settler("agency", "법원·한국자산관리공사의 매각 절차 자료와 국세·지방세 자료(법 제13조제3항제1호·제7호)"),
)
victim_count = Fact(
    "victim_count",
    Count,
    "피해 임차인 수(임대차계약 기준, 신청인 포함)",
    source=f"{_ACT} 제3조제1항제3호",
    minimum=1,
    settled_by=Settler("agency", "같은 임대인의 피해자 현황(법 제13조제3항제10호)과 임대차 신고 자료(같은 항 제5호)"),
)
many_victims_found = Fact(
    "many_victims_found",
    YesNo,
    "피해 임차인이 다수인지에 대한 위원회 판단",
    source=f"{_ACT} 제3조제1항제3호(법률 제19425호)",
    optional=True,
    default="모름: 2024-09-09까지의 결정에서 위원회 판단을 따로 요구하는 해석(A-10)에서만 읽습니다.",
    settled_by=Settler("committee", "피해 임차인이 다수인지에 관한 의결"),
)
sale_completed_on = Fact(
    "sale_completed_on",
    DateOrNot,
    "배당·배분 종결일",
    source=f"{_ACT} 제3조제1항 단서",
    note=_NOT,
    settled_by=Settler("agency", "배당표 또는 배분계산서(법 제13조제3항제1호)"),
)
price_paid_on = Fact(
    "price_paid_on",
    DateOrNot,
    "매각대금 완납일",
    source=f"{_ACT} 제3조제1항 단서",
    note=_NOT,
    settled_by=Settler("agency", "매각대금 완납 증명(법 제13조제3항제1호)"),
)
intent_found = Fact(
    "intent_found",
    YesNo,
    "보증금을 돌려주지 않을 의도가 의심되는지에 대한 위원회 판단",
    source=f"{_ACT} 제3조제1항제4호",
    settled_by=Settler("committee", "보증금을 돌려주지 않을 의도에 관한 의결"),
)
guarantees = Fact(
    "guarantees",
    ListOf(record(amount=(Won, "보증금액"), state=(GUARANTEE_STATE, "상태"))),
    "보증금 반환 보증·보험",
    source=f"{_ACT} 제3조제2항제1호",
    settled_by=Settler("agency", "보증·보험 가입과 이행 상태(법 제13조제3항제11호)"),
)
small_deposit_right = Fact(
    "small_deposit_right",
    YesNo,
    "경매개시결정 등기 전에 갖춘 최우선변제 요건",
    source=f"{_LEASE} 제8조제1항, 제3조의3제6항",
    settled_by=Settler("agency", "경매개시결정 등기일과 전입·인도일, 앞선 임차권등기(법 제13조제3항제1호)"),
)
region_class = Fact(
    "region_class",
    REGION_CLASS,
    "소액임차인 지역 구분",
    source=f"{_LEASE} 시행령 제10조·제11조",
    settled_by=Settler("investigator", "임차주택의 법정동과 필지(과밀억제권역인지)"),
)
has_security_right = Fact(
    "has_security_right",
    YesNo,
    "주택에 담보물권이 있는지 여부",
    source=f"{_LEASE} 시행령 부칙",
    settled_by=Settler("agency", "등기사항증명서(담보권)"),
)
earliest_security_on = Fact(
    "earliest_security_on",
    DateOrNot,
    "최선순위 담보물권 취득일",
    source=f"{_LEASE} 시행령 부칙",
    note=_NOT,
    settled_by=Settler("agency", "등기사항증명서(가장 앞선 담보권을 얻은 날)"),
)
house_value = Fact(
    "house_value",
    Won,
    "주택가액",
    source=f"{_LEASE} 시행령 제10조제2항",
    settled_by=Settler("agency", "임차주택의 가격(감정평가서, 법 제13조제3항제1호)"),
)
other_tenants_deposits = Fact(
    "other_tenants_deposits",
    ListOf(Won, unknown_items=True),
    "같은 주택 다른 임차인들의 보증금",
    source=f"{_LEASE} 시행령 제10조제3항",
    note="보증금액을 모르는 임차인은 null로 적습니다.",
    settled_by=Settler("agency", "같은 주택의 확정일자·임대차 신고 자료(법 제13조제3항제3호·제5호)"),
)
family_deposit = Fact(
    "family_deposit",
    Won,
    "가정공동생활을 하는 임차인들의 보증금 합계",
    source=f"{_LEASE} 시행령 제10조제4항",
    optional=True,
    default="임차보증금과 같습니다.",
)
self_recovery_found = Fact(
    "self_recovery_found",
    YesNo,
    "보증금 전액을 스스로 회수할 수 있는지에 대한 위원회 판단",
    source=f"{_ACT} 제3조제2항제3호",
    settled_by=Settler("committee", "보증금 전액을 스스로 회수할 수 있는지에 관한 의결"),
)

FACTS = (
    received_on,
    natural_person,
    landlord_side,
    residential,
    first_contract_on,
    deposit,
    cap_uplift,
    sido,
    lessor_authorised,
    handover,
    move_in_reported,
    fixed_date_obtained,
    occupying_at_reference,
    occupying_at_filing,
    leasehold_registered,
    jeonse_right_registered,
    insolvency_events,
    victim_count,
    many_victims_found,
    sale_completed_on,
    price_paid_on,
    intent_found,
    guarantees,
    small_deposit_right,
    region_class,
    has_security_right,
    earliest_security_on,
    house_value,
    other_tenants_deposits,
    family_deposit,
    self_recovery_found,
)
