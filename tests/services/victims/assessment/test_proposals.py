"""A proposal beside the rules: with a reason, never a class whose formula is false (S1-ASM-12)."""

from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.investigation import actions
from teojeon.services.victims.opinions import actions as opinions
from tests.support.assessments import GUARANTEE, NO_EVENTS, put_on_file
from tests.support.factories import REASON, acting, make_case

pytestmark = pytest.mark.usefixtures("office_side")


def proposed(opinion: str, reason: str = REASON, **changed: Any) -> Refusal | None:
    case = make_case("INVESTIGATING")
    put_on_file(case, changed)
    return report(case, opinion, reason)


def report(case: UUID, opinion: str, reason: str = REASON) -> Refusal | None:
    with acting("invest"):
        try:
            actions.submit_report(case, opinion=opinion, reason=reason)
        except Refusal as refusal:
            return refusal
    return None


@pytest.mark.req("S1-ASM-12")
@pytest.mark.parametrize(
    ("opinion", "changed"),
    [
        ("GA", {"deposit_current": 700_000_001}),
        ("DA", {"deposit_current": 700_000_001}),
        ("NA", {"victim_count": 1}),
        ("GA", {"guarantees": [GUARANTEE]}),
        ("GA", {"is_natural_person": False}),
        ("DISMISS", {}),
    ],
)
def test_a_class_whose_formula_is_false_is_refused(opinion: str, changed: dict[str, Any]) -> None:
    refusal = proposed(opinion, **changed)
    assert refusal is not None
    assert (refusal.code, refusal.field, refusal.source) == ("CLASS_IMPOSSIBLE", "opinion", "S1-ASM-12, 법§3")
    assert "‘아니오’로 확인된 요건" in refusal.message


@pytest.mark.req("S1-ASM-12")
@pytest.mark.parametrize(
    ("opinion", "changed"),
    [
        ("GA", {}),  # R4 and X3 are open
        ("REJECT", {}),
        ("EXCLUDE", {}),
        ("NA", {"deposit_current": 700_000_001}),
        ("DA", {"events": NO_EVENTS}),
        ("DISMISS", {"is_natural_person": False}),
        ("EXCLUDE", {"guarantees": [GUARANTEE]}),
        ("REJECT", {"guarantees": [GUARANTEE]}),
    ],
)
def test_an_open_class_may_be_proposed_with_a_reason_and_not_without(opinion: str, changed: dict[str, Any]) -> None:
    refusal = proposed(opinion, "  ", **changed)
    assert refusal is not None
    assert refusal.code == "REASON_MISSING"
    assert proposed(opinion, **changed) is None


@pytest.mark.req("S1-ASM-12")
def test_the_ministrys_opinion_is_held_to_the_same() -> None:
    case = make_case("SENT", facts={"deposit_current": 700_000_001}, outcome="NA")
    with acting("agenda"), pytest.raises(Refusal) as caught:
        opinions.to_agenda(case, outcome="GA", agrees_with_province=False, reason=REASON)
    assert (caught.value.code, caught.value.field) == ("CLASS_IMPOSSIBLE", "outcome")
