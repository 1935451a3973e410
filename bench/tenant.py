"""The median tenant of S1-BEY-04 at 360 px in Chromium: how many inputs, how many seconds, what dominates, and nothing lost.

The seconds of the hands are counted (4 a choice or a press, 8 a short text, 20 a paper); the seconds of waiting are measured, once
on the machine's own network and once as Chromium's «Slow 3G» and «Fast 3G» make it.
"""

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

from bench.house import scratch_house
from bench.result import Figure, Result, shares
from tests.browser.hands import CHOICE_SECONDS, PAPER_SECONDS, TEXT_SECONDS, Count
from tests.browser.median_tenant import lost, play
from tests.browser.visitor import FLAGS, Visitor, chromium
from tests.support.house import House

TITLE = "가운데 임차인의 신청(휴대전화)"
INPUTS, MINUTES = 60, 12
PHONE = 360
KILOBIT = 1000 / 8
NETWORKS: dict[str, tuple[float, float, float]] = {
    "느리지 않은 망": (0, -1, -1),
    "Fast 3G": (562.5, 1440 * KILOBIT, 675 * KILOBIT),
    "Slow 3G": (2000, 400 * KILOBIT, 400 * KILOBIT),
}
"""Milliseconds before the first byte, bytes a second down and up: the presets of Chromium's developer tools; -1 is without limit."""


@dataclass(frozen=True)
class Play:
    """What one application took, and what of it did not arrive."""

    count: Count
    missing: list[str]


def run(runs: int) -> Result:
    """Medians over `runs` applications on the quick network, one application on each slow one."""
    with scratch_house("bench_tenant") as house, sync_playwright() as playwright:
        house.collect_static()
        house.start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            played = {
                name: [_one(house, browser, f"{place}{number:02}", conditions) for number in range(runs if place == 0 else 1)]
                for place, (name, conditions) in enumerate(NETWORKS.items())
            }
        finally:
            browser.close()
    count = played["느리지 않은 망"][0].count
    missing = [each for plays in played.values() for one in plays for each in one.missing]
    figures = [
        Figure("입력", count.inputs, "개", INPUTS, at_most=True),
        Figure("단추와 링크 누르기", count.presses, "번"),
        Figure("손이 쓰는 시간", count.seconds / 60, "분", MINUTES, at_most=True),
        Figure("업무시스템에 오지 않은 항목과 사진", len(missing), "개", 0, at_most=True),
    ]
    for name, plays in played.items():
        waited = statistics.median(each.count.waited for each in plays)
        figures.append(Figure(f"기다린 시간, {name}", waited / 60, "분"))
        figures.append(Figure(f"손과 기다림, {name}", (count.seconds + waited) / 60, "분", MINUTES, at_most=True))
    return Result(figures, profile=shares(count.parts), notes=_notes(played))


def _notes(played: dict[str, list[Play]]) -> list[str]:
    slowest = played["Slow 3G"][0].count.waited_at
    where = sorted(slowest.items(), key=lambda item: -item[1])[:5]
    return [
        f"키보드만으로 360px에서 입력합니다. 고르기와 단추는 {CHOICE_SECONDS}초, 짧은 글은 {TEXT_SECONDS}초, 서류 한 건은 "
        f"{PAPER_SECONDS}초로 셈합니다. 다세대, 갱신 한 번, 근저당 하나, 경매 개시, HUG 거절, 서류 7건(사진 12장, 한 장에 약 "
        "300KB), 가지고 있지 않은 서류 2건입니다. 보낸 뒤 모든 항목이 제출한 내용에, 모든 사진이 업무시스템에 있는지 확인합니다.",
        "Slow 3G에서 오래 기다린 곳: " + ", ".join(f"{name} {seconds:.0f}초" for name, seconds in where) + ".",
    ]


def _one(house: House, browser: Browser, number: str, conditions: tuple[float, float, float]) -> Play:
    """One person signs up and applies; afterwards the office is asked for each thing that was entered."""
    visitor = Visitor.enter(browser, PHONE)
    visitor.page.set_default_timeout(180_000)
    visitor.go(house.url("portal", "/sign-up/"))
    visitor.fill(name="강가운데", birth_date="1991-03-04", mobile=f"010555{number:0>5}")
    visitor.press("본인확인")
    visitor.fill(username=f"median{number}", password1="tour-of-the-house", password2="tour-of-the-house")
    visitor.tick("terms")
    visitor.tick("privacy")
    visitor.press("가입")
    _narrow(visitor.page.context.new_cdp_session(visitor.page), conditions)
    with tempfile.TemporaryDirectory(prefix="teojeon-bench-") as folder:
        played = play(visitor.page, house, Path(folder))
    visitor.leave()
    return Play(played.count, lost(house, played))


def _narrow(devtools: CDPSession, conditions: tuple[float, float, float]) -> None:
    latency, down, up = conditions
    devtools.send("Network.enable")
    words = {"offline": False, "latency": latency, "downloadThroughput": down, "uploadThroughput": up}
    devtools.send("Network.emulateNetworkConditions", words)
