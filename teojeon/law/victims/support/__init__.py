"""Support by class (법 제4장): the one dated table that pages, letters and screens read (S1-GUI-04)."""

from teojeon.law.victims.support.measures import (
    CLASS_WORDS,
    Measure,
    Support,
    measures_on,
    refuse_closed,
    support,
    support_open,
)
from teojeon.law.victims.support.reader import Deadline, Row, rows

__all__ = [
    "CLASS_WORDS",
    "Deadline",
    "Measure",
    "Row",
    "Support",
    "measures_on",
    "refuse_closed",
    "rows",
    "support",
    "support_open",
]
