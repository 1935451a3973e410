"""Forms of an act on a case: the version that was shown, the number of this request, and what the act asks."""

import uuid
from typing import Any
from uuid import UUID

from django import forms

from teojeon.ui.forms import KoreanChoiceField


class ActForm(forms.Form):
    """`version`: the row as the page showed it; `request`: made with the page, so that pressing twice does one act."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    request = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", version)
        self.initial.setdefault("request", uuid.uuid4())

    @property
    def data_of_act(self) -> dict[str, Any]:
        """What is handed to the act, without the two words that every act takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "request")}


class ConfirmForm(ActForm):
    """접수 확인: who investigates."""

    investigator = KoreanChoiceField(label="조사자", source="법§29①2")

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["investigator"].choices = [("", "선택해 주십시오"), *candidates]  # type: ignore[attr-defined]

    def clean_investigator(self) -> UUID:
        return UUID(self.cleaned_data["investigator"])


class BulkConfirmForm(forms.Form):
    """일괄 접수 확인, first stage: which cases, and who investigates them."""

    cases = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    investigator = KoreanChoiceField(label="조사자", source="법§29①2")

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["investigator"].choices = [("", "선택해 주십시오"), *candidates]  # type: ignore[attr-defined]


PURPOSES = (
    ("identity_check", "본인 확인"),
    ("contact", "신청인에게 연락"),
    ("agency_query", "관계 기관 조회"),
    ("service", "결정문 송달"),
)


class PurposeForm(forms.Form):
    """가림 해제: why this one value must be seen (S1-XCT-05)."""

    purpose = KoreanChoiceField(label="열람 목적", choices=PURPOSES, source="개보법§29, S1-XCT-05")
