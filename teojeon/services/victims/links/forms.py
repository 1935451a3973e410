"""Forms of cases that belong together."""

from typing import Any
from uuid import UUID

from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.links.actions import ENTERED, SOURCE
from teojeon.services.victims.links.models import KINDS
from teojeon.ui.forms import KoreanChoiceField, TextField

RECEIPT_NO_LENGTH = 30


class DecideForm(ActForm):
    """Which case, and whether it belongs to this one."""

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"] = KoreanChoiceField(label="찾은 사건", choices=found, source=SOURCE)
        self.fields["together"] = KoreanChoiceField(
            label="이어진 사건입니까?", choices=[("yes", "이어진 사건임"), ("no", "이어지지 않음")], source=SOURCE
        )
        if len(found) == 1:
            self.initial.setdefault("link", found[0][0])

    def clean_link(self) -> UUID:
        return UUID(self.cleaned_data["link"])

    def clean_together(self) -> bool:
        return bool(self.cleaned_data["together"] == "yes")


class EnterForm(ActForm):
    """The number of a case, and how it belongs to this one."""

    receipt_no = TextField(label="접수번호", limit=RECEIPT_NO_LENGTH, help_text="예: 2026-서울-000123", source=SOURCE)
    kind = KoreanChoiceField(
        label="어떻게 이어진 사건입니까?", choices=[(code, title) for code, title in KINDS if code in ENTERED], source=SOURCE
    )
