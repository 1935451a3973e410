"""The columns of services, of the thread of a case and of calls."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

SERVED = case_column("송달의 기록 (행정절차법§14⑥)")

register(
    "victims.ServiceRecord",
    {
        **CHILD,
        **dict.fromkeys(
            ["id", "service_no", "purpose", "reference", "document", "title", "state", "method", "place"], NOT_PERSONAL
        ),
        **dict.fromkeys(["addressee_kind", "notice_media", "started_at", "recorded_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["addressee", "receiver", "relation", "refused", "returns", "looked_up_on", "contacts"], SERVED),
        **dict.fromkeys(["dispatched_on", "tracking_no", "noticed_on", "notice_internet", "proof", "proof_file"], SERVED),
        **dict.fromkeys(["arrived_on", "arrived_at", "effective_on"], SERVED),
        "address": case_column("문서의 송달 (행정절차법§14)", mask="address"),
        "started_by": OFFICIAL,
        "recorded_by": OFFICIAL,
    },
)
