"""The columns of the letter box: numbers, sizes, hashes and times; boxes that neither side of the house opens while they lie there."""

from teojeon.kernel.cases.columns import OFFICIAL
from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

SEALED = Column(
    "전세사기피해자 결정신청 파일",
    "자료요청의 전달(기관의 공개키로 봉인)",
    "전세사기피해자법§13③, §16②",
    "회신을 받거나 회신 기한이 지나면 파기",
    "whole",
    True,
    "portal",
)

register(
    "victims.LinkedAgency",
    {
        **dict.fromkeys(["id", "code", "name", "sealing_key", "signing_key", "valid_from", "valid_to"], NOT_PERSONAL),
        **dict.fromkeys(["added_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["applied_by", "approved_by"], OFFICIAL),
    },
)
register(
    "victims.LetterboxDeposit",
    dict.fromkeys(
        [
            "id", "request_no", "agency", "handled_by", "state", "problem", "due_on", "size", "sha256", "deposited_at",
            "fetched_at", "replied_at", "closed_at", "event",
        ],
        NOT_PERSONAL,
    ),
)  # fmt: skip
register(
    "victims.PortalAgency",
    dict.fromkeys(["id", "account", "code", "signing_key", "valid_from", "valid_to"], NOT_PERSONAL),
)
register(
    "victims.PortalRequest",
    {
        **dict.fromkeys(["id", "account", "agency", "request_no", "state", "problem", "due_on", "size", "sha256"], NOT_PERSONAL),
        **dict.fromkeys(["deposited_at", "fetched_at", "reply", "reply_size", "reply_sha256", "replied_at"], NOT_PERSONAL),
        "closed_at": NOT_PERSONAL,
        "box": SEALED,
    },
)
register("victims.MachineNonce", dict.fromkeys(["id", "account", "nonce", "at"], NOT_PERSONAL))
