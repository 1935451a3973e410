"""What other services may ask of guidance: the one table of support (S1-GUI-04), and where a page stands."""

import datetime as dt

from teojeon.law.victims.support import Measure, Support, refuse_closed, support, support_open
from teojeon.law.victims.support.measures import Class
from teojeon.services.guidance.offices.queries import centres_of
from teojeon.services.guidance.pages.addresses import page_address

__all__ = ["Measure", "Support", "centres_of", "measures", "page_address", "refuse_closed", "support_of"]


def measures(
    class_: Class,
    on: dt.date,
    *,
    trust: bool | None = None,
    unauthorised: bool | None = None,
    korean_national: bool | None = None,
    is_cancelled: bool = False,
) -> list[Measure]:
    """The measures that a letter or screen of that day lists for a class, in the order of the law.

    A cancelled or withdrawn decision opens none. None of the facts = unknown: the measure is listed and names what it depends on.
    """
    if is_cancelled:
        return []
    return support_open(class_, on, trust=trust, unauthorised=unauthorised, korean_national=korean_national)


def support_of(
    class_: Class,
    on: dt.date,
    *,
    trust: bool | None = None,
    unauthorised: bool | None = None,
    korean_national: bool | None = None,
) -> Support:
    """As `measures`, apart: open, conditional, opening later, and those under a legal check (제25조의13 for 나 and 다)."""
    return support(class_, on, trust=trust, unauthorised=unauthorised, korean_national=korean_national)
