"""A paper of 20 MB through the portal's own door: received, hashed, encrypted and stored; then looked into in the background.

Beside it the same bytes written to the same disk and waited for (fsync), and SHA-256 with AES-256-GCM alone in memory.
"""

import http.cookiejar
import os
import re
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.house import scratch_house
from bench.result import Figure, Result, shares
from tests.support.house import House, finished
from tests.support.made_files import big_pdf

TITLE = "서류 올리기(20MB)"
MEGABYTE = 1024 * 1024
SIZE = 20 * MEGABYTE - 4096
SECONDS, VERDICT_SECONDS, MEMORY = 1.0, 10.0, 8.0

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')

TENANT = """
from teojeon.command.demonstration.filing import register
from teojeon.kernel.work.unit import unit_of_work
from tests.support import filings
with unit_of_work(None):
    account = register(filings.tenant(1), filings.PASSWORD)
with unit_of_work(account):
    print(account, filings.start_draft(account), filings.tenant(1).username, filings.PASSWORD)
"""
CHECK = """
import time
from uuid import UUID
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.papers import portal_tasks, uploading
account, draft = UUID({account!r}), UUID({draft!r})
with unit_of_work(account, read_only=True):
    waiting = [paper.pk for paper in uploading.papers_of(draft) if paper.state == "checking"]
for paper in waiting:
    began = time.perf_counter()
    portal_tasks.check(paper, draft, account)
    print(time.perf_counter() - began)
with unit_of_work(account):
    for paper in uploading.papers_of(draft):
        assert paper.state == "accepted", paper.code
        uploading.remove(draft, paper.pk)
"""


class Visitor:
    """A signed-in browser without a window."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.jar = http.cookiejar.CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self.opener, self.stays = urllib.request.build_opener(cookies), urllib.request.build_opener(cookies, _Stay)
        self.token = ""

    def read(self, path: str, body: bytes | None = None, **headers: str) -> str:
        asked = urllib.request.Request(self.house.url("portal", path), body, headers)
        with self.opener.open(asked, timeout=60) as answer:
            return str(answer.read().decode())

    def sign_in(self, username: str, password: str) -> None:
        self.token = self.found(self.read("/sign-in/"))
        words = {"login": username, "password": password, "csrfmiddlewaretoken": self.token}
        self.read("/sign-in/", urllib.parse.urlencode(words).encode())

    def found(self, page: str) -> str:
        match = TOKEN.search(page)
        if match is None:
            raise RuntimeError("no form on the page")
        return match.group(1)

    def send(self, draft: str, content: bytes) -> float:
        """Seconds of the ordinary form with one file, its answer included."""
        self.token = self.found(self.read(f"/papers/{draft}/list/"))
        mark = uuid.uuid4().hex
        head = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in (("csrfmiddlewaretoken", self.token), ("doc_type", "lease_copy"))
        )
        head += f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="lease.pdf"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        asked = urllib.request.Request(
            self.house.url("portal", f"/papers/{draft}/upload/"),
            body,
            {"Content-Type": f"multipart/form-data; boundary={mark}"},
        )
        began = time.perf_counter()
        try:
            self.stays.open(asked, timeout=60).close()
        except urllib.error.HTTPError as answer:
            if answer.code != 303:
                raise
        return time.perf_counter() - began


class _Stay(urllib.request.HTTPRedirectHandler):
    """The page after the upload is another request."""

    def redirect_request(self, *words: object) -> None:
        return None


def run(runs: int) -> Result:
    """Medians over `runs` runs."""
    with scratch_house("bench_uploads") as house:
        account, draft, *credentials = finished(house.python(TENANT, "portal")).split()[-4:]
        house.start("portal")
        visitor = Visitor(house)
        visitor.sign_in(*credentials)
        sent, verdicts = [], []
        visitor.send(draft, big_pdf(1000, 0))  # fills caches
        _forget_peaks(house)
        before = _memory(house, "VmRSS")
        for number in range(1, runs + 1):
            sent.append(visitor.send(draft, big_pdf(SIZE, number)))
            verdicts.append(float(finished(house.python(CHECK.format(account=account, draft=draft), "portal")).split()[-1]))
        grown = (_memory(house, "VmHWM") - before) / MEGABYTE
        content = big_pdf(SIZE, runs + 1)
        parts = {"SHA-256": _hashed(content), "AES-256-GCM": _encrypted(content), "디스크(fsync)": _written(house.data, content)}
    received = statistics.median(sent)
    parts["HTTP, 양식 읽기, 작업 단위"] = max(received - sum(parts.values()), 0.0)
    return Result(
        figures=[
            Figure("20MB를 받아 해시·암호화·저장", received, "초", SECONDS, at_most=True),
            Figure("검사 결과(별도 프로세스, 안전한 사본까지)", statistics.median(verdicts), "초", VERDICT_SECONDS, at_most=True),
            Figure("받는 프로세스의 기억 공간이 늘어난 크기", grown, "MB", MEMORY, at_most=True),
            Figure("같은 크기를 디스크에 쓰기만(fsync)", parts["디스크(fsync)"], "초"),
        ],
        profile=shares(parts),
        notes=["누리집의 실제 서버(granian)에 일반 양식으로 보냅니다. 파일은 도착하는 대로 64KB씩 암호화되어 저장됩니다."],
    )


def _processes(house: House) -> list[Path]:
    """The door's processes, as folders of /proc."""
    group = os.getpgid(house.running["portal"].pid)
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            if os.getpgid(int(folder.name)) == group:
                found.append(folder)
    return found


def _memory(house: House, what: str) -> int:
    """Bytes that the door's processes have resident (`VmRSS`), or had at most since the last `_forget_peaks` (`VmHWM`)."""
    return sum(
        int(line.split()[1]) * 1024
        for folder in _processes(house)
        for line in (folder / "status").read_text().splitlines()
        if line.startswith(f"{what}:")
    )


def _forget_peaks(house: House) -> None:
    for folder in _processes(house):
        (folder / "clear_refs").write_text("5")


def _hashed(content: bytes) -> float:
    began = time.perf_counter()
    sha256(content).digest()
    return time.perf_counter() - began


def _encrypted(content: bytes) -> float:
    cipher = AESGCM(bytes(32))
    began = time.perf_counter()
    for number, start in enumerate(range(0, len(content), 64 * 1024)):
        cipher.encrypt(number.to_bytes(12, "big"), content[start : start + 64 * 1024], b"")
    return time.perf_counter() - began


def _written(folder: Path, content: bytes) -> float:
    began = time.perf_counter()
    with (folder / "plain").open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return time.perf_counter() - began
