"""X2 (제3조제2항제2호): the whole table of appendix (c), each period's first and last day, the house's half (S1-ASM-08)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from teojeon.law.book import AuthorityRow
from tests.law.victims.cases import NEW, Single, day, day_after, reading

CLASSES = ("seoul", "overconcentration", "metropolitan", "other")
# first day of a period: amount / threshold in 10,000 won, in the order of CLASSES; a period ends the day before the next
TABLE: Mapping[str, tuple[tuple[int, int], ...]] = {
    "2008-08-21": ((2000, 6000), (2000, 6000), (1700, 5000), (1400, 4000)),
    "2010-07-26": ((2500, 7500), (2200, 6500), (1900, 5500), (1400, 4000)),
    "2014-01-01": ((3200, 9500), (2700, 8000), (2000, 6000), (1500, 4500)),
    "2016-03-31": ((3400, 10000), (2700, 8000), (2000, 6000), (1700, 5000)),
    "2018-09-18": ((3700, 11000), (3400, 10000), (2000, 6000), (1700, 5000)),
    "2021-05-11": ((5000, 15000), (4300, 13000), (2300, 7000), (2000, 6000)),
    "2023-02-21": ((5500, 16500), (4800, 14500), (2800, 8500), (2500, 7500)),
}
GREATEST = 55_000_000
RICH = 10**12
POSSIBLE: Mapping[str, object] = {
    "deposit": 48_000_000,
    "small_deposit_right": True,
    "region_class": "overconcentration",
    "earliest_security_on": "2023-03-02",
    "house_value": RICH,
    "other_tenants_deposits": [],
}
NOMINAL = (reading("A11", "nominal"),)


def _x2(says: str, value: bool | None, change: Mapping[str, object], **how: object) -> Single:
    return Single(says, "X2", value, {**POSSIBLE, **change}, **how)  # type: ignore[arg-type]


def periods() -> Iterator[tuple[str, str, int, int]]:
    """Each class on the first and the last day of each period, with amount and threshold in won."""
    firsts = list(TABLE)
    for first, following in zip(firsts, [*firsts[1:], "2026-12-17"], strict=True):
        for place, (amount, threshold) in zip(CLASSES, TABLE[first], strict=True):
            for on in (first, day_after(following, -1)):
                yield place, on, amount * 10_000, threshold * 10_000


def _table() -> Iterator[Single]:
    for place, on, amount, threshold in periods():
        where = {"region_class": place, "earliest_security_on": on}
        yield _x2(f"{place} {on}: the amount", True, {**where, "deposit": amount})
        yield _x2(f"{place} {on}: one won above", False, {**where, "deposit": amount + 1})
        beside = {**where, "deposit": 1_000_000, "other_tenants_deposits": [threshold], "house_value": 2 * (1_000_000 + amount)}
        yield _x2(f"{place} {on}: another tenant at the threshold counts with the amount", True, beside)
        yield _x2(f"{place} {on}: and the house is one won short", False, {**beside, "house_value": 2 * (1_000_000 + amount) - 1})
        short = {**where, "deposit": 1_000_000, "other_tenants_deposits": [threshold + 1], "house_value": 1_999_999}
        yield _x2(f"{place} {on}: another tenant above the threshold, house one won short", False, short)
        above = {**beside, "other_tenants_deposits": [threshold + 1], "house_value": 2_000_000}
        yield _x2(f"{place} {on}: another tenant above the threshold counts nothing", True, above)


def _before_the_table() -> Iterator[Single]:
    for place in CLASSES:
        where = {"region_class": place, "earliest_security_on": "2008-08-20", "deposit": 1_000_000}
        yield _x2(f"{place} the day before the oldest table", None, where)
        yield _x2(
            f"{place} the day before the oldest table, beside another tenant",
            None,
            {**where, "other_tenants_deposits": [40_000_000]},
        )


def _after_an_ended_table() -> Iterator[Single]:
    ended = AuthorityRow(
        "SMALL_DEPOSIT_AMOUNT", "class:overconcentration", 50_000_000, day("2023-03-02"), day("2023-03-31"), "가상 개정", ""
    )
    for since, value in (
        ("2023-03-01", False),
        ("2023-03-02", True),
        ("2023-03-31", True),
        ("2023-04-01", None),
        ("2023-04-02", None),
    ):
        yield _x2(
            f"a table that ended, right of {since}", value, {"deposit": 50_000_000, "earliest_security_on": since}, rows=(ended,)
        )


def _beside_others_without_a_security_right() -> Iterator[Single]:
    """The other tenants are read by the table of the same day as the own deposit."""
    own: dict[str, object] = {
        "deposit": 1_000_000,
        "house_value": 98_000_000,
        "earliest_security_on": None,
        "has_security_right": False,
    }
    amount = "SMALL_DEPOSIT_AMOUNT", "SMALL_DEPOSIT_THRESHOLD"
    rows = tuple(
        AuthorityRow(code, "class:overconcentration", value, day("2027-03-01"), None, "가상 개정", "")
        for code, value in zip(amount, (48_000_001, 145_000_001), strict=True)
    )
    for has, since in ((False, None), (None, False), (False, False)):
        facts = {**own, "has_security_right": has, "earliest_security_on": since}
        for on, short in (("2027-02-28", True), ("2027-03-01", False)):
            says = f"right {has}, since {since}, beside a tenant at the amount, decided {on}"
            yield _x2(says, short, {**facts, "other_tenants_deposits": [48_000_001]}, on=day(on), rows=rows)
            says = f"right {has}, since {since}, beside a tenant above the threshold of the day before, decided {on}"
            yield _x2(
                says, short, {**facts, "house_value": 2_000_000, "other_tenants_deposits": [145_000_001]}, on=day(on), rows=rows
            )
    unknown = {**own, "has_security_right": None, "other_tenants_deposits": [1_000_000]}
    yield _x2("unknown whether there is a right, beside another tenant", None, unknown)
    yield _x2("a right of unknown day, beside another tenant", None, {**unknown, "has_security_right": True})


def _greatest() -> Iterator[Single]:
    for gap in ({"region_class": None}, {"earliest_security_on": None}, {"earliest_security_on": "2008-08-20"}):
        yield _x2(f"{gap}: below the greatest amount it is unknown", None, {**gap, "deposit": GREATEST})
        yield _x2(f"{gap}: above the greatest amount it is false", False, {**gap, "deposit": GREATEST + 1})


def _higher(first: str, place: str = "seoul", amount: int = 60_000_000) -> AuthorityRow:
    return AuthorityRow("SMALL_DEPOSIT_AMOUNT", f"class:{place}", amount, day(first), None, "가상 개정", "")


_X2 = (
    *_table(),
    *_before_the_table(),
    *_greatest(),
    _x2("Bupyeong, mortgage 2020-06-01: 34 million", False, {"earliest_security_on": "2020-06-01"}),
    _x2("Bupyeong, mortgage 2023-03-02: 48 million", True, {}),
    _x2("the same, house worth 80 million", False, {"house_value": 80_000_000}),
    _x2("half the house, to the won", True, {"house_value": 96_000_000}),
    _x2("half the house, one won short", False, {"house_value": 95_999_999}),
    _x2("half of an odd value is not rounded", False, {"deposit": 47_999_999, "house_value": 95_999_997}),
    _x2("half of an odd value that suffices", True, {"deposit": 47_999_999, "house_value": 95_999_999}),
    _x2("the requirements came after the registration of the auction", False, {"small_deposit_right": False}),
    _x2("unknown whether they came before it", None, {"small_deposit_right": None}),
    _x2("value of the house unknown", None, {"house_value": None}),
    _x2("region unknown, small deposit", None, {"region_class": None}),
    _x2("region unknown, but the house is worth too little", False, {"region_class": None, "house_value": 95_999_999}),
    _x2("region unknown, but the right is missing", False, {"region_class": None, "small_deposit_right": False}),
    _x2("deposit unknown", None, {"deposit": None}),
    _x2("deposit unknown, but the right is missing", False, {"deposit": None, "small_deposit_right": False}),
    _x2("other tenants unknown", None, {"other_tenants_deposits": None}),
    _x2(
        "other tenants unknown, but the own deposit exceeds the half",
        False,
        {"other_tenants_deposits": None, "house_value": 95_999_999},
    ),
    _x2("a tenant whose deposit is unknown", None, {"other_tenants_deposits": [None]}),
    _x2(
        "a tenant whose deposit is unknown beside one that exceeds the half",
        False,
        {"other_tenants_deposits": [None, 50_000_000], "house_value": 191_999_999},
    ),
    _x2(
        "two tenants below the amount count with their deposits",
        True,
        {"other_tenants_deposits": [1_000_000, 1_000_000], "house_value": 100_000_000},
    ),
    _x2(
        "two tenants below the amount, one won short",
        False,
        {"other_tenants_deposits": [1_000_000, 1_000_000], "house_value": 99_999_999},
    ),
    _x2(
        "a tenant between amount and threshold counts with the amount",
        True,
        {"other_tenants_deposits": [100_000_000], "house_value": 192_000_000},
    ),
    _x2("family deposits are added up", False, {"family_deposit": 48_000_001}),
    _x2("family deposits at the amount", True, {"family_deposit": 48_000_000}),
    _x2("family deposits known, the own deposit unknown", True, {"family_deposit": 48_000_000, "deposit": None}),
    _x2("family deposits below the greatest amount", True, {"family_deposit": 48_000_000, "deposit": 60_000_000}),
    _x2("less than the amount", True, {"deposit": 47_999_999}),
    _x2(
        "family deposits and the half of the house",
        False,
        {"family_deposit": 48_000_000, "deposit": 1, "house_value": 95_999_999},
    ),
    _x2("certainly no security right: the day of the decision", True, {"has_security_right": False, "earliest_security_on": None}),
    _x2(
        "certainly never a security right: the day of the decision",
        True,
        {"has_security_right": None, "earliest_security_on": False},
    ),
    _x2("no security right and never one", True, {"has_security_right": False, "earliest_security_on": False}),
    _x2(
        "no security right, deposit above the amount of the day",
        False,
        {"has_security_right": False, "earliest_security_on": None, "deposit": 48_000_001},
    ),
    _x2("a security right of unknown day", None, {"has_security_right": True, "earliest_security_on": None}),
    _x2("unknown whether there is a security right", None, {"has_security_right": None, "earliest_security_on": None}),
    _x2("a day of a security right alone suffices", True, {"has_security_right": None}),
    _x2("a security right with its day", True, {"has_security_right": True}),
    _x2(
        "no security right, decided 2024-09-10: the same table",
        True,
        {"has_security_right": False, "earliest_security_on": None},
        on=NEW,
    ),
    _x2(
        "a row that begins later is no greatest amount yet",
        False,
        {"region_class": None, "deposit": 56_000_000},
        on=day("2027-02-28"),
        rows=(_higher("2027-03-01"),),
    ),
    _x2(
        "from its first day on it is",
        None,
        {"region_class": None, "deposit": 56_000_000},
        on=day("2027-03-01"),
        rows=(_higher("2027-03-01"),),
    ),
    _x2(
        "without a security right a new row counts from its first day",
        True,
        {"region_class": "seoul", "has_security_right": False, "earliest_security_on": None, "deposit": 60_000_000},
        on=day("2027-03-01"),
        rows=(_higher("2027-03-01"),),
    ),
    _x2(
        "and not the day before",
        False,
        {"region_class": "seoul", "has_security_right": False, "earliest_security_on": None, "deposit": 60_000_000},
        on=day("2027-02-28"),
        rows=(_higher("2027-03-01"),),
    ),
    *(
        _x2(
            f"never a security right: the table of {on}, {len(taken)} other readings",
            value,
            {"has_security_right": None, "earliest_security_on": False, "deposit": 50_000_000},
            on=day(on),
            rows=(_higher("2027-03-01", "overconcentration", 50_000_000), *taken),
        )
        for on, value in (("2027-02-28", False), ("2027-03-01", True))
        for taken in ((), NOMINAL)
    ),
    _x2(
        "A-11 the other way: the amount alone",
        True,
        {"small_deposit_right": False, "house_value": 1, "other_tenants_deposits": None},
        rows=NOMINAL,
    ),
    _x2("A-11 the other way: one won above", False, {"deposit": 48_000_001}, rows=NOMINAL),
    _x2("A-11 the other way: region unknown", None, {"region_class": None}, rows=NOMINAL),
    _x2("A-11 the other way: above the greatest amount", False, {"region_class": None, "deposit": GREATEST + 1}, rows=NOMINAL),
)

# what the amount alone decides, it decides in both positions of A-11
_RECOVERY_ONLY = {"small_deposit_right", "house_value", "other_tenants_deposits"}


def _is_nominal(case: Single) -> bool:
    return not case.rows and all(case.facts.get(name) == POSSIBLE[name] for name in _RECOVERY_ONLY)


SMALL_DEPOSIT = (
    *_X2,
    *(replace(case, says=f"{case.says}, A-11 the other way", rows=NOMINAL) for case in _X2 if _is_nominal(case)),
    *_beside_others_without_a_security_right(),
    *_after_an_ended_table(),
)
