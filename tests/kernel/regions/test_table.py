"""The shipped table against itself and against the list of July 2026 that was made independently of it."""

import csv
import datetime as dt
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from teojeon.kernel import regions
from teojeon.kernel.regions import Level
from teojeon.kernel.regions.table import region_table

CHECK_FILE = Path(__file__).parents[2] / "data" / "regions-check.csv"
LAST_DAY = dt.date(2026, 11, 21)
DAY = dt.timedelta(days=1)


def change_days() -> list[dt.date]:
    """Every day on which a row begins, or the day after one ends."""
    begins = {row.valid_from for row in region_table().rows}
    after_ends = {row.valid_to + DAY for row in region_table().rows if row.valid_to}
    return sorted((begins | after_ends) - {regions.TABLE_START})


def days_to_look_at() -> list[dt.date]:
    """First and last day, and each change with its neighbours: between two changes nothing can differ."""
    around = {day + shift for day in change_days() for shift in (-DAY, dt.timedelta(0), DAY)}
    return sorted(around | {regions.TABLE_START, LAST_DAY})


def test_the_first_of_july_2026_equals_the_check_file() -> None:
    with CHECK_FILE.open(encoding="utf-8", newline="") as lines:
        expected = {(row["sgg"], row["sido"], row["sido_name"], row["sgg_name"]) for row in csv.DictReader(lines)}
    day = dt.date(2026, 7, 1)
    ours = {
        (sigungu.code, sido.code, sido.name, sigungu.name)
        for sido in regions.sidos(day)
        for sigungu in regions.sigungus(sido.code, day)
    }
    assert len(expected) == 256
    assert ours == expected


def test_the_changes_are_the_six_known_ones() -> None:
    assert change_days() == [
        dt.date(2023, 6, 11),
        dt.date(2023, 7, 1),
        dt.date(2024, 1, 1),
        dt.date(2024, 1, 18),
        dt.date(2026, 2, 1),
        dt.date(2026, 7, 1),
    ]


@pytest.mark.parametrize(
    ("day", "sidos", "sigungus"),
    [
        # 226 자치 시·군·구, 2 행정시, 세종, less 11 cities shown by their 32 일반구
        (dt.date(2021, 1, 1), 17, 226 + 2 + 1 - 11 + 32),
        (dt.date(2023, 12, 31), 17, 250),
        (dt.date(2024, 1, 1), 17, 252),
        (dt.date(2026, 1, 31), 17, 252),
        (dt.date(2026, 2, 1), 17, 255),
        (dt.date(2026, 6, 30), 17, 255),
        (dt.date(2026, 7, 1), 16, 256),
    ],
)
def test_each_day_has_the_number_of_regions_the_country_had(day: dt.date, sidos: int, sigungus: int) -> None:
    assert len(regions.sidos(day)) == sidos
    assert sum(len(regions.sigungus(sido.code, day)) for sido in regions.sidos(day)) == sigungus


@pytest.mark.parametrize("day", days_to_look_at(), ids=str)
def test_every_sigungu_has_exactly_one_sido_on_every_day(day: dt.date) -> None:
    standing = {sido.code for sido in regions.sidos(day)}
    on_this_day = [row for row in region_table().rows if row.level is Level.SIGUNGU and row.stands_on(day)]
    assert all(row.parent in standing and row.code[:2] == row.parent for row in on_this_day)
    assert max(Counter(row.code for row in on_this_day).values()) == 1
    assert max(Counter((row.parent, row.name) for row in on_this_day).values()) == 1


@pytest.mark.parametrize("day", days_to_look_at(), ids=str)
def test_short_names_are_unique_on_every_day(day: dt.date) -> None:
    names = [sido.short_name for sido in regions.sidos(day)]
    assert len(set(names)) == len(names)
    assert all(name and " " not in name and "-" not in name for name in names)


def test_periods_of_one_code_follow_each_other_and_never_overlap() -> None:
    for rows in region_table().by_code.values():
        assert all(row.valid_to is None or row.valid_from <= row.valid_to for row in rows)
        assert all(before.valid_to is not None and before.valid_to < after.valid_from for before, after in pairwise(rows))


def test_no_land_is_lost_when_a_region_ends() -> None:
    for row in region_table().rows:
        if row.valid_to is None:
            assert row.successor_codes == ()
            continue
        followers = [regions.find(code, row.valid_to + DAY) for code in row.successor_codes]
        assert followers, f"{row.code} ends without a successor"
        assert all(follower is not None and follower.level is row.level for follower in followers)


def test_no_region_appears_from_nowhere() -> None:
    announced = {(code, row.valid_to + DAY) for row in region_table().rows if row.valid_to for code in row.successor_codes}
    begun = {(row.code, row.valid_from) for row in region_table().rows if row.valid_from > regions.TABLE_START}
    assert begun == announced


def test_every_row_says_where_it_comes_from() -> None:
    assert all(row.source.strip() for row in region_table().rows)


def test_the_table_is_read_once() -> None:
    assert region_table() is region_table()
