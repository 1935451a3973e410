"""What is asked of one paper: its kind, and when it was issued."""

import datetime as dt
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.papers.kinds import KINDS, kind_of
from teojeon.services.victims.papers.models import PortalPaper
from teojeon.ui.forms import KoreanChoiceField, KoreanDateField, Refusal


class KindForm(forms.Form):
    """Which kind of paper it is, and when it was issued."""

    use_required_attribute = False
    doc_type = KoreanChoiceField(label="서류의 종류", source="규칙 제3조제1항")
    issued_on = KoreanDateField(label="발급일", required=False, help_text="발급일이 적힌 서류만 적습니다.", source="S1-APP-07")

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["doc_type"].choices = [("", "선택해 주십시오"), *((kind.code, kind.title) for kind in KINDS.values())]  # type: ignore[attr-defined]

    def clean_issued_on(self) -> dt.date | None:
        """A paper is not issued tomorrow."""
        day: dt.date | None = self.cleaned_data["issued_on"]
        if day and day > clock.business_today():
            raise Refusal("발급일은 오늘보다 늦을 수 없습니다. 서류에 적힌 날을 확인합니다.", "DATE_IN_FUTURE", "S1-APP-07")
        return day


class DescribeForm(KindForm):
    """Filled with what is known of the paper."""

    def __init__(self, data: Any = None, *, paper: PortalPaper) -> None:
        super().__init__(data, initial={"doc_type": kind_of(paper.doc_type).code, "issued_on": paper.issued_on})
