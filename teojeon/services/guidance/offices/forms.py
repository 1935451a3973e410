"""What is entered for an office that people can turn to."""

import uuid
from typing import Any

from django import forms

from teojeon.kernel import clock, regions
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.offices.kinds import KINDS
from teojeon.services.guidance.offices.models import PUBLISHED, Office
from teojeon.services.guidance.pages.checks import SOURCE_PAGES
from teojeon.ui.forms import KoreanChoiceField, KoreanDateField, TextField


class OfficeForm(forms.Form):
    """`replaces`: the entry whose place it takes."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    kind = KoreanChoiceField(label="종류", choices=tuple(KINDS.items()), source=SOURCE_PAGES)
    org_name = TextField(label="기관 이름", limit=80, source=SOURCE_PAGES)
    dept = TextField(label="부서", limit=80, required=False, source=SOURCE_PAGES)
    region = KoreanChoiceField(label="맡은 시·도", required=False, source=SOURCE_PAGES, help_text="전국을 맡으면 비워 둡니다.")
    tel = forms.RegexField(
        r"^[0-9][0-9-]{2,18}[0-9]$", label="전화번호", required=False, label_suffix="", strip=True,
        help_text="기관의 대표 번호입니다. 개인의 번호를 적지 않습니다.",
        error_messages={"invalid": "전화번호는 숫자와 줄표로 적습니다. 예: 02-1234-5678"},
    )  # fmt: skip
    task = TextField(label="하는 일", limit=200, source=SOURCE_PAGES)
    valid_from = KoreanDateField(label="시작일", source=SOURCE_PAGES)
    replaces = forms.UUIDField(
        label="바꿀 항목", required=False, widget=forms.Select, label_suffix="", help_text="있던 항목을 고치는 것이면 고릅니다."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.business_today()
        provinces = [(region.code, region.name) for region in regions.sidos(max(today, regions.TABLE_START))]
        self.fields["region"].choices = [("", "전국"), *provinces]  # type: ignore[attr-defined]
        rows = Office.objects.visible_to(current().actor).filter(state=PUBLISHED, valid_to=None).order_by("region", "org_name")
        listed = [(str(row.pk), f"{row.org_name} {row.dept}".strip()) for row in rows]
        self.fields["replaces"].widget.choices = [("", "새 항목"), *listed]
        for name in ("tel", "replaces"):
            self.fields[name].source = SOURCE_PAGES  # type: ignore[attr-defined]
        self.initial.setdefault("request", uuid.uuid4())
        self.initial.setdefault("valid_from", today)

    @property
    def content(self) -> dict[str, Any]:
        """As offices.actions take it."""
        given = self.cleaned_data
        words = {name: given[name] or "" for name in ("kind", "org_name", "dept", "tel", "region", "task")}
        return words | {"valid_from": given["valid_from"], "replaces": given["replaces"], "is_sample": False}


class DecideForm(forms.Form):
    """승인 or 반려."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    request = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=(("approve", "승인"), ("refuse", "반려")))
