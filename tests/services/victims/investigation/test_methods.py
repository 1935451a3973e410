"""The log of methods, how sure a value is, and the findings that a report freezes (S1-INV-01, S1-INV-06)."""

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.investigation import actions
from teojeon.services.victims.investigation.models import MethodEntry, Package, Report
from tests.support.factories import REASON, acting, browser, cast, make_case, official, record_all, record_fact, reload

pytestmark = pytest.mark.usefixtures("office_side")
GIVEN: dict[str, Any] = {"method": "visit", "note": "집에 임차인이 살고 있음을 보았습니다."}


def refused(case: UUID, who: UUID | str = "invest", **more: Any) -> Refusal:
    with pytest.raises(Refusal) as caught, acting(who):
        actions.log_method(case, **(GIVEN | {"done_on": clock.business_today()} | more))
    return caught.value


@pytest.mark.req("S1-INV-01")
def test_a_method_stands_on_the_case_page_with_its_day_and_its_writer_and_is_never_changed() -> None:
    case, page = make_case("INVESTIGATING"), browser(cast("invest"))
    given = GIVEN | {"version": reload(case).version, "request": uuid4(), "done_on": clock.business_today().isoformat()}
    assert page.post(reverse("case_method", args=[case]), given).status_code == 302
    shown = browser(cast("review")).get(reverse("case", args=[case])).content.decode()
    for words in ("현장 방문", "집에 임차인이 살고 있음을 보았습니다.", "담당 invest11", "조사 방법 기록"):
        assert words in shown
    with acting("invest") as unit, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        MethodEntry.objects.visible_to(unit.actor).filter(case=case).update(note="")


@pytest.mark.req("S1-INV-01")
def test_a_method_has_a_kind_a_day_between_receipt_and_today_and_words() -> None:
    case, today = make_case("INVESTIGATING"), clock.business_today()
    received = clock.seoul_day(reload(case).received_at)
    assert refused(case, method="telepathy").code == "BAD_VALUE"
    assert refused(case, note="  ").code == "NOTE_MISSING"
    assert refused(case, done_on=received - dt.timedelta(days=1)).code == "BAD_DATE"
    assert refused(case, done_on=today + dt.timedelta(days=1)).code == "BAD_DATE"
    for day in (received, today):
        with acting("invest"):
            actions.log_method(case, **GIVEN, done_on=day)
    assert refused(case, official("other11", "SD-11", "P-INV")).code == "NOT_ASSIGNED"
    assert refused(make_case("REVIEW")).code == "ILLEGAL_TRANSITION"


@pytest.mark.req("S1-INV-01")
def test_how_sure_a_value_is_may_be_said_and_is_from_the_list() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 1, confidence="low")
    assert "더 확인할 필요가 있음" in browser(cast("review")).get(reverse("case", args=[case])).content.decode()
    with pytest.raises(Refusal) as caught:
        record_fact(case, cast("invest"), "deposit_current", 2, seen=1, confidence="utter")
    assert (caught.value.code, caught.value.field) == ("BAD_VALUE", "confidence")


@pytest.mark.req("S1-INV-06")
def test_a_report_freezes_findings_proposals_and_the_rows_they_rest_on_and_the_package_carries_them() -> None:
    case = make_case("INVESTIGATING")
    intent = {"found": True, "indicators": ["I1"]}
    record_all(case, cast("invest"), {"deposit_current": 180_000_000, "intent_proposal": intent})
    with acting("invest"):
        actions.submit_report(case, opinion="GA", reason=REASON, self_recovery="no")
    with acting("review", read_only=True) as unit:
        report = Report.objects.visible_to(unit.actor).get(case=case)
    findings = {each["code"]: (each["value"], each["proposed"]) for each in report.findings}
    assert len(findings) == 16
    assert (findings["R2"], findings["R4"], findings["X3"]) == ((True, None), (None, True), (None, False))
    assert report.facts["deposit_current"] == 1 and set(report.open_unknowns) < set(report.facts)
    page = browser(cast("review")).get(reverse("case_review", args=[case])).content.decode()
    assert "보고할 때의 요건" in page and "조사자의 제안" in page
    with acting("review"):
        actions.approve_report(case)
    with acting("send"):
        actions.send(case)
    with acting("send", read_only=True) as unit:
        content = json.loads(Package.objects.visible_to(unit.actor).get(case=case).content)
    assert (content["report"]["findings"], content["report"]["facts"]) == (report.findings, report.facts)
    assert "조사자의 제안" in browser(cast("agenda")).get(reverse("case_package", args=[case])).content.decode()


def test_a_proposal_that_is_neither_yes_nor_no_is_refused() -> None:
    case = make_case("INVESTIGATING")
    record_all(case, cast("invest"), {})
    with pytest.raises(Refusal) as caught, acting("invest"):
        actions.submit_report(case, opinion="GA", reason=REASON, self_recovery="perhaps")
    assert caught.value.field == "self_recovery"
