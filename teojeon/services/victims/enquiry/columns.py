"""The columns of enquiries; they are deleted after a day."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

FILE, BASIS, KEPT = "누리집 조회", "운용규정§5②3", "하루"


def _column(purpose: str) -> Column:
    return Column(FILE, purpose, BASIS, KEPT, "none", False, "portal")


register(
    "victims.PortalEnquiry",
    {
        **dict.fromkeys(["id", "purpose", "result", "asked_at", "answered_at"], NOT_PERSONAL),
        "account": _column("조회한 사람의 시도 횟수"),
        "receipt_no": _column("조회한 접수번호"),
        "steps": _column("진행 상황의 표시"),
        "due": _column("진행 상황의 표시"),
    },
)
