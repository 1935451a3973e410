"""Look-ups by day: what stood where, one day to each side of every change."""

import datetime as dt

import pytest

from teojeon.kernel import regions

TODAY = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)

# code before, codes after, first day of the new ones
CHANGES = [
    ("42", ["51"], dt.date(2023, 6, 11)),
    ("42110", ["51110"], dt.date(2023, 6, 11)),
    ("42820", ["51820"], dt.date(2023, 6, 11)),
    ("47720", ["27720"], dt.date(2023, 7, 1)),
    ("41190", ["41192", "41194", "41196"], dt.date(2024, 1, 1)),
    ("45", ["52"], dt.date(2024, 1, 18)),
    ("45113", ["52113"], dt.date(2024, 1, 18)),
    ("41590", ["41591", "41593", "41595", "41597"], dt.date(2026, 2, 1)),
    ("28110", ["28125", "28155"], dt.date(2026, 7, 1)),
    ("28140", ["28125"], dt.date(2026, 7, 1)),
    ("28260", ["28275", "28290"], dt.date(2026, 7, 1)),
    ("29", ["12"], dt.date(2026, 7, 1)),
    ("46", ["12"], dt.date(2026, 7, 1)),
    ("29155", ["12270"], dt.date(2026, 7, 1)),
    ("46770", ["12740"], dt.date(2026, 7, 1)),
]


@pytest.mark.parametrize(("old", "new", "first_day"), CHANGES, ids=[f"{old} {day}" for old, _, day in CHANGES])
def test_the_old_code_stands_until_the_day_before_and_the_new_from_the_day_itself(
    old: str, new: list[str], first_day: dt.date
) -> None:
    assert regions.find(old, first_day - DAY) is not None
    assert regions.find(old, first_day) is None
    assert all(regions.find(code, first_day - DAY) is None for code in new)
    assert all(regions.find(code, first_day) is not None for code in new)
    assert [region.code for region in regions.successors(old, first_day)] == new


def test_gangwon_keeps_its_short_name_under_its_new_code() -> None:
    before, after = regions.find("42", dt.date(2023, 6, 10)), regions.find("51", dt.date(2023, 6, 11))
    assert before and after
    assert (before.name, after.name) == ("강원도", "강원특별자치도")
    assert before.short_name == after.short_name == "강원"


def test_gunwi_moves_from_gyeongbuk_to_daegu() -> None:
    last, first = dt.date(2023, 6, 30), dt.date(2023, 7, 1)
    assert "군위군" in {region.name for region in regions.sigungus("47", last)}
    assert "군위군" not in {region.name for region in regions.sigungus("27", last)}
    assert "군위군" not in {region.name for region in regions.sigungus("47", first)}
    assert "군위군" in {region.name for region in regions.sigungus("27", first)}


def test_gwangju_and_jeonnam_lie_in_one_sido_from_july_2026() -> None:
    last, first = dt.date(2026, 6, 30), dt.date(2026, 7, 1)
    before = {sido.short_name for sido in regions.sidos(last)}
    after = {sido.short_name for sido in regions.sidos(first)}
    assert before - after == {"광주", "전남"}
    assert after - before == {"전남광주"}
    assert len(regions.sigungus("12", first)) == len(regions.sigungus("29", last)) + len(regions.sigungus("46", last))
    assert regions.sigungus("29", first) == ()


def test_a_divided_region_has_no_single_successor() -> None:
    assert regions.successor("28110", TODAY) is None
    assert [region.name for region in regions.successors("28110", TODAY)] == ["제물포구", "영종구"]


def test_a_region_that_stands_is_its_own_successor() -> None:
    assert regions.successor("11440", TODAY) == regions.find("11440", TODAY)


def test_the_successor_depends_on_the_day_asked_for() -> None:
    in_2022 = regions.successor("42", dt.date(2022, 5, 1))
    assert in_2022 is not None
    assert in_2022.code == "42"


@pytest.mark.parametrize("code", ["99", "99999", "", "11", "세종"])
def test_a_code_without_row_or_before_its_time_has_no_successor(code: str) -> None:
    day = dt.date(2021, 1, 1)
    expected = () if code != "11" else (regions.find("11", day),)
    assert regions.successors(code, day) == expected
    assert regions.successors("12", day) == ()


@pytest.mark.req("S1-APP-03")
def test_the_sigungu_of_its_sido_passes_the_check() -> None:
    assert regions.check("11", "11440", TODAY).name == "마포구"


@pytest.mark.req("S1-APP-03")
@pytest.mark.parametrize(
    ("sido", "sigungu", "day", "code"),
    [
        ("26", "11440", TODAY, "REGION_OTHER_SIDO"),
        ("47", "27720", dt.date(2023, 7, 1), "REGION_OTHER_SIDO"),
        ("99", "11440", TODAY, "REGION_OTHER_SIDO"),
        ("27", "27720", dt.date(2023, 6, 30), "REGION_NOT_IN_FORCE"),
        ("28", "28110", dt.date(2026, 7, 1), "REGION_NOT_IN_FORCE"),
        ("28", "28125", dt.date(2026, 6, 30), "REGION_NOT_IN_FORCE"),
        ("41", "41190", dt.date(2024, 1, 1), "REGION_NOT_IN_FORCE"),
        ("11", "99999", TODAY, "REGION_UNKNOWN"),
        ("11", "11", TODAY, "REGION_UNKNOWN"),
        ("11", "", TODAY, "REGION_UNKNOWN"),
    ],
)
def test_a_sigungu_that_cannot_be_meant_is_found_out(sido: str, sigungu: str, day: dt.date, code: str) -> None:
    with pytest.raises(regions.Mismatch) as caught:
        regions.check(sido, sigungu, day)
    assert caught.value.code == code
    assert caught.value.message.endswith("선택합니다.") or "다음 중에서 선택합니다" in caught.value.message
    assert (caught.value.field, caught.value.source) == ("sigungu_code", "S1-APP-03")


def test_the_refusal_names_what_stands_there_now() -> None:
    with pytest.raises(regions.Mismatch) as caught:
        regions.check("28", "28260", TODAY)
    assert [region.name for region in caught.value.suggestions] == ["서해구", "검단구"]
    assert "인천광역시 서해구, 인천광역시 검단구" in caught.value.message


def test_a_wrong_sido_is_answered_with_the_right_one() -> None:
    with pytest.raises(regions.Mismatch, match=r"마포구의 시·도는 서울특별시입니다\. 부산광역시의") as caught:
        regions.check("26", "11440", TODAY)
    assert caught.value.suggestions == regions.sigungus("26", TODAY)


def test_a_day_before_the_table_is_refused_and_not_answered_with_another_day() -> None:
    day = dt.date(2020, 12, 31)
    for ask in (
        lambda: regions.sidos(day),
        lambda: regions.sigungus("11", day),
        lambda: regions.find("11", day),
        lambda: regions.successors("11", day),
        lambda: regions.check("11", "11440", day),
    ):
        with pytest.raises(regions.OutsideTable):
            ask()


def test_the_full_name_begins_with_the_sido() -> None:
    wonmi = regions.find("41192", TODAY)
    sejong = regions.find("36110", TODAY)
    old_chuncheon = regions.find("42110", dt.date(2023, 6, 10))
    assert wonmi and sejong and old_chuncheon
    assert regions.full_name(wonmi) == "경기도 부천시 원미구"
    assert regions.full_name(sejong) == "세종특별자치시"
    assert regions.full_name(old_chuncheon) == "강원도 춘천시"


def test_each_sido_has_its_own_organisation_and_a_sigungu_none() -> None:
    seoul = regions.find("11", TODAY)
    mapo = regions.find("11440", TODAY)
    assert seoul and mapo
    assert regions.organisation_code(seoul) == "SD-11"
    codes = [regions.organisation_code(sido) for sido in regions.sidos(TODAY)]
    assert len(set(codes)) == 16
    with pytest.raises(ValueError, match="11440"):
        regions.organisation_code(mapo)
