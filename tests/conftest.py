"""Fixtures of all tests. PostgreSQL is real; each test runs in a transaction that is rolled back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.urls import clear_url_caches, set_urlconf
from playwright.sync_api import Browser, sync_playwright
from psycopg.conninfo import conninfo_to_dict
from pytest_django import DjangoDbBlocker

from tests.browser.visitor import FLAGS, chromium
from tests.support import databases
from tests.support.sides import as_side

pytest_plugins = ["tests.req_plugin"]


@pytest.fixture(autouse=True)
def settings_as_before() -> Iterator[None]:
    """Puts the settings back as they were. A test that changes one within `as_side`, whose fixture ends before the `settings` fixture does,
    would leave the side behind: each override restores what it found."""
    before = settings._wrapped  # type: ignore[misc]
    yield
    if settings._wrapped is not before:  # type: ignore[misc]
        settings._wrapped = before
        clear_url_caches()
        set_urlconf(None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The copy of the template is this process's own: nothing to rename."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker, keys: Path) -> Iterator[None]:
    """A migrated database of this process, reached as the owner."""
    name = databases.copy("test")
    words = conninfo_to_dict(databases.urls(name)["owner"])
    for alias in connections.settings:
        connections.settings[alias] |= {
            "NAME": words["dbname"],
            "USER": words.get("user", ""),
            "PASSWORD": words.get("password", ""),
            "HOST": words.get("host", ""),
            "PORT": str(words.get("port", "")),
        }
        connections[alias].settings_dict.update(connections.settings[alias])
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    databases.drop(name)


@pytest.fixture(scope="session")
def keys() -> Path:
    """Keys of both sides, made once for this process."""
    from teojeon.kernel.crypto.keyring import create_missing

    create_missing(settings.KEYS_DIR)
    return settings.KEYS_DIR


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium of this process. Its driver keeps an event loop running, so these tests have a process of their own."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def office_side(db: None) -> Iterator[None]:
    """The test acts as the office: its role, schema and row policies. Set up as owner before asking for it."""
    with as_side("office"):
        yield


@pytest.fixture
def portal_side(db: None) -> Iterator[None]:
    """The test acts as the portal."""
    with as_side("portal"):
        yield
