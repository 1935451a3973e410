"""Forms of registry extracts: one row beside its page, empty rows to type, what a scan does not say, which facts to take."""

import uuid
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.extracts.actions import LIMITS, NOTE_LIMIT, REASON_LIMIT
from teojeon.services.victims.extracts.models import ExtractRow
from teojeon.services.victims.extracts.places import WHOLE_UNIT
from teojeon.services.victims.extracts.reading import ALL_ENTRIES, ASK, CURRENT_ENTRIES, NO, SECTIONS, YES
from teojeon.services.victims.extracts.wording import KINDS
from teojeon.ui.forms import CountField, FreeTextField, KoreanChoiceField, KoreanDateField, Refusal, TextField, WonField

CANCELLED = ((NO, "남아 있음"), (YES, "말소됨"), (ASK, "말소 여부 확인 필요"))
SOURCE = "S1-INV-01"
REGISTER_DIGITS = 14
MOST_PAGES = 500
TYPED_FIELDS = ("rank", "kind", "purpose", "received_on", "received_no", "holder", "amount", "cause")


class EntryForm(forms.Form):
    """One entry of 갑구 or 을구."""

    use_required_attribute = False
    section = KoreanChoiceField(label="구", choices=SECTIONS.items(), source=SOURCE)
    rank = TextField(label="순위번호", limit=LIMITS["rank"], source=SOURCE)
    kind = KoreanChoiceField(label="종류", choices=KINDS.items(), source=SOURCE)
    purpose = TextField(label="등기목적", limit=LIMITS["purpose"], required=False, source=SOURCE)
    received_on = KoreanDateField(label="접수일", required=False, latest=clock.business_today, source=SOURCE)
    received_no = TextField(label="접수번호", limit=LIMITS["received_no"], required=False, source=SOURCE)
    holder = TextField(label="권리자", limit=LIMITS["holder"], required=False, source=SOURCE)
    amount = WonField(label="금액(원)", required=False, source=SOURCE)
    cause = TextField(label="등기원인", limit=LIMITS["cause"], required=False, source=SOURCE)
    cancelled = KoreanChoiceField(label="말소 여부", choices=CANCELLED, source=SOURCE)
    page = CountField(label="쪽", least=1, most=MOST_PAGES, source=SOURCE)

    @property
    def values(self) -> dict[str, Any]:
        """The row as the act takes it."""
        names = EntryForm.base_fields
        return {
            name: value if value is not None or name in ("received_on", "amount") else ""
            for name, value in self.cleaned_data.items()
            if name in names
        }


class RowForm(EntryForm):
    """A row that was read, or typed before: taken over as it stands in the fields, or left out with a reason."""

    row = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)
    request = forms.UUIDField(widget=forms.HiddenInput)
    note = TextField(label="비고 (빼면 그 까닭)", limit=NOTE_LIMIT, required=False, source=SOURCE)

    def __init__(self, data: Any = None, *, row: ExtractRow | None = None) -> None:
        first = {name: getattr(row, name) for name in EntryForm.base_fields} if row else {}
        more = {"row": row.pk, "seen": row.number, "note": row.note} if row else {}
        super().__init__(data, initial={**first, **more, "request": uuid.uuid4()})


class TypedForm(EntryForm):
    """One empty row of the keyboard table; one in which nothing was typed is left out."""

    def __init__(self, data: Any, place: int, page: int) -> None:
        first = {"section": "eul", "cancelled": NO, "page": page}
        super().__init__(data, prefix=f"typed{place}", initial=first, empty_permitted=True)

    def has_changed(self) -> bool:
        """What stands in a row from the beginning (구, 말소 여부, 쪽) is not typed."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in TYPED_FIELDS)


class PressForm(forms.Form):
    """A press of a button that counts once."""

    request = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix, initial={"request": uuid.uuid4()})


class ReadForm(forms.Form):
    """Which paper is read, and why where it is not certainly of this house."""

    use_required_attribute = False
    paper = KoreanChoiceField(label="읽을 증명서", source=SOURCE)
    reason = FreeTextField(
        label="다른 집이거나 확인하지 못했을 때 붙이는 까닭", limit=REASON_LIMIT, required=False, source=SOURCE,
        help_text="같은 집의 증명서이면 비워 둡니다.",
    )  # fmt: skip
    request = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, papers: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"request": uuid.uuid4(), "paper": papers[0][0] if len(papers) == 1 else None})
        self.fields["paper"].choices = [("", "선택해 주십시오"), *papers]  # type: ignore[attr-defined]


class ScanForm(ReadForm):
    """What a person reads off a scan before the rows are typed."""

    is_scan = forms.BooleanField(widget=forms.HiddenInput, initial=True)
    kind = KoreanChoiceField(
        label="증명서의 종류", choices=[(each, each) for each in (WHOLE_UNIT, "건물", "토지")], source=SOURCE
    )  # fmt: skip
    unique_no = TextField(
        label="고유번호", limit=40, required=False, source=SOURCE, help_text="숫자 14자리입니다. 예: 1101-2020-123456. 보이지 않으면 비워 둡니다."
    )  # fmt: skip
    place = TextField(label="소재지번, 건물번호 또는 도로명주소", source=SOURCE)
    issued_on = KoreanDateField(label="열람일 또는 발급일", latest=clock.business_today, source=SOURCE)
    coverage = KoreanChoiceField(
        label="담긴 등기", choices=((ALL_ENTRIES, "말소사항 포함"), (CURRENT_ENTRIES, "현재 유효사항")), source=SOURCE
    )  # fmt: skip
    field_order = ("paper", "kind", "unique_no", "place", "issued_on", "coverage", "reason")

    def clean_unique_no(self) -> str:
        digits = "".join(sign for sign in self.cleaned_data["unique_no"] or "" if sign.isdecimal() and sign.isascii())
        if self.cleaned_data["unique_no"] and len(digits) != REGISTER_DIGITS:
            raise Refusal("고유번호는 숫자 14자리입니다. 증명서의 번호를 다시 확인합니다.", "BAD_VALUE", SOURCE)
        return digits


class FactsForm(forms.Form):
    """Which proposals are recorded. `codes` are ticked by the investigator, none by the page."""

    codes = forms.MultipleChoiceField(
        label="사실로 적을 제안", label_suffix="", required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    request = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def __init__(self, data: Any = None, *, codes: list[tuple[str, str]], version: int, seen: str) -> None:
        super().__init__(data, initial={"version": version, "request": uuid.uuid4(), "seen": seen})
        self.fields["codes"].choices = codes  # type: ignore[attr-defined]
