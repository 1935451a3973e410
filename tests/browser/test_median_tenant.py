"""The median tenant at 360 px, by keyboard alone (S1-BEY-04). The seconds of the machine are the benchmark's (`bench/tenant.py`)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.median_tenant import NOT_THERE, PAPERS, lost, play
from tests.browser.test_tour import sign_up
from tests.support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE, MEDIAN = 360, 364  # the second: of the people in test_tour
MOST_INPUTS, MOST_SECONDS = 60, 12 * 60


@pytest.mark.req("S1-BEY-04", "S1-GUI-03")
def test_the_median_tenant_needs_at_most_sixty_inputs_and_twelve_minutes_and_nothing_is_lost(
    house: House, browser: Browser, tmp_path: Path
) -> None:
    assert (len(PAPERS), sum(PAPERS.values()), len(NOT_THERE)) == (7, 12, 2)
    tenant = sign_up(house, browser, PHONE, key=MEDIAN)
    played = play(tenant.visitor.page, house, tmp_path)
    assert lost(house, played) == []
    assert played.count.inputs <= MOST_INPUTS, played.count
    assert played.count.seconds <= MOST_SECONDS, played.count.parts
    assert tenant.visitor.complaints == []
    tenant.visitor.leave()
