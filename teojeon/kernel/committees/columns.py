"""This app's columns."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

FILE = "전세사기피해지원위원회 위원·회의 파일"


def committee_column(purpose: str) -> Column:
    return Column(FILE, purpose, "전세사기피해자법§6~§8", "committee_record", "none", False, "office")


MEMBER = committee_column("위원의 임기와 표결의 확인")
MATTER = committee_column("안건의 심의")
CHILD = dict.fromkeys(["id", "meeting", "controller", "handled_by"], NOT_PERSONAL)

register(
    "committees.Member",
    {
        **dict.fromkeys(
            ["id", "committee", "category", "is_chair", "is_official", "appointed_on", "term_to", "event"], NOT_PERSONAL
        ),
        "account": MEMBER,
        "name": MEMBER,
    },
)
register(
    "committees.Meeting",
    {
        **dict.fromkeys(["id", "controller", "handled_by", "state", "version", "number", "held_on", "place"], NOT_PERSONAL),
        **dict.fromkeys(["members_in_office", "opened_at", "closed_at", "minutes_sha256"], NOT_PERSONAL),
        **dict.fromkeys(["signed_by_secretary_at", "signed_by_chair_at"], NOT_PERSONAL),
        "secretary": MEMBER,
        "present": MEMBER,
        "minutes": MATTER,
        "signed_by_chair": MEMBER,
    },
)
register(
    "committees.AgendaItem",
    {
        **CHILD,
        **dict.fromkeys(["position", "motion", "round", "result", "tally", "decided_at"], NOT_PERSONAL),
        "matter": MATTER,
        "sheet": MATTER,
        "reason": MATTER,
        "excluded": MEMBER,
    },
)
register(
    "committees.Vote",
    {**CHILD, **dict.fromkeys(["item", "round", "how", "at", "event"], NOT_PERSONAL), "member": MEMBER, "choice": MEMBER},
)
register(
    "committees.RollRecord",
    {
        **CHILD,
        **dict.fromkeys(["item", "round", "entered_at", "confirmed_at"], NOT_PERSONAL),
        "votes": MEMBER,
        "entered_by": MEMBER,
        "confirmed_by": MEMBER,
    },
)
