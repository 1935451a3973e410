"""Address search by the road-name address service (도로명주소 안내시스템, business.juso.go.kr): its REST protocol with JSON answers.

The key stays on the server. The service answers 200 with an error code of its own; codes below E0005 concern the key.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import httpx

from teojeon.kernel.regions.addresses import MOST_FOUND, FoundAddress, SearchAway
from teojeon.kernel.regions.lookup import successor

DEFAULT_URL = "https://business.juso.go.kr/addrlink/addrLinkApi.do"
SECONDS = 2.0
FINE, BAD_KEYWORD = "0", frozenset(f"E{number:04d}" for number in range(5, 16))
NOT_SEARCHABLE = re.compile(r"[%=><\[\]]")
"""Letters that the service refuses in a keyword."""


class Juso:
    """One of the address sources. `url`: where the service is, empty for its public place; `key`: the approval key."""

    def __init__(self, url: str = "", key: str = "") -> None:
        self.url, self.key = url or DEFAULT_URL, key

    def find(self, query: str, on: dt.date) -> tuple[FoundAddress, ...]:
        """What the service knows, with codes as they stand on this day. Raises SearchAway."""
        keyword = " ".join(NOT_SEARCHABLE.sub(" ", query).split())
        asked = {"confmKey": self.key, "currentPage": 1, "countPerPage": MOST_FOUND, "keyword": keyword, "resultType": "json"}
        try:
            # the key goes in the body: addresses of requests are written into logs on the way
            answer = httpx.post(self.url, data=asked, timeout=SECONDS, follow_redirects=False)
            answer.raise_for_status()
            results = answer.json()["results"]
            code = str(results["common"]["errorCode"])
            rows = results.get("juso") or []
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise SearchAway from error
        if code in BAD_KEYWORD:
            return ()
        if code != FINE:
            raise SearchAway(code)
        return tuple(found for row in rows[:MOST_FOUND] if (found := _read(row, on)))


def _read(row: Mapping[str, Any], on: dt.date) -> FoundAddress | None:
    road, jibun, code = (_text(row, name) for name in ("roadAddrPart1", "jibunAddr", "admCd"))
    if not road and not jibun:
        return None
    sido, sigungu = (_standing(code[:length], on) for length in (2, 5))
    dong = " ".join(part for part in (_text(row, "emdNm"), _text(row, "liNm")) if part)
    return FoundAddress(
        sido=sido or (sigungu[:2] if sigungu else ""),
        sigungu=sigungu,
        legal_dong=dong,
        address=_behind(row, road or jibun),
        words=f"{_text(row, 'roadAddr') or road} / {jibun}" if jibun else road,
        legal_dong_code=code if len(code) == 10 and code.isdecimal() else "",
        road_address=_text(row, "roadAddr") or road,
        jibun_address=jibun,
    )


def _behind(row: Mapping[str, Any], whole: str) -> str:
    """The address without its 시·도 and 시·군·구, with the name of the building."""
    head = " ".join(part for part in (_text(row, "siNm"), _text(row, "sggNm")) if part)
    rest = whole.removeprefix(head).strip()
    building = _text(row, "bdNm")
    return f"{rest} {building}" if building and building not in rest else rest


def _standing(code: str, on: dt.date) -> str:
    region = successor(code, on) if code.isdecimal() else None
    return region.code if region else ""


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value.strip()[:200] if isinstance(value, str) else ""
