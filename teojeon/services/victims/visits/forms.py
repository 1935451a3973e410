"""Forms of visits. They check what was typed; whether the act is possible is for the act to say."""

import datetime as dt
import re
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.visits.limits import METER, MOST_PEOPLE, NAME, NOTE, SUMMARY, TEXT
from teojeon.services.victims.visits.models import METERS, OCCUPANCY, ON_SITE, WAYS
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField

SOURCE = "규칙§4①"
_TIME = re.compile(r"([01]?\d|2[0-3])[:시]\s?([0-5]?\d)분?")
FIELDS_OF_ACT = {"visit_at": "visit_on", "meters": "meter_electricity"}
"""Which input says what the act names otherwise, for a refusal's place on the page."""


class TimeField(TextField):
    """A time of the day such as 14:30; cleaned to a time."""

    def clean(self, value: Any) -> dt.time:
        text = super().clean(value)
        match = _TIME.fullmatch(text.strip())
        if match is None:
            self.refuse("시각은 24시간으로 적습니다. 예: 14:30", "BAD_VALUE")
        return dt.time(int(match[1]), int(match[2]))


class LinesField(FreeTextField):
    """One name a line; cleaned to a list."""

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).split("\n") if line.strip()]


class VisitForm(ActForm):
    """현장조사: a visit to the house, or an interview by telephone or video."""

    way = KoreanChoiceField(label="조사한 방법", choices=WAYS, source=SOURCE)
    way_note = TextField(
        label="전화·영상으로 면담한 까닭", limit=NOTE, required=False, source=SOURCE,
        help_text="전화나 영상으로 면담한 때에 적습니다. 본인인지 확인한 방법도 적습니다.",
    )  # fmt: skip
    visit_on = KoreanDateField(label="방문(면담)한 날", source=SOURCE, latest=clock.business_today)
    visit_time = TimeField(label="시각", limit=10, source=SOURCE, help_text="24시간으로 적습니다. 예: 14:30")
    visitors = LinesField(
        label="방문한 담당자", limit=MOST_PEOPLE * (NAME + 1), source=SOURCE, help_text="한 줄에 한 사람씩 적습니다."
    )
    present = LinesField(
        label="그 자리에 있던 사람", limit=MOST_PEOPLE * (NAME + 1), required=False, source=SOURCE,
        help_text="한 줄에 한 사람씩 적습니다. 예: 신청인, 관리소장. 아무도 없었으면 비워 둡니다.",
    )  # fmt: skip
    notified_on = KoreanDateField(label="방문을 미리 알린 날", required=False, source=SOURCE, latest=clock.business_today)
    no_notice_reason = TextField(
        label="미리 알리지 않은 까닭", limit=NOTE, required=False, source=SOURCE, help_text="알린 날을 적었으면 비워 둡니다."
    )
    occupancy = KoreanChoiceField(label="점유 상태", choices=OCCUPANCY, source=SOURCE)
    condition = FreeTextField(
        label="주택의 상태",
        limit=TEXT,
        required=False,
        source=SOURCE,
        help_text="본 대로 적습니다. 짐, 우편물, 파손, 현관의 표시 등.",
    )
    meter_electricity = TextField(label="전기 계량기", limit=METER, required=False, source=SOURCE, help_text="예: 04512 kWh")
    meter_water = TextField(label="수도 계량기", limit=METER, required=False, source=SOURCE)
    meter_gas = TextField(label="가스 계량기", limit=METER, required=False, source=SOURCE)
    interview_with = TextField(label="면담한 사람", limit=NAME, required=False, source=SOURCE, help_text="예: 신청인")
    interview_summary = FreeTextField(label="면담한 내용", limit=SUMMARY, required=False, source=SOURCE)
    signed_by_interviewee = forms.BooleanField(label="면담한 사람이 내용을 읽고 서명했습니다", required=False, label_suffix="")

    def __init__(self, *args: Any, visitor: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("way", ON_SITE)
        self.initial.setdefault("visitors", visitor)
        self.initial.setdefault("visit_on", clock.business_today())

    @property
    def data_of_act(self) -> dict[str, Any]:
        """What the act takes, without the photos."""
        data = super().data_of_act
        at = dt.datetime.combine(data.pop("visit_on"), data.pop("visit_time"), tzinfo=clock.SEOUL)
        meters = {code: data.pop(f"meter_{code}") for code, _ in METERS}
        return {**data, "visit_at": at, "meters": {code: value for code, value in meters.items() if value}}
