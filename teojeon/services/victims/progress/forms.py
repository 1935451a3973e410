"""Forms of alerts and of information messages."""

from django import forms

from teojeon.kernel.cases.alerts import REASON_LIMIT
from teojeon.kernel.notices.actions import DECISIONS
from teojeon.kernel.notices.wording import EMAIL_LIMIT, SUBJECT_LIMIT
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, TextField


class CloseForm(forms.Form):
    """알림 닫기."""

    alert = forms.UUIDField(widget=forms.HiddenInput)
    reason = TextField(label="까닭과 조치", limit=REASON_LIMIT, required=False, source="S1-NTF-03")


class AddressForm(forms.Form):
    """전자우편 주소."""

    email = forms.EmailField(
        label="기한 알림을 받을 전자우편", required=False, max_length=120, label_suffix="", help_text="비우면 보내지 않습니다."
    )


class DecideForm(forms.Form):
    """안내 발송의 처리."""

    notice = forms.UUIDField(widget=forms.HiddenInput)
    decision = KoreanChoiceField(label="처리", choices=tuple(DECISIONS.items()), source="S1-NTF-02")


class TemplateForm(forms.Form):
    """안내 문구. `seen`: the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    subject = TextField(label="제목", limit=SUBJECT_LIMIT, required=False, help_text="전자우편에만 씁니다.")
    text = FreeTextField(label="문구", limit=EMAIL_LIMIT, source="S1-NTF-02")
