"""How fast `verify` walks the log, beside the floor: COPY alone and SHA-256 alone.

Fills a scratch database of the tests' own server through `audit_append` and drops it afterwards.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.result import Figure, Result, median, shares

TITLE = "감사 기록 검증"
EVENTS = 1_000_000
TARGET = 300_000  # events a second
BATCH = 1_000
BYTES = 508  # hashed an event: the digest before, ids, time, body of 390 bytes

FILL = """
SELECT audit_append((
  SELECT jsonb_agg(jsonb_build_object('id', id, 'controller', 'bench' || i %% 3,
    'lane', CASE WHEN i %% 4 = 0 THEN 'a' || i / 4 %% 4 ELSE 'r' || i %% 16 END,
    'body', format('{"action":"bench.act","actor":"%%s","business_at":"2026-11-21T22:15:19.123456+09:00",'
      '"digest":"%%s",'
      '"id":"%%s","key":"%%s","kind":"act","organisation":"molit","real_at":"2026-11-21T13:15:19.123456+00:00",'
      '"subject":"%%s","version":3}', gen_random_uuid(), encode(sha256(id::text::bytea), 'hex'), id, gen_random_uuid(),
      gen_random_uuid())))
  FROM (SELECT i, gen_random_uuid() AS id FROM generate_series(%s::bigint, %s::bigint) AS i) AS numbered))
"""
COPY = "COPY (SELECT side, controller, lane, number, id, at, body, digest FROM audit_event) TO STDOUT (FORMAT BINARY)"


def fill(owner: str, office: str, events: int) -> None:
    with psycopg.connect(owner) as connection:
        connection.execute("SELECT audit_make_heads('bench' || n) FROM generate_series(0, 2) AS n")
    with psycopg.connect(office, autocommit=True) as connection:
        for first in range(1, events + 1, BATCH):
            connection.execute(FILL, [first, min(first + BATCH - 1, events)])
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE audit_event")


def copy_alone(owner: str) -> None:
    """The rows leave the server and are thrown away by libpq, in one process."""
    with psycopg.connect(owner) as connection:
        raw = connection.pgconn
        raw.exec_(COPY.encode())
        while raw.get_copy_data(0)[0] > 0:
            pass
        while raw.get_result() is not None:
            pass


def sha_alone(events: int) -> None:
    """One process hashes as many bytes as an event has, as many times."""
    content, digest, sha256 = bytes(BYTES - 32), bytes(32), hashlib.sha256
    for _ in range(events):
        digest = sha256(digest + content).digest()


def run(runs: int, events: int = EVENTS) -> Result:
    """Medians over `runs` walks of the same log."""
    from tests.support import databases

    name = databases.copy("bench_audit")
    try:
        urls = databases.urls(name)
        fill(urls["owner"], urls["office"], events)
        return measure(urls["owner"], events, runs)
    finally:
        databases.drop(name)


def measure(owner: str, events: int, runs: int) -> Result:
    from teojeon.kernel.audit.verify import verify

    profile: dict[str, float] = {}
    signers = {side: [Ed25519PrivateKey.generate().public_key()] for side in ("portal", "office")}

    def whole(processes: int | None) -> None:
        with tempfile.TemporaryDirectory() as directory, psycopg.connect(owner) as connection:
            report = verify(connection, Path(directory), signers, declared=[], processes=processes)
        assert report.intact, report.as_text()
        assert report.events == events
        if processes is None:
            profile.update(report.profile)

    def rate(work: Callable[[], None]) -> float:
        return events / median(lambda: _seconds(work), runs)

    return Result(
        [
            Figure("검증(코어 수만큼의 프로세스)", rate(lambda: whole(None)), "건/초", TARGET),
            Figure("검증(프로세스 하나)", rate(lambda: whole(1)), "건/초"),
            Figure("바닥: COPY로 읽기만, 프로세스 하나", rate(lambda: copy_alone(owner)), "건/초"),
            Figure("바닥: SHA-256만, 프로세스 하나", rate(lambda: sha_alone(events)), "건/초"),
        ],
        profile=shares(profile),
        notes=[f"사건 {events:,}건."],
    )


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
