"""Numbers that people see. Register and document numbers have no gaps; receipt numbers come from a block per side."""

from django.db import connection, transaction

from teojeon.kernel.sides.current import Side, side

RECEIPT_BLOCKS: dict[Side, range] = {"portal": range(1, 500_000), "office": range(500_000, 1_000_000)}


class BlockExhausted(RuntimeError):
    """A side has given all receipt numbers of its block for this province and year."""


def next_number(series: str, year: int) -> int:
    """The next number of a series in a year, from 1, without gaps: it is given back when the unit fails. The counter
    stays locked until the unit ends, so ask for it late. Raises TransactionManagementError outside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number without gaps is given inside a transaction only")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_numberseries AS s (side, series, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (side, series, year) DO UPDATE SET last = s.last + 1 RETURNING last",
            [side(), series, year],
        )
        row = cursor.fetchone()
    assert row is not None  # INSERT … ON CONFLICT DO UPDATE … RETURNING always answers
    return int(row[0])


def receipt_block(which: Side) -> range:
    """The receipt numbers that a side gives by itself, so that neither has to ask the other."""
    return RECEIPT_BLOCKS[which]


def next_receipt(year: int, sido_short: str, which: Side) -> str:
    """A receipt number such as 2026-서울-000123. `which` must be the side that runs. Raises BlockExhausted."""
    if which != side():
        raise ValueError("a side gives numbers of its own block only")
    block = receipt_block(which)
    place = next_number(f"receipt:{sido_short}", year) - 1
    if place >= len(block):
        raise BlockExhausted(f"{year}-{sido_short}")
    return f"{year}-{sido_short}-{block[place]:06d}"
