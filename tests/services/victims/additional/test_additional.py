"""Additional investigation after a change or for the committee: ordered, answered, reviewed, sent; no clock stops (S1-APP-09, S1-INV-07)."""

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Deadline
from teojeon.kernel.work.unit import current
from teojeon.services.victims.additional import actions
from teojeon.services.victims.additional.models import InvestigationOrder
from teojeon.services.victims.agenda.actions import close_item
from teojeon.services.victims.amendments import receiving
from teojeon.services.victims.amendments.models import NOTED, ORDERED, UNREAD, Amendment
from teojeon.services.victims.intake.models import Task
from teojeon.services.victims.investigation.actions import package_of
from teojeon.services.victims.investigation.package import sha256_of
from teojeon.services.victims.progress.clock import ball_after
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.decision.letters import sent_to_portal, state
from tests.support import meetings
from tests.support.factories import (
    acting,
    browser,
    cast,
    make_case,
    official,
    order_investigation,
    record_fact,
    reload,
    reload_in_unit,
)
from tests.support.meetings import SYSTEM, move_clock

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-APP-09")]
QUESTION, REASON = "보증금을 실제로 낸 날을 확인합니다.", "고친 금액을 계약서와 대조합니다."
ANSWER = "이체내역으로 2024년 3월 2일에 낸 것을 확인하였다."


def today(plus: int = 0) -> dt.date:
    return clock.business_today() + dt.timedelta(days=plus)


def given(**more: Any) -> dict[str, Any]:
    return {"question": QUESTION, "wanted_by": today(7)} | more


def changed(case: UUID, number: int = 2) -> UUID:
    """The applicant changes the filing. Returns the change."""
    key = uuid4()
    content = {
        "amendment": str(key),
        "number": number,
        "changes": [{"step": "lease", "label": "임차보증금", "before": "1억 2,000만 원", "after": "2억 1,000만 원"}],
        "said": {"deposit_current": 210_000_000},
        "party": {"name": "홍길동"},
        "house": {"sido": "11", "address": "서울", "address_matched": True},
    }
    with acting(SYSTEM):
        receiving.amend(case, message=uuid4(), came_at=clock.business_now(), given=content)
    return key


def orders(case: UUID) -> list[InvestigationOrder]:
    row = reload(case)
    with acting(SYSTEM, read_only=True):
        return actions.orders_of(row)


def change(key: UUID) -> Amendment:
    with acting(SYSTEM, read_only=True):
        row: Amendment = Amendment.objects.visible_to(current().actor).get(pk=key)
    return row


def answered(case: UUID) -> None:
    with acting("invest"):
        actions.draft_addendum(case, answer=ANSWER)
    with acting("review"):
        actions.approve_addendum(case)


def steps(case: UUID) -> list[str]:
    return [each["step"] for each in sent_to_portal(case, "status")]


@pytest.mark.parametrize("stage", ["SENT", "AGENDA"])
def test_a_change_after_the_sending_is_answered_by_an_order_and_the_case_comes_back(stage: str) -> None:
    case = make_case(stage)
    key = changed(case)
    with acting("agenda"):
        actions.order_investigation(case, **given(amendment=key, reason=REASON))
    assert state(case) == "ADD_INVEST" and change(key).state == ORDERED
    [order] = orders(case)
    assert (order.stage, order.wanted_by) == (stage, today(7))
    assert order.questions == [{"text": QUESTION, "amendment": str(key)}]
    assert sent_to_portal(case, "amendment_read")[-1]["reason"] == REASON
    assert steps(case)[-1] == "order_investigation"
    answered(case)
    with acting("send"):
        actions.send_addendum(case)
    assert state(case) == stage and steps(case)[-1] == "send_addendum"


@pytest.mark.req("S1-INV-07")
def test_the_addendum_is_frozen_with_its_own_hash_and_the_first_package_stays() -> None:
    case = make_case("AGENDA")
    with acting(SYSTEM, read_only=True):
        first = package_of(reload_in_unit(case))
    order_investigation(case)
    record_fact(case, cast("invest"), "deposit_current", 210_000_000, seen=1)
    answered(case)
    with acting("send"):
        answer = actions.send_addendum(case)
    [order] = orders(case)
    assert order.sha256 == answer["sha256"] == sha256_of(order.content)
    content = json.loads(order.content)
    assert [fact["value"] for fact in content["facts"]] == [210_000_000] and order.facts_changed == ["deposit_current"]
    assert content["answer"] == ANSWER and first is not None and content["package"] == first.sha256
    with acting(SYSTEM, read_only=True):
        again = package_of(reload_in_unit(case))
    assert again is not None and again.content == first.content


@pytest.mark.req("S1-INV-07")
def test_ordered_on_12_january_in_an_agenda_of_7_january_the_committees_last_day_stays_10_february() -> None:
    start = clock.business_today()
    move_clock((dt.date(2027, 1, 7) - start).days)
    case = make_case("TABLED")
    move_clock((dt.date(2027, 1, 12) - start).days)
    order_investigation(case, "secretary", wanted_by=dt.date(2027, 1, 20))
    with acting(SYSTEM, read_only=True) as unit:
        due = Deadline.objects.visible_to(unit.actor).get(case=case, code="COMMITTEE")
    assert (due.effective, due.closed_on, due.stopped_on) == (dt.date(2027, 2, 10), None, None)
    told = sent_to_portal(case, "status")[-1]
    assert (told["step"], told["due"]) == ("order_investigation_tabled", "2027-02-10")


def test_an_item_under_investigation_is_not_voted_on_and_is_voted_on_afterwards() -> None:
    meeting, [case], members = meetings.in_session()
    item = meetings.read_items(meeting)[0].pk
    meetings.voted(meeting, item, members, yes=len(members))
    order_investigation(case, "secretary")
    refused("ADDITIONAL_INVESTIGATION", close_item, meeting, who="secretary", item=item)
    answered(case)
    refused("ADDENDUM_MISSING", actions.resume_item, case, who="secretary")
    refused("ILLEGAL_TRANSITION", actions.send_addendum, case, who="send")
    with acting("send"):
        actions.send_addendum_tabled(case)
    assert state(case) == "ADD_INVEST"
    with acting("secretary"):
        actions.resume_item(case)
    assert state(case) == "TABLED" and steps(case)[-1] == "resume_item"
    with acting("secretary"):
        assert "passed" in close_item(meeting, item=item)


@pytest.mark.req("S1-INV-07")
def test_after_the_item_was_resolved_nothing_is_ordered() -> None:
    meeting, [case], members = meetings.in_session()
    item = meetings.read_items(meeting)[0].pk
    meetings.voted(meeting, item, members, yes=len(members))
    with acting("secretary"):
        close_item(meeting, item=item)
    refused("ITEM_RESOLVED", actions.order_tabled, case, who="secretary", **given())


def test_a_resolved_case_is_not_ordered_to_be_investigated() -> None:
    refused("ILLEGAL_TRANSITION", actions.order_tabled, make_case("RESOLVED"), who="secretary", **given())


def test_a_change_that_comes_after_the_order_blocks_the_vote_until_it_is_read_and_may_add_a_question() -> None:
    case = make_case("TABLED")
    order_investigation(case, "secretary")
    with acting("invest"):
        actions.draft_addendum(case, answer=ANSWER)
    key = changed(case)
    with acting(SYSTEM, read_only=True) as unit:
        waiting = Task.objects.visible_to(unit.actor).filter(case=case, done_at=None)
        assert sorted(waiting.values_list("box", flat=True)) == ["PM-AGENDA", "PM-SEC"]
        assert receiving.unread_among([case]) == {case}
    with acting("secretary"):
        actions.add_question_secretary(case, question="고친 보증금을 확인합니다.", amendment=key, reason=REASON)
    [order] = orders(case)
    assert [each["text"] for each in order.questions] == [QUESTION, "고친 보증금을 확인합니다."]
    assert order.state == "ORDERED", "what was drafted goes back to the investigator"
    with acting(SYSTEM, read_only=True):
        assert receiving.unread_among([case]) == set()
    refused("WRONG_STATE", actions.approve_addendum, case, who="review")


def test_a_change_that_came_before_the_order_may_still_be_noted_after_it() -> None:
    case = make_case("AGENDA")
    key = changed(case)
    order_investigation(case)
    assert change(key).state == UNREAD
    with acting("agenda"):
        receiving.read_as_agenda(case, amendment=key, outcome=NOTED, reason=REASON)
    assert change(key).state == NOTED and state(case) == "ADD_INVEST"


def test_a_withdrawal_during_the_additional_investigation_is_carried_out() -> None:
    case = make_case("ADD_INVEST")
    meetings.withdrawn(case)
    meetings.taken(case)
    assert state(case) == "WITHDRAWN"
    refused("WRONG_STATE", actions.draft_addendum, case, who="invest", answer=ANSWER)


def test_before_the_sending_no_additional_investigation_is_ordered() -> None:
    for stage in ("INVESTIGATING", "REVIEW", "READY"):
        refused("ILLEGAL_TRANSITION", actions.order_investigation, make_case(stage), who="agenda", **given())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"question": " "}, "QUESTION_MISSING"),
        ({"question": "가" * 1001}, "TOO_LONG"),
        ({"wanted_by": -1}, "BAD_DATE"),
        ({"amendment": UUID(int=5), "reason": REASON}, "ALREADY_READ"),
        ({"amendment": UUID(int=5), "reason": " "}, "REASON_MISSING"),
    ],
)
@pytest.mark.req("S1-INV-07")
def test_an_order_is_refused_with(changes: dict[str, Any], code: str) -> None:
    case = make_case("SENT")
    if isinstance(changes.get("wanted_by"), int):
        changes = {"wanted_by": today(changes["wanted_by"])}
    refused(code, actions.order_investigation, case, who="agenda", **given(**changes))
    assert state(case) == "SENT" and orders(case) == []


def test_the_answer_must_come_before_the_committees_last_day() -> None:
    case = make_case("TABLED")
    with acting(SYSTEM, read_only=True):
        due = actions.committee_due(reload_in_unit(case))
    assert due is not None
    refused("WANTED_TOO_LATE", actions.order_tabled, case, who="secretary", **given(wanted_by=due))
    order_investigation(case, "secretary", wanted_by=due - dt.timedelta(days=1))
    assert state(case) == "ADD_INVEST"


def test_each_step_belongs_to_its_person() -> None:
    case = make_case("ADD_INVEST")
    refused("FORBIDDEN", actions.draft_addendum, case, who="review", answer=ANSWER)
    refused("NOT_ASSIGNED", actions.draft_addendum, case, who=official("other11", "SD-11", "P-INV"), answer=ANSWER)
    refused("ANSWER_MISSING", actions.draft_addendum, case, who="invest", answer=" ")
    refused("TOO_LONG", actions.draft_addendum, case, who="invest", answer="가" * 4001)
    refused("WRONG_STATE", actions.approve_addendum, case, who="review")
    refused("WRONG_STATE", actions.send_addendum, case, who="send")
    with acting("invest"):
        actions.draft_addendum(case, answer=ANSWER)
    refused("REASON_MISSING", actions.return_addendum, case, who="review", reason=" ")
    with acting("review"):
        actions.return_addendum(case, reason="이체내역을 덧붙입니다.")
    assert orders(case)[0].state == "ORDERED" and orders(case)[0].review_note == "이체내역을 덧붙입니다."
    answered(case)
    refused("WRONG_STATE", actions.send_addendum_tabled, case, who="send")


def test_who_investigated_does_not_review() -> None:
    both = official("both11", "SD-11", "P-INV", "P-REV", noted=True)
    case = make_case("ADD_INVEST", investigator=both)
    with acting(both):
        actions.draft_addendum(case, answer=ANSWER)
    refused("SAME_PERSON", actions.approve_addendum, case, who=both)


def test_after_the_sending_the_investigator_reads_no_change_alone() -> None:
    case = make_case("TABLED")
    key = changed(case)
    refused("NOT_YOURS", receiving.read_as_investigator, case, who="invest", amendment=key, outcome=NOTED, reason=REASON)
    with acting("secretary"):
        receiving.read_as_secretary(case, amendment=key, outcome=NOTED, reason=REASON)


def test_a_second_order_stands_beside_the_first_in_the_record() -> None:
    case = make_case("ADD_INVEST")
    refused("ILLEGAL_TRANSITION", actions.order_investigation, case, who="agenda", **given())
    answered(case)
    with acting("send"):
        actions.send_addendum(case)
    order_investigation(case)
    assert [order.state for order in orders(case)] == ["ORDERED", "SENT"]


def test_the_province_has_the_ball_while_it_investigates_once_more() -> None:
    day = dt.date(2026, 12, 1)
    for steps_, ball in (
        (["send", "order_investigation"], "province"),
        (["table", "order_investigation_tabled"], "province"),
        (["order_investigation", "send_addendum"], "ministry"),
        (["order_investigation_tabled", "resume_item"], "committee"),
    ):
        assert ball_after([(step, day) for step in steps_]) == ball


# the page


def send(client: Client, case: UUID, form: str, **words: Any) -> Any:
    given_ = {"decision": form, "version": reload(case).version, "request": uuid4(), **words}
    return client.post(reverse("case_additional", args=[case]), given_)


def test_from_the_change_to_the_committee_on_the_pages() -> None:
    case = make_case("AGENDA")
    key = changed(case)
    agenda, page = browser(cast("agenda")), reverse("case_additional", args=[case])
    link = f"{page}?amendment={key}"
    assert link in agenda.get(reverse("case_changes", args=[case])).content.decode()
    shown = agenda.get(link).content.decode()
    assert "2억 1,000만 원" in shown and 'name="reason"' in shown and f'value="{key}"' in shown
    words = {"question": QUESTION, "wanted_by": today(7).isoformat(), "amendment": key}
    assert send(agenda, case, "order", **words).status_code == 422 or change(key).state == UNREAD
    assert send(agenda, case, "order", **words, reason=REASON).status_code == 303 and change(key).state == ORDERED
    invest = browser(cast("invest"))
    assert reload(case).receipt_no in invest.get(reverse("worklist"), {"tab": "mine"}).content.decode()
    assert QUESTION in invest.get(page).content.decode()
    assert send(invest, case, "answer", answer="").status_code == 422
    assert send(invest, case, "answer", answer=ANSWER).status_code == 303
    assert send(browser(cast("review")), case, "approve").status_code == 303
    province = browser(cast("send"))
    assert reverse("case_additional", args=[case]) in province.get(reverse("case", args=[case])).content.decode()
    assert send(province, case, "send").status_code == 303 and state(case) == "AGENDA"
    member = browser(cast("auditor")).get(page).content.decode()
    assert ANSWER in member and "해시값" in member and "<form method" not in member.split('id="main"')[1].split("</main>")[0]


def test_who_may_not_act_is_refused_and_a_foreign_province_sees_nothing() -> None:
    case = make_case("ADD_INVEST")
    assert send(browser(cast("auditor")), case, "answer", answer=ANSWER).status_code == 403
    assert send(browser(cast("invest")), case, "burn").status_code == 422
    assert browser(cast("invest", "26")).get(reverse("case_additional", args=[case])).status_code == 404
