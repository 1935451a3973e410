"""Soft checks on house, lease, occupancy and damage: each asks again, none stops anything (S1-APP-03 to 06, S1-XCT-03)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from teojeon.services.victims.application.content import Content, last_of
from teojeon.services.victims.application.urgent import NEAR_DAYS
from teojeon.ui.formats import shown_date, shown_won
from teojeon.ui.languages import worded

RULE_LEASE = "규칙 제3조제1항제1호가목"
NOT_HOMES = frozenset({"neighbourhood", "multi_use", "other"})


@dataclass(frozen=True)
class Question:
    """`code` is the flag, `step` where the answer can be changed, `strong` one that will probably decide the case."""

    code: str
    step: str
    message: str
    source: str
    strong: bool = False


def more_questions(content: Content, today: dt.date) -> Iterator[Question]:
    """What does not fit together beyond the dates that every filing has."""
    yield from _about_the_use(content)
    yield from _about_the_contracts(content)
    yield from _about_the_shares(content)
    yield from _about_the_move(content)
    yield from _about_the_money(content)
    yield from _about_the_sale(content, today)


def _about_the_use(content: Content) -> Iterator[Question]:
    house = content.house
    if house.actual_use_residential is True and house.building_type in NOT_HOMES:
        yield Question(
            "USE_TO_BE_PROVED",
            "house",
            "서류의 용도가 주택이 아니어도 계약할 때부터 살림집이었으면 신청할 수 있습니다. 주방과 욕실이 보이는 사진을 7단계에서 올려 주십시오.",
            "전세사기피해자법 제2조제1호, 주택임대차보호법 제2조",
        )


def _about_the_contracts(content: Content) -> Iterator[Question]:
    lease = content.lease
    signed = [row.signed_on for row in lease.contracts if isinstance(row.signed_on, dt.date)]
    first = lease.first_contract_date
    if isinstance(first, dt.date) and signed and min(signed) < first:
        yield Question(
            "FIRST_CONTRACT_NOT_FIRST",
            "lease",
            worded(
                "최초 계약일보다 앞선 계약({day})이 적혀 있습니다. 처음 계약한 날이 맞는지 확인해 주십시오.",
                day=shown_date(min(signed)),
            ),
            "법률 제20956호 부칙 제2조",
        )
    last = last_of(lease.contracts)
    if last and isinstance(last.deposit, int) and isinstance(lease.deposit_current, int) and last.deposit != lease.deposit_current:
        yield Question(
            "DEPOSIT_DIFFERS",
            "lease",
            worded(
                "임차보증금({deposit})이 마지막 계약의 보증금({last})과 다릅니다. 어느 쪽이 맞는지 확인해 주십시오.",
                deposit=shown_won(lease.deposit_current),
                last=shown_won(last.deposit),
            ),
            "전세사기피해자법 제3조제1항제2호",
        )
    terms = sorted(
        (row.term_from, row.term_to)
        for row in lease.contracts
        if isinstance(row.term_from, dt.date) and isinstance(row.term_to, dt.date)
    )
    if any(later[0] < earlier[1] for earlier, later in pairwise(terms)):
        yield Question("TERMS_OVERLAP", "lease", "계약 기간이 서로 겹칩니다. 기간이 맞는지 확인해 주십시오.", RULE_LEASE)


def _about_the_shares(content: Content) -> Iterator[Question]:
    lease = content.lease
    paid = [
        share for share in (lease.own_deposit_share, *(row.deposit_share for row in lease.co_tenants)) if isinstance(share, int)
    ]
    if lease.co_tenants and isinstance(lease.deposit_current, int) and sum(paid) > lease.deposit_current:
        yield Question(
            "DEPOSIT_SHARES_ABOVE",
            "lease",
            worded(
                "함께 계약한 사람들이 낸 금액의 합({paid})이 임차보증금({deposit})보다 많습니다. 보증금은 하나로 봅니다. "
                "금액이 맞는지 확인해 주십시오.",
                paid=shown_won(sum(paid)),
                deposit=shown_won(lease.deposit_current),
            ),
            "전세사기피해자법 제3조제1항제2호",
        )
    heirs = lease.landlord_heir_list if lease.landlord_status in ("dead", "closed") else ()
    if sum(Fraction(row.share) for row in heirs if isinstance(row.share, str)) > 1:
        yield Question(
            "HEIR_SHARES_ABOVE",
            "lease",
            "집주인의 상속인들의 상속분을 더하면 1보다 큽니다. 상속분이 맞는지 확인해 주십시오. 모르면 ‘모름’으로 두어도 됩니다.",
            "민법 제1009조",
        )


def _about_the_move(content: Content) -> Iterator[Question]:
    home = content.occupancy
    left = home.moved_out_on if home.moved_out is True else None
    registered = home.leasehold_reg_done_on if home.leasehold_reg == "done" else None
    applied = home.leasehold_reg_applied_on if home.leasehold_reg in ("applied", "done") else None
    if isinstance(left, dt.date) and isinstance(home.handover_on, dt.date) and left < home.handover_on:
        yield Question(
            "MOVED_OUT_BEFORE_HANDOVER",
            "occupancy",
            "이사한 날이 인도받은 날보다 빠릅니다. 두 날짜가 맞는지 확인해 주십시오.",
            "전세사기피해자법 제3조제1항제1호",
        )
    if home.moved_out is True and (home.leasehold_reg in ("none", "applied") or _before(left, registered)):
        yield Question(
            "MOVED_OUT_BEFORE_REGISTRATION",
            "occupancy",
            "임차권등기를 마치기 전에 이사하면 대항력을 잃을 수 있습니다. 날짜가 맞는지 확인해 주십시오. 이대로도 신청할 수 있습니다.",
            "주택임대차보호법 제3조의3제5항",
            strong=True,
        )
    if _before(registered, applied):
        yield Question(
            "REGISTRATION_ORDER",
            "occupancy",
            "임차권등기를 마친 날이 신청한 날보다 빠릅니다. 두 날짜가 맞는지 확인해 주십시오.",
            "주택임대차보호법 제3조의3",
        )


def _before(first: object, second: object) -> bool:
    return isinstance(first, dt.date) and isinstance(second, dt.date) and first < second


def _about_the_money(content: Content) -> Iterator[Question]:
    damage, deposit = content.damage, content.lease.deposit_current
    came_back = sum(row.amount for row in damage.recovered if isinstance(row.amount, int)) if damage.any_recovered is True else 0
    if isinstance(deposit, int) and came_back > deposit:
        yield Question(
            "RECOVERED_ABOVE_DEPOSIT",
            "damage",
            worded(
                "돌려받은 금액({came_back})이 임차보증금({deposit})보다 많습니다. 금액이 맞는지 확인해 주십시오.",
                came_back=shown_won(came_back),
                deposit=shown_won(deposit),
            ),
            "전세사기피해자법 제3조제2항",
        )
    rows = damage.guarantees if damage.any_guarantees is True else ()
    if any(
        isinstance(row.paid_amount, int) and isinstance(row.covered_amount, int) and row.paid_amount > row.covered_amount
        for row in rows
    ):
        yield Question(
            "PAID_ABOVE_COVER",
            "damage",
            "지급받은 금액이 보증금액보다 많습니다. 금액이 맞는지 확인해 주십시오.",
            "전세사기피해자법 제3조제2항제1호",
        )


def _about_the_sale(content: Content, today: dt.date) -> Iterator[Question]:
    damage = content.damage
    if not damage.has_sale:
        return
    if _before(damage.sale_decision_date, damage.sale_date):
        yield Question(
            "SALE_ORDER",
            "damage",
            "매각결정기일이 매각기일보다 빠릅니다. 두 날짜가 맞는지 확인해 주십시오.",
            "전세사기피해자법 제17조",
        )
    until = damage.distribution_demand_deadline
    if damage.distribution_demanded is False and isinstance(until, dt.date) and today <= until <= today + dt.timedelta(NEAR_DAYS):
        yield Question(
            "DEMAND_NOT_MADE",
            "damage",
            worded(
                "배당요구의 종기가 {day}입니다. 그날까지 법원에 배당요구를 해야 배당받을 수 있습니다. 이 신청으로 대신할 수 없습니다.",
                day=shown_date(until),
            ),
            "민사집행법 제84조, 제88조",
            strong=True,
        )
