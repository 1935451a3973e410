"""The columns of additional investigations."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

FOUND = case_column("추가조사로 확인한 사실과 의견 (법§14④)")

register(
    "victims.InvestigationOrder",
    {
        **CHILD,
        **dict.fromkeys(["id", "order_no", "stage", "ordered_on", "ordered_at", "wanted_by", "event", "state"], NOT_PERSONAL),
        **dict.fromkeys(["drafted_at", "reviewed_at", "sent_at", "sha256"], NOT_PERSONAL),
        **dict.fromkeys(["questions", "answer", "facts_changed", "review_note", "content"], FOUND),
        **dict.fromkeys(["ordered_by", "drafted_by", "reviewed_by", "sent_by"], OFFICIAL),
    },
)
