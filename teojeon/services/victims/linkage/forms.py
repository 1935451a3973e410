"""Forms of what an official says on links."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.linkage.actions import NAME_LIMIT, PARTIES, REASON_LIMIT, SOURCE
from teojeon.services.victims.linkage.models import KINDS
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField

NUMBER_LENGTH = 40
Choices = list[tuple[str, str]]


class ReasonForm(ActForm):
    """What every word on a link needs."""

    reason = FreeTextField(
        label="까닭",
        limit=REASON_LIMIT,
        source=SOURCE,
        help_text="무엇을 보고 그렇게 판단했는지 적습니다. 사건을 보는 담당자에게 보입니다.",
    )


class EnterForm(ReasonForm):
    """A party by name and number, or name and day of birth."""

    kind = KoreanChoiceField(label="누구입니까?", choices=[each for each in KINDS if each[0] in PARTIES], source="법§2.2")
    name = TextField(label="이름·상호", limit=NAME_LIMIT, source=SOURCE)
    number = TextField(
        label="번호",
        limit=NUMBER_LENGTH,
        required=False,
        help_text="주민등록번호·법인등록번호(13자리), 사업자등록번호(10자리), 중개사무소 등록번호. 번호는 저장하지 않고 같은지만 비교합니다.",
        source=SOURCE,
    )
    birth = KoreanDateField(label="생년월일", required=False, help_text="번호를 모를 때 적습니다.", source=SOURCE)
    field_order = ("kind", "name", "number", "birth", "reason")

    def clean_birth(self) -> dt.date | None:
        given = self.cleaned_data["birth"]
        return given if isinstance(given, dt.date) else None


class DecideForm(ReasonForm):
    """Which link, and whether it holds."""

    field_order = ("link", "holds", "reason")

    def __init__(self, *args: Any, links: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"] = KoreanChoiceField(label="이 사건에서 찾은 것", choices=links, source=SOURCE)
        self.fields["holds"] = KoreanChoiceField(
            label="이 사건이 맞습니까?", choices=[("yes", "맞음. 함께 셈"), ("no", "아님. 세지 않음")], source=SOURCE
        )
        self.order_fields(self.field_order)

    def clean_link(self) -> UUID:
        return UUID(self.cleaned_data["link"])

    def clean_holds(self) -> bool:
        return bool(self.cleaned_data["holds"] == "yes")


class MergeForm(ReasonForm):
    """Which two are one."""

    field_order = ("pair", "reason")

    def __init__(self, *args: Any, pairs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pair"] = KoreanChoiceField(label="같은 사람·건물인 둘", choices=pairs, source=SOURCE)
        self.order_fields(self.field_order)

    @property
    def data_of_act(self) -> dict[str, Any]:
        node, other = self.cleaned_data["pair"].split("_")
        return {"node": UUID(node), "other": UUID(other), "reason": self.cleaned_data["reason"]}


class PartForm(ReasonForm):
    """Which one is another after all."""

    field_order = ("node", "reason")

    def __init__(self, *args: Any, nodes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"] = KoreanChoiceField(label="따로 둘 것", choices=nodes, source=SOURCE)
        self.order_fields(self.field_order)

    def clean_node(self) -> UUID:
        return UUID(self.cleaned_data["node"])
