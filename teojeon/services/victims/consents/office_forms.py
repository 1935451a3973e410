"""The form with which a clerk records a consent. The person's own are asked by step 7 of the application and by "my case"."""

from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.consents.texts import texts_on
from teojeon.services.victims.intake.forms import ActForm
from teojeon.ui.forms import KoreanChoiceField

YES, NO = "yes", "no"


class RecordForm(ActForm):
    """A consent or withdrawal that came on paper."""

    code = KoreanChoiceField(label="동의의 종류", source="개보법§22")
    granted = KoreanChoiceField(
        label="기록할 내용", choices=((YES, "동의함"), (NO, "동의하지 않음·철회함")), widget=forms.RadioSelect, source="개보법§37"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = texts_on(clock.business_today())
        choices = [("", "선택해 주십시오"), *((text.code, text.title) for text in asked)]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]

    def clean_granted(self) -> bool:
        return bool(self.cleaned_data["granted"] == YES)
