"""The portal's columns of this app: drafts, filings, the person's timeline."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, Mask, register


def _column(purpose: str, retention: str, *, mask: Mask = "none", encrypt: bool = False) -> Column:
    return Column("누리집 결정신청 파일", purpose, "전세사기피해자법§12, §30", retention, mask, encrypt, "portal")


DRAFT = "portal_draft (접수 확인 때 열쇠 파기)"
FILED = "portal_filing"

register(
    "victims.Draft",
    {
        **dict.fromkeys(
            ["id", "controller", "handled_by", "state", "version", "form_version", "created_at", "saved_at"], NOT_PERSONAL
        ),
        "account": _column("신청서를 쓰는 사람과 잇기", DRAFT),
        "box": _column("신청서를 저장하고 이어서 쓰게 하기", DRAFT, mask="whole", encrypt=True),
    },
)
register(
    "victims.Filing",
    {
        **dict.fromkeys(["id", "form_version", "signed_hash", "acknowledged_at", "event"], NOT_PERSONAL),
        "account": _column("신청한 사람과 잇기", FILED),
        "receipt_no": _column("신청을 부르는 번호", FILED),
        "prior": _column("앞선 신청과 잇기", FILED),
        "received_at": _column("접수일과 기한의 확인", FILED),
        "box": _column("제출한 내용을 본인에게 보여 주기", FILED, mask="whole", encrypt=True),
    },
)
register(
    "victims.PortalEntry",
    {
        **dict.fromkeys(["id", "message"], NOT_PERSONAL),
        **dict.fromkeys(["subject", "step", "on", "due", "at", "content"], _column("진행 상황을 본인에게 보여 주기", FILED)),
        "account": _column("신청한 사람과 잇기", FILED),
    },
)
