"""The columns of entries that were written without a network."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

WRITTEN = case_column("현장조사 기록의 봉인된 전송 (규칙§4①)", encrypt=True)

register(
    "victims.VisitEntry",
    {
        **CHILD,
        **dict.fromkeys(["id", "saved_at", "received_at", "sha256", "state", "code", "visit", "event"], NOT_PERSONAL),
        "account": OFFICIAL,
        "box": WRITTEN,
        "message": case_column("현장조사 기록을 고칠 까닭 (규칙§4①)", mask="free_text"),
        "place_box": case_column("현장조사를 한 곳의 확인 (규칙§4①)", encrypt=True),
    },
)
register(
    "victims.VisitEntryPhoto",
    {
        **CHILD,
        **dict.fromkeys(["id", "entry", "number", "size", "received_at"], NOT_PERSONAL),
        "account": OFFICIAL,
        "box": WRITTEN,
    },
)
