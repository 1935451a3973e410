"""Sets of names as whole numbers: one bit a name, so that a set is a place in a list of texts."""

from collections.abc import Sequence
from functools import reduce

import narwhals as nw


def joined_texts(names: Sequence[str]) -> tuple[str, ...]:
    """The text for every set of names: place 5 is the first and the third, joined by `|`."""
    texts = [""]
    for name in names:
        texts += [f"{text}|{name}" if text else name for text in texts]
    return tuple(texts)


def as_number(members: Sequence[nw.Expr | None]) -> nw.Expr:
    """The set as a column: which members hold (true, never null); None never holds."""
    parts = [member.cast(nw.Int32) * nw.lit(1 << bit, dtype=nw.Int32) for bit, member in enumerate(members) if member is not None]
    return reduce(lambda one, other: one + other, parts) if parts else nw.lit(0, dtype=nw.Int32)
