"""The columns of consents, on both sides."""

from teojeon.kernel.cases.columns import CHILD, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, Declaration, register

GIVEN = case_column("동의의 증명 (개보법§22)")
SHOWN = Column(
    "누리집 결정신청 파일", "동의와 철회를 본인에게 보여 주기", "개인정보보호법§22, §37", "portal_filing", "none", False, "portal"
)
TEXTS = ["text_version", "recipients", "items", "purpose", "retention"]
ANSWER = ["consent_code", "granted", "at", "by", "withdrawn_at"]


def _with(answer: Declaration) -> dict[str, Declaration]:
    return {**dict.fromkeys(TEXTS, NOT_PERSONAL), **dict.fromkeys(ANSWER, answer)}


register("victims.Consent", {**CHILD, **dict.fromkeys(["id", "message"], NOT_PERSONAL), **_with(GIVEN)})
register(
    "victims.PortalConsent",
    {**dict.fromkeys(["id", "event"], NOT_PERSONAL), **dict.fromkeys(["account", "subject"], SHOWN), **_with(SHOWN)},
)
