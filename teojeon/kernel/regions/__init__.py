"""시·도 and 시·군·구 with the days on which they stood. Shipped as data (`regions.csv`); no database, no Django.

Every look-up names a day, because the same house lies in 강원도 (42) on 2023-06-10 and in 강원특별자치도 (51)
a day later. Nothing here asks for the time: the caller says which day counts (filing, contract, decision).
"""

from teojeon.kernel.regions.dong import legal_dong, looks_like_dong
from teojeon.kernel.regions.lookup import (
    Mismatch,
    check,
    find,
    full_name,
    organisation_code,
    sidos,
    sigungus,
    successor,
    successors,
)
from teojeon.kernel.regions.table import TABLE_START, Level, OutsideTable, Region

__all__ = [
    "TABLE_START",
    "Level",
    "Mismatch",
    "OutsideTable",
    "Region",
    "check",
    "find",
    "full_name",
    "legal_dong",
    "looks_like_dong",
    "organisation_code",
    "sidos",
    "sigungus",
    "successor",
    "successors",
]
