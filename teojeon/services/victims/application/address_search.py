"""The configured address search, and a found address as the inputs of the step «주택» (S1-APP-03)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from teojeon.kernel import clock
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.regions.addresses import AddressSearch, FoundAddress, LocalTable, SearchAway
from teojeon.ui.languages import translated

LONGEST_QUERY = 100
FILLED = ("sido", "sigungu", "legal_dong", "address", "legal_dong_code", "road_address", "jibun_address")


@dataclass(frozen=True)
class Found:
    """What a search brought. `note`: what to do where it brought nothing or another way was taken."""

    query: str
    addresses: tuple[FoundAddress, ...] = ()
    note: str = ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Value and words of each address, for radio buttons."""
        return [
            (json.dumps({name: getattr(each, name) for name in FILLED}, ensure_ascii=False), str(each)) for each in self.addresses
        ]


def searcher() -> AddressSearch:
    """The adapter of this installation (setting TEOJEON_ADDRESS_SEARCH)."""
    made: AddressSearch = import_string(settings.ADDRESS_SEARCH)(settings.ADDRESS_SEARCH_URL, settings.ADDRESS_SEARCH_KEY)
    return made


def search(query: str) -> Found:
    """Looks an address up. Where the service is away the region table answers, and the note says so."""
    text = " ".join(mask_free_text(query)[0].split())[:LONGEST_QUERY]
    if len(text) < 2:
        return Found(text, note=translated("찾을 주소를 두 글자 이상 적어 주십시오. 예: 종로구 대학로 1"))
    today = clock.business_today()
    try:
        found, note = searcher().find(text, today), ""
    except SearchAway:
        found = LocalTable().find(text, today)
        note = translated("주소 찾기 서비스에 연결하지 못하여 행정구역 표에서 찾았습니다.")
    if not found:
        nothing = "찾지 못했습니다. 시·군·구를 넣어 다시 찾거나, 아는 대로 직접 적어 주십시오. 표준 주소가 아니어도 접수합니다."
        note = f"{note} {translated(nothing)}".strip()
    return Found(text, tuple(found), note)


def chosen(value: str) -> dict[str, str]:
    """The inputs of a chosen address; empty for what is no address of ours. The form checks every one of them again."""
    try:
        given = json.loads(value)
    except ValueError:
        return {}
    if not isinstance(given, Mapping):
        return {}
    return {name: text for name in FILLED if isinstance(text := given.get(name), str)}
