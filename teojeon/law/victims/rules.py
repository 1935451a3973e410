"""The requirements of 전세사기피해자법 제3조 and 제2조제4호, written once in the rule language.

Order of the findings: G1–G5 (scope), R1–R4 (제3조제1항), AC (its proviso), D1–D3 (제2조제4호다목), X1–X3 (제3조제2항).
"""

import datetime as dt

from teojeon.law.language.expression import days, defined, first_known, greatest, won
from teojeon.law.language.kinds import Date, YesNo
from teojeon.law.language.nodes import (
    DECISION_DAY,
    TRUE,
    GreatestRow,
    agreed,
    by_reading,
    dated,
    exact,
    holds,
    least,
    looked_up,
    not_means,
    one_of,
    times,
    total,
    unknown,
    where,
)
from teojeon.law.language.rules import Requirement, RuleSet
from teojeon.law.language.source import law_texts
from teojeon.law.victims import facts
from teojeon.law.victims.cover import COVER, COVER_KNOWN, PENDING
from teojeon.law.victims.facts import (
    cap_uplift,
    deposit,
    earliest_security_on,
    family_deposit,
    handover,
    has_security_right,
    house_value,
    insolvency_events,
    other_tenants_deposits,
    price_paid_on,
    region_class,
    sale_completed_on,
    sido,
)
from teojeon.law.victims.values import (
    AC_WINDOW_FROM,
    AC_WINDOW_TO,
    ACT_VALID_TO,
    D1_IMPOSSIBLE,
    DEPOSIT_CAP,
    FIRST_CONTRACT_LIMITED,
    FIRST_CONTRACT_MAX,
    R1_JEONSE_RIGHT,
    R3_MIN_VICTIMS,
    R3_TWO_SUFFICE,
    READING_A04,
    READING_A06,
    READING_A10,
    READING_A11,
    READING_A12,
    READING_A14,
    READING_A15,
    RESOLVED_CAP,
    SMALL_DEPOSIT_AMOUNT,
    SMALL_DEPOSIT_THRESHOLD,
    UPLIFT_MAX,
)

SPECIAL_ACT = law_texts()["전세사기피해자법"]

# G: who and what the act is about

NATURAL_PERSON = Requirement("G1", "신청인이 자연인일 것", SPECIAL_ACT.at(3, 1, part="각 호 외의 부분"), facts.natural_person)
CONTRACTED_IN_TIME = Requirement(
    code="G2",
    title="최초 임대차계약이 2025년 5월 31일 이전일 것",
    source=SPECIAL_ACT.at(2, addenda=20956),
    test=dated(FIRST_CONTRACT_LIMITED, on=facts.first_contract_on <= FIRST_CONTRACT_MAX, off=TRUE),
    readings=(("A-08", "같은 임차인·임대인·주택의 첫 계약을 봄(갱신·재계약은 새 계약이 아님)"),),
)
FILED_IN_TIME = Requirement(
    code="G3",
    title="법의 유효기간 안에 신청할 것",
    source=SPECIAL_ACT.at(2, addenda=19425),
    test=facts.received_on <= ACT_VALID_TO,
    also=(SPECIAL_ACT.at(4, addenda=19425),),
    readings=(("A-02", "마지막 날은 2027년 5월 31일"),),
)
RESIDENTIAL = Requirement("G4", "주거용 건물일 것", SPECIAL_ACT.at(2, item=1), facts.residential)
NOT_THE_LANDLORDS_SIDE = Requirement("G5", "신청인이 임대인등이 아닐 것", SPECIAL_ACT.at(2, item=2), ~facts.landlord_side)

# R: 제3조제1항

AUTHORISED = by_reading(READING_A15, authority_needed=facts.lessor_authorised, not_needed=TRUE)
HANDED_OVER = one_of(handover, "done", "past")
OCCUPYING = by_reading(
    READING_A06,
    demand_deadline=facts.occupying_at_reference,
    filing=first_known(facts.occupying_at_filing, facts.occupying_at_reference),
)
OPPOSABLE = defined(
    "인도·전입신고·확정일자를 갖추고 기준일까지 유지함",
    HANDED_OVER & OCCUPYING & facts.move_in_reported & facts.fixed_date_obtained,
)
WITH_JEONSE_RIGHT = OPPOSABLE | facts.leasehold_registered | facts.jeonse_right_registered
OPPOSABILITY = Requirement(
    code="R1",
    title="대항력과 확정일자(또는 임차권등기·전세권)를 갖출 것",
    source=SPECIAL_ACT.at(3, 1, item=1),
    test=AUTHORISED & dated(R1_JEONSE_RIGHT, on=WITH_JEONSE_RIGHT, off=OPPOSABLE | facts.leasehold_registered),
)

# a resolution for this case goes before the general one of its 시·도; a row below the statute's cap raises nothing
UPLIFT = defined(
    "의결된 상향액",
    first_known(cap_uplift, greatest(won(0), RESOLVED_CAP.of("sido", sido) - DEPOSIT_CAP)),
)
DEPOSIT_WITHIN_CAP = Requirement(
    code="R2",
    title="임차보증금이 상한 이하일 것",
    source=SPECIAL_ACT.at(3, 1, item=2),
    # an unknown uplift must not make a deposit of 200 million unknown: each limb decides where it can
    test=(deposit <= DEPOSIT_CAP) | ((deposit <= DEPOSIT_CAP + UPLIFT_MAX) & (deposit <= DEPOSIT_CAP + UPLIFT)),
    readings=(("A-07", "마지막으로 유효한 계약의 보증금을 봄"),),
)

TRIGGER = defined(
    "보증금을 돌려받지 못하게 된 사유가 있음",
    holds(insolvency_events, "bankruptcy_opened")
    | holds(insolvency_events, "rehabilitation_opened")
    | holds(insolvency_events, "auction_commenced")
    | holds(insolvency_events, "public_sale_commenced")
    | holds(insolvency_events, "national_tax_seizure")
    | holds(insolvency_events, "local_tax_seizure")
    | holds(insolvency_events, "enforcement_title")
    | holds(insolvency_events, "other_found"),
)
TWO_OR_MORE = facts.victim_count >= R3_MIN_VICTIMS
MANY = by_reading(READING_A10, count_suffices=TWO_OR_MORE, finding=TWO_OR_MORE & facts.many_victims_found)
INSOLVENCY = Requirement(
    code="R3",
    title="경매·파산 등으로 2인 이상의 임차인이 변제받지 못하였거나 못할 것이 예상될 것",
    source=SPECIAL_ACT.at(3, 1, item=3),
    test=TRIGGER & dated(R3_TWO_SUFFICE, on=TWO_OR_MORE, off=MANY),
    readings=(("A-09", "신청인을 포함한 임대차계약의 수로 셈"),),
)
INTENT = Requirement(
    "R4", "보증금을 돌려주지 않을 의도를 의심할 상당한 이유가 있을 것", SPECIAL_ACT.at(3, 1, item=4), facts.intent_found
)

# AC: the proviso of 제3조제1항 with 부칙(19425) 제3조. "Certainly not" counts as later than the window.

AFTER_WINDOW = AC_WINDOW_TO + days(1)
CLOSED = defined("배당·배분이 끝난 날", not_means(sale_completed_on, AFTER_WINDOW))
PAID = defined("매각대금을 다 낸 날", not_means(price_paid_on, AFTER_WINDOW))
FIRST_OF = first_known(CLOSED, PAID)
FIRST_PAID = first_known(PAID, CLOSED)
SALE_COMPLETED = Requirement(
    code="AC",
    title="경매·공매 절차가 2021년 6월 1일부터 2023년 6월 1일까지 완료되었을 것",
    source=SPECIAL_ACT.at(3, addenda=19425),
    test=by_reading(
        READING_A04,
        # dates on different sides of an edge leave that edge unknown
        both_dates=defined("기간의 첫날 이후 완료됨", agreed(CLOSED >= AC_WINDOW_FROM, PAID >= AC_WINDOW_FROM))
        & defined("기간의 마지막 날 이전 완료됨", agreed(CLOSED <= AC_WINDOW_TO, PAID <= AC_WINDOW_TO)),
        distribution=(FIRST_OF >= AC_WINDOW_FROM) & (FIRST_OF <= AC_WINDOW_TO),
        price=(FIRST_PAID >= AC_WINDOW_FROM) & (FIRST_PAID <= AC_WINDOW_TO),
    ),
    also=(SPECIAL_ACT.at(3, 1, part="단서"),),
    readings=(("A-05", "이 단서는 가목에만 미침"),),
)

# D: 제2조제4호다목

IMPOSSIBLE = one_of(handover, "impossible")
HANDED_OVER_OR_IMPOSSIBLE = Requirement(
    code="D1",
    title="주택을 인도받았거나 인도가 불가능하였을 것",
    source=SPECIAL_ACT.at(2, item=4, subitem="다"),
    test=dated(D1_IMPOSSIBLE, on=HANDED_OVER | IMPOSSIBLE, off=HANDED_OVER),
)
MOVE_IN_REPORTED = Requirement(
    code="D2",
    title="전입신고를 하였을 것",
    source=SPECIAL_ACT.at(2, item=4, subitem="다"),
    test=by_reading(READING_A14, required=facts.move_in_reported, waived=facts.move_in_reported | IMPOSSIBLE),
)
FIXED_DATE = Requirement(
    code="D3",
    title="임대차계약증서에 확정일자를 받았을 것",
    source=SPECIAL_ACT.at(2, item=4, subitem="다"),
    test=by_reading(READING_A14, required=facts.fixed_date_obtained, waived=facts.fixed_date_obtained | IMPOSSIBLE),
)

# X: 제3조제2항

TO_BE_FOUND = unknown(YesNo)
GUARANTEED = Requirement(
    code="X1",
    title="보증 또는 보험으로 보증금 전액의 반환이 가능함",
    source=SPECIAL_ACT.at(3, 2, item=1),
    test=by_reading(
        READING_A12,
        # what is valid decides alone; what is pending or not known can only keep the question open
        whole=(deposit <= COVER)
        | (defined("확인할 보증까지 더하면 전액이 될 수 있음", (deposit <= COVER + PENDING) | ~COVER_KNOWN) & TO_BE_FOUND),
        any_cover=(won(0) < COVER) | (defined("확인할 보증이 있음", (won(0) < PENDING) | ~COVER_KNOWN) & TO_BE_FOUND),
    ),
)

REFERENCE = defined(
    "소액임차인 판단의 기준일",
    # without any security right the table of the day of the decision counts
    first_known(not_means(earliest_security_on, DECISION_DAY), where(has_security_right, unknown(Date), DECISION_DAY)),
)
PROTECTED = defined("이 주택의 보증금 중 일정액 한도", looked_up(SMALL_DEPOSIT_AMOUNT, region_class, at=REFERENCE))
THRESHOLD = looked_up(SMALL_DEPOSIT_THRESHOLD, region_class, at=REFERENCE)
OWN = defined("임차인의 보증금(가정공동생활이면 합산)", first_known(family_deposit, deposit))
OTHERS = total(other_tenants_deposits, "other_tenant", lambda each: where(each <= THRESHOLD, least(each, PROTECTED), won(0)))
OTHERS_PROTECTED = defined("다른 임차인들의 보증금 중 일정액 합계", OTHERS)
GREATEST_AMOUNT = defined("모든 지역에서 가장 큰 일정액 한도", GreatestRow(SMALL_DEPOSIT_AMOUNT))
# a deposit above every row is none, even where the region or the date is unknown
SMALL_ENOUGH = (OWN <= GREATEST_AMOUNT) & (OWN <= PROTECTED)
WITHIN_HALF_OF_THE_HOUSE = defined(
    "일정액을 모두 더해도 주택가액의 2분의 1 이하",
    (times(2, OWN + OTHERS_PROTECTED) <= house_value) & exact(OTHERS, "other_tenants_known"),
)
SMALL_DEPOSIT = Requirement(
    code="X2",
    title="보증금 전액이 최우선변제가 가능한 소액보증금임",
    source=SPECIAL_ACT.at(3, 2, item=2),
    test=by_reading(
        READING_A11,
        recoverable=SMALL_ENOUGH & facts.small_deposit_right & WITHIN_HALF_OF_THE_HOUSE,
        nominal=SMALL_ENOUGH,
    ),
)
SELF_RECOVERY = Requirement(
    "X3", "대항력·우선변제권으로 보증금 전액을 스스로 회수할 수 있음", SPECIAL_ACT.at(3, 2, item=3), facts.self_recovery_found
)

VICTIM = RuleSet(
    name="victim",
    title="전세사기피해자등 요건 판단",
    source="전세사기피해자법 제2조제4호, 제3조",
    in_force_from=dt.date(2023, 6, 1),
    in_force_source="법률 제19425호 부칙 제1조",
    facts=facts.FACTS,
    requirements=(
        NATURAL_PERSON,
        CONTRACTED_IN_TIME,
        FILED_IN_TIME,
        RESIDENTIAL,
        NOT_THE_LANDLORDS_SIDE,
        OPPOSABILITY,
        DEPOSIT_WITHIN_CAP,
        INSOLVENCY,
        INTENT,
        SALE_COMPLETED,
        HANDED_OVER_OR_IMPOSSIBLE,
        MOVE_IN_REPORTED,
        FIXED_DATE,
        GUARANTEED,
        SMALL_DEPOSIT,
        SELF_RECOVERY,
    ),
)
