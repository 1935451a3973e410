"""The columns of papers: the portal's until the office has them, the office's as part of the case."""

from teojeon.kernel.cases.columns import CHILD, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, Mask, register

UNTIL_TAKEN = "portal_draft (담당 기관이 서류를 모두 받으면 열쇠 파기)"
HANDED_IN = case_column("신청인이 낸 서류 (규칙§3①)")


def _portal(purpose: str, retention: str = "portal_filing", *, mask: Mask = "none", encrypt: bool = False) -> Column:
    return Column("누리집 결정신청 파일", purpose, "전세사기피해자법§12, §30; 규칙§3①", retention, mask, encrypt, "portal")


LINK = _portal("서류를 낸 사람과 사건을 잇기")
SHOWN = _portal("낸 서류의 종류와 확인 결과를 본인에게 보여 주기")
CHECKED = [
    "state",
    "code",
    "message",
    "culprit",
    "kind",
    "mime",
    "pages",
    "size",
    "safe_mime",
    "removed",
    "scan",
    "scan_reason",
    "checked_at",
]

register(
    "victims.PortalPaper",
    {
        **dict.fromkeys(["id", "position", *CHECKED, "passage", "sent_parts", "attempts", "created_at"], NOT_PERSONAL),
        **dict.fromkeys(["account", "subject", "bundle", "by"], LINK),
        **dict.fromkeys(["doc_type", "issued_on", "sha256"], SHOWN),
        "safe_file_id": _portal("올린 서류를 본인에게 다시 보여 주기", UNTIL_TAKEN),
    },
)
register(
    "victims.PortalAbsence",
    {
        **dict.fromkeys(["id", "at"], NOT_PERSONAL),
        **dict.fromkeys(["account", "subject", "bundle"], LINK),
        "doc_type": SHOWN,
        "reason_box": _portal("서류를 내지 못하는 까닭을 담당 기관에 전하기", UNTIL_TAKEN, mask="whole", encrypt=True),
    },
)
register(
    "victims.Addition",
    {
        **dict.fromkeys(["id", "purpose", "reference", "state", "created_at", "sent_at", "outcome"], NOT_PERSONAL),
        **dict.fromkeys(["account", "subject"], LINK),
        "reply_box": _portal("더 낸 서류를 어떻게 다루었는지 본인에게 알리기", mask="whole", encrypt=True),
    },
)
register(
    "victims.PaperCopy",
    {
        **dict.fromkeys(["id", "public_key", "sheets", "asked_at", "arrived_at"], NOT_PERSONAL),
        **dict.fromkeys(["account", "subject", "paper"], LINK),
    },
)
register(
    "victims.Paper",
    {
        **CHILD,
        **dict.fromkeys(["id", "bundle", "position", "required", *CHECKED, "named_at", "received_at"], NOT_PERSONAL),
        **dict.fromkeys(["doc_type", "issued_on", "sha256", "safe_file_id"], HANDED_IN),
        "reason": case_column("서류를 내지 못하는 까닭 (규칙§3⑤)", mask="free_text"),
    },
)
register(
    "victims.PaperSheet",
    {
        **CHILD,
        **dict.fromkeys(["id", "paper", "position", "size"], NOT_PERSONAL),
        **dict.fromkeys(["sha256", "document", "file_id"], HANDED_IN),
        "name_box": case_column("낸 파일을 이름으로 알려 주기", mask="whole", encrypt=True),
    },
)
