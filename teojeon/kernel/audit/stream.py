"""The log as a stream of rows, in the order of chains and numbers; in several processes when there is more than one
core.
"""

import itertools
import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import LiteralString

import psycopg
from psycopg import pq, sql

from teojeon.kernel.audit.chain import COPY_HEADER, COPY_SIGNATURE, COPY_TRAILER, ChainKey, Expected, check
from teojeon.kernel.audit.findings import Finding

Connection = psycopg.Connection[tuple[object, ...]]

# The index gives the rows in order; without this the planner may sort the whole log on disk.
BY_INDEX: LiteralString = "SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
ROWS: LiteralString = "SELECT side, controller, lane, number, id, at, body, digest FROM public.audit_event"
ORDER: LiteralString = "ORDER BY side, controller, lane, number"


@dataclass(frozen=True)
class Part:
    """Chains from `first` (included) to `end` (excluded); None stands for the beginning and the end of the log."""

    first: ChainKey | None
    end: ChainKey | None


WHOLE = Part(None, None)


def rows(connection: Connection, part: Part = WHOLE) -> Iterator[bytes]:
    """The rows of a part as binary COPY sends them. Raises psycopg.Error when the server breaks off.

    Asks libpq itself: the cursor's own loop waits on the socket once a row, which costs as much as the hash.
    """
    conditions = []
    for sign, key in ((sql.SQL(">="), part.first), (sql.SQL("<"), part.end)):
        if key is not None:
            values = sql.SQL(", ").join(sql.Literal(text) for text in key)
            conditions.append(sql.SQL("(side, controller, lane) {} ({})").format(sign, values))
    where = sql.SQL("WHERE {}").format(sql.SQL(" AND ").join(conditions)) if conditions else sql.SQL("")
    copy = sql.SQL("COPY ({} {} {}) TO STDOUT (FORMAT BINARY)").format(sql.SQL(ROWS), where, sql.SQL(ORDER))
    raw = connection.pgconn
    _expect(raw.exec_(copy.as_bytes(connection)), pq.ExecStatus.COPY_OUT)
    finished = False
    try:
        while True:
            size, data = raw.get_copy_data(0)
            if size <= 0:
                break
            row = bytes(data)
            if row.startswith(COPY_SIGNATURE):
                row = row[COPY_HEADER:]
            if row and row != COPY_TRAILER:
                yield row
        finished = True
    finally:
        if not finished:
            connection.cancel_safe()
            while raw.get_copy_data(0)[0] > 0:
                pass
        results = []
        while (result := raw.get_result()) is not None:
            results.append(result)
    for result in results:
        _expect(result, pq.ExecStatus.COMMAND_OK)


def _expect(result: pq.abc.PGresult, status: pq.ExecStatus) -> None:
    if result.status != status:
        raise psycopg.DatabaseError(result.get_error_message())


def check_log(connection: Connection, expected: Mapping[ChainKey, Expected], processes: int) -> tuple[list[Finding], int]:
    """Walks the whole log, seen as the connection's transaction sees it. Returns findings and the number of events.

    With more than one process each opens its own connection on the same snapshot.
    """
    if processes == 1:
        connection.execute(BY_INDEX)
        return check(rows(connection), expected)
    shares = split(in_server_order(connection, expected), processes)
    borders = [None, *(next(iter(share)) for share in shares[1:]), None]
    snapshot = connection.execute("SELECT pg_export_snapshot()").fetchall()[0][0]
    conninfo = psycopg.conninfo.make_conninfo(connection.info.dsn, password=connection.info.password or None)
    context = multiprocessing.get_context("spawn")  # a fork would share the open connection
    with ProcessPoolExecutor(len(shares), mp_context=context) as pool:
        jobs = [
            pool.submit(check_part, conninfo, str(snapshot), Part(first, end), share)
            for (first, end), share in zip(itertools.pairwise(borders), shares, strict=True)
        ]
        answers = [job.result() for job in jobs]
    return [finding for findings, _ in answers for finding in findings], sum(count for _, count in answers)


def check_part(conninfo: str, snapshot: str, part: Part, expected: Mapping[ChainKey, Expected]) -> tuple[list[Finding], int]:
    """One process's share of the log."""
    with psycopg.connect(conninfo) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
        connection.execute(BY_INDEX)
        return check(rows(connection, part), expected)


def in_server_order(connection: Connection, expected: Mapping[ChainKey, Expected]) -> dict[ChainKey, Expected]:
    """The chains as the database's collation sorts them, which need not be Python's order."""
    query: LiteralString = "SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) ORDER BY 1, 2, 3"
    columns = [list(column) for column in zip(*expected, strict=True)] or [[], [], []]
    keys = [(str(side), str(controller), str(lane)) for side, controller, lane in connection.execute(query, columns)]
    return {key: expected[key] for key in keys}


def split(ordered: Mapping[ChainKey, Expected], processes: int) -> list[dict[ChainKey, Expected]]:
    """Shares of neighbouring chains with about the same number of events, by the heads. None is empty but the only one."""
    sizes = {key: known.head.number - known.base.number if known.head else 0 for key, known in ordered.items()}
    share = sum(sizes.values()) / processes
    shares: list[dict[ChainKey, Expected]] = [{}]
    walked = 0
    for key, size in sizes.items():
        if shares[-1] and len(shares) < processes and walked + size / 2 >= share * len(shares):
            shares.append({})
        shares[-1][key] = ordered[key]
        walked += size
    return shares
