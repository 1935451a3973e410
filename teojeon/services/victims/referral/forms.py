"""Forms of a referral to the support centre."""

from typing import Any
from uuid import UUID

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.referral.actions import NOTE_LIMIT
from teojeon.services.victims.referral.models import CONTACT, GROUNDS, NAME, PASSED, RESULTS
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField

NOT_PERSONAL = "지원센터가 봅니다. 이름, 주소, 전화번호를 적지 않습니다."


class ReferForm(ActForm):
    """지원센터 의뢰. `passed` is asked only where the consent stands."""

    grounds = forms.MultipleChoiceField(
        label="의뢰하는 까닭(하나 이상)", choices=GROUNDS, widget=forms.CheckboxSelectMultiple, required=False, label_suffix=""
    )
    note = FreeTextField(label="비고", limit=NOTE_LIMIT, required=False, help_text=NOT_PERSONAL)
    field_order = ("centre", "grounds", "note", "passed")

    def __init__(self, *args: Any, centres: list[tuple[str, str]], may_pass_more: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"] = KoreanChoiceField(label="지원센터", choices=centres, source="법§11")
        self.initial.setdefault("centre", centres[0][0])
        if may_pass_more:
            self.fields["passed"] = forms.MultipleChoiceField(
                label="접수번호와 함께 넘기는 것",
                choices=[each for each in PASSED if each[0] in (NAME, CONTACT)],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                label_suffix="",
            )
        self.order_fields(self.field_order)

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        return {**data, "passed": data.get("passed", []), "note": data["note"] or ""}


class ResultForm(ActForm):
    """What came of a referral."""

    referral = forms.UUIDField(widget=forms.HiddenInput)
    result = KoreanChoiceField(label="결과", choices=[*RESULTS], source="S1-APP-06")
    result_on = KoreanDateField(label="결과를 들은 날", source="S1-APP-06", latest=clock.business_today)
    result_note = FreeTextField(label="비고", limit=NOTE_LIMIT, required=False, help_text=NOT_PERSONAL)

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        return {**data, "result_note": data["result_note"] or ""}

    @property
    def referral_key(self) -> UUID | None:
        """Which referral the form is about, also where it came back with errors."""
        try:
            return UUID(str(self["referral"].value()))
        except ValueError:
            return None
