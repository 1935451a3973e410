"""Forms of the ministry's review."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms

from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.investigation.actions import REASON_LIMIT
from teojeon.services.victims.investigation.findings import WORDS
from teojeon.ui.forms import FreeTextField, KoreanChoiceField

SAME_REASON = "시·도의 조사 결과와 의견을 검토하였으며, 판단과 이유가 같습니다."
VIEWED = (("yes", "예"), ("no", "아니오"), ("unknown", "모름"))
PREFIX = "finding-"


class FactsField(forms.MultipleChoiceField):
    """Boxes of the facts on file."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, label: str, source: str, help_text: str) -> None:
        self.source = source
        super().__init__(label=label, label_suffix="", required=False, help_text=help_text)

    def to_python(self, value: Any) -> list[str]:
        return [each for each in super().to_python(value) if each]


class OpinionForm(ActForm):
    """검토의견: the ministry's own, signed with the act. One choice a requirement; left open it is as the province sees it."""

    agrees_with_province = KoreanChoiceField(
        label="시·도 의견과의 관계",
        choices=(("yes", "시·도의 의견과 같습니다"), ("no", "시·도의 의견과 다릅니다")),
        widget=forms.RadioSelect(),
        source="S1-INV-08",
    )
    outcome = KoreanChoiceField(label="검토의견", choices=OUTCOMES.items(), source="S1-INV-08")
    reason = FreeTextField(
        label="이유", limit=REASON_LIMIT, source="S1-INV-08", help_text="시·도와 다르면 왜 다르게 보는지 적습니다."
    )

    def __init__(
        self, *args: Any, facts: Iterable[tuple[str, str]], findings: Iterable[Mapping[str, Any]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["differs_in"] = FactsField(
            label="다르게 보는 사실", source="S1-INV-08", help_text="시·도와 다르면 하나 이상 고릅니다."
        )
        self.fields["differs_in"].choices = list(facts)  # type: ignore[attr-defined]
        for each in findings:
            field = KoreanChoiceField(
                label=f"{each['code']} {each['title']}",
                choices=VIEWED,
                required=False,
                source="S1-INV-08",
                help_text=f"시·도: {WORDS[each['stands']]}. 같으면 고르지 않습니다.",
            )
            self.fields[f"{PREFIX}{each['code']}"] = field
        self.order_fields(["agrees_with_province", "outcome", "reason", "differs_in"])

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        views = {name.removeprefix(PREFIX): view for name, view in data.items() if name.startswith(PREFIX) and view}
        return {
            "outcome": data["outcome"],
            "agrees_with_province": data["agrees_with_province"] == "yes",
            "reason": data["reason"],
            "differs_in": data["differs_in"],
            "findings": views,
        }


class AgreeForm(forms.Form):
    """시·도 의견과 같음 of many cases, first stage: which, and why."""

    cases = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    reason = FreeTextField(
        label="이유", limit=REASON_LIMIT, source="S1-INV-08", help_text="고른 사건 모두의 검토의견에 적힙니다.", initial=SAME_REASON
    )
