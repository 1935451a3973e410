"""The worklist with 10,000 cases of one province: time of a page over HTTP, and its queries.

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
CASES = 10_000
FILED = 51  # three for each of the 17 시·도
PAGES = 60  # a run
WHO = {"seoul": "시·도 담당자", "molit": "국토교통부 담당자"}
PLACES = {"": "첫 화면", "?tab=all": "‘전체’ 탭", "?tab=all&due=overdue": "‘전체’ 탭, 기한 지남"}

MULTIPLY = """
CREATE TEMPORARY TABLE copies AS
  SELECT old, gen_random_uuid() AS new, row_number() OVER () AS n
  FROM (SELECT id AS old FROM cases_case WHERE handled_by = 'SD-11') AS seoul, generate_series(1, {each});
INSERT INTO cases_case (id, controller, handled_by, state, version, kind, account, receipt_no, register_year, register_serial, received_at,
    entered_state_at, procedure_version, next_due)
  SELECT new, controller, handled_by, ('{{SUBMITTED,SUBMITTED,RECEIVED,INVESTIGATING,INVESTIGATING,REVIEW,READY,SENT,AGENDA,DECIDED}}'::text[])[1 + n %% 10],
    version, kind, account, 'bench-' || n, register_year, 1000 + n, received_at - n * interval '7 minutes', entered_state_at,
    procedure_version, next_due - (n %% 60)::int
  FROM copies JOIN cases_case ON id = old;
INSERT INTO people_party (id, case_id, controller, handled_by, role, name, birth_date, number_box, number_masked, number_hash, mobile_box,
    mobile_masked, address, resident_address, is_natural_person)
  SELECT gen_random_uuid(), new, controller, handled_by, role, name, birth_date, number_box, number_masked, number_hash, mobile_box,
    mobile_masked, address, resident_address, is_natural_person
  FROM copies JOIN people_party ON case_id = old;
INSERT INTO victims_application (id, case_id, controller, handled_by, form_version, channel, signed_hash, sido, sigungu, legal_dong, address,
    address_matched, flags, withdrawal_reason, message)
  SELECT gen_random_uuid(), new, controller, handled_by, form_version, channel, signed_hash, sido, sigungu, legal_dong, address,
    address_matched, flags, withdrawal_reason, gen_random_uuid()
  FROM copies JOIN victims_application ON case_id = old;
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
                    middle = statistics.median(_page_ms(house, cookie, place) for _ in range(runs))
                    figures.append(Figure(f"{who}, {title}", middle, "ms", TARGET_MS, at_most=True))
                    figures.append(Figure(f"{who}, {title}: SQL 문", queries, "개"))
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


def _page_ms(house: House, cookie: str, place: str) -> float:
    """Median of PAGES pages, one after another on one connection."""
    door = http.client.HTTPConnection("localhost", house.ports["office"], timeout=30)
    taken = []
    for _ in range(PAGES):
        started = time.perf_counter()
        door.request("GET", f"/worklist/{place}", headers={"Cookie": cookie})
        response = door.getresponse()
        response.read()
        taken.append((time.perf_counter() - started) * 1000)
        if response.status != http.client.OK:
            raise RuntimeError(f"worklist answers {response.status}")
    door.close()
    return statistics.median(taken)
