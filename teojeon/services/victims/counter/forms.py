"""Forms of the counter: how the paper came, and the registration."""

import datetime as dt
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.counter.models import CHANNELS
from teojeon.services.victims.intake.forms import ActForm
from teojeon.ui.forms import KoreanChoiceField, KoreanDateField, Refusal, TextField

TIME_FORMAT = "%H:%M"


class StartForm(forms.Form):
    """The arrival stamp and the way in."""

    use_required_attribute = False
    channel = KoreanChoiceField(label="접수 방법", choices=[*CHANNELS.items()], source="규칙§3①")
    arrived_on = KoreanDateField(
        label="도착한 날",
        latest=clock.business_today,
        help_text="접수 도장의 날입니다. 조사 기한을 이날부터 셉니다.",
        source="행정절차법§17",
    )
    arrived_time = TextField(label="도착한 시각", limit=5, help_text="예: 14:05", source="행정절차법§17")
    session_no = TextField(label="현장접수 회차", limit=30, required=False, help_text="현장접수일 때 적습니다.", source="S1-APP-01")

    def clean_arrived_time(self) -> dt.time:
        try:
            return dt.datetime.strptime(self.cleaned_data["arrived_time"], TIME_FORMAT).time()  # noqa: DTZ007 - a time of day
        except ValueError:
            raise Refusal("도착한 시각은 14:05처럼 적습니다.", "BAD_TIME", "행정절차법§17") from None

    @property
    def arrived_at(self) -> dt.datetime:
        """The stamp as an instant."""
        return dt.datetime.combine(self.cleaned_data["arrived_on"], self.cleaned_data["arrived_time"], clock.SEOUL)


class RegisterForm(ActForm):
    """«신청 등록»: whether an identity document was looked at."""

    use_required_attribute = False
    identity_seen = forms.BooleanField(label="신분증을 확인했습니다(사본은 두지 않습니다)", label_suffix="", required=False)

    def __init__(self, *args: Any, at_the_counter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not at_the_counter:
            del self.fields["identity_seen"]
