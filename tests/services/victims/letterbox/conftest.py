"""A linked agency with one request in the letter box; nobody has fetched it yet."""

from pathlib import Path

import pytest

from tests.support.agencies import Machine, lay_in, link

REQUEST_NO = "자료요청-2026-000101"


@pytest.fixture
def hug(db: None, keys: Path) -> Machine:
    """The machine of HUG, for which a request waits."""
    machine = link("HUG")
    lay_in(REQUEST_NO)
    return machine
