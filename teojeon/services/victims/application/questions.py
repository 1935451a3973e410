"""Soft checks: asked, never a block. What stays open goes along as a flag and is decided by the authority (S1-XCT-03)."""

import datetime as dt
from collections.abc import Iterator

from teojeon.kernel import regions
from teojeon.kernel.crypto.numbers import birth_date_in
from teojeon.services.victims.application.content import NO_SIGUNGU, Content, settled
from teojeon.services.victims.application.period import (
    LAST_CONTRACT_DAY,
    LAST_CONTRACT_SOURCE,
    LAST_FILING_SOURCE,
    filed_in_time,
)
from teojeon.services.victims.application.questions_of_loss import Question, more_questions

__all__ = ["Question", "address_matched", "questions"]


def questions(content: Content, today: dt.date) -> list[Question]:
    """What to ask the applicant again, on this legal day."""
    content = settled(content)
    return [
        *_about_the_person(content),
        *_about_the_house(content),
        *_about_the_dates(content),
        *more_questions(content, today),
        *_about_the_act(today),
    ]


def address_matched(content: Content, today: dt.date) -> bool:
    """Whether the house lies in a known 시·군·구 and its 법정동 looks like one."""
    house = content.house
    known = {each.code for each in regions.sigungus(house.sido, today)} if house.sido else set()
    return house.sigungu in known and bool(house.legal_dong) and regions.looks_like_dong(house.legal_dong)


def _about_the_person(content: Content) -> Iterator[Question]:
    applicant = content.applicant
    if applicant.is_natural_person is False:
        yield Question(
            "NOT_NATURAL_PERSON",
            "applicant",
            "이 법은 개인(자연인)인 임차인만 대상으로 합니다. 법인·단체로도 신청할 수 있으나 이 요건을 먼저 검토합니다.",
            "전세사기피해자법 제3조제1항",
            strong=True,
        )
    acts_for_other = bool(content.actor.mandate_type)
    if acts_for_other and content.verified_name and applicant.name == content.verified_name:
        yield Question(
            "PRINCIPAL_IS_ACTOR",
            "applicant",
            "다른 사람을 대신하여 신청하신다고 하셨으나 성명이 로그인한 분과 같습니다. 여기에는 피해를 입은 임차인을 적어 주십시오.",
            "규칙 제3조제2항·제3항",
            strong=True,
        )
    if not acts_for_other and content.verified_name and applicant.name and applicant.name != content.verified_name:
        yield Question(
            "NAME_DIFFERS", "applicant", "본인확인한 성명과 다릅니다. 성명이 맞는지 확인해 주십시오.", "운용규정 제8조제3항"
        )
    digits = content.number.masked.replace("-", "").replace("*", "0") if content.number else ""
    if digits and applicant.birth_date and birth_date_in(digits) != applicant.birth_date:
        yield Question(
            "BIRTH_DATE_DIFFERS",
            "applicant",
            "생년월일이 주민등록번호 앞자리와 다릅니다. 어느 쪽이 맞는지 확인해 주십시오.",
            "규칙 제3조제1항",
        )


def _about_the_house(content: Content) -> Iterator[Question]:
    house = content.house
    if house.address and house.sido and (not house.sigungu or house.sigungu == NO_SIGUNGU or not house.legal_dong):
        yield Question(
            "ADDRESS_UNMATCHED",
            "house",
            "주소를 행정구역 표에서 찾지 못했습니다. 이대로 접수하고 담당자가 확인합니다. 시·군·구와 법정동을 알면 더 적어 주십시오.",
            "S1-APP-03",
        )
    elif house.legal_dong and not regions.looks_like_dong(house.legal_dong):
        yield Question(
            "ADDRESS_UNMATCHED",
            "house",
            "법정동 이름은 보통 동·가·읍·면·리로 끝납니다. 이대로 접수하고 담당자가 확인합니다.",
            "S1-APP-03",
        )


def _about_the_dates(content: Content) -> Iterator[Question]:
    first, fixed = content.lease.first_contract_date, content.occupancy.fixed_date_on
    if isinstance(first, dt.date) and first > LAST_CONTRACT_DAY:
        yield Question(
            "CONTRACT_AFTER_LAST_DAY",
            "lease",
            "최초 계약일이 2025년 5월 31일보다 늦습니다. 이 법은 그날까지 처음 맺은 계약에 적용됩니다. "
            "갱신한 계약이라면 처음 계약한 날을 적어 주십시오. 이대로도 신청할 수 있습니다.",
            LAST_CONTRACT_SOURCE,
            strong=True,
        )
    if isinstance(first, dt.date) and isinstance(fixed, dt.date) and fixed < first:
        yield Question(
            "FIXED_DATE_BEFORE_CONTRACT",
            "occupancy",
            "확정일자가 최초 계약일보다 빠릅니다. 두 날짜가 맞는지 확인해 주십시오.",
            "주택임대차보호법 제3조의2제2항",
        )
    if content.occupancy.handover_state == "none" and isinstance(content.occupancy.handover_on, dt.date):
        yield Question(
            "HANDOVER_CONTRADICTION",
            "occupancy",
            "인도받지 않았다고 하셨으나 인도받은 날이 적혀 있습니다. 어느 쪽이 맞는지 확인해 주십시오.",
            "전세사기피해자법 제3조제1항제1호",
        )


def _about_the_act(today: dt.date) -> Iterator[Question]:
    if not filed_in_time(today):
        yield Question(
            "OUT_OF_VALIDITY",
            "review",
            "이 법에 따른 신청 기간은 2027년 5월 31일에 끝났습니다. 전세피해지원센터에 먼저 상담하실 수 있습니다. "
            "그래도 신청하시면 접수하며, 기간이 지난 신청으로 검토합니다.",
            LAST_FILING_SOURCE,
            strong=True,
        )
