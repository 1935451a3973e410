"""The portal with one person who may apply."""

import pytest

from teojeon.kernel.people.logins.models import Account
from tests.services.victims.application.applicant import new_account


@pytest.fixture
def tenant(portal_side: None) -> Account:
    """A person who signed up; the test acts as the portal."""
    return new_account()
