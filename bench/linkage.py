"""Linking 60,000 cases by landlord, building and broker: all anew, and one new case.

A few cases come in through the real filing and intake; their rows are then multiplied as the owner (a benchmark may), each with an
address of its own and a landlord's number that is sealed as the form seals it. Beside it stands the bare SQL: the same statements
read and as many links written by the owner, in the plain, without keys.
"""

import statistics
import subprocess
import time

import psycopg

from bench.house import answer, ask, scratch_house, spawn
from bench.result import Figure, Result
from tests.support import databases
from tests.support.house import House

TITLE = "같은 임대인의 사건 잇기"
TARGET_S, TARGET_MS = 30, 100
CASES, FILED, LANDLORDS = 60_000, 17, 6_000
ONES = 20  # new cases a run

MULTIPLY = """
CREATE TEMPORARY TABLE copies AS
  SELECT old, gen_random_uuid() AS new, row_number() OVER () AS n
  FROM (SELECT id AS old FROM cases_case) AS filed, generate_series(1, {each});
INSERT INTO cases_case
  SELECT (jsonb_populate_record(c, jsonb_build_object(
    'id', new, 'receipt_no', 'bench-' || n, 'register_serial', 1000 + n, 'received_at', received_at - n * interval '7 minutes'))).*
  FROM copies JOIN cases_case c ON id = old;
INSERT INTO victims_application
  SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'case_id', new, 'message', gen_random_uuid(),
    'address', '효자로 ' || n / 8 || ', ' || 100 + n % 8 || '호'))).*
  FROM copies JOIN victims_application a ON case_id = old;
INSERT INTO victims_matter (case_id, controller, handled_by, person, name, named, lease)
  SELECT new, controller, handled_by, NULL, '', '[]', md5(n::text) FROM copies JOIN victims_matter m ON case_id = old;
INSERT INTO victims_statement (case_id, controller, handled_by, code, value, said_at, message)
  SELECT new, controller, handled_by, code, value, said_at, message FROM copies JOIN victims_statement s ON case_id = old;
INSERT INTO victims_statement (case_id, controller, handled_by, code, value, said_at, message)
  SELECT new, c.controller, c.handled_by, code,
    to_jsonb(CASE code WHEN 'landlord_name' THEN '임대인' || n % {landlords} WHEN 'broker_reg_no' THEN '11110-' || n % 900
             ELSE '중개사무소' || n % 900 END), now(), gen_random_uuid()
  FROM copies JOIN cases_case c ON c.id = new, unnest(ARRAY['landlord_name', 'broker_reg_no', 'broker_office']) AS code;
DROP TABLE copies;
"""
FLOOR = """
CREATE TEMPORARY TABLE said AS
  SELECT case_id, code, sha256(value::text::bytea) AS key FROM victims_statement
  WHERE code IN ('landlord_name', 'landlord_number', 'landlord_address', 'landlord_phone', 'landlord_changes', 'related_parties',
    'broker_office', 'broker_reg_no', 'broker_agent', 'road_address', 'building_dong', 'unit_ho', 'deposit_current', 'recovered')
  UNION ALL SELECT case_id, 'house', sha256(address::bytea) FROM victims_application;
CREATE TEMPORARY TABLE node AS SELECT DISTINCT gen_random_uuid() AS id, code, key FROM said
  WHERE code IN ('landlord_name', 'broker_reg_no', 'house');
CREATE TEMPORARY TABLE link AS SELECT s.case_id, n.id FROM said s JOIN node n USING (code, key);
"""


def run(runs: int, cases: int = CASES) -> Result:
    """One run for all cases; medians over `runs` runs for the rest."""
    with scratch_house("bench_linkage") as house:
        portal = spawn(house, "portal", "bench.filing_process", 0)
        office = spawn(house, "office", "bench.linkage_process")
        try:
            ask(portal, ["file", FILED])
            answer(portal)
            ask(office, ["prepare", None])
            answer(office)
            _as_owner(house, MULTIPLY.format(each=cases // FILED + 1, landlords=LANDLORDS))
            ask(office, ["seal", LANDLORDS])
            held = answer(office)
            _as_owner(house, "VACUUM ANALYZE")
            ask(office, ["recompute", None])
            seconds, seen, changed = answer(office)
            _as_owner(house, "VACUUM ANALYZE")
            ask(office, ["recompute", None])
            again = answer(office)[0]
            ones = [_one(house, office, number) for number in range(ONES * runs)]
            ask(office, ["largest", None])
            counted, leases = answer(office)
            floor = _as_owner(house, FLOOR)
        finally:
            portal.terminate()
            office.terminate()
    return Result(
        [
            Figure(f"사건 {int(seen):,}건을 처음부터 다시 이음", seconds, "s", TARGET_S, at_most=True),
            Figure("같은 사건을 한 번 더(달라진 것 없음)", again, "s"),
            Figure("바닥: 같은 진술을 읽어 같은 수의 연결을 쓰는 SQL", floor, "s"),
            Figure("새 사건 한 건", statistics.median(ones), "ms", TARGET_MS, at_most=True),
            Figure(f"사건 한 건의 묶음을 전국에서 셈(임대인의 계약 {int(leases)}건)", counted, "ms"),
        ],
        notes=[f"사건 {held:,}건, 임대인 {LANDLORDS:,}명의 번호는 모두 봉인된 것을 엽니다. 달라진 사건 {int(changed):,}건."],
    )


def _as_owner(house: House, text: str) -> float:
    """Seconds."""
    started = time.perf_counter()
    with psycopg.connect(databases.urls(house.database)["owner"], autocommit=True) as connection:
        connection.execute(text.encode())
    return time.perf_counter() - started


def _one(house: House, office: "subprocess.Popen[str]", number: int) -> float:
    """Milliseconds for a case whose links were taken away."""
    with psycopg.connect(databases.urls(house.database)["owner"], autocommit=True) as connection:
        row = connection.execute("SELECT id FROM cases_case ORDER BY id OFFSET %s LIMIT 1", [number * 7]).fetchone()
        assert row is not None
        connection.execute("DELETE FROM victims_casenode WHERE case_id = %s", [row[0]])
        connection.execute("DELETE FROM victims_casetally WHERE case_id = %s", [row[0]])
    ask(office, ["one", str(row[0])])
    return float(answer(office))
