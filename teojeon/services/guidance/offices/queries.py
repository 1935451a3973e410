"""The offices of a day, as the portal lists them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from teojeon.kernel import regions
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.offices.kinds import KINDS
from teojeon.services.guidance.offices.models import PUBLISHED, Office

NATION = "전국"


@dataclass(frozen=True)
class Listed:
    """One office in words. `place`: the 시·도 it serves, or the whole country."""

    row: Office
    place: str


def shown_on(day: dt.date) -> Any:
    """The published entries of a day."""
    days = Q(valid_to=None) | Q(valid_to__gte=day)
    return Office.objects.visible_to(current().actor).filter(days, state=PUBLISHED, valid_from__lte=day)


def offices_on(day: dt.date) -> list[tuple[str, list[Listed]]]:
    """By kind, in the order of the list of kinds; every 시·도 stands in the first, whether its entry was made or not."""
    rows = list(shown_on(day).order_by("region", "org_name", "dept"))
    return [(title, [listed(row, day) for row in rows if row.kind == kind]) for kind, title in KINDS.items()]


def without_entry(day: dt.date) -> list[str]:
    """The 시·도 for which nobody entered an office that takes filings."""
    known = set(shown_on(day).filter(kind="intake").values_list("region", flat=True))
    return [region.name for region in regions.sidos(max(day, regions.TABLE_START)) if region.code not in known]


def intake_of(sido: str, day: dt.date) -> list[Listed]:
    """The offices that take filings for houses in a 시·도."""
    return [listed(row, day) for row in shown_on(day).filter(kind="intake", region=sido).order_by("org_name", "dept")]


def centres_of(sido: str, day: dt.date) -> list[str]:
    """Names of the support centres (법§11) that serve a 시·도 on a day, its own before those of the whole country."""
    rows = shown_on(day).filter(kind="centre", region__in=(sido, "")).order_by("-region", "org_name")
    return list(dict.fromkeys(rows.values_list("org_name", flat=True)))


def listed(row: Office, day: dt.date) -> Listed:
    """An entry with the name of its place that day."""
    region = regions.find(row.region, max(day, regions.TABLE_START)) if row.region else None
    return Listed(row, region.name if region else row.region or NATION)
