"""The columns of registry extracts."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

HOUSE = case_column("주택과 그 권리관계의 확인 (법§13①)")
ENTRY = case_column("등기부에 적힌 권리의 확인 (법§13①, 주임법§8)")

register(
    "victims.Extract",
    {
        **CHILD,
        **dict.fromkeys(["id", "state", "version", "paper", "pages", "kind", "coverage", "issued_on", "issued_at"], NOT_PERSONAL),
        **dict.fromkeys(["fingerprint", "is_typed", "empty", "unread_seen_at", "read_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["unique_no", "building", "places", "title_part"], HOUSE),
        "unread": ENTRY,
        "other_reason": case_column("다른 집의 증명서를 붙인 까닭", mask="free_text"),
        **dict.fromkeys(["unread_seen_by", "read_by"], OFFICIAL),
    },
)
register(
    "victims.ExtractRow",
    {
        **CHILD,
        **dict.fromkeys(
            ["id", "extract", "position", "page", "section", "rank", "kind", "received_on", "received_no"], NOT_PERSONAL
        ),
        **dict.fromkeys(["cancelled", "doubts", "decision", "number", "decided_at"], NOT_PERSONAL),
        **dict.fromkeys(["purpose", "holder", "amount", "cause", "details", "as_read", "note"], ENTRY),
        "decided_by": OFFICIAL,
    },
)
