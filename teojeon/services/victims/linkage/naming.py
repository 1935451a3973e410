"""Names and addresses in whatever way they were written, for keyed look-ups (S1-INV-05)."""

import re
import unicodedata
from dataclasses import dataclass

from teojeon.services.victims.application.drafts import plain

LEGAL_FORMS = re.compile(r"주식회사|유한책임회사|유한회사|합자회사|합명회사|농업회사법인|\((?:주|유|합|사|재)\)")
UNIT = re.compile(r"(?:제)?(?:지하|지층|반지하|b)?\s*(?:[a-z가-힣]|\d+)?-?\d*\s*(?:동|층|호|호실)", re.IGNORECASE)
ROAD = re.compile(r"(?:로|길)(?:\d+번?길)?(?:\d+(?:-\d+)?)?$")
BELOW = frozenset({"지하", "반지하", "지층", "옥탑"})
UNIT_ENDS = re.compile(r"동|층|호실|호")
BETWEEN = re.compile(r"[\s,()]+")


def plain_name(text: str) -> str:
    """A person's or company's name without spaces, signs and the form of the company: ㈜가온 is 주식회사 가온."""
    return plain(LEGAL_FORMS.sub("", unicodedata.normalize("NFKC", text)))


@dataclass(frozen=True)
class Place:
    """`building`: the house without the dwelling in it; `unit`: the dwelling, empty where nothing was said; `label`: for people."""

    building: str
    unit: str
    label: str


def place_of(address: str, regions: frozenset[str], legal_dong: str, parts: tuple[str, str] = ("", "")) -> Place:
    """A place from an address. `regions`: names of 시·도 and 시·군·구 that may stand in front; `parts`: 동 and 호 where asked apart.

    Behind a road name the 법정동 says nothing; before a lot number it is part of the address.
    """
    words = [word for word in BETWEEN.split(unicodedata.normalize("NFKC", address)) if word]
    while words and words[0] in regions:
        words.pop(0)
    units: list[str] = []
    while len(words) > 1 and (UNIT.fullmatch(words[-1]) or words[-1] in BELOW) and not ROAD.search(words[-1]):
        units.insert(0, words.pop())
    named = [part for part in parts if part]
    units = named or units
    has_road = any(ROAD.search(word) for word in words)
    while words and words[0] == legal_dong:
        words.pop(0)
    front = "" if has_road or not words else plain(legal_dong)
    label = " ".join(([legal_dong] if legal_dong and not has_road else []) + words)
    return Place(front + plain("".join(words)), _unit(units), label)


def _unit(words: list[str]) -> str:
    """제101동 제202호, 101동202호 and 101동 202 are one dwelling."""
    return "-".join(part for part in UNIT_ENDS.split(plain("".join(words)).replace("제", "")) if part)
