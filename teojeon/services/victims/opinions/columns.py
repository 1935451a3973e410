"""The columns of the ministry's opinions."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

REVIEWED = case_column("국토교통부의 검토의견 (법§14①2)")

register(
    "victims.Opinion",
    {
        **CHILD,
        **dict.fromkeys(["id", "agrees_with_province", "package", "cluster", "sha256", "signed_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["outcome", "differs_in", "findings", "reason", "content"], REVIEWED),
        "signed_by": OFFICIAL,
    },
)
