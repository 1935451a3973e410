"""The form of the thread on the portal."""

from django import forms

from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.services.victims.conversation.portal_thread import TEXT_LIMIT
from teojeon.ui.forms import FreeTextField


class QuestionForm(forms.Form):
    """A question of the person."""

    use_required_attribute = False
    text = FreeTextField(
        label="물을 내용", limit=TEXT_LIMIT, source="S1-BEY-03", help_text="주민등록번호나 계좌번호는 적지 않습니다."
    )

    was_masked = False

    def clean_text(self) -> str:
        text, self.was_masked = mask_free_text(self.cleaned_data["text"])
        return text
