"""Forms of acts on a meeting."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from teojeon.kernel import clock
from teojeon.kernel.committees.actions import PLACE_LIMIT, REASON_LIMIT
from teojeon.kernel.committees.models import Member, Vote
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.intake.forms import ActForm
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField

BY_OPINION = "OPINION"
MOTIONS = ((BY_OPINION, "사건마다 국토교통부 검토의견대로"), *OUTCOMES.items())


class NewMeetingForm(forms.Form):
    """소집: day and place."""

    held_on = KoreanDateField(label="회의 날짜", source="법§6", earliest=clock.business_today)
    place = TextField(label="장소", limit=PLACE_LIMIT, source="법§6")


class AttendanceForm(ActForm):
    """개의: who of the members in office is present."""

    present = forms.TypedMultipleChoiceField(label="출석 위원", coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(str(each.account), name_with_duty(each)) for each in members]  # type: ignore[attr-defined]


def name_with_duty(member: Member) -> str:
    return f"{member.name} (위원장)" if member.is_chair else member.name


class MotionForm(ActForm):
    """의결안과 이유. The reason goes into the letter."""

    motion = KoreanChoiceField(label="의결안", choices=list(OUTCOMES.items()), source="법§14②")
    reason = FreeTextField(
        label="결정문에 쓸 이유",
        limit=REASON_LIMIT,
        required=False,
        source="S1-COM-09",
        help_text="가목 인용이 아니면 반드시 적습니다. 표결을 마친 뒤에도 폐회하기 전까지 문구를 고칠 수 있습니다.",
    )


class ExcludeForm(ActForm):
    """제척·회피 of one member at one item."""

    member = KoreanChoiceField(label="제척되거나 회피한 위원", source="법§8")

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.account), name_with_duty(each)) for each in members]
        self.fields["member"].choices = [("", "선택해 주십시오"), *choices]  # type: ignore[attr-defined]

    def clean_member(self) -> UUID:
        return UUID(self.cleaned_data["member"])


class DeferForm(ActForm):
    """보류."""

    reason = FreeTextField(label="보류하는 이유", limit=REASON_LIMIT, source="S1-COM-09")


class CallOffForm(ActForm):
    """유회."""

    reason = FreeTextField(label="유회한 이유", limit=REASON_LIMIT, source="S1-COM-09")


class VoteForm(ActForm):
    """One member's vote on the motion that the page showed."""

    motion = forms.CharField(widget=forms.HiddenInput)
    round = forms.IntegerField(widget=forms.HiddenInput)
    choice = KoreanChoiceField(label="표결", choices=Vote.CHOICES, widget=forms.RadioSelect, source="법§6⑦")


class RollForm(ActForm):
    """거수 표결 기록: a choice for each member who may vote."""

    def __init__(self, *args: Any, voters: Sequence[Member], votes: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {str(member.account): f"vote-{member.account}" for member in voters}
        for member in voters:
            self.fields[f"vote-{member.account}"] = KoreanChoiceField(
                label=name_with_duty(member),
                choices=Vote.CHOICES,
                widget=forms.RadioSelect,
                source="법§6⑦",
                initial=(votes or {}).get(str(member.account)),
            )

    @property
    def votes(self) -> dict[str, str]:
        """Account → choice."""
        return {account: self.cleaned_data[name] for account, name in self.names.items()}


class SignForm(ActForm):
    """A signature on the text that the page showed."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class TableForm(forms.Form):
    """상정: which cases, and what is put to the vote."""

    cases = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    motion = KoreanChoiceField(label="의결안", choices=MOTIONS, source="법§14②", initial=BY_OPINION)
