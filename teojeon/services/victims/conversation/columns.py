"""The columns of a case's thread, in the office and on the portal, and of calls."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

WORDS = case_column("신청인의 질문과 답변", mask="free_text")

register(
    "victims.ThreadEntry",
    {
        **CHILD,
        **dict.fromkeys(["id", "kind", "at", "due_on", "answered_at", "papers", "message", "event"], NOT_PERSONAL),
        "text": WORDS,
        "by": OFFICIAL,
    },
)
register(
    "victims.Call",
    {
        **CHILD,
        **dict.fromkeys(["id", "called_at", "outcome", "outside_window", "event"], NOT_PERSONAL),
        "reason": WORDS,
        "note": WORDS,
        "by": OFFICIAL,
    },
)
OWN = Column(
    "누리집 결정신청 파일",
    "본인의 질문과 답변을 본인에게 보여 주기",
    "전세사기피해자법§12, §30",
    "portal_filing",
    "none",
    False,
    "portal",
)
register(
    "victims.PortalThreadEntry",
    {
        **dict.fromkeys(["id", "kind", "at", "promised_on", "message"], NOT_PERSONAL),
        "account": OWN,
        "subject": OWN,
        "box": Column(
            "누리집 결정신청 파일",
            "본인의 질문과 답변을 본인에게 보여 주기",
            "전세사기피해자법§12, §30",
            "portal_filing",
            "whole",
            True,
            "portal",
        ),
    },
)
