"""Where the house lies, and its class in the small-deposit table as the address says (주임령 제10조·제11조; S1-ASM-08)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from teojeon.kernel.regions.small_deposit import ClassAnswer, region_class
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.assessment.facts import JsonValue


@dataclass(frozen=True)
class House:
    """The place as the office received it: codes of 시·도 and 시·군·구, name of the 법정동; empty where it is not known."""

    sido: str
    sigungu: str
    legal_dong: str

    @classmethod
    def of(cls, application: Application | None) -> "House | None":
        return cls(application.sido, application.sigungu, application.legal_dong) if application else None


def class_of(house: House | None, recorded: Mapping[str, JsonValue], on: dt.date) -> ClassAnswer | None:
    """The class on the reference day: the earliest security right, or `on` where there is none. Its reason is for people.

    None where that day is not known or the address names no 시·군·구: then only an official can record the class.
    """
    first = recorded.get("earliest_security_on")
    if first is None or house is None or not house.sigungu.strip("0"):
        return None
    return region_class(house.sigungu, house.legal_dong, on if first is False else dt.date.fromisoformat(str(first)))
