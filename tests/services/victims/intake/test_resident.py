"""The check of the resident register: only with C3, what differs and nothing else is kept (규칙§3④, S1-INT-04)."""

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import messages
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.consents import recording
from teojeon.services.victims.intake import resident
from teojeon.services.victims.intake.models import ResidentCheck
from teojeon.services.victims.intake.resident import Extract, NotAnswered, Stay, check_as_intake, check_as_investigator, compared
from tests.services.victims.supplement.demands import brought, consent, filed
from tests.support.factories import ADDRESS, NUMBER, acting, browser, cast, events, make_case, record_fact, reload, reload_in_unit

pytestmark = pytest.mark.usefixtures("office_side")
HERE = "tests.services.victims.intake.test_resident"


class Answering:
    """A centre that answers with the stay of the catalogue's example."""

    simulated = True

    def extract(self, number: str) -> Extract:
        assert number == NUMBER
        return Extract("홍길동", dt.date(1990, 1, 1), (Stay(ADDRESS, dt.date(2023, 4, 3)),))


class Silent:
    simulated = True

    def extract(self, number: str) -> Extract:
        raise NotAnswered


class Other(Answering):
    simulated = False


def case_with(*consents: dict[str, Any], move_in: str = "2023-04-01", state: str = "INVESTIGATING") -> UUID:
    statements = {"move_in_report_on": move_in, "house_address": ADDRESS}
    return brought(filed(consents=list(consents), statements=statements), state)


def checked(case: UUID, who: str = "intake") -> dict[str, Any]:
    act = check_as_intake if who == "intake" else check_as_investigator
    with override_settings(RESIDENT_REGISTER_ADAPTER=f"{HERE}.Answering"), acting(who):
        return act(case)


def kept(case: UUID) -> list[ResidentCheck]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return list(ResidentCheck.objects.visible_to(unit.actor).filter(case=case))


@pytest.mark.req("S1-INT-04")
def test_a_move_in_of_the_third_against_a_statement_of_the_first_is_a_discrepancy() -> None:
    case = case_with(consent("C3"))
    assert checked(case)["match"] is False
    (row,) = kept(case)
    assert row.discrepancies == [{"code": "move_in_report_on", "said": "2023-04-01", "register": "2023-04-03"}]
    assert row.checked_by == cast("intake")


@pytest.mark.req("S1-INT-04")
@pytest.mark.parametrize("consents", [[], [consent("C3", granted=False)]])
def test_without_the_consent_nothing_is_fetched(consents: list[dict[str, Any]]) -> None:
    case = case_with(*consents)
    for who in ("intake", "invest"):
        with pytest.raises(Refusal) as caught:
            checked(case, who)
        assert caught.value.code == "NO_CONSENT"
    assert kept(case) == []


@pytest.mark.req("S1-INT-04")
def test_a_consent_withdrawn_before_the_look_stops_it() -> None:
    case = case_with(consent("C3"))
    withdrawn(case)
    with pytest.raises(Refusal) as caught:
        checked(case)
    assert (caught.value.code, kept(case)) == ("NO_CONSENT", [])


@pytest.mark.req("S1-INT-04")
def test_a_consent_withdrawn_after_the_look_leaves_what_was_found() -> None:
    case = case_with(consent("C3"))
    checked(case)
    withdrawn(case)
    assert len(kept(case)) == 1


def withdrawn(case: UUID) -> None:
    with unit_of_work(INTAKE_PRINCIPAL):
        recording.change(reload_in_unit(case), [consent("C3", granted=False) | {"at": "2026-12-31T00:00:00+09:00"}])


@pytest.mark.req("S1-INT-04")
def test_the_page_takes_waiting_messages_before_it_asks_for_the_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    case, taken = case_with(consent("C3")), []

    def take(subject: UUID, account: UUID) -> int:
        taken.append(subject)
        withdrawn(subject)  # what the portal had stored before the official pressed
        return 1

    monkeypatch.setattr(messages, "take", take)
    given = {"version": str(reload(case).version), "request": str(uuid4())}
    answer = browser(cast("intake")).post(reverse("case_resident", args=[case]), given)
    assert (taken, kept(case)) == ([case], [])
    assert "동의하지 않아" in answer.content.decode()


@pytest.mark.req("S1-INT-04")
def test_of_the_extract_nothing_is_kept_but_what_differs() -> None:
    case = case_with(consent("C3"), move_in="2023-04-03")
    assert checked(case)["match"] is True
    (row,) = kept(case)
    assert (row.match, row.discrepancies) == (True, [])
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(r)::text FROM victims_residentcheck r WHERE case_id = %s", [case])
        ((text,),) = cursor.fetchall()
    assert "2023-04-03" not in text and ADDRESS not in text
    assert set(json.loads(text)) == {
        "id", "case_id", "controller", "handled_by", "checked_at", "checked_by", "match", "discrepancies", "event",
    }  # fmt: skip


@pytest.mark.req("S1-XCT-04")
def test_the_use_of_the_number_is_logged() -> None:
    case = case_with(consent("C3"))
    with override_settings(RESIDENT_REGISTER_ADAPTER=f"{HERE}.Answering"):
        page = browser(cast("intake"))
        given = {"version": str(reload(case).version), "request": str(uuid4())}
        page.post(reverse("case_resident", args=[case]), given)
    assert any("party.number" in each.get("fields", []) for each in events("read"))


@pytest.mark.req("S1-INT-04")
def test_the_value_of_the_register_is_offered_for_the_fact() -> None:
    case = case_with(consent("C3"))
    checked(case, "invest")
    page = browser(cast("invest"))
    address = reverse("case_fact", args=[case, "move_in_report_on"])
    form = page.get(address).context["form"]
    assert form.initial["value"] == "2023-04-03"
    assert (form.initial["source"], form.initial["evidence"]) == ("register", resident.EVIDENCE)
    record_fact(case, cast("invest"), "move_in_report_on", "2023-04-05")
    assert page.get(address).context["form"].initial["value"] == "2023-04-05"  # what a person found stands above it


@pytest.mark.req("S1-INT-04")
def test_a_centre_that_does_not_answer_is_said_so_and_nothing_is_kept() -> None:
    case = case_with(consent("C3"))
    with override_settings(RESIDENT_REGISTER_ADAPTER=f"{HERE}.Silent"), pytest.raises(Refusal) as caught, acting("intake"):
        check_as_intake(case)
    assert (caught.value.code, kept(case)) == ("REGISTER_SILENT", [])


@pytest.mark.req("S1-USR-08")
def test_busan_does_not_look_up_a_person_of_seoul() -> None:
    case = case_with(consent("C3"))
    with pytest.raises(Missing), acting("intake", "26"):
        check_as_intake(case)


@pytest.mark.parametrize("state", ["SUBMITTED", "SENT", "WITHDRAWN"])
def test_it_is_looked_up_only_while_the_province_works_on_the_case(state: str) -> None:
    case = make_case(state)
    with pytest.raises(Refusal) as caught, acting("intake"):
        check_as_intake(case)
    assert caught.value.code == "ILLEGAL_TRANSITION"


def test_outside_development_a_simulator_refuses_to_answer() -> None:
    with override_settings(ENV="production"), pytest.raises(ImproperlyConfigured):
        resident.register()
    with override_settings(ENV="production", RESIDENT_REGISTER_ADAPTER=f"{HERE}.Other"):
        assert resident.register().simulated is False


STAYS = (Stay("서울특별시 종로구 옛길 1", dt.date(2020, 1, 2), dt.date(2023, 4, 2)), Stay(ADDRESS, dt.date(2023, 4, 3)))


@pytest.mark.parametrize(
    ("said", "different"),
    [
        ({"move_in_report_on": "2023-04-03", "house_address": ADDRESS}, []),
        ({"move_in_report_on": "2023-04-04", "house_address": ADDRESS}, ["move_in_report_on"]),
        ({"move_in_report_on": "2020-01-02"}, []),  # no address was said: the nearest stay
        ({}, []),  # what was not said is not compared
        ({"name": "김다른", "birth_date": "1990-01-01"}, ["name"]),
        ({"birth_date": "1990-01-02"}, ["birth_date"]),
    ],
)
def test_what_was_said_is_compared_with_what_the_register_says(said: dict[str, Any], different: list[str]) -> None:
    found = compared(said, Extract("홍길동", dt.date(1990, 1, 1), STAYS))
    assert [each["code"] for each in found] == different


def test_a_stay_that_the_register_does_not_know_is_a_difference() -> None:
    found = compared({"move_in_report_on": "2023-04-03"}, Extract("", None, ()))
    assert found == [{"code": "move_in_report_on", "said": "2023-04-03", "register": ""}]
