"""Steps 1 and 2: who suffered the loss, and who acts for that person (S1-APP-02, S1-ACC-03)."""

from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.kernel.crypto.numbers import BadNumber, ResidentNumber
from teojeon.services.victims.application.forms import choices
from teojeon.services.victims.application.forms.base import FOREIGNER, HEIR, OTHER, Part, StepForm, When, ordered
from teojeon.services.victims.application.forms.fields import (
    ACT,
    EmailField,
    PhoneField,
    PresetChoiceField,
    TickField,
    UnknownableSelect,
    asked,
    choice,
    count,
    countries,
    day,
    line,
    listed,
)
from teojeon.ui.forms import KoreanDateField, Refusal, TextField, TriStateField, UnknownableChoiceField
from teojeon.ui.groups import Group, RowForm
from teojeon.ui.languages import worded

SERVICE_SOURCE = "행정절차법 제14조"


class ApplicantForm(StepForm):
    """Step 1 (S1-APP-02). Who files is asked first, since it decides whose answers follow; it is kept with step 2."""

    section = "applicant"
    apart = frozenset({"number"})
    shown_when = {
        "nationality": (When(FOREIGNER),),
        "death_date": (When("mandate_type", ("heir_representative",)),),
    }
    layout = (
        Part(
            "",
            (
                "mandate_type", "is_natural_person", "name", "birth_date", "number", "nationality", "death_date",
                "resident_address", "service_at_resident", "service_address", "mobile",
            ),
        ),
        Part(
            "연락 방법 (선택)",
            ("phone", "email", "contact_channel", "contact_window", "contact_barred", "preferred_language"),
            folded=True,
            help_text="언제 어떻게 연락해도 되는지 정할 수 있습니다. 적지 않으면 휴대전화로 연락드립니다.",
        ),
    )  # fmt: skip

    mandate_type = PresetChoiceField(
        label="누가 신청합니까?",
        choices=choices.MANDATES,
        help_text="아래에는 피해를 입은 임차인에 관하여 적습니다. 대신 신청하는 분은 다음 단계에서 적습니다.",
        source="규칙 제3조제2항·제3항",
    )
    is_natural_person = TriStateField(
        label="피해를 입은 임차인은 개인(자연인)입니까?",
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
        where="주민등록증이나 외국인등록증에 적혀 있습니다. 국내거소신고번호도 여기에 적습니다.",
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )
    nationality = UnknownableChoiceField(
        label="국적",
        required=False,
        widget=UnknownableSelect(),
        help_text="국적에 따라 받을 수 있는 지원이 달라 여쭙습니다.",
        source=f"{ACT} 제25조의9",
        where="외국인등록증에 적혀 있습니다.",
    )
    death_date = day("임차인이 사망한 날", help_text="유족이 신청하는 경우에 여쭙습니다.", source="규칙 제3조제2항",
                     where="가족관계증명서(상세)나 사망진단서에 적혀 있습니다.")  # fmt: skip
    resident_address = TextField(
        label="주민등록지 주소",
        limit=200,
        required=False,
        help_text="주민등록이 되어 있는 곳입니다. 외국인은 체류지를 적습니다.",
        source="규칙 제3조제1항",
        where="주민등록초본에 적혀 있습니다. 동의하시면 담당 기관이 직접 확인하므로 초본을 내지 않아도 됩니다.",
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    service_at_resident = TickField(label="결정문을 주민등록지 주소로 받겠습니다", source=SERVICE_SOURCE)
    service_address = TextField(
        label="송달받을 주소",
        limit=200,
        help_text="결정문을 보내 드릴 주소입니다. 주민등록지에서 받으면 위에 표시하고 비워 둡니다.",
        source=SERVICE_SOURCE,
    )
    mobile = PhoneField(label="휴대전화번호", help_text="조사하면서 여쭐 일이 있을 때 연락드립니다.", source="규칙 제3조제1항")
    phone = PhoneField(label="다른 전화번호", source="규칙 제3조제1항")
    email = EmailField(label="전자우편 주소", source="규칙 제3조제1항")
    contact_channel = choice("어떻게 연락할까요?", choices.CHANNELS, source="행정절차법 제14조")
    contact_window = choice("언제 연락할까요?", choices.WINDOWS, source="행정절차법 제14조")
    contact_barred = line(
        "연락하면 안 되는 곳이나 번호", 60, help_text="예: 직장 전화로는 연락하지 않기", source="행정절차법 제14조"
    )
    preferred_language = UnknownableChoiceField(
        label="편한 언어",
        choices=choices.LANGUAGES,
        required=False,
        widget=forms.Select,
        help_text="통역이 필요한지 알기 위해 여쭙습니다. 결정문은 한국어로 적습니다.",
        source="행정절차법 제14조",
    )

    def fit(self) -> None:
        nationality, language = self.fields["nationality"], self.fields["preferred_language"]
        assert isinstance(nationality, UnknownableChoiceField) and isinstance(language, UnknownableChoiceField)
        nationality.choices = [("", "선택해 주십시오"), *countries(), ("unknown", "모름")]
        language.choices = [("", "선택해 주십시오"), *choices.LANGUAGES]
        if self.content.number:
            field = self.fields["number"]
            field.required = False
            field.help_text = worded("이미 입력하셨습니다: {number}. 바꾸려면 새로 입력합니다.", number=self.content.number.masked)

    def clean_number(self) -> ResidentNumber | None:
        text = self.cleaned_data["number"]
        if not text:
            return None
        try:
            return ResidentNumber.parse(text, clock.business_today())
        except BadNumber as error:
            raise Refusal(error.message, error.code, f"{ACT} 제30조") from error

    def clean(self) -> dict[str, Any]:
        """Letters to the registered address: one tick instead of the same words again."""
        given = self.cleaned_data
        if not given.get("service_at_resident"):
            return given
        resident, service = given.get("resident_address", ""), str(self.data.get("service_address") or "").strip()
        if not resident:
            self.errors.pop("service_address", None)
            if "resident_address" not in self.errors:
                self.add_error("resident_address", Refusal("주민등록지 주소를 입력해 주십시오.", "MISSING_VALUE", SERVICE_SOURCE))
        elif service and service != resident:
            message = "‘주민등록지 주소로 받겠습니다’에 표시하셨으나 다른 주소가 적혀 있습니다. 하나만 남겨 주십시오."
            self.add_error("service_address", Refusal(message, "CONTRADICTION", SERVICE_SOURCE))
        else:
            self.errors.pop("service_address", None)
            given["service_address"] = resident
            self.derived.add("service_address")
        return given


class HeirRow(RowForm):
    """One relative of the tenant who died."""

    name = line("성명", 60, source="민법 제1000조")
    relation = listed("사망한 임차인과의 관계", choices.HEIR_RELATIONS, source="민법 제1000조, 제1003조")
    birth_date = day("생년월일", source="규칙 제3조제2항")
    degree = count("촌수", least=1, most=4, help_text="자녀는 1, 손자녀는 2입니다.", source="민법 제1000조제2항")
    is_alive = asked("살아 있습니까?", source="민법 제1000조")
    renounced = asked("상속을 포기했습니까?", source="민법 제1041조")
    signed = asked("대표를 정하는 데 동의하는 서류에 서명했습니까?", source="규칙 제3조제2항")
    is_representative = TickField(label="이 사람이 신청하는 대표입니다", source="규칙 제3조제2항")


class ActorForm(StepForm):
    """Step 2 (S1-ACC-03): only where somebody acts for the tenant."""

    section = "actor"
    groups = (
        Group(
            "heirs", "유족", HeirRow, heading="유족",
            help_text="신청하는 대표를 포함하여 같은 순위의 유족을 모두 적습니다. 배우자는 자녀나 부모와 같은 순위입니다.",
            source="규칙 제3조제2항",
        ),
    )  # fmt: skip
    shown_when = {
        **{
            name: (When(OTHER),)
            for name in ("relation", "name", "birth_date", "service_address", "mobile", "email", "scope", "valid_from", "valid_to")
        },
        "heirs": (When(HEIR),),
    }
    layout = (
        Part("", ("relation", "service_address", "mobile", "email")),
        Part("유족의 대표", ("heirs",)),
        Part(
            "신청하는 분의 성명과 위임의 범위 (선택)",
            ("name", "birth_date", "scope", "valid_from", "valid_to"),
            folded=True,
            help_text="로그인한 분이 신청하면 성명과 생년월일은 비워 둡니다. 본인확인으로 이미 알고 있습니다.",
        ),
    )
    relation = line(
        "임차인과의 관계", 60, required=True, help_text="예: 어머니, 변호사, 같이 사는 친구", source="규칙 제3조제2항·제3항"
    )
    service_address = line("신청하는 분의 주소", 200, help_text="보완 요구와 안내를 이 주소로 보냅니다.", source=SERVICE_SOURCE)
    mobile = PhoneField(label="신청하는 분의 휴대전화번호", source="규칙 제3조제1항")
    email = EmailField(label="신청하는 분의 전자우편 주소", source="규칙 제3조제1항")
    name = line("신청하는 분의 성명", 60, source="규칙 제3조제3항")
    birth_date = KoreanDateField(
        label="신청하는 분의 생년월일", latest=clock.business_today, required=False, source="규칙 제3조제3항"
    )
    scope = line("위임의 범위", 200, help_text="위임장에 적은 범위입니다. 적지 않으면 신청에 관한 모든 일로 봅니다.", source="규칙 제3조제3항",
                 where="위임장(별지 제3호서식)에 적혀 있습니다. 위임장은 7단계에서 올립니다.")  # fmt: skip
    valid_from = day("위임을 시작하는 날", future=True, source="규칙 제3조제3항")
    valid_to = day("위임이 끝나는 날", future=True, source="규칙 제3조제3항")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not ordered(given.get("valid_from"), given.get("valid_to")):
            message = "위임이 끝나는 날은 시작하는 날과 같거나 그 뒤여야 합니다."
            self.add_error("valid_to", Refusal(message, "BAD_VALUE", "규칙 제3조제3항"))
        return given
