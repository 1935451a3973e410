"""The whole house with its demo people, and a browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from teojeon.kernel.crypto.keyring import create_missing
from tests.browser.visitor import Visitor
from tests.support import databases
from tests.support.house import House


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Both doors and both workers on a database of their own, filled by `teojeon demo`."""
    data: Path = tmp_path_factory.mktemp("house")
    create_missing(data / "keys")
    built = House(data, databases.copy("tour"))
    try:
        built.command("demo")
        built.collect_static()
        built.start()
        yield built
    finally:
        built.stop()
        databases.drop(built.database)


@pytest.fixture(scope="session")
def password(house: House) -> str:
    return str(json.loads((house.data / "demo.json").read_text(encoding="utf-8"))["password"])


@pytest.fixture(scope="session")
def officials(house: House, browser: Browser, password: str) -> Iterator[Callable[[str, int], Visitor]]:
    """An official, signed in with password and one-time code; once, since a code serves only once, and again after idle time."""
    signed_in: dict[str, Visitor] = {}

    def sign_in(username: str, width: int) -> Visitor:
        visitor = signed_in.get(username)
        if visitor is None:
            visitor = signed_in[username] = Visitor.enter(browser, width)
        visitor.go(house.url("office", "/sign-in/"))  # leads on where the session still stands
        if visitor.page.locator("[name='login']").count():
            visitor.fill(login=username, password=password)
            visitor.press("로그인")
            visitor.fill(code=house.one_time_code(username))
            visitor.press("로그인")
            visitor.sees("로그아웃")
        visitor.width = width
        visitor.page.set_viewport_size({"width": width, "height": 900})
        return visitor

    yield sign_in
    for visitor in signed_in.values():
        visitor.leave()
