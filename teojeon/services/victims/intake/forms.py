"""Forms of an act on a case: the version that was shown, the number of this request, and what the act asks."""

import uuid
from typing import Any
from uuid import UUID

from django import forms

from teojeon.services.victims.intake.transfer import REASON_LIMIT
from teojeon.ui.forms import FreeTextField, KoreanChoiceField


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
    """접수 확인·배정: who investigates."""

    investigator = KoreanChoiceField(label="조사자", source="법§29①2")

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["investigator"].choices = [("", "선택해 주십시오"), *candidates]  # type: ignore[attr-defined]

    def clean_investigator(self) -> UUID:
        return UUID(self.cleaned_data["investigator"])


class AssignForm(ConfirmForm):
    """조사자 배정."""


class TransferForm(ActForm):
    """다른 시·도로 이송: where to, and why this province is not the one."""

    reason = FreeTextField(
        label="이송하는 까닭", limit=REASON_LIMIT, source="규칙§3①", help_text="예: 주택이 부산광역시에 있음. 접수대장에 남습니다."
    )
    field_order = ("recipient", "reason")

    def __init__(self, *args: Any, provinces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"] = KoreanChoiceField(label="이송할 시·도", choices=provinces, source="법§29①1")
        self.order_fields(self.field_order)


class TaskForm(ActForm):
    """할 일 마침: which one."""

    def __init__(self, *args: Any, tasks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"] = KoreanChoiceField(label="마친 일", choices=tasks, source="S1-APP-06")
        if len(tasks) == 1:
            self.initial.setdefault("task", tasks[0][0])

    def clean_task(self) -> UUID:
        return UUID(self.cleaned_data["task"])


class BulkConfirmForm(forms.Form):
    """일괄 접수 확인·배정, first stage: which cases, and who investigates them."""

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
