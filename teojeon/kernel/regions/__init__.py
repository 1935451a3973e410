"""시·도 and 시·군·구 with the days on which they stood. Shipped as data (`regions.csv`); no database, no Django.

Every look-up names a day, because the same house lies in 강원도 (42) on 2023-06-10 and in 강원특별자치도 (51)
a day later. Nothing here asks for the time: the caller says which day counts (filing, contract, decision). One question
reaches back before the table, the class of a house for small deposits (주임령§10): it goes by names, not by codes.
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
from teojeon.kernel.regions.small_deposit import ClassAnswer, RegionClass, region_class
from teojeon.kernel.regions.table import TABLE_START, Level, OutsideTable, Region

__all__ = [
    "TABLE_START",
    "ClassAnswer",
    "Level",
    "Mismatch",
    "OutsideTable",
    "Region",
    "RegionClass",
    "check",
    "find",
    "full_name",
    "legal_dong",
    "looks_like_dong",
    "organisation_code",
    "region_class",
    "sidos",
    "sigungus",
    "successor",
    "successors",
]
