"""The columns of linkage."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

LINKING = case_column("같은 임대인·동일인·건물·중개사의 사건과 잇기 (법§3①3, §13)", mask="whole")
NAMED = case_column("같은 임대인·동일인·건물·중개사의 사건과 잇기 (법§3①3, §13)")
COUNTING = case_column("피해 임차인 수의 계산 (법§3①3)")

register(
    "victims.LinkNode",
    {
        **dict.fromkeys(["id", "kind", "basis", "group", "made_at"], NOT_PERSONAL),
        **dict.fromkeys(["key", "name"], LINKING),
    },
)
register(
    "victims.NodePair",
    dict.fromkeys(["id", "one", "other", "same", "organisation", "at", "event"], NOT_PERSONAL),
)
register(
    "victims.CaseNode",
    {**CHILD, **dict.fromkeys(["id", "node", "ground", "state", "since", "until"], NOT_PERSONAL), "label": NAMED},
)
register(
    "victims.CaseTally",
    {
        **CHILD,
        **dict.fromkeys(["id", "sido", "number_said"], NOT_PERSONAL),
        **dict.fromkeys(["lease", "house", "number"], LINKING),
        **dict.fromkeys(["deposit", "loss", "repaid"], COUNTING),
    },
)
register(
    "victims.LinkageWord",
    {
        **CHILD,
        **dict.fromkeys(["id", "kind", "node", "other", "organisation", "at", "event"], NOT_PERSONAL),
        "reason": NAMED,
        "by": OFFICIAL,
    },
)
