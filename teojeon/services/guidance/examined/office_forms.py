"""What is entered about a check by a person with a screen reader (S1-GUI-03)."""

import uuid
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.services.guidance.pages.addresses import TOOLS, page_address
from teojeon.services.guidance.pages.checks import SOURCE_ACCESS
from teojeon.services.guidance.pages.models import LANGUAGES
from teojeon.services.guidance.pages.queries import shown_on
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField

NAME_LIMIT, READER_LIMIT, FOUND_LIMIT = 60, 80, 2000
APPLICATION_STEPS = tuple((f"/applications/#{number}", f"결정 신청 {number}단계") for number in range(1, 9))


class ExaminationForm(forms.Form):
    """Who went through which page, with which reader, when, and what was wrong. `request`: number of this request."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    page = KoreanChoiceField(label="점검한 쪽", source=SOURCE_ACCESS)
    language = KoreanChoiceField(label="점검한 언어", choices=tuple(LANGUAGES.items()), source=SOURCE_ACCESS)
    manual_by = TextField(
        label="점검한 사람",
        limit=NAME_LIMIT,
        source=SOURCE_ACCESS,
        help_text="화면낭독기로 직접 점검한 사람의 성명이나 소속과 직책입니다.",
    )
    reader = TextField(
        label="화면낭독기와 브라우저",
        limit=READER_LIMIT,
        source=SOURCE_ACCESS,
        help_text="판까지 적습니다. 예: 센스리더 8, Chrome 142",
    )
    checked_on = KoreanDateField(label="점검한 날", latest=clock.business_today, source=SOURCE_ACCESS)
    found = FreeTextField(
        label="고칠 것",
        limit=FOUND_LIMIT,
        required=False,
        source=SOURCE_ACCESS,
        help_text="한 줄에 하나씩 적습니다. 없으면 비워 둡니다. 비우면 ‘고칠 것 없음’으로 기록합니다.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = shown_on(clock.business_today()).values_list("slug", "language", "title")
        pages = [(page_address(slug, language), f"{title} ({LANGUAGES[language]})") for slug, language, title in rows]
        tools = [(url, url) for name, url in TOOLS.items() if name != "apply"]
        self.fields["page"].choices = [("", "선택해 주십시오"), *APPLICATION_STEPS, *tools, *pages]  # type: ignore[attr-defined]
        self.initial.setdefault("request", uuid.uuid4())
        self.initial.setdefault("checked_on", clock.business_today())

    @property
    def findings(self) -> list[str]:
        """One finding a line."""
        return [line.strip() for line in (self.cleaned_data["found"] or "").splitlines() if line.strip()]
