"""The ministry's opinion: signed, frozen, attachment 2 of the agenda (S1-INV-08, appendix (a) row 15)."""

from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.services.victims.investigation import actions
from teojeon.services.victims.investigation.models import Opinion, Package
from tests.support.factories import REASON, acting, browser, cast, make_case, reload, told

pytestmark = pytest.mark.usefixtures("office_side")


def refused(case: UUID, **data: Any) -> Refusal:
    given: dict[str, Any] = {"outcome": "GA", "agrees_with_province": True, "reason": REASON} | data
    with pytest.raises(Refusal) as caught, acting("agenda"):
        actions.to_agenda(case, **given)
    return caught.value


@pytest.mark.req("S1-INV-08")
def test_the_opinion_binds_the_package_it_was_given_on() -> None:
    case = make_case("AGENDA")
    with acting("agenda", read_only=True) as unit:
        opinion = Opinion.objects.visible_to(unit.actor).get(case=case)
        package = Package.objects.visible_to(unit.actor).get(case=case)
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=case, kind="to_agenda")
    assert (opinion.outcome, opinion.agrees_with_province, opinion.signed_by) == ("GA", True, cast("agenda"))
    assert entry.content == {"package": package.sha256, "opinion": opinion.sha256}


@pytest.mark.req("S1-INV-08")
def test_without_a_package_there_is_no_opinion() -> None:
    assert refused(make_case("READY")).code == "ILLEGAL_TRANSITION"


@pytest.mark.req("S1-INV-08")
@pytest.mark.parametrize(("outcome", "agrees"), [("REJECT", True), ("GA", False)])
def test_agreeing_with_another_class_is_a_contradiction(outcome: str, agrees: bool) -> None:
    refusal = refused(make_case("SENT"), outcome=outcome, agrees_with_province=agrees)
    assert (refusal.code, refusal.field) == ("CONTRADICTION", "agrees_with_province")


def test_a_differing_opinion_with_its_reason_is_taken() -> None:
    case = make_case("SENT")
    with acting("agenda"):
        actions.to_agenda(case, outcome="REJECT", agrees_with_province=False, reason="보증금의 증거가 다릅니다.")
    assert reload(case).state == "AGENDA"


@pytest.mark.parametrize(("data", "code"), [({"outcome": "X"}, "BAD_VALUE"), ({"reason": " "}, "REASON_MISSING")])
def test_an_opinion_needs_a_class_and_a_reason(data: dict[str, str], code: str) -> None:
    assert refused(make_case("SENT"), **data).code == code


def test_a_signed_opinion_cannot_be_changed() -> None:
    case = make_case("AGENDA")
    with acting("agenda") as unit, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Opinion.objects.visible_to(unit.actor).filter(case=case).update(outcome="REJECT")


@pytest.mark.req("S1-RES-01")
def test_the_person_is_told_nothing_of_the_agenda_and_the_opinion() -> None:
    case = make_case("AGENDA", outcome="REJECT")
    assert [content.get("step") for _, content in told(case)][-1] == "send"
    assert "REJECT" not in str(told(case))


@pytest.mark.req("S1-USR-09")
@pytest.mark.parametrize("role", ["secretary", "send", "auditor"])
def test_only_the_agenda_box_gives_the_opinion(role: str) -> None:
    case = make_case("SENT")
    with pytest.raises(Forbidden), acting(role):
        actions.to_agenda(case, outcome="GA", agrees_with_province=True, reason=REASON)


def test_the_page_signs_and_leads_back_to_the_case() -> None:
    case = make_case("SENT")
    given = {
        "version": str(reload(case).version),
        "request": str(UUID(int=5)),
        "agrees_with_province": "no",
        "outcome": "DISMISS",
        "reason": "신청인이 법인입니다.",
    }
    page = browser(cast("agenda"))
    response = page.post(reverse("case_opinion", args=[case]), given)
    assert (response.status_code, reload(case).state) == (302, "AGENDA")
    shown = page.get(reverse("case", args=[case])).content.decode()
    assert "시·도와 다름" in shown
    assert "각하" in shown


def test_the_page_shows_a_contradiction_at_the_field() -> None:
    case = make_case("SENT")
    given = {"version": str(reload(case).version), "request": str(UUID(int=5)), "agrees_with_province": "yes"}
    response = browser(cast("agenda")).post(reverse("case_opinion", args=[case]), given | {"outcome": "DISMISS", "reason": "이유"})
    assert response.status_code == 409
    assert "CONTRADICTION" in response.content.decode()
