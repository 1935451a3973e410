"""On the review: which earlier filing this one takes up again (prior_case_id, S1-APP-01)."""

from collections.abc import Sequence
from typing import Self

from django import forms

from teojeon.services.victims.application.drafts import Earlier
from teojeon.ui.forms import KoreanChoiceField
from teojeon.ui.languages import translated, worded

ANOTHER = "another"
"""What a person answers whose new application has nothing to do with the earlier ones."""


class PriorForm(forms.Form):
    """One choice of the earlier filings that rest, that of the same house and contract chosen beforehand."""

    use_required_attribute = False
    prior = KoreanChoiceField(
        label="전에 낸 신청을 이어서 다시 신청합니까?",
        required=False,
        widget=forms.RadioSelect,
        help_text="고르시면 담당자가 두 신청을 함께 봅니다. 전에 낸 신청의 결과는 바뀌지 않습니다.",
        source="행정절차법 제17조",
    )

    @classmethod
    def of(cls, earlier: Sequence[Earlier], chosen: str) -> Self | None:
        """The form as it is shown; None where there is nothing to take up. `chosen`: what was posted."""
        if not earlier:
            return None
        same = next((str(each.filing.pk) for each in earlier if each.same), ANOTHER)
        form = cls(initial={"prior": chosen or same})
        words = [
            (
                str(each.filing.pk),
                worded("예, {number} ({outcome})", number=each.filing.receipt_no, outcome=translated(each.outcome)),
            )
            for each in earlier
        ]
        form.fields["prior"].choices = [*words, (ANOTHER, "아니오, 다른 신청입니다")]  # type: ignore[attr-defined]
        return form
