"""Forms of the investigation. They check what was typed; whether the act is possible is for the act to say."""

import datetime as dt
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.assessment.facts import EARLIEST, CaseFact, JsonValue, options
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.investigation.actions import REASON_LIMIT
from teojeon.services.victims.investigation.fields import (
    AmountsField,
    CodeSetField,
    DateOrNotField,
    GuaranteesField,
    JudgementField,
)
from teojeon.services.victims.investigation.models import CONFIDENCES, METHODS, SOURCES
from teojeon.services.victims.investigation.recording import EVIDENCE_LIMIT, NOTE_LIMIT
from teojeon.ui.formats import UNKNOWN, with_particle
from teojeon.ui.forms import (
    FreeTextField,
    KoreanChoiceField,
    KoreanDateField,
    TextField,
    TriStateField,
    UnknownableChoiceField,
    UnknownableField,
    WonField,
)

LONGEST_COUNT = 6


class CountInput(forms.TextInput):
    """Digits on a phone's keyboard."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off"})


def value_field(fact: CaseFact) -> forms.Field:
    """The input of one fact; each can be answered with 모름."""
    words: dict[str, Any] = {"label": fact.title, "source": fact.source, "help_text": fact.hint}
    match fact.kind:
        case "yes_no":
            return TriStateField(**words)
        case "won":
            return UnknownableField(WonField(**words))
        case "count":
            return UnknownableField(CountField(**words))
        case "date":
            return UnknownableField(KoreanDateField(earliest=EARLIEST, latest=clock.business_today, **words))
        case "date_or_not":
            return DateOrNotField(fact, KoreanDateField(earliest=EARLIEST, latest=clock.business_today, **words))
        case "code_set":
            return CodeSetField(fact)
        case "guarantees":
            return GuaranteesField(fact)
        case "amounts":
            return AmountsField(fact)
        case "proposal" | "finding":
            return JudgementField(fact, with_unknown=fact.kind == "proposal")
        case _:
            return UnknownableChoiceField(choices=options(fact.code), **words)


class CountField(WonField):
    """A whole number without a unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=CountInput(), **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_COUNT):
            self.refuse(f"{with_particle(self.spoken_label, '은', '는')} 1 이상의 숫자로 입력해 주십시오.", "BAD_VALUE")
        return int(text)


class FactForm(forms.Form):
    """One value with its source and evidence. `seen`: number of the row that stood on the page (0 = none)."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    request = forms.UUIDField(widget=forms.HiddenInput)
    value = forms.Field()
    source = KoreanChoiceField(label="출처", choices=SOURCES, source="S1-INV-01")
    evidence = TextField(
        label="증거 자료",
        limit=EVIDENCE_LIMIT,
        required=False,
        source="S1-ASM-01",
        help_text="값을 적을 때는 하나 이상 적습니다. 예: 임대차계약서 1면, 등기사항증명서(2026. 11. 20. 발급)",
    )
    as_of = KoreanDateField(label="기준일", source="S1-INV-01", latest=clock.business_today, help_text="이 값이 확인된 날입니다.")
    note = FreeTextField(
        label="비고", limit=NOTE_LIMIT, required=False, source="S1-INV-06", help_text="모름으로 두면 까닭과 확인할 방법을 적습니다."
    )
    confidence = KoreanChoiceField(label="확인의 정도", choices=CONFIDENCES, required=False, source="S1-INV-01")

    def __init__(self, *args: Any, fact: CaseFact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(fact)

    @property
    def value_of_act(self) -> JsonValue:
        value = self.cleaned_data["value"]
        if value is UNKNOWN or value is None:
            return None
        known: JsonValue = value.isoformat() if isinstance(value, dt.date) else value
        return known


class CodesField(forms.MultipleChoiceField):
    """Boxes of a list, at least one ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, label: str, source: str) -> None:
        self.source = source
        super().__init__(label=label, label_suffix="")

    def to_python(self, value: Any) -> list[str]:
        return [each for each in super().to_python(value) if each]


class UnknownsForm(ActForm):
    """Which facts stay unknown, where it was asked, and why."""

    codes = CodesField(label="모름으로 적을 사실", source="S1-INV-06")
    source = KoreanChoiceField(label="출처", choices=SOURCES, source="S1-INV-01")
    note = FreeTextField(
        label="비고",
        limit=NOTE_LIMIT,
        source="S1-INV-06",
        help_text="모르는 까닭과 확인할 방법을 적습니다. 고른 사실 모두에 적힙니다.",
    )

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = codes  # type: ignore[attr-defined]
        self.initial["codes"] = [code for code, _ in codes]


class ReportForm(ActForm):
    """조사보고: the investigator's opinion and its reason."""

    opinion = KoreanChoiceField(
        label="조사자 의견", choices=OUTCOMES.items(), source="S1-INV-06", help_text="결정이 아니라 조사자의 의견입니다."
    )
    self_recovery = KoreanChoiceField(
        label="보증금 전액을 스스로 회수할 수 있는지에 대한 의견(X3)",
        choices=(("no", "회수할 수 없다고 봄"), ("yes", "회수할 수 있다고 봄")),
        required=False,
        source="법§3②3",
        help_text="판단은 위원회가 합니다. 의견이 없으면 고르지 않습니다.",
    )
    reason = FreeTextField(label="이유", limit=REASON_LIMIT, source="S1-INV-06")

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        return data | {"self_recovery": data["self_recovery"] or ""}


class MethodForm(ActForm):
    """조사 방법 기록: what was done on which day."""

    method = KoreanChoiceField(label="조사 방법", choices=METHODS, source="규칙§4①")
    done_on = KoreanDateField(label="한 날", source="S1-INV-01", latest=clock.business_today)
    note = FreeTextField(
        label="내용", limit=NOTE_LIMIT, source="S1-INV-01", help_text="누구를 만나거나 무엇을 보았고, 무엇을 알았는지 적습니다."
    )


class ReturnForm(ActForm):
    """보고 반려: what has to be supplied."""

    reason = FreeTextField(label="반려 이유", limit=REASON_LIMIT, source="S1-INV-06")
