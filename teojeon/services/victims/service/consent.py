"""Whether a person may be served electronically: only with the consent C4, which may be withdrawn (행정절차법§14③)."""

from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal

ELECTRONIC = "electronic"


def consents_to_electronic(case: Case) -> bool:
    """The person of the case consented to electronic service and did not withdraw it."""
    from teojeon.services.victims.consents.queries import granted

    return granted(case, "C4") is True


def method_refusal(case: Case, method: str, open_methods: dict[str, str]) -> Refusal | None:
    """Why a document cannot be sent in this way; `open_methods`: those of the list."""
    if method == ELECTRONIC and not consents_to_electronic(case):
        return Refusal(
            "E_SERVICE_WITHOUT_CONSENT",
            "전자송달은 송달받을 사람이 동의한 때에만 합니다. 등기우편이나 교부로 송달합니다.",
            "method",
            "행절법§14③",
        )
    if method not in open_methods:
        return Refusal("BAD_VALUE", "송달 방법을 목록에서 고릅니다.", "method", "행절법§14")
    return None
