"""The file of region classes against itself and against the region table (S1-ASM-08)."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import pytest

from teojeon.kernel import regions
from teojeon.kernel.regions.small_deposit import ClassRow, class_table
from teojeon.kernel.regions.table import Level, region_table

pytestmark = pytest.mark.req("S1-ASM-08")

DAY = dt.timedelta(days=1)
TABLE_FIRST = dt.date(2008, 8, 21)


def places() -> Iterator[tuple[str, str, list[ClassRow]]]:
    """Every 시·군·구 of any time with each 법정동 that a row names for it, and the rows that speak of it."""
    for region in region_table().rows:
        if region.level is not Level.SIGUNGU or region.parent is None:
            continue
        sido = region_table().by_code[region.parent][-1].name
        rows = [row for row in class_table().rows if row.covers_place(sido, region.name)]
        for dong in {""} | {dong for row in rows for dong in row.dong}:
            yield region.code, dong, [row for row in rows if row.covers_dong(dong)]


def test_no_place_has_two_rows_on_one_day() -> None:
    for code, dong, rows in places():
        for before, after in pairwise(sorted(rows, key=lambda row: row.from_)):
            assert before.to is not None and before.to < after.from_, f"{code} {dong}"


def test_every_row_speaks_of_a_place_that_the_region_table_knows() -> None:
    spoken_of = {id(row) for _, _, rows in places() for row in rows}
    assert all(id(row) in spoken_of for row in class_table().rows)
    names = {part for row in region_table().rows for part in (row.name, row.name.split()[0])}
    assert all(row.sido | row.sigungu | row.except_ <= names for row in class_table().rows)


def test_no_row_begins_before_the_table_or_ends_before_it_begins() -> None:
    assert all(row.from_ >= TABLE_FIRST and (row.to is None or row.from_ <= row.to) for row in class_table().rows)


def test_every_answer_holds_on_its_own_first_and_last_day_and_not_beyond() -> None:
    for code, dong, rows in places():
        for row in rows:
            answer = regions.region_class(code, dong, row.from_)
            assert (answer.from_, answer.to) == (row.from_, row.to), f"{code} {dong}"
            assert regions.region_class(code, dong, row.from_ - DAY) != answer
            if row.to is not None:
                assert regions.region_class(code, dong, row.to) == answer
                assert regions.region_class(code, dong, row.to + DAY) != answer
