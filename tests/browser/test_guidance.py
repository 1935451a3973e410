"""Every published guidance page in a browser: axe on each, at 360 px and wide, and its result stored (S1-GUI-03)."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visitor import AXE, RUN_AXE, STANDARDS, Visitor
from tests.support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (360, 1280)


def addresses(visitor: Visitor, house: House) -> list[str]:
    """The sitemap's pages."""
    answer = visitor.page.request.get(house.url("portal", "/sitemap.xml"))
    return [re.sub(r"^https?://[^/]+", "", place) for place in re.findall(r"<loc>([^<]+)</loc>", answer.text())]


@pytest.mark.req("S1-GUI-03")
def test_axe_finds_nothing_on_any_published_page_and_its_result_is_stored(house: House, browser: Browser, tmp_path: Path) -> None:
    results = []
    for width in WIDTHS:
        visitor = Visitor.enter(browser, width)
        places = addresses(visitor, house)
        assert len(places) > 25
        for place in places:
            visitor.go(house.url("portal", place))
            wide = visitor.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{place} is {wide} px wide at {width} px"
            visitor.page.evaluate(AXE.read_text(encoding="utf-8"))
            version = visitor.page.evaluate("axe.version")
            found = visitor.page.evaluate(RUN_AXE, STANDARDS)
            visitor.complaints.clear()  # axe itself writes styles into the page, which the policy reports
            results.append({"page": place, "tool": f"axe {version}, {width}px", "violations": found})
        visitor.leave()
    file = tmp_path / "axe.jsonl"
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in results), encoding="utf-8")
    stored = house.command("guidance", "store", "--by", "guide01", str(file), check=False)
    assert stored.returncode == 0, [each for each in results if each["violations"]]
    assert f"{len(results)}쪽의 결과를 저장했습니다. 위반이 있는 쪽: 0" in stored.stdout


@pytest.mark.req("S1-GUI-01", "S1-GUI-03")
def test_our_own_checks_pass_on_every_page_of_the_demo(house: House) -> None:
    checked = house.command("guidance", "check", "--by", "guide01", check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "고칠 것이 있는 쪽: 0" in checked.stdout


@pytest.mark.req("S1-GUI-02")
def test_the_self_check_ends_in_the_start_of_an_application_without_a_script(house: House, browser: Browser) -> None:
    visitor = Visitor.enter(browser, 360, javascript=False)
    visitor.go(house.url("portal", "/self-check/"))
    visitor.fill(deposit="620000000")
    visitor.choose("sido", "11")
    visitor.press("결과 보기")
    visitor.sees("7억 원까지 올릴 수 있습니다")
    assert visitor.page.url.endswith("/self-check/"), "nothing of the answers stands in the address"
    visitor.press("가진 것만으로 시작하기")
    visitor.sees("로그인")
    visitor.leave()
