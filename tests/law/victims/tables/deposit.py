"""R2 (제3조제1항제2호): the cap, one won to each side of every edge (S1-ASM-04)."""

from tests.law.victims.cases import NEW, OLD, Single, cap, day

FIRST_DAY = day("2023-06-01")
# deposit: value with the uplift not asked for, refused, granted in full
_EDGES: dict[int, dict[int, tuple[bool | None, bool, bool]]] = {
    300_000_000: {-1: (True, True, True), 0: (True, True, True), 1: (None, False, True)},
    500_000_000: {-1: (None, False, True), 0: (None, False, True), 1: (False, False, False)},
}


def _edges(base: int, on: object) -> list[Single]:
    found: list[Single] = []
    for edge, steps in _EDGES.items():
        for step, values in steps.items():
            deposit = edge - 300_000_000 + base + step
            for uplift, value in zip((None, 0, 200_000_000), values, strict=True):
                says = f"deposit {deposit:,}, uplift {uplift}, decided {on}"
                found.append(Single(says, "R2", value, {"deposit": deposit, "cap_uplift": uplift}, on))  # type: ignore[arg-type]
    return found


SEOUL = (cap(650_000_000, "2026-12-01", "2027-06-30"),)
LOW = (cap(450_000_000, "2023-07-01"),)

DEPOSIT = (
    *(case for on in (FIRST_DAY, OLD) for case in _edges(300_000_000, on)),
    *(case for on in (NEW, day("2026-12-16")) for case in _edges(500_000_000, on)),
    Single("deposit unknown, uplift granted", "R2", None, {"cap_uplift": 200_000_000}),
    Single("no deposit at all", "R2", True, {"deposit": 0}),
    Single("the greatest deposit that can be typed", "R2", False, {"deposit": 10**15}),
    *(
        Single(f"200 million, uplift {uplift}", "R2", True, {"deposit": 200_000_000, "cap_uplift": uplift})
        for uplift in (None, 0, 1)
    ),
    *(
        Single(f"deposit {deposit:,}, uplift of 50 million", "R2", value, {"deposit": deposit, "cap_uplift": 50_000_000})
        for deposit, value in ((549_999_999, True), (550_000_000, True), (550_000_001, False))
    ),
    *(
        Single(
            f"deposit {deposit:,} under a general resolution of 650 million",
            "R2",
            value,
            {"deposit": deposit, "sido": "11"},
            rows=SEOUL,
        )
        for deposit, value in ((649_999_999, True), (650_000_000, True), (650_000_001, False))
    ),
    *(
        Single(f"the general resolution on {on}", "R2", value, {"deposit": 600_000_000, "sido": "11"}, day(on), SEOUL)
        for on, value in (("2026-11-30", None), ("2026-12-01", True), ("2027-06-30", True), ("2027-07-01", None))
    ),
    Single("the general resolution of another place", "R2", None, {"deposit": 600_000_000, "sido": "26"}, rows=SEOUL),
    Single("the general resolution, place unknown", "R2", None, {"deposit": 600_000_000}, rows=SEOUL),
    Single(
        "the resolution for the case goes before the general one, refused",
        "R2",
        False,
        {"deposit": 600_000_000, "sido": "11", "cap_uplift": 0},
        rows=SEOUL,
    ),
    Single(
        "the resolution for the case goes before the general one, granted",
        "R2",
        True,
        {"deposit": 690_000_000, "sido": "11", "cap_uplift": 200_000_000},
        rows=SEOUL,
    ),
    *(
        Single(
            f"a resolved cap below the statute's, {deposit:,} decided {on}",
            "R2",
            value,
            {"deposit": deposit, "sido": "11"},
            on,
            LOW,
        )
        for on, deposit, value in (
            (OLD, 450_000_000, True),
            (OLD, 450_000_001, False),
            (NEW, 500_000_000, True),
            (NEW, 500_000_001, False),
        )
    ),
)
