"""This app's columns. `case_column` serves the services whose tables hang on a case."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, Declaration, Mask, register

FILE = "전세사기피해자 결정신청 파일"


def case_column(purpose: str, *, mask: Mask = "none", encrypt: bool = False) -> Column:
    """A column of the case file: basis 법§30, kept as a case record, written by the office."""
    return Column(FILE, purpose, "전세사기피해자법§30", "case_record", mask, encrypt, "office")


LINK = case_column("사건과 잇기")
OFFICIAL = case_column("처리한 담당자의 확인")
CHILD: dict[str, Declaration] = {"case": LINK, "controller": NOT_PERSONAL, "handled_by": NOT_PERSONAL}

register(
    "cases.Case",
    {
        **dict.fromkeys(["id", "controller", "handled_by", "state", "came_from", "version", "kind", "next_due"], NOT_PERSONAL),
        **dict.fromkeys(["entered_state_at", "procedure_version", "register_year", "register_serial"], NOT_PERSONAL),
        "account": case_column("신청인의 누리집 계정과 잇기"),
        "receipt_no": case_column("사건을 부르는 번호"),
        "received_at": case_column("기한의 계산"),
        "next_sale_on": case_column("매각기일 전의 처리 (법§17)"),
    },
)
register(
    "cases.TimelineEntry",
    {
        **CHILD,
        **dict.fromkeys(["id", "kind", "at", "on", "organisation", "content", "event"], NOT_PERSONAL),
        "account": OFFICIAL,
    },
)
register(
    "cases.Deadline",
    {
        **CHILD,
        **dict.fromkeys(["id", "code", "base_event", "base_on", "length", "unit", "excluded"], NOT_PERSONAL),
        **dict.fromkeys(["nominal", "effective", "closed_on", "stopped_on", "rule_version"], NOT_PERSONAL),
    },
)
register(
    "cases.Assignment",
    {**CHILD, **dict.fromkeys(["id", "role", "since", "until", "event"], NOT_PERSONAL), "account": OFFICIAL},
)
register(
    "cases.Reader",
    {
        **dict.fromkeys(["id", "controller", "organisation_id", "since", "until", "ground", "event"], NOT_PERSONAL),
        "case_id": LINK,
        "account": OFFICIAL,
        "received_at": LINK,
    },
)
register(
    "cases.Alert",
    {
        **CHILD,
        **dict.fromkeys(["id", "clock_code", "base_on", "effective", "level", "owner_box", "supervisor"], NOT_PERSONAL),
        **dict.fromkeys(["raised_on", "closed_at", "close_reason", "event"], NOT_PERSONAL),
        "owner": OFFICIAL,
        "closed_by": OFFICIAL,
    },
)
