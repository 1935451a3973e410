"""A filed application of one person, and a second person with an account of the own."""

import datetime as dt
from uuid import UUID

import pytest

from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from tests.services.victims.application.applicant import ANSWERS, file, new_account, new_draft

FRIEND = Verified("ci-friend", "윤도움", dt.date(1988, 5, 4), "01077778888", "simulator")


@pytest.fixture
def friend(tenant: Account) -> Account:
    """Somebody else with an account."""
    return new_account("friend01", FRIEND)


@pytest.fixture
def case(tenant: Account) -> UUID:
    """The key of the tenant's filed application."""
    draft = new_draft(tenant, {slug: inputs for slug, inputs in ANSWERS.items() if slug != "papers"})  # no consent is answered
    file(tenant, draft)
    return draft
