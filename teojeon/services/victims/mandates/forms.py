"""Forms of the portal about who acts: the code of an invitation, the mandate of a proxy."""

from collections.abc import Mapping
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.ui.forms import FreeTextField, KoreanDateField, TextField
from teojeon.ui.forms import Refusal as FormRefusal

SOURCE = "규칙§3②③, 행정절차법§12"
NAME_LIMIT, RELATION_LIMIT, SCOPE_LIMIT, ADDRESS_LIMIT = 60, 60, 400, 200


class CodeForm(forms.Form):
    """The one-time code that somebody gave."""

    use_required_attribute = False
    code = TextField(
        label="초대 번호", limit=30, source="S1-ACC-03", help_text="초대한 사람의 화면에 나온 12자리입니다. 예: KM4P-7QXA-2RTB"
    )


class ProxyForm(forms.Form):
    """What the person says of the mandate of form 3. The proxy's name is that of the account which uses the code."""

    use_required_attribute = False
    relation = TextField(label="대리인과의 관계", limit=RELATION_LIMIT, source=SOURCE, help_text="예: 배우자, 형제, 변호사")
    scope = FreeTextField(
        label="맡기는 일",
        limit=SCOPE_LIMIT,
        source=SOURCE,
        initial="결정 신청에 관한 모든 일",
        help_text="위임장에 적은 그대로 적습니다.",
    )
    valid_from = KoreanDateField(label="맡기기 시작하는 날", source=SOURCE, initial=clock.business_today)
    valid_to = KoreanDateField(label="맡기기를 마치는 날", source=SOURCE, required=False, help_text="정하지 않았으면 비워 둡니다.")
    service_address = TextField(
        label="대리인의 주소", limit=ADDRESS_LIMIT, source="행정절차법§14①", help_text="결정문과 통지서를 이곳으로도 보냅니다."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", FormRefusal("마치는 날은 시작하는 날과 같거나 뒤여야 합니다.", "BAD_DATE", SOURCE))
        return cleaned

    @property
    def terms(self) -> dict[str, str]:
        """As the invitation keeps it."""
        return {name: plain(value) for name, value in self.cleaned_data.items()}

    @property
    def was_masked(self) -> bool:
        """Whether a number of a person stood in a text."""
        return hides_a_number(self.cleaned_data)


def plain(value: Any) -> str:
    """As JSON; numbers of persons in a text are hidden (S1-XCT-05)."""
    return value.isoformat() if hasattr(value, "isoformat") else mask_free_text(str(value or ""))[0]


def hides_a_number(said: Mapping[str, Any]) -> bool:
    return any(mask_free_text(value)[1] for value in said.values() if isinstance(value, str))
