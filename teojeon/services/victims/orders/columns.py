"""The columns of orders to hand in statements or documents."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

ORDERED = case_column("진술서·자료 제출 요구 (법§13②)")
WORDS = case_column("진술서·자료 제출 요구 (법§13②)", mask="free_text")
FINE = "과태료 자료의 작성 (법§34)"

register(
    "victims.StatementOrder",
    {
        **CHILD,
        **dict.fromkeys(["id", "number", "order_no", "state", "kind", "term_days", "drafted_at", "issued_on"], NOT_PERSONAL),
        **dict.fromkeys(["document", "sha256", "event", "overdue_noted_on", "closed_on"], NOT_PERSONAL),
        **dict.fromkeys(["addressee", "role", "arrived_on", "due_on", "answered_on"], ORDERED),
        "name_box": case_column("진술서·자료 제출 요구 (법§13②)", mask="name", encrypt=True),
        "address_box": case_column("진술서·자료 제출 요구의 송달 (행정절차법§14)", mask="address", encrypt=True),
        **dict.fromkeys(["questions", "close_reason"], WORDS),
        **dict.fromkeys(["drafted_by", "issued_by"], OFFICIAL),
    },
)
register(
    "victims.OrderAnswer",
    {
        **CHILD,
        **dict.fromkeys(["id", "order", "channel", "entered_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["answered_on", "is_refusal"], ORDERED),
        **dict.fromkeys(["reason", "text"], WORDS),
        "entered_by": OFFICIAL,
    },
)
register("victims.AnswerFile", {**CHILD, "id": NOT_PERSONAL, "answer": ORDERED, "paper": ORDERED})
register(
    "victims.NoResponse",
    {
        **CHILD,
        **dict.fromkeys(["id", "noted_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["addressee", "services", "noted_on", "ended_on"], ORDERED),
        "noted_by": OFFICIAL,
    },
)
register(
    "victims.FineReferral",
    {
        **CHILD,
        **dict.fromkeys(["id", "referral_no", "drafted_at", "document", "sha256", "event"], NOT_PERSONAL),
        **dict.fromkeys(["addressee", "ground", "orders"], case_column(FINE)),
        "reason": case_column(FINE, mask="free_text"),
        "drafted_by": OFFICIAL,
    },
)
