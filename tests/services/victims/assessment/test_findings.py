"""What only the committee finds: R4, X3, expected loss, other events (S1-ASM-01, S1-ASM-06, S1-ASM-09)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.services.victims.assessment.actions import record_finding
from teojeon.services.victims.assessment.assess import assess_case
from teojeon.services.victims.investigation.models import Fact
from tests.support.assessments import INTENT, NO, find
from tests.support.factories import acting, browser, cast, make_case, official, record_fact

pytestmark = pytest.mark.usefixtures("office_side")
GIVEN: dict[str, Any] = {
    "code": "intent_found", "value": INTENT, "resolution": "2026-제12차 안건 1번", "reason": "수사가 개시되었습니다.", "seen": 0,
}  # fmt: skip


def r4(case: UUID) -> bool | None:
    with acting("auditor", read_only=True):
        return assess_case(find_case(case), clock.business_today()).finding("R4").value


def refused(case: UUID, **changed: Any) -> Refusal:
    with acting("secretary"), pytest.raises(Refusal) as caught:
        record_finding(case, **(GIVEN | {"resolved_on": clock.business_today()} | changed))
    return caught.value


@pytest.mark.req("S1-ASM-06")
def test_the_committees_finding_is_the_fact_and_keeps_resolution_reason_author_and_day() -> None:
    case = make_case("TABLED")
    assert r4(case) is None
    find(case, "intent_found", INTENT)
    assert r4(case) is True
    with acting("auditor", read_only=True) as unit:
        row = Fact.objects.visible_to(unit.actor).get(case=case, code="intent_found")
    assert (row.source, row.evidence, row.author) == ("committee", "2026-제12차 안건 1번", cast("secretary"))
    assert row.note
    assert row.as_of == clock.business_today()


@pytest.mark.req("S1-ASM-06")
def test_a_later_finding_counts_and_the_earlier_stays() -> None:
    case = make_case("TABLED")
    find(case, "intent_found", INTENT)
    find(case, "intent_found", {"found": False, "indicators": ["I2"]}, seen=1)
    assert r4(case) is False
    with acting("auditor", read_only=True) as unit:
        assert Fact.objects.visible_to(unit.actor).filter(case=case, code="intent_found").count() == 2


@pytest.mark.req("S1-ASM-06", "S1-ASM-01")
@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"resolution": " "}, "RESOLUTION_MISSING", "resolution"),
        ({"reason": " "}, "REASON_MISSING", "reason"),
        ({"value": {"found": True, "indicators": []}}, "INDICATOR_MISSING", "value"),
        ({"value": {"found": False, "indicators": []}}, "INDICATOR_MISSING", "value"),
        ({"value": {"found": True, "indicators": ["I9"]}}, "BAD_VALUE", "value"),
        ({"value": None}, "BAD_VALUE", "value"),
        ({"value": True}, "BAD_VALUE", "value"),
        ({"code": "deposit_current"}, "UNKNOWN_FACT", "code"),
        ({"resolved_on": dt.date(2999, 1, 1)}, "BAD_DATE", "resolved_on"),
        ({"resolution": "가" * 61}, "TOO_LONG", "reason"),
    ],
)
def test_a_finding_without_what_it_needs_is_refused(changed: dict[str, Any], code: str, field: str) -> None:
    case = make_case("TABLED")
    refusal = refused(case, **changed)
    assert (refusal.code, refusal.field) == (code, field)
    assert refusal.source
    assert r4(case) is None


@pytest.mark.req("S1-XCT-03")
def test_a_newer_finding_stops_the_save() -> None:
    case = make_case("TABLED")
    find(case, "intent_found", INTENT)
    assert isinstance(refused(case), Stale)


@pytest.mark.req("S1-ASM-09")
def test_x3_is_the_committees_finding_and_no_investigator_records_it() -> None:
    case = make_case("INVESTIGATING")
    with pytest.raises(Refusal) as caught:
        record_fact(case, cast("invest"), "self_recovery_found", NO)
    assert caught.value.code == "UNKNOWN_FACT"
    with acting("invest"), pytest.raises(Forbidden):
        record_finding(case, **(GIVEN | {"code": "self_recovery_found", "resolved_on": clock.business_today()}))


@pytest.mark.req("S1-USR-09", "S1-ASM-06")
@pytest.mark.parametrize("who", ["agenda", "drafter", "sealer", "auditor"])
def test_only_the_secretary_records_a_finding(who: str) -> None:
    case = make_case("TABLED")
    with acting(who), pytest.raises(Forbidden):
        record_finding(case, **(GIVEN | {"resolved_on": clock.business_today()}))


@pytest.mark.req("S1-USR-08")
def test_another_province_finds_no_such_case() -> None:
    case = make_case("TABLED")
    with acting(official("other26", "SD-26", "P-INV")), pytest.raises(Missing):
        record_finding(case, **(GIVEN | {"resolved_on": clock.business_today()}))


@pytest.mark.parametrize("state", ["INVESTIGATING", "AGENDA", "DECIDED"])
def test_findings_are_recorded_between_tabling_and_decision_only(state: str) -> None:
    assert refused(make_case(state)).code == "ILLEGAL_TRANSITION"


@pytest.mark.req("S1-ASM-06")
def test_the_page_shows_the_proposal_and_records_the_finding() -> None:
    case = make_case("TABLED", facts={"intent_proposal": INTENT})
    page, address = browser(cast("secretary")), reverse("case_finding", args=[case, "intent_found"])
    shown = page.get(address).content.decode()
    assert "I1 임대인등에 대한 수사 개시" in shown
    given = {
        "seen": "0", "request": str(UUID(int=1)), "value": "yes", "value-indicators": ["I1", "I4"], "resolution": "2026-제12차 안건 1번",
        "resolved_on": clock.business_today().isoformat(), "reason": "여러 주택을 능력 없이 임대하였습니다.",
    }  # fmt: skip
    response = page.post(address, given)
    assert (response.status_code, response["Location"]) == (302, reverse("case", args=[case]))
    shown = page.get(response["Location"]).content.decode()
    assert "인정 (I1 임대인등에 대한 수사 개시, I4" in shown
    assert "2026-제12차 안건 1번" in shown
    assert "판정이 달라졌습니다" in shown  # R4 was open, and the case lies with the secretary
