"""How many tenants a landlord left without their deposits: leases, counted in the whole country (S1-INV-05, S1-ASM-05, A-09)."""

import base64
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.amendments.receiving import amend
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.intake.messages import take_filing, take_withdrawal
from teojeon.services.victims.intake.transfer import transfer
from teojeon.services.victims.linkage.counting import Count, counts_of
from teojeon.services.victims.linkage.keeping import refresh_all
from teojeon.services.victims.linkage.models import BROKER, BUILDING, LANDLORD, CaseNode
from teojeon.services.victims.linkage.naming import place_of, plain_name
from teojeon.services.victims.linkage.queries import groups_of
from teojeon.services.victims.links.actions import decide_link, enter_link
from teojeon.services.victims.links.models import CO_TENANT, CaseLink
from tests.services.victims.linkage.cases import BUSINESS, DEPOSIT, LANDLORDS_NUMBER, lease, of
from tests.support import factories
from tests.support.factories import acting, cast, filing, reload, reload_in_unit

pytestmark = pytest.mark.usefixtures("office_side")


def withdraw(case: UUID) -> None:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        account = Case.objects.visible_to(unit.actor).get(pk=case).account
    letter = filing()
    with unit_of_work(INTAKE_PRINCIPAL):
        take_withdrawal(replace(letter, id=uuid4(), subject=case, account=account, kind="withdrawal", content={"reason": ""}))


@pytest.mark.req("S1-INV-05")
def test_seven_cases_against_one_landlord_of_which_one_is_withdrawn_count_six() -> None:
    cases = [lease(unit) for unit in range(1, 8)]
    assert of(cases[0]).count_of == Count(leases=7, cases=7, proposed=0, houses=7, deposits=7 * DEPOSIT, unknown_deposits=0)
    withdraw(cases[3])
    assert of(cases[0]).count_of == Count(leases=6, cases=7, proposed=0, houses=6, deposits=6 * DEPOSIT, unknown_deposits=0)


@pytest.mark.req("S1-INV-05")
@pytest.mark.parametrize(("state", "counts"), [("occurred", 2), ("expected", 2), (None, 1)])
def test_a_withdrawn_case_counts_only_where_a_loss_stands_with_evidence(state: str | None, counts: int) -> None:
    stays = lease(1)
    leaves = lease(2)
    factories._advance(leaves, "RECEIVED", "11", "GA", {}, cast("invest"))
    factories._advance(leaves, "INVESTIGATING", "11", "GA", {}, cast("invest"))
    factories.record_fact(leaves, cast("invest"), "loss_state", state, note="배당을 기다립니다.")
    withdraw(leaves)
    assert of(stays).count == counts


@pytest.mark.req("S1-INV-05", "S1-ASM-05")
def test_one_lease_alone_is_one_and_a_second_makes_two() -> None:
    only = lease(1)
    assert of(only).count == 1
    lease(2)
    assert of(only).count == 2


@pytest.mark.req("S1-INV-05")
def test_tenants_of_one_contract_count_once_with_their_one_deposit() -> None:
    first = lease(1, name="가람")
    lease(1, name="나다온", co_tenants=[{"name": "가람"}])
    assert of(first).count_of == Count(leases=1, cases=2, proposed=0, houses=1, deposits=DEPOSIT, unknown_deposits=0)


@pytest.mark.req("S1-INV-05")
def test_what_an_official_says_of_one_contract_counts_and_what_another_address_hid_is_joined() -> None:
    first, second = lease(1, name="가람"), lease(1, name="나다온", co_tenants=[{"name": "가람"}])
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        link = CaseLink.objects.visible_to(unit.actor).get(case=second).pk
    with acting("intake"):
        decide_link(second, link=link, together=False)
    assert of(first).count == 2, "an official said that these are two contracts"
    third = lease(9, name="다솜")
    assert of(first).count == 3
    number = reload(first).receipt_no
    with acting("intake"):
        enter_link(third, receipt_no=number, kind=CO_TENANT)
    assert of(first).count == 2


@pytest.mark.req("S1-INV-05")
def test_a_deposit_that_was_paid_back_counts_no_more_and_one_won_less_still_does() -> None:
    first = lease(1)
    lease(2, recovered=[{"source": "repaid", "amount": DEPOSIT - 1}])
    lease(3, recovered=[{"source": "repaid", "amount": DEPOSIT}])
    lease(4, recovered=[{"source": "support", "amount": DEPOSIT}])
    assert of(first).count == 3


@pytest.mark.req("S1-INV-05")
def test_a_deposit_that_nobody_knows_is_said_to_be_unknown() -> None:
    first = lease(1)
    case = lease(2)
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        change(unit.actor, case, deposit_current=None)
    assert (of(first).count_of.deposits, of(first).count_of.unknown_deposits) == (DEPOSIT, 1)


@pytest.mark.req("S1-INV-05")
@pytest.mark.parametrize(
    ("one", "other", "leases"),
    [
        ({"number": LANDLORDS_NUMBER}, {"number": LANDLORDS_NUMBER, "landlord_name": "김임데"}, 2),
        ({"number": ""}, {"number": ""}, 0),
        ({"number": "", "landlord_address": "수원시 1"}, {"number": "", "landlord_address": "수원시  1."}, 2),
        ({"number": "", "landlord_address": "수원시 1"}, {"number": "", "landlord_address": "수원시 2"}, 1),
        ({"number": "", "landlord_phone": "010-1111-2222"}, {"number": "", "landlord_phone": "01011112222"}, 2),
        ({"number": BUSINESS}, {"number": LANDLORDS_NUMBER}, 1),
    ],
)
def test_a_number_or_a_name_with_more_links_and_a_name_alone_only_proposes(
    one: dict[str, Any], other: dict[str, Any], leases: int
) -> None:
    first = lease(1, **one)
    second = lease(2, **other)
    assert of(first).count == leases
    if not leases:
        assert (of(first).count_of.proposed, of(second).state) == (2, "확인 전")


@pytest.mark.req("S1-INV-05")
def test_counting_is_national_while_an_official_sees_the_own_cases_only() -> None:
    ours, theirs = lease(1), lease(2, sido="26")
    assert of(ours).count == of(theirs, sido="26").count == 2
    with acting("invest", read_only=True) as unit:
        assert CaseNode.objects.visible_to(unit.actor).filter(case=theirs).count() == 0
    with acting("intake", "11"):
        transfer(ours, recipient="SD-26", reason="주택이 부산광역시에 있습니다.")
    assert of(ours, sido="26").count == 2, "what hangs on a case follows it"


def change(actor: Any, case: UUID, **said: Any) -> None:
    """The applicant changes the filing, within the open unit."""
    application = Application.objects.visible_to(actor).get(case=case)
    house = {key: getattr(application, key) for key in ("sido", "sigungu", "legal_dong", "address", "address_matched")}
    given = {"amendment": str(uuid4()), "number": 2, "changes": [], "said": said, "party": {"name": "임차인"}, "house": house}
    amend(case, message=uuid4(), came_at=clock.business_now(), given=given)


@pytest.mark.req("S1-INV-05")
def test_a_change_of_the_application_ends_one_link_and_begins_another() -> None:
    first = lease(1, number="", landlord_address="수원시 1")
    second = lease(2, number="", landlord_address="수원시 2")
    assert of(first).count == 1
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        change(unit.actor, second, landlord_address="수원시 1")
    assert of(first).count == 2
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = CaseNode.objects.visible_to(unit.actor).filter(case=second, node__kind=LANDLORD)
        assert sorted(row.until is None for row in rows) == [False, True], "the old link stays readable"


@pytest.mark.req("S1-INV-05")
def test_building_broker_and_a_new_owner_are_linked_too() -> None:
    broker = {"broker_office": "가온공인중개사", "broker_reg_no": "11110-2020-00012"}
    first = lease(1, number="", landlord_changes=[{"new_owner": "박승계"}], **broker)
    lease(2, house="서울특별시 종로구 효자로12", **broker)
    with acting("invest", read_only=True):
        found = {(group.kind, group.title): group.count for group in groups_of(reload_in_unit(first))}
    assert found == {(LANDLORD, "김임대"): 0, (LANDLORD, "박승계"): 0, (BUILDING, "효자로 12"): 2, (BROKER, "가온공인중개사"): 2}


def test_computing_all_cases_anew_changes_nothing_on_a_sound_house_and_mends_what_is_missing() -> None:
    case = lease(1)
    lease(2)
    with unit_of_work(INTAKE_PRINCIPAL):
        assert refresh_all() == (2, 0)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; DELETE FROM victims_casenode; DELETE FROM victims_casetally; SET LOCAL ROLE office")
    with unit_of_work(INTAKE_PRINCIPAL):
        assert refresh_all() == (2, 2)
    assert of(case).count == 2


def test_a_landlords_number_that_does_not_open_holds_up_no_filing() -> None:
    letter = filing(
        landlord_name="김임대", landlord_number={"masked": "800101-1******", "box": base64.b64encode(b"x" * 80).decode()}
    )
    with unit_of_work(INTAKE_PRINCIPAL):
        take_filing(letter)
    assert of(letter.subject).basis == "이름만 같음"


def test_the_functions_that_count_answer_nobody_but_the_office_and_say_no_case() -> None:
    case = lease(1)
    group = of(case).id
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('portal', 'linkage_counts(uuid[])', 'EXECUTE')")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT has_function_privilege('office', 'linkage_told(uuid[])', 'EXECUTE')")
        assert cursor.fetchone() == (False,), "row by row it is read by the two other functions alone"
    with acting("invest", "26", read_only=True):
        assert counts_of([group])[group].leases == 1


@pytest.mark.parametrize(
    ("text", "building", "unit"),
    [
        ("효자로 12, 301호", "효자로12", "301"),
        ("서울특별시 종로구 효자로 12 제1동 제301호", "효자로12", "1-301"),
        ("효자로12 3층", "효자로12", "3"),
        ("효자로 12 지하 1호", "효자로12", "지하1"),
        ("청운동 1-2", "청운동1-2", ""),
        ("1-2, 가동 101호", "청운동1-2", "가-101"),
        ("효자로 12", "효자로12", ""),
    ],
)
def test_an_address_names_building_and_dwelling_however_it_is_written(text: str, building: str, unit: str) -> None:
    place = place_of(text, frozenset({"서울특별시", "서울", "종로구"}), "청운동")
    assert (place.building, place.unit) == (building, unit)


def test_a_company_is_one_in_whatever_form_it_was_written() -> None:
    assert len({plain_name(text) for text in ("㈜가온", "(주) 가온", "주식회사 가온", "가온 주식회사", "가 온")}) == 1
