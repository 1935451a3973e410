"""Guidance as a visitor reads it: time and size of a page over HTTP, with all pages that ship published."""

import http.client
import statistics
import time

from bench.house import answer, ask, scratch_house, spawn
from bench.result import Figure, Result
from tests.support.house import House

TITLE = "안내 쪽"
TARGET_MS = 15
TARGET_BYTES = 50 * 1024
PAGES = 100  # a run
PLACES = {
    "/guide/requirements/": "요건",
    "/guide/faq/": "자주 묻는 질문",
    "/guide/": "안내 목록",
    "/guide/support/": "유형별 지원",
    "/self-check/": "자가 점검",
}

FLOOR = "/robots.txt"


def run(runs: int) -> Result:
    """Medians over `runs` runs of the median page."""
    with scratch_house("bench_guidance") as house:
        office = spawn(house, "office", "bench.guidance_process")
        try:
            ask(office, ["prepare", None])
            published = answer(office)
            house.start("portal")
            figures: list[Figure] = []
            for place, title in PLACES.items():
                asked = [_page(house, place) for _ in range(runs)]
                middle = statistics.median(milliseconds for milliseconds, _ in asked)
                figures.append(Figure(f"{title}, p50", middle, "ms", TARGET_MS, at_most=True))
                figures.append(Figure(f"{title}: HTML의 크기", asked[0][1], "바이트", TARGET_BYTES, at_most=True))
            floor = statistics.median(_page(house, FLOOR)[0] for _ in range(runs))
            figures.append(Figure("바닥: 자료를 읽지 않는 가장 작은 답(robots.txt)", floor, "ms"))
        finally:
            office.terminate()
    return Result(
        figures, notes=[f"안내 {published}쪽을 게시하고 서버에 차례로 요청하여 잰 p50입니다(로그인하지 않음, 요청마다 새로 만듦)."]
    )


def _page(house: House, place: str) -> tuple[float, int]:
    """Median milliseconds of PAGES pages, one after another on one connection, and the bytes of the last."""
    door = http.client.HTTPConnection("localhost", house.ports["portal"], timeout=30)
    taken, size = [], 0
    for _ in range(PAGES):
        started = time.perf_counter()
        door.request("GET", place)
        response = door.getresponse()
        size = len(response.read())
        taken.append((time.perf_counter() - started) * 1000)
        if response.status != http.client.OK:
            raise RuntimeError(f"{place} answers {response.status}")
    door.close()
    return statistics.median(taken), size
