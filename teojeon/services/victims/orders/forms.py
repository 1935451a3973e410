"""Forms of orders to hand in statements or documents."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.orders.actions import METHODS
from teojeon.services.victims.orders.documents import Written
from teojeon.services.victims.orders.limits import (
    ADDRESS,
    LONGEST_TERM,
    MOST_QUESTIONS,
    NAME,
    QUESTION,
    REASON,
    SHORTEST_TERM,
    TEXT,
)
from teojeon.services.victims.orders.models import CHANNELS, KINDS, ROLES, StatementOrder
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField

SOURCE = "법§13②"
USUAL_TERM = 14  # days; the law sets none
TERMS = [(str(days), f"{days}일") for days in range(SHORTEST_TERM, LONGEST_TERM + 1)]


class DraftForm(ActForm):
    """진술·자료 요구 초안. `draft`: the one that is changed; `to`: its addressee, or that of an earlier order, in clear."""

    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    role = KoreanChoiceField(label="요구받는 사람의 지위", choices=ROLES, source=SOURCE)
    name = TextField(label="이름", limit=NAME, source=SOURCE, help_text="법인이면 법인의 이름을 적습니다.")
    address = TextField(label="보낼 주소", limit=ADDRESS, source="행절법§14①")
    kind = KoreanChoiceField(label="요구하는 것", choices=KINDS, source=SOURCE)
    questions = FreeTextField(
        label="물음이나 요구하는 자료", limit=MOST_QUESTIONS * (QUESTION + 1), source=SOURCE,
        help_text=f"한 줄에 하나씩, {MOST_QUESTIONS}개까지 적습니다. 받는 사람이 그대로 읽습니다.",
    )  # fmt: skip
    term_days = KoreanChoiceField(label="기간(도달한 날부터)", choices=TERMS, source="S1-INV-02")

    def __init__(
        self, *args: Any, order: StatementOrder | None = None, to: Written | None = None, again: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("term_days", str(USUAL_TERM))
        if order is None or to is None:
            return
        self.initial.update(role=order.role, name=to.name, address=to.address, kind=order.kind, term_days=str(order.term_days))
        self.initial["questions"] = "\n".join(order.questions)
        if not again:
            self.initial["draft"] = order.pk

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        questions = [line.strip() for line in data["questions"].split("\n") if line.strip()]
        return {**data, "questions": questions, "term_days": int(data["term_days"])}


class OrderForm(ActForm):
    """An act on one order, which the address names."""

    def __init__(self, *args: Any, order: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    @property
    def data_of_act(self) -> dict[str, Any]:
        return {**super().data_of_act, "order": self.order}


class IssueForm(OrderForm):
    """보내기."""

    method = KoreanChoiceField(label="보내는 방법", choices=tuple(METHODS.items()), source="행절법§14①")


class WithdrawForm(OrderForm):
    """거두어들이기."""

    reason = FreeTextField(
        label="거두어들이는 까닭", limit=REASON, source="S1-INV-02", help_text="예: 두 번 반송되어 주소를 알 수 없음"
    )


class AnswerForm(OrderForm):
    """답 기록; its files come beside it."""

    answered_on = KoreanDateField(label="답이 온 날", source=SOURCE, latest=clock.business_today)
    channel = KoreanChoiceField(label="들어온 방법", choices=CHANNELS, source=SOURCE)
    refused = forms.BooleanField(label="답하거나 내는 것을 거부했습니다", required=False, label_suffix="")
    reason = FreeTextField(
        label="거부한 까닭", limit=REASON, required=False, source="법§34", help_text="거부하면서 밝힌 대로 적습니다."
    )
    text = FreeTextField(label="답한 내용", limit=TEXT, required=False, source=SOURCE)

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        return {**data, "reason": data["reason"] or "", "text": data["text"] or ""}


class SilenceForm(ActForm):
    """답하지 않음: of the addressee whom the address names."""

    def __init__(self, *args: Any, addressee: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addressee = addressee

    @property
    def data_of_act(self) -> dict[str, Any]:
        return {**super().data_of_act, "addressee": self.addressee}


class FineForm(SilenceForm):
    """과태료 자료 초안. `grounds`: those that are open for this addressee."""

    reason = FreeTextField(
        label="그렇게 보는 까닭",
        limit=REASON,
        source="법§34",
        help_text="정당한 사유가 없다고(거짓이라고) 보는 까닭을 구체적으로 적습니다.",
    )
    field_order = ("ground", "reason")

    def __init__(self, *args: Any, grounds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"] = KoreanChoiceField(label="위반한 내용", choices=grounds, source="법§34")
        if len(grounds) == 1:
            self.initial.setdefault("ground", grounds[0][0])
        self.order_fields(self.field_order)
