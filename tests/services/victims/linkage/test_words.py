"""What an official says on links, who may, and how it is undone (S1-INV-05)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.services.victims.intake.actions import confirm_receipt
from teojeon.services.victims.linkage import actions
from teojeon.services.victims.linkage.models import BACKER, BUILDING, LANDLORD, LinkageWord, NodePair
from teojeon.services.victims.linkage.queries import groups_of
from tests.services.victims.linkage.cases import BUSINESS, LANDLORDS_NUMBER, lease, of
from tests.support.factories import acting, browser, cast, district, let_readers_in, official, reload, reload_in_unit

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-INV-05")]
WHY = "등기사항증명서의 소유자가 같습니다."


def same_name(unit: int, **said: Any) -> UUID:
    """A lease of a landlord whose number nobody gave."""
    return lease(unit, number="", **said)


def decide(case: UUID, *, holds: bool) -> None:
    link = of(case).link.pk
    with acting("invest"):
        actions.decide_node(case, link=link, holds=holds, reason=WHY)


def pair_of(case: UUID) -> tuple[UUID, UUID]:
    with acting("invest", read_only=True):
        link, node, _ = actions.candidates(reload_in_unit(case))[0]
        return link.node_id, node.pk


def merged() -> tuple[UUID, UUID]:
    """Two leases whose landlords an official said to be one."""
    first, second = same_name(1, landlord_address="수원시 1"), same_name(2, landlord_phone="010-1111-2222")
    node, other = pair_of(first)
    with acting("invest"):
        actions.merge(first, node=node, other=other, reason=WHY)
    return first, second


def test_a_link_by_name_counts_once_an_official_confirms_it_and_no_more_once_it_is_rejected() -> None:
    first, second = same_name(1), same_name(2)
    for case in (first, second):
        decide(case, holds=True)
    assert (of(first).count, of(first).state) == (2, "확인함")
    with pytest.raises(Refusal) as refused:
        decide(second, holds=True)
    assert refused.value.code == "NOTHING_CHANGED"
    decide(second, holds=False)
    assert of(first).count == 1
    with acting("invest", read_only=True) as unit:
        words = LinkageWord.objects.visible_to(unit.actor).filter(case=second).order_by("at")
        assert [(word.kind, word.reason, word.organisation) for word in words] == [
            ("join", WHY, "SD-11"),
            ("leave", WHY, "SD-11"),
        ], "each word stays"
        kinds = TimelineEntry.objects.visible_to(unit.actor).filter(case=second).values_list("kind", flat=True)
        assert list(kinds).count("victims.linkage_decide") == 2


def test_two_landlords_who_are_one_count_together_and_apart_again_when_that_is_undone() -> None:
    first, second = merged()
    assert of(first).id == of(second).id and of(first).count == of(second).count == 2
    with acting("invest", read_only=True):
        assert actions.candidates(reload_in_unit(first)) == [], "what is one is not proposed"
    node = of(second).link.node_id
    with acting("invest"):
        actions.part(second, node=node, reason=WHY)
    assert of(first).id != of(second).id and of(first).count == of(second).count == 1
    with acting("invest", read_only=True):
        assert actions.candidates(reload_in_unit(first)) == [], "what was told apart is not proposed again"
        assert NodePair.objects.get().same is False


def test_taking_out_the_one_that_held_two_others_leaves_those_together() -> None:
    first, second = merged()
    third = same_name(3, landlord_address="수원시 3")
    hub, other = of(first).link.node_id, of(third).link.node_id
    with acting("invest"):
        actions.merge(first, node=hub, other=other, reason=WHY)
    assert of(third).count == 3
    with acting("invest"):
        actions.part(first, node=hub, reason=WHY)
    assert (of(first).count, of(second).count) == (1, 2) and of(second).id == of(third).id


def test_a_backer_whom_no_applicant_named_is_added_by_number_and_the_number_is_not_kept() -> None:
    first, second = lease(1), lease(2)
    for case in (first, second):
        given: dict[str, Any] = {"kind": BACKER, "name": "최배후", "number": "7001011234567", "birth": None, "reason": WHY}
        with acting("invest"):
            actions.enter_party(case, **given)
    assert of(first, BACKER).count == 2 and of(first, BACKER).ground == "담당자가 확인하여 더함"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"number": ""}, "NAME_ALONE"),
        ({"number": "123"}, "BAD_VALUE"),
        ({"name": " "}, "BAD_VALUE"),
        ({"kind": BUILDING}, "BAD_VALUE"),
        ({"number": "", "birth": dt.date(2999, 1, 1)}, "BAD_DATE"),
        ({"reason": "같음"}, "REASON_MISSING"),
        ({"reason": "가" * 501}, "TOO_LONG"),
    ],
)
def test_a_party_by_name_alone_or_without_a_reason_is_refused(given: dict[str, Any], code: str) -> None:
    case = lease(1)
    whole = {"kind": LANDLORD, "name": "김임대", "number": LANDLORDS_NUMBER, "birth": None, "reason": WHY}
    with acting("invest"), pytest.raises(Refusal) as refused:
        actions.enter_party(case, **(whole | given))
    assert refused.value.code == code


def test_a_number_in_a_reason_is_hidden() -> None:
    case = lease(1)
    with acting("invest"):
        answer = actions.enter_party(
            case, kind=LANDLORD, name="김임대", number=BUSINESS, birth=None, reason=f"번호 {LANDLORDS_NUMBER} 확인"
        )
    with acting("invest", read_only=True) as unit:
        word = LinkageWord.objects.visible_to(unit.actor).get(case=case)
    assert answer["masked"] and LANDLORDS_NUMBER not in word.reason


def test_only_an_investigator_of_the_province_that_has_the_case_speaks_on_links() -> None:
    first, _ = merged()
    given: dict[str, Any] = {"link": of(first).link.pk, "holds": False, "reason": WHY}
    with acting("review"), pytest.raises(Forbidden):
        actions.decide_node(first, **given)
    local = official("localinvest", district(), "P-INV")
    page = browser(local).get(reverse("case_linkage", args=[first]))
    assert page.status_code == 404, "a district without a reader row sees no case"
    with acting("intake"):
        confirm_receipt(first, investigator=local)
    let_readers_in(first)
    page = browser(local).get(reverse("case_linkage", args=[first]))
    assert page.status_code == 200 and "김임대" in page.content.decode()
    assert reverse("case_linkage_decide", args=[first]) not in page.content.decode()
    with acting(local), pytest.raises(Refusal) as refused:
        actions.decide_node(first, **given)
    assert refused.value.code == "NOT_OF_THIS_PROVINCE"


def test_a_landlord_of_whom_one_sees_no_case_is_neither_proposed_nor_merged() -> None:
    ours = same_name(1, landlord_address="수원시 1")
    theirs = same_name(2, sido="26", landlord_phone="010-1111-2222")
    with acting("invest", read_only=True):
        assert actions.candidates(reload_in_unit(ours)) == []
    node, other = of(ours).link.node_id, of(theirs, sido="26").link.node_id
    with acting("invest"), pytest.raises(Refusal) as refused:
        actions.merge(ours, node=node, other=other, reason=WHY)
    assert refused.value.code == "NOTHING_WAITS"


def test_houses_of_one_landlord_that_were_written_otherwise_are_one_building_when_an_official_says_so() -> None:
    first, second = lease(1), lease(2, house="청운동 1-2")
    with acting("invest", read_only=True):
        [(link, node, label)] = actions.buildings_beside(reload_in_unit(first))
        assert (link.label, label) == ("효자로 12", "청운동 1-2")
    with acting("invest"):
        actions.merge(first, node=link.node_id, other=node.pk, reason=WHY)
    assert of(second, BUILDING).count == 2


def test_the_pages_say_it_and_lead_back_with_what_was_typed() -> None:
    first, second = same_name(1, landlord_address="수원시 1"), same_name(2, landlord_phone="010-1111-2222")
    page = browser(cast("invest"))
    address = reverse("case_linkage_merge", args=[first])
    shown = page.get(address)
    assert "이름과 연락처가 같음" in shown.content.decode(), "both stand side by side"
    [pair] = [code for code, _ in shown.context["form"].fields["pair"].choices if code]
    given = {"version": reload(first).version, "request": str(uuid4()), "pair": pair, "reason": "같음"}
    refused = page.post(address, given)
    assert refused.status_code == 409 and "5자 이상" in refused.content.decode()
    assert page.post(address, {**given, "reason": WHY}).status_code == 302
    assert of(second).count == 2
    text = page.get(reverse("case_linkage", args=[first])).content.decode()
    assert WHY in text and "같은 사람·건물로 합침" in text
    with acting("invest", read_only=True):
        assert len(groups_of(reload_in_unit(first))) == 2
