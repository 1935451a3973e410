"""The form of a finding of the committee (S1-ASM-01, S1-ASM-06, S1-ASM-09)."""

from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.assessment.actions import REASON_LIMIT, RESOLUTION_LIMIT
from teojeon.services.victims.assessment.facts import CaseFact
from teojeon.services.victims.investigation.forms import value_field
from teojeon.ui.forms import FreeTextField, KoreanDateField, TextField


class FindingForm(forms.Form):
    """What the committee found, with its resolution. `seen`: number of the row that stood on the page (0 = none)."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    request = forms.UUIDField(widget=forms.HiddenInput)
    value = forms.Field()
    resolution = TextField(label="의결 번호", limit=RESOLUTION_LIMIT, source="S1-ASM-01", help_text="예: 2026-제12차 안건 3번")
    resolved_on = KoreanDateField(label="의결한 날", source="S1-ASM-01", latest=clock.business_today)
    reason = FreeTextField(
        label="이유", limit=REASON_LIMIT, source="S1-ASM-06", help_text="위원회가 그렇게 판단한 이유를 적습니다."
    )

    def __init__(self, *args: Any, finding: CaseFact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(finding)
