"""The columns of cases that belong together."""

from teojeon.kernel.cases.columns import CHILD, LINK, OFFICIAL
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

register(
    "victims.CaseLink",
    {
        **CHILD,
        **dict.fromkeys(["id", "kind", "grounds", "state", "proposed_at", "decided_at", "event"], NOT_PERSONAL),
        "other": LINK,
        "decided_by": OFFICIAL,
    },
)
