"""Appendix (c) line by line: the value on each first day, on the day before it, and at the end."""

import pytest

from teojeon.law.book import LawBook
from tests.law.victims.tables.parameters import FIXED, Fixed, day_of

SHIPPED = LawBook.shipped()


@pytest.mark.req("S1-XCT-02")
@pytest.mark.parametrize("fixed", FIXED, ids=lambda fixed: " ".join(fixed[:3]))
def test_in_force(fixed: Fixed) -> None:
    row = SHIPPED.in_force_for(fixed[0], fixed[1], day_of(fixed))
    assert (None if row is None else row.value) == fixed[3]
    assert row is None or row.source


def test_every_shipped_row_of_the_act_stands_in_the_appendix() -> None:
    told = {(code, scope) for code, scope, _, _ in FIXED}
    shipped = {(row.code, row.scope) for rows in SHIPPED.table.rows.values() for row in rows}
    assert shipped == told
