"""The assessment again on each trigger, with what differs; a decided case is never changed by it (S1-ASM-13)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.parameters import actions as parameters
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.book import AuthorityRow
from teojeon.services.victims.assessment.actions import reassess
from teojeon.services.victims.assessment.models import Reassessment
from teojeon.services.victims.assessment.office_tasks import reassess_after_values
from teojeon.services.victims.decision.models import Letter
from tests.support.assessments import INTENT, find, find_all, put_on_file
from tests.support.factories import acting, browser, cast, make_case, record_fact, reload

pytestmark = pytest.mark.usefixtures("office_side")


def runs(case: UUID) -> list[Reassessment]:
    with acting("auditor", read_only=True) as unit:
        return list(Reassessment.objects.visible_to(unit.actor).filter(case=case).order_by("number"))


def changes(run: Reassessment) -> dict[str, tuple[Any, Any]]:
    return {each["code"]: (each["before"], each["after"]) for each in run.differences}


def raise_cap(area: str, value: int = 700_000_000) -> UUID:
    with acting("param"):
        row = parameters.enter(
            controller=MINISTRY_CODE, organisation=MINISTRY_CODE, code="DEPOSIT_CAP_EFFECTIVE", area=area, value=value,
            valid_from=dt.date(2026, 1, 1), valid_to=None, resolution="위원회 2026-제10차", reason="보증금 수준을 고려합니다.",
        )  # fmt: skip
    with acting("sealer"):
        parameters.approve(row.pk)
    return row.pk


@pytest.mark.req("S1-ASM-13")
def test_a_fact_that_changes_a_requirement_leaves_a_row_with_old_and_new() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 200_000_000)
    record_fact(case, cast("invest"), "deposit_current", 800_000_000, seen=1)
    first, second = runs(case)
    assert changes(first)["R2"] == (None, True)
    assert changes(second)["R2"] == (True, False)
    assert (second.number, second.trigger, second.subject) == (2, "fact", "deposit_current")
    assert second.old_result["sha256"] == first.new_result["sha256"]
    assert second.told_to == [f"account:{cast('invest')}"]


@pytest.mark.req("S1-ASM-13")
def test_a_fact_that_changes_nothing_leaves_no_row() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "monthly_rent", 0)
    assert runs(case) == []


@pytest.mark.req("S1-ASM-13")
def test_the_committees_finding_leaves_a_row_that_tells_the_secretary() -> None:
    case = make_case("TABLED")
    find(case, "intent_found", INTENT)
    run = runs(case)[-1]
    assert (run.trigger, changes(run)) == ("finding", {"R4": (None, True)})
    assert "box:PM-SEC" in run.told_to


@pytest.mark.req("S1-ASM-13", "S1-ASM-04")
@pytest.mark.parametrize("area", ["sido:11", "case"])
def test_an_approved_uplift_reassesses_the_open_cases_it_touches_once(area: str) -> None:
    case = make_case("INVESTIGATING")
    other = make_case("INVESTIGATING", "26")
    for each, sido in ((case, "11"), (other, "26")):
        record_fact(each, cast("invest", sido), "deposit_current", 600_000_000)
    value = raise_cap(f"case:{case}" if area == "case" else area)
    assert reassess_after_values() == 1
    assert reassess_after_values() == 0
    run = runs(case)[-1]
    assert (run.trigger, run.subject, changes(run)) == ("parameter", f"DEPOSIT_CAP_EFFECTIVE:{value}", {"R2": (None, True)})
    assert [each.trigger for each in runs(other)] == ["fact"]


@pytest.mark.req("S1-ASM-13")
def test_a_value_that_changes_nothing_in_a_case_does_not_touch_it() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 100_000_000)
    version = reload(case).version
    raise_cap("sido:11")
    assert reassess_after_values() == 0
    assert reload(case).version == version


@pytest.mark.req("S1-ASM-13")
def test_the_holder_of_the_case_is_told_and_sees_the_difference() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 600_000_000)
    page, address = browser(cast("invest")), reverse("case", args=[case])
    assert "판정이 달라졌습니다" not in page.get(address).content.decode()  # the investigator's own fact is no news
    raise_cap("sido:11")
    reassess_after_values()
    shown = page.get(address).content.decode()
    assert "판정이 달라졌습니다" in shown
    assert "기준값의 승인" in shown
    assert "충족(해당)" in shown
    assert "판정이 달라졌습니다" not in browser(cast("intake")).get(address).content.decode()


@pytest.mark.req("S1-ASM-13")
def test_a_decided_case_is_not_changed_by_anything() -> None:
    case = make_case("DECIDED", facts={"deposit_current": 600_000_000})
    before, rows = reload(case), len(runs(case))
    with acting("auditor", read_only=True) as unit:
        letter = Letter.objects.visible_to(unit.actor).get(case=case)
    raise_cap("sido:11")
    assert reassess_after_values() == 0
    after = reload(case)
    with acting("auditor", read_only=True) as unit:
        again = Letter.objects.visible_to(unit.actor).get(case=case)
    assert (after.state, after.version, len(runs(case))) == (before.state, before.version, rows)
    assert (again.outcome, again.sha256, again.content) == (letter.outcome, letter.sha256, letter.content)


@pytest.mark.req("S1-ASM-13")
def test_the_act_itself_refuses_a_decided_case_and_every_official() -> None:
    case = make_case("DECIDED")
    row = AuthorityRow("DEPOSIT_CAP_EFFECTIVE", "sido:11", 700_000_000, dt.date(2026, 1, 1), None, "법", "의결")
    with unit_of_work(INTAKE_PRINCIPAL), pytest.raises(Refusal) as caught:
        reassess(case, value=UUID(int=1), row=row)
    assert caught.value.code == "DECIDED"
    with acting("sealer"), pytest.raises(Refusal) as caught:
        reassess(case, value=UUID(int=1), row=row)
    assert caught.value.code == "FORBIDDEN"


@pytest.mark.req("S1-ASM-13")
def test_no_row_of_a_run_can_be_changed_or_deleted() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 1)
    for attempt in ("update", "delete"):
        with acting("invest") as unit, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows = Reassessment.objects.visible_to(unit.actor).filter(case=case)
            rows.update(trigger="finding") if attempt == "update" else rows.delete()


@pytest.mark.req("S1-USR-08")
def test_another_province_sees_no_run() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 1)
    with acting(cast("invest", "26"), read_only=True) as unit:
        assert not Reassessment.objects.visible_to(unit.actor).exists()


@pytest.mark.req("S1-ASM-12", "S1-ASM-13")
def test_the_whole_file_ends_in_a_class_with_every_step_kept() -> None:
    case = make_case("TABLED", facts={})
    find_all(case)
    assert runs(case)[-1].new_result["outcome"] == "HOLD"  # the facts of this case are mostly unknown
    complete = make_case("INVESTIGATING")
    put_on_file(complete)
    assert runs(complete)[-1].new_result["possible"] == ["GA", "REJECT", "EXCLUDE"]
    with acting("auditor", read_only=True):
        assert find_case(complete).state == "INVESTIGATING"
