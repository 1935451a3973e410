"""The columns of demands to supplement, in the office and on the portal."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

DEMANDED = case_column("보완 요구와 그 처리 (규칙§3⑤)")
SAID = case_column("신청인이 보완하며 적은 내용 (규칙§3⑤)", mask="free_text")
FILE, BASIS = "누리집 결정신청 파일", "전세사기피해자법§12, §30"
SHOWN = Column(FILE, "보완 요구를 본인에게 보여 주기", BASIS, "portal_filing", "none", encrypt=False, writer="portal")
SEALED = Column(
    FILE, "보완 요구와 보완한 내용을 본인에게 보여 주기", BASIS, "portal_filing", "whole", encrypt=True, writer="portal"
)

register(
    "victims.Demand",
    {
        **CHILD,
        **dict.fromkeys(["id", "number", "state", "drafted_at", "method", "document", "sha256", "event"], NOT_PERSONAL),
        **dict.fromkeys(["items", "term_days", "dispatched_on", "arrived_on", "due_on", "reminded_on"], DEMANDED),
        **dict.fromkeys(["answered_on", "closed_on", "reason"], DEMANDED),
        "drafted_by": OFFICIAL,
        "issued_by": OFFICIAL,
    },
)
register(
    "victims.DemandAnswer",
    {**CHILD, **dict.fromkeys(["id", "demand", "at", "message"], NOT_PERSONAL), "on": DEMANDED, "text": SAID},
)
register(
    "victims.MoreTime",
    {
        **CHILD,
        **dict.fromkeys(["id", "demand", "state", "decided_at", "message"], NOT_PERSONAL),
        **dict.fromkeys(["asked_on", "wanted_until", "granted_until", "answer"], DEMANDED),
        "reason": SAID,
        "decided_by": OFFICIAL,
    },
)
register(
    "victims.PaperEntry",
    {
        **CHILD,
        **dict.fromkeys(["id", "kind", "demand", "channel", "seen", "digest", "entered_at", "taken_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["arrived_on", "wanted_until"], DEMANDED),
        **dict.fromkeys(["handed_by", "handed_name"], case_column("종이를 낸 사람의 확인 (규칙§3⑤)")),
        "text": SAID,
        "entered_by": OFFICIAL,
    },
)
register(
    "victims.PortalDemand",
    {
        **dict.fromkeys(["id", "message", "document"], NOT_PERSONAL),
        **dict.fromkeys(["account", "subject", "state", "term_days", "sent_on", "due_on", "answered_on", "more_time"], SHOWN),
        "box": SEALED,
    },
)
