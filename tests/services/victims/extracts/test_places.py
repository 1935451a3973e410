"""An extract is of the house of the case, of another one, or nobody can say."""

import pytest

from teojeon.services.victims.extracts.places import OTHER, SAME, UNSURE, House, compare

pytestmark = pytest.mark.req("S1-APP-03")
NUMBER, ANOTHER = "11012020123456", "11012020123457"
LOT, ROAD = "서울특별시 종로구 청운동 12-3 효자빌라 제3층 제301호", "서울특별시 종로구 효자로 12"


def of(*words: str, number: str = "", is_unit: bool = True, district: str = "") -> House:
    return House(number, district, words, is_unit)


@pytest.mark.parametrize(
    ("extract", "case", "answer"),
    [
        (of(LOT, number=NUMBER), of("부산광역시 어디", number=NUMBER), SAME),
        (of(LOT, ROAD, number=NUMBER), of("효자로 12, 301호", number=ANOTHER), OTHER),
        (of(LOT, ROAD), of("서울특별시 종로구 효자로 12, 301호", district="종로구"), SAME),
        (of(LOT, ROAD), of("서울특별시 종로구 효자로 12, 302호", district="종로구"), OTHER),
        (of(LOT, ROAD), of("서울특별시 종로구 효자로 12-1, 301호", district="종로구"), OTHER),
        (of(LOT, ROAD), of("효자로 12", district="종로구"), UNSURE),
        (of(LOT, ROAD), of("효자로 12, 301호", district="중구"), UNSURE),
        (of(LOT), of("청운동 12-3 301호", district="종로구"), SAME),
        (of(LOT), of("효자로 12, 301호", district="종로구"), UNSURE),
        (of("서울특별시 종로구 청운동 12-3", is_unit=False), of("청운동 12-3, 302호"), SAME),
        (of("서울특별시 종로구 효자로 12 101동 301호"), of("효자로 12 102동 301호"), OTHER),
        (of(), of("효자로 12, 301호"), UNSURE),
    ],
)
def test_number_then_address_then_unit_decide(extract: House, case: House, answer: str) -> None:
    assert compare(extract, case) == answer
