"""A filed application of one person."""

from uuid import UUID

import pytest

from teojeon.kernel.people.logins.models import Account
from tests.services.victims.application.applicant import ANSWERS, file, new_draft


@pytest.fixture
def case(tenant: Account) -> UUID:
    """The key of the tenant's filed application."""
    draft = new_draft(tenant, {slug: inputs for slug, inputs in ANSWERS.items() if slug != "papers"})  # no consent is answered
    file(tenant, draft)
    return draft
