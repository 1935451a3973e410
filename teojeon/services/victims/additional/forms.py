"""Forms of an additional investigation."""

import datetime as dt
from typing import Any

from django import forms

from teojeon.services.victims.additional.actions import ANSWER_LIMIT, QUESTION_LIMIT, REASON_LIMIT
from teojeon.services.victims.intake.forms import ActForm
from teojeon.ui.forms import FreeTextField, KoreanDateField


class QuestionForm(ActForm):
    """A further question to the order that stands."""

    amendment = forms.UUIDField(widget=forms.HiddenInput, required=False)
    question = FreeTextField(
        label="확인할 것", limit=QUESTION_LIMIT, source="법§14④", help_text="위원회가 알아야 하는 것을 물음으로 적습니다."
    )
    reason = FreeTextField(
        label="신청인에게 알리는 이유",
        limit=REASON_LIMIT,
        required=False,
        help_text="신청인의 변경 때문이면 적습니다. 신청인이 읽습니다.",
    )

    def __init__(self, *args: Any, with_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_change:
            del self.fields["reason"]

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        return {**data, "reason": data.get("reason") or ""}


class OrderForm(QuestionForm):
    """추가조사 지시."""

    wanted_by = KoreanDateField(label="답을 바라는 날", source="법§14④")
    field_order = ("question", "wanted_by", "reason")

    def __init__(self, *args: Any, committee_due: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if committee_due is not None:
            self.fields["wanted_by"].help_text = "위원회의 심의 기한은 늘어나지 않으므로 그 전의 날을 적습니다."


class AnswerForm(ActForm):
    """추가조사 결과 작성."""

    answer = FreeTextField(label="확인한 내용", limit=ANSWER_LIMIT, source="법§14④", help_text="물음마다 답을 적습니다.")


class ReturnForm(ActForm):
    """추가조사 결과 반려."""

    reason = FreeTextField(label="더 해야 할 것", limit=REASON_LIMIT, source="S1-INV-07")
