"""Report, review and sending: three people, one frozen package (S1-INV-06, appendix (a) rows 8–12)."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.law.receipt import is_intact as receipt_is_intact
from teojeon.services.victims.investigation import actions
from teojeon.services.victims.investigation.models import Package, Report
from teojeon.services.victims.investigation.package import canonical_text, is_intact, sha256_of
from tests.support.factories import (
    REASON,
    acting,
    browser,
    cast,
    make_case,
    official,
    record_all,
    record_fact,
    reload,
    told,
)

pytestmark = pytest.mark.usefixtures("office_side")


def refused(who: UUID | str, act: Any, case: UUID, **data: Any) -> Refusal:
    with pytest.raises(Refusal) as caught, acting(who):
        act(case, **data)
    return caught.value


def report_of(case: UUID) -> Report:
    with acting("review", read_only=True) as unit:
        row: Report = Report.objects.visible_to(unit.actor).filter(case=case).latest("number")
    return row


def package_of(case: UUID) -> Package:
    with acting("send", read_only=True) as unit:
        row: Package = Package.objects.visible_to(unit.actor).get(case=case)
    return row


@pytest.mark.req("S1-INV-01")
def test_only_the_assigned_investigator_opens_the_file() -> None:
    case = make_case("RECEIVED")
    other = official("other11", "SD-11", "P-INV")
    assert refused(other, actions.open_file, case).code == "NOT_ASSIGNED"
    assert refused("review", actions.open_file, case).code == "FORBIDDEN"
    assert reload(case).state == "RECEIVED"


def test_the_person_learns_the_day_and_the_deadline_of_the_investigation_and_nothing_else() -> None:
    case = make_case("INVESTIGATING")
    kind, content = told(case)[-1]
    due = reload(case).next_due
    assert due is not None
    today = clock.business_today().isoformat()
    assert (kind, content) == ("status", {"step": "open_file", "on": today, "due": due.isoformat()})


@pytest.mark.req("S1-INV-06")
def test_a_report_without_a_mandatory_fact_names_what_is_missing() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 1)
    refusal = refused("invest", actions.submit_report, case, opinion="GA", reason=REASON)
    assert refusal.code == "FACTS_MISSING"
    assert "확정일자를 받은 날" in refusal.message
    assert "임차보증금" not in refusal.message


@pytest.mark.req("S1-INV-06")
def test_an_unknown_with_a_note_counts_as_recorded_and_is_listed_as_open() -> None:
    case = make_case("REVIEW", fixed_date_on=None)
    assert {"fixed_date_on", "victim_count"} <= set(report_of(case).open_unknowns)
    assert "deposit_current" not in report_of(case).open_unknowns


@pytest.mark.parametrize(
    ("opinion", "reason", "code"), [("A+", REASON, "BAD_VALUE"), ("GA", "  ", "REASON_MISSING"), ("GA", "가" * 4001, "TOO_LONG")]
)
def test_a_report_needs_a_class_and_a_reason(opinion: str, reason: str, code: str) -> None:
    case = make_case("INVESTIGATING")
    record_all(case, cast("invest"), {})
    assert refused("invest", actions.submit_report, case, opinion=opinion, reason=reason).code == code


@pytest.mark.parametrize("opinion", ["GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS"])
def test_each_class_can_be_the_investigators_opinion(opinion: str) -> None:
    assert report_of(make_case("REVIEW", outcome=opinion)).opinion == opinion


def test_a_colleague_with_the_same_box_cannot_submit_the_report() -> None:
    case = make_case("INVESTIGATING")
    record_all(case, cast("invest"), {})
    other = official("other11", "SD-11", "P-INV")
    assert refused(other, actions.submit_report, case, opinion="GA", reason=REASON).code == "NOT_ASSIGNED"


@pytest.mark.req("S1-INV-06", "S1-USR-09")
def test_the_investigator_cannot_review_even_with_the_box() -> None:
    both = official("both11", "SD-11", "P-INV", "P-REV", noted=True)
    case = make_case("REVIEW", investigator=both)
    assert refused(both, actions.approve_report, case).code == "SAME_PERSON"
    assert refused(both, actions.return_report, case, reason="보완").code == "SAME_PERSON"
    assert reload(case).state == "REVIEW"


@pytest.mark.req("S1-USR-09")
def test_who_reviewed_once_cannot_investigate_the_same_case() -> None:
    both = official("both11", "SD-11", "P-INV", "P-REV", noted=True)
    case = make_case("REVIEW")
    with acting(both):
        actions.return_report(case, reason="소액보증금 기준일을 보완합니다.")
    with pytest.raises(Refusal) as caught:
        record_fact(case, both, "monthly_rent", 1, seen=1)
    assert caught.value.code == "SAME_PERSON"


def test_the_database_refuses_a_report_reviewed_by_its_drafter() -> None:
    case = make_case("REVIEW")
    with acting("invest") as unit:
        row = Report.objects.visible_to(unit.actor).get(case=case)
        row.reviewed_by = row.drafted_by
        with pytest.raises(IntegrityError, match="report_two_people"), transaction.atomic():
            row.save()


@pytest.mark.req("S1-INV-06")
def test_a_returned_report_goes_back_with_its_reason_and_the_clock_goes_on() -> None:
    case = make_case("REVIEW")
    before = reload(case).next_due
    with acting("review"):
        actions.return_report(case, reason="확정일자를 확인합니다.")
    assert (reload(case).state, reload(case).next_due) == ("INVESTIGATING", before)
    assert (report_of(case).state, report_of(case).review_note) == (Report.RETURNED, "확정일자를 확인합니다.")


def test_a_return_without_a_reason_is_refused() -> None:
    assert refused("review", actions.return_report, make_case("REVIEW"), reason=" ").code == "REASON_MISSING"


def test_after_a_return_a_second_report_is_reviewed_by_the_same_reviewer() -> None:
    case = make_case("REVIEW")
    with acting("review"):
        actions.return_report(case, reason="보완합니다.")
    with acting("invest"):
        actions.submit_report(case, opinion="REJECT", reason=REASON)
    with acting("review"):
        actions.approve_report(case)
    assert (report_of(case).number, report_of(case).state, report_of(case).opinion) == (2, Report.APPROVED, "REJECT")


def test_approval_ends_the_investigation_period() -> None:
    case = make_case("READY")
    assert reload(case).next_due is None


@pytest.mark.req("S1-INV-01")
def test_nothing_is_sent_before_it_was_reviewed() -> None:
    refusal = refused("send", actions.send, make_case("REVIEW"))
    assert refusal.code == "ILLEGAL_TRANSITION"
    assert set(refusal.allowed) >= {"보고 반려", "보고 확정"}


@pytest.mark.req("S1-USR-09")
def test_a_district_official_with_investigation_only_cannot_send() -> None:
    case = make_case("READY")
    assert refused("invest", actions.send, case).code == "FORBIDDEN"


@pytest.mark.req("S1-INV-06")
def test_the_sent_package_holds_everything_and_its_hash_fits() -> None:
    case = make_case("SENT", facts={"deposit_current": 200_000_000}, fixed_date_on=None)
    package = package_of(case)
    content = json.loads(package.content)
    facts = {each["code"]: each for each in content["facts"]}
    said = {each["code"]: each["value"] for each in content["statements"]}
    assert is_intact(package)
    assert canonical_text(content) == package.content
    assert (said["deposit_current"], facts["deposit_current"]["value"]) == (180_000_000, 200_000_000)
    assert (facts["fixed_date_on"]["value"], facts["fixed_date_on"]["evidence"]) == (None, "")
    assert content["report"]["opinion"] == "GA"
    assert content["report"]["reviewed_by"] != content["report"]["drafted_by"]
    values = {finding["code"]: finding["value"] for finding in content["assessment"]["findings"]}
    assert (values["R2"], values["R4"], content["assessment"]["outcome"]) == (True, None, "HOLD")
    assert receipt_is_intact(content["assessment"]["receipt"])


def test_a_changed_letter_of_the_package_is_noticed() -> None:
    package = package_of(make_case("SENT"))
    package.content = package.content.replace("180000000", "180000001")
    assert not is_intact(package)
    assert sha256_of(package.content) != package.sha256


@pytest.mark.req("S1-INV-06")
def test_a_sent_package_can_neither_be_changed_nor_deleted() -> None:
    case = make_case("SENT")
    for attempt in ("update", "delete"):
        with acting("send") as unit, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows = Package.objects.visible_to(unit.actor).filter(case=case)
            rows.update(content="{}") if attempt == "update" else rows.delete()


def test_the_person_is_told_the_day_of_sending_only() -> None:
    case = make_case("SENT")
    today = clock.business_today().isoformat()
    assert told(case)[-1] == ("status", {"step": "send", "on": today, "due": None})


def test_review_steps_are_not_told_to_the_person() -> None:
    steps = [content.get("step") for _, content in told(make_case("READY"))]
    assert steps == [None, "confirm_receipt", "open_file"]


@pytest.mark.req("S1-USR-08")
@pytest.mark.parametrize("state", ["RECEIVED", "REVIEW", "READY", "SENT"])
def test_another_province_is_told_that_there_is_no_such_case(state: str) -> None:
    case = make_case(state)
    acts = {"RECEIVED": actions.open_file, "REVIEW": actions.approve_report, "READY": actions.send, "SENT": actions.send}
    role = {"RECEIVED": "invest", "REVIEW": "review", "READY": "send", "SENT": "send"}[state]
    with pytest.raises(Missing), acting(role, "26"):
        acts[state](case)


def test_a_stale_version_is_refused_with_both_states() -> None:
    case = make_case("REVIEW")
    version = reload(case).version
    with acting("review"):
        actions.return_report(case, reason="보완합니다.")
    with pytest.raises(Stale) as caught, acting("review"):
        actions.approve_report(case, version=version)
    assert caught.value.theirs["state"] == "INVESTIGATING"


def test_without_the_box_nothing_moves() -> None:
    case = make_case("REVIEW")
    with pytest.raises(Forbidden), acting("intake"):
        actions.approve_report(case)


# pages


def posted(case: UUID, **more: str) -> dict[str, str]:
    return {"version": str(reload(case).version), "request": str(UUID(int=3))} | more


def test_the_review_page_approves_and_returns_by_its_two_buttons() -> None:
    page = browser(cast("review"))
    for decision, state in (("approve", "READY"), ("return", "INVESTIGATING")):
        case = make_case("REVIEW")
        given = posted(case, decision=decision, reason="보완합니다.", request=str(UUID(int=len(state))))
        assert page.post(reverse("case_review", args=[case]), given).status_code == 302
        assert reload(case).state == state


def test_a_return_without_reason_comes_back_with_the_error_at_the_field() -> None:
    case = make_case("REVIEW")
    response = browser(cast("review")).post(reverse("case_review", args=[case]), posted(case, decision="return"))
    assert response.status_code == 422
    assert "반려 이유" in response.content.decode()
    assert reload(case).state == "REVIEW"


def test_pressing_twice_sends_once_and_shows_no_error() -> None:
    case, page = make_case("READY"), browser(cast("send"))
    given = posted(case)
    assert [page.post(reverse("case_send", args=[case]), given).status_code for _ in range(2)] == [302, 302]
    assert is_intact(package_of(case))


def test_a_page_of_a_move_that_is_not_open_says_why() -> None:
    case = make_case("RECEIVED")
    shown = browser(cast("send")).get(reverse("case_send", args=[case])).content.decode()
    assert "상태에서는 할 수 없습니다" in shown
    assert 'name="version"' not in shown


def test_the_package_page_is_read_only_and_checks_the_hash() -> None:
    case = make_case("SENT")
    response = browser(cast("agenda")).get(reverse("case_package", args=[case]))
    shown = response.content.decode()
    assert "보낸 때의 내용 그대로입니다" in shown
    assert package_of(case).sha256 in shown
    assert browser(cast("agenda")).get(reverse("case_package", args=[make_case("READY")])).status_code == 404


def test_a_stale_form_shows_what_happened_meanwhile() -> None:
    case = make_case("REVIEW")
    given = posted(case, decision="return", reason="보완합니다.")
    with acting("review"):
        actions.return_report(case, reason="먼저 반려합니다.")
    response = browser(cast("review")).post(reverse("case_review", args=[case]), given)
    assert response.status_code == 409
    assert "STALE_VERSION" in response.content.decode()
