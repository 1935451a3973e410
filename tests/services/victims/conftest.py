"""The portal with one person who may apply, that person's filed application, and a browser in which the person is signed in."""

from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.people.logins.models import Account
from tests.services.victims.application.applicant import file, new_account, new_draft, sign_in


@pytest.fixture
def tenant(portal_side: None) -> Account:
    """A person who signed up; the test acts as the portal."""
    return new_account()


@pytest.fixture
def case(tenant: Account) -> UUID:
    """The key of the tenant's filed application."""
    draft = new_draft(tenant)
    file(tenant, draft)
    return draft


@pytest.fixture
def browser(tenant: Account, client: Client) -> Client:
    """The tenant's."""
    sign_in(client)
    return client
