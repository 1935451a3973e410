"""The form of an estimate: from what an investigator enters to the facts of `recovery-estimate`."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from teojeon.law.victims.facts import REGION_CLASS
from teojeon.law.victims.recovery_estimate_facts import CLAIM, PRICE_SOURCE, RIGHT, TENANTS
from teojeon.services.victims.assessment.fact_kinds import EARLIEST, CaseFact
from teojeon.services.victims.assessment.facts import fact_of
from teojeon.services.victims.estimates.actions import EVIDENCE_LIMIT, SOURCE
from teojeon.services.victims.estimates.queries import as_day
from teojeon.services.victims.estimates.widgets import COLUMNS, ClaimsWidget
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.investigation.fields import TRUTH, DateOrNotField, RowsField
from teojeon.ui.formats import UNKNOWN, Unknown
from teojeon.ui.forms import (
    CountField,
    KoreanChoiceField,
    KoreanDateField,
    Refusal,
    TextField,
    TriStateField,
    UnknownableChoiceField,
    UnknownableField,
    WonField,
)

CLAIMS = CaseFact(
    "claims",
    "함께 배당받을 권리(신청인의 보증금은 빼고)",
    "amounts",
    "",
    SOURCE,
    hint="근저당권은 채권최고액을, 안분을 적용받을 세금은 안분한 금액을 적습니다. 임차인은 확정일자와 함께 인도·전입신고를 마친 날을 적습니다. "
    "배당을 요구하지 않을 사람은 적지 않습니다. 날짜를 모르면 비워 둡니다.",
)


GREATEST_RECEIPT = 99_999_999
DAYS = ("opposable_on", "ranked_on", "first_encumbrance_on")
ANSWERED = ("sale_costs", "deposit", "small_deposit_right", "region_class", "earliest_security_on", "claims")
"""Inputs to which 모름 is an answer."""


class ClaimsField(RowsField):
    """Claims as the law command takes them."""

    columns = COLUMNS

    def __init__(self) -> None:
        super().__init__(CLAIMS)
        self.widget = ClaimsWidget()
        self.day = KoreanDateField(label="날짜", earliest=EARLIEST, source=SOURCE, required=False)
        self.number = CountField(label="접수번호", source=SOURCE, required=False, most=GREATEST_RECEIPT)

    def row(self, place: int, row: dict[str, Any]) -> dict[str, Any]:
        kind = row.get("kind")
        if not kind:
            raise self.refuse(f"{place}번 줄의 권리의 종류를 고릅니다.", "MISSING_VALUE")
        if kind not in CLAIM.codes:
            raise self.refuse(f"{place}번 줄의 권리의 종류를 목록에서 다시 고릅니다.", "BAD_VALUE")
        small = row.get("small_deposit_right") or "unknown"
        if small not in TRUTH:
            raise self.refuse(f"{place}번 줄의 소액임차인 요건을 예, 아니오, 모름 가운데에서 고릅니다.", "BAD_VALUE")
        claim = {
            "kind": kind,
            "amount": self.amount_of(place, row),
            "ranked_on": self._day(place, row, "ranked_on"),
            "opposable_on": self._day(place, row, "opposable_on"),
            "receipt_no": self._number(place, row),
            "small_deposit_right": TRUTH[small] if kind in TENANTS else None,
        }
        return {name: value for name, value in claim.items() if value is not None}

    def _number(self, place: int, row: dict[str, Any]) -> int | None:
        try:
            number: int | None = self.number.clean(str(row.get("receipt_no") or ""))
        except Refusal as refusal:
            raise self.refuse(f"{place}번 줄의 접수번호: {refusal.messages[0]}", refusal.code or "BAD_VALUE") from refusal
        return number

    def _day(self, place: int, row: dict[str, Any], name: str) -> str | None:
        try:
            day: dt.date | None = self.day.clean(str(row.get(name) or ""))
        except Refusal as refusal:
            raise self.refuse(f"{place}번 줄의 날짜: {refusal.messages[0]}", refusal.code or "BAD_VALUE") from refusal
        return day.isoformat() if day else None


class EstimateForm(ActForm):
    """Three prices with their source, costs, the tenant's own right, and the other claims."""

    price_low = WonField(label="예상 매각가격(낮은 경우)", source=SOURCE)
    price_base = WonField(label="예상 매각가격(보통)", source=SOURCE)
    price_high = WonField(label="예상 매각가격(높은 경우)", source=SOURCE)
    price_source = KoreanChoiceField(label="가격의 근거", choices=PRICE_SOURCE.options, source=SOURCE)
    price_evidence = TextField(
        label="근거 자료",
        limit=EVIDENCE_LIMIT,
        source=SOURCE,
        help_text="예: 감정평가서(2026. 11. 2. 기준), 최저매각가격 공고 3회차",
    )
    sale_costs = UnknownableField(WonField(label="집행비용", source="민사집행법§53"))
    deposit = UnknownableField(WonField(label="신청인의 임차보증금", source="주임법§3의2②"))
    right = KoreanChoiceField(label="신청인이 우선변제받는 근거", choices=RIGHT.options, source="주임법§3의2②, §3의3⑤")
    opposable_on = KoreanDateField(
        label="신청인이 인도와 전입신고를 모두 마친 날",
        earliest=EARLIEST,
        required=False,
        source="주임법§3①",
        help_text="모르면 비워 둡니다.",
    )
    ranked_on = KoreanDateField(
        label="신청인의 확정일자 또는 등기 접수일",
        earliest=EARLIEST,
        required=False,
        source="주임법§3의2②",
        help_text="모르면 비워 둡니다.",
    )
    receipt_no = CountField(
        label="신청인의 등기 접수번호",
        required=False,
        most=GREATEST_RECEIPT,
        source="S1-ASM-09",
        help_text="같은 날 등기된 다른 권리가 있을 때만 적습니다.",
    )
    small_deposit_right = TriStateField(
        label="신청인이 경매신청 등기 전에 대항요건을 갖추었고, 먼저 마친 임차권등기가 없습니까?", source="주임법§8①, §3의3⑥"
    )
    region_class = UnknownableChoiceField(label="소액임차인 지역 구분", choices=REGION_CLASS.options, source="주임령§10·§11")
    first_encumbrance_on = KoreanDateField(
        label="매각으로 없어지는 권리 가운데 가장 먼저 등기된 날",
        earliest=EARLIEST,
        required=False,
        source="주임법§3①",
        help_text="가장 앞선 근저당권·가압류·압류나 경매개시결정의 등기일입니다. 매수인에게 대항할 수 있는지를 보는 데에만 씁니다.",
    )
    field_order = (
        "price_low", "price_base", "price_high", "price_source", "price_evidence", "sale_costs", "deposit", "right", "opposable_on",
        "ranked_on", "receipt_no", "small_deposit_right", "region_class", "earliest_security_on", "first_encumbrance_on", "claims",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earliest = fact_of("earliest_security_on")
        self.fields["earliest_security_on"] = DateOrNotField(
            earliest, KoreanDateField(label=earliest.title, earliest=EARLIEST, source=earliest.source)
        )
        self.fields["claims"] = ClaimsField()
        self.order_fields(self.field_order)

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        evidence = data.pop("price_evidence")
        return {
            "price_evidence": evidence,
            "facts": {name: _given(value) for name, value in data.items() if _given(value) is not None},
        }


def _given(value: Any) -> Any:
    """A cleaned value as the law takes it; None where it is not known."""
    if isinstance(value, Unknown):
        return None
    return value.isoformat() if isinstance(value, dt.date) else value


def initial_of(facts: Mapping[str, Any], price_evidence: str | None = None) -> dict[str, Any]:
    """Facts as the inputs show them first: what is on file, or, with its evidence, an estimate to be made again."""
    days = {name: as_day(facts[name]) for name in DAYS if facts.get(name)}
    if price_evidence is None:
        return {**facts, **days}
    open_ = dict.fromkeys((name for name in ANSWERED if facts.get(name) is None), UNKNOWN)
    return {**facts, **days, **open_, "price_evidence": price_evidence}
