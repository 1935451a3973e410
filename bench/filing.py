"""Filings a second: two processes submit drafts under the portal's real log-in, each filing one unit of work with its commit.

Beside it the same statements and commits by bare psycopg on the same role: each draft's filing is run once and rolled back,
its statements are noted, and then sent again as they were. The two rates are taken in turn, on drafts of the same kind.
"""

import statistics
import subprocess
from typing import Any

import psycopg

from bench.house import answer, ask, scratch_house, spawn
from bench.result import Figure, Result, shares
from tests.support import databases
from tests.support.house import House

TITLE = "신청 제출"
TARGET, TARGET_OF_BARE = 100, 35
PROCESSES = 2
DRAFTS = 120  # a process and run
FILED_BEFORE = 20_000  # of other people: a portal is never as empty as a test
MULTIPLY = """
INSERT INTO victims_filing (id, account, receipt_no, received_at, form_version, box, signed_hash, event)
  SELECT gen_random_uuid(), gen_random_uuid(), 'before-' || n, received_at, form_version, box, signed_hash, gen_random_uuid()
  FROM (SELECT * FROM victims_filing LIMIT 1) AS one, generate_series(1, %s) AS n
"""


def run(runs: int, drafts: int = DRAFTS) -> Result:
    """Medians over `runs` runs."""
    with scratch_house("bench_filing") as house:
        workers = [spawn(house, "portal", "bench.filing_process", number) for number in range(PROCESSES)]
        try:
            _together(workers, ["file", 10])  # fills caches
            _fill(house)
            filed, bare = [], []
            for _ in range(runs):
                _together(workers, ["prepare", drafts])
                filed.append(PROCESSES * drafts / max(_together(workers, ["file", drafts])))
                _together(workers, ["prepare", drafts])
                _together(workers, ["note", drafts])
                bare.append(PROCESSES * drafts / max(_together(workers, ["replay", drafts])))
            _together(workers, ["prepare", drafts])
            parts: dict[str, float] = {}
            for profile in _together(workers, ["profile", drafts]):
                for part, seconds in profile.items():
                    parts[part] = parts.get(part, 0.0) + seconds
            statements = _together(workers, ["statements", 0])[0]
        finally:
            for worker in workers:
                worker.terminate()
    ours, peer = statistics.median(filed), statistics.median(bare)
    return Result(
        figures=[
            Figure("제출(프로세스 둘)", ours, "건/초", TARGET),
            Figure("같은 역할의 psycopg로 같은 SQL과 커밋만(프로세스 둘)", peer, "건/초"),
            Figure("그에 대한 비율", 100 * ours / peer, "%", TARGET_OF_BARE),
            Figure("제출 하나의 SQL 문", statements, "개"),
        ],
        profile=shares(parts),
        notes=[
            f"한 사람이 한 건씩, 서류 3건(파일 4개)과 가지고 있지 않은 서류 1건을 붙여 17개 시·도에 번갈아 신청합니다. 다른 사람들의 신청 {FILED_BEFORE:,}건이 이미 있고, "
            "서버는 커밋마다 디스크에 쓰기를 기다립니다(fsync 켬). 메시지 쓰기에는 업무시스템의 작업 처리기를 깨우는 일이 들어 있습니다."
        ],
    )


def _fill(house: House) -> None:
    with psycopg.connect(databases.urls(house.database)["owner"], autocommit=True) as connection:
        connection.execute(MULTIPLY, [FILED_BEFORE])
        connection.execute("VACUUM ANALYZE victims_filing")


def _together(workers: "list[subprocess.Popen[str]]", question: list[object]) -> list[Any]:
    for worker in workers:
        ask(worker, question)
    return [answer(worker) for worker in workers]
