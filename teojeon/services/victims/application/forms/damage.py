"""Step 6: the loss, its enforcement, guarantees, what came back, and what is urgent (S1-APP-06)."""

from typing import Any

from teojeon.services.victims.application.forms import choices
from teojeon.services.victims.application.forms.base import Part, StepForm, When, ordered
from teojeon.services.victims.application.forms.fields import (
    ACT,
    TickField,
    asked,
    choice,
    count,
    day,
    line,
    listed,
    money,
    paragraph,
)
from teojeon.ui.forms import Refusal
from teojeon.ui.groups import Group, RowForm

EVENTS = f"{ACT} 제3조제1항제3호"
INTENT = f"{ACT} 제3조제1항제4호"
COVER = f"{ACT} 제3조제2항제1호"
STAY = f"{ACT} 제17조, 제18조, 제19조"
COURT_PAPER = "법원이나 세무서가 보낸 통지서에 적혀 있습니다. 담당 기관도 직접 확인합니다."
SALE_FIELDS = (
    "sale_date", "sale_decision_date", "distribution_demand_deadline", "distribution_demanded", "price_paid_on",
    "distribution_closed_on", "distributed_amount",
)  # fmt: skip
SALE = (When("any_events"), When("events-*-kind", ("auction_opened", "public_sale_opened")))


class EventRow(RowForm):
    """One thing that keeps the deposit from being paid back."""

    kind = listed("무슨 일입니까?", choices.EVENT_KINDS, source=EVENTS)
    court_or_office = line("법원이나 기관", 60, help_text="예: ○○지방법원, ○○세무서", source=EVENTS, where=COURT_PAPER)
    case_no = line("사건번호", 40, help_text="예: 2026타경12345", source=EVENTS, where=COURT_PAPER)
    event_on = day("그 날(개시결정일·압류일 등)", source=EVENTS, where=COURT_PAPER)
    status = line("지금 상태", 60, help_text="예: 진행 중, 매각기일 지정", source=EVENTS)


class IntentFactRow(RowForm):
    """Why an intent is suspected."""

    code = listed("어떤 사정입니까?", choices.INTENT_CODES, source=INTENT)
    description = paragraph("내용", 1000, source=INTENT)
    on = day("있었던 날", source=INTENT)
    agency = line("수사기관", 60, help_text="고소했거나 수사 중이면 적습니다. 예: ○○경찰서", source=INTENT)
    case_no = line("사건(접수)번호", 40, source=INTENT)


class GuaranteeRow(RowForm):
    """One guarantee or insurance of the deposit."""

    provider = listed("보증한 기관", choices.PROVIDERS, source=COVER)
    holder = choice("누가 가입했습니까?", choices.HOLDERS, source=COVER)
    state = listed("지금 상태", choices.GUARANTEE_STATES, source=COVER)
    covered_amount = money("보증금액", source=COVER, where="보증서(증권)에 적혀 있습니다. 담당 기관도 확인합니다.")
    policy_no = line("보증서(증권) 번호", 40, source=COVER, where="보증서(증권)에 적혀 있습니다.")
    covers_from = day("보증 기간의 첫날", future=True, source=COVER)
    covers_to = day("보증 기간의 마지막 날", future=True, source=COVER)
    paid_amount = money("지급받은 금액", source=COVER)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not ordered(given.get("covers_from"), given.get("covers_to")):
            message = "보증 기간의 마지막 날은 첫날과 같거나 그 뒤여야 합니다."
            self.add_error("covers_to", Refusal(message, "BAD_VALUE", COVER))
        return given


class RecoveryRow(RowForm):
    """What came back of the deposit."""

    source = choice("어떻게 돌려받았습니까?", choices.RECOVERY_SOURCES, source=f"{ACT} 제3조제2항")
    amount = money("금액", source=f"{ACT} 제3조제2항")
    on = day("받은 날", source=f"{ACT} 제3조제2항")


class DamageForm(StepForm):
    """Step 6. A yes decides whether rows are asked; a sale whether its days are."""

    section = "damage"
    groups = (
        Group("events", "일어난 일", EventRow, source=EVENTS, help_text="경매, 공매, 압류, 파산 등을 하나씩 적습니다."),
        Group(
            "intent_facts",
            "의심되는 사정",
            IntentFactRow,
            source=INTENT,
            help_text="돌려주지 않을 뜻이었다고 보는 사정을 적습니다.",
        ),
        Group("guarantees", "보증·보험", GuaranteeRow, most=6, source=COVER),
        Group("recovered", "돌려받은 돈", RecoveryRow, source=f"{ACT} 제3조제2항"),
    )
    shown_when = {
        "events": (When("any_events"),),
        **dict.fromkeys(SALE_FIELDS, SALE),
        "intent_facts": (When("any_intent_facts"),),
        "guarantees": (When("any_guarantees"),),
        "recovered": (When("any_recovered"),),
        "move_out_pressure_on": (When("move_out_pressure", ("letter", "order", "suit", "notice", "unknown")),),
    }
    layout = (
        Part("급한 일", ("move_out_pressure", "move_out_pressure_on", "urgent_stay_wanted")),
        Part("보증금을 돌려받지 못하게 된 일", ("any_events", "events", *SALE_FIELDS)),
        Part("보증과 돌려받은 돈", ("any_guarantees", "guarantees", "any_recovered", "recovered")),
        Part("임대인의 뜻과 다른 피해자", ("any_intent_facts", "intent_facts", "other_victims")),
    )

    move_out_pressure = choice(
        "집에서 나가라는 문서를 받았습니까?",
        choices.PRESSURES,
        help_text="받았으면 오늘 바로 담당 기관과 전세피해지원센터에 알립니다.",
        source=STAY,
    )
    move_out_pressure_on = day("그 문서를 받은 날", source=STAY)
    urgent_stay_wanted = TickField(
        label="경매·공매를 미루거나 멈추는 데 도움이 필요합니다",
        help_text="담당 기관에 오늘 알립니다. 이 표시는 유예·정지 신청이 아니므로 법원이나 세무서에 따로 신청해야 합니다.",
        source=STAY,
    )
    any_events = asked(
        "경매, 공매, 압류, 임대인의 파산·회생, 내가 받은 판결이 있습니까?",
        help_text="보증금을 돌려받지 못하게 된 사정을 보기 위해 여쭙습니다.",
        source=EVENTS,
        where="등기사항증명서와 받은 통지서에 있습니다. 담당 기관도 직접 확인하므로 ‘모름’이라고 해도 됩니다.",
    )
    sale_date = day("매각기일(공매는 입찰 마감일)", future=True, source=STAY, where=COURT_PAPER)
    sale_decision_date = day("매각결정기일", future=True, source=STAY, where=COURT_PAPER)
    distribution_demand_deadline = day("배당요구의 종기", future=True, source="민사집행법 제84조", where=COURT_PAPER)
    distribution_demanded = asked("배당요구를 했습니까?", source="민사집행법 제88조")
    price_paid_on = day("매각대금을 다 낸 날", source=f"{ACT} 제3조제1항", where=COURT_PAPER)
    distribution_closed_on = day("배당·배분이 끝난 날", source=f"{ACT} 제3조제1항", where="배당표나 배분계산서에 있습니다.")
    distributed_amount = money("배당·배분받은 금액", source=f"{ACT} 제3조제1항", where="배당표나 배분계산서에 있습니다.")
    other_victims = count(
        "같은 임대인에게 피해를 입은 다른 임차인의 수", most=9999, help_text="신청인은 빼고 아는 만큼 적습니다.", source=EVENTS
    )
    any_intent_facts = asked(
        "임대인이 보증금을 돌려주지 않을 뜻이었다고 볼 만한 사정이 있습니까?",
        help_text="고소, 거짓 설명, 많은 집을 가진 임대인 등입니다.",
        source=INTENT,
    )
    any_guarantees = asked(
        "보증금 반환 보증·보험에 든 적이 있습니까?",
        help_text="임대인이 든 것도 적습니다.",
        source=COVER,
        where="보증서(증권)나 계약서의 특약에 있습니다.",
    )
    any_recovered = asked("보증금의 일부라도 돌려받았습니까?", source=f"{ACT} 제3조제2항")
