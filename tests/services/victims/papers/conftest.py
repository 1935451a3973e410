"""A person with a draft, on the portal, with a folder of its own for files."""

from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from teojeon.kernel.people.logins.models import Account
from tests.services.victims.application.applicant import new_account, new_draft


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where files lie in this test."""
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def tenant(folder: Path, portal_side: None) -> Account:
    """A person who signed up; the test acts as the portal."""
    return new_account()


@pytest.fixture
def draft(tenant: Account) -> UUID:
    """The person's draft with all answers."""
    return new_draft(tenant)
