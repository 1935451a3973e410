"""Step 7: consents, each alone. The attachments on the same page are no answers; they stand with the papers of the draft."""

from typing import ClassVar

from teojeon.kernel import clock
from teojeon.services.victims.application.forms.base import Part, StepForm, When
from teojeon.services.victims.application.forms.fields import AnswerField, EmailField
from teojeon.services.victims.consents.texts import Text, texts_on
from teojeon.ui.forms import KoreanChoiceField
from teojeon.ui.languages import translated, worded

AGENCIES = ("c2_court", "c2_tax", "c2_housing", "c2_finance", "c2_local")
FIELDS = ("c1", *AGENCIES, "c3", "c4", "c5")


def _answer(name: str) -> AnswerField:
    return AnswerField(label=name.upper(), yes="동의합니다", no="동의하지 않습니다", source="규칙 제3조제1항제2호")


class PapersForm(StepForm):
    """Step 7. The words are those of the consent texts of the day; nothing is ticked beforehand, and no answer is asked for twice."""

    section = "consents"
    shown_when: ClassVar = {"e_service_address": (When("c4"),)}
    layout = (
        Part(
            "동의 (모두 선택)",
            ("c1", "c3", "c4", "e_service_address", "c5"),
            help_text="동의하지 않아도 신청할 수 있고 불이익이 없습니다. 언제든지 철회할 수 있습니다.",
        ),
        Part(
            "지원 기관에 대한 정보 제공 동의 (선택)",
            AGENCIES,
            folded=True,
            help_text="결정된 뒤의 지원에 관한 동의입니다. 지금 답하지 않고 나중에 ‘나의 사건’에서 답해도 됩니다.",
        ),
    )

    c1 = _answer("c1")
    c2_court = _answer("c2_court")
    c2_tax = _answer("c2_tax")
    c2_housing = _answer("c2_housing")
    c2_finance = _answer("c2_finance")
    c2_local = _answer("c2_local")
    c3 = _answer("c3")
    c4 = _answer("c4")
    c5 = _answer("c5")
    e_service_address = EmailField(
        label="전자송달을 받을 전자우편 주소",
        help_text="비워 두면 누리집의 ‘나의 사건’으로 보냅니다.",
        source="행정절차법 제14조제3항",
    )

    def fit(self) -> None:
        for name, text in consent_texts().items():
            field = self.fields[name]
            assert isinstance(field, KoreanChoiceField)
            field.label, field.help_text, field.source = text.question, text.refusal, text.law
            field.where_title = "동의하는 내용 보기"
            field.where = worded(
                "받는 곳: {recipients}. 항목: {items}. 목적: {purpose}. 보유 기간: {retention}",
                **{part: translated(getattr(text, part)) for part in ("recipients", "items", "purpose", "retention")},
            )


def consent_texts() -> dict[str, Text]:
    """The texts of the day by the input that they belong to."""
    return {text.field: text for text in texts_on(clock.business_today()) if text.field in FIELDS}
