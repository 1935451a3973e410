"""Forms of the letter page."""

from typing import Any

from django.forms import BooleanField

from teojeon.kernel import clock
from teojeon.law.victims.service import RECEIVERS
from teojeon.services.victims.decision.actions import METHODS_IN_USE, REASONS_LIMIT, SENDING_METHODS
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.service.guards import NAME_LIMIT, PROOF_LIMIT
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
    """발송. `electronic`: the person consented to electronic service."""

    method = KoreanChoiceField(label="송달 방법", choices=METHODS_IN_USE, source="행절법§14")

    def __init__(self, *args: Any, electronic: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if electronic:
            self.fields["method"].choices = [("", "선택해 주십시오"), *SENDING_METHODS.items()]  # type: ignore[attr-defined]


class ServiceForm(ActForm):
    """송달 확인: when and how it arrived, who took it, and what proves it."""

    method = KoreanChoiceField(label="도달한 방법", choices=METHODS_IN_USE, source="행절법§14")
    arrived_on = KoreanDateField(label="도달일", source="행절법§15①", latest=clock.business_today)
    relation = KoreanChoiceField(label="받은 사람", choices=RECEIVERS, required=False, source="행절법§14②")
    receiver = TextField(label="받은 사람의 이름", limit=NAME_LIMIT, required=False, source="행절법§14②")
    refused = BooleanField(label="정당한 사유 없이 거부하여 송달할 곳에 놓아두었습니다", required=False)
    proof = TextField(
        label="증명 자료",
        limit=PROOF_LIMIT,
        source="행절법§15①",
        help_text="등기번호, 배달증명, 수령증처럼 도달을 증명하는 자료를 적습니다.",
    )
