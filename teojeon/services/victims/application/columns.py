"""The columns of what is answered after the filing."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

LATER = Column(
    "누리집 결정신청 파일",
    "뒤에 받을 지원을 위해 답한 내용을 본인에게 보여 주기",
    "개인정보보호법§15, §16",
    "portal_filing",
    "whole",
    True,
    "portal",
)
WHOSE = Column("누리집 결정신청 파일", "신청한 사람과 잇기", "개인정보보호법§15, §16", "portal_filing", "none", False, "portal")

register(
    "victims.LaterSupport",
    {**dict.fromkeys(["id", "at", "event"], NOT_PERSONAL), **dict.fromkeys(["account", "subject"], WHOSE), "box": LATER},
)
