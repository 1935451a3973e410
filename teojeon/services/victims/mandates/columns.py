"""The columns of mandates and heirs."""

from teojeon.kernel.cases.columns import CHILD, LINK, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

ACTING = case_column("대리와 승계의 확인 (규칙§3②③, 행정절차법§10~§12)")

register(
    "victims.Mandate",
    {
        **CHILD,
        **dict.fromkeys(["id", "mandate_type", "state", "doc_type", "doc_seen", "access", "message", "event"], NOT_PERSONAL),
        **dict.fromkeys(["relation", "extent", "valid_from", "valid_to", "began_at", "ended_at"], ACTING),
        "party": LINK,
    },
)
register(
    "victims.Heir",
    {
        **CHILD,
        **dict.fromkeys(["id", "mandate"], NOT_PERSONAL),
        **dict.fromkeys(
            ["name", "birth_date", "relation", "rank", "degree", "is_alive", "renounced", "signed", "is_representative"], ACTING
        ),
    },
)
