"""What stood open when the application was filed, as officials read it: the authority decides on each (S1-XCT-03)."""

FLAGS = {
    "NOT_NATURAL_PERSON": "자연인이 아닌 신청",
    "NAME_DIFFERS": "본인확인한 성명과 다름",
    "BIRTH_DATE_DIFFERS": "생년월일이 등록번호와 다름",
    "ADDRESS_UNMATCHED": "주소 확인 필요",
    "CONTRACT_AFTER_LAST_DAY": "최초 계약일이 2025. 5. 31. 뒤",
    "FIXED_DATE_BEFORE_CONTRACT": "확정일자가 계약일보다 앞섬",
    "HANDOVER_CONTRADICTION": "인도 내용이 서로 맞지 않음",
    "OUT_OF_VALIDITY": "법의 유효기간이 지난 신청",
    "DUPLICATE_FILING": "같은 주택·계약의 신청이 있음",
}


def titles(codes: list[str]) -> list[str]:
    """In words; a code that this version does not know shows as it is, never hidden."""
    return [FLAGS.get(code, code) for code in codes]
