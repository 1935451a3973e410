"""The common case (S1-BEY-04): 다세대, one renewal, one mortgage, an auction, HUG refused, seven papers, two of them not there."""

from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.messages import opened
from teojeon.services.victims.application.actions import start
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.drafts import find_draft
from tests.services.victims.application.applicant import PERSON, acting, at, file, other_side, sent_to_office, sign_in
from tests.services.victims.application.test_rows import send

PAPERS, NOT_THERE = 7, 2  # each one choice: the photos of a paper are chosen at once
SEARCHED = 1  # the words of the address search; what it fills in is not typed
FILLED_IN = {"sido": "11", "sigungu": "11620", "legal_dong": "신림동", "address": "신림로 23길 16-8"}
KNOWN = {"name": "강한결", "birth_date": "1991-03-02", "mobile": "01012345678", "mandate_type": "self"}
STEPS: dict[str, dict[str, str]] = {
    "applicant": {
        "is_natural_person": "yes",
        "number": "910302-2345678",
        "resident_address": "서울특별시 관악구 신림로 23길 16-8, 301호",
        "service_at_resident": "on",
    },
    "house": {"unit_ho": "301호", "building_type": "multiplex", "actual_use_residential": "yes", "trust_registered": "no"},
    "lease": {
        "contracts-0-kind": "new",
        "contracts-0-signed_on": "2023-04-01",
        "contracts-0-term_from": "2023-04-10",
        "contracts-0-term_to": "2025-04-09",
        "contracts-0-deposit": "2억",
        "contracts-1-kind": "renewed",
        "contracts-1-signed_on": "2025-03-20",
        "contracts-1-term_from": "2025-04-10",
        "contracts-1-term_to": "2027-04-09",
        "contracts-1-deposit": "2억 1천만",
        "landlord_name": "나라한",
        "landlord_status": "missing",
        "lessor_authority": "owner",
    },
    "occupancy": {
        "handover_state": "done",
        "handover_on": "2023-04-10",
        "move_in_report_on": "2023-04-10",
        "fixed_date_on": "2023-04-10",
        "moved_out": "no",
        "leasehold_reg": "none",
        "any_senior_rights": "yes",
        "senior_rights-0-kind": "mortgage",
        "senior_rights-0-holder": "한빛은행",
        "senior_rights-0-max_claim": "3억",
        "senior_rights-0-acquired_on": "2022-01-05",
    },
    "damage": {
        "move_out_pressure": "none",
        "any_events": "yes",
        "events-0-kind": "auction_opened",
        "events-0-court_or_office": "한빛지방법원",
        "events-0-case_no": "2026타경12345",
        "events-0-event_on": "2026-06-03",
        "distribution_demanded": "unknown",
        "any_guarantees": "yes",
        "guarantees-0-provider": "hug",
        "guarantees-0-state": "refused",
        "any_recovered": "no",
        "any_intent_facts": "unknown",
        "other_victims_unknown": "on",
    },
    "papers": {"c1": "yes", "c3": "yes", "c4": "yes", "c5": "yes"},
}


@pytest.fixture
def draft(tenant: Account) -> UUID:
    with acting(tenant):
        return start(tenant.pk, PERSON).pk


@pytest.mark.req("S1-BEY-04")
def test_the_common_case_takes_at_most_sixty_inputs_and_every_one_arrives(
    client: Client, tenant: Account, draft: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = sum(len(typed) for typed in STEPS.values()) + SEARCHED + PAPERS + NOT_THERE
    assert inputs <= 60
    with monkeypatch.context() as patched:
        at(patched, 2026, 11, 20, 10, 0)
        sign_in(client)
        for slug, typed in STEPS.items():
            given = {"applicant": KNOWN, "house": FILLED_IN}.get(slug, {})
            answer = send(
                client,
                draft,
                "next",
                slug,
                **given,
                **typed,
                seen="*,senior_rights,events,guarantees,distribution_demanded,sale_date",
            )
            assert answer.status_code == 303, (slug, answer.content.decode()[-3000:])
            if f"/{slug}/" in answer["Location"]:  # the days of the sale, which this person does not know
                assert send(client, draft, "next", slug, **typed)["Location"] != answer["Location"]
        with acting(tenant):
            content = load(find_draft(draft))
        assert content.lease.deposit_current is None and len(content.lease.contracts) == 2
        file(tenant, draft)
    [message] = sent_to_office(draft)
    with other_side():
        sent = opened(message).content
    said = sent["statements"]
    assert (said["first_contract_date"], said["deposit_current"]) == ("2023-04-01", 210_000_000)
    assert sent["party"]["service_address"] == STEPS["applicant"]["resident_address"]
    assert sent["house"]["address"] == "신림로 23길 16-8 301호"
    assert said["senior_rights"] == [
        {"kind": "mortgage", "holder": "한빛은행", "max_claim": 300_000_000, "acquired_on": "2022-01-05"}
    ]
    assert said["event_list"][0]["case_no"] == "2026타경12345" and said["guarantee_list"] == [
        {"provider": "hug", "state": "refused"}
    ]
    assert (said["lessor_authority"], said["leasehold_reg_done_on"], said["victim_count"]) == (True, False, None)
    assert {each["consent_code"] for each in sent["consents"] if each["granted"]} == {"C1", "C3", "C4", "C5"}
