"""The columns of services, of the thread of a case and of calls."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

SERVED = case_column("송달의 기록 (행정절차법§14⑥)")

register(
    "victims.ServiceRecord",
    {
        **CHILD,
        **dict.fromkeys(
            ["id", "service_no", "purpose", "reference", "document", "title", "state", "method", "place"], NOT_PERSONAL
        ),
        **dict.fromkeys(["addressee_kind", "notice_media", "started_at", "recorded_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["printed_on", "posted_at", "receive_at"], NOT_PERSONAL),
        **dict.fromkeys(["addressee", "receiver", "relation", "refused", "returns", "looked_up_on", "contacts"], SERVED),
        **dict.fromkeys(["dispatched_on", "tracking_no", "noticed_on", "notice_internet", "proof"], SERVED),
        **dict.fromkeys(["arrived_on", "arrived_at", "effective_on"], SERVED),
        "address": case_column("문서의 송달 (행정절차법§14)", mask="address"),
        "started_by": OFFICIAL,
        "recorded_by": OFFICIAL,
    },
)
register(
    "victims.ServiceProof",
    {
        **CHILD,
        **dict.fromkeys(["id", "kind", "added_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["record", "paper"], SERVED),
        "added_by": OFFICIAL,
    },
)
POSTED = Column("공시송달 공고(누리집)", "공시송달", "행정절차법§14④⑤", "공고가 끝난 다음 날 파기", "none", False, "portal")
register(
    "victims.PostedNotice",
    {
        **dict.fromkeys(["id", "service_no", "document", "authority", "receive_at"], NOT_PERSONAL),
        **dict.fromkeys(["posted_at", "posted_from", "posted_to"], NOT_PERSONAL),
        "receipt_no": POSTED,
        "addressee": POSTED,
    },
)
