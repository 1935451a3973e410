"""Many at once, in a database of their own with the real log-ins: no deadlock, no gap; a verification in two
processes.
"""

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from teojeon.kernel.audit.verify import verify
from tests.kernel.audit.log import CONTROLLERS, act, read
from tests.support import databases

THREADS, UNITS, EVENTS = 8, 25, 6


@pytest.fixture
def addresses() -> Iterator[dict[str, str]]:
    """Addresses of a fresh database by role, with the heads of two controllers."""
    name = databases.copy("audit")
    urls = databases.urls(name)
    with psycopg.connect(urls["owner"]) as connection:
        for controller in CONTROLLERS:
            connection.execute("SELECT audit_make_heads(%s)", [controller])
    yield urls
    databases.drop(name)


def write(url: str, seed: int) -> None:
    """Units with several events each, their controllers and lanes in an order of chance."""
    choose = random.Random(seed)
    with psycopg.connect(url) as connection:
        for _ in range(UNITS):
            events = [
                act(choose.choice(CONTROLLERS), uuid4()) if choose.random() < 0.5 else read(choose.choice(CONTROLLERS))
                for _ in range(EVENTS)
            ]
            batch = [{"id": str(e.id), "controller": e.controller, "lane": e.lane, "body": e.body} for e in events]
            connection.execute("SELECT audit_append(%s::jsonb)", [json.dumps(batch)])
            connection.commit()


@pytest.mark.req("S1-XCT-04")
def test_eight_threads_on_two_controllers_leave_no_gap_and_never_wait_in_a_ring(addresses: dict[str, str], tmp_path: Path) -> None:
    urls = [addresses["office"], addresses["portal"]] * (THREADS // 2)
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(write, url, seed) for seed, url in enumerate(urls)]:
            done.result(timeout=60)  # a deadlock is raised here
    with psycopg.connect(addresses["owner"]) as connection:
        for processes in (1, 2, 3):
            report = verify(connection, tmp_path, {}, declared=[], processes=processes)
            assert report.intact, report.as_text()
            assert report.events == THREADS * UNITS * EVENTS
            connection.rollback()
        connection.execute("ALTER TABLE audit_event DISABLE TRIGGER unchangeable")
        connection.execute(
            "UPDATE audit_event SET body = body || ' ' WHERE (side, controller, lane, number) = ('office', 'molit', 'a0', 3)"
        )
        connection.execute("DELETE FROM audit_event WHERE (side, controller, lane, number) = ('portal', 'seoul', 'r9', 1)")
        connection.commit()
        report = verify(connection, tmp_path, {}, declared=[], processes=2)
        found = [(f.kind, f.side, f.controller, f.lane, f.number) for f in report.findings]
        assert found == [("edit", "office", "molit", "a0", 3), ("deletion", "portal", "seoul", "r9", 1)]
