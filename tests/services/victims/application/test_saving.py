"""Saving a step while the page saves it by itself: of this page no conflict, of another one always (S1-XCT-03)."""

from uuid import UUID

import pytest

from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.refusals import Stale
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.drafts import find_draft
from teojeon.services.victims.application.portal import DESK
from teojeon.services.victims.application.steps import BY_SLUG, Reading, read
from tests.services.victims.application.applicant import ANSWERS, acting, new_draft
from tests.support.overtaken import overtaken, press

pytestmark = pytest.mark.req("S1-APP-01", "S1-XCT-03")


def typed(account: Account, deposit: str) -> tuple[UUID, Reading, int]:
    """The step «임대차계약» of a new draft with this deposit: draft, step, and the version that the page showed."""
    draft = new_draft(account)
    with acting(account):
        row = find_draft(draft)
        return draft, read(BY_SLUG["lease"], {**ANSWERS["lease"], "deposit_current": deposit}, load(row), draft), row.version


def test_the_pages_own_autosave_in_between_is_no_conflict(tenant: Account) -> None:
    key, reading, version = typed(tenant, "3억")
    with acting(tenant):
        press(overtaken(DESK, reading, "phone"), key, reading, "phone", version)
        saved = load(find_draft(key))
    assert (saved.lease.deposit_current, saved.progress["lease"]) == (300_000_000, "passed")


def test_another_pages_save_in_between_is_refused_and_stays(tenant: Account) -> None:
    key, reading, version = typed(tenant, "3억")
    with acting(tenant):
        other = read(BY_SLUG["lease"], {**ANSWERS["lease"], "deposit_current": "4억"}, load(find_draft(key)), key)
        with pytest.raises(Stale):
            press(overtaken(DESK, other, "laptop"), key, reading, "phone", version)
        assert load(find_draft(key)).lease.deposit_current == 400_000_000
