"""The picture and the table: own cases in full, of all others 시·도, month and whether they count (S1-INV-05)."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Missing
from teojeon.services.victims.linkage.counting import Month
from teojeon.services.victims.linkage.drawing import BOXES_A_ROW, WIDTH, Picture, draw
from teojeon.services.victims.linkage.models import SURE, CaseNode
from teojeon.services.victims.linkage.queries import Member, cases_of, members_of, others_of
from tests.services.victims.linkage.cases import lease, of
from tests.support.factories import acting, browser, cast, events, let_readers_in, make_case, reload

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-INV-05")]


def page_of(case: UUID, who: str = "invest", sido: str = "11") -> str:
    answer = browser(cast(who, sido)).get(reverse("case_linkage", args=[case]))
    assert answer.status_code == 200
    return answer.content.decode()


def own(seen: Picture) -> list[str]:
    return [square.title for box in seen.boxes for square in box.squares if square.url]


def test_the_case_of_another_province_is_a_month_and_nothing_else() -> None:
    ours, theirs = lease(1), lease(2, sido="26", name="나다온")
    foreign = reload(theirs)
    text = page_of(ours)
    today = clock.seoul_day(foreign.received_at)
    assert "부산광역시" in text and f"{today.year}. {today.month}." in text
    for secret in (foreign.receipt_no, str(theirs), "나다온", "나*온", "2호", "종로구 효자로 12, 2"):
        assert secret not in text, secret
    group = of(ours).id
    with acting("invest", read_only=True):
        members = members_of(group)
        hidden = others_of(group, members)
    assert [each.case.pk for each in members] == [ours]
    assert hidden == [Month("26", today.replace(day=1), counted=True, cases=1)]
    assert reload(ours).receipt_no in page_of(theirs, "agenda"), "the ministry sees both"


def test_a_group_of_which_one_sees_no_case_does_not_exist() -> None:
    theirs = lease(1, sido="26")
    group = of(theirs, sido="26").id
    for key in (group, uuid4()):
        with acting("invest", read_only=True), pytest.raises(Missing):
            cases_of(key)
        assert browser(cast("invest")).get(reverse("landlord", args=[key])).status_code == 404


def test_cases_that_only_a_name_proposes_are_not_among_those_of_a_group() -> None:
    first, second = lease(1, number=""), lease(2, number="")
    group = of(first).id
    with acting("invest", read_only=True):
        assert {each.case.pk for each in members_of(group)} == {first, second} and cases_of(group) == []


def test_committee_and_applicant_have_no_such_page() -> None:
    case = make_case("TABLED", landlord_name="김임대")
    let_readers_in(case)
    assert browser(cast("chair")).get(reverse("case", args=[case])).status_code == 200
    assert browser(cast("chair")).get(reverse("case_linkage", args=[case])).status_code == 403
    for name in ("case_linkage", "landlord", "landlords"):
        with pytest.raises(NoReverseMatch):
            reverse(name, urlconf="teojeon.doors.portal.urls", args=[] if name == "landlords" else [case])


def test_who_looks_at_the_cases_of_a_landlord_is_written_down() -> None:
    first, second = lease(1), lease(2)
    before = len(events("read"))
    page_of(first)
    [look] = events("read")[before:]
    assert len(look["subjects"]) == 2, (first, second)


def test_the_page_asks_as_many_queries_for_ten_leases_as_for_two() -> None:
    client, first = browser(cast("invest")), lease(1)
    lease(2)
    address = reverse("case_linkage", args=[first])
    client.get(address)
    with CaptureQueriesContext(connection) as two:
        client.get(address)
    for unit in range(3, 11):
        lease(unit)
    with CaptureQueriesContext(connection) as ten:
        client.get(address)
    assert len(two) == len(ten)


# the drawing


def member(number: int, building: str) -> Member:
    case = Case(receipt_no=f"2026-서울-{number:06d}", state="RECEIVED", received_at=clock.business_now())
    return Member(case, CaseNode(state=SURE), building, 1, "", "", "11", counted=True)


def nothing_overlaps(seen: Picture) -> bool:
    boxes = sorted(seen.boxes, key=lambda box: (box.y, box.x))
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
            apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
            if not (apart_x or apart_y):
                return False
    return True


def inside(seen: Picture) -> bool:
    return all(
        box.x <= square.x and square.x + 16 <= box.x + box.width and square.y + 16 <= box.y + box.height
        for box in seen.boxes
        for square in box.squares
    ) and all(box.x + box.width <= WIDTH and box.y + box.height <= seen.height for box in seen.boxes)


@pytest.mark.parametrize(("leases", "buildings", "hidden"), [(3, 1, 0), (3, 3, 2), (400, 20, 7), (400, 400, 0), (400, 133, 30)])
def test_three_leases_and_four_hundred_are_boxes_that_never_overlap(leases: int, buildings: int, hidden: int) -> None:
    members = [member(number, f"효자로 {number % buildings}") for number in range(leases)]
    months = [Month("26", clock.business_today().replace(day=1), counted=True, cases=hidden)] if hidden else []
    seen = draw("김임대", members, months)
    assert sum(len(box.squares) for box in seen.boxes) == leases + hidden
    assert nothing_overlaps(seen) and inside(seen)
    assert len(seen.rails) <= -(-len(seen.boxes) // BOXES_A_ROW) + 1, "one line a row of houses, not one a lease"
    assert seen.height < 2_000, "four hundred leases are still a picture, not a scroll"


def test_what_one_may_not_see_has_no_address_in_the_picture() -> None:
    seen = draw("김임대", [], [Month("26", clock.business_today().replace(day=1), counted=False, cases=2)])
    assert own(seen) == [] and not re.search(r"\d{4}-[가-힣]+-\d{6}", str(seen))
    assert {square.shape for box in seen.boxes for square in box.squares} == {"hidden-out"}
