"""What stood open when the application was filed, as officials read it: the authority decides on each (S1-XCT-03)."""

FLAGS = {
    "NOT_NATURAL_PERSON": "자연인이 아닌 신청",
    "NAME_DIFFERS": "본인확인한 성명과 다름",
    "BIRTH_DATE_DIFFERS": "생년월일이 등록번호와 다름",
    "ADDRESS_UNMATCHED": "주소 확인 필요",
    "CONTRACT_AFTER_LAST_DAY": "최초 계약일이 2025. 5. 31. 뒤",
    "FIXED_DATE_BEFORE_CONTRACT": "확정일자가 계약일보다 앞섬",
    "HANDOVER_CONTRADICTION": "인도 내용이 서로 맞지 않음",
    "PRINCIPAL_IS_ACTOR": "대리 신청인데 성명이 로그인한 사람과 같음",
    "USE_TO_BE_PROVED": "서류의 용도가 주택이 아님 (살림집이었다고 함)",
    "FIRST_CONTRACT_NOT_FIRST": "최초 계약일보다 앞선 계약이 있음",
    "DEPOSIT_DIFFERS": "임차보증금이 마지막 계약과 다름",
    "DEPOSIT_SHARES_ABOVE": "공동임차인이 낸 금액의 합이 보증금보다 많음",
    "HEIR_SHARES_ABOVE": "임대인 상속인의 상속분의 합이 1보다 큼",
    "TERMS_OVERLAP": "계약 기간이 서로 겹침",
    "MOVED_OUT_BEFORE_HANDOVER": "이사한 날이 인도받은 날보다 앞섬",
    "MOVED_OUT_BEFORE_REGISTRATION": "임차권등기 전에 이사함",
    "REGISTRATION_ORDER": "임차권등기일이 신청일보다 앞섬",
    "RECOVERED_ABOVE_DEPOSIT": "돌려받은 금액이 보증금보다 많음",
    "PAID_ABOVE_COVER": "지급받은 보증금액이 보증금액보다 많음",
    "SALE_ORDER": "매각결정기일이 매각기일보다 앞섬",
    "DEMAND_NOT_MADE": "배당요구를 하지 않았고 종기가 가까움",
    "OUT_OF_VALIDITY": "법의 유효기간이 지난 신청",
    "PAPER_HAS_GAPS": "종이 신청서에 빠진 항목이 있음",
    "DUPLICATE_FILING": "같은 주택·계약의 신청이 있음",
    "SAME_CONTRACT": "한 계약의 공동임차인이 한 신청이 있음",
    "FILED_BEFORE": "같은 주택·계약으로 전에 신청함",
    "SUPPORT_REFERRED": "지원센터에 의뢰함",
}


def titles(codes: list[str]) -> list[str]:
    """In words; a code that this version does not know shows as it is, never hidden."""
    return [FLAGS.get(code, code) for code in codes]
