"""What stops a fact beyond its kind: the Refuse lines of S1-ASM-01 … S1-ASM-11 that concern recording."""

from collections.abc import Callable, Mapping
from typing import Any

from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.assessment.facts import JsonValue
from teojeon.services.victims.investigation.models import Fact

T1_EVENTS = ("bankruptcy_opened", "rehabilitation_opened")
T1_PROOF = ("개시", "선고")
T2_EVENTS = ("auction_commenced", "public_sale_commenced", "national_tax_seizure", "local_tax_seizure")
PROVISIONAL = "가압류"
T2_PROOF = ("경매", "공매", "압류", "개시", "체납")
Newest = Mapping[str, Fact]


def refusal_of_fact(code: str, value: JsonValue, evidence: str, note: str, newest: Newest) -> Refusal | None:
    """Why this value cannot stand beside what is on file, or None. An unknown value is never refused here."""
    rule = _RULES.get(code)
    return rule(value, evidence, note.strip(), newest) if rule and value is not None else None


def _first_contract(value: JsonValue, evidence: str, note: str, newest: Newest) -> Refusal | None:
    """A later day beside a proven earlier one is a renewal (A-08)."""
    proven = newest.get("first_contract_date")
    if proven is None or proven.value is None or str(value) <= str(proven.value):
        return None
    message = (
        f"더 이른 최초 계약일({proven.value})이 증거로 확인되어 있어 갱신일로 바꿀 수 없습니다. "
        "앞의 값이 틀렸으면 먼저 ‘모름’과 그 까닭을 적은 다음 새 날짜를 적습니다."
    )
    return Refusal("RENEWAL_DATE", message, "value", "부칙(20956)§2")


def _handover(value: JsonValue, evidence: str, note: str, newest: Newest) -> Refusal | None:
    if value == "impossible" and not note:
        return Refusal("REASON_MISSING", "인도가 불가능하였던 까닭을 비고에 적습니다.", "note", "S1-ASM-11, 법§2.4다")
    return None


def _occupying(value: JsonValue, evidence: str, note: str, newest: Newest) -> Refusal | None:
    basis = newest.get("reference_basis")
    if basis is None or basis.value is None:
        message = "먼저 «점유를 판단하는 기준일»을 적습니다. 기준일을 모르면 이 사실도 ‘모름’으로 둡니다."
        return Refusal("REFERENCE_MISSING", message, "value", "S1-ASM-03")
    return None


def _events(value: JsonValue, evidence: str, note: str, newest: Newest) -> Refusal | None:
    given: Mapping[str, Any] = value if isinstance(value, dict) else {}
    if any(given.get(code) for code in T1_EVENTS) and not any(word in evidence for word in T1_PROOF):
        message = (
            "파산·회생은 개시 결정이나 파산선고가 있어야 합니다. 그 결정의 사건번호와 날을 증거에 적습니다. "
            "신청만 있으면 «임대인 파산·회생의 신청»에 ‘예’로 적습니다."
        )
        return Refusal("NOT_OPENED", message, "evidence", "S1-ASM-05")
    others = evidence.replace(PROVISIONAL, "")
    if any(given.get(code) for code in T2_EVENTS) and PROVISIONAL in evidence and not any(word in others for word in T2_PROOF):
        message = (
            "개인 채권자의 가압류만으로는 경매·공매의 개시나 체납 압류가 아닙니다. 그 개시나 압류의 증거를 적거나, "
            "«개인 채권자의 가압류·압류»에 ‘예’로 적습니다."
        )
        return Refusal("NOT_A_TRIGGER", message, "evidence", "S1-ASM-05")
    return None


def _loss(value: JsonValue, evidence: str, note: str, newest: Newest) -> Refusal | None:
    if value == "expected" and not note:
        return Refusal("REASON_MISSING", "피해가 예상된다고 보는 까닭을 비고에 적습니다.", "note", "S1-ASM-01, S1-ASM-05")
    return None


def _proposal(value: JsonValue, evidence: str, note: str, newest: Newest) -> Refusal | None:
    if not note:
        return Refusal("REASON_MISSING", "고른 사정마다 그렇게 보는 까닭을 비고에 적습니다.", "note", "S1-ASM-06")
    return None


def _completed(value: JsonValue, evidence: str, note: str, newest: Newest) -> Refusal | None:
    document = newest.get("completion_document")
    if value is False or (document is not None and document.value is not None):
        return None
    message = "먼저 «매각 완료를 증명하는 서류»(배당표, 배분계산서, 매각대금완납증명)를 적습니다. 서류가 없으면 ‘모름’으로 둡니다."
    return Refusal("COMPLETION_DOCUMENT_MISSING", message, "value", "S1-ASM-10")


_RULES: Mapping[str, Callable[[JsonValue, str, str, Newest], Refusal | None]] = {
    "first_contract_date": _first_contract,
    "handover_state": _handover,
    "occupying_at_reference": _occupying,
    "events": _events,
    "loss_state": _loss,
    "intent_proposal": _proposal,
    "sale_completed_on": _completed,
    "price_paid_on": _completed,
}
