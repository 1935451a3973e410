"""Looking an address up: the protocol that every source keeps, and the one that needs nothing but the region table.

What is not found is never refused: an address may be typed as free text, and a person checks it later (S1-APP-03).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from teojeon.kernel.regions.dong import looks_like_dong
from teojeon.kernel.regions.lookup import find, sidos, sigungus
from teojeon.kernel.regions.table import Region

MOST_FOUND = 10
LONGEST_DONG = 2  # words: 우정읍 조암리


class SearchAway(Exception):
    """The source could not be asked; another way must do."""


@dataclass(frozen=True)
class FoundAddress:
    """`sido`, `sigungu`: codes of the day. `address`: what follows the 법정동. Whole addresses and the code only where a source knows them."""

    sido: str
    sigungu: str
    legal_dong: str
    address: str
    words: str
    legal_dong_code: str = ""
    road_address: str = ""
    jibun_address: str = ""

    def __str__(self) -> str:
        return self.words


class AddressSearch(Protocol):
    """Finds addresses in Korea by what people type."""

    def find(self, query: str, on: dt.date) -> tuple[FoundAddress, ...]:
        """At most ten addresses as they stand on this day, the likeliest first. Raises SearchAway."""
        ...


class LocalTable:
    """The region table alone: finds 시·도 and 시·군·구 in the text and leaves the rest as it was typed."""

    def __init__(self, url: str = "", key: str = "") -> None:
        """The arguments are those of every source; the table needs none."""

    def find(self, query: str, on: dt.date) -> tuple[FoundAddress, ...]:
        """Places whose 시·군·구 is named in the text; of several of one name each, unless the 시·도 is named as well."""
        words = query.split()
        found = [_found(region, rest, on) for region, rest in _places(words, on)]
        return tuple(found[:MOST_FOUND])


def _places(words: list[str], on: dt.date) -> list[tuple[Region, list[str]]]:
    """Regions named in the text with what is left of it. A city named without its 구 brings each of its 구."""
    named = [sido for sido in sidos(on) if words and words[0] in _names(sido)]
    rest = words[1:] if named else words
    regions = [region for sido in named or sidos(on) for region in sigungus(sido.code, on)]
    whole = list(_matches(regions, rest, bool(named), parts=2))
    return whole or list(_matches([each for each in regions if " " in each.name], rest, bool(named), parts=1))


def _matches(regions: list[Region], rest: list[str], is_first: bool, parts: int) -> Iterator[tuple[Region, list[str]]]:
    """`is_first`: the name must stand first; `parts`: how many words of a name are compared."""
    for region in regions:
        name = region.name.split()[:parts]
        begins = next((at for at in range(len(rest)) if rest[at : at + len(name)] == name), None)
        if begins == 0 or (begins is not None and not is_first):
            yield region, [*rest[:begins], *rest[begins + len(name) :]]


def _names(sido: Region) -> set[str]:
    """How people write a 시·도: 서울특별시, 서울, 서울시; 경기도, 경기."""
    return {sido.name, sido.short_name, f"{sido.short_name}시", f"{sido.short_name}도"}


def _found(region: Region, rest: list[str], on: dt.date) -> FoundAddress:
    length = next((n for n in range(LONGEST_DONG, 0, -1) if len(rest) >= n and looks_like_dong(" ".join(rest[:n]))), 0)
    dong, address = " ".join(rest[:length]), " ".join(rest[length:])
    sido = find(region.parent or region.code, on)
    words = " ".join(part for part in (sido.name if sido else "", region.name, dong, address) if part)
    return FoundAddress(region.parent or region.code, region.code, dong, address, words)
