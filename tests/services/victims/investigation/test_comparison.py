"""Statement, register, agency and visit side by side, and what contradicts what (S1-INV-01)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.services.victims.intake.models import ResidentCheck
from teojeon.services.victims.investigation.comparison import compared, contradictions, differs
from tests.support.factories import acting, browser, cast, make_case, record_fact, reload

pytestmark = [pytest.mark.req("S1-INV-01"), pytest.mark.usefixtures("office_side")]


def test_each_source_has_its_values_the_newest_first_and_contradictions_are_named_in_words() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 180_000_000, source="register", evidence="계약서")
    record_fact(case, cast("invest"), "deposit_current", 150_000_000, seen=1, source="agency", evidence="회신 1")
    record_fact(case, cast("invest"), "deposit_current", 160_000_000, seen=2, source="agency", evidence="회신 2")
    with acting("invest", read_only=True):
        line = next(each for _, lines in compared(case) for each in lines if each.code == "deposit_current")
        words = contradictions([case])
    said, register, agency, *_ = line.cells
    assert [each.value for each in said] == [180_000_000] == [each.value for each in register]
    assert [each.value for each in agency] == [160_000_000, 150_000_000]
    assert line.contradictions == [
        "신청인의 진술 180,000,000원 ↔ 기관 회신 160,000,000원",
        "공부 180,000,000원 ↔ 기관 회신 160,000,000원",
    ]
    assert words == {case: [f"임차보증금: {each}" for each in line.contradictions]}
    page = browser(cast("review")).get(reverse("case_compare", args=[case])).content.decode()
    for text in ("서로 다름", "기관 회신 160,000,000원", "(앞의 값)", "회신 1", "담당 invest11"):
        assert text in page
    only = browser(cast("review")).get(reverse("case_compare", args=[case]), {"only": "different"}).content.decode()
    assert "임차보증금" in only and "월세" not in only


def test_what_agrees_or_is_unknown_contradicts_nothing() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 180_000_000, source="agency")
    record_fact(case, cast("invest"), "monthly_rent", None, source="agency")
    with acting("invest", read_only=True):
        lines = {each.code: each for _, group in compared(case) for each in group}
        assert contradictions([case]) == {}
    assert [lines[code].verdict for code in ("deposit_current", "monthly_rent", "victim_count")] == [
        "모두 같음",
        "견줄 값이 하나뿐",
        "아는 값이 없음",
    ]
    assert "서로 다른 사실이 없습니다" in browser(cast("invest")).get(reverse("case_compare", args=[case])).content.decode()


def test_the_resident_register_stands_among_the_registers() -> None:
    case = make_case("INVESTIGATING")
    row = reload(case)
    with acting("invest") as unit:
        ResidentCheck.objects.create(
            case=row, controller=row.controller, handled_by=row.handled_by, checked_at=clock.business_now(),
            checked_by=unit.account, match=False, event=row.pk,
            discrepancies=[{"code": "move_in_report_on", "said": "2024-04-02", "register": "2024-04-03"}],
        )  # fmt: skip
        found = contradictions([case])
    assert found == {case: ["전입신고일: 신청인의 진술 2024. 4. 2.(화) ↔ 공부 2024. 4. 3.(수)"]}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 2, True),
        (False, 0, True),  # "certainly not" is no amount
        ("2024-04-01", False, True),
        ({"a": True, "b": None}, {"a": True, "b": False}, False),
        ({"a": True}, {"a": False}, True),
        ([], [], False),
    ],
)
def test_values_differ_only_where_both_are_known(one: object, other: object, expected: bool) -> None:
    assert differs(one, other) is expected  # type: ignore[arg-type]


def test_the_page_asks_the_same_number_of_queries_however_many_values() -> None:
    case, page = make_case("INVESTIGATING"), browser(cast("auditor"))

    def counted() -> int:
        page.get(reverse("case_compare", args=[case]))
        with CaptureQueriesContext(connection) as caught:
            page.get(reverse("case_compare", args=[case]))
        return len([each for each in caught if "SAVEPOINT" not in each["sql"]])

    record_fact(case, cast("invest"), "deposit_current", 1)
    few = counted()
    for seen in range(1, 4):
        record_fact(case, cast("invest"), "deposit_current", seen, seen=seen, source="visit")
    assert counted() == few


@pytest.mark.req("S1-USR-08")
def test_another_province_finds_nothing_to_compare() -> None:
    assert browser(cast("invest", "26")).get(reverse("case_compare", args=[make_case("INVESTIGATING")])).status_code == 404
