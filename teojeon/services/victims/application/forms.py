"""The four steps of the application as forms. Fields that decide others come first; each says why it is asked."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from teojeon.kernel import clock, regions
from teojeon.kernel.crypto.lookup import only_digits
from teojeon.kernel.crypto.numbers import BadNumber, ResidentNumber
from teojeon.services.victims.application.content import NO_SIGUNGU, Content
from teojeon.ui.formats import UNKNOWN, Unknown
from teojeon.ui.forms import (
    KoreanChoiceField,
    KoreanDateField,
    Refusal,
    TextField,
    TriStateField,
    UnknownableChoiceField,
    UnknownableField,
    WonField,
)
from teojeon.ui.widgets import UNKNOWN_VALUE

HANDOVER_STATES = (
    ("done", "인도받음 (열쇠를 받고 입주함)"),
    ("past", "과거에 인도받음 (지금은 이사함)"),
    ("impossible", "인도받을 수 없게 됨"),
    ("none", "인도받지 않음"),
)
ACT = "전세사기피해자법"
MOBILE = re.compile(r"\+?[\d\s().-]+", re.ASCII)


class StepForm(forms.Form):
    """One step. `section`: the part of the content it fills. `apart`: fields that are not kept as typed."""

    section: ClassVar[str]
    apart: ClassVar[frozenset[str]] = frozenset()
    use_required_attribute = False  # a draft may be saved with gaps; the server lists them all at once

    def __init__(self, data: Mapping[str, Any] | None = None, *, content: Content) -> None:
        self.content = content
        super().__init__(data)
        self.fit()

    def fit(self) -> None:
        """Adapts the fields to what is known already."""

    @classmethod
    def kept_fields(cls) -> list[str]:
        """Names of the fields that the section keeps."""
        return [name for name in cls.base_fields if name not in cls.apart]


class ApplicantForm(StepForm):
    """Step 1 (S1-APP-02)."""

    section = "applicant"
    apart = frozenset({"number"})
    is_natural_person = TriStateField(
        label="신청하는 분은 개인(자연인)입니까?",
        yes="예, 개인입니다",
        no="아니오, 법인·단체입니다",
        help_text="법은 개인인 임차인을 대상으로 하므로 먼저 여쭙습니다.",
        source=f"{ACT} 제3조제1항",
    )
    name = TextField(
        label="성명",
        limit=40,
        help_text="결정문에 적을 이름입니다. 본인확인으로 확인한 이름을 채워 두었습니다.",
        source="규칙 제3조제1항",
    )
    birth_date = KoreanDateField(
        label="생년월일",
        latest=clock.business_today,
        help_text="같은 이름인 분과 구별하기 위해 여쭙습니다.",
        source="규칙 제3조제1항",
    )
    number = TextField(
        label="주민등록번호 또는 외국인등록번호",
        limit=40,
        help_text="주민등록 사항을 확인하기 위해 여쭙습니다. 입력하는 즉시 담당 기관만 열 수 있게 봉인합니다. 예: 900101-1234567",
        source=f"{ACT} 제30조",
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )
    service_address = TextField(
        label="송달받을 주소", limit=200, help_text="결정문을 보내 드릴 주소입니다.", source="행정절차법 제14조"
    )
    resident_address = TextField(
        label="주민등록지 주소", limit=200, required=False, help_text="송달받을 주소와 다를 때 적습니다.", source="규칙 제3조제1항"
    )
    mobile = TextField(
        label="휴대전화번호",
        limit=30,
        required=False,
        help_text="조사하면서 여쭐 일이 있을 때 연락드립니다.",
        source="규칙 제3조제1항",
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )

    def fit(self) -> None:
        if self.content.number:
            field = self.fields["number"]
            field.required = False
            field.help_text = f"이미 입력하셨습니다: {self.content.number.masked}. 바꾸려면 새로 입력합니다."

    def clean_number(self) -> ResidentNumber | None:
        text = self.cleaned_data["number"]
        if not text:
            return None
        try:
            return ResidentNumber.parse(text, clock.business_today())
        except BadNumber as error:
            raise Refusal(error.message, error.code, f"{ACT} 제30조") from error

    def clean_mobile(self) -> str:
        text: str = self.cleaned_data["mobile"]
        digits = only_digits(text)
        if text and not (MOBILE.fullmatch(text) and 8 <= len(digits) <= 15):
            message = "휴대전화번호는 숫자로 입력해 주십시오. 예: 010-1234-5678. 없으면 비워 두어도 됩니다."
            raise Refusal(message, "BAD_VALUE", "규칙 제3조제1항")
        return ("+" if text.startswith("+") else "") + digits


class HouseForm(StepForm):
    """Step 2 (S1-APP-03). The 시·도 decides which 시·군·구 are offered."""

    section = "house"
    sido = KoreanChoiceField(
        label="시·도", help_text="주택이 있는 시·도가 신청을 접수하고 조사합니다.", source=f"{ACT} 제12조, 제29조"
    )
    sigungu = KoreanChoiceField(
        label="시·군·구",
        required=False,
        help_text="시·도를 고른 다음 ‘시·군·구 불러오기’를 누르면 목록이 바뀝니다. 목록에 없으면 ‘목록에 없음’을 고릅니다.",
        source="운용규정 제5조제1항",
    )
    legal_dong = TextField(
        label="법정동(읍·면·동·리)",
        limit=40,
        required=False,
        help_text="조사할 주택을 찾기 위해 여쭙습니다. 예: 혜화동, 우정읍 조암리. 모르면 비워 두어도 됩니다.",
        source="운용규정 제5조제1항",
    )
    address = TextField(
        label="나머지 주소",
        limit=200,
        help_text="도로명이나 지번, 건물 이름, 동·호수를 아는 대로 적습니다. 표준 주소와 달라도 접수합니다.",
        source="운용규정 제5조제1항",
    )

    def fit(self) -> None:
        today = clock.business_today()
        self.choices_of("sido", [(each.code, each.name) for each in regions.sidos(today)])
        sido = str(self.data.get("sido", "")) if self.is_bound else self.content.house.sido
        offered = [(each.code, each.name) for each in regions.sigungus(sido, today)]
        self.choices_of("sigungu", [*offered, (NO_SIGUNGU, "목록에 없음")] if offered else [])

    def choices_of(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, KoreanChoiceField)
        field.choices = [("", "선택해 주십시오"), *choices]


class LeaseForm(StepForm):
    """Step 3 (S1-APP-04)."""

    section = "lease"
    first_contract_date = UnknownableField(
        KoreanDateField(
            label="최초 계약일",
            latest=clock.business_today,
            help_text="처음 임대차계약을 맺은 날입니다. 갱신했더라도 처음 날을 적습니다. 법이 적용되는 계약인지 보기 위해 여쭙습니다.",
            source="법률 제20956호 부칙 제2조",
        )
    )
    deposit_current = UnknownableField(
        WonField(
            label="임차보증금",
            help_text="지금(마지막) 계약의 보증금입니다. 보증금 상한과 견주기 위해 여쭙습니다. 예: 2억 1천만 또는 210,000,000",
            source=f"{ACT} 제3조제1항제2호",
        )
    )
    monthly_rent = UnknownableField(
        WonField(
            label="월세",
            required=False,
            help_text="월세가 없으면 0을 적습니다. 계약의 종류를 확인하기 위해 여쭙습니다.",
            source="규칙 제3조제1항",
        )
    )

    def clean_deposit_current(self) -> int | Unknown | None:
        amount: int | Unknown | None = self.cleaned_data["deposit_current"]
        if amount == 0:
            message = "임차보증금은 1원 이상이어야 합니다. 모르시면 ‘모름’을 선택해 주십시오."
            raise Refusal(message, "BAD_VALUE", f"{ACT} 제3조제1항제2호")
        return amount


class OccupancyForm(StepForm):
    """Step 4 (S1-APP-05). The state of the handover decides whether its day is asked."""

    section = "occupancy"
    handover_state = UnknownableChoiceField(
        label="주택을 인도받으셨습니까?",
        choices=HANDOVER_STATES,
        required=False,
        help_text="대항력을 갖추었는지 보기 위해 여쭙습니다.",
        source=f"{ACT} 제3조제1항제1호",
    )
    handover_on = UnknownableField(
        KoreanDateField(
            label="인도받은 날",
            latest=clock.business_today,
            required=False,
            help_text="인도받으신 경우에만 적습니다.",
            source="주택임대차보호법 제3조제1항",
        )
    )
    move_in_report_on = UnknownableField(
        KoreanDateField(
            label="전입신고일",
            latest=clock.business_today,
            required=False,
            help_text="대항력이 생긴 날을 보기 위해 여쭙습니다. 주민등록초본에 적혀 있습니다.",
            source="주택임대차보호법 제3조제1항",
        )
    )
    fixed_date_on = UnknownableField(
        KoreanDateField(
            label="확정일자",
            latest=clock.business_today,
            required=False,
            help_text="우선변제권을 보기 위해 여쭙습니다. 계약서의 도장이나 확인서에 적혀 있습니다.",
            source="주택임대차보호법 제3조의2제2항",
        )
    )


def inputs_of(name: str, field: forms.Field) -> list[str]:
    """The names under which a field is posted."""
    return [name, f"{name}_unknown"] if isinstance(field, UnknownableField) else [name]


def written(name: str, field: forms.Field, value: Any) -> dict[str, str]:
    """What would have to be posted for the field to be cleaned to this value."""
    if value is None or value == "":
        return {}
    if value is UNKNOWN:
        return {f"{name}_unknown": "on"} if isinstance(field, UnknownableField) else {name: UNKNOWN_VALUE}
    if isinstance(value, bool):
        return {name: "yes" if value else "no"}
    return {name: value.isoformat() if isinstance(value, dt.date) else str(value)}
