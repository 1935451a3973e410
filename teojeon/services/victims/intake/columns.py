"""The columns of what intake adds to a case."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

CHECKED = case_column("주민등록표의 확인 (규칙§3④)")

register(
    "victims.Task",
    {
        **CHILD,
        **dict.fromkeys(["id", "kind", "box", "ground", "opened_on", "due_on", "done_at", "event"], NOT_PERSONAL),
        "done_by": OFFICIAL,
    },
)
register(
    "victims.CaseFlag",
    {**CHILD, "id": NOT_PERSONAL, "code": case_column("신청에 남은 질문의 확인 (법§12)"), "received_at": NOT_PERSONAL},
)
register(
    "victims.ResidentCheck",
    {
        **CHILD,
        **dict.fromkeys(["id", "checked_at", "event"], NOT_PERSONAL),
        "checked_by": OFFICIAL,
        "match": CHECKED,
        "discrepancies": CHECKED,
    },
)
register(
    "victims.Matter",
    {
        **CHILD,
        "id": NOT_PERSONAL,
        **dict.fromkeys(["person", "lease"], case_column("중복 신청의 확인 (S1-APP-01)", mask="whole")),
        **dict.fromkeys(["name", "named"], case_column("공동임차인 사건의 확인 (S1-APP-04)", mask="whole")),
    },
)
