"""Exact fractions as the law command writes them: `[numerator, denominator]` in lowest terms."""

from fractions import Fraction


def pair(value: Fraction) -> list[int]:
    """`[numerator, denominator]` in lowest terms, the denominator at least 1; a whole number is `[n, 1]`."""
    return [value.numerator, value.denominator]


def cut(value: Fraction) -> int:
    """The whole number at or below the value: won without the part below one won."""
    return value.numerator // value.denominator
