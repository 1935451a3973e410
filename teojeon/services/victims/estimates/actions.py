"""Computing and keeping an estimate (S1-ASM-09). It writes no fact and no finding: X3 is the committee's (법§3②3)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.language.errors import LawError
from teojeon.law.language.reading import as_given
from teojeon.law.victims import recovery_estimate
from teojeon.services.victims.assessment.assess import book_with, matter_of
from teojeon.services.victims.estimates.models import Estimate
from teojeon.services.victims.estimates.queries import estimates_of
from teojeon.services.victims.investigation.investigator import acting, only_the_investigator
from teojeon.services.victims.investigation.recording import RECORDING

SOURCE = "S1-ASM-09, 법§3②3"
EVIDENCE_LIMIT = 200
PRICES = ("price_low", "price_base", "price_high")


def computed(case: Case, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of `recovery-estimate` under today's law. Raises Refusal with the law's code and the input it names."""
    try:
        return recovery_estimate.run(facts, clock.business_today(), book_with(matter_of(case).rows))
    except LawError as error:
        raise Refusal(error.code, _placed(error), (error.field or "").partition("[")[0], error.source or SOURCE) from error


def _placed(error: LawError) -> str:
    """The sentence of a refusal; one of a line of the claims names the line as people count."""
    place = (error.field or "").partition("[")[2].partition("]")[0]
    return f"{int(place) + 1}번 줄: {error.message}" if place.isdecimal() else error.message


def _may_estimate(case: Case, **data: Any) -> Refusal | None:
    if case.state not in RECORDING:
        return Refusal("ILLEGAL_TRANSITION", "조사 중인 사건에만 회수 추정을 저장할 수 있습니다.", source=SOURCE)
    if refusal := only_the_investigator(case):
        return refusal
    if not data:
        return None
    facts, evidence = data["facts"], data["price_evidence"]
    if facts.get("price_source") is None or not evidence.strip():
        field = "price_source" if facts.get("price_source") is None else "price_evidence"
        message = "예상 매각가격의 근거를 고르고 그 자료를 적습니다. 근거가 없는 가격으로는 추정하지 않습니다."
        return Refusal("PRICE_SOURCE_MISSING", message, field, SOURCE)
    if missing := [name for name in PRICES if facts.get(name) is None]:
        return Refusal("MISSING_VALUE", "낮은 경우, 보통, 높은 경우의 가격을 모두 적습니다.", missing[0], SOURCE)
    if len(evidence) > EVIDENCE_LIMIT:
        return Refusal("TOO_LONG", f"{EVIDENCE_LIMIT}자까지 적습니다.", "price_evidence", "S1-XCT-03")
    try:
        computed(case, facts)
    except Refusal as refusal:
        return refusal
    return None


@case_action("victims.estimate", "보증금 회수 추정", box="P-INV", guard=_may_estimate)
def save_estimate(case: Case, *, event: UUID, facts: Mapping[str, Any], price_evidence: str) -> Effect:
    """Adds an estimate computed from these facts; earlier ones stay. `facts`: as the law command takes them, None left out."""
    evidence, was_masked = mask_free_text(price_evidence.strip())
    known = {name: value for name, value in facts.items() if value is not None}
    result = computed(case, known)
    number = len(estimates_of(case)) + 1
    Estimate.objects.create(
        **belonging(case),
        number=number,
        on=clock.business_today(),
        facts=as_given(known),
        price_evidence=evidence,
        result=result,
        receipt_sha256=result["receipt"]["sha256"],
        author=acting(),
        at=clock.business_now(),
        event=event,
    )
    return Effect(answer={"number": number, "masked": was_masked}, content={"number": number})
