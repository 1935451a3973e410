"""The fifteen questions of the self-check (S1-GUI-02). Each can be answered with «모름»; nothing asks who the person is."""

import datetime as dt
from typing import Any

from django import forms

from teojeon.kernel import clock, regions
from teojeon.services.guidance.selfcheck.answers import EARLY_SALE, NOTHING, REGISTERED
from teojeon.ui.forms import (
    UNKNOWN,
    KoreanChoiceField,
    KoreanDateField,
    TriStateField,
    UnknownableChoiceField,
    UnknownableField,
    WonField,
)
from teojeon.ui.forms import Refusal as FormRefusal

SOURCE = "운용규정 제5조제2항제1호"


EVENTS = [
    ("bankruptcy_opened", "임대인의 파산절차가 시작됨"),
    ("rehabilitation_opened", "임대인의 회생절차가 시작됨"),
    ("auction_commenced", "빌린 집의 경매가 시작됨"),
    ("public_sale_commenced", "빌린 집의 공매가 시작됨"),
    ("national_tax_seizure", "국세 체납으로 집이 압류됨"),
    ("local_tax_seizure", "지방세 체납으로 집이 압류됨"),
    ("enforcement_title", "임차인이 판결이나 지급명령 같은 집행권원을 확보함"),
    (EARLY_SALE, "경매나 공매가 2021년 6월 1일부터 2023년 6월 1일 사이에 끝남"),
    (NOTHING, "해당하는 것이 없음"),
    ("unknown", "모름"),
]
GUARANTEES = [
    (NOTHING, "가입한 보증이나 보험이 없음"),
    ("whole", "보증금 전액을 보증하는 것이 유효함"),
    ("part", "보증금의 일부만 보증하는 것이 유효함"),
    ("pending", "보증기관에 청구하여 결과를 기다림"),
    ("void", "거절되었거나 해지·만료됨"),
]
HANDOVERS = [
    ("done", "인도받음"),
    ("past", "과거에 인도받음"),
    ("impossible", "인도가 불가능하였음"),
    ("none", "인도받지 않음"),
]
REGISTRATIONS = [
    *zip(REGISTERED, ("임차권등기를 마침", "전세권을 설정함"), strict=True),
    (NOTHING, "둘 다 없음"),
]
CONTRADICTIONS = {
    "occupying": "앞에서 집을 인도받지 않았다고 답했습니다. 살고 있었다면 인도에 관한 답을, 아니라면 이 답을 고칩니다.",
    "registered": "앞에서 전입신고를 하지 않았다고 답했습니다. 주민등록을 유지했다면 전입신고에 관한 답을, 아니라면 이 답을 고칩니다.",
    "events": "‘해당하는 것이 없음’이나 ‘모름’은 다른 답과 함께 고를 수 없습니다. 하나만 남깁니다.",
    "contract": "오늘보다 뒤의 날입니다. 계약한 날을 다시 적습니다.",
    "sale": "첫 계약보다 먼저 경매가 끝났다고 답했습니다. 첫 계약일이나 이 답을 고칩니다.",
}


class SelfCheckForm(forms.Form):
    """Every question may be left out, which is «모름». What contradicts itself is asked again, the other answers stay."""

    natural_person = TriStateField(label="임차인이 회사나 단체가 아니라 사람입니까?", required=False, source="법 제3조제1항")
    landlord_side = TriStateField(
        label="임대인이거나 임대인을 위하여 일한 사람(대리인, 중개사 등)입니까?", required=False, source="법 제2조제2호"
    )
    residential = TriStateField(
        label="빌린 집을 계약할 때부터 살림집으로 썼습니까?",
        required=False,
        source="법 제2조제1호",
        help_text="서류에 적힌 용도가 아니라 실제로 쓴 용도를 봅니다. 주거용 오피스텔도 됩니다.",
    )
    first_contract_on = UnknownableField(
        KoreanDateField(label="처음 임대차계약을 맺은 날", required=False, source="부칙(법률 제20956호) 제2조"),
        help_text="갱신한 날이 아니라 처음 계약한 날입니다.",
    )
    deposit = UnknownableField(
        WonField(label="임차보증금", required=False, source="법 제3조제1항제2호"),
        help_text="마지막으로 유효한 계약의 보증금입니다.",
    )
    sido = KoreanChoiceField(label="집이 있는 시·도", required=False, source="법 제29조제1항")
    lessor_authorised = TriStateField(
        label="집을 빌려준 사람에게 임대할 권한이 있었습니까?",
        required=False,
        source="법 제2조제4호다목",
        help_text="신탁된 집을 신탁회사의 동의 없이 빌려준 경우는 ‘아니오’입니다.",
    )
    handover = UnknownableChoiceField(label="집을 인도받았습니까?", choices=HANDOVERS, required=False, source="법 제3조제1항제1호")
    move_in_reported = TriStateField(label="전입신고를 했습니까?", required=False, source="법 제3조제1항제1호")
    fixed_date_obtained = TriStateField(label="임대차계약서에 확정일자를 받았습니까?", required=False, source="법 제3조제1항제1호")
    registration = UnknownableChoiceField(
        label="임차권등기나 전세권 설정등기가 있습니까?", choices=REGISTRATIONS, required=False, source="법 제3조제1항제1호"
    )
    occupying = TriStateField(
        label="지금까지(임차권등기를 했다면 그때까지) 그 집에 살며 주민등록을 유지했습니까?",
        required=False,
        source="법 제3조제1항제1호",
    )
    events = forms.MultipleChoiceField(
        label="다음 가운데 일어난 일을 모두 고릅니다.",
        choices=EVENTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label_suffix="",
    )
    victims = UnknownableChoiceField(
        label="같은 임대인에게 보증금을 돌려받지 못한 임차인이 본인 말고 또 있습니까?",
        choices=[("two", "있음"), ("one", "없음")],
        required=False,
        source="법 제3조제1항제3호",
    )
    guarantee = UnknownableChoiceField(
        label="보증금을 돌려받는 보증이나 보험이 있습니까?", choices=GUARANTEES, required=False, source="법 제3조제2항제1호"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.business_today()
        provinces = [(region.code, region.name) for region in regions.sidos(max(today, regions.TABLE_START))]
        self.fields["sido"].choices = [("", "모름"), *provinces]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first = given.get("first_contract_on")
        if isinstance(first, dt.date) and first > clock.business_today():
            self._ask_again("first_contract_on", "contract")
        if given.get("occupying") is True and given.get("handover") == "none":
            self._ask_again("occupying", "occupying")
        elif given.get("occupying") is True and given.get("move_in_reported") is False:
            self._ask_again("occupying", "registered")
        chosen = set(given.get("events") or [])
        if len(chosen) > 1 and chosen & {NOTHING, str(UNKNOWN.value)}:
            self._ask_again("events", "events")
        elif EARLY_SALE in chosen and isinstance(first, dt.date) and first > dt.date(2023, 6, 1):
            self._ask_again("events", "sale")
        return given

    def _ask_again(self, name: str, contradiction: str) -> None:
        self.add_error(name, FormRefusal(CONTRADICTIONS[contradiction], "CONTRADICTION", SOURCE))
