"""The ministry's opinion: signed, frozen, attachment 2 of the agenda (S1-INV-08, appendix (a) row 15)."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.services.victims.additional import actions as additional
from teojeon.services.victims.agenda.actions import table
from teojeon.services.victims.decision import actions as decision
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.investigation.models import Package
from teojeon.services.victims.investigation.package import sha256_of
from teojeon.services.victims.opinions import actions
from teojeon.services.victims.opinions.models import Opinion
from tests.support.factories import (
    REASON,
    acting,
    browser,
    cast,
    committee_of_members,
    make_case,
    official,
    order_investigation,
    reload,
    reload_in_unit,
    resolve_case,
    table_case,
    told,
)
from tests.support.meetings import convened

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


def opinions_of(case: UUID) -> list[Opinion]:
    with acting("agenda", read_only=True) as unit:
        return list(Opinion.objects.visible_to(unit.actor).filter(case=case).order_by("signed_at"))


@pytest.mark.req("S1-INV-08")
def test_the_signed_text_holds_class_findings_reason_and_relation_and_its_hash_fits() -> None:
    [row] = opinions_of(make_case("AGENDA", facts={"intent_proposal": {"found": True, "indicators": ["I1"]}}))
    content = json.loads(row.content)
    assert sha256_of(row.content) == row.sha256
    assert (content["outcome"], content["agrees_with_province"], content["reason"]) == ("GA", True, REASON)
    findings = {each["code"]: each for each in content["findings"]}
    assert findings["R4"] == {**findings["R4"], "province": True, "ministry": True, "agrees": True}  # proposed, found by nobody
    assert content["findings"] == row.findings and len(findings) == 16


@pytest.mark.req("S1-INV-08")
def test_without_a_package_there_is_no_opinion() -> None:
    assert refused(make_case("READY")).code == "ILLEGAL_TRANSITION"


@pytest.mark.req("S1-INV-08")
@pytest.mark.parametrize(("outcome", "agrees"), [("REJECT", True), ("GA", False)])
def test_agreeing_with_another_class_is_a_contradiction(outcome: str, agrees: bool) -> None:
    refusal = refused(make_case("SENT"), outcome=outcome, agrees_with_province=agrees)
    assert (refusal.code, refusal.field) == ("CONTRADICTION", "agrees_with_province")


@pytest.mark.req("S1-INV-08")
def test_a_differing_opinion_names_the_fact_and_says_which_requirement_is_seen_otherwise() -> None:
    case = make_case("SENT")
    refusal = refused(case, outcome="REJECT", agrees_with_province=False, reason="보증금의 증거가 다릅니다.")
    assert (refusal.code, refusal.field) == ("FACT_MISSING", "differs_in")
    with acting("agenda"):
        actions.to_agenda(
            case,
            outcome="REJECT",
            agrees_with_province=False,
            reason="보증금의 증거가 다릅니다.",
            differs_in=["deposit_current"],
            findings={"R2": "no"},
        )
    [row] = opinions_of(case)
    views = {each["code"]: (each["province"], each["ministry"], each["agrees"]) for each in row.findings}
    assert (reload(case).state, row.differs_in, views["R2"]) == ("AGENDA", ["deposit_current"], (True, False, False))
    assert [code for code, (_, _, agrees) in views.items() if not agrees] == ["R2"]


@pytest.mark.req("S1-INV-08")
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"agrees_with_province": True, "differs_in": ["deposit_current"]}, "CONTRADICTION"),
        ({"agrees_with_province": True, "findings": {"R2": "no"}}, "CONTRADICTION"),
        ({"agrees_with_province": False, "findings": {"R2": "yes"}}, "CONTRADICTION"),  # as the province sees it
        ({"agrees_with_province": False, "findings": {"R2": "no"}}, "FACT_MISSING"),
        ({"agrees_with_province": False, "differs_in": ["no_such_fact"]}, "BAD_VALUE"),
        ({"agrees_with_province": False, "findings": {"R9": "no"}}, "BAD_VALUE"),
        ({"agrees_with_province": False, "findings": {"R2": "perhaps"}}, "BAD_VALUE"),
    ],
)
def test_what_an_opinion_says_fits_together(more: dict[str, Any], code: str) -> None:
    assert refused(make_case("SENT"), **more).code == code


@pytest.mark.req("S1-INV-08")
def test_who_signed_the_opinion_does_not_seal_and_who_sealed_gives_no_opinion() -> None:
    both = official("bothministry", "MOLIT", "PM-AGENDA", "PM-SEAL")
    case, other = make_case("SENT"), make_case("SENT")
    with acting(both):
        actions.to_agenda(case, outcome="GA", agrees_with_province=True, reason=REASON)
    table_case(case)
    resolve_case(case)
    with acting("drafter"):
        decision.draft_letter(case)
    with pytest.raises(Refusal) as caught, acting(both):
        decision.seal_letter(case)
    assert (caught.value.code, caught.value.source) == ("SAME_PERSON", "S1-INV-08")
    with acting("drafter") as unit:  # an earlier letter of the case: another procedure brings it back to the ministry
        letter: dict[str, Any] = {
            "drafted_by": unit.account,
            "drafted_at": reload_in_unit(other).received_at,
            "outcome": "GA",
            "content": {},
        }
        row = reload_in_unit(other)
        Letter.objects.create(
            case=row, controller=row.controller, handled_by=row.handled_by, decision_no="국토교통부-2026-999999",
            minutes_sha256="", sealed_by=both, **letter,
        )  # fmt: skip
    with pytest.raises(Refusal) as caught, acting(both):
        actions.to_agenda(other, outcome="GA", agrees_with_province=True, reason=REASON)
    assert (caught.value.code, caught.value.source) == ("SAME_PERSON", "S1-INV-08")
    with acting("agenda"):
        actions.to_agenda(other, outcome="GA", agrees_with_province=True, reason=REASON)


@pytest.mark.req("S1-INV-08", "S1-COM-03")
def test_after_an_addendum_the_case_is_reviewed_again_before_it_is_tabled() -> None:
    committee_of_members()
    case, meeting = make_case("AGENDA"), convened()
    with pytest.raises(Refusal, match="NOTHING_NEW"), acting("agenda"):
        actions.review_again(case, outcome="GA", agrees_with_province=True, reason=REASON)
    order_investigation(case)
    with acting("invest"):
        additional.draft_addendum(case, answer="이체 확인증으로 확인했습니다.")
    with acting("review"):
        additional.approve_addendum(case)
    with acting("send"):
        additional.send_addendum(case)
    with pytest.raises(Refusal, match="ATTACHMENT_2_OLD"), acting("secretary"):
        table(case, meeting=meeting, motion="GA")
    page = browser(cast("agenda"))
    assert reload(case).receipt_no in page.get(reverse("opinions"), {"stage": "again"}).content.decode()
    given = {
        "version": reload(case).version,
        "request": UUID(int=6),
        "agrees_with_province": "yes",
        "outcome": "GA",
        "reason": REASON,
    }
    assert page.post(reverse("case_opinion", args=[case]), given).status_code == 302
    first, second = opinions_of(case)
    assert (json.loads(first.content)["addendum"], bool(json.loads(second.content)["addendum"])) == ("", True)
    assert reload(case).receipt_no not in page.get(reverse("opinions"), {"stage": "again"}).content.decode()
    with acting("secretary"):
        table(case, meeting=meeting, motion="GA")
    assert reload(case).state == "TABLED"


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
        "differs_in": ["is_natural_person"],
        "finding-G1": "no",
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


@pytest.mark.req("S1-INV-08")
def test_the_signed_opinion_is_read_by_the_ministry_and_members_and_not_by_the_province() -> None:
    case = make_case("AGENDA")
    shown = browser(cast("auditor")).get(reverse("case_opinion_signed", args=[case])).content.decode()
    assert "서명한 때의 내용 그대로입니다" in shown and opinions_of(case)[0].sha256 in shown
    assert browser(cast("invest")).get(reverse("case_opinion_signed", args=[case])).status_code == 403
    assert "검토의견의 이유" not in browser(cast("invest")).get(reverse("case", args=[case])).content.decode()
    assert "검토의견의 이유" in browser(cast("agenda")).get(reverse("case", args=[case])).content.decode()


@pytest.mark.req("S1-INV-08", "S1-INV-07")
def test_a_return_for_additional_investigation_begins_with_the_question() -> None:
    case, page = make_case("SENT"), browser(cast("agenda"))
    link = f"{reverse('case_additional', args=[case])}?finding=R4"
    assert link in page.get(reverse("case_opinion", args=[case])).content.decode()
    assert "«R4 " in page.get(link).content.decode().split("<textarea")[1]
