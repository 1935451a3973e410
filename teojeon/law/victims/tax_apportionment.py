"""Apportion the landlord's taxes to one house by standard value (전세사기피해자법 제23조·제24조, 영 제3조·제4조).

Advisory: the tax office and the municipality apportion. Every share is an exact fraction of a won beside the won cut
from it, because neither Act nor Decree says how to round (A-37).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from teojeon.law.book import LawBook
from teojeon.law.fraction import cut, pair
from teojeon.law.language.errors import LawError
from teojeon.law.language.parameters import NATION, Row
from teojeon.law.language.reading import read_facts
from teojeon.law.language.rules import RuleSet
from teojeon.law.language.source import Source, law_texts
from teojeon.law.receipt import receipt
from teojeon.law.victims import tax_facts

_ACT, _DECREE = law_texts()["전세사기피해자법"], law_texts()["전세사기피해자법 시행령"]
SOURCES = (_ACT.at(23), _ACT.at(24), _DECREE.at(3), _DECREE.at(4))
_KEPT_RULE = _DECREE.at(2, addenda=34987)

TAX_APPORTIONMENT = RuleSet(
    name="tax-apportionment",
    title="국세·지방세 안분 계산",
    source="전세사기피해자법 제23조, 제24조, 같은 법 시행령 제3조, 제4조",
    in_force_from=dt.date(2023, 7, 2),
    in_force_source="법률 제19425호 부칙 제1조",
    facts=tax_facts.FACTS,
    requirements=(),
    note="참고용입니다. 안분은 세무서장과 지방자치단체의 장이 합니다.",
)

NOT_OWNED = "HOUSE_NOT_OWNED_ON_BASE_DATE"
"""All houses' value is 0 or less than this house's: the landlord did not own the house on the base date, or a value is
wrong. The ratio is then 1 and says so."""

READING = {
    "code": "A-37",
    "position": "",
    "title": "시행령에 따라 이 주택의 몫만 계산하고, 상속세·증여세·종합부동산세는 이 주택에 대하여 부과된 금액과 견주어 "
    "큰 금액으로 합니다. 끝수 처리는 정해져 있지 않아 분수와 1원 미만을 버린 금액을 함께 적습니다.",
}

_MONTH, _DAY, _SMALL = "TAX_BASE_MONTH", "TAX_BASE_DAY", "LOCAL_TAX_SMALL_SHARE"
_GREATEST = {_MONTH: 12, _DAY: 28}
_RULES = {
    "share": "체납액 × 이 주택의 시가표준액 ÷ 모든 주택의 시가표준액 합계",
    "on_house": "이 주택에 대하여 부과된 국세가 안분액보다 커서 그 금액",
    "in_full": "이 주택에 부과된 지방세 전액",
    "small_share": "안분액이 2천원 미만이어서 건별 금액 전부",
}


@dataclass(frozen=True)
class _Share:
    """What one bill comes to; `exact` is None while unknown, and `needs` then names the facts it waits for."""

    rule: str | None
    exact: Fraction | None
    needs: tuple[str, ...] = ()


@dataclass
class _Case:
    """One filing under the law of one day, with the rows read on the way."""

    known: Mapping[str, object]
    on: dt.date
    book: LawBook
    rows: dict[str, Row] = field(default_factory=dict)

    def amount(self, name: str) -> int | None:
        """A fact in won."""
        value = self.known.get(name)
        return value if isinstance(value, int) else None

    def day(self, name: str) -> dt.date | None:
        """A fact that is a day."""
        value = self.known.get(name)
        return value if isinstance(value, dt.date) else None

    def bills(self, name: str) -> tuple[Mapping[str, object], ...] | None:
        """The bills of one list; None where the list is unknown."""
        value = self.known.get(name)
        return value if isinstance(value, tuple) else None

    def number(self, code: str) -> int:
        """A dated number of the law in force on the day."""
        row = self.rows[code] = self.book.in_force(code, self.on)
        assert isinstance(row.value, int)
        return row.value


def run(facts: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, object]:
    """Shares of each bill under the law of day `on`, as the law command answers them.

    Raises `LawError` for facts that the command refuses, among them NOT_IN_FORCE for a filing before 2023-07-02.
    """
    TAX_APPORTIONMENT.must_be_in_force(on)
    case = _Case(read_facts(TAX_APPORTIONMENT.facts, facts), on, book)
    _refuse_contradictions(case)
    ratio, warnings = _ratio(case)
    shares = _shares(case, ratio)
    exact = [share.exact for _, _, share in shares]
    complete = case.bills("national") is not None and case.bills("local") is not None and None not in exact
    known = [value for value in exact if value is not None]
    base = _base_date(case)
    return {
        "on": on.isoformat(),
        "base_date": None if base is None else base.isoformat(),
        "ratio": None if ratio is None else pair(ratio),
        "shares": [_shown(*each) for each in shares] if _any_list(case) else None,
        "total": sum(cut(value) for value in known) if complete else None,
        "total_exact": pair(sum(known, Fraction(0))) if complete else None,
        "missing": _missing(case, ratio, shares),
        "warnings": warnings,
        "readings": [READING],
        "receipt": receipt(TAX_APPORTIONMENT.name, on, facts, _sources(case), case.rows, hypothetical=book.hypothetical),
    }


def check_rows(book: LawBook) -> None:
    """Refuse rows that name no day of every year as the base date (BAD_VALUE)."""
    for row in book.authority:
        greatest = _GREATEST.get(row.code)
        if greatest is not None and isinstance(row.value, int) and not 1 <= row.value <= greatest:
            raise LawError("BAD_VALUE", f"1부터 {greatest}까지여야 합니다.", row.code, row.source)


def _refuse_contradictions(case: _Case) -> None:
    filed_on, first = case.day("filed_on"), TAX_APPORTIONMENT.in_force_from
    if filed_on is not None and filed_on < first:
        message = f"안분 적용 신청은 {first}부터 할 수 있습니다."
        raise LawError("NOT_IN_FORCE", message, "filed_on", TAX_APPORTIONMENT.in_force_source)
    for number, bill in enumerate(case.bills("national") or ()):
        arrears, on_house = bill["arrears"], bill["on_house"]
        if isinstance(arrears, int) and isinstance(on_house, int) and on_house > arrears:
            message = "이 주택에 대하여 부과된 금액이 체납액보다 큽니다. 둘 중 하나를 고칩니다."
            raise LawError("BAD_VALUE", message, f"national[{number}].on_house", tax_facts.national.source)


def _sources(case: _Case) -> tuple[Source, ...]:
    return (*SOURCES, _KEPT_RULE) if _SMALL in case.rows else SOURCES


def _base_date(case: _Case) -> dt.date | None:
    """1 June of the year before the filing (영 제3조제2항, 지방세법 제114조)."""
    month, day = case.number(_MONTH), case.number(_DAY)
    filed_on = case.day("filed_on")
    return None if filed_on is None else dt.date(filed_on.year - 1, month, day)


def _ratio(case: _Case) -> tuple[Fraction | None, list[str]]:
    house, houses = case.amount("house_value"), case.amount("all_houses_value")
    if houses == 0:
        return Fraction(1), [NOT_OWNED]
    if house is None or houses is None:
        return None, []
    if houses < house:
        return Fraction(1), [NOT_OWNED]
    return Fraction(house, houses), []


def _shares(case: _Case, ratio: Fraction | None) -> list[tuple[str, Mapping[str, object], _Share]]:
    found: list[tuple[str, Mapping[str, object], _Share]] = []
    for number, bill in enumerate(case.bills("national") or ()):
        found.append(("national", bill, _share_of(case, "national", number, bill, ratio)))
    for number, bill in enumerate(case.bills("local") or ()):
        found.append(("local", bill, _share_of(case, "local", number, bill, ratio)))
    return found


def _share_of(case: _Case, tax: str, number: int, bill: Mapping[str, object], ratio: Fraction | None) -> _Share:
    """One bill. An unknown kind of tax is no obstacle where every kind comes to the same."""
    arrears, kind = bill["arrears"], bill["kind"]
    if not isinstance(arrears, int):
        return _Share(None, None, (f"{tax}[{number}].arrears",))
    if kind is not None:
        return _of_kind(case, tax, bill, kind, arrears, ratio)
    kinds = tax_facts.NATIONAL_KIND.codes if tax == "national" else tax_facts.LOCAL_KIND.codes
    possible = [_of_kind(case, tax, bill, each, arrears, ratio) for each in kinds]
    if possible[0].exact is not None and all(each.exact == possible[0].exact for each in possible):
        return _Share(None, possible[0].exact)
    needs = [f"{tax}[{number}].kind", *(need for each in possible for need in each.needs)]
    return _Share(None, None, tuple(dict.fromkeys(needs)))


def _of_kind(case: _Case, tax: str, bill: Mapping[str, object], kind: object, arrears: int, ratio: Fraction | None) -> _Share:
    if tax == "local":
        if bill["on_house"] is True and kind in tax_facts.TAXES_OF_A_HOUSE:
            return _Share("in_full", Fraction(arrears))
        return _share(case, arrears, ratio) if ratio is None else _small_share(case, arrears, ratio)
    share = _share(case, arrears, ratio)
    on_house = bill["on_house"]
    if kind not in tax_facts.TAXES_ON_A_HOUSE or not isinstance(on_house, int):
        return share
    # a bill imposed on this house alone is the greater of the two whatever the ratio
    if on_house == arrears or (share.exact is not None and on_house > share.exact):
        return _Share("on_house", Fraction(on_house))
    return share


def _share(case: _Case, arrears: int, ratio: Fraction | None) -> _Share:
    if ratio is None:
        return _Share(None, None, tuple(name for name in ("house_value", "all_houses_value") if name not in case.known))
    return _Share("share", arrears * ratio)


def _small_share(case: _Case, arrears: int, ratio: Fraction) -> _Share:
    """영 제4조제1항제2호 단서 as it stood until 2024-11-10: below 2,000 won the whole bill is collected.

    대통령령 제34987호 부칙 제2조 keeps it where the sale was decided before that decree came into force, which can only
    be asked of a filing made before that day: the filing goes before the sale.
    """
    share = arrears * ratio
    row = case.book.in_force_for(_SMALL, NATION, case.on)
    filed_on, decided_on = case.day("filed_on"), case.day("sale_decision_on")
    needs: tuple[str, ...] = ()
    if row is None and filed_on is None:
        row, needs = _last_small_share(case), ("filed_on",)
    elif row is None and filed_on is not None:
        row = case.book.in_force_for(_SMALL, NATION, filed_on)
        if row is not None and decided_on is None:
            needs = ("sale_decision_on",)
        elif row is not None and row.to is not None and decided_on is not None and decided_on > row.to:
            row = None
    if row is None:
        return _Share("share", share)
    case.rows[_SMALL] = row
    assert isinstance(row.value, int)
    if share >= row.value or share == arrears:
        return _Share("share", share)
    return _Share(None, None, needs) if needs else _Share("small_share", Fraction(arrears))


def _last_small_share(case: _Case) -> Row | None:
    rows = case.book.table.rows.get(_SMALL, ())
    return rows[-1] if rows else None


def _any_list(case: _Case) -> bool:
    return case.bills("national") is not None or case.bills("local") is not None


def _missing(case: _Case, ratio: Fraction | None, shares: list[tuple[str, Mapping[str, object], _Share]]) -> list[str]:
    """The unknown facts that an unknown result needs, in the order of the declared facts."""
    needed = {need for _, _, share in shares for need in share.needs}
    if ratio is None:
        needed |= {"house_value", "all_houses_value"} - case.known.keys()
    needed |= {"filed_on", "national", "local"} - case.known.keys()
    order = [fact.name for fact in tax_facts.FACTS]
    # within a list the bills keep their order: the names were collected bill by bill
    collected = dict.fromkeys([need for _, _, share in shares for need in share.needs] + sorted(needed))
    return sorted(collected, key=lambda name: order.index(name.partition("[")[0]))


def _shown(tax: str, bill: Mapping[str, object], share: _Share) -> dict[str, object]:
    return {
        "tax": tax,
        "kind": bill["kind"],
        "exact": None if share.exact is None else pair(share.exact),
        "amount": None if share.exact is None else cut(share.exact),
        "rule": share.rule,
        "because": None if share.rule is None else _RULES[share.rule],
        "source": _DECREE.at(3).label if tax == "national" else _DECREE.at(4).label,
    }
