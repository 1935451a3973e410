"""Fields of facts that are more than one line: from what was typed to the value that a row keeps, or UNKNOWN."""

import datetime as dt
from typing import Any, ClassVar

from django import forms

from teojeon.law.victims.facts import GUARANTEE_STATE
from teojeon.services.victims.assessment.fact_kinds import HOLDERS, PROVIDERS, CaseFact
from teojeon.services.victims.investigation.widgets import (
    KNOWN,
    UNKNOWN_VALUE,
    CodeSetWidget,
    Column,
    DateOrNotWidget,
    JudgementWidget,
    RowsWidget,
    Structured,
)
from teojeon.ui.formats import UNKNOWN, Unknown
from teojeon.ui.forms import KoreanDateField, Refusal, WonField, missing_message

TRUTH: dict[str, bool | None] = {"yes": True, "no": False, UNKNOWN_VALUE: None}
LONGEST = 200


class StructuredField(forms.Field):
    """`read(raw)`: the value, UNKNOWN, or a refusal. An unanswered field is refused as missing."""

    widget: Structured

    def __init__(self, fact: CaseFact, widget: Structured) -> None:
        self.source, self.fact = fact.source, fact
        super().__init__(label=fact.title, help_text=fact.hint, widget=widget, label_suffix="", required=True)

    def clean(self, value: Any) -> Any:
        return self.read(value if isinstance(value, dict) else self.widget.raw_of(None))

    def read(self, raw: dict[str, Any]) -> Any:
        raise NotImplementedError

    def refuse(self, message: str, code: str) -> Refusal:
        return Refusal(message, code, self.source)

    def missing(self) -> Refusal:
        return self.refuse(f"{missing_message(self.fact.title, self)} 모르면 ‘모름’을 선택합니다.", "MISSING_VALUE")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


class DateOrNotField(StructuredField):
    """A day, False for "없음", UNKNOWN for "모름"."""

    def __init__(self, fact: CaseFact, day: KoreanDateField) -> None:
        super().__init__(fact, DateOrNotWidget())
        day.required = False
        self.day = day

    def read(self, raw: dict[str, Any]) -> dt.date | bool | Unknown:
        text = str(raw.get("day") or "").strip()
        if bool(text) + bool(raw.get("not")) + bool(raw.get("unknown")) > 1:
            raise self.refuse(f"{self.fact.title}: 날짜, ‘없음’, ‘모름’ 가운데 하나만 남깁니다.", "CONTRADICTION")
        if raw.get("unknown"):
            return UNKNOWN
        if raw.get("not"):
            return False
        day: dt.date | None = self.day.clean(text)
        if day is None:
            raise self.missing()
        return day


class CodeSetField(StructuredField):
    """Code → True, False or None; UNKNOWN where every code is."""

    def __init__(self, fact: CaseFact) -> None:
        super().__init__(fact, CodeSetWidget(fact.options))

    def read(self, raw: dict[str, Any]) -> dict[str, bool | None] | Unknown:
        given: dict[str, str] = raw.get("codes") or {}
        if not all(given.get(code) for code, _ in self.fact.options):
            raise self.refuse(f"{self.fact.title}: 목록의 모든 사유에 답합니다. 모르면 ‘모름’을 선택합니다.", "MISSING_VALUE")
        if set(given.values()) - TRUTH.keys():
            raise self.refuse(f"{self.fact.title}: 예, 아니오, 모름 가운데 하나를 고릅니다.", "BAD_VALUE")
        value = {code: TRUTH[given[code]] for code, _ in self.fact.options}
        return UNKNOWN if all(each is None for each in value.values()) else value


class RowsField(StructuredField):
    """A list of rows, [] for "없음", UNKNOWN for "모름". A row in which nothing was entered is left out."""

    columns: ClassVar[tuple[Column, ...]]

    def __init__(self, fact: CaseFact) -> None:
        super().__init__(fact, RowsWidget(self.columns))
        self.amount = WonField(label="금액", source=fact.source, required=False)

    def read(self, raw: dict[str, Any]) -> list[Any] | Unknown:
        known, rows = raw.get("known"), [row for row in raw.get("rows", ()) if any(row.values())]
        if not known and not rows:
            raise self.missing()
        if known and known not in dict(KNOWN):
            raise self.refuse(f"{self.fact.title}: 있음, 없음, 모름 가운데 하나를 고릅니다.", "BAD_VALUE")
        if rows and known in ("none", UNKNOWN_VALUE):
            raise self.refuse(
                f"{self.fact.title}: ‘{dict(KNOWN)[known]}’과 적은 줄이 함께 있습니다. 하나만 남깁니다.", "CONTRADICTION"
            )
        if known == UNKNOWN_VALUE:
            return UNKNOWN
        if known == "some" and not rows:
            raise self.refuse(f"{self.fact.title}: 한 줄 이상 적거나 ‘없음’을 고릅니다.", "MISSING_VALUE")
        return [self.row(place, row) for place, row in enumerate(rows, 1)]

    def row(self, place: int, row: dict[str, Any]) -> Any:
        raise NotImplementedError

    def amount_of(self, place: int, row: dict[str, Any]) -> int | None:
        """Won, or None where "금액 모름" is ticked."""
        text = str(row.get("amount") or "")
        if len(text) > LONGEST:
            raise self.refuse(f"{place}번 줄의 금액이 너무 깁니다. 원 단위의 숫자로 적습니다.", "TOO_LONG")
        amount: int | None = self.amount.clean(text)
        if amount is not None and row.get("unknown"):
            raise self.refuse(f"{place}번 줄에 금액과 ‘금액 모름’이 함께 있습니다. 하나만 남깁니다.", "CONTRADICTION")
        if amount is None and not row.get("unknown"):
            raise self.refuse(f"{place}번 줄의 금액을 적습니다. 모르면 ‘금액 모름’에 표시합니다.", "MISSING_VALUE")
        return amount


AMOUNT = (Column("amount", "금액(원)"), Column("unknown", "금액 모름", is_check=True))


class AmountsField(RowsField):
    """Amounts, None where one is not known."""

    columns = AMOUNT

    def row(self, place: int, row: dict[str, Any]) -> int | None:
        return self.amount_of(place, row)


class GuaranteesField(RowsField):
    """Guarantees: who guarantees, who took it out, state, amount."""

    columns = (
        Column("provider", "보증기관", PROVIDERS),
        Column("holder", "가입한 사람", HOLDERS),
        Column("state", "상태", GUARANTEE_STATE.options),
        *AMOUNT,
    )

    def row(self, place: int, row: dict[str, Any]) -> dict[str, Any]:
        chosen = {}
        for column in self.columns[:3]:
            chosen[column.name] = row.get(column.name)
            if not chosen[column.name]:
                raise self.refuse(f"{place}번 줄의 {column.label}을(를) 고릅니다.", "MISSING_VALUE")
            if chosen[column.name] not in dict(column.choices):
                raise self.refuse(f"{place}번 줄의 {column.label}을(를) 목록에서 다시 고릅니다.", "BAD_VALUE")
        return chosen | {"amount": self.amount_of(place, row)}


class JudgementField(StructuredField):
    """{"found", "indicators"}, or UNKNOWN where that is offered."""

    def __init__(self, fact: CaseFact, *, with_unknown: bool) -> None:
        super().__init__(fact, JudgementWidget(fact.options, with_unknown=with_unknown))

    def read(self, raw: dict[str, Any]) -> dict[str, Any] | Unknown:
        found, offered = raw.get("found"), dict(self.widget.choices)  # type: ignore[attr-defined]
        if not found:
            raise (
                self.missing() if UNKNOWN_VALUE in offered else self.refuse(missing_message(self.fact.title, self), "MISSING_VALUE")
            )
        if found not in offered or set(raw["indicators"]) - dict(self.fact.options).keys():
            raise self.refuse(f"{self.fact.title}: 목록에 있는 것을 고릅니다.", "BAD_VALUE")
        if found == UNKNOWN_VALUE:
            return UNKNOWN
        return {"found": found == "yes", "indicators": raw["indicators"]}
