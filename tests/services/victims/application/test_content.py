"""What a draft holds: nothing is lost between versions, and what follows from other answers is never kept as if it were typed."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.application.actions import start
from teojeon.services.victims.application.content import (
    PASSED,
    Content,
    Contract,
    Damage,
    Event,
    Lease,
    SealedNumber,
    from_json,
    load,
    settled,
    store,
    to_json,
)
from teojeon.services.victims.application.drafts import find_draft
from teojeon.services.victims.application.steps import BY_SLUG, PAGES, checked_form, gaps
from teojeon.services.victims.application.summary import parts
from teojeon.ui.formats import UNKNOWN
from tests.services.victims.application.applicant import PERSON, acting, at, keep

VERSION_1: dict[str, Any] = {
    "form_version": 1,
    "applicant": {
        "is_natural_person": True,
        "name": "강한결",
        "birth_date": {"date": "1991-03-02"},
        "service_address": "서울특별시 종로구 대학로 1, 201호",
        "resident_address": "",
        "mobile": "01012345678",
    },
    "house": {"sido": "11", "sigungu": "11110", "legal_dong": "혜화동", "address": "대학로 1, 201호"},
    "lease": {"first_contract_date": {"date": "2023-04-01"}, "deposit_current": 210_000_000, "monthly_rent": {"unknown": True}},
    "occupancy": {"handover_state": "done", "handover_on": None, "move_in_report_on": None, "fixed_date_on": {"unknown": True}},
    "number": {"box": "c2VhbGVk", "masked": "910302-2******"},
    "verified_name": "강한결",
    "verified_birth_date": {"date": "1991-03-02"},
    "unclear": {"occupancy": {"handover_on": "봄쯤"}},
    "saved_by": "page",
}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, keys: object) -> None:
    at(monkeypatch, 2026, 11, 21, 9, 0)


@pytest.mark.req("S1-BEY-04", "S1-APP-01")
def test_a_draft_of_the_first_form_is_there_word_by_word_and_asks_nothing_again() -> None:
    content = from_json(VERSION_1)
    assert (content.applicant.name, content.applicant.mobile) == ("강한결", "01012345678")
    assert content.house.address == "대학로 1, 201호" and content.lease.monthly_rent is UNKNOWN
    assert content.number == SealedNumber("c2VhbGVk", "910302-2******")
    assert "봄쯤" in str(checked_form(BY_SLUG["occupancy"], content)["handover_on"])
    assert {gap.field for gap in gaps(content)} == {"handover_on"}  # only what could not be read before either
    assert content.progress == dict.fromkeys(["applicant", "house", "lease", "occupancy"], PASSED)
    assert from_json(to_json(content)) == content


def test_a_draft_of_a_later_form_loses_only_what_this_form_does_not_know() -> None:
    later = {**to_json(from_json(VERSION_1)), "form_version": 3, "weather": {"sun": True}}
    later["lease"] = {**later["lease"], "colour": "blue", "contracts": {"rows": [{"kind": "new", "scent": "rose"}]}}
    assert from_json(later).lease.contracts == (Contract(kind="new"),)


def test_rows_unknowns_and_days_come_back_as_they_were(tenant: Account) -> None:
    with acting(tenant):
        draft = start(tenant.pk, PERSON)
        damage = Damage(any_events=True, events=(Event("auction_opened", "한빛지방법원", "", dt.date(2026, 2, 3)), Event(UNKNOWN)))
        content = replace(load(draft), damage=damage, removed={"events": {"index": 1, "inputs": {"status": "진행 중"}}})
        store(draft, content)
        assert load(draft) == content


def test_every_field_of_every_step_stands_in_its_layout_once() -> None:
    for step in PAGES:
        names = [name for part in step.form.layout for name in part.names]
        assert sorted(names) == sorted([*step.form.base_fields, *(group.name for group in step.form.groups)]), step.slug


def test_every_field_says_what_it_rests_on() -> None:
    for step in PAGES:
        for name, field in step.form.base_fields.items():
            assert getattr(field, "source", ""), f"{step.slug}.{name}"
        for group in step.form.groups:
            assert all(getattr(field, "source", "") for field in group.row.base_fields.values()), group.name


FIRST = Contract("new", dt.date(2023, 4, 1), dt.date(2023, 4, 10), dt.date(2025, 4, 9), 200_000_000, 0)
RENEWED = Contract("renewed", dt.date(2025, 7, 1), dt.date(2025, 7, 10), dt.date(2027, 7, 9), 210_000_000, 100_000)


@pytest.mark.req("S1-APP-04")
def test_the_first_day_and_the_deposit_follow_from_the_contracts_whatever_their_order() -> None:
    for contracts in ((FIRST, RENEWED), (RENEWED, FIRST)):
        lease = settled(Content(lease=Lease(contracts=contracts))).lease
        assert (lease.first_contract_date, lease.deposit_current, lease.monthly_rent) == (dt.date(2023, 4, 1), 210_000_000, 100_000)


def test_what_was_typed_goes_before_what_follows() -> None:
    lease = settled(Content(lease=Lease(dt.date(2023, 3, 1), 5, UNKNOWN, contracts=(FIRST, RENEWED)))).lease
    assert (lease.first_contract_date, lease.deposit_current, lease.monthly_rent) == (dt.date(2023, 3, 1), 5, UNKNOWN)


@pytest.mark.req("S1-APP-04", "S1-BEY-04")
def test_a_deposit_that_follows_is_not_kept_so_that_a_renewal_changes_it(tenant: Account) -> None:
    with acting(tenant):
        draft = start(tenant.pk, PERSON).pk
        keep(draft, "lease", {"contracts-0-signed_on": "2023-04-01", "contracts-0-deposit": "2억"})
        first = load(find_draft(draft))
        assert first.lease.deposit_current is None and settled(first).lease.deposit_current == 200_000_000
        rows = {"contracts-0-signed_on": "2023-04-01", "contracts-0-deposit": "2억"}
        keep(draft, "lease", {**rows, "contracts-1-term_from": "2025-04-10", "contracts-1-deposit": "2억 1천만"})
        assert settled(load(find_draft(draft))).lease.deposit_current == 210_000_000
        assert not [gap for gap in gaps(load(find_draft(draft))) if gap.step == "lease"]


@pytest.mark.req("S1-BEY-04")
def test_one_tick_sends_letters_to_the_registered_address_and_follows_it_when_it_changes(tenant: Account) -> None:
    typed = {"resident_address": "부산광역시 중구 중앙대로 1", "service_at_resident": "on"}
    with acting(tenant):
        draft = start(tenant.pk, PERSON).pk
        assert [error.field for error in keep(draft, "applicant", typed).errors] == [
            "is_natural_person",
            "name",
            "birth_date",
            "number",
        ]
        keep(draft, "applicant", {**typed, "resident_address": "부산광역시 중구 중앙대로 2"})
        content = load(find_draft(draft))
    assert settled(content).applicant.service_address == "부산광역시 중구 중앙대로 2"
    shown = {row.field: row.value for part in parts(content, dt.date(2026, 11, 21)) for row in part.rows}
    assert shown["service_address"] == "부산광역시 중구 중앙대로 2"


def test_a_sealed_number_names_which_of_the_numbers_it_is(tenant: Account) -> None:
    with acting(tenant):
        draft = start(tenant.pk, PERSON).pk
        keep(draft, "lease", {"landlord_number": "110111-1987654"})
        content = load(find_draft(draft))
    assert content.number is None and content.landlord_number is not None
    assert content.landlord_number.masked == "110111-1******" and "1987654" not in repr(content)
    assert content.for_the_applicant().landlord_number == SealedNumber("", "110111-1******")


def test_a_foreigner_is_known_by_the_seventh_digit() -> None:
    assert Content(number=SealedNumber("", "910302-6******")).is_foreigner
    assert not Content(number=SealedNumber("", "910302-2******")).is_foreigner
    assert not Content().is_foreigner


def test_two_drafts_do_not_open_each_others_numbers(tenant: Account) -> None:
    one, other = (
        SealedNumber.of_digits("1234567890", "123-45-*****", uuid4(), "x"),
        SealedNumber.of_digits("1234567890", "", uuid4(), "x"),
    )
    assert one.box != other.box
