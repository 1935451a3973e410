"""The columns of estimates."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

PURPOSE = "보증금 회수 추정 (법§3②3, 법§13)"

register(
    "victims.Estimate",
    {
        **CHILD,
        **dict.fromkeys(["id", "number", "on", "receipt_sha256", "at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["facts", "result"], case_column(PURPOSE)),
        "price_evidence": case_column(PURPOSE, mask="free_text"),
        "author": OFFICIAL,
    },
)
