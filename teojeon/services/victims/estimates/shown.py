"""An estimate as people see it: a bar for each price, a line for each rank, words for what is not known. It computes nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from teojeon.law.victims.facts import REGION_CLASS
from teojeon.law.victims.recovery_estimate import RECOVERY_ESTIMATE
from teojeon.law.victims.recovery_estimate_facts import CLAIM, PRICE_SOURCE, RIGHT
from teojeon.services.victims.estimates.models import Estimate
from teojeon.services.victims.estimates.queries import is_unchanged
from teojeon.ui.formats import korean_date, won

WIDTH = 600
"""Units of the drawing, left to right."""
WIDE_ENOUGH = 60
"""From this width on a part of a bar carries its word."""
PRICE_TITLES = {"low": "낮은 경우", "base": "보통", "high": "높은 경우"}
PARTS = {
    "small": "소액임차인의 일정액",
    "wage": "최종 임금 등",
    "house_tax": "당해세",
    "instead": "당해세를 대신하여",
    "dated": "날짜에 따른 순위",
    "general": "그 밖의 채권",
}
COSTS, OWN, OTHER, REST, OPEN = "costs", "own", "other", "rest", "open"
LETTERS = {COSTS: "비용", OWN: "신청인", OTHER: "다른 권리", REST: "남음", OPEN: "모름"}
UNKNOWN = "모름"


@dataclass(frozen=True)
class Segment:
    """A part of a bar. `kind`: costs, own, other, rest, open: each has its own look and word."""

    kind: str
    title: str
    amount: int
    x: int
    width: int

    @property
    def word(self) -> str:
        return LETTERS[self.kind] if self.width >= WIDE_ENOUGH else ""

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class RankLine:
    """One line of the table."""

    place: int
    title: str
    part: str
    claimed: str
    paid: str
    is_own: bool


@dataclass(frozen=True)
class PriceShown:
    """One price. `segments` is empty where the tenant's part is not known; `words` says the same as the bar."""

    title: str
    amount: str
    recovered: str
    shortfall: str
    left_to_buyer: str
    words: str
    pattern: str
    segments: list[Segment] = field(default_factory=list)
    lines: list[RankLine] = field(default_factory=list)
    is_order_known: bool = True


def shown(row: Estimate, authors: Mapping[Any, str]) -> dict[str, Any]:
    """What the page places of one estimate."""
    result, facts = row.result, row.facts
    return {
        "row": row,
        "author": authors.get(row.author, ""),
        "source": dict(PRICE_SOURCE.options).get(facts.get("price_source", ""), ""),
        "prices": [_price(each, facts, place) for place, each in enumerate(result["prices"])],
        "missing": [title_of(name) for name in result["missing"]],
        "opposes": _opposes(result["opposes_buyer"]),
        "readings": [each["title"] for each in result["readings"]],
        "rounding": _rounding(result["receipt"]),
        "given": _given(facts),
        "is_unchanged": is_unchanged(row),
    }


def title_of(name: str) -> str:
    """A fact that is missing, as people name it: claims[2].amount → 3번 줄의 금액."""
    stem, _, rest = name.partition("[")
    fact = next((each for each in RECOVERY_ESTIMATE.facts if each.name == stem), None)
    if not rest or fact is None:
        return name if fact is None else fact.title
    number, _, part = rest.partition("].")
    parts = {each: title for each, _, title in fact.kind.item.parts}  # type: ignore[attr-defined]
    return f"{int(number) + 1}번 줄의 {parts[part]}"


def claim_title(facts: Mapping[str, Any], number: int | None, kind: str) -> str:
    """신청인 (…), or the number of the line, its kind and day."""
    if number is None:
        return f"신청인 ({dict(RIGHT.options).get(kind, '')})"
    day = facts["claims"][number].get("ranked_on")
    on = f", {korean_date(dt.date.fromisoformat(day))}" if day else ""
    return f"{number + 1}번 {dict(CLAIM.options).get(kind, '')}{on}"


def _price(price: Mapping[str, Any], facts: Mapping[str, Any], place: int) -> PriceShown:
    name = PRICE_TITLES[price["price"]]
    lines = [
        RankLine(
            number, claim_title(facts, each["claim"], each["kind"]), PARTS[each["part"]], _won(each["claimed"]), _won(each["paid"]),
            bool(each["own"]),
        )
        for number, each in enumerate(price["ranks"] or [], 1)
    ]  # fmt: skip
    recovered = _range(price, "recovered")
    shortfall = _range(price, "shortfall")
    words = f"{name} {_won(price['amount'])}: 신청인이 회수하는 금액 {recovered}, 부족한 금액 {shortfall}"
    return PriceShown(
        name, _won(price["amount"]), recovered, shortfall, _won(price["left_to_buyer"]), words, f"estimate-own-{place}",
        _segments(price, facts), lines, price["ranks"] is not None,
    )  # fmt: skip


def _segments(price: Mapping[str, Any], facts: Mapping[str, Any]) -> list[Segment]:
    """The parts of the bar from left to right, drawn to the greatest price; none where the tenant's own part is not known."""
    scale = max((int(facts.get(f"price_{name}") or 0) for name in PRICE_TITLES), default=0)
    ranks = price["ranks"]
    if not scale or ranks is None or price["costs"] is None or any(each["own"] and each["paid"] is None for each in ranks):
        return []
    parts = [(COSTS, "집행비용", price["costs"])]
    for each in ranks:
        if each["paid"] is not None:
            title = f"{claim_title(facts, each['claim'], each['kind'])} · {PARTS[each['part']]}"
            parts.append((OWN if each["own"] else OTHER, title, each["paid"]))
    known = sum(amount for _, _, amount in parts)
    if price["rest"] is None:
        parts.append((OPEN, "누가 받는지 모르는 금액", price["amount"] - known))
    else:
        parts.append((REST, "나누고 남는 금액", price["rest"]))
    return _placed(parts, scale)


def _placed(parts: Sequence[tuple[str, str, int]], scale: int) -> list[Segment]:
    found, so_far = [], 0
    for kind, title, amount in parts:
        x, end = so_far * WIDTH // scale, (so_far + amount) * WIDTH // scale
        so_far += amount
        if end > x:
            found.append(Segment(kind, title, amount, x, end - x))
    return found


def _range(price: Mapping[str, Any], name: str) -> str:
    if price[name] is not None:
        return won(price[name])
    low, high = price[f"{name}_low"], price[f"{name}_high"]
    return UNKNOWN if low is None or high is None else f"{UNKNOWN} ({won(low)}부터 {won(high)}까지)"


def _won(amount: int | None) -> str:
    return UNKNOWN if amount is None else won(amount)


def _opposes(value: bool | None) -> str:
    if value is None:
        return "매수인에게 대항할 수 있는지 모릅니다. 매각으로 없어지는 가장 앞선 권리와 인도·전입신고의 날을 확인합니다."
    if value:
        return "대항력이 매각으로 없어지는 권리보다 앞서므로 받지 못한 보증금을 매수인에게 요구할 수 있습니다. 회수하는 금액에는 넣지 않았습니다."
    return "대항력이 매각으로 없어지는 권리보다 늦으므로 매수인에게 요구할 수 없습니다."


def _rounding(made: Mapping[str, Any]) -> str:
    row = made["parameters"].get("RECOVERY_ROUNDING", {})
    return {"one_won": "1원 미만을 버림", "ten_won": "10원 미만을 버림"}.get(row.get("value", ""), "")


def _given(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was put in beside the prices and the claims, in words."""
    choices = {"right": dict(RIGHT.options), "region_class": dict(REGION_CLASS.options)}
    found = []
    for fact in RECOVERY_ESTIMATE.facts:
        if fact.name in ("claims", "price_source") or fact.name.startswith("price_"):
            continue
        found.append((fact.title, _words(fact.name, facts.get(fact.name), choices)))
    return found


def _words(name: str, value: Any, choices: Mapping[str, Mapping[str, str]]) -> str:
    if value is None:
        return UNKNOWN
    if name in choices:
        return choices[name].get(str(value), "")
    if isinstance(value, bool):
        return "예" if value else "없음" if name == "earliest_security_on" else "아니오"
    if isinstance(value, int):
        return str(value) if name == "receipt_no" else won(value)
    return korean_date(dt.date.fromisoformat(str(value)))
