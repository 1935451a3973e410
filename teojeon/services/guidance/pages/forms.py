"""What an editor enters for a page, and what an approver decides."""

import uuid
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.law.victims.support import rows
from teojeon.services.guidance.pages.checks import LONGEST_BODY, SOURCE_ACCESS, SOURCE_PAGES
from teojeon.services.guidance.pages.models import LANGUAGES
from teojeon.services.guidance.pages.sections import SECTIONS
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField
from teojeon.ui.forms import Refusal as FormRefusal

TITLE_LIMIT, DESCRIPTION_LIMIT, BASIS_LIMIT, REASON_LIMIT = 120, 200, 300, 300
RETURN_LIMIT = 1000
MARKUP_HELP = (
    "## 제목, - 목록, 1. 순서 목록, 표(바로 윗줄에 ‘표: 이름’), [이름](page:쪽 이름), [이름](tool:support), [이름](https://…), "
    "![그림이 말하는 내용](picture:이름), **굵게**, 다른 언어는 :en[…]으로 적습니다."
)


class PageForm(forms.Form):
    """The content of a version. `version`, `request`: what the person saw, and the number of this request."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    request = forms.UUIDField(widget=forms.HiddenInput)
    slug = forms.SlugField(
        label="쪽 이름",
        max_length=60,
        label_suffix="",
        help_text="주소에 쓰는 영문 이름입니다. 소문자와 숫자, 줄표만 씁니다. 예: how-to-apply",
    )
    language = KoreanChoiceField(label="언어", choices=tuple(LANGUAGES.items()), source=SOURCE_ACCESS)
    section = KoreanChoiceField(label="갈래", choices=tuple(SECTIONS.items()), source=SOURCE_PAGES)
    position = forms.IntegerField(label="목록의 순서", min_value=1, max_value=999, initial=100, label_suffix="")
    title = TextField(label="제목", limit=TITLE_LIMIT, source=SOURCE_PAGES)
    description = TextField(
        label="한 줄 설명", limit=DESCRIPTION_LIMIT, source=SOURCE_PAGES, help_text="목록과 검색 결과에 보이는 설명입니다."
    )
    law_basis = TextField(
        label="근거 법령", limit=BASIS_LIMIT, required=False, source=SOURCE_PAGES, help_text="예: 법 제12조, 규칙 제3조제1항"
    )
    effective_from = KoreanDateField(
        label="시행일", source=SOURCE_PAGES, help_text="이날부터 보입니다. 앞의 판은 그 전날까지 보입니다."
    )
    measures = forms.MultipleChoiceField(
        label="시행일을 알릴 지원", required=False, widget=forms.SelectMultiple(attrs={"size": 6}), label_suffix="",
        help_text="고른 지원이 언제부터 시행되는지를 지원 표에서 읽어 쪽의 맨 위에 보입니다.",
    )  # fmt: skip
    body = FreeTextField(label="내용", limit=LONGEST_BODY, source=SOURCE_PAGES, help_text=MARKUP_HELP)
    warning_reason = TextField(
        label="시행 중이 아닌 조문을 적은 까닭",
        limit=REASON_LIMIT,
        required=False,
        source=SOURCE_PAGES,
        help_text="점검에서 그런 조문이 나왔을 때만 적습니다.",
    )

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {row.code: f"{row.title} (법 {row.article})" for row in rows()}
        self.fields["measures"].choices = list(titles.items())  # type: ignore[attr-defined]
        self.fields["body"].widget.attrs["rows"] = 24
        self.initial.setdefault("request", uuid.uuid4())
        self.initial.setdefault("effective_from", clock.business_today())
        for name in ("slug", "position"):
            self.fields[name].source = SOURCE_PAGES  # type: ignore[attr-defined]
        if not is_new:  # a version stays a version of its page
            del self.fields["slug"], self.fields["language"]

    @property
    def content(self) -> dict[str, Any]:
        """As pages.actions take it."""
        given = self.cleaned_data
        kept = ("section", "position", "title", "description", "body", "measures", "effective_from")
        return {name: given[name] for name in kept} | {
            "law_basis": given["law_basis"] or "",
            "warning_reason": given["warning_reason"] or "",
        }


class SubmitForm(forms.Form):
    """Sends a draft to the approver, or begins the next version."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    request = forms.UUIDField(widget=forms.HiddenInput)
    move = forms.ChoiceField(choices=(("submit", "승인 요청"), ("renew", "새 판 쓰기")))


class DecideForm(forms.Form):
    """승인 or 반려 of a version, by another person than its author."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    request = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=(("approve", "승인"), ("return", "반려")))
    reason = FreeTextField(label="반려하는 까닭", limit=RETURN_LIMIT, required=False, source=SOURCE_PAGES)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == "return" and not (given.get("reason") or "").strip():
            self.add_error("reason", FormRefusal("무엇을 고칠지 적어야 반려할 수 있습니다.", "MISSING_VALUE", SOURCE_PAGES))
        return given


class PictureForm(forms.Form):
    """A picture to be used in pages."""

    name = forms.SlugField(label="그림 이름", max_length=60, label_suffix="", help_text="본문에서 picture:이름 으로 부릅니다.")
    picture = forms.FileField(
        label="그림 파일", label_suffix="", help_text="PNG, JPEG, WebP. 2MB까지 올립니다. 더 큰 파일은 전송되지 않습니다."
    )
