"""Forty invented tenants. Proportions of region and deposit follow the published figures of the real scheme; the people do not exist."""

import datetime as dt
from collections.abc import Iterator

from teojeon.command.demonstration.filing import Tenant

HOUSES = {
    "11": (
        ("11500", "화곡동", "서울특별시 강서구 화곡로 101, 가람빌라 {unit}호"),
        ("11620", "신림동", "서울특별시 관악구 신림로 202, 누리하우스 {unit}호"),
        ("11290", "정릉동", "서울특별시 성북구 정릉로 303, 다온연립 {unit}호"),
    ),
    "41": (
        ("41111", "조원동", "경기도 수원시 장안구 조원로 44, 라온오피스텔 {unit}호"),
        ("41610", "경안동", "경기도 광주시 경안로 55, 마루빌 {unit}호"),
    ),
    "30": (
        ("30170", "괴정동", "대전광역시 서구 괴정로 66, 바른다가구 {unit}호"),
        ("30200", "봉명동", "대전광역시 유성구 봉명로 77, 사랑하우스 {unit}호"),
    ),
}
SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = ("가온", "나래", "다온", "라온", "마루", "바른", "새봄", "아람", "자올", "차오름", "하늘", "한별", "은솔", "보람", "시내")
# 42 % to 100 million, 41 % to 200, 15 % to 300, a few above (19,621 recognised persons, 2024-07)
DEPOSITS = (
    *([65_000_000, 80_000_000, 95_000_000, 72_000_000] * 4),
    *([130_000_000, 165_000_000, 180_000_000, 110_000_000] * 4),
    *(240_000_000, 280_000_000, 225_000_000, 300_000_000, 255_000_000, 210_000_000),
    *(420_000_000, 600_000_000),
)


def tenants() -> Iterator[Tenant]:
    """18 in Seoul, 14 in Gyeonggi, 8 in Daejeon."""
    order = ["11"] * 18 + ["41"] * 14 + ["30"] * 8
    for number in range(1, len(order) + 1):
        sido = order[number * 17 % len(order)]  # 17 shares no factor with 40: each place once, the provinces mixed
        sigungu, dong, address = HOUSES[sido][number % len(HOUSES[sido])]
        yield Tenant(
            username=f"tenant{number:02d}",
            name=SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)],
            birth_date=dt.date(1978 + number % 24, number % 12 + 1, number % 27 + 1),
            mobile=f"010{9000_0000 + number:08d}",
            sido=sido,
            sigungu=sigungu,
            legal_dong=dong,
            address=address.format(unit=100 + number),
            first_contract=dt.date(2022, 1, 10) + dt.timedelta(days=23 * number),
            deposit=DEPOSITS[(number * 7) % len(DEPOSITS)],
            rent=(number % 3) * 150_000,
            fixed_date_known=number % 6 != 0,
        )
