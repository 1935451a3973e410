"""What the contract check asks: nothing of a person, and nothing is kept."""

import datetime as dt
from typing import Any

from django import forms

from teojeon.kernel import clock, regions
from teojeon.ui.formats import has_hangul, in_record
from teojeon.ui.forms import KoreanChoiceField, KoreanDateField, TextField, WonField
from teojeon.ui.forms import Refusal as FormRefusal
from teojeon.ui.languages import translated

SOURCE = "주택임대차보호법 시행령 제10조, 제11조"


class PlaceSelect(forms.Select):
    """Names of places that have no translation are marked as Korean on a page in another language."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, label, *args, **kwargs)
        if not in_record() and has_hangul(str(label)):
            option["attrs"]["lang"] = "ko"
        return option


class ContractCheckForm(forms.Form):
    """The house by 시·군·구 and 법정동, the deposit, and the day of the earliest security right if there is one."""

    deposit = WonField(label="보증금", source=SOURCE)
    sigungu = KoreanChoiceField(label="집이 있는 시·군·구", source=SOURCE, widget=PlaceSelect)
    legal_dong = TextField(
        label="법정동",
        required=False,
        limit=40,
        source=SOURCE,
        help_text="같은 시·군·구 안에서 구분이 다른 곳에서만 읽습니다. 예: 호평동",
    )
    security_on = KoreanDateField(
        label="가장 앞선 근저당권 등 담보물권의 날",
        required=False,
        source="주택임대차보호법 시행령 부칙",
        help_text="등기사항증명서 을구에서 가장 먼저 설정된 담보물권의 접수일입니다. 없으면 비워 둡니다.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sigungu"].choices = [("", "선택해 주십시오"), *_places(clock.business_today())]  # type: ignore[attr-defined]

    def clean_security_on(self) -> dt.date | None:
        given: dt.date | None = self.cleaned_data["security_on"]
        if given is not None and given > clock.business_today():
            raise FormRefusal("오늘보다 뒤의 날입니다. 등기사항증명서의 접수일을 적습니다.", "BAD_DATE", SOURCE)
        return given


def _places(on: dt.date) -> list[tuple[str, str]]:
    """Each 시·군·구 with its 시·도, since several have the same name."""
    day = max(on, regions.TABLE_START)
    return [
        (region.code, regions.full_name(region).replace(sido.name, str(translated(sido.name)), 1))
        for sido in regions.sidos(day)
        for region in regions.sigungus(sido.code, day)
    ]
