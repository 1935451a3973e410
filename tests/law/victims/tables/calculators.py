"""The calculators that the determination leads to: figures of the catalogue and each edge (S1-MIN-02, S1-TAX-02)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from teojeon.law.book import AuthorityRow
from tests.law.victims.cases import day, reading
from tests.law.victims.tables.small_deposit import CLASSES, periods

NOW = day("2026-12-16")


@dataclass(frozen=True)
class Calculated:
    """One run of a calculator and the part of its answer that it must give."""

    says: str
    name: str
    facts: Mapping[str, object]
    answer: Mapping[str, object]
    on: dt.date = NOW
    rows: tuple[AuthorityRow, ...] = ()


ENTITLED: Mapping[str, object] = {
    "deposit": 100_000_000,
    "outcome": "GA",
    "korean_national": True,
    "received_by_priority": 20_000_000,
    "repaid_on_claim": 0,
    "support": 5_000_000,
    "bought_house": False,
    "distribution_demanded": True,
    "auction_started_on": "2026-12-01",
    "advance_paid": False,
    "filed_on": "2026-11-20",
}


def _min(says: str, change: Mapping[str, object], answer: Mapping[str, object], **how: object) -> Calculated:
    return Calculated(says, "minimum-guarantee", {**ENTITLED, **change}, answer, **how)  # type: ignore[arg-type]


def _third(received: int, entitled: bool, payable: int, **how: object) -> Calculated:
    change = {"deposit": 90_000_000, "received_by_priority": received, "support": 0}
    return _min(
        f"90 million, received {received:,}", change, {"entitled": entitled, "payable": payable, "floor": [30_000_000, 1]}, **how
    )


AMOUNTS = ("received_by_priority", "repaid_on_claim", "support")
MINIMUM_GUARANTEE = (
    _min("100 million, 20 + 0 + 5 million received", {}, {"entitled": True, "payable": 8_333_330, "floor": [100_000_000, 3]}),
    _third(30_000_001, False, 0),
    _third(30_000_000, False, 0),
    _third(29_999_999, True, 0),
    _third(29_999_991, True, 0),
    _third(29_999_990, True, 10),
    _third(0, True, 30_000_000),
    *(
        _min(
            f"{name} counts", {"deposit": 90_000_000, "received_by_priority": 0, "support": 0, name: 29_999_000}, {"payable": 1_000}
        )
        for name in ("received_by_priority", "repaid_on_claim", "support")
    ),
    *(
        _min(
            f"{name} of a third alone decides though the rest is unknown",
            {**dict.fromkeys(("received_by_priority", "repaid_on_claim", "support")), name: 33_333_334},
            {"entitled": False, "payable": 0},
        )
        for name in ("received_by_priority", "repaid_on_claim", "support")
    ),
    *(
        _min(f"{name} unknown and nothing decided", {name: None}, {"entitled": None, "payable": None})
        for name in ("received_by_priority", "repaid_on_claim", "support")
    ),
    *(
        _min(
            f"{name} {received:,} of {deposit:,}, the rest unknown",
            {**dict.fromkeys(AMOUNTS), "deposit": deposit, name: received},
            {"entitled": entitled},
        )
        for name in AMOUNTS
        for deposit, received, entitled in (
            (90_000_000, 30_000_000, False),
            (90_000_001, 30_000_000, None),
            (90_000_000, 29_999_999, None),
        )
    ),
    _min(
        "a third of a won short entitles",
        {"deposit": 90_000_001, "received_by_priority": 30_000_000, "support": 0},
        {"entitled": True, "payable": 0, "floor": [90_000_001, 3]},
    ),
    *(
        _min(f"class {code}", {"outcome": code}, {"entitled": entitled, "payable": 8_333_330 if entitled else 0})
        for code, entitled in (("GA", True), ("NA", False), ("DA", True))
    ),
    *(
        _min(f"{name} {value}", {name: value}, {"entitled": entitled})
        for name, value, entitled in (
            ("outcome", None, None),
            ("korean_national", False, False),
            ("korean_national", None, None),
            ("bought_house", True, False),
            ("bought_house", None, None),
            ("advance_paid", True, False),
            ("advance_paid", None, None),
        )
    ),
    *(
        _min(
            f"no demand, auction started {since}",
            {"distribution_demanded": False, "auction_started_on": since},
            {"entitled": entitled},
        )
        for since, entitled in (
            ("2026-11-10", True),
            ("2026-11-12", True),
            ("2026-11-13", False),
            ("2026-11-14", False),
            (False, True),
            (None, None),
        )
    ),
    _min(
        "unknown whether demanded, auction before the exclusion",
        {"distribution_demanded": None, "auction_started_on": "2026-11-12"},
        {"entitled": True},
    ),
    _min(
        "unknown whether demanded, auction since",
        {"distribution_demanded": None, "auction_started_on": "2026-11-13"},
        {"entitled": None},
    ),
    _min("A-36 the other way: to the won", {}, {"payable": 8_333_333}, rows=(reading("A36", "one_won", day("2026-11-13")),)),
    _third(29_999_999, True, 1, rows=(reading("A36", "one_won", day("2026-11-13")),)),
    *(
        _min(f"floor of {deposit}", {"deposit": deposit}, {"floor": floor})
        for deposit, floor in ((0, [0, 1]), (1, [1, 3]), (3, [1, 1]), (4, [4, 3]))
    ),
    _min("filed 2026-11-20", {}, {"decide_by": "2027-02-18", "extended_by": "2027-03-22"}),
    _min(
        "filed 2027-02-22, a day earlier or later is another day",
        {"filed_on": "2027-02-22"},
        {"decide_by": "2027-05-24", "extended_by": "2027-06-22"},
    ),
    _min("filed 2027-03-03", {"filed_on": "2027-03-03"}, {"decide_by": "2027-06-01", "extended_by": "2027-07-01"}),
    _min("filed 2027-03-02", {"filed_on": "2027-03-02"}, {"decide_by": "2027-05-31", "extended_by": "2027-06-30"}),
    _min("on its first day", {}, {"entitled": True, "payable": 8_333_330, "decide_by": "2027-02-18"}, on=day("2026-11-13")),
    _min(
        "no demand on its first day",
        {"distribution_demanded": False, "auction_started_on": "2026-11-13"},
        {"entitled": False},
        on=day("2026-11-13"),
    ),
)

FIVE_PERCENT: Mapping[str, object] = {
    "filed_on": "2026-11-25",
    "house_value": 150_000_000,
    "all_houses_value": 3_000_000_000,
    "national": [],
    "local": [],
}


def _tax(says: str, change: Mapping[str, object], answer: Mapping[str, object], **how: object) -> Calculated:
    return Calculated(says, "tax-apportionment", {**FIVE_PERCENT, **change}, answer, **how)  # type: ignore[arg-type]


def _small(arrears: int, total: int, on: str, sale: str | None = None) -> Calculated:
    change = {"local": [{"kind": "other", "arrears": arrears}], "filed_on": "2024-10-01", "sale_decision_on": sale}
    return _tax(f"local bill of {arrears:,}, decided {on}, sale {sale}", change, {"total": total}, on=day(on))


TAX = (
    _tax(
        "the catalogue's figures",
        {
            "national": [
                {"kind": "comprehensive_real_estate", "arrears": 12_000_000, "on_house": 1_500_000},
                {"kind": "other", "arrears": 40_000_000},
            ],
            "local": [{"kind": "property", "arrears": 180_000, "on_house": True}, {"kind": "other", "arrears": 4_000_000}],
        },
        {"base_date": "2025-06-01", "ratio": [1, 20], "total": 3_880_000},
    ),
    _tax("filed on the last day of a year", {"filed_on": "2026-12-31"}, {"base_date": "2025-06-01"}),
    _tax("filed on the first day of the next", {"filed_on": "2027-01-01"}, {"base_date": "2026-06-01"}, on=day("2027-01-04")),
    _tax("on the first day of the decree", {"filed_on": "2023-07-02"}, {"base_date": "2022-06-01"}, on=day("2023-07-02")),
    _small(39_999, 39_999, "2023-07-02"),
    _small(39_999, 39_999, "2024-11-10"),
    _small(40_000, 2_000, "2024-11-10"),
    _small(39_979, 39_979, "2024-11-10"),
    _small(40_020, 2_001, "2024-11-10"),
    _small(39_999, 1_999, "2024-11-11", "2024-11-11"),
    _small(39_999, 39_999, "2024-11-11", "2024-11-10"),
)


def _small_deposit(place: str, reference: str | None, on: dt.date, amount: int | None, threshold: int | None) -> Calculated:
    return Calculated(
        f"{place}, right of {reference}, on {on}",
        "small-deposit",
        {"region_class": place, "reference_on": reference},
        {"protected_amount": amount, "tenant_threshold": threshold},
        on=on,
    )


SMALL_DEPOSIT = (
    *(_small_deposit(place, on, NOW, amount, threshold) for place, on, amount, threshold in periods()),
    *(_small_deposit(place, None, day(on), amount, threshold) for place, on, amount, threshold in periods()),
    *(_small_deposit(place, "2008-08-20", NOW, None, None) for place in CLASSES),
)
RECOVERY = tuple(
    Calculated(
        f"two tenants of one rank share what is odd, on {on}",
        "recovery-estimate",
        {
            "price_base": 100_000_003,
            "price_source": "appraisal",
            "sale_costs": 0,
            "earliest_security_on": False,
            "region_class": "other",
            "deposit": 150_000_000,
            "right": "none",
            "small_deposit_right": False,
            "claims": [{"kind": "general", "amount": 150_000_000}],
        },
        {
            "recovered": {"low": None, "base": 50_000_001, "high": None},
            "missing": ["price_low", "price_high", "opposable_on", "first_encumbrance_on"],
        },
        on=day(on),
    )
    for on in ("2023-06-01", "2026-12-16")
)
CALCULATORS = (*MINIMUM_GUARANTEE, *TAX, *SMALL_DEPOSIT, *RECOVERY)
