"""`verify`: is the log as it was written? Chains, heads, checkpoints, the files outside, and the rows that carry an
event's id.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from psycopg.pq import TransactionStatus
from psycopg.rows import class_row

from teojeon.kernel.audit.chain import Anchor, ChainKey, Expected, genesis
from teojeon.kernel.audit.checkpoints import Closed, is_signed_by
from teojeon.kernel.audit.exports import EMPTY, exported_files
from teojeon.kernel.audit.findings import Finding, Report
from teojeon.kernel.audit.orphans import orphans
from teojeon.kernel.audit.stream import Connection, check_log
from teojeon.kernel.audit.trails import Trail, trails

Signers = Mapping[str, Sequence[Ed25519PublicKey]]  # by side; keys that are no longer used for signing stay in the list
SMALL = 500_000  # events; below, starting processes (0.25 s of computing each) costs more than it saves


@dataclass
class Gathered:
    """What is known of the chains before they are walked."""

    findings: list[Finding] = field(default_factory=list)
    bases: dict[ChainKey, Anchor] = field(default_factory=dict)
    exported: dict[ChainKey, dict[int, bytes]] = field(default_factory=dict)
    dropped_acts: set[UUID] = field(default_factory=set)
    files: int = 0


def verify(
    connection: Connection,
    exported_heads: Path,
    signers: Signers,
    *,
    declared: Sequence[Trail] | None = None,
    processes: int | None = None,
) -> Report:
    """Checks the whole log and returns what was found; changes nothing.

    `connection`: psycopg, as the owner (a Django one gives it as `connection.connection`); inside an open
    transaction it is used as it is, else one snapshot is taken. `exported_heads`: the directory that `export_heads`
    fills. `signers`: the public keys, from elsewhere than the database. `declared`: instead of the registered
    trails. `processes`: instead of a choice by size and cores.
    """
    started = time.perf_counter()
    profile: dict[str, float] = {}
    declared = trails() if declared is None else declared
    gathered = Gathered()
    with _snapshot(connection):
        _timed(profile, "files", lambda: _read_exports(exported_heads, signers, gathered))
        _timed(profile, "checkpoints", lambda: _read_checkpoints(connection, signers, gathered))
        expected = _expected(connection, gathered)
        workers = processes or _processes(connection, expected)
        found, events = _timed(profile, "chains", lambda: check_log(connection, expected, workers))
        lost = _timed(profile, "trails", lambda: orphans(connection, declared, gathered.dropped_acts))
    return Report(
        findings=(*gathered.findings, *found, *lost),
        events=events,
        chains=len(expected),
        exported_files=gathered.files,
        trails=len(declared),
        seconds=time.perf_counter() - started,
        profile=profile,
    )


def _timed(profile: dict[str, float], part: str, work: Callable[[], Any]) -> Any:
    started = time.perf_counter()
    result = work()
    profile[part] = time.perf_counter() - started
    return result


@contextmanager
def _snapshot(connection: Connection) -> Iterator[None]:
    """All questions of one verification see the same state. The settings of the walk do not outlive it."""
    if connection.info.transaction_status == TransactionStatus.IDLE:
        level, read_only = connection.isolation_level, connection.read_only
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        try:
            with connection.transaction(force_rollback=True):
                yield
        finally:
            connection.isolation_level, connection.read_only = level, read_only
    else:
        with connection.transaction(force_rollback=True):
            yield


def _processes(connection: Connection, expected: Mapping[ChainKey, Expected]) -> int:
    events = sum(known.head.number - known.base.number for known in expected.values() if known.head)
    return 1 if events < SMALL else len(os.sched_getaffinity(0))


def _read_exports(directory: Path, signers: Signers, gathered: Gathered) -> None:
    for side in sorted(signers):
        previous = EMPTY
        for sequence, path in enumerate(exported_files(directory, side), 1):
            content = path.read_bytes()
            gathered.files += 1
            try:
                line, signature = content.decode().splitlines()
                signed = is_signed_by(line.encode(), bytes.fromhex(signature), signers[side])
                fields = json.loads(line)
            except ValueError:
                signed, fields = False, {}
            if not signed:
                gathered.findings.append(Finding("heads_file", side, detail=f"{path.name}: 서명이 맞지 않습니다"))
            elif (fields["side"], fields["sequence"], fields["previous"]) != (side, sequence, previous):
                gathered.findings.append(Finding("heads_file", side, detail=f"{path.name}: 앞 파일과 이어지지 않습니다"))
            else:
                for controller, lane, number, digest in fields["heads"]:
                    chain = gathered.exported.setdefault((side, controller, lane), {})
                    chain[number] = bytes.fromhex(digest)
            previous = hashlib.sha256(content).hexdigest()


def _read_checkpoints(connection: Connection, signers: Signers, gathered: Gathered) -> None:
    with connection.cursor(row_factory=class_row(_Row)) as cursor:
        cursor.execute(
            "SELECT side, controller, lane, closed_month, number, digest, events_dropped, act_ids, signature"
            " FROM public.audit_checkpoint ORDER BY side, controller, lane, closed_month"
        )
        for row in cursor:
            closed = row.closed
            key = (closed.side, closed.controller, closed.lane)
            base = gathered.bases.get(key, Anchor(0, genesis(key)))
            month = f"{closed.closed_month:%Y-%m} 마감"
            if not is_signed_by(closed.signed_bytes(), row.signature, signers.get(closed.side, ())):
                gathered.findings.append(Finding("checkpoint", *key, closed.number, f"{month}: 서명이 맞지 않습니다"))
                continue
            if closed.number != base.number + closed.events_dropped:
                gathered.findings.append(Finding("checkpoint", *key, closed.number, f"{month}: 앞 마감과 이어지지 않습니다"))
            if gathered.exported.get(key, {}).get(closed.number, closed.digest) != closed.digest:
                gathered.findings.append(Finding("checkpoint", *key, closed.number, f"{month}: 밖에 보관한 값과 다릅니다"))
            gathered.bases[key] = Anchor(closed.number, closed.digest)
            gathered.dropped_acts |= closed.dropped_acts()


class _Row:
    def __init__(self, signature: bytes, **fields: Any) -> None:
        self.closed = Closed(**fields)
        self.signature = signature


def _expected(connection: Connection, gathered: Gathered) -> dict[ChainKey, Expected]:
    heads: dict[ChainKey, Anchor] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT side, controller, lane, number, digest FROM public.audit_head")
        for side, controller, lane, number, digest in cursor:
            heads[side, controller, lane] = Anchor(number, digest)  # type: ignore[index, arg-type]
    return {
        key: Expected(
            gathered.bases.get(key, Anchor(0, genesis(key))),
            heads.get(key),
            gathered.exported.get(key, {}),
        )
        for key in heads.keys() | gathered.exported.keys() | gathered.bases.keys()
    }
