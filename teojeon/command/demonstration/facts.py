"""What the investigators of the demo find, and what the committee finds: each case's file ends in the class it is told to end in."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from teojeon.command.demonstration.filing import Tenant
from teojeon.services.victims.assessment.facts import FACTS

ABOVE_EVERY_CAP = 720_000_000
"""Won; more than the cap with the greatest uplift (500 + 200 million)."""
Known = dict[str, tuple[Any, str, str]]  # code → value, evidence, note

REGISTER, CONTRACT, VISIT = "등기사항증명서", "임대차계약서 사본", "현장 확인서"
RESIDENTS, FIXED, GUARANTORS = "주민등록표 초본", "확정일자 부여현황", "HUG·HF·SGI 보증 조회 회신"


def found_facts(tenant: Tenant, outcome: str, on: dt.date, *, is_complete: bool) -> Known:
    """In the order of the register, which is the order of recording. `is_complete`: nothing is left unknown."""
    moved = tenant.first_contract + dt.timedelta(days=28)
    reported = (moved + dt.timedelta(days=1)).isoformat()
    auction = (on - dt.timedelta(days=90)).isoformat()
    events = {code: code == "auction_commenced" for code, _ in FACTS["events"].options}
    known: Known = {
        "is_natural_person": (True, RESIDENTS, ""),
        "applicant_landlord_side": (False, "임대인등 조회 회신", ""),
        "first_contract_date": (tenant.first_contract.isoformat(), CONTRACT, ""),
        "deposit_current": (tenant.deposit, f"{CONTRACT}, 이체내역", ""),
        "monthly_rent": (tenant.rent, CONTRACT, ""),
        "actual_use_residential": (True, f"건축물대장, {VISIT}", ""),
        "lessor_authority": (True, REGISTER, ""),
        "handover_state": ("done", VISIT, ""),
        "handover_on": (moved.isoformat(), VISIT, ""),
        "move_in_report_on": (reported, RESIDENTS, ""),
        "fixed_date_on": (reported, FIXED, ""),
        "reference_basis": ("filing", "결정신청서", ""),
        "occupying_at_reference": (True, f"{VISIT}, {RESIDENTS}", ""),
        "leasehold_reg_done_on": (False, REGISTER, ""),
        "jeonse_right_reg_on": (False, REGISTER, ""),
        "events": (events, "경매개시결정문", ""),
        "victim_count": (1 if outcome == "DA" else 4, "같은 임대인의 임대차 신고 자료", ""),
        "loss_state": ("occurred", "보증금 반환 최고서", ""),
        "intent_proposal": (
            {"found": outcome != "REJECT", "indicators": ["I1"]},
            "수사 개시 통보",
            "임대인에 대한 수사가 개시되었는지를 확인하였다.",
        ),
        "sale_completed_on": (False, "경매 사건 기록", ""),
        "price_paid_on": (False, "경매 사건 기록", ""),
        "auction_entry_on": (auction, REGISTER, ""),
        "earlier_leasehold_reg": (False, REGISTER, ""),
        "guarantees": (_guarantees(tenant, outcome), GUARANTORS, ""),
        "earliest_security_on": ("2021-09-10", REGISTER, ""),
        "house_value": (max(300_000_000, tenant.deposit), "감정평가서", ""),
        "other_tenants_deposits": ([], FIXED, ""),
    }
    if not is_complete:
        known["house_value"] = (None, "", "감정평가서를 법원에 요청하였다.")
        if not tenant.fixed_date_known:
            known["fixed_date_on"] = (None, "", "주민센터에 확정일자 부여현황을 요청하였다.")
    return {code: known[code] for code in FACTS if code in known}


def _guarantees(tenant: Tenant, outcome: str) -> list[dict[str, Any]]:
    if outcome != "EXCLUDE":
        return []
    return [{"provider": "hug", "holder": "tenant", "state": "valid", "amount": tenant.deposit}]


def findings_of(outcome: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """What the committee found with its resolution: code, value, reason."""
    suspected = outcome != "REJECT"
    reason = "임대인에 대한 수사가 개시되었다." if suspected else "임대인이 다른 임차인들에게 보증금을 돌려주고 있다."
    yield "intent_found", {"found": suspected, "indicators": ["I1"]}, reason
    yield "self_recovery_found", {"found": False, "indicators": []}, "선순위 채권이 주택의 가액에 이른다."
