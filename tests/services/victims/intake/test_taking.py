"""What intake makes of a filing: where it goes, what is urgent, what else is on file of the same matter (S1-INT-01, S1-APP-06)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import decrypt_text
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.calendar import workdays_after
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.consents.queries import granted
from teojeon.services.victims.intake import queries
from teojeon.services.victims.intake.models import CaseFlag, Task
from teojeon.services.victims.intake.tasks import finish_ministry_task, finish_task
from teojeon.services.victims.intake.transfer import transfer
from teojeon.services.victims.register.models import RegisterRow
from tests.services.victims.supplement.demands import consent, filed
from tests.support.factories import MOBILE, acting, browser, cast, make_case, official, reload

pytestmark = pytest.mark.usefixtures("office_side")


def urgent(**words: Any) -> dict[str, Any]:
    return {"is_urgent": True, "stay_wanted": False, "next_sale_on": None, "move_out_pressure": ""} | words


def tasks(case: UUID) -> dict[str, Task]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return {row.box: row for row in Task.objects.visible_to(unit.actor).filter(case=case)}


def flags(case: UUID) -> list[str]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        kept = Application.objects.visible_to(unit.actor).get(case=case).flags
        listed = set(CaseFlag.objects.visible_to(unit.actor).filter(case=case).values_list("code", flat=True))
    assert set(kept) == listed
    return list(kept)


def in_days(days: int) -> str:
    return (clock.business_today() + dt.timedelta(days=days)).isoformat()


@pytest.mark.req("S1-APP-06")
@pytest.mark.parametrize(
    ("words", "grounds"),
    [
        ({"stay_wanted": True}, ["stay_wanted"]),
        ({"next_sale_on": 30}, ["sale_soon"]),
        ({"move_out_pressure": "order"}, ["eviction"]),
        ({"stay_wanted": True, "next_sale_on": 3, "move_out_pressure": "suit"}, ["stay_wanted", "sale_soon", "eviction"]),
    ],
)
def test_what_is_urgent_is_a_task_of_the_same_day_for_the_province_and_the_ministry(
    words: dict[str, Any], grounds: list[str]
) -> None:
    given = {name: in_days(value) if name == "next_sale_on" else value for name, value in words.items()}
    case = filed(urgent=urgent(**given), received_at=clock.business_now())
    made = tasks(case)
    assert {box: row.ground for box, row in made.items()} == {"P-INTAKE": grounds, "PM-STAY": grounds}
    today = clock.business_today()
    assert {(row.opened_on, row.due_on) for row in made.values()} == {(today, workdays_after(today, 1))}


@pytest.mark.req("S1-APP-06")
@pytest.mark.parametrize("words", [{}, {"next_sale_on": 31}])
def test_a_sale_after_thirty_days_is_no_task_but_stands_in_the_list(words: dict[str, int]) -> None:
    given = {name: in_days(value) for name, value in words.items()}
    case = filed(urgent=urgent(**given), received_at=clock.business_now())
    assert tasks(case) == {}
    assert reload(case).next_sale_on == (dt.date.fromisoformat(given["next_sale_on"]) if given else None)


@pytest.mark.req("S1-APP-06")
def test_each_finishes_the_own_task_only() -> None:
    case, stay = filed(urgent=urgent(stay_wanted=True)), official("stay", "MOLIT", "PM-STAY")
    made = tasks(case)
    with pytest.raises(Refusal) as caught, acting("intake"):
        finish_task(case, task=made["PM-STAY"].pk)
    assert caught.value.code == "NOT_YOURS"
    with acting("intake"):
        finish_task(case, task=made["P-INTAKE"].pk)
    with acting(stay):
        finish_ministry_task(case, task=made["PM-STAY"].pk)
    assert all(row.done_at for row in tasks(case).values())
    with pytest.raises(Refusal), acting(stay):
        finish_ministry_task(case, task=made["PM-STAY"].pk)


@pytest.mark.req("S1-APP-06")
def test_the_holder_of_the_box_finds_the_case_and_notes_it_done() -> None:
    case, stay = filed(urgent=urgent(stay_wanted=True)), official("stay", "MOLIT", "PM-STAY")
    other = make_case()
    page = browser(stay)
    shown = page.get(reverse("worklist"), {"tab": "tasks"}).content.decode()
    assert reload(case).receipt_no in shown and reload(other).receipt_no not in shown
    address = reverse("case_task", args=[case])
    task = str(tasks(case)["PM-STAY"].pk)
    given = {"version": str(reload(case).version), "request": str(uuid4()), "task": task}
    assert page.post(address, given).status_code == 302
    assert reload(case).receipt_no not in page.get(reverse("worklist"), {"tab": "tasks"}).content.decode()


# where it goes


@pytest.mark.req("S1-INT-01")
def test_a_filing_goes_to_the_province_of_the_house() -> None:
    case = filed("26")
    assert reload(case).handled_by == "SD-26"
    assert register_row(case).basis == RegisterRow.HOUSE


def register_row(case: UUID) -> RegisterRow:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        row: RegisterRow = RegisterRow.objects.visible_to(unit.actor).get(case_id=case, left_on=None)
    return row


@pytest.mark.req("S1-INT-01")
def test_a_filing_at_the_residence_counts_there_and_is_to_be_handed_over_within_a_workday() -> None:
    case = filed("26", received_sido="11")
    assert (reload(case).handled_by, register_row(case).basis) == ("SD-11", RegisterRow.RESIDENCE)
    row = tasks(case)["P-INTAKE"]
    assert (row.kind, row.ground, row.due_on) == ("transfer", ["residence"], workdays_after(clock.business_today(), 1))
    received_at = reload(case).received_at
    with acting("intake"):
        transfer(case, recipient="SD-26", reason="주택이 부산광역시에 있습니다.")
    assert (reload(case).received_at, tasks(case)["P-INTAKE"].done_at is not None) == (received_at, True)


@pytest.mark.req("S1-INT-01")
def test_the_register_number_is_given_without_a_click() -> None:
    first, second = filed(), filed()
    assert register_row(second).serial == register_row(first).serial + 1
    assert (reload(first).state, register_row(first).year) == ("SUBMITTED", 2026)


# the same matter


def twin(case_flags: str, **words: Any) -> list[str]:
    return flags(filed(flags=[case_flags] if case_flags else [], **words))


@pytest.mark.req("S1-APP-01")
def test_a_second_filing_of_the_same_person_and_lease_is_flagged_and_never_refused() -> None:
    assert flags(filed()) == []
    assert twin("") == ["DUPLICATE_FILING"]


@pytest.mark.req("S1-APP-01")
def test_after_the_first_has_come_to_rest_it_is_one_filed_before() -> None:
    make_case("WITHDRAWN")
    assert twin("ADDRESS_UNMATCHED") == ["ADDRESS_UNMATCHED", "FILED_BEFORE"]


@pytest.mark.req("S1-APP-01")
def test_another_lease_of_the_same_person_is_another_matter() -> None:
    make_case(first_contract_date="2023-01-02")
    make_case(first_contract_date=None)
    assert twin("") == []


def test_the_portals_own_word_of_a_duplicate_is_not_said_twice() -> None:
    filed()
    assert twin("DUPLICATE_FILING") == ["DUPLICATE_FILING"]


# what else is kept


@pytest.mark.req("S1-APP-02")
def test_contact_lies_under_the_cases_key_and_windows_stand_open() -> None:
    party = {
        "name": "홍길동", "birth_date": "1990-01-01", "mobile": MOBILE, "phone": "0212345678", "email": "gildong@example.kr",
        "address": "서울", "service_address": "서울", "is_natural_person": True,
    }  # fmt: skip
    case = filed(party=party, statements={"nationality": "VN", "contact_window": "평일 저녁", "contact_barred": "직장"})
    with acting("intake", read_only=True) as unit:
        row = Party.objects.visible_to(unit.actor).get(case_id=case, role="applicant")
        assert decrypt_text(case, bytes(row.email_box), f"party/{row.pk}/email") == "gildong@example.kr"
        assert decrypt_text(case, bytes(row.phone_box), f"party/{row.pk}/phone") == "0212345678"
    assert (row.nationality, row.contact_window, row.workplace_barred) == ("VN", "평일 저녁", True)
    assert "0212345678" not in row.phone_masked


@pytest.mark.req("S1-APP-03")
def test_lists_are_kept_whole_among_the_statements() -> None:
    rows = [{"kind": "auction_opened", "event_on": "2026-05-11"}, {"kind": None}]
    case = filed(statements={"event_list": rows})
    with acting("intake", read_only=True) as unit:
        assert Statement.objects.visible_to(unit.actor).get(case=case, code="event_list").value == rows


@pytest.mark.req("S1-APP-08")
def test_consents_are_kept_as_they_were_given() -> None:
    case = filed(consents=[consent("C3"), consent("C4", granted=False)])
    with acting("intake", read_only=True):
        row = reload_here(case)
        assert (granted(row, "C3"), granted(row, "C4")) == (True, False)


def reload_here(case: UUID) -> Any:
    from tests.support.factories import reload_in_unit

    return reload_in_unit(case)


# the list


@pytest.mark.req("S1-INT-01")
def test_the_list_is_sorted_and_narrowed_by_the_next_sale() -> None:
    late, soon, none = (filed(urgent=urgent(next_sale_on=day)) for day in (in_days(40), in_days(9), None))
    page = browser(cast("intake"))
    by_sale = page.get(reverse("worklist"), {"tab": "all", "sort": "sale"}).context["rows"]
    assert [row.case.pk for row in by_sale] == [soon, late]
    narrowed = page.get(reverse("worklist"), {"tab": "all", "sale": "soon"}).context["rows"]
    assert [row.case.pk for row in narrowed] == [soon]
    assert none in [row.case.pk for row in page.get(reverse("worklist"), {"tab": "all"}).context["rows"]]


def test_pages_by_sale_go_on_where_they_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [filed(urgent=urgent(next_sale_on=in_days(day))) for day in (9, 9, 12)]
    monkeypatch.setattr(queries.page_of, "__defaults__", (2,))
    page = browser(cast("intake"))
    first = page.get(reverse("worklist"), {"tab": "all", "sort": "sale"})
    second = page.get(first.context["next_url"])
    assert "sort=sale" in first.context["next_url"]
    seen = [row.case.pk for row in [*first.context["rows"], *second.context["rows"]]]
    assert (len(seen), set(seen), seen[-1]) == (3, set(cases), cases[-1])


def test_flags_units_and_the_last_digits_of_a_number_narrow_the_list() -> None:
    flagged, plain = filed(flags=["ADDRESS_UNMATCHED"]), filed()
    page = browser(cast("intake"))

    def listed(**words: str) -> list[UUID]:
        return [row.case.pk for row in page.get(reverse("worklist"), {"tab": "all", **words}).context["rows"]]

    assert listed(flag="ADDRESS_UNMATCHED") == [flagged]
    assert listed(number=str(int(reload(plain).receipt_no[-6:]))) == [plain]
    assert listed(number="0000000") == []
    assert listed(unit="SD-11") == []
    received = make_case("RECEIVED")
    assert listed(unit="SD-11") == [received]
    assert listed(unit="SD-26", flag="nothing") != []  # words that mean nothing are left out


def test_cases_without_an_investigator_wait_for_one_and_are_assigned_together() -> None:
    from teojeon.services.victims.intake.actions import end_assignment
    from tests.support.factories import reload_in_unit

    first, second = make_case("RECEIVED"), make_case("RECEIVED")
    for case in (first, second):
        with acting("intake"):
            end_assignment(reload_in_unit(case))
    page = browser(cast("intake"))
    shown = page.get(reverse("worklist"), {"tab": "unassigned"})
    assert [row.case.pk for row in shown.context["rows"]] == [first, second]
    assert "선택한 사건 일괄 배정" in shown.content.decode()
    given = {"tab": "unassigned", "cases": [str(first), str(second)], "investigator": str(cast("invest"))}
    preview = page.post(reverse("worklist_confirm"), given)
    token = preview.context["token"]
    assert page.post(reverse("worklist_confirm"), {"preview": str(token)}).status_code == 200
    assert page.get(reverse("worklist"), {"tab": "unassigned"}).context["rows"] == []
