"""The forms of values that an authority fixes: an uplift resolution (법§3①2 단서), an ad hoc holiday, a last day."""

import uuid
from typing import Any

from django import forms

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.codes import OVERRIDE_SOURCE
from teojeon.kernel.cases.deadlines import rules_of
from teojeon.kernel.parameters.actions import REASON_LIMIT, RESOLUTION_LIMIT
from teojeon.law.period.ad_hoc import AD_HOC_SOURCE
from teojeon.services.victims.case.procedure import KIND
from teojeon.services.victims.uplift.codes import SOURCE
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField, WonField
from teojeon.ui.forms import Refusal as FormRefusal


class HolidayForm(forms.Form):
    """A holiday fixed ad hoc: one day, or the days from the first to the last, both included."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    valid_from = KoreanDateField(label="임시공휴일", source=AD_HOC_SOURCE)
    valid_to = KoreanDateField(
        label="마지막 날", required=False, source=AD_HOC_SOURCE, help_text="여러 날이 이어질 때만 적습니다. 하루이면 비워 둡니다."
    )
    resolution = TextField(
        label="공고 번호", limit=RESOLUTION_LIMIT, source=AD_HOC_SOURCE, help_text="관보에 공고된 번호와 날짜를 적습니다."
    )
    reason = FreeTextField(label="지정 이유", limit=REASON_LIMIT, source=AD_HOC_SOURCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("request", uuid.uuid4())


class DeadlineForm(forms.Form):
    """Another last day for a running deadline of one case."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    receipt_no = TextField(label="사건의 접수번호", limit=30, source=OVERRIDE_SOURCE)
    deadline = KoreanChoiceField(label="바꿀 기한", source=OVERRIDE_SOURCE)
    last_day = KoreanDateField(
        label="새 마지막 날",
        source=OVERRIDE_SOURCE,
        help_text="신청인의 기한은 지금보다 앞당길 수 없습니다. 쉬는 날은 적지 않습니다.",
    )
    resolution = TextField(label="문서 번호", limit=RESOLUTION_LIMIT, source=OVERRIDE_SOURCE)
    reason = FreeTextField(label="바꾸는 이유", limit=REASON_LIMIT, source=OVERRIDE_SOURCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(rule.code, rule.title) for rule in rules_of(KIND)]
        self.fields["deadline"].choices = [("", "선택해 주십시오"), *titles]  # type: ignore[attr-defined]
        self.initial.setdefault("request", uuid.uuid4())


class UpliftForm(forms.Form):
    """`sido` or `receipt_no`, exactly one: whom the resolution covers. `value`: the cap as raised, base included, in won."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    sido = KoreanChoiceField(
        label="적용할 시·도", required=False, source=SOURCE, help_text="시·도 전체에 적용하는 의결이면 고릅니다."
    )
    receipt_no = TextField(
        label="적용할 사건의 접수번호", limit=30, required=False, source=SOURCE, help_text="한 사건에만 적용하는 의결이면 적습니다."
    )
    value = WonField(
        label="상향된 상한",
        source=SOURCE,
        help_text="법정 상한에 상향액을 더한 금액입니다. 상향하지 않기로 한 의결은 법정 상한을 적습니다.",
    )
    valid_from = KoreanDateField(label="적용 시작일", source="S1-XCT-02")
    valid_to = KoreanDateField(label="적용 종료일", required=False, source="S1-XCT-02", help_text="정하지 않았으면 비워 둡니다.")
    resolution = TextField(label="의결 번호", limit=RESOLUTION_LIMIT, source=SOURCE)
    reason = FreeTextField(
        label="의결 이유", limit=REASON_LIMIT, source=SOURCE, help_text="시·도의 여건이나 피해자의 사정을 적습니다."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = [(region.code, region.name) for region in regions.sidos(clock.business_today())]
        self.fields["sido"].choices = [("", "선택해 주십시오"), *provinces]  # type: ignore[attr-defined]
        self.initial.setdefault("request", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("sido", "receipt_no") if cleaned.get(name)]
        if len(given) != 1 and not {"sido", "receipt_no"} & self.errors.keys():
            self.add_error("sido", FormRefusal("시·도와 접수번호 가운데 하나만 적어 주십시오.", "CONTRADICTION", SOURCE))
        return cleaned


class DecideForm(forms.Form):
    """승인 or 반려 of a proposed value, by another person than the one who entered it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    request = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=(("approve", "승인"), ("refuse", "반려")))
