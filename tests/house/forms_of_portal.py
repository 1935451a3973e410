"""The forms of citizens: what stands in them when all is well."""

from typing import Any

from tests.house.form import Form


def _step(slug: str, good: dict[str, str], required: tuple[str, ...], **fields: Any) -> Form:
    return Form("application_step", "tenant", "draft", good, required, path=(("step", slug),), **fields)


def _rows(slug: str, good: dict[str, str], **fields: Any) -> Form:
    """A step of which only the rows of a group are sent: the rest follows from them."""
    return _step(slug, good, (), **fields)


ADDRESS = "서울특별시 종로구 대학로 1, 201호"
PORTAL: tuple[Form, ...] = (
    _step(
        "applicant",
        {"mandate_type": "self", "is_natural_person": "yes", "name": "강한결", "birth_date": "1991-03-02", "number": "910302-2345678",
         "service_address": ADDRESS, "mobile": "010-1234-5678", "contact_channel": "mobile", "contact_window": "any"},
        ("is_natural_person", "name", "birth_date", "number", "service_address"),
        texts=("number", "mobile", "phone", "email"), free=("name", "service_address", "resident_address", "contact_barred"),
        dates=("birth_date",),
    ),
    _step("house", {"sido": "11", "sigungu": "11110", "legal_dong": "혜화동", "address": ADDRESS, "unit_ho": "201호", "building_type": "multiplex",
                    "actual_use_residential": "yes", "trust_registered": "yes", "trustee_name": "한빛신탁", "trustee_consent": "unknown"},
          ("sido", "address"), texts=("registry_unique_no", "exclusive_area_m2"),
          free=("legal_dong", "address", "building_dong", "unit_ho", "registered_use", "trustee_name", "trust_ledger_no", "priority_beneficiary"),
          dates=("trust_sale_on", "price_as_of"), amounts=("est_market_price",)),
    _step("lease", {"first_contract_date": "2023-04-01", "deposit_current": "210000000", "monthly_rent": "0", "landlord_status": "dead",
                    "landlord_heirs": "자녀 두 사람", "lessor_authority": "owner"},
          ("first_contract_date", "deposit_current"), texts=("landlord_phone",),
          free=("landlord_name", "landlord_address", "landlord_heirs", "broker_office", "broker_reg_no", "broker_agent", "broker_assistant"),
          dates=("first_contract_date", "termination_notice_on", "lease_ended_on"), amounts=("deposit_current", "monthly_rent")),
    _rows("lease", {"contracts-0-kind": "new", "contracts-0-signed_on": "2023-04-01", "contracts-0-deposit": "200000000",
                    "contracts-1-kind": "renewed", "contracts-1-term_from": "2025-04-10", "contracts-1-term_to": "2027-04-09",
                    "contracts-1-deposit": "210000000", "landlord_changes-0-on": "2024-05-01", "landlord_changes-0-new_owner": "한빛부동산"},
          free=("landlord_changes-0-new_owner",), dates=("contracts-0-signed_on", "contracts-1-term_to", "landlord_changes-0-on"),
          amounts=("contracts-0-deposit", "contracts-1-deposit")),
    _step("occupancy", {"handover_state": "done", "handover_on": "2023-04-10", "moved_out": "yes", "leasehold_reg": "done",
                        "any_senior_rights": "yes", "senior_rights-0-kind": "mortgage", "senior_rights-0-holder": "한빛은행"}, (),
          free=("fixed_date_office", "senior_rights-0-holder"),
          dates=("handover_on", "move_in_report_on", "fixed_date_on", "moved_out_on", "leasehold_reg_done_on", "senior_rights-0-acquired_on"),
          amounts=("senior_rights-0-max_claim", "other_tenants_known")),
    _step("damage", {"any_events": "yes", "events-0-kind": "auction_opened", "events-0-court_or_office": "한빛지방법원",
                     "events-0-event_on": "2026-02-03", "any_guarantees": "yes", "guarantees-0-state": "pending",
                     "any_recovered": "yes", "recovered-0-amount": "1000000", "move_out_pressure": "none"}, (),
          free=("events-0-court_or_office", "events-0-case_no", "events-0-status", "guarantees-0-policy_no"),
          dates=("events-0-event_on", "sale_date", "guarantees-0-covers_to", "recovered-0-on"),
          amounts=("guarantees-0-covered_amount", "recovered-0-amount", "other_victims", "distributed_amount")),
    _step("statement", {"found_house": "광고를 보았습니다.", "learnt": "경매 통지를 받았습니다."}, (), free=("found_house", "told", "learnt", "more")),
    _step("papers", {"c1": "yes", "c3": "no", "c4": "yes"}, (), texts=("e_service_address",)),
    Form("application_later", "tenant", "filing", {"household_members": "3", "loan_bank": "한빛은행"}, (), texts=("loan_bank", "loan_product"),
         dates=("loan_due_on",), amounts=("household_members", "loan_balance")),
    Form("application_review", "tenant", "full draft"),
    Form("application_delete", "tenant", "draft"),
    Form("application_start", "tenant", "draft"),
    Form("self_check", "tenant", "draft", {"natural_person": "yes", "first_contract_on": "2023-04-03", "deposit": "200000000", "sido": "11",
                                           "handover": "done", "events": "auction_commenced", "guarantee": "nothing"},
         dates=("first_contract_on",), amounts=("deposit",)),
    Form("contract_check", "tenant", "draft", {"deposit": "100000000", "sigungu": "11110", "security_on": "2022-08-01"},
         ("deposit", "sigungu"), dates=("security_on",), amounts=("deposit",)),
    Form("my_demand", "tenant", "demand", {"text": "둘째 장을 냅니다."}, (), free=("text",)),
    Form("my_demand_extension", "tenant", "demand", {"reason": "등기소가 쉽니다.", "until": ""}, ("reason",), free=("reason",), dates=("until",)),
    Form("my_conversation", "tenant", "filing", {"text": "언제 끝납니까?"}, ("text",), free=("text",)),
    Form("my_withdraw", "tenant", "filing", {"reason": "임대인과 합의하였습니다."}, ("reason",), free=("reason",)),
)  # fmt: skip
