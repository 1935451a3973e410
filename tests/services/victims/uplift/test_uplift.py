"""Uplift resolutions: entered by one, approved by another; R2 of the page changes with the approval (S1-XCT-02, S1-ASM-04)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from teojeon.kernel.parameters import actions
from teojeon.kernel.parameters.models import APPROVED, PROPOSED, REFUSED, ParameterValue
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.refusals import Forbidden, Refusal
from tests.support.factories import acting, browser, cast, events, make_case, official, record_fact, reload

pytestmark = pytest.mark.usefixtures("office_side")
GIVEN: dict[str, Any] = {
    "controller": MINISTRY_CODE,
    "organisation": MINISTRY_CODE,
    "code": "DEPOSIT_CAP_EFFECTIVE",
    "area": "sido:11",
    "value": 700_000_000,
    "valid_from": dt.date(2026, 11, 1),
    "valid_to": None,
    "resolution": "위원회 2026-제10차",
    "reason": "시·도의 보증금 수준을 고려합니다.",
}


def entered(**changed: Any) -> UUID:
    with acting("param"):
        return UUID(str(actions.enter(**(GIVEN | changed)).pk))


def state_of(key: UUID) -> str:
    with acting("sealer", read_only=True) as unit:
        return str(ParameterValue.objects.visible_to(unit.actor).get(pk=key).state)


def refused(**changed: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        entered(**changed)
    return caught.value


@pytest.mark.req("S1-ASM-04")
@pytest.mark.parametrize("value", [500_000_000, 700_000_000])
def test_the_limits_of_the_act_are_accepted(value: int) -> None:
    assert state_of(entered(value=value)) == PROPOSED


@pytest.mark.req("S1-ASM-04")
@pytest.mark.parametrize("value", [499_999_999, 700_000_001, -1])
def test_a_cap_outside_the_act_is_refused(value: int) -> None:
    assert refused(value=value).code == "UPLIFT_OUT_OF_RANGE"


@pytest.mark.req("S1-ASM-04")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "REASON_MISSING"),
        ({"resolution": " "}, "RESOLUTION_MISSING"),
        ({"resolution": "가" * 61}, "TOO_LONG"),
        ({"code": "SHOE_SIZE"}, "UNKNOWN_PARAMETER"),
        ({"valid_to": dt.date(2026, 10, 31)}, "BAD_DATE"),
        ({"valid_from": dt.date(2023, 5, 31)}, "NOT_IN_FORCE"),
    ],
)
def test_a_resolution_without_what_it_needs_is_refused(changed: dict[str, Any], code: str) -> None:
    assert refused(**changed).code == code


@pytest.mark.parametrize("area", ["nation", "sido:99", "sido:1", "case:x", "case:", "", "sigungu:11110"])
def test_an_area_that_no_rule_reads_is_refused(area: str) -> None:
    assert refused(area=area).code == "BAD_AREA"


@pytest.mark.req("S1-XCT-02")
def test_who_entered_cannot_approve_even_with_both_boxes() -> None:
    both = official("both", MINISTRY_CODE, "PM-PARAM", "PM-SEAL")
    with acting(both):
        key = actions.enter(**GIVEN).pk
    for act in (actions.approve, actions.refuse):
        with pytest.raises(Refusal) as caught, acting(both):
            act(key)
        assert caught.value.code == "SAME_PERSON"
    assert state_of(key) == PROPOSED


@pytest.mark.req("S1-USR-09")
@pytest.mark.parametrize("role", ["sealer", "agenda", "intake", "auditor"])
def test_only_the_parameter_box_enters(role: str) -> None:
    with pytest.raises(Forbidden), acting(role):
        actions.enter(**GIVEN)


@pytest.mark.req("S1-USR-09")
@pytest.mark.parametrize("role", ["param", "agenda", "auditor"])
def test_only_the_seal_box_approves(role: str) -> None:
    key = entered()
    with pytest.raises(Forbidden), acting(role):
        actions.approve(key)


@pytest.mark.req("S1-XCT-02")
def test_two_approved_values_never_overlap() -> None:
    first, second = entered(), entered(value=600_000_000, valid_from=dt.date(2026, 12, 1))
    with acting("sealer"):
        actions.approve(first)
    with pytest.raises(Refusal) as caught, acting("sealer"):
        actions.approve(second)
    assert caught.value.code == "OVERLAP"
    with acting("sealer"):
        actions.refuse(second)
    assert (state_of(first), state_of(second)) == (APPROVED, REFUSED)


def test_values_that_follow_each_other_are_both_approved() -> None:
    keys = [entered(valid_to=dt.date(2026, 11, 30)), entered(valid_from=dt.date(2026, 12, 1))]
    for key in keys:
        with acting("sealer"):
            actions.approve(key)
    assert [state_of(key) for key in keys] == [APPROVED, APPROVED]


def test_a_decided_proposal_is_decided_once() -> None:
    key = entered()
    with acting("sealer"):
        actions.refuse(key)
    with pytest.raises(Refusal) as caught, acting("sealer"):
        actions.approve(key)
    assert caught.value.code == "ILLEGAL_TRANSITION"


def test_the_same_request_is_one_proposal() -> None:
    request = uuid4()
    assert entered(request=request) == entered(request=request) == request


def test_a_resident_number_in_the_reason_is_masked() -> None:
    key = entered(reason="신청인 900101-1234567의 사정")
    with acting("sealer", read_only=True) as unit:
        assert ParameterValue.objects.visible_to(unit.actor).get(pk=key).reason == "신청인 900101-1******의 사정"


@pytest.mark.req("S1-XCT-02")
def test_a_province_sees_approved_values_and_no_proposals() -> None:
    approved, proposed = entered(), entered(area="sido:26")
    with acting("sealer"):
        actions.approve(approved)
    with acting("invest", read_only=True) as unit:
        assert set(ParameterValue.objects.visible_to(unit.actor).values_list("pk", flat=True)) == {approved}
    assert proposed != approved


def test_entering_and_approving_each_leave_an_event() -> None:
    key = entered()
    with acting("sealer"):
        actions.approve(key)
    done = [each["action"] for each in events("act") if each.get("key") == str(key)]
    assert done == ["parameters.enter", "parameters.approve"]


# pages


def form(**changed: str) -> dict[str, str]:
    return {
        "request": str(uuid4()),
        "sido": "11",
        "receipt_no": "",
        "value": "7억",
        "valid_from": "2026-11-01",
        "valid_to": "",
        "resolution": "위원회 2026-제10차",
        "reason": "시·도의 보증금 수준을 고려합니다.",
    } | changed


def enter_by_page(**changed: str) -> HttpResponse:
    response: HttpResponse = browser(cast("param")).post(reverse("parameter_enter"), form(**changed))  # type: ignore[assignment]
    return response


def only_value() -> ParameterValue:
    with acting("sealer", read_only=True) as unit:
        row: ParameterValue = ParameterValue.objects.visible_to(unit.actor).get()
    return row


@pytest.mark.req("S1-ASM-04", "S1-XCT-02")
def test_r2_on_the_case_page_turns_from_unknown_to_true_when_another_person_approves() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 600_000_000)
    investigator, address = browser(cast("invest")), reverse("case", args=[case])

    def r2() -> str:
        sheet = investigator.get(address).context["sheet"]
        return str(next(each["value"] for each in sheet.findings if each["code"] == "R2"))

    assert r2() == "None"
    assert enter_by_page().status_code == 302
    assert r2() == "None"
    row = only_value()
    given = {"version": str(row.version), "request": str(uuid4()), "decision": "approve"}
    response = browser(cast("sealer")).post(reverse("parameter_decide", args=[row.pk]), given)
    assert response.status_code == 302
    assert r2() == "True"
    page = investigator.get(address).content.decode()
    for words in ("700,000,000원", "2026. 11. 1.", "행정청이 정한 값"):
        assert words in page


def test_a_resolution_for_one_case_names_it_by_its_receipt_number() -> None:
    case = make_case()
    assert enter_by_page(sido="", receipt_no=reload(case).receipt_no).status_code == 302
    assert only_value().area == f"case:{case}"
    assert reload(case).receipt_no in browser(cast("sealer")).get(reverse("parameters")).content.decode()


@pytest.mark.req("S1-USR-08")
def test_a_value_for_one_case_is_listed_only_for_those_who_may_see_the_case() -> None:
    case = make_case()
    key, general = entered(area=f"case:{case}", resolution="위원회 2026-제11차"), entered()
    for value in (key, general):
        with acting("sealer"):
            actions.approve(value)
    listed = {sido: browser(cast("invest", sido)).get(reverse("parameters")).content.decode() for sido in ("11", "26")}
    assert "위원회 2026-제11차" in listed["11"] and reload(case).receipt_no in listed["11"]
    assert "위원회 2026-제11차" not in listed["26"] and "위원회 2026-제10차" in listed["26"]
    assert "다른 기관의 사건" not in listed["26"]


@pytest.mark.req("S1-XCT-03")
@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"sido": ""}, 422, "CONTRADICTION"),
        ({"receipt_no": "2026-서울-000001"}, 422, "CONTRADICTION"),
        ({"sido": "", "receipt_no": "2026-서울-999999"}, 409, "NOT_FOUND"),
        ({"value": "-5"}, 422, "NEGATIVE_AMOUNT"),
        ({"value": "7억 1원"}, 409, "UPLIFT_OUT_OF_RANGE"),
        ({"valid_from": "2026-02-30"}, 422, "BAD_DATE"),
        ({"resolution": "\x00"}, 422, "BAD_CHARACTERS"),
        ({"reason": ""}, 422, "MISSING_VALUE"),
    ],
)
def test_a_refused_entry_keeps_what_was_typed(changed: dict[str, str], status: int, code: str) -> None:
    response = enter_by_page(**changed)
    page = response.content.decode()
    assert response.status_code == status
    assert code in page
    assert "resolution" in changed or "위원회 2026-제10차" in page


def test_the_person_who_entered_is_told_why_the_page_has_no_buttons() -> None:
    both = official("both", MINISTRY_CODE, "PM-PARAM", "PM-SEAL")
    with acting(both):
        key = actions.enter(**GIVEN).pk
    page = browser(both).get(reverse("parameter_decide", args=[key])).content.decode()
    assert "등록한 사람은 승인할 수 없습니다" in page
    assert 'value="approve"' not in page


def test_a_stale_decision_is_refused() -> None:
    key = entered()
    with acting("sealer"):
        actions.refuse(key)
    given = {"version": "1", "request": str(uuid4()), "decision": "approve"}
    response = browser(cast("sealer")).post(reverse("parameter_decide", args=[key]), given)
    assert response.status_code == 409
    assert state_of(key) == REFUSED


def test_the_list_is_empty_with_a_word() -> None:
    assert "등록된 기준값이 없습니다" in browser(cast("param")).get(reverse("parameters")).content.decode()


def test_an_unknown_value_has_no_page() -> None:
    assert browser(cast("sealer")).get(reverse("parameter_decide", args=[uuid4()])).status_code == 404
