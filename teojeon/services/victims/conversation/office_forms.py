"""Forms of the thread in the office."""

import datetime as dt
import re
from typing import Any

from django.utils import timezone

from teojeon.kernel import clock
from teojeon.services.victims.conversation.actions import NOTE_LIMIT, REASON_LIMIT, TEXT_LIMIT
from teojeon.services.victims.conversation.models import OUTCOMES
from teojeon.services.victims.intake.forms import ActForm
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, Refusal, TextField

TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


class ReplyForm(ActForm):
    """답변."""

    text = FreeTextField(
        label="답변",
        limit=TEXT_LIMIT,
        source="S1-BEY-03",
        help_text="신청인이 누리집에서 읽습니다. 보완 요구나 결정을 알리는 데 쓰지 않습니다.",
    )


class CallForm(ActForm):
    """통화 기록."""

    called_on = KoreanDateField(label="통화한 날", source="S1-BEY-03", latest=clock.business_today)
    called_time = TextField(label="통화한 시각", limit=5, source="S1-BEY-03", help_text="예: 14:30")
    outcome = KoreanChoiceField(label="결과", choices=OUTCOMES, source="S1-BEY-03")
    note = FreeTextField(label="나눈 이야기", limit=NOTE_LIMIT, required=False)
    reason = TextField(
        label="정한 시간이 아닌 때에 전화한 까닭",
        limit=REASON_LIMIT,
        required=False,
        help_text="신청인이 정한 시간 안이면 비워 둡니다.",
    )

    def clean_called_time(self) -> dt.time:
        typed = TIME.fullmatch(self.cleaned_data["called_time"].strip())
        if typed is None:
            raise Refusal("통화한 시각은 14:30처럼 24시간으로 적어 주십시오.", "BAD_DATE", "S1-BEY-03")
        return dt.time(int(typed[1]), int(typed[2]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("called_on") and data.get("called_time"):
            called_at = dt.datetime.combine(data["called_on"], data["called_time"], clock.SEOUL)
            if called_at > timezone.localtime(clock.business_now()):
                raise Refusal("통화한 때는 지금보다 뒤일 수 없습니다.", "BAD_DATE", "S1-BEY-03")
            data["called_at"] = called_at
        return data
