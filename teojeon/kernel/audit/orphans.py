"""Rows that carry the id of an event which does not exist, and acts whose row is missing."""

from collections.abc import Collection, Sequence
from typing import LiteralString
from uuid import UUID

from psycopg import sql

from teojeon.kernel.audit.findings import Finding
from teojeon.kernel.audit.stream import Connection
from teojeon.kernel.audit.trails import Trail

MOST_NAMED = 1_000  # orphans of one trail and direction; a flood says no more than that

ROWS_WITHOUT_EVENT: LiteralString = """
SELECT DISTINCT t.{column} FROM public.{table} t
WHERE NOT EXISTS (SELECT FROM public.audit_event e WHERE e.id = t.{column})
"""
# Keys are sorted in the body of an event, so that of an act begins with its action.
EVENTS_WITHOUT_ROW: LiteralString = """
SELECT e.side, e.controller, e.lane, e.number, e.id FROM public.audit_event e
WHERE e.lane LIKE 'a%%' AND starts_with(e.body, '{{"action":"') AND split_part(e.body, '"', 4) = ANY (%s)
  AND NOT EXISTS (SELECT FROM public.{table} t WHERE t.{column} = e.id)
ORDER BY e.side, e.controller, e.lane, e.number LIMIT %s
"""


def orphans(connection: Connection, trails: Sequence[Trail], dropped_acts: Collection[UUID]) -> list[Finding]:
    """Orphans on either side. `dropped_acts`: ids of events that went with a closed month; their rows may stay."""
    findings: list[Finding] = []
    for trail in trails:
        findings += _rows_without_event(connection, trail, dropped_acts)
        if trail.actions:
            findings += _events_without_row(connection, trail)
    return findings


def _rows_without_event(connection: Connection, trail: Trail, dropped_acts: Collection[UUID]) -> list[Finding]:
    findings: list[Finding] = []
    with connection.cursor() as cursor:
        for (event,) in cursor.execute(_named(ROWS_WITHOUT_EVENT, trail)):
            if event in dropped_acts or (event is None and trail.optional):
                continue
            name = f"사건 {event}" if event else "사건 번호가 빈 행"
            findings.append(Finding("row_without_event", detail=f"{trail.table}.{trail.column}: {name}"))
            if len(findings) == MOST_NAMED:
                break
    return findings


def _events_without_row(connection: Connection, trail: Trail) -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_named(EVENTS_WITHOUT_ROW, trail), [sorted(trail.actions), MOST_NAMED])
        return [
            Finding(
                "event_without_row",
                str(side),
                str(controller),
                str(lane),
                int(str(number)),
                f"{trail.table}에 사건 {event}의 행이 없습니다",
            )
            for side, controller, lane, number, event in cursor
        ]


def _named(query: LiteralString, trail: Trail) -> sql.Composed:
    return sql.SQL(query).format(table=sql.Identifier(trail.table), column=sql.Identifier(trail.column))
