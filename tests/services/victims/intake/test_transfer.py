"""A case that belongs to another province: handed over by one act, with nothing lost (S1-INT-01, appendix (a) row 4)."""

import datetime as dt
import uuid
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Assignment, Case, CaseChild, Reader, TimelineEntry
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.models import Party
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.work import messages
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.intake.actions import assign, confirm_receipt
from teojeon.services.victims.intake.messages import take_withdrawal
from teojeon.services.victims.intake.transfer import transfer
from teojeon.services.victims.register.models import RegisterRow
from tests.services.victims.supplement.demands import letter
from tests.support.factories import acting, browser, cast, district, make_case, official, reload, told
from tests.support.sides import as_side

pytestmark = pytest.mark.usefixtures("office_side")
WHY = "주택이 부산광역시에 있습니다."
NIGHT = dt.datetime(2026, 11, 20, 23, 40, tzinfo=clock.SEOUL)


def handed_over(case: UUID, recipient: str = "SD-26", reason: str = WHY) -> dict[str, Any]:
    with acting("intake"):
        return transfer(case, recipient=recipient, reason=reason)


@pytest.mark.req("S1-INT-01")
@pytest.mark.parametrize("state", ["SUBMITTED", "RECEIVED"])
def test_receipt_date_and_number_stay_and_the_other_province_has_the_case(state: str) -> None:
    case = make_case(state, received_at=NIGHT)
    before = reload(case)
    handed_over(case)
    after = reload(case)
    assert (after.handled_by, after.state) == ("SD-26", "RECEIVED")
    assert (after.received_at, after.receipt_no, after.next_due) == (before.received_at, before.receipt_no, before.next_due)


@pytest.mark.req("S1-INT-01")
def test_root_and_all_children_change_hands_by_one_act() -> None:
    case = make_case("RECEIVED")
    handed_over(case)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        for model in [each for each in apps.get_models() if issubclass(each, CaseChild)] + [Party]:
            key = "case_id" if model is Party else "case"
            hands = set(model.objects.visible_to(unit.actor).filter(**{key: case}).values_list("handled_by", flat=True))
            assert hands <= {"SD-26"}, model.__name__


def test_every_child_table_follows_its_case_by_its_foreign_key(db: None) -> None:
    """A table without the composite key would stay behind with the province that gave the case away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'cases_case'::regclass"
            " AND confupdtype = 'c' AND array_length(conkey, 1) = 2"
        )
        following = {name for (name,) in cursor.fetchall()}
    children = {model._meta.db_table for model in apps.get_models() if issubclass(model, CaseChild)}
    assert children | {"people_party", "documents_document"} <= following


@pytest.mark.req("S1-USR-08")
def test_the_giver_sees_the_case_no_more_and_the_taker_does() -> None:
    case = make_case("RECEIVED", investigator=official("jongno", district(), "P-INV"))
    handed_over(case)
    for who, seen in (("intake", False), (cast("intake", "26"), True), (official("jongno", district()), False)):
        with acting(who, read_only=True) as unit:
            assert Case.objects.visible_to(unit.actor).filter(pk=case).exists() is seen
    assert not Reader.objects.filter(case_id=case, until=None).exists()


@pytest.mark.req("S1-INT-02")
def test_the_givers_row_stays_and_the_taker_gives_a_serial_of_its_own() -> None:
    case = make_case("RECEIVED", received_at=NIGHT)
    serial = reload(case).register_serial
    other = make_case("SUBMITTED", sido="26", received_at=NIGHT)
    handed_over(case)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = RegisterRow.objects.visible_to(unit.actor).filter(case_id=case).order_by("handled_by")
        given, stayed = rows.get(handled_by="SD-26"), rows.get(handled_by="SD-11")
    assert (stayed.serial, stayed.moved_to, stayed.left_on) == (serial, "SD-26", clock.business_today())
    assert (given.serial, given.year, given.came_from) == (reload(other).register_serial + 1, 2026, "SD-11")
    assert (reload(case).register_serial, reload(case).register_year) == (given.serial, 2026)


@pytest.mark.req("S1-INT-01")
def test_the_person_is_told_who_has_the_case_now() -> None:
    case = make_case("RECEIVED")
    handed_over(case)
    kind, content = told(case)[-1]
    assert (kind, content["step"], content["handled_by_name"]) == ("status", "transfer", "부산광역시")


@pytest.mark.parametrize(
    ("words", "field"),
    [({"reason": ""}, "reason"), ({"reason": "부산"}, "reason"), ({"recipient": "SD-11"}, "recipient"),
     ({"recipient": "MOLIT"}, "recipient"), ({"recipient": "SD-00"}, "recipient"), ({"reason": "가" * 501}, "reason")],
)  # fmt: skip
@pytest.mark.req("S1-INT-01")
def test_a_transfer_needs_another_province_and_a_reason(words: dict[str, str], field: str) -> None:
    case = make_case("RECEIVED")
    with pytest.raises(Refusal) as caught:
        handed_over(case, **words)
    assert (caught.value.field, reload(case).handled_by) == (field, "SD-11")


@pytest.mark.parametrize("state", ["INVESTIGATING", "REVIEW", "SENT", "WITHDRAWN"])
def test_a_case_under_investigation_is_not_handed_over(state: str) -> None:
    with pytest.raises(Refusal) as caught:
        handed_over(make_case(state))
    assert caught.value.code == "ILLEGAL_TRANSITION"


@pytest.mark.req("S1-USR-08")
def test_busan_takes_nothing_from_seoul_and_only_intake_hands_over() -> None:
    case = make_case("RECEIVED")
    with pytest.raises(Missing), acting("intake", "26"):
        transfer(case, recipient="SD-26", reason=WHY)
    with pytest.raises(Forbidden), acting("invest"):
        transfer(case, recipient="SD-26", reason=WHY)


@pytest.mark.req("S1-INT-01")
def test_the_taker_assigns_its_own_investigator_and_goes_on() -> None:
    case, here, there = make_case("RECEIVED"), cast("invest"), cast("invest", "26")
    handed_over(case)
    with acting("intake", "26"), pytest.raises(Refusal) as caught:
        confirm_receipt(case, investigator=there)
    assert caught.value.code == "ILLEGAL_TRANSITION"
    with acting("intake", "26"):
        assign(case, investigator=there)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = Assignment.objects.visible_to(unit.actor).filter(case=case).order_by("since")
        assert [(row.account, row.until is None) for row in rows] == [(here, False), (there, True)]


# in both orders with what the person sends


def withdrawn(case: UUID) -> None:
    message = letter(case, "withdrawal", {"reason": "다시 신청하겠습니다."})
    with unit_of_work(INTAKE_PRINCIPAL):
        take_withdrawal(message)


@pytest.mark.req("S1-INT-01")
def test_a_withdrawal_that_waited_during_the_transfer_is_carried_out_by_the_taker() -> None:
    case = make_case("RECEIVED")
    handed_over(case)
    withdrawn(case)
    assert (reload(case).state, reload(case).handled_by) == ("WITHDRAWN", "SD-26")
    with acting(cast("intake", "26"), read_only=True) as unit:
        kinds = list(TimelineEntry.objects.visible_to(unit.actor).filter(case=case).order_by("id").values_list("kind", flat=True))
    assert kinds == ["filed", "confirm_receipt", "transfer", "withdraw"]


@pytest.mark.req("S1-INT-01")
def test_a_withdrawal_taken_first_leaves_nothing_to_hand_over() -> None:
    case = make_case("RECEIVED")
    withdrawn(case)
    with pytest.raises(Refusal) as caught:
        handed_over(case)
    assert (caught.value.code, reload(case).handled_by) == ("ILLEGAL_TRANSITION", "SD-11")


@pytest.mark.req("S1-INT-01")
def test_the_page_takes_what_the_person_sent_before_it_hands_over() -> None:
    case, page = make_case("RECEIVED"), browser(cast("intake"))
    row = reload(case)
    with as_side("portal"), acting_as("portal"), unit_of_work(row.account):
        event = record(row.controller, case, "tests.withdraw", {}, subject=row.account)
        messages.send(case, row.account, "withdrawal", {"reason": "합의"}, event=event)
    _office_again()
    given = {"version": str(row.version), "request": str(uuid4()), "recipient": "SD-26", "reason": WHY}
    page.post(reverse("case_transfer", args=[case]), given)
    assert (reload(case).state, reload(case).handled_by) == ("WITHDRAWN", "SD-11")


def _office_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE office; SET LOCAL search_path = office_side, public")


@pytest.mark.req("S1-INT-01")
def test_the_page_hands_over_and_leads_back_to_the_list() -> None:
    case, page = make_case("RECEIVED"), browser(cast("intake"))
    address = reverse("case_transfer", args=[case])
    assert "접수일과 접수번호는 그대로" in page.get(address).content.decode()
    given = {"version": str(reload(case).version), "request": str(uuid4()), "recipient": "SD-26", "reason": WHY}
    assert page.post(address, given | {"reason": ""}).status_code == 422
    response = page.post(address, given)
    assert (response.status_code, response["Location"]) == (302, reverse("worklist"))
    assert "이송했습니다" in page.get(response["Location"]).content.decode()
    assert page.get(reverse("case", args=[case])).status_code == 404


def test_a_request_sent_twice_hands_over_once() -> None:
    case, request = make_case("RECEIVED"), uuid.uuid4()
    with acting("intake"):
        first = transfer(case, recipient="SD-26", reason=WHY, request=request)
    with acting("intake"):
        assert transfer(case, recipient="SD-26", reason=WHY, request=request) == first
