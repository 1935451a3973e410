"""The columns of this app: the office's here, the portal's in their own module."""

from teojeon.kernel.cases.columns import CHILD, OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register
from teojeon.services.victims import columns_portal  # noqa: F401  (registers itself)
from teojeon.services.victims.additional import columns as _additional  # noqa: F401
from teojeon.services.victims.amendments import columns as _amendments  # noqa: F401
from teojeon.services.victims.application import columns as _application  # noqa: F401
from teojeon.services.victims.consents import columns as _consents  # noqa: F401
from teojeon.services.victims.conversation import columns as _conversation  # noqa: F401
from teojeon.services.victims.counter import columns as _counter  # noqa: F401
from teojeon.services.victims.enquiry import columns as _enquiry  # noqa: F401
from teojeon.services.victims.estimates import columns as _estimates  # noqa: F401
from teojeon.services.victims.extracts import columns as _extracts  # noqa: F401
from teojeon.services.victims.intake import columns as _intake  # noqa: F401
from teojeon.services.victims.letterbox import columns as _letterbox  # noqa: F401
from teojeon.services.victims.linkage import columns as _linkage  # noqa: F401
from teojeon.services.victims.links import columns as _links  # noqa: F401
from teojeon.services.victims.mandates import columns as _mandates  # noqa: F401
from teojeon.services.victims.opinions import columns as _opinions  # noqa: F401
from teojeon.services.victims.orders import columns as _orders  # noqa: F401
from teojeon.services.victims.papers import columns as _papers  # noqa: F401
from teojeon.services.victims.progress import columns as _progress  # noqa: F401
from teojeon.services.victims.referral import columns as _referral  # noqa: F401
from teojeon.services.victims.register import columns as _register  # noqa: F401
from teojeon.services.victims.requests import columns as _requests  # noqa: F401
from teojeon.services.victims.service import columns as _service  # noqa: F401
from teojeon.services.victims.supplement import columns as _supplement  # noqa: F401
from teojeon.services.victims.visits import columns as _visits  # noqa: F401
from teojeon.services.victims.visits import offline_columns as _visit_entries  # noqa: F401

HOUSE = case_column("주택 소재지의 확인 (법§3)")
SAID = case_column("신청인이 말한 사실 (법§12)")
FOUND = case_column("조사로 확인한 사실과 의견 (법§13, §14①)")
DECIDED = case_column("결정과 송달 (법§14⑤⑥)")

register(
    "victims.Application",
    {
        **CHILD,
        **dict.fromkeys(["id", "form_version", "channel", "signed_hash", "address_matched", "message"], NOT_PERSONAL),
        "sido": HOUSE,
        "sigungu": HOUSE,
        "legal_dong": HOUSE,
        "address": HOUSE,
        "flags": SAID,
        "withdrawal_reason": case_column("취하의 기록 (행정절차법§17⑧)", mask="free_text"),
    },
)
register(
    "victims.Statement",
    {**CHILD, **dict.fromkeys(["id", "code", "said_at", "message"], NOT_PERSONAL), "value": SAID},
)
register(
    "victims.Fact",
    {
        **CHILD,
        **dict.fromkeys(["id", "code", "number", "source", "as_of", "confidence", "at", "event"], NOT_PERSONAL),
        "value": FOUND,
        "evidence": FOUND,
        "note": FOUND,
        "author": OFFICIAL,
    },
)
register(
    "victims.MethodEntry",
    {
        **CHILD,
        **dict.fromkeys(["id", "method", "done_on", "at", "event"], NOT_PERSONAL),
        "note": FOUND,
        "author": OFFICIAL,
    },
)
register(
    "victims.Report",
    {
        **CHILD,
        **dict.fromkeys(["id", "number", "state", "drafted_at", "reviewed_at"], NOT_PERSONAL),
        **dict.fromkeys(["opinion", "reason", "open_unknowns", "facts", "findings", "review_note"], FOUND),
        "drafted_by": OFFICIAL,
        "reviewed_by": OFFICIAL,
    },
)
register(
    "victims.Package",
    {**CHILD, **dict.fromkeys(["id", "sha256", "sent_at", "event"], NOT_PERSONAL), "content": FOUND, "sent_by": OFFICIAL},
)
register(
    "victims.Letter",
    {
        **CHILD,
        **dict.fromkeys(["id", "state", "minutes_sha256", "drafted_at", "sealed_at", "document", "sha256"], NOT_PERSONAL),
        **dict.fromkeys(["dispatched_at", "method"], NOT_PERSONAL),
        **dict.fromkeys(["decision_no", "outcome", "content", "decided_on"], DECIDED),
        **dict.fromkeys(["drafted_by", "sealed_by", "dispatched_by"], OFFICIAL),
    },
)
register(
    "victims.Reassessment",
    {
        **CHILD,
        **dict.fromkeys(["id", "number", "trigger", "subject", "on", "run_at", "event"], NOT_PERSONAL),
        **dict.fromkeys(["old_result", "new_result", "differences"], FOUND),
        "told_to": OFFICIAL,
    },
)
