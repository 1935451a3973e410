"""Whether an extract is of the house of a case: by its number, else by road name or lot, building and unit. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

SAME, OTHER, UNSURE = "same", "other", "unsure"
ROAD = re.compile(r"([가-힣0-9·.]+(?:로|길)(?:\s?\d+번?[가-힣]?길)?)\s+(?:지하\s*)?(\d+(?:-\d+)?)(?=\D|$)")
LOT = re.compile(r"([가-힣]+\d*(?:가|동|리))\s+(산\s*)?(\d+(?:-\d+)?)(?:번지)?(?=\s|,|$|\()")
LETTERS = "A-Za-z가나다라마바사아자차카타파하"
UNIT = re.compile(rf"(?:^|[\s,제])\s*(?:지하|지층|지|비)?\s*([{LETTERS}]?\d{{1,4}}(?:-\d+)?)\s*호(?=\s|,|$|\))")
BLOCK = re.compile(rf"(?:^|[\s,제])\s*([{LETTERS}]|\d{{1,4}})\s*동(?=\s|,|$|제)")
WHOLE_UNIT = "집합건물"


@dataclass(frozen=True)
class House:
    """What is known of a house. `unique_no`: 14 digits of its register, or empty. `district`: name of the 시·군·구, or empty.

    `is_unit`: one unit of a building has a register of its own (집합건물); unknown is False.
    """

    unique_no: str
    district: str
    words: tuple[str, ...]
    is_unit: bool = False

    @property
    def roads(self) -> frozenset[tuple[str, str]]:
        return frozenset((_plain(name), number) for text in self.words for name, number in ROAD.findall(_normal(text)))

    @property
    def lots(self) -> frozenset[tuple[str, str]]:
        return frozenset((name, _plain(hill + number)) for text in self.words for name, hill, number in LOT.findall(_normal(text)))

    @property
    def units(self) -> frozenset[str]:
        return frozenset(number.upper() for text in self.words for number in UNIT.findall(_normal(text)))

    @property
    def blocks(self) -> frozenset[str]:
        return frozenset(name.upper() for text in self.words for name in BLOCK.findall(_normal(text)))

    @property
    def building(self) -> str:
        """One word for the building, by road where there is one; empty where the address says neither."""
        for each in (self.roads, self.lots):
            if each:
                return " ".join([self.district, *min(each)])
        return ""


def compare(extract: House, case: House) -> str:
    """SAME, OTHER, or UNSURE where what is known does not meet."""
    if extract.unique_no and case.unique_no:
        return SAME if extract.unique_no == case.unique_no else OTHER
    place = _place(extract, case)
    if place != SAME:
        return place
    if not extract.is_unit:
        return SAME  # one register for the whole building
    for mine, theirs in ((extract.blocks, case.blocks), (extract.units, case.units)):
        if mine and theirs and not mine & theirs:
            return OTHER
    return SAME if extract.units & case.units else UNSURE


def _place(extract: House, case: House) -> str:
    if case.district and not any(case.district in text for text in extract.words):
        return UNSURE
    pairs = [(extract.roads, case.roads), (extract.lots, case.lots)]
    if any(mine & theirs for mine, theirs in pairs):
        return SAME
    return OTHER if any(mine and theirs for mine, theirs in pairs) else UNSURE


def differences(extract: House, case: House) -> list[tuple[str, str, str]]:
    """What stands on the extract beside what the case says: title, extract, case."""
    return [
        ("등기고유번호", dashed(extract.unique_no), dashed(case.unique_no)),
        ("소재지", _joined(extract.words), _joined(case.words)),
    ]


def dashed(digits: str) -> str:
    """A register number as it is printed: 1101-2020-123456."""
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}" if len(digits) == 14 else digits


def _joined(words: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(each for each in words if each))


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _plain(text: str) -> str:
    return "".join(text.split())
