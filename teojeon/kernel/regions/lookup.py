"""Questions to the region table. Each names the day that counts; a day before the table raises OutsideTable."""

import datetime as dt
from dataclasses import dataclass

from teojeon.kernel.regions.table import TABLE_START, Level, OutsideTable, Region, region_table
from teojeon.kernel.work.refusals import Refusal

SOURCE = "S1-APP-03"


@dataclass
class Mismatch(Refusal):
    """A 시·군·구 that cannot be the one meant. `suggestions`: what could be chosen instead (may be empty).

    `code` is REGION_UNKNOWN, REGION_NOT_IN_FORCE (not on this day) or REGION_OTHER_SIDO. An address that a citizen
    insists on is still taken as free text with a flag (S1-APP-03): the caller decides whether this stops anything.
    """

    suggestions: tuple[Region, ...] = ()


def _inside(on: dt.date) -> dt.date:
    if on < TABLE_START:
        raise OutsideTable(on)
    return on


def sidos(on: dt.date) -> tuple[Region, ...]:
    """The 시·도 of this day, in order of code."""
    _inside(on)
    return tuple(region for region in region_table().by_parent[None] if region.stands_on(on))


def sigungus(sido_code: str, on: dt.date) -> tuple[Region, ...]:
    """The 시·군·구 (행정구 included) of a 시·도 on this day, in order of code; empty where the 시·도 does not stand."""
    _inside(on)
    return tuple(region for region in region_table().by_parent.get(sido_code, ()) if region.stands_on(on))


def find(code: str, on: dt.date) -> Region | None:
    """The 시·도 or 시·군·구 with this code on this day."""
    _inside(on)
    return next((region for region in region_table().by_code.get(code, ()) if region.stands_on(on)), None)


def successors(code: str, on: dt.date) -> tuple[Region, ...]:
    """What stands on this day where `code` once stood, through every change between; itself while it stands.

    Several when it was divided (인천 중구 → 제물포구, 영종구): then the 법정동 decides, which only a person can say.
    Empty for an unknown code and for one that did not stand yet.
    """
    _inside(on)
    standing = find(code, on)
    if standing is not None:
        return (standing,)
    ended = [region for region in region_table().by_code.get(code, ()) if region.valid_to and region.valid_to < on]
    if not ended:
        return ()
    followed = [region for follower in ended[-1].successor_codes for region in successors(follower, on)]
    return tuple(dict.fromkeys(followed))


def successor(code: str, on: dt.date) -> Region | None:
    """The one region that stands on this day where `code` once stood; None where there is none or more than one."""
    standing = successors(code, on)
    return standing[0] if len(standing) == 1 else None


def check(sido_code: str, sigungu_code: str, on: dt.date) -> Region:
    """The 시·군·구, if it stands on this day and belongs to this 시·도; otherwise raises Mismatch."""
    region = find(sigungu_code, on)
    if region is None:
        raise _not_standing(sigungu_code, on)
    if region.level is not Level.SIGUNGU:
        raise _mismatch("REGION_UNKNOWN", "시·군·구가 아니라 시·도의 코드입니다. 시·군·구를 선택합니다.")
    if region.parent != sido_code:
        chosen = find(sido_code, on)
        message = (
            f"{region.name}의 시·도는 {full_name(region).split()[0]}입니다. "
            f"{chosen.name if chosen else '시·도'}의 시·군·구를 다시 선택합니다."
        )
        raise _mismatch("REGION_OTHER_SIDO", message, sigungus(sido_code, on))
    return region


def _not_standing(code: str, on: dt.date) -> Mismatch:
    known = region_table().by_code.get(code)
    if not known:
        return _mismatch("REGION_UNKNOWN", "행정구역 표에 없는 코드입니다. 시·도와 시·군·구를 다시 선택합니다.")
    instead = successors(code, on)
    names = ", ".join(full_name(region) for region in instead)
    advice = f"다음 중에서 선택합니다: {names}" if instead else "시·도와 시·군·구를 다시 선택합니다."
    message = f"{full_name(known[-1])}의 코드는 {on:%Y-%m-%d}에 유효하지 않습니다. {advice}"
    return _mismatch("REGION_NOT_IN_FORCE", message, instead)


def _mismatch(code: str, message: str, suggestions: tuple[Region, ...] = ()) -> Mismatch:
    return Mismatch(code, message, field="sigungu_code", source=SOURCE, suggestions=suggestions)


def full_name(region: Region) -> str:
    """The name with its 시·도, as the beginning of an address; 세종특별자치시, which is both, only once."""
    if region.parent is None:
        return region.name
    sido = find(region.parent, region.valid_from)
    if sido is None or sido.name == region.name:
        return region.name
    return f"{sido.name} {region.name}"


def organisation_code(sido: Region) -> str:
    """The code of the organisation that governs a 시·도 (법§29①: intake and investigation), such as `SD-11`.

    A 시·도 with a new code is a new organisation; cases pass to it by a transfer, never by renaming.
    ValueError for a 시·군·구.
    """
    if sido.level is not Level.SIDO:
        raise ValueError(f"{sido.code} is a 시·군·구; only a 시·도 has an organisation that takes filings")
    return f"SD-{sido.code}"
