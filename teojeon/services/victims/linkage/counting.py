"""National numbers of a group of nodes, through functions of the database that say no more than numbers (linkage.sql)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

NOTHING_COUNTED = (0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Count:
    """`leases`: the victim_count, distinct leases with an unpaid or expected unpaid deposit, the applicant's included (A-09).

    `cases`: those linked, counted or not; `proposed`: leases that only a name links; `houses`: dwellings; `deposits`: won, of the
    counted leases whose deposit is known; `unknown_deposits`: how many are not.
    """

    leases: int
    cases: int
    proposed: int
    houses: int
    deposits: int
    unknown_deposits: int


@dataclass(frozen=True)
class Month:
    """Cases of one 시·도 filed in one month. `month`: its first day."""

    sido: str
    month: dt.date
    counted: bool
    cases: int


def counts_of(groups: Iterable[UUID]) -> dict[UUID, Count]:
    """By group; one that no case is linked to has nothing but zeros."""
    wanted = list(groups)
    if not wanted:
        return {}
    counted = "SELECT grp, leases, cases, proposed, houses, deposits, unknown_deposits FROM linkage_counts(%s::uuid[])"
    with connection.cursor() as cursor:
        cursor.execute(counted, [wanted])
        found = {row[0]: Count(*map(int, row[1:])) for row in cursor.fetchall()}
    return {group: found.get(group, Count(*NOTHING_COUNTED)) for group in wanted}


def months_of(group: UUID) -> list[Month]:
    """All linked cases by 시·도 and month, whoever handles them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sido, month, counted, cases FROM linkage_months(%s::uuid) ORDER BY sido, month, counted", [group])
        return [Month(*row) for row in cursor.fetchall()]
