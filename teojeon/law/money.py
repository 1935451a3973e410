"""Integer won: range, writing and reading. No fraction of a won exists anywhere in the law code."""

GREATEST_WON = 10**15
"""10^15 won. Larger amounts are typing errors."""

_GROUPS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))


def in_range(amount: int) -> bool:
    """Whether an amount of won may be recorded: 0 … 10^15."""
    return 0 <= amount <= GREATEST_WON


def won(amount: int) -> str:
    """`1234500` → `1,234,500원`; a negative difference keeps its sign: `-500원`."""
    return f"{amount:,}원"


def reading(amount: int) -> str:
    """The amount as it is read aloud: `1234500` → `123만 4,500원`, `500000001` → `5억 1원`."""
    rest = abs(amount)
    parts: list[str] = []
    for size, name in _GROUPS:
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number:,}{name}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    sign = "-" if amount < 0 else ""
    return f"{sign}{' '.join(parts)}원"
