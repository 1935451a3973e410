"""The worklist with 100,000 cases of one province: time of a page over HTTP, and its queries.

A few cases come in through the real filing and intake; their rows are then multiplied as the owner (a benchmark may). Pages are
asked for one after another from a real server under the office's log-in, signed in as an official of the province and as one of
the ministry.
"""

import http.client
import statistics
import time

import psycopg

from bench.house import answer, ask, scratch_house, spawn
from bench.result import Figure, Result
from tests.support import databases
from tests.support.house import House

TITLE = "업무 목록"
TARGET_MS = 60
CASES = 100_000
FILED = 51  # three for each of the 17 시·도
PAGES = 40  # a run
WHO = {"seoul": "시·도 담당자", "molit": "국토교통부 담당자"}
PLACES = {
    "": "첫 화면",
    "?tab=all": "‘전체’ 탭",
    "?tab=all&due=overdue": "‘전체’ 탭, 기한 지남",
    "?tab=all&sort=sale": "‘전체’ 탭, 매각기일 순",
    "?tab=all&sale=soon": "‘전체’ 탭, 매각기일 30일 안",
    "?tab=all&flag=OUT_OF_VALIDITY": "‘전체’ 탭, 드문 질문",
    "?tab=all&number=1": "‘전체’ 탭, 접수번호 뒷자리",
}
FLOOR = "/session/"

# a copy is the old row with some columns changed, so that a new column of a table needs nothing here
MULTIPLY = """
CREATE TEMPORARY TABLE copies AS
  SELECT old, gen_random_uuid() AS new, row_number() OVER () AS n
  FROM (SELECT id AS old FROM cases_case WHERE handled_by = 'SD-11') AS seoul, generate_series(1, {each});
INSERT INTO cases_case
  SELECT (jsonb_populate_record(c, jsonb_build_object(
    'id', new, 'receipt_no', 'bench-' || n, 'register_serial', 1000 + n, 'received_at', received_at - n * interval '7 minutes',
    'state', ('{{SUBMITTED,SUBMITTED,RECEIVED,INVESTIGATING,INVESTIGATING,REVIEW,READY,SENT,AGENDA,DECIDED}}'::text[])[1 + n %% 10],
    'next_due', next_due - (n %% 60)::int,
    'next_sale_on', CASE WHEN n %% 10 = 0 THEN next_due + (n %% 90)::int END))).*
  FROM copies JOIN cases_case c ON id = old;
INSERT INTO people_party
  SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'case_id', new))).*
  FROM copies JOIN people_party p ON case_id = old;
INSERT INTO victims_application
  SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'case_id', new, 'message', gen_random_uuid()))).*
  FROM copies JOIN victims_application a ON case_id = old;
INSERT INTO victims_caseflag (case_id, controller, handled_by, code, received_at)
  SELECT id, controller, handled_by, CASE WHEN register_serial %% 1000 = 0 THEN 'OUT_OF_VALIDITY' ELSE 'ADDRESS_UNMATCHED' END, received_at
  FROM cases_case WHERE register_serial > 1000 AND register_serial %% 20 = 0;
INSERT INTO cases_assignment (id, case_id, controller, handled_by, role, account, since, event)
  SELECT gen_random_uuid(), id, controller, handled_by, 'investigator', %(investigator)s, received_at, gen_random_uuid()
  FROM cases_case WHERE handled_by = 'SD-11' AND state <> 'SUBMITTED';
DROP TABLE copies;
"""


def run(runs: int, cases: int = CASES) -> Result:
    """Medians over `runs` runs of the median page."""
    with scratch_house("bench_worklist") as house:
        portal = spawn(house, "portal", "bench.filing_process", 0)
        office = spawn(house, "office", "bench.worklist_process")
        try:
            ask(portal, ["file", FILED])
            answer(portal)
            ask(office, ["prepare", None])
            _multiply(house, cases, answer(office))
            ask(office, ["make_keys", None])
            held = answer(office)
            house.start("office")
            figures: list[Figure] = []
            for username, who in WHO.items():
                ask(office, ["sign_in", username])
                cookie = answer(office)
                for place, title in PLACES.items():
                    ask(office, ["queries", [username, place]])
                    queries = answer(office)
                    middle = statistics.median(_page_ms(house, cookie, f"/worklist/{place}") for _ in range(runs))
                    figures.append(Figure(f"{who}, {title}", middle, "ms", TARGET_MS, at_most=True))
                    figures.append(Figure(f"{who}, {title}: SQL 문", queries, "개"))
            floor = statistics.median(_page_ms(house, cookie, FLOOR) for _ in range(runs))
            figures.append(Figure("바닥: 로그인한 사람의 가장 작은 요청", floor, "ms"))
        finally:
            portal.terminate()
            office.terminate()
    return Result(
        figures,
        notes=[f"한 시·도에 {held:,}건, 한 쪽에 30줄. 서버에 차례로 요청하여 잰 p50입니다(요청 하나에 열람 기록 쓰기 포함)."],
    )


def _multiply(house: House, cases: int, investigator: str) -> None:
    with psycopg.connect(
        databases.urls(house.database)["owner"], autocommit=True, cursor_factory=psycopg.ClientCursor
    ) as connection:
        connection.execute(MULTIPLY.format(each=cases // (FILED // 17)).encode(), {"investigator": investigator})
        connection.execute("VACUUM ANALYZE")


def _page_ms(house: House, cookie: str, path: str) -> float:
    """Median of PAGES pages, one after another on one connection."""
    door = http.client.HTTPConnection("localhost", house.ports["office"], timeout=30)
    taken = []
    for _ in range(PAGES):
        started = time.perf_counter()
        door.request("GET", path, headers={"Cookie": cookie})
        response = door.getresponse()
        response.read()
        taken.append((time.perf_counter() - started) * 1000)
        if response.status != http.client.OK:
            raise RuntimeError(f"{path} answers {response.status}")
    door.close()
    return statistics.median(taken)
