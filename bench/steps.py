"""Saving a step of the application, as each field that is left does it: time over HTTP, for every step as the median tenant fills it.

Beside it the floor: a request of the same signed-in person that only answers how long the session lasts.
"""

import http.client
import statistics
import time
import urllib.parse
import urllib.request
import uuid

from bench.house import scratch_house
from bench.result import Figure, Result
from bench.uploads import TENANT, Visitor
from tests.browser import median_tenant as median
from tests.support.house import House, finished

TITLE = "단계 저장"
TARGET_MS = 60
SAVES = 60  # a run
STEPS: dict[str, tuple[str, median.Answers]] = {
    "applicant": ("신청인", median.APPLICANT),
    "house": ("주택", (*median.HOUSE, *median.FOUND)),
    "lease": ("임대차계약", (*median.FIRST_CONTRACT, *median.RENEWAL_AND_LANDLORD)),
    "occupancy": ("점유와 우선순위", median.OCCUPANCY),
    "damage": ("피해와 회복", median.DAMAGE),
    "papers": ("동의", median.CONSENTS),
}


def run(runs: int) -> Result:
    """Medians over `runs` runs of the median save."""
    with scratch_house("bench_steps") as house:
        _, draft, *credentials = finished(house.python(TENANT, "portal")).split()[-4:]
        house.start("portal")
        visitor = Visitor(house)
        visitor.sign_in(*credentials)
        line = Line(house, visitor)
        page = str(uuid.uuid4())
        figures = []
        for step, (title, answers) in STEPS.items():
            words = {name: value for _, name, value in answers} | {"page": page, "version": line.version(draft, step)}
            path = f"/applications/{draft}/{step}/save/"
            line.ask("POST", path, words)  # fills caches
            middle = statistics.median(line.middle("POST", path, words) for _ in range(runs))
            figures.append(Figure(f"‘{title}’ 저장, p50", middle, "ms", TARGET_MS, at_most=True))
        floor = statistics.median(line.middle("GET", "/session/", {}) for _ in range(runs))
        figures.append(Figure("바닥: 로그인한 사람의 가장 작은 요청", floor, "ms"))
    notes = ["실제 서버(granian)에 차례로 저장하여 잰 p50입니다. 저장마다 봉투 암호화와 기록, 커밋(fsync)이 들어 있습니다."]
    return Result(figures, notes=notes)


class Line:
    """One connection of a signed-in person, kept open as a browser keeps it."""

    def __init__(self, house: House, visitor: Visitor) -> None:
        self.visitor = visitor
        self.door = http.client.HTTPConnection("localhost", house.ports["portal"], timeout=30)
        asked = urllib.request.Request(house.url("portal", "/"))
        visitor.jar.add_cookie_header(asked)
        self.cookie = asked.get_header("Cookie", "") or ""

    def version(self, draft: str, step: str) -> str:
        """As the page of the step shows it; its token serves the saves."""
        shown = self.visitor.read(f"/applications/{draft}/{step}/")
        self.visitor.token = self.visitor.found(shown)
        return shown.partition('name="version" value="')[2].partition('"')[0]

    def ask(self, method: str, path: str, words: dict[str, str]) -> float:
        """Milliseconds. Raises RuntimeError when the answer is none."""
        body = urllib.parse.urlencode(words | {"csrfmiddlewaretoken": self.visitor.token}) if method == "POST" else None
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        began = time.perf_counter()
        self.door.request(method, path, body, headers)
        answer = self.door.getresponse()
        said = answer.read()
        milliseconds = (time.perf_counter() - began) * 1000
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answers {answer.status}: {said[:300]!r}")
        return milliseconds

    def middle(self, method: str, path: str, words: dict[str, str]) -> float:
        """Median of SAVES requests, one after another."""
        return statistics.median(self.ask(method, path, words) for _ in range(SAVES))
