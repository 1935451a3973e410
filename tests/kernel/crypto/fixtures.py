"""Key files and sides for tests; imported by the conftest of each room that encrypts."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from teojeon.kernel.crypto import keyring
from teojeon.kernel.sides.current import Side, acting_as

ActAs = Callable[[Side], None]


@pytest.fixture(scope="session")
def key_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: the key of the seal takes a while."""
    folder = tmp_path_factory.mktemp("keys")
    keyring.create_missing(folder)
    return folder


@pytest.fixture
def own_keys(key_files: Path, tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A test's own copy of all key files, in use."""
    folder = tmp_path / "keys"
    shutil.copytree(key_files, folder)
    settings.KEYS_DIR = folder
    keyring.forget_cached()
    yield folder
    keyring.forget_cached()


@pytest.fixture
def office(own_keys: Path) -> Iterator[None]:
    """The test runs for the office."""
    with acting_as("office"):
        yield


@pytest.fixture
def portal(own_keys: Path) -> Iterator[None]:
    """The test runs for the portal."""
    with acting_as("portal"):
        yield


@pytest.fixture
def office_database(db: None, office: None) -> None:
    """The test runs for the office and as its role in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE office")
