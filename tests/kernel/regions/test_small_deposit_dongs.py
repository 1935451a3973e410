"""Every 법정동 of the 시·군·구 that the zones divide, under every code its land has had (S1-ASM-08).

The lists were written for this test by 시·군·구 and compared with a public list of 법정동 (2025-11-30); the counts are that list's.
"""

import datetime as dt

import pytest

from teojeon.kernel import regions

pytestmark = pytest.mark.req("S1-ASM-08")

ZONES_FIRST = dt.date(2017, 6, 20)
TODAY = dt.date(2026, 11, 20)
OVER, METRO, OTHER, PARCEL = "overconcentration", "metropolitan", "other", None

JUNG_MAINLAND = (
    "중앙동1가 중앙동2가 중앙동3가 중앙동4가 해안동1가 해안동2가 해안동3가 해안동4가 관동1가 관동2가 관동3가 항동1가 항동2가 항동3가 "
    "항동4가 항동5가 항동6가 항동7가 송학동1가 송학동2가 송학동3가 사동 신생동 신포동 답동 신흥동1가 신흥동2가 신흥동3가 선화동 유동 "
    "율목동 도원동 내동 경동 용동 인현동 전동 북성동1가 북성동2가 북성동3가 선린동 송월동1가 송월동2가 송월동3가"
)
YEONGJONG = "중산동 운남동 운서동 운북동 을왕동 남북동 덕교동 무의동"
DONGGU = "만석동 화수동 송현동 화평동 창영동 금곡동 송림동"
SEOGU = ("28260", "28275", "28290")
# codes of one land, its 법정동, their class from 2017-06-20
LAND: list[tuple[tuple[str, ...], str, str | None]] = [
    (("28110", "28125"), JUNG_MAINLAND, OVER),
    (("28110", "28155"), YEONGJONG, PARCEL),
    (("28140", "28125"), DONGGU, OVER),
    (("28185",), "옥련동 선학동 연수동 청학동 동춘동", OVER),
    (("28185",), "송도동", METRO),
    (("28200",), "구월동 간석동 만수동 장수동 서창동 운연동 수산동 도림동", OVER),
    (("28200",), "남촌동 논현동 고잔동", PARCEL),
    (SEOGU, "백석동 시천동 검암동 공촌동 심곡동 가정동 신현동 석남동 가좌동", OVER),
    (SEOGU, "경서동 연희동 원창동 청라동", PARCEL),
    (SEOGU, "마전동 당하동 원당동 대곡동 금곡동 오류동 왕길동 불로동", METRO),
    (("41360",), "호평동 평내동 금곡동 일패동 이패동 삼패동 가운동 수석동 지금동 도농동 다산동", OVER),
    (("41360",), "별내동 와부읍 진접읍 화도읍 진건읍 오남읍 퇴계원읍 별내면 수동면 조안면", OTHER),
    (("41390",), "정왕동 배곧동 죽율동 월곶동 군자동 거모동", PARCEL),
    (
        ("41390",),
        "대야동 신천동 방산동 포동 미산동 은행동 안현동 매화동 도창동 금이동 과림동 무지내동 계수동 화정동 하상동 하중동 광석동 물왕동 "
        "산현동 조남동 논곡동 목감동 장곡동 장현동 능곡동",
        OVER,
    ),
]
CASES = [(code, dong, class_) for codes, dongs, class_ in LAND for code in codes for dong in dongs.split()]


def dongs_of(code: str) -> set[str]:
    return {dong for known, dong, _ in CASES if known == code}


@pytest.mark.parametrize(("code", "dong", "class_"), CASES, ids=[f"{code} {dong}" for code, dong, _ in CASES])
def test_every_dong_of_a_divided_place_has_its_class_from_the_first_day_of_the_zones(
    code: str, dong: str, class_: str | None
) -> None:
    before = regions.region_class(code, dong, ZONES_FIRST - dt.timedelta(days=1))
    first, today = regions.region_class(code, dong, ZONES_FIRST), regions.region_class(code, dong, TODAY)
    assert (before.class_, first.class_, today.class_) == (None, class_, class_)
    assert first == today and first.from_ == ZONES_FIRST
    assert ("필지에 따라" in first.reason) == (class_ is PARCEL)
    assert "법정동이 적혀" not in first.reason and "확인되지 않습니다" not in first.reason


@pytest.mark.parametrize(
    ("code", "count"),
    [("28110", 52), ("28140", 7), ("28185", 6), ("28200", 11), ("28260", 21), ("41390", 31), ("28125", 52 - 8 + 7), ("28155", 8)],
)
def test_no_dong_of_a_divided_place_is_forgotten(code: str, count: int) -> None:
    assert len(dongs_of(code)) == count


def test_a_county_is_named_as_a_county_from_the_first_day_of_its_row() -> None:
    for code, first in [
        ("28710", ZONES_FIRST),
        ("28720", ZONES_FIRST),
        ("26710", dt.date(2008, 8, 21)),
        ("27720", dt.date(2008, 8, 21)),
    ]:
        answer = regions.region_class(code, "", first)
        assert (answer.class_, answer.from_) == (OTHER, first)
        assert "군지역" in answer.reason
