"""The columns of amendments."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

PORTAL = Column("전세사기피해자 결정신청서(누리집)", "제출한 신청의 변경", "행정절차법§17⑧", "case_record", "whole", True, "portal")
PORTAL_LINK = Column(
    "전세사기피해자 결정신청서(누리집)", "신청한 사람과 잇기", "행정절차법§17⑧", "case_record", "none", False, "portal"
)

register(
    "victims.PortalAmendment",
    {
        **dict.fromkeys(
            ["id", "controller", "handled_by", "state", "version", "number", "outcome", "saved_at", "sent_at"], NOT_PERSONAL
        ),
        "account": PORTAL_LINK,
        "filing": PORTAL_LINK,
        "box": PORTAL,
        "reply_box": PORTAL,
    },
)
register(
    "victims.Amendment",
    {
        **CHILD,
        **dict.fromkeys(["id", "number", "came_at", "stage", "state", "read_at", "message", "event"], NOT_PERSONAL),
        "changes_box": case_column("신청인이 고친 내용 (행정절차법§17⑧)", mask="whole", encrypt=True),
        "reason": case_column("변경을 어떻게 다루었는지의 기록", mask="free_text"),
        "read_by": OFFICIAL,
    },
)
