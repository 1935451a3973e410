"""Papers that the applicant adds before the decision are read like a change: told, read with a reason, no vote before (S1-APP-09)."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL as SYSTEM
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.agenda.actions import close_item
from teojeon.services.victims.amendments import additions, receiving
from teojeon.services.victims.amendments.models import ADDENDUM, NOTED, UNREAD
from teojeon.services.victims.intake.models import Task
from tests.support.factories import acting, browser, cast, make_case, reload
from tests.support.meetings import in_session, read_items, sql, tabled, voted

pytestmark = [pytest.mark.req("S1-APP-09"), pytest.mark.usefixtures("office_side")]
REASON = "이체내역을 심의 자료에 덧붙였습니다."


def paper(doc_type: str = "deposit_transfer") -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "doc_type": doc_type,
        "size": 3,
        "sha256": "0" * 64,
        "sheets": [{"id": str(uuid4()), "size": 3, "sha256": "0" * 64, "name": "이체.pdf"}],
    }


def added(case: UUID) -> UUID:
    """The applicant adds a paper. Returns the addition."""
    bundle = uuid4()
    entry = paper()
    with acting(SYSTEM):
        additions.note_addition(
            case, message=uuid4(), came_at=clock.business_now(), bundle=bundle, papers=[entry | {"bundle": str(bundle)}]
        )
    return bundle


def tasks_of(case: UUID) -> list[tuple[str, str, list[str]]]:
    with acting(SYSTEM, read_only=True) as unit:
        rows = Task.objects.visible_to(unit.actor).filter(case=case, done_at=None, kind__startswith="amended")
        return list(rows.order_by("box").values_list("kind", "box", "ground"))


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("INVESTIGATING", [("amended", "P-INV")]),
        ("SENT", [("amended_sent", "PM-AGENDA")]),
        ("AGENDA", [("amended_sent", "PM-AGENDA")]),
        ("TABLED", [("amended_tabled", "PM-AGENDA"), ("amended_tabled", "PM-SEC")]),
    ],
)
def test_added_papers_are_a_task_of_whoever_reads_changes_at_that_stage(state: str, wanted: list[tuple[str, str]]) -> None:
    case = make_case(state)
    added(case)
    assert tasks_of(case) == [(*each, ["papers_added"]) for each in wanted]


def test_after_the_decision_a_paper_is_accepted_and_noted_and_nobody_has_to_read_it() -> None:
    case = make_case("RESOLVED")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("UPDATE cases_case SET state = 'DECIDED' WHERE id = %s", case)
    added(case)
    assert tasks_of(case) == []
    with acting(SYSTEM, read_only=True):
        assert receiving.unread_among([case]) == set()


def test_papers_make_no_version_and_several_stand_beside_each_other() -> None:
    case = make_case("SENT")
    first, second = added(case), added(case)
    row = reload(case)
    with acting(SYSTEM, read_only=True):
        rows = receiving.amendments_of(row)
        assert {each.pk for each in rows} == {first, second}
        assert {each.number for each in rows} == {None} and {each.state for each in rows} == {UNREAD}


def test_an_item_with_unread_papers_is_not_voted_on_until_the_secretary_has_read_them() -> None:
    meeting, [case], members = in_session()
    item = read_items(meeting)[0].pk
    voted(meeting, item, members, yes=len(members))
    addition = added(case)
    with acting("secretary"), pytest.raises(Refusal) as refused:
        close_item(meeting, item=item)
    assert refused.value.code == "CHANGE_UNREAD"
    with acting("secretary"), pytest.raises(Refusal, match="이유"):
        receiving.read_as_secretary(case, amendment=addition, outcome=ADDENDUM, reason=" ")
    with acting("secretary"):
        receiving.read_as_secretary(case, amendment=addition, outcome=ADDENDUM, reason=REASON)
    assert tasks_of(case) == []
    with acting("secretary"):
        assert "passed" in close_item(meeting, item=item)


def test_papers_that_were_read_before_the_vote_do_not_stop_it() -> None:
    meeting, [case], members = in_session()
    item = read_items(meeting)[0].pk
    addition = added(case)
    with acting("secretary"):
        receiving.read_as_secretary(case, amendment=addition, outcome=NOTED, reason=REASON)
    voted(meeting, item, members, yes=len(members))
    with acting("secretary"):
        assert "passed" in close_item(meeting, item=item)


def test_the_page_of_changes_names_the_papers_and_takes_the_reading() -> None:
    case = make_case("SENT")
    addition = added(case)
    agenda, url = browser(cast("agenda")), reverse("case_changes", args=[case])
    page = agenda.get(url).content.decode()
    assert "추가 서류" in page and "보증금 이체내역" in page and reverse("case_papers", args=[case]) in page
    words = {"version": str(reload(case).version), "request": str(uuid4()), "amendment": str(addition)}
    read = reverse("case_change_read", args=[case])
    assert agenda.post(read, words).status_code == 422
    assert agenda.post(read, {**words, "outcome": NOTED, "reason": REASON}).status_code == 303
    assert REASON in agenda.get(url).content.decode()


def test_papers_may_give_rise_to_an_additional_investigation() -> None:
    case = make_case("SENT")
    addition = added(case)
    page = browser(cast("agenda")).get(reverse("case_additional", args=[case]), {"amendment": str(addition)})
    assert "신청인이 더 낸 서류" in page.content.decode() and "보증금 이체내역" in page.content.decode()


def test_a_noted_addition_is_no_addendum_and_an_unread_one_neither() -> None:
    meeting, [case] = tabled()
    noted, _unread = added(case), added(case)
    with acting("secretary"):
        receiving.read_as_secretary(case, amendment=noted, outcome=NOTED, reason=REASON)
    page = browser(cast("secretary")).get(reverse("meeting", args=[meeting])).content.decode()
    assert "부록" not in page and REASON not in page
