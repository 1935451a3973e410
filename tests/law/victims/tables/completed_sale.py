"""AC (제3조제1항 단서, 부칙(19425) 제3조): the window, its edges, two dates (S1-ASM-10, A-04)."""

from tests.law.victims.cases import Single, day, reading

BEFORE, FIRST, WITHIN, LAST, AFTER = "2021-05-31", "2021-06-01", "2022-11-15", "2023-06-01", "2023-06-02"
CLOSED_ALONE: dict[object, bool | None] = {
    BEFORE: False,
    FIRST: True,
    WITHIN: True,
    LAST: True,
    AFTER: False,
    False: False,
    None: None,
}
_SIDE: dict[object, int] = {BEFORE: 0, FIRST: 1, WITHIN: 1, LAST: 1, AFTER: 2, False: 2}
"""Before the window, in it, later; "certainly not" is later."""
BY_DISTRIBUTION, BY_PRICE = (reading("A04", "distribution"),), (reading("A04", "price"),)


def _ac(closed: object, paid: object, value: bool | None, why: str = "", **how: object) -> Single:
    facts = {"sale_completed_on": closed, "price_paid_on": paid}
    return Single(f"closed {closed}, paid {paid}{why}", "AC", value, facts, **how)  # type: ignore[arg-type]


COMPLETED_SALE = (
    *(_ac(closed, None, value) for closed, value in CLOSED_ALONE.items()),
    *(_ac(None, paid, value) for paid, value in CLOSED_ALONE.items() if paid is not None),
    *(
        _ac(one, other, (one_side == 1) if one_side == other_side else None)
        for one, one_side in _SIDE.items()
        for other, other_side in _SIDE.items()
    ),
    *(_ac(one, other, CLOSED_ALONE[one], " by distribution", rows=BY_DISTRIBUTION) for one in _SIDE for other in _SIDE),
    *(_ac(one, other, CLOSED_ALONE[other], " by price", rows=BY_PRICE) for one in _SIDE for other in _SIDE),
    *(_ac(one, None, CLOSED_ALONE[one], " by price, only the other known", rows=BY_PRICE) for one in _SIDE),
    *(_ac(None, one, CLOSED_ALONE[one], " by distribution, only the other known", rows=BY_DISTRIBUTION) for one in _SIDE),
    *(_ac(None, None, None, f" {how[0].value}", rows=how) for how in (BY_DISTRIBUTION, BY_PRICE)),
    *(
        _ac(closed, None, value, f" decided {on}", on=day(on))
        for closed, value in ((BEFORE, False), (FIRST, True), (LAST, True), (AFTER, False))
        for on in ("2023-06-01", "2024-09-09", "2024-09-10")
    ),
)
