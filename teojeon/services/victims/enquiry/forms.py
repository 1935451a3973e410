"""Forms of asking by receipt number and of linking a case on paper."""

import re

from django import forms

from teojeon.ui.forms import Refusal, TextField

RECEIPT_NO = re.compile(r"\d{4}-[가-힣]{2,4}-\d{6}")
SOURCE = "운용규정§5②3"


class ReceiptForm(forms.Form):
    """The number of the receipt."""

    use_required_attribute = False
    receipt_no = TextField(label="접수번호", limit=30, help_text="접수증에 적혀 있습니다. 예: 2026-서울-500001", source=SOURCE)

    def clean_receipt_no(self) -> str:
        text = "".join(str(self.cleaned_data["receipt_no"]).split())
        if not RECEIPT_NO.fullmatch(text):
            raise Refusal("접수번호는 2026-서울-500001처럼 적습니다.", "BAD_VALUE", SOURCE)
        return text


class LinkForm(ReceiptForm):
    """The number and the slip's code."""

    code = TextField(
        label="연결 코드",
        limit=40,
        help_text="접수한 창구에서 받은 열여섯 글자입니다. 코드가 없으면 창구에 요청합니다.",
        source=SOURCE,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
