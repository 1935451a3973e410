"""What may stand in an information message: no result, no identity, no address, no amount, no number of a person (S1-NTF-02).

Checked when a text is saved, and once more when it is sent.
"""

import re
from string import Formatter

from teojeon.kernel.work.refusals import Refusal

SOURCE = "운용규정§7①7, S1-NTF-02"
PLACEHOLDERS = {"site": "누리집 이름", "due": "기한의 날짜", "count": "건수", "overdue": "기한이 지난 건수"}
"""The only values that a text may ask for."""
SMS_LIMIT, EMAIL_LIMIT, SUBJECT_LIMIT = 90, 500, 80

RESULT_WORDS = (
    "인정", "불인정", "기각", "각하", "인용", "가결", "부결", "미해당", "해당합니다", "해당하지", "제외되", "피해자로", "요건",
    "지원 대상", "탈락", "승인", "거부", "가목", "나목", "다목", "결정되었", "결정하였", "취소되",
)  # fmt: skip
IDENTITY_WORDS = (
    "이름", "성명", "주민등록", "외국인등록", "생년월일", "계좌", "보증금", "임차금", "주소", "소재지", "임대인", "휴대전화", "여권",
)  # fmt: skip
_NAMED = re.compile(r"[가-힣]{2,5}\s?(?:님|귀하|씨(?![가-힣]))")
_POLITE = ("신청인님", "고객님", "민원인님", "담당자님")
_ADDRESS = re.compile(r"[가-힣]+(?:시|도|군|구|읍|면|동|리|로|길)\s?\d")
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:만|억|천)?\s*원|\d\s*(?:만|억)")
_LINE = re.compile(r"(?<!\d)1[568]\d{2}-\d{4}(?!\d)")  # a representative line of an office is no person's number
_DIGITS = re.compile(r"\d(?:[\s.\-–·]?\d){5,}")


def refusal_of(text: str, channel: str, subject: str = "") -> Refusal | None:
    """Why a template cannot be saved, or None."""
    for name, words in (("subject", subject), ("text", text)):
        if refusal := _size_refusal(words, channel, name) or _placeholder_refusal(words, name) or _word_refusal(words, name):
            return refusal
    return None


def _size_refusal(words: str, channel: str, name: str) -> Refusal | None:
    if name == "text" and not words.strip():
        return Refusal("MISSING_VALUE", "보낼 문구를 적습니다.", name, SOURCE)
    limit = SUBJECT_LIMIT if name == "subject" else SMS_LIMIT if channel == "sms" else EMAIL_LIMIT
    if name == "subject" and channel == "email" and not words.strip():
        return Refusal("MISSING_VALUE", "전자우편의 제목을 적습니다.", name, SOURCE)
    if len(words) > limit:
        return Refusal("TOO_LONG", f"{limit}자까지 적습니다. 지금 {len(words)}자입니다.", name, SOURCE)
    return None


def _placeholder_refusal(words: str, name: str) -> Refusal | None:
    allowed = ", ".join(f"{{{key}}} {title}" for key, title in PLACEHOLDERS.items())
    try:
        parts = list(Formatter().parse(words))
    except ValueError:
        return Refusal("BAD_PLACEHOLDER", f"중괄호의 짝이 맞지 않습니다. 쓸 수 있는 것: {allowed}.", name, SOURCE)
    for _, field, form, conversion in parts:
        if field is not None and (field not in PLACEHOLDERS or form or conversion):
            return Refusal("BAD_PLACEHOLDER", f"«{{{field}}}»는 넣을 수 없습니다. 쓸 수 있는 것: {allowed}.", name, SOURCE)
    return None


def _word_refusal(words: str, name: str) -> Refusal | None:
    for found in RESULT_WORDS:
        if found in words:
            message = f"결과를 알리는 말 «{found}»은 넣을 수 없습니다. «결과가 등록되었습니다»처럼 확인할 곳만 알립니다."
            return Refusal("RESULT_IN_TEXT", message, name, SOURCE)
    for found in IDENTITY_WORDS:
        if found in words:
            return Refusal("IDENTITY_IN_TEXT", f"사람을 알아볼 수 있는 말 «{found}»은 넣을 수 없습니다.", name, SOURCE)
    named = [each for each in _NAMED.findall(words) if each.replace(" ", "") not in _POLITE]
    if named:
        return Refusal("IDENTITY_IN_TEXT", "사람의 이름은 넣을 수 없습니다. «신청인님»처럼 적습니다.", name, SOURCE)
    if _ADDRESS.search(words):
        return Refusal("IDENTITY_IN_TEXT", "주소로 보이는 말은 넣을 수 없습니다.", name, SOURCE)
    if _AMOUNT.search(words) or _DIGITS.search(_LINE.sub("", words)):
        return Refusal("IDENTITY_IN_TEXT", "금액이나 번호로 보이는 숫자는 넣을 수 없습니다.", name, SOURCE)
    return None
