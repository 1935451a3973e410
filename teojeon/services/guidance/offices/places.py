"""The 시·도 by name: the words that forms and lists show, so that they are translated. A test holds them to the region table."""

SIDO_NAMES = (
    "서울특별시",
    "전남광주통합특별시",
    "부산광역시",
    "대구광역시",
    "인천광역시",
    "대전광역시",
    "울산광역시",
    "세종특별자치시",
    "경기도",
    "충청북도",
    "충청남도",
    "경상북도",
    "경상남도",
    "제주특별자치도",
    "강원특별자치도",
    "전북특별자치도",
)
