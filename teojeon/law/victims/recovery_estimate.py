"""What a tenant would recover from the sale of the house, at three supposed prices (전세사기피해자법 제3조제2항제3호).

Advisory: whether the whole deposit can be recovered is for the committee to judge, never for this figure. Exact fractions
throughout; only what is shown is cut, as the rule of rounding says that the receipt names.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from teojeon.law.book import LawBook
from teojeon.law.fraction import cut, pair
from teojeon.law.language.errors import LawError
from teojeon.law.language.parameters import Row
from teojeon.law.language.reading import read_facts
from teojeon.law.language.rules import RuleSet
from teojeon.law.language.source import law_texts
from teojeon.law.receipt import receipt
from teojeon.law.victims import recovery_estimate_facts as facts_of_rule
from teojeon.law.victims.recovery_estimate_ranks import OWN, Distribution, Line, distribute
from teojeon.law.victims.recovery_estimate_unknowns import Entry, Limits, Matter, Unit

_ACT, _LEASE, _DECREE = (law_texts()[name] for name in ("전세사기피해자법", "주택임대차보호법", "주택임대차보호법 시행령"))
SOURCES = (
    _ACT.at(3, 2, item=3),
    _LEASE.at(3, 1),
    _LEASE.at("3의2", 2),
    _LEASE.at("3의3", 5),
    _LEASE.at("3의3", 6),
    _LEASE.at(8, 1),
    _LEASE.at(8, 3, part="단서"),
    _DECREE.at(10),
    _DECREE.at(11),
)

RECOVERY_ESTIMATE = RuleSet(
    name="recovery-estimate",
    title="보증금 회수 추정",
    source="전세사기피해자법 제3조제2항제3호, 주택임대차보호법 제3조의2제2항, 제8조",
    in_force_from=dt.date(2023, 6, 1),
    in_force_source="법률 제19425호 부칙 제1조",
    facts=facts_of_rule.FACTS,
    requirements=(),
    note="참고용입니다. 보증금 전액을 스스로 회수할 수 있는지는 위원회가 판단합니다. 순위: 집행비용, 소액임차인의 일정액과 최종 임금, "
    "당해세, 날짜에 따른 권리, 그 밖의 채권. 국세기본법·지방세기본법·근로기준법·민사집행법의 글은 실려 있지 않으므로 그 순위는 확인이 필요합니다.",
)
PRICES = ("low", "base", "high")
MOST_CLAIMS = 200
FIRST_TABLE = dt.date(2008, 8, 21)
"""Before this day the amounts of small deposits are not in the sources."""

ROUNDING = "RECOVERY_ROUNDING"
_AMOUNT, _THRESHOLD = "SMALL_DEPOSIT_AMOUNT", "SMALL_DEPOSIT_THRESHOLD"
_UNITS_OF_WON = {"one_won": 1, "ten_won": 10}

READINGS: tuple[Mapping[str, str], ...] = (
    {
        "code": "HALF",
        "position": "",
        "title": "소액임차인의 일정액은 모두 합하여 매각가격에서 집행비용을 뺀 금액의 2분의 1까지 봅니다. "
        "일정액과 소액임차인의 범위는 최선순위 담보물권을 얻은 날의 표로만 봅니다.",
    },
    {
        "code": "SAME_DAY",
        "position": "",
        "title": "대항력은 인도와 전입신고를 마친 다음 날 0시부터 보고, 같은 날의 확정일자와 등기는 같은 순위로 안분합니다. "
        "조세는 법정기일에 성립한 권리보다 앞섭니다(국세기본법 제35조, 지방세기본법 제71조: 확인 필요).",
    },
    {
        "code": "HOUSE_TAX",
        "position": "",
        "title": "확정일자나 등기가 당해세의 법정기일보다 빠른 임차인·전세권자는 당해세가 받을 금액을 대신 받습니다"
        "(국세기본법 제35조제7항, 지방세기본법 제71조제6항: 확인 필요).",
    },
    {
        "code": "ATTACHMENT",
        "position": "",
        "title": "가압류·압류보다 늦은 권리는 그 채권자와 안분하고, 남은 금액을 순위대로 나눕니다. 조세와 보험료가 엇갈려 순위가 도는 경우는 "
        "날짜순으로만 봅니다(확인 필요).",
    },
)


@dataclass
class _Case:
    """One estimate under the law of one day, with the rows read on the way."""

    known: Mapping[str, Any]
    on: dt.date
    book: LawBook
    rows: dict[str, Row] = field(default_factory=dict)

    @property
    def unit(self) -> int:
        """To how many won what is shown is cut."""
        row = self.rows[ROUNDING] = self.book.in_force(ROUNDING, self.on)
        return _UNITS_OF_WON[str(row.value)]


def run(facts: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, object]:
    """The distribution at each price under the law of day `on`, as the law command answers it.

    Raises `LawError` for facts that the command refuses. Without a source of the prices nothing is estimated.
    """
    RECOVERY_ESTIMATE.must_be_in_force(on)
    case = _Case(read_facts(RECOVERY_ESTIMATE.facts, facts), on, book)
    _refuse_contradictions(case)
    lacking = [name for name in ("price_source", "deposit", "right", "claims") if name not in case.known]
    lacking += [f"claims[{number}].kind" for number, each in enumerate(case.known.get("claims") or ()) if each["kind"] is None]
    unit, opposes = case.unit, _opposes_buyer(case)
    matter = None if lacking else _matter(case)
    prices = [_at_price(case, name, matter, unit, opposes) for name in PRICES]
    missing = dict.fromkeys([*lacking, *(name for price in prices for name in price.pop("needs"))])
    if opposes is None:
        missing |= dict.fromkeys(_for_the_buyer(case))
    return {
        "on": on.isoformat(),
        "recovered": {price["price"]: price["recovered"] for price in prices},
        "prices": prices,
        "opposes_buyer": opposes,
        "missing": sorted(missing, key=_place_of),
        "readings": [dict(each) for each in READINGS],
        "receipt": receipt(RECOVERY_ESTIMATE.name, on, facts, SOURCES, case.rows, hypothetical=book.hypothetical),
    }


def check_rows(book: LawBook) -> None:
    """Any amount of won and either way of rounding may be supposed."""


def _place_of(name: str) -> tuple[int, int]:
    """In the order of the declared facts; within the claims in theirs."""
    stem, _, rest = name.partition("[")
    number = int(rest.partition("]")[0]) if rest else -1
    return [fact.name for fact in RECOVERY_ESTIMATE.facts].index(stem), number


def _refuse_contradictions(case: _Case) -> None:
    known = case.known
    given = [(name, known[name]) for name in ("price_low", "price_base", "price_high") if name in known]
    for (_, lower), (name, higher) in pairwise(given):
        if higher < lower:
            raise LawError(
                "BAD_VALUE", "가격은 낮은 경우, 보통, 높은 경우의 차례로 같거나 커야 합니다.", name, facts_of_rule.price_low.source
            )
    claims = known.get("claims") or ()
    if len(claims) > MOST_CLAIMS:
        raise LawError("BAD_VALUE", f"권리는 {MOST_CLAIMS}개까지 적을 수 있습니다.", "claims", facts_of_rule.claims.source)
    earliest = known.get("earliest_security_on")
    for number, each in enumerate(claims):
        day = each["ranked_on"]
        if (
            each["kind"] in ("mortgage", "jeonse_right")
            and day is not None
            and earliest is not None
            and (earliest is False or day < earliest)
        ):
            message = "이보다 먼저 얻은 담보물권이 적혀 있습니다. 최선순위 담보물권 취득일과 이 날 가운데 하나를 고칩니다."
            raise LawError("BAD_VALUE", message, f"claims[{number}].ranked_on", facts_of_rule.earliest_security_on.source)
        if each["kind"] in ("mortgage", "attachment") and day is not None and day < known.get("first_encumbrance_on", day):
            message = "매각으로 없어지는 권리 가운데 가장 먼저 등기된 날보다 앞선 날입니다. 둘 가운데 하나를 고칩니다."
            raise LawError("BAD_VALUE", message, f"claims[{number}].ranked_on", facts_of_rule.first_encumbrance_on.source)


def _matter(case: _Case) -> Matter:
    known = case.known
    own = Entry(
        OWN, known["right"], known["deposit"], known.get("ranked_on"), known.get("opposable_on"), known.get("receipt_no"),
        known.get("small_deposit_right"),
    )  # fmt: skip
    others = (
        Entry(
            number,
            each["kind"],
            each["amount"],
            each["ranked_on"],
            each["opposable_on"],
            each["receipt_no"],
            each["small_deposit_right"],
        )
        for number, each in enumerate(known["claims"])
    )
    return Matter((own, *others), _limits(case), known.get("sale_costs"))


def _limits(case: _Case) -> Limits:
    """The row of the class on the day of the earliest security right; without such a right, of the decision."""
    region, earliest = case.known.get("region_class"), case.known.get("earliest_security_on")
    day = case.on if earliest is False else earliest
    missing = tuple(
        name
        for name, is_open in (("region_class", region is None), ("earliest_security_on", day is None or day < FIRST_TABLE))
        if is_open
    )
    if missing:
        amount, threshold = (
            max(row.value for row in case.book.rows(code) if isinstance(row.value, int) and row.from_ <= case.on)
            for code in (_AMOUNT, _THRESHOLD)
        )
        return Limits(amount, threshold, missing)
    assert day is not None
    found = []
    for code in (_AMOUNT, _THRESHOLD):
        row = case.book.in_force_for(code, f"class:{region}", day)
        assert row is not None and isinstance(row.value, int)
        case.rows[code] = row
        found.append(row.value)
    return Limits(found[0], found[1])


def _opposes_buyer(case: _Case) -> bool | None:
    """Whether the lease goes with the house: opposability is older than every right that the sale ends."""
    known, begins = case.known, _opposable_from(case)
    if begins is None:
        return None
    ended = [each["ranked_on"] for each in known.get("claims") or () if each["kind"] in ("mortgage", "attachment")]
    if any(day is not None and day < begins for day in ended):
        return False
    first = known.get("first_encumbrance_on")
    return None if first is None else bool(begins <= first)


def _for_the_buyer(case: _Case) -> list[str]:
    """The unknown days of which one decides whether the lease goes with the house."""
    open_ = ["opposable_on"] if _opposable_from(case) is None else []
    return open_ + (["first_encumbrance_on"] if "first_encumbrance_on" not in case.known else [])


def _opposable_from(case: _Case) -> dt.date | None:
    """The day at whose beginning opposability stands; that of a leasehold registration alone begins within its day."""
    opposable, ranked = case.known.get("opposable_on"), case.known.get("ranked_on")
    if opposable is None and case.known.get("right") == "leasehold_registration":
        opposable = ranked
    return None if opposable is None or opposable >= dt.date.max else opposable + dt.timedelta(days=1)


def _at_price(case: _Case, name: str, matter: Matter | None, unit: int, opposes: bool | None) -> dict[str, Any]:
    price = case.known.get(f"price_{name}")
    empty: dict[str, Any] = {
        "price": name, "amount": price, "costs": None, "ranks": None, "recovered": None, "recovered_low": None, "recovered_high": None,
        "shortfall": None, "shortfall_low": None, "shortfall_high": None, "left_to_buyer": None, "rest": None, "needs": [],
    }  # fmt: skip
    if price is None:
        return empty | {"needs": [f"price_{name}"]}
    if matter is None:
        return empty
    deposit, units = int(case.known["deposit"]), matter.units
    costs = None if matter.costs is None else min(matter.costs, price)
    worst, best = _distributed(matter, price, ()), _distributed(matter, price, units)
    shown = empty | {"costs": costs, "ranks": _ranks(matter, worst, best, unit), "rest": cut(worst.rest) if not units else None}
    if not matter.is_bounded:
        return shown | {"needs": [each for one in units for each in one]}
    low, high = (_cut(done.paid(OWN), unit) for done in (worst, best))
    shown |= {"recovered_low": low, "recovered_high": high, "shortfall_low": deposit - high, "shortfall_high": deposit - low}
    if low != high:
        return shown | {"needs": _that_matter(matter, price, worst, best)}
    shortfall = deposit - low
    left = 0 if opposes is False or shortfall == 0 else shortfall if opposes else None
    return shown | {"recovered": low, "shortfall": shortfall, "left_to_buyer": left}


def _distributed(matter: Matter, price: int, best: Sequence[Unit]) -> Distribution:
    return distribute(matter.net(price, best), matter.complete(best))


def _that_matter(matter: Matter, price: int, worst: Distribution, best: Distribution) -> list[str]:
    """The unknowns that alone change what the tenant receives, beside the others at their worst or at their best."""
    found: list[str] = []
    for unit in matter.units:
        others = [each for each in matter.units if each != unit]
        alone, without = _distributed(matter, price, [unit]), _distributed(matter, price, others)
        if alone.paid(OWN) != worst.paid(OWN) or without.paid(OWN) != best.paid(OWN):
            found += unit
    return found


def _ranks(matter: Matter, worst: Distribution, best: Distribution, unit: int) -> list[dict[str, Any]] | None:
    """The lines in the order of payment; None where an unknown day or kind leaves the order open. `paid` null: not known."""
    if not matter.only_amounts:
        return None
    other = dict(_named(best.lines))
    sound = not matter.units or not matter.has_attachments
    shown = []
    for name, line in _named(worst.lines):
        same = other.get(name)
        is_known = sound and same is not None and (same.claimed, same.paid) == (line.claimed, line.paid)
        shown.append(_line(line, unit, is_known=is_known))
    return shown


def _named(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, str, int], Line]]:
    """Each line by its claim, its part and how often both came before: one right may take the place of several taxes."""
    before: Counter[tuple[int, str]] = Counter()
    for line in lines:
        yield (line.place, line.part, before[line.place, line.part]), line
        before[line.place, line.part] += 1


def _line(line: Line, unit: int, *, is_known: bool) -> dict[str, Any]:
    return {
        "claim": None if line.place == OWN else line.place,
        "own": line.place == OWN,
        "kind": line.kind,
        "part": line.part,
        "claimed": cut(line.claimed) if is_known else None,
        "paid": _cut(line.paid, unit) if is_known else None,
        "exact": pair(line.paid) if is_known else None,
    }


def _cut(amount: Fraction, unit: int) -> int:
    return cut(amount) // unit * unit
