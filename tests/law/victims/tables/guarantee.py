"""X1 (제3조제2항제1호): what guarantees cover, one won short and full (S1-ASM-07, A-12)."""

from collections.abc import Sequence

from tests.law.victims.cases import Single, reading

FULL = 300_000_000
NO_COVER = ("refused", "cancelled", "lapsed")
ANY_COVER = (reading("A12", "any_cover"),)


def guarantee(amount: int | None, state: str | None) -> dict[str, object]:
    return {"amount": amount, "state": state}


def _x1(says: str, value: bool | None, guarantees: Sequence[object] | None, deposit: int | None = FULL, **how: object) -> Single:
    return Single(says, "X1", value, {"deposit": deposit, "guarantees": guarantees}, **how)  # type: ignore[arg-type]


GUARANTEE = (
    _x1("valid and full", True, [guarantee(FULL, "valid")]),
    _x1("valid and one won short", False, [guarantee(FULL - 1, "valid")]),
    _x1("valid and one won more", True, [guarantee(FULL + 1, "valid")]),
    _x1("60 % by the landlord and 40 % by the tenant", True, [guarantee(180_000_000, "valid"), guarantee(120_000_000, "valid")]),
    _x1("two that are together one won short", False, [guarantee(180_000_000, "valid"), guarantee(119_999_999, "valid")]),
    _x1("paid in full", True, [guarantee(FULL, "paid")]),
    _x1("paid one won short", False, [guarantee(FULL - 1, "paid")]),
    _x1("pending and full", None, [guarantee(FULL, "pending")]),
    _x1("pending and one won more", None, [guarantee(FULL + 1, "pending")]),
    _x1("pending and one won short", False, [guarantee(FULL - 1, "pending")]),
    _x1("valid in part, pending for the rest", None, [guarantee(100_000_000, "valid"), guarantee(200_000_000, "pending")]),
    _x1("valid in part, pending one won short", False, [guarantee(100_000_000, "valid"), guarantee(199_999_999, "pending")]),
    _x1("valid and full, whatever is pending", True, [guarantee(FULL, "valid"), guarantee(None, "pending")]),
    *(_x1(f"{state}, though full", False, [guarantee(FULL, state)]) for state in NO_COVER),
    *(_x1(f"{state}, amount unknown, counts nothing", False, [guarantee(None, state)]) for state in NO_COVER),
    *(_x1(f"{state}, amount unknown", None, [guarantee(None, state)]) for state in ("valid", "pending", "paid", None)),
    _x1("state unknown, full", None, [guarantee(FULL, None)]),
    _x1("state unknown, one won short", False, [guarantee(FULL - 1, None)]),
    _x1("an unknown amount beside a full one", True, [guarantee(None, "valid"), guarantee(FULL, "valid")]),
    _x1("no guarantee", False, []),
    _x1("guarantees unknown", None, None),
    _x1("deposit unknown, one valid", None, [guarantee(FULL, "valid")], None),
    _x1("deposit unknown, none", None, [], None),
    _x1("A-12 the other way: one won of valid cover", True, [guarantee(1, "valid")], rows=ANY_COVER),
    _x1("A-12 the other way: paid", True, [guarantee(1, "paid")], rows=ANY_COVER),
    _x1("A-12 the other way: no cover", False, [], rows=ANY_COVER),
    _x1("A-12 the other way: cover of nothing", False, [guarantee(0, "valid")], rows=ANY_COVER),
    _x1("A-12 the other way: one won pending", None, [guarantee(1, "pending")], rows=ANY_COVER),
    _x1("A-12 the other way: nothing pending", False, [guarantee(0, "pending")], rows=ANY_COVER),
    _x1("A-12 the other way: refused", False, [guarantee(FULL, "refused")], rows=ANY_COVER),
    _x1("A-12 the other way: amount unknown", None, [guarantee(None, "valid")], rows=ANY_COVER),
    _x1("A-12 the other way: unknown", None, None, rows=ANY_COVER),
    _x1("A-12 the other way: valid, deposit unknown", True, [guarantee(1, "valid")], None, rows=ANY_COVER),
)
