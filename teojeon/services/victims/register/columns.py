"""The columns of the register of applications (규칙 form 4)."""

from teojeon.kernel.cases.columns import LINK, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

REGISTERED = case_column("결정신청 접수대장 (규칙§3⑥)")

register(
    "victims.RegisterRow",
    {
        **dict.fromkeys(["id", "controller", "handled_by", "year", "basis", "came_from", "moved_to", "event"], NOT_PERSONAL),
        "case_id": LINK,
        **dict.fromkeys(["serial", "entered_on", "left_on", "kept"], REGISTERED),
    },
)
register(
    "victims.RegisterClosing",
    {
        **dict.fromkeys(["id", "controller", "handled_by", "year", "last_serial", "sha256", "closed_at", "event"], NOT_PERSONAL),
        "closed_by": OFFICIAL,
    },
)
EXPORTED = case_column("접수대장 내보내기의 승인과 기록 (개보법§29)")
register(
    "victims.RegisterExport",
    {
        **dict.fromkeys(["id", "controller", "handled_by", "state", "version", "year", "first", "last", "format"], NOT_PERSONAL),
        **dict.fromkeys(["asked_at", "decided_at", "valid_to", "event"], NOT_PERSONAL),
        **dict.fromkeys(["purpose", "note", "reason"], EXPORTED),
        **dict.fromkeys(["asked_by", "decided_by"], OFFICIAL),
    },
)
register(
    "victims.ExportDownload",
    {
        **dict.fromkeys(["id", "controller", "handled_by", "export", "at", "rows", "size", "sha256", "event"], NOT_PERSONAL),
        "by": OFFICIAL,
    },
)
