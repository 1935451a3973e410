"""The columns of visits."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

SEEN = case_column("주택 방문과 면담으로 확인한 사실 (규칙§4①)")
SAID = case_column("주택 방문과 면담으로 확인한 사실 (규칙§4①)", mask="free_text")
TAKEN = "사진을 찍은 때와 곳의 확인 (규칙§4①). 사건의 증거를 보는 담당자만 봄"

register(
    "victims.Visit",
    {
        **CHILD,
        **dict.fromkeys(["id", "number", "way", "recorded_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["visit_at", "notified_on", "occupancy", "meters", "signed_by_interviewee"], SEEN),
        **dict.fromkeys(["way_note", "no_notice_reason", "condition", "interview_summary"], SAID),
        **dict.fromkeys(["present", "interview_with"], case_column("방문한 곳에서 만난 사람의 확인 (규칙§4①)")),
        **dict.fromkeys(["visitors", "recorded_by"], OFFICIAL),
    },
)
register(
    "victims.VisitPhoto",
    {
        **CHILD,
        **dict.fromkeys(["id", "visit", "paper", "number", "added_at", "event"], NOT_PERSONAL),
        "taken_at": case_column(TAKEN),
        "place_box": case_column(TAKEN, mask="whole", encrypt=True),
        "added_by": OFFICIAL,
    },
)
