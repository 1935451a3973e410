"""From what a filing says to the landlords, backers, building and broker it has to do with, and to what counting reads of it."""

import base64
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from teojeon.kernel import regions
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.lookup import lookup_hasher, only_digits
from teojeon.kernel.crypto.sealing import Unopened, unseal
from teojeon.services.victims.linkage.models import (
    ADDRESS,
    BACKER,
    BIRTH,
    BROKER,
    BUILDING,
    LANDLORD,
    NAME,
    NUMBER,
    PHONE,
    STATED,
    SUCCESSOR,
)
from teojeon.services.victims.linkage.naming import Place, place_of, plain_name

LABEL_LENGTH = 200
BEHIND, BROKERS = frozenset({"ra", "ma"}), frozenset({"na"})
"""Roles of the stated 임대인등 (법§2.2라·마: who stands behind; 나: the broker)."""
PAID_BACK = frozenset({"priority", "repaid"})
"""Sources of a recovery that take from the deposit what is still owed; support does not."""
SAID = (
    "landlord_name", "landlord_number", "landlord_address", "landlord_phone", "landlord_changes", "related_parties",
    "broker_office", "broker_reg_no", "broker_agent", "road_address", "building_dong", "unit_ho", "deposit_current", "recovered",
)  # fmt: skip
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One node that a case names. `key`, `name`: keyed hashes; `name` None where there is no name to propose by."""

    kind: str
    basis: str
    key: bytes
    name: bytes | None
    ground: str
    label: str

    @property
    def is_sure(self) -> bool:
        return self.basis != NAME


@dataclass(frozen=True)
class House:
    """Where the house of a filing lies: codes, and the address as it was filed."""

    sido: str
    sigungu: str
    legal_dong: str
    address: str


class Keys:
    """The keys of the look-ups and of sealed numbers, read once for many cases."""

    def __init__(self) -> None:
        self._hash = lookup_hasher("linkage")
        self._unsealing = keyring().unsealing_keys()

    def hash(self, basis: str, value: str) -> bytes:
        """The keyed hash of one value that `basis` names."""
        return self._hash(f"{basis}\0{value}")

    def number(self, text: str) -> bytes | None:
        """Of a number in whatever way it was written; None without a digit."""
        digits = only_digits(text)
        return self.hash(NUMBER, digits) if digits else None

    def sealed_number(self, case: UUID, kept: object) -> bytes | None:
        """Of the landlord's number, sealed to the office when it was typed. A box that does not open says nothing, and holds up no
        filing."""
        if not isinstance(kept, Mapping) or not kept.get("box"):
            return None
        try:
            return self.number(unseal(base64.b64decode(kept["box"]), self._unsealing, f"draft/{case}/landlord_number").decode())
        except (Unopened, ValueError):
            return None


def nodes_of(keys: Keys, said: Said, number: bytes | None, house: House | None, place: Place | None) -> list[Found]:
    """Every node that the filing names, each once. `number`: hash of the landlord's; `place`: where the house is (`where`)."""
    found = [*_landlords(keys, said, number), *_backers(keys, said), *_brokers(keys, said), *_building(keys, house, place)]
    return list({(each.kind, each.key): each for each in reversed(found)}.values())[::-1]


def person(
    keys: Keys,
    kind: str,
    name: str,
    ground: str,
    *,
    number: bytes | None = None,
    birth: dt.date | None = None,
    address: str = "",
    phone: str = "",
) -> Found | None:
    """A person or company by the strongest thing known of it; None where not even a name is. `number`: its hash."""
    plain = plain_name(name)
    label = " ".join(name.split())[:LABEL_LENGTH]
    hashed = keys.hash(NAME, plain) if plain else None
    if number:
        return Found(kind, NUMBER, number, hashed, ground, label or "이름 모름")
    if hashed is None:
        return None
    for basis, more in (
        (BIRTH, birth.isoformat() if birth else ""),
        (ADDRESS, plain_name(address)),
        (PHONE, only_digits(phone)),
    ):
        if more:
            return Found(kind, basis, keys.hash(basis, f"{plain}\0{more}"), hashed, ground, label)
    return Found(kind, NAME, hashed, hashed, ground, label)


def _landlords(keys: Keys, said: Said, number: bytes | None) -> Iterator[Found]:
    first = person(
        keys,
        LANDLORD,
        _text(said, "landlord_name"),
        STATED,
        number=number,
        address=_text(said, "landlord_address"),
        phone=_text(said, "landlord_phone"),
    )
    later = (person(keys, LANDLORD, str(row.get("new_owner") or ""), SUCCESSOR) for row in _rows(said, "landlord_changes"))
    yield from (each for each in (first, *later) if each)


def _backers(keys: Keys, said: Said) -> Iterator[Found]:
    for row in _rows(said, "related_parties"):
        if row.get("role") in BEHIND and (found := person(keys, BACKER, str(row.get("name") or ""), STATED)):
            yield found


def _brokers(keys: Keys, said: Said) -> Iterator[Found]:
    office, agent = _text(said, "broker_office"), _text(said, "broker_agent")
    if found := person(keys, BROKER, office or agent, STATED, number=keys.number(_text(said, "broker_reg_no"))):
        yield found
    for row in _rows(said, "related_parties"):
        if row.get("role") in BROKERS and (named := person(keys, BROKER, str(row.get("name") or ""), STATED)):
            yield named


def _building(keys: Keys, house: House | None, place: Place | None) -> Iterator[Found]:
    if place and house:
        key = keys.hash(ADDRESS, "\0".join([house.sido, house.sigungu, place.building]))
        yield Found(BUILDING, ADDRESS, key, None, STATED, place.label[:LABEL_LENGTH])


def where(said: Said, house: House | None, on: dt.date) -> Place | None:
    """Building and dwelling: the road address that a search found, else the address as it was typed."""
    if house is None or not (house.address or _text(said, "road_address")):
        return None
    parts = (_text(said, "building_dong"), _text(said, "unit_ho"))
    names = _names(house, on)
    typed = place_of(house.address, names, house.legal_dong, parts)
    searched = _text(said, "road_address")
    if not searched:
        return typed
    place = place_of(searched, names, house.legal_dong, parts)
    return Place(place.building, place.unit or typed.unit, place.label)


def _names(house: House, on: dt.date) -> frozenset[str]:
    """The words by which an address may begin: 서울특별시, 서울, 종로구; 수원시 장안구 are two."""
    return _names_of(house.sido, house.sigungu, on)


@lru_cache(maxsize=2048)
def _names_of(sido: str, sigungu: str, on: dt.date) -> frozenset[str]:
    found = [regions.find(code, on) for code in (sido, sigungu) if code]
    words = [part for region in found if region for part in (*region.name.split(), region.short_name)]
    return frozenset(word for word in words if word)


def dwelling(keys: Keys, house: House | None, place: Place | None) -> str:
    """Keyed hash of the dwelling, in hexadecimal; empty where the address is unknown. Without a unit the building is one house."""
    if place is None or house is None:
        return ""
    return keys.hash("house", "\0".join([house.sido, house.sigungu, place.building, place.unit])).hex()


def deposit_of(said: Said, found: object) -> int | None:
    """Won: what was found, else what was said."""
    for value in (found, said.get("deposit_current")):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None


def is_repaid(said: Said, deposit: int | None) -> bool:
    """Whether the applicant says that the whole deposit came back from the landlord or the sale (법§3①3: 변제를 받지 못하거나)."""
    amounts = [row.get("amount") for row in _rows(said, "recovered") if row.get("source") in PAID_BACK]
    back = sum(amount for amount in amounts if isinstance(amount, int))
    return bool(deposit) and back >= (deposit or 0)


def _text(said: Said, code: str) -> str:
    value = said.get(code)
    return value.strip() if isinstance(value, str) else ""


def _rows(said: Said, code: str) -> Iterable[Mapping[str, Any]]:
    value = said.get(code)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
