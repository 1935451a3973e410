"""The columns of requests for data and of their replies."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

ASKED = case_column("관계 기관에 자료를 요청한 기록 (법§13③)")
TOLD = case_column("관계 기관의 회신 (법§13③)")
ROOT = ["id", "controller", "handled_by", "state", "version"]

register(
    "victims.DataRequest",
    {
        **dict.fromkeys([*ROOT, "request_no", "item", "agency", "office", "legal_basis", "drafted_in", "drafted_at"], NOT_PERSONAL),
        **dict.fromkeys(["sent_at", "sent_on", "due_on", "channel", "letter_file", "letter_sha256", "reply_at", "is_late"], NOT_PERSONAL),
        "event": NOT_PERSONAL,
        "keys": ASKED,
        "chased_on": OFFICIAL,
        "refusal_reason": TOLD,
        "drafted_by": OFFICIAL,
        "issued_by": OFFICIAL,
    },
)  # fmt: skip
register(
    "victims.RequestCase",
    {
        **CHILD,
        **dict.fromkeys(["id", "request", "ref", "answered_at", "left_on"], NOT_PERSONAL),
        "subject": ASKED,
        "facts": ASKED,
    },
)
register(
    "victims.RequestReply",
    {
        **dict.fromkeys(["id", "controller", "handled_by", "drafted_in", "request", "channel", "state"], NOT_PERSONAL),
        **dict.fromkeys(
            ["replied_at", "is_late", "taken_at", "sha256", "size", "file", "scan_file", "rows", "event"], NOT_PERSONAL
        ),
        "reason": TOLD,
        "left_out": TOLD,
        "taken_by": OFFICIAL,
    },
)
register(
    "victims.ReplyRow",
    {
        **CHILD,
        **dict.fromkeys(["id", "request", "reply", "ref", "as_of", "state", "fact_number", "undone_number"], NOT_PERSONAL),
        **dict.fromkeys(["code", "fields", "value", "reason"], TOLD),
        "decided_by": OFFICIAL,
        "decided_at": NOT_PERSONAL,
    },
)
