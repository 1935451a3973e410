"""The class of a house for small deposits, by the place's names, one day to each side of every change (S1-ASM-08)."""

import csv
import datetime as dt
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from teojeon.kernel import regions
from teojeon.kernel.regions.small_deposit import dong_key
from teojeon.kernel.regions.table import Level, region_table

pytestmark = pytest.mark.req("S1-ASM-08")

CHECK_FILE = Path(__file__).parents[2] / "data" / "regions-check.csv"
DAY = dt.timedelta(days=1)
TABLE_FIRST = dt.date(2008, 8, 21)
ZONES_FIRST = dt.date(2017, 6, 20)
TODAY = dt.date(2026, 11, 20)
STARTS = [
    TABLE_FIRST,
    dt.date(2010, 7, 26),
    dt.date(2014, 1, 1),
    dt.date(2016, 3, 31),
    dt.date(2018, 9, 18),
    dt.date(2021, 5, 11),
    dt.date(2023, 2, 21),
]
PERIODS = [*pairwise(STARTS), (STARTS[-1], TODAY + DAY)]
"""First day of each period of the table and of the next one; the last period has not ended."""

OVER, METRO, SEOUL, OTHER = "overconcentration", "metropolitan", "seoul", "other"

# The catalogue's table, appendix (c), read anew for these tests: the class of each named city in its seven periods.
NAMED_CITIES = {
    "안산시": (["41271", "41273"], [OTHER, METRO, METRO, METRO, METRO, METRO, METRO]),
    "용인시": (["41461", "41463", "41465"], [OTHER, METRO, METRO, METRO, OVER, OVER, OVER]),
    "김포시": (["41570"], [OTHER, METRO, METRO, METRO, METRO, OVER, OVER]),
    "광주시": (["41610"], [OTHER, METRO, METRO, METRO, METRO, METRO, METRO]),
    "세종": (["36110"], [OTHER, OTHER, OTHER, METRO, OVER, OVER, OVER]),
    "화성시": (["41590", "41591", "41593", "41595", "41597"], [OTHER, OTHER, OTHER, OTHER, OVER, OVER, OVER]),
    "파주시": (["41480"], [OTHER, OTHER, OTHER, OTHER, METRO, METRO, METRO]),
    "이천시": (["41500"], [OTHER, OTHER, OTHER, OTHER, OTHER, METRO, METRO]),
    "평택시": (["41220"], [OTHER, OTHER, OTHER, OTHER, OTHER, METRO, METRO]),
    "오산시": (["41370"], [OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER]),
    "안성시": (["41550"], [OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER]),
    "양주시": (["41630"], [OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER]),
}
NAMED = [
    (f"{city} {code} {first}", code, first, last - DAY, class_)
    for city, (codes, classes) in NAMED_CITIES.items()
    for code in codes
    for (first, last), class_ in zip(PERIODS, classes, strict=True)
]
WHOLLY_INSIDE = [
    "의정부시",
    "구리시",
    "하남시",
    "고양시",
    "수원시",
    "성남시",
    "안양시",
    "부천시",
    "광명시",
    "과천시",
    "의왕시",
    "군포시",
]
OUTSIDE_SEOGU = ["대곡동", "불로동", "마전동", "금곡동", "오류동", "왕길동", "당하동", "원당동"]
INSIDE_NAMYANGJU = ["호평동", "평내동", "금곡동", "일패동", "이패동", "삼패동", "가운동", "수석동", "지금동", "도농동", "다산동"]
SEOGU = ["28260", "28275", "28290"]
PARCEL_DECIDES = [
    ("28110", "운서동"), ("28155", "운서동"), ("28155", "중산동"), ("28155", "무의동"), ("28260", "청라동"), ("28275", "청라동"),
    ("28260", "연희동"), ("28275", "경서동"), ("28200", "고잔동"), ("28200", "논현동"), ("41390", "정왕동"), ("41390", "배곧동"),
]  # fmt: skip


def class_of(code: str, dong: str, on: dt.date) -> str | None:
    return regions.region_class(code, dong, on).class_


def codes_of(*cities: str) -> list[str]:
    """Every code, of any time, of these cities of 경기도, their 행정구 included."""
    return [row.code for row in region_table().rows if row.code[:2] == "41" and row.name.split()[0] in cities]


@pytest.mark.parametrize(("code", "first", "last", "class_"), [row[1:] for row in NAMED], ids=[row[0] for row in NAMED])
def test_a_city_has_the_class_of_each_period_on_its_first_and_its_last_day(
    code: str, first: dt.date, last: dt.date, class_: str
) -> None:
    assert class_of(code, "", first) == class_of(code, "", last) == class_


@pytest.mark.parametrize(("code", "first", "last", "class_"), [row[1:] for row in NAMED], ids=[row[0] for row in NAMED])
def test_a_named_city_says_the_period_in_which_it_is_named(code: str, first: dt.date, last: dt.date, class_: str) -> None:
    answer = regions.region_class(code, "", first)
    if class_ == OTHER:
        assert answer.from_ is not None and answer.from_ <= first and (answer.to is None or last <= answer.to)
        assert "이름으로 정하지 않은" in answer.reason
    else:
        assert (answer.from_, answer.to) == (first, None if first == STARTS[-1] else last)
        assert "이름으로 정한 시" in answer.reason
    assert answer.source.startswith("주택임대차보호법 시행령 제10조")


def test_a_city_that_is_named_later_is_other_until_the_day_before() -> None:
    answer = regions.region_class("41220", "", dt.date(2021, 5, 10))
    assert (answer.class_, answer.from_, answer.to) == (OTHER, TABLE_FIRST, dt.date(2021, 5, 10))
    assert regions.region_class("41220", "", dt.date(2021, 5, 11)).from_ == dt.date(2021, 5, 11)


@pytest.mark.parametrize("code", [row.code for row in region_table().rows if row.parent == "11"])
def test_seoul_is_seoul_from_the_first_day_of_the_table(code: str) -> None:
    last_of_the_old_row = dt.date(2010, 7, 25)
    assert {class_of(code, "", day) for day in (TABLE_FIRST, last_of_the_old_row, last_of_the_old_row + DAY, TODAY)} == {SEOUL}
    assert regions.region_class(code, "", last_of_the_old_row).to == last_of_the_old_row
    assert regions.region_class(code, "", last_of_the_old_row + DAY).from_ == last_of_the_old_row + DAY
    assert "금액이 같으므로" in regions.region_class(code, "", last_of_the_old_row).reason


@pytest.mark.parametrize("code", ["11440", "26110", "28245", "41111", "36110", "51110", "99999"])
def test_the_day_before_the_table_is_unknown_everywhere(code: str) -> None:
    answer = regions.region_class(code, "", TABLE_FIRST - DAY)
    assert (answer.class_, answer.from_, answer.to) == (None, None, TABLE_FIRST - DAY)
    assert "법무부에 확인하면 정해집니다" in answer.reason


@pytest.mark.parametrize("code", codes_of(*WHOLLY_INSIDE))
def test_a_city_wholly_inside_is_over_concentration_on_every_day(code: str) -> None:
    for day in (TABLE_FIRST, ZONES_FIRST - DAY, ZONES_FIRST, TODAY):
        assert class_of(code, "아무 동", day) == OVER
    assert "공식 인쇄본이 아니라" in regions.region_class(code, "", TODAY).source


def test_all_twelve_cities_wholly_inside_have_codes() -> None:
    assert {row.name.split()[0] for row in region_table().rows if row.code in codes_of(*WHOLLY_INSIDE)} == set(WHOLLY_INSIDE)


@pytest.mark.parametrize(
    ("code", "dong"),
    [
        ("28245", "계산동"),
        ("28237", "부평동"),
        ("28260", "가정동"),
        ("28710", "강화읍 관청리"),
        ("28720", ""),
        ("41360", "별내동"),
        ("41360", "호평동"),
        ("41390", "대야동"),
        ("41390", "정왕동"),
        ("28185", "송도동"),
    ],
)
def test_a_place_named_with_an_exception_is_unknown_until_the_day_before_the_zones_file(code: str, dong: str) -> None:
    before = regions.region_class(code, dong, ZONES_FIRST - DAY)
    assert (before.class_, before.from_, before.to) == (None, TABLE_FIRST, ZONES_FIRST - DAY)
    assert "2017-06-20 전에" in before.reason and "국토교통부에 확인하면 정해집니다" in before.reason
    assert regions.region_class(code, dong, ZONES_FIRST).from_ == ZONES_FIRST


@pytest.mark.parametrize("code", SEOGU)
@pytest.mark.parametrize("dong", OUTSIDE_SEOGU)
def test_the_eight_dongs_taken_out_of_seogu_are_metropolitan_under_every_name_of_the_gu(code: str, dong: str) -> None:
    assert class_of(code, dong, ZONES_FIRST - DAY) is None
    for day in (ZONES_FIRST, dt.date(2026, 6, 30), dt.date(2026, 7, 1)):
        assert class_of(code, dong, day) == METRO


@pytest.mark.parametrize("code", SEOGU)
@pytest.mark.parametrize("dong", ["가정동", "가좌동", "검암동", "공촌동", "백석동", "석남동", "시천동", "신현동", "심곡동"])
def test_the_rest_of_seogu_is_over_concentration(code: str, dong: str) -> None:
    assert class_of(code, dong, ZONES_FIRST) == class_of(code, dong, dt.date(2026, 7, 1)) == OVER


@pytest.mark.parametrize(
    ("code", "class_"),
    [("28260", METRO), ("28290", METRO), ("28140", OVER), ("28125", OVER), ("41360", OVER)],
)
def test_geumgok_dong_depends_on_whose_it_is(code: str, class_: str) -> None:
    assert class_of(code, "금곡동", TODAY) == class_


def test_a_dong_of_the_same_name_elsewhere_is_not_mistaken() -> None:
    assert class_of("28245", "오류동", TODAY) == OVER  # 계양구 오류동
    assert class_of("41273", "고잔동", TODAY) == METRO  # 안산시 고잔동
    assert class_of("41360", "진접읍 금곡리", TODAY) == OTHER


@pytest.mark.parametrize(("code", "dong"), PARCEL_DECIDES)
def test_where_a_parcel_decides_the_class_is_unknown_and_the_reason_says_what_settles_it(code: str, dong: str) -> None:
    for day in (ZONES_FIRST, TODAY):
        answer = regions.region_class(code, dong, day)
        assert (answer.class_, answer.from_, answer.to) == (None, ZONES_FIRST, None)
        assert "필지에 따라" in answer.reason and "토지이용계획확인서" in answer.reason


def test_a_dong_that_the_zones_file_does_not_name_is_marked_for_a_check() -> None:
    assert "지형도면" in regions.region_class("28275", "경서동", TODAY).source
    assert "지형도면" not in regions.region_class("28275", "청라동", TODAY).source


def test_songdo_lies_wholly_in_the_free_zone_and_is_metropolitan_without_asking_for_a_parcel() -> None:
    assert class_of("28185", "송도동", ZONES_FIRST) == class_of("28185", "송도동", TODAY) == METRO
    assert class_of("28185", "동춘동", ZONES_FIRST) == OVER


@pytest.mark.parametrize(
    ("code", "dong"),
    [
        ("28110", "신포동"),
        ("28125", "신포동"),
        ("28125", "송현동"),
        ("28140", "송현동"),
        ("28177", "주안동"),
        ("28237", "부평동"),
        ("28245", ""),
        ("28200", "구월동"),
        ("28185", "연수동"),
    ],
)
def test_incheon_keeps_its_class_when_its_gus_are_renamed(code: str, dong: str) -> None:
    for day in (ZONES_FIRST, dt.date(2026, 6, 30), dt.date(2026, 7, 1)):
        assert class_of(code, dong, day) == OVER


def test_a_dong_under_the_wrong_half_of_the_divided_gu_is_to_be_confirmed() -> None:
    assert "법정동" in regions.region_class("28155", "신포동", TODAY).reason
    assert class_of("28155", "신포동", TODAY) is None
    assert class_of("28125", "운서동", TODAY) is None


@pytest.mark.parametrize("dong", INSIDE_NAMYANGJU)
def test_the_named_dongs_of_namyangju_are_over_concentration(dong: str) -> None:
    assert class_of("41360", dong, ZONES_FIRST - DAY) is None
    assert class_of("41360", dong, ZONES_FIRST) == class_of("41360", dong, TODAY) == OVER


@pytest.mark.parametrize(
    "dong",
    [
        "별내동",
        "와부읍 덕소리",
        "진접읍",
        "화도읍 마석우리",
        "진건읍",
        "오남읍",
        "퇴계원읍",
        "퇴계원면",
        "별내면",
        "수동면",
        "조안면",
    ],
)
def test_the_rest_of_namyangju_is_other(dong: str) -> None:
    assert class_of("41360", dong, ZONES_FIRST) == class_of("41360", dong, TODAY) == OTHER


def test_the_rest_of_siheung_is_over_concentration() -> None:
    assert {class_of("41390", dong, ZONES_FIRST) for dong in ("대야동", "신천동", "은행동", "장현동", "목감동")} == {OVER}


@pytest.mark.parametrize("code", ["28260", "28275", "28290", "28110", "28155", "28125", "28185", "28200", "41360", "41390"])
@pytest.mark.parametrize("dong", ["", "  ", "없는동", "검단1동", "청라1동", "금곡", "대곡동 12-3", "화도읍사무소", "금곡리"])
def test_an_unrecognised_dong_in_a_city_with_exceptions_asks_to_confirm_the_dong(code: str, dong: str) -> None:
    answer = regions.region_class(code, dong, ZONES_FIRST)
    assert (answer.class_, answer.from_, answer.to) == (None, ZONES_FIRST, None)
    assert "법정동을" in answer.reason and "확인하여 다시 입력하면 정해집니다" in answer.reason
    assert "공식 인쇄본이 아니라" in answer.source


def test_the_reason_repeats_nothing_that_a_person_wrote() -> None:
    assert "홍길동네" not in regions.region_class("28260", "홍길동네", TODAY).reason


@pytest.mark.parametrize(
    "written",
    ["대곡동", " 대곡동 ", "대 곡 동", "대곡\u3000동", "대곡동\u200b", unicodedata.normalize("NFD", "대곡동")],
)
def test_a_dong_is_recognised_however_it_is_spaced_and_composed(written: str) -> None:
    assert class_of("28260", written, TODAY) == METRO


@pytest.mark.parametrize("written", ["신흥동1가", "신흥동 1가", "신흥동１가", "신흥동 １ 가"])
def test_full_width_digits_and_spaces_are_read_alike(written: str) -> None:
    assert dong_key(written) == "신흥동1가"
    assert class_of("28125", written, TODAY) == OVER


def test_a_town_of_namyangju_is_recognised_without_its_space() -> None:
    assert class_of("41360", "화도읍마석우리", TODAY) == OTHER


COUNTIES = [row.code for row in region_table().rows if row.code[:2] in {"26", "27", "28", "30", "31"} and row.name.endswith("군")]
METROPOLITAN = [
    row.code
    for row in region_table().rows
    if row.level is Level.SIGUNGU and row.code[:2] in {"26", "27", "29", "30", "31"} and not row.name.endswith("군")
]


def test_the_counties_of_metropolitan_cities_are_the_six_known_ones() -> None:
    names = {row.name for row in region_table().rows if row.code in COUNTIES}
    assert names == {"기장군", "달성군", "군위군", "강화군", "옹진군", "울주군"}


@pytest.mark.parametrize("code", COUNTIES)
def test_a_county_of_a_metropolitan_city_is_other(code: str) -> None:
    assert class_of(code, "", ZONES_FIRST) == class_of(code, "", TODAY) == OTHER
    assert class_of(code, "", ZONES_FIRST - DAY) == (None if code[:2] == "28" else OTHER)
    assert "군지역" in regions.region_class(code, "", TODAY).reason


@pytest.mark.parametrize("code", METROPOLITAN)
def test_a_gu_of_a_metropolitan_city_outside_incheon_is_metropolitan_on_every_day(code: str) -> None:
    assert {class_of(code, "", day) for day in (TABLE_FIRST, ZONES_FIRST, STARTS[-1], TODAY)} == {METRO}


def test_gunwi_is_other_on_both_sides_of_its_move_under_both_codes() -> None:
    move = dt.date(2023, 7, 1)
    assert {class_of(code, "", day) for code in ("47720", "27720") for day in (move - DAY, move)} == {OTHER}


@pytest.mark.parametrize(
    ("old", "new"), [("29110", "12210"), ("29140", "12240"), ("29155", "12270"), ("29170", "12300"), ("29200", "12330")]
)
def test_the_gus_of_gwangju_stay_metropolitan_after_the_merger_and_the_source_says_what_is_to_be_checked(
    old: str, new: str
) -> None:
    merger = dt.date(2026, 7, 1)
    for code in (old, new):
        before, after = regions.region_class(code, "", merger - DAY), regions.region_class(code, "", merger)
        assert before.class_ == after.class_ == METRO
        assert (before.to, after.from_) == (merger - DAY, merger)
        assert "확인이 필요합니다" in after.source and "확인이 필요합니다" not in before.source


@pytest.mark.parametrize("code", ["12110", "46110", "12710", "42110", "51110", "45113", "52113", "48121", "50110", "44131"])
def test_a_place_that_nothing_names_is_other_under_its_old_and_its_new_code(code: str) -> None:
    answers = {regions.region_class(code, "아무 데나", day) for day in (TABLE_FIRST, ZONES_FIRST, TODAY)}
    assert [(answer.class_, answer.from_, answer.to) for answer in answers] == [(OTHER, TABLE_FIRST, None)]


@pytest.mark.parametrize("code", ["", "11", "99999", "41110", "seoul"])
def test_a_code_that_is_no_sigungu_is_unknown_and_says_so(code: str) -> None:
    answer = regions.region_class(code, "", TODAY)
    assert answer.class_ is None
    assert "시·군·구를 다시 선택하면 정해집니다" in answer.reason


def test_the_worked_example_of_the_catalogue() -> None:
    assert class_of("28237", "부평동", dt.date(2020, 6, 1)) == OVER
    assert class_of("28237", "부평동", dt.date(2023, 3, 2)) == OVER


def test_every_sigungu_of_july_2026_has_an_answer_or_asks_for_its_dong() -> None:
    with CHECK_FILE.open(encoding="utf-8", newline="") as lines:
        rows = [(row["sgg"], row["sgg_name"]) for row in csv.DictReader(lines)]
    assert len(rows) == 256
    answers = {(code, name): regions.region_class(code, "", TODAY) for code, name in rows}
    asked = {name for (_, name), answer in answers.items() if answer.class_ is None}
    assert asked == {"제물포구", "영종구", "연수구", "남동구", "서해구", "검단구", "남양주시", "시흥시"}
    assert all(answer.reason.endswith("다.") and answer.source for answer in answers.values())
