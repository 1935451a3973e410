"""What the applicant changed or added after the sending is shown to members beside the sheet they vote on (S1-APP-09)."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.committees import actions
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL as SYSTEM
from teojeon.services.victims.agenda.actions import table
from teojeon.services.victims.agenda.addenda import HIDDEN, for_members
from teojeon.services.victims.amendments import receiving
from teojeon.services.victims.amendments.models import ADDENDUM, NOTED
from tests.services.victims.amendments.test_paper_additions import added
from tests.support.factories import acting, browser, cast, committee_of_members, make_case
from tests.support.meetings import convened, in_session, read_items, tabled

pytestmark = [pytest.mark.req("S1-APP-09"), pytest.mark.usefixtures("office_side")]
REASON = "고친 보증금을 심의 자료에 덧붙였습니다."
TITLE = "부록: 제출 뒤 신청 내용의 변경"
CHANGES = [
    {"step": "lease", "label": "임차보증금", "before": "120,000,000원", "after": "210,000,000원"},
    {"step": "applicant", "label": "휴대전화번호", "before": "010-1111-2222", "after": "010-3333-4444"},
]


def changed(case: UUID, number: int = 2) -> UUID:
    key = uuid4()
    given = {
        "amendment": str(key),
        "number": number,
        "changes": CHANGES,
        "said": {"deposit_current": 210_000_000},
        "party": {"name": "홍가람"},
        "house": {"sido": "11", "address": "서울", "address_matched": True},
    }
    with acting(SYSTEM):
        receiving.amend(case, message=uuid4(), came_at=clock.business_now(), given=given)
    return key


def read(case: UUID, key: UUID, outcome: str = ADDENDUM, who: str = "secretary") -> None:
    act = receiving.read_as_secretary if who == "secretary" else receiving.read_as_agenda
    with acting(who):
        act(case, amendment=key, outcome=outcome, reason=REASON)


def page_of(meeting: UUID, who: str) -> str:
    return str(browser(cast(who)).get(reverse("meeting", args=[meeting])).content.decode())


@pytest.mark.parametrize("who", ["member2", "chair"])
def test_a_member_reads_the_differences_the_reason_and_the_papers_beside_the_sheet(who: str) -> None:
    committee_of_members()
    meeting, [case] = tabled()
    read(case, changed(case))
    read(case, added(case))
    page = page_of(meeting, who)
    assert TITLE in page and REASON in page and "120,000,000원" in page and "210,000,000원" in page
    assert "보증금 이체내역" in page
    member = browser(cast(who))
    assert member.get(reverse("case_papers", args=[case])).status_code == 200
    assert member.get(reverse("case_changes", args=[case])).status_code == 403


def test_a_change_that_was_read_before_the_tabling_is_shown_too() -> None:
    committee_of_members()
    case = make_case("AGENDA")
    read(case, changed(case), who="agenda")
    meeting = convened()
    with acting("secretary"):
        table(case, meeting=meeting, motion="GA")
    assert TITLE in page_of(meeting, "secretary")


def test_what_reaches_the_person_is_hidden_from_members() -> None:
    committee_of_members()
    meeting, [case] = tabled()
    read(case, changed(case))
    page = page_of(meeting, "member2")
    assert "휴대전화번호" in page and HIDDEN in page and "3333" not in page and "1111" not in page


def test_only_what_is_about_the_matter_is_told_as_it_stands() -> None:
    house = {"step": "house", "label": "나머지 주소", "before": "가", "after": "나"}
    assert for_members(house) == house
    landlord = {"step": "lease", "label": "집주인의 주소", "before": "", "after": "서울"}
    assert for_members(landlord) == landlord | {"after": HIDDEN}
    event = {"step": "damage", "label": "일어난 일 1", "before": "", "after": "강제경매, 메모 910302-2345678"}
    assert for_members(event)["after"] == "강제경매, 메모 910302-2******"


@pytest.mark.parametrize(
    ("step", "label"),
    [
        ("lease", "함께 계약한 임차인 1"),
        ("lease", "임대인 쪽 사람 2"),
        ("lease", "상속인·관리인 1"),
        ("occupancy", "다른 임차인 3"),
        ("actor", "신청하는 분의 생년월일"),
        ("statement", "집주인은 무엇이라고 했습니까?"),
        ("later", "나중에 생긴 항목"),
    ],
)
def test_rows_and_words_in_which_a_person_may_stand_are_hidden_whatever_they_are_called(step: str, label: str) -> None:
    change = {"step": step, "label": label, "before": "", "after": "홍가람"}
    assert for_members(change) == change | {"after": HIDDEN}


def test_a_noted_or_unread_change_is_no_addendum() -> None:
    committee_of_members()
    meeting, [case] = tabled()
    read(case, changed(case), NOTED)
    changed(case, 3)
    assert TITLE not in page_of(meeting, "member2")


def test_an_excluded_member_reads_no_addendum() -> None:
    meeting, [case], _ = in_session()
    read(case, changed(case))
    item = read_items(meeting)[0].pk
    with acting("secretary"):
        actions.exclude(meeting, item=item, member=cast("chair"))
    assert TITLE not in page_of(meeting, "chair") and TITLE in page_of(meeting, "secretary")


def test_papers_of_several_items_are_read_with_one_question() -> None:
    counts = []
    committee_of_members()
    for items in (1, 3):
        meeting, cases = tabled(items)
        for case in cases:
            read(case, added(case))
        client = browser(cast("secretary"))
        client.get(reverse("meetings"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("meeting", args=[meeting])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
