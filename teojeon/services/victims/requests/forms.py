"""Forms of data requests."""

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django import forms

from teojeon.kernel import clock
from teojeon.kernel.people.boxes import Kind
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.requests.actions import NAME_LIMIT, NOTE_LIMIT, OFFICE_LIMIT, Asked
from teojeon.services.victims.requests.deciding import REASON_LIMIT
from teojeon.services.victims.requests.items import AGENCIES, ITEMS, agencies_on, basis_on
from teojeon.services.victims.requests.reading import ANSWERED as REPLIED
from teojeon.services.victims.requests.reading import NONE, REFUSED
from teojeon.services.victims.requests.reading import REASON_LIMIT as REFUSAL_LIMIT
from teojeon.services.victims.requests.reply_fields import FIELDS, ReplyField
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField, WonField

SOURCE = "법§13③"
EARLIEST = dt.date(1950, 1, 1)


def choices_on(on: dt.date) -> list[tuple[str, str]]:
    """Item and agency as one choice each: what a 시·도 may ask on a day, in the order of the Act."""
    return [
        (f"{item.code}:{agency.code}", f"{basis_on(item, on)} {item.title} — {agency.name}")
        for item in ITEMS.values()
        for agency in agencies_on(item, on, Kind.PROVINCE)
    ]


class RequestForm(forms.Form):
    """자료 요청: what of whom, which landlord, which period. `cases` are hidden inputs, one for each case."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    what = KoreanChoiceField(label="요청할 자료와 기관", source=SOURCE)
    office = TextField(
        label="어느 곳인지",
        limit=OFFICE_LIMIT,
        required=False,
        source=SOURCE,
        help_text="법원, 세무서, 지방자치단체, 금융기관, 경찰서처럼 여럿이면 그 이름을 적습니다. 예: 서울중앙지방법원",
    )
    landlord_name = TextField(
        label="임대인의 성명(상호)",
        limit=NAME_LIMIT,
        required=False,
        source=SOURCE,
        help_text="임대인에 관한 자료를 요청할 때 적습니다.",
    )
    landlord_birth_date = KoreanDateField(
        label="임대인의 생년월일", earliest=dt.date(1900, 1, 1), latest=clock.business_today, required=False, source=SOURCE
    )
    period_from = KoreanDateField(
        label="자료의 기간(부터)", earliest=EARLIEST, latest=clock.business_today, required=False, source=SOURCE
    )
    period_to = KoreanDateField(
        label="자료의 기간(까지)", earliest=EARLIEST, latest=clock.business_today, required=False, source=SOURCE
    )
    note = FreeTextField(
        label="덧붙이는 말", limit=NOTE_LIMIT, required=False, source=SOURCE, help_text="기관이 읽습니다. 필요한 것만 적습니다."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", "선택해 주십시오"), *choices_on(clock.business_today())]  # type: ignore[attr-defined]
        self.initial.setdefault("request", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        agency = AGENCIES.get(str(data.get("what") or ":").partition(":")[2])
        if agency is not None and agency.many and not data.get("office"):
            self.add_error(
                "office", forms.ValidationError("여러 곳이 있는 기관입니다. 어느 곳인지 적습니다.", code="MISSING_VALUE")
            )
        return data

    def asked(self, cases: tuple[UUID, ...]) -> Asked:
        """The checked words as the act takes them."""
        data = self.cleaned_data
        item, _, agency = data["what"].partition(":")
        return Asked(
            item=item,
            agency=agency,
            cases=cases,
            office=data["office"] or "",
            landlord_name=data["landlord_name"] or "",
            landlord_birth_date=data["landlord_birth_date"],
            period_from=data["period_from"],
            period_to=data["period_to"],
            note=data["note"] or "",
        )


class ReplyFileForm(forms.Form):
    """회신 파일: when it came. The file itself is read before the form."""

    replied_on = KoreanDateField(label="회신이 온 날", source="S1-INV-03", latest=clock.business_today)


class TypedReplyForm(ReplyFileForm):
    """종이 회신을 옮겨 적음: for one case at a time, the columns of the item."""

    state = KoreanChoiceField(
        label="회신 구분", choices=((REPLIED, "회신"), (NONE, "해당없음"), (REFUSED, "거절")), source="S1-INV-03"
    )
    reason = FreeTextField(label="거절 사유", limit=REFUSAL_LIMIT, required=False, source=SOURCE, help_text="거절한 때만 적습니다.")
    field_order = ("replied_on", "state", "ref")

    def __init__(self, *args: Any, item: str, refs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["ref"] = KoreanChoiceField(label="누구의 회신인지", choices=refs, source="S1-INV-03")
        if len(refs) == 1:
            self.initial.setdefault("ref", refs[0][0])
        for field in FIELDS[item]:
            self.fields[f"said_{field.name}"] = _input(field)
        self.order_fields(self.field_order)

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, by the names of the machine form."""
        found = {field.name: self.cleaned_data.get(f"said_{field.name}") for field in FIELDS[self.item]}
        return {name: value for name, value in found.items() if value is not None and value != ""}


def _input(field: ReplyField) -> forms.Field:
    words: dict[str, Any] = {"label": field.title, "required": False, "source": SOURCE}
    match field.kind:
        case "won":
            return WonField(**words)
        case "date":
            return KoreanDateField(earliest=EARLIEST, latest=clock.business_today, **words)
        case "truth":
            return KoreanChoiceField(choices=(("예", "예"), ("아니오", "아니오")), **words)
        case "choice":
            return KoreanChoiceField(choices=field.options, **words)
        case _:
            return TextField(limit=1000, **words)


class RowForm(ActForm):
    """Setting a row aside, or taking it back: which one, and why."""

    row = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    reason = FreeTextField(label="까닭", limit=REASON_LIMIT, source="S1-BEY-05", required=False)
