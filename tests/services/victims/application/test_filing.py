"""Filing: when it is received, what goes to the office, what stays on the portal, and that it happens once."""

import base64
import datetime as dt
import inspect
import re
import uuid
from typing import Any

import pytest
from django.db import connection

from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import unseal
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.messages import opened
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.services.victims.application import flags, questions
from teojeon.services.victims.application.actions import Duplicate, Incomplete, delete_draft, digest, start
from teojeon.services.victims.application.content import load, load_filed
from teojeon.services.victims.application.drafts import find_draft, find_filing, own_filings
from teojeon.services.victims.application.models import PortalEntry
from teojeon.services.victims.application.statements import EVENT_OF_FACT
from teojeon.ui.formats import UNKNOWN
from tests.services.victims.application.applicant import (
    NUMBER,
    PERSON,
    acting,
    at,
    file,
    filled,
    new_account,
    new_draft,
    other_side,
    sent_to_office,
    with_answers,
)


@pytest.mark.req("S1-APP-01")
def test_a_filing_at_2340_is_received_that_day_and_the_investigation_ends_after_the_weekend(
    tenant: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = new_draft(tenant)
    at(monkeypatch, 2026, 11, 20, 23, 40)
    answer = file(tenant, draft)
    assert answer["receipt_no"] == "2026-서울-000001"
    assert answer["received_at"] == "2026-11-20T23:40:00+09:00"
    assert answer["due"] == "2026-12-21"
    with acting(tenant) as unit:
        entry = PortalEntry.objects.visible_to(unit.actor).get(subject=draft)
        assert (entry.step, entry.on, entry.due) == ("filed", dt.date(2026, 11, 20), dt.date(2026, 12, 21))
        filing = find_filing(draft)
        assert filing.receipt_no == answer["receipt_no"]
        assert len(filing.signed_hash) == 64


@pytest.mark.req("S1-XCT-06")
@pytest.mark.parametrize(
    ("moment", "flagged"),
    [
        ((2027, 5, 31, 23, 59, 58), False),
        ((2027, 5, 31, 23, 59, 59), False),
        ((2027, 6, 1, 0, 0, 0), True),
        ((2027, 6, 1, 0, 0, 1), True),
    ],
)
def test_the_last_second_of_the_act_is_in_time_and_the_next_is_registered_with_a_flag(
    tenant: Account, monkeypatch: pytest.MonkeyPatch, moment: tuple[int, ...], flagged: bool
) -> None:
    draft = new_draft(tenant)
    at(monkeypatch, *moment)
    assert file(tenant, draft)["receipt_no"].startswith("2027-서울-")
    with acting(tenant):
        assert ("OUT_OF_VALIDITY" in load_filed(find_filing(draft)).flags) is flagged
    assert ("OUT_OF_VALIDITY" in _content(draft)["flags"]) is flagged


def test_the_office_gets_what_the_contract_says_and_can_open_the_number(tenant: Account) -> None:
    draft = new_draft(tenant)
    answer = file(tenant, draft)
    content = _content(draft)
    number_box = content["party"].pop("number_box")
    assert content["party"] == {
        "name": "강한결",
        "birth_date": "1991-03-02",
        "number_masked": "910302-2******",
        "mobile": "01012345678",
        "phone": "",
        "email": "",
        "e_service_address": "",
        "address": "",
        "service_address": "서울특별시 종로구 대학로 1, 201호",
        "is_natural_person": True,
    }
    assert content["house"] == {
        "sido": "11",
        "sigungu": "11110",
        "legal_dong": "혜화동",
        "address": "대학로 1, 201호",
        "legal_dong_code": "",
        "address_matched": True,
    }
    assert content["statements"] == {
        "is_natural_person": True,
        "sido": "11",
        "first_contract_date": "2023-04-01",
        "deposit_current": 210_000_000,
        "monthly_rent": 0,
        "handover_state": "done",
        "handover_on": "2023-04-10",
        "move_in_report_on": "2023-04-10",
        "fixed_date_on": None,
        "sigungu_code": "11110",
        "legal_dong": "혜화동",
        "house_address": "대학로 1, 201호",
        "any_events": None,
        "events": dict.fromkeys(EVENT_OF_FACT.values()),
        "any_guarantees": False,
        "guarantees": [],
        "other_victims": 3,
        "victim_count": 4,
    }
    assert (content["receipt_no"], content["channel"], content["form_version"]) == (answer["receipt_no"], "internet", 2)
    with other_side():
        number = unseal(base64.b64decode(number_box), keyring().unsealing_keys(), f"draft/{draft}/number")
    assert number == NUMBER.replace("-", "").encode()


def test_the_signed_hash_binds_every_word_of_the_filing(tenant: Account) -> None:
    draft = new_draft(tenant)
    file(tenant, draft)
    content = _content(draft)
    signed = content.pop("signed_hash")
    assert digest(content) == signed
    content["statements"]["deposit_current"] += 1
    assert digest(content) != signed


def test_a_question_left_open_is_not_said_and_a_question_answered_with_unknown_is(tenant: Account) -> None:
    draft = new_draft(tenant, with_answers(lease={"monthly_rent": ""}, occupancy={"handover_state": "unknown", "handover_on": ""}))
    file(tenant, draft)
    said = _content(draft)["statements"]
    assert "monthly_rent" not in said and "handover_on" not in said
    assert said["handover_state"] is None and said["fixed_date_on"] is None


def test_the_number_stands_nowhere_on_the_portal(tenant: Account) -> None:
    draft = new_draft(tenant)
    file(tenant, draft)
    with acting(tenant):
        kept = load(find_draft(draft))
        filed = load_filed(find_filing(draft))
    assert kept.number is not None and kept.number.masked == "910302-2******"
    assert filed.content.number is not None and filed.content.number.box == ""
    digits = NUMBER.replace("-", "")
    assert digits not in repr(kept) + repr(filed) and NUMBER not in repr(kept) + repr(filed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer::text FROM work_storedanswer")
        assert all(digits not in text for (text,) in cursor.fetchall())


@pytest.mark.req("S1-XCT-03")
def test_the_same_request_twice_is_one_filing_with_one_receipt_number(tenant: Account) -> None:
    draft, request = new_draft(tenant), uuid.uuid4()
    first, second = file(tenant, draft, request=request), file(tenant, draft, request=request)
    assert first == second
    with acting(tenant):
        assert len(own_filings()) == 1
    assert len(sent_to_office(draft)) == 1


def test_a_second_window_cannot_file_the_same_draft_again(tenant: Account) -> None:
    draft = new_draft(tenant)
    file(tenant, draft)
    with pytest.raises(Refusal) as refused:
        file(tenant, draft)
    assert refused.value.code == "ALREADY_FILED"
    assert len(sent_to_office(draft)) == 1


def test_receipt_numbers_follow_each_other_by_province_and_year(tenant: Account) -> None:
    first = file(tenant, new_draft(tenant))["receipt_no"]
    busan = with_answers(house={"sido": "26", "sigungu": "26110"})
    other = file(tenant, new_draft(tenant, busan))["receipt_no"]
    later = file(tenant, new_draft(tenant, with_answers(house={"address": "대학로 9"})))["receipt_no"]
    assert [text.split("-")[1:] for text in (first, other, later)] == [["서울", "000001"], ["부산", "000001"], ["서울", "000002"]]


@pytest.mark.req("S1-APP-01", "S1-XCT-03")
def test_all_gaps_come_back_at_once_with_field_label_code_message_source_and_draft(tenant: Account) -> None:
    with acting(tenant):
        draft = start(tenant.pk, None)
    with pytest.raises(Incomplete) as refused:
        file(tenant, draft.pk)
    gaps = {gap.field: gap for gap in refused.value.gaps}
    assert set(gaps) == {
        "is_natural_person",
        "name",
        "birth_date",
        "number",
        "service_address",
        "sido",
        "address",
        "first_contract_date",
        "deposit_current",
    }
    for gap in gaps.values():
        assert gap.step and gap.label and gap.code == "MISSING_VALUE" and gap.message and gap.source
    assert refused.value.as_dict()["draft_id"] == str(draft.pk)
    with acting(tenant):
        assert find_draft(draft.pk).state == "DRAFT"
    assert sent_to_office(draft.pk) == []


def test_an_input_that_could_not_be_read_is_a_gap_and_not_a_blank(tenant: Account) -> None:
    draft = new_draft(tenant, with_answers(lease={"first_contract_date": "2023-02-30"}))
    with pytest.raises(Incomplete) as refused:
        file(tenant, draft)
    assert [(gap.field, gap.code) for gap in refused.value.gaps] == [("first_contract_date", "BAD_DATE")]
    with acting(tenant):
        assert load(find_draft(draft)).unclear == {"lease": {"first_contract_date": "2023-02-30"}}


@pytest.mark.req("S1-APP-01", "S1-XCT-03")
def test_the_same_house_and_contract_again_leads_to_the_first_filing_and_passes_when_insisted(tenant: Account) -> None:
    first, second = new_draft(tenant), None
    file(tenant, first)
    second = new_draft(tenant, with_answers(house={"address": "대학로 1 201호"}))
    with pytest.raises(Duplicate) as refused:
        file(tenant, second)
    assert refused.value.filing == first
    file(tenant, second, insist=True)
    assert "DUPLICATE_FILING" in _content(second)["flags"]


@pytest.mark.parametrize(
    "changed",
    [
        {"lease": {"first_contract_date": "2023-04-02"}},
        {"house": {"address": "대학로 1, 202호"}},
        {"lease": {"first_contract_date": "", "first_contract_date_unknown": "on"}},
    ],
)
def test_another_house_or_contract_or_an_unknown_one_is_no_duplicate(tenant: Account, changed: dict[str, dict[str, str]]) -> None:
    file(tenant, new_draft(tenant))
    assert file(tenant, new_draft(tenant, with_answers(**changed)))["receipt_no"]


def test_a_withdrawn_case_does_not_stand_in_the_way(tenant: Account) -> None:
    first = new_draft(tenant)
    file(tenant, first)
    with acting(tenant):
        filing = find_filing(first)
        PortalEntry.objects.create(
            account=tenant.pk, subject=first, step="withdraw", on=dt.date(2026, 11, 21), at=filing.received_at
        )
    assert file(tenant, new_draft(tenant))["receipt_no"]


def test_another_persons_duplicate_is_not_looked_for(tenant: Account) -> None:
    file(tenant, new_draft(tenant))
    neighbour = new_account("tenant02", PERSON.__class__("ci-2", "이웃집", dt.date(1990, 1, 1), "01087654321", "simulator"))
    assert file(neighbour, new_draft(neighbour))["receipt_no"]


def test_warnings_go_along_as_flags_and_block_nothing(tenant: Account) -> None:
    answers = with_answers(
        applicant={"is_natural_person": "no"},
        house={"sigungu": "none", "legal_dong": ""},
        lease={"first_contract_date": "2025-06-01"},
        occupancy={"fixed_date_on": "2025-05-30", "fixed_date_on_unknown": ""},
    )
    draft = new_draft(tenant, answers)
    file(tenant, draft)
    content = _content(draft)
    assert content["flags"] == [
        "ADDRESS_UNMATCHED",
        "CONTRACT_AFTER_LAST_DAY",
        "FIXED_DATE_BEFORE_CONTRACT",
        "NOT_NATURAL_PERSON",
    ]
    assert content["house"]["address_matched"] is False and content["house"]["sigungu"] == ""
    assert content["party"]["is_natural_person"] is False


def test_an_unknown_first_contract_date_is_an_answer(tenant: Account) -> None:
    draft = new_draft(tenant, with_answers(lease={"first_contract_date": "", "first_contract_date_unknown": "on"}))
    file(tenant, draft)
    with acting(tenant):
        assert load_filed(find_filing(draft)).content.lease.first_contract_date is UNKNOWN
    assert _content(draft)["statements"]["first_contract_date"] is None


def test_a_draft_of_somebody_else_cannot_be_filed_saved_or_deleted(tenant: Account) -> None:
    draft = new_draft(tenant)
    stranger = new_account("tenant02", PERSON.__class__("ci-2", "다른이", dt.date(1990, 1, 1), "01087654321", "simulator"))
    with pytest.raises(Missing):
        file(stranger, draft)
    with pytest.raises(Missing), acting(stranger):
        filled(find_draft(draft))
    with pytest.raises(Missing), acting(stranger):
        delete_draft(draft)
    with acting(tenant):
        assert find_draft(draft).state == "DRAFT"


def test_a_deleted_draft_is_gone_with_its_key_and_a_filed_one_stays(tenant: Account) -> None:
    draft = new_draft(tenant)
    with acting(tenant):
        delete_draft(draft)
    with connection.cursor() as cursor:
        cursor.execute("SELECT destroyed_at IS NOT NULL FROM crypto_datakey WHERE subject = %s", [draft])
        assert cursor.fetchall() == [(True,)]
    with pytest.raises(Missing), acting(tenant):
        find_draft(draft)
    filed = new_draft(tenant)
    file(tenant, filed)
    with pytest.raises(Refusal), acting(tenant):
        delete_draft(filed)


def test_starting_twice_without_typing_gives_the_same_draft(tenant: Account) -> None:
    with acting(tenant):
        assert start(tenant.pk, PERSON).pk == start(tenant.pk, PERSON).pk


def test_identity_fills_in_name_birth_date_and_mobile(tenant: Account) -> None:
    with acting(tenant):
        applicant = load(start(tenant.pk, PERSON)).applicant
    assert (applicant.name, applicant.birth_date, applicant.mobile) == ("강한결", dt.date(1991, 3, 2), "01012345678")


def _content(draft: uuid.UUID) -> dict[str, Any]:
    """The message as the office reads it."""
    [message] = sent_to_office(draft)
    with other_side():
        return opened(message).content


def test_every_question_that_may_stand_open_has_words_for_the_official() -> None:
    asked = set(re.findall(r'"([A-Z_]{6,})"', inspect.getsource(questions)))
    assert asked <= flags.FLAGS.keys()
    assert "DUPLICATE_FILING" in flags.FLAGS
