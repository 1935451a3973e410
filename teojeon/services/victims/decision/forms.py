"""Forms of the letter page."""

from teojeon.kernel import clock
from teojeon.services.victims.decision.actions import METHODS_IN_USE, PROOF_LIMIT, REASONS_LIMIT
from teojeon.services.victims.intake.forms import ActForm
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField


class DraftForm(ActForm):
    """The reasons' wording; everything else comes from the minutes and the case. One paragraph a line."""

    reasons = FreeTextField(
        label="이유",
        limit=REASONS_LIMIT,
        source="행절법§23",
        help_text="회의록의 이유에서 가져왔습니다. 한 줄이 한 문단이 됩니다. 주문은 고칠 수 없습니다.",
    )

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["reasons"].split("\n") if line.strip()]


class DispatchForm(ActForm):
    """발송."""

    method = KoreanChoiceField(label="송달 방법", choices=METHODS_IN_USE, source="행절법§14")


class ServiceForm(ActForm):
    """송달 확인: when and how it arrived, and what proves it."""

    method = KoreanChoiceField(label="도달한 방법", choices=METHODS_IN_USE, source="행절법§14")
    arrived_on = KoreanDateField(label="도달일", source="행절법§15①", latest=clock.business_today)
    proof = TextField(
        label="증명 자료",
        limit=PROOF_LIMIT,
        source="행절법§15①",
        help_text="등기번호, 배달증명, 수령증처럼 도달을 증명하는 자료를 적습니다.",
    )
