"""The columns of referrals."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

REFERRED = case_column("지원센터 의뢰의 기록 (법§11, S1-APP-06)")

register(
    "victims.Referral",
    {
        **CHILD,
        **dict.fromkeys(["id", "referral_no", "centre", "organisation", "event"], NOT_PERSONAL),
        **dict.fromkeys(["grounds", "passed", "referred_on", "referred_at", "result", "result_on", "result_at"], REFERRED),
        **dict.fromkeys(["note", "result_note"], case_column("지원센터 의뢰의 기록 (법§11, S1-APP-06)", mask="free_text")),
        **dict.fromkeys(["referred_by", "result_by"], OFFICIAL),
    },
)
