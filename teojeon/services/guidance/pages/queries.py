"""Pages as visitors read them: the version that is valid on a day, its other versions, its languages."""

import datetime as dt
from typing import Any

from django.db.models import Q

from teojeon.kernel.work.unit import current
from teojeon.services.guidance.pages.models import PUBLISHED, RECORD, PageVersion

LISTED = ("slug", "language", "number", "section", "position", "title", "description", "effective_from", "effective_to")


def published() -> Any:
    """Every published version."""
    return PageVersion.objects.visible_to(current().actor).filter(state=PUBLISHED)


def shown_on(day: dt.date) -> Any:
    """The versions that are shown that day, by section and position."""
    days = Q(effective_to=None) | Q(effective_to__gte=day)
    return published().filter(days, effective_from__lte=day).order_by("section", "position", "slug")


def all_of(slug: str, day: dt.date) -> list[PageVersion]:
    """Every version of a page in all languages that has been shown by that day, the newest first, in one query."""
    rows = published().filter(slug=slug, effective_from__lte=day).order_by("language", "-number")
    return list(rows.defer("body", "known_warnings"))


def is_shown(row: PageVersion, day: dt.date) -> bool:
    """Whether a version is the one that is shown that day."""
    return row.effective_from <= day and (row.effective_to is None or day <= row.effective_to)


def listed_on(day: dt.date, *sections: str) -> list[dict[str, Any]]:
    """What stands in the lists of pages that day, in all languages."""
    return list(shown_on(day).filter(section__in=sections).values(*LISTED))


def newer_korean(row: PageVersion, korean: PageVersion | None) -> PageVersion | None:
    """The Korean version of today where it is newer than the one that this translation follows; none where it is up to date."""
    if korean is None or row.language == RECORD or korean.number <= row.follows:
        return None
    return korean
