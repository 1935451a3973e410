"""Forms of the register: asking for an export with its purpose, deciding on it, the closing of a book."""

import uuid
from typing import Any

from django import forms

from teojeon.ui.forms import FreeTextField, KoreanChoiceField, Refusal

PURPOSES = (
    ("register_keeping", "접수대장의 보관·편철"),
    ("audit", "감사·점검"),
    ("report", "국토교통부 보고"),
    ("petition", "민원·정보공개 처리"),
)
PRINT, PDF, XLSX = "print", "pdf", "xlsx"
FORMATS = ((PRINT, "화면에서 인쇄"), (PDF, "PDF"), (XLSX, "엑셀(XLSX)"))
MOST_ROWS = {PRINT: 500, PDF: 2000, XLSX: 100_000}
NOTE_LEAST, NOTE_LIMIT, REASON_LEAST = 5, 300, 5


class ExportForm(forms.Form):
    """내보내기 승인 요청: what for, as what, from which serial to which. `request`: made with the page, so that pressing twice asks once."""

    use_required_attribute = False

    def __init__(self, *args: Any, last_serial: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last_serial = last_serial
        self.initial.setdefault("request", uuid.uuid4())

    request = forms.UUIDField(widget=forms.HiddenInput, required=False)
    purpose = KoreanChoiceField(label="내보내는 목적", choices=PURPOSES, source="S1-XCT-04")
    note = FreeTextField(
        label="어디에 쓰는지",
        limit=NOTE_LIMIT,
        source="S1-XCT-04",
        help_text="예: 감사담당관 자료요구(2026-1234호). 승인하는 사람이 읽습니다.",
    )
    format = KoreanChoiceField(label="형식", choices=FORMATS, source="S1-INT-02")
    first = forms.IntegerField(label="첫 연번", min_value=1, required=False, label_suffix="", help_text="비우면 처음부터")
    last = forms.IntegerField(label="끝 연번", min_value=1, required=False, label_suffix="", help_text="비우면 끝까지")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["first"] = cleaned.get("first") or 1
            cleaned["last"] = cleaned.get("last") or max(self.last_serial, cleaned["first"])
        first, last, form = cleaned.get("first"), cleaned.get("last"), cleaned.get("format")
        if first and last and last < first:
            self.add_error("last", Refusal("끝 연번은 첫 연번보다 앞설 수 없습니다.", "BAD_VALUE"))
        elif first and last and form and last - first >= MOST_ROWS[form]:
            limit = f"이 형식은 한 번에 {MOST_ROWS[form]:,}건까지 내보냅니다. 연번을 나누어 내보냅니다."
            self.add_error("last", Refusal(limit, "TOO_MANY"))
        return cleaned


class RefuseForm(forms.Form):
    """내보내기를 승인하지 않음: why."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    reason = FreeTextField(
        label="승인하지 않는 까닭", limit=NOTE_LIMIT, required=False, help_text="승인하지 않을 때 적습니다. 요청한 사람이 읽습니다."
    )


class CloseForm(forms.Form):
    """접수대장 닫기."""

    sure = forms.BooleanField(label="닫은 뒤에는 이 해의 접수대장에 더 적지 않습니다.", label_suffix="")
