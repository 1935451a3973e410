"""What officials read of the filing: the same words as on the person's own review."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.messages import opened
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.application.said import content_of, said_parts
from teojeon.services.victims.application.summary import parts
from tests.services.victims.application.applicant import acting, file, new_draft, other_side, sent_to_office
from tests.services.victims.application.test_export import ROWS

ON = dt.date(2026, 11, 21)
APART = {"name", "birth_date", "number", "service_address", "service_at_resident", "resident_address", "mobile", "mandate_type"}


def statements_of(subject: UUID) -> dict[str, Any]:
    [message] = sent_to_office(subject)
    with other_side():
        found: dict[str, Any] = opened(message).content["statements"]
    return found


@pytest.mark.req("S1-APP-01")
def test_officials_read_what_the_applicant_read_before_submitting(tenant: Account) -> None:
    draft = new_draft(tenant, ROWS)
    file(tenant, draft)
    with acting(tenant):
        own = parts(load_filed(find_filing(draft)).content, ON)
    said = [
        Statement(id=number, code=code, value=value, said_at=dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC))
        for number, (code, value) in enumerate(statements_of(draft).items())
    ]
    read = {part.slug: part.rows for part in said_parts(said, ON)}
    for part in own:
        if part.slug not in ("papers", "actor"):
            expected = tuple(row for row in part.answered if row.field not in APART and row.field != "landlord_number")
            assert tuple(row for row in read[part.slug] if row.field != "landlord_number") == expected, part.slug


def test_of_a_code_the_newest_counts_and_what_no_form_knows_is_left_out() -> None:
    early, late = (dt.datetime(2026, 11, day, tzinfo=dt.UTC) for day in (1, 2))
    said = [
        Statement(id=2, code="deposit_current", value=5, said_at=early),
        Statement(id=1, code="deposit_current", value=7, said_at=late),
        Statement(id=3, code="weather", value="rain", said_at=late),
    ]
    [part] = said_parts(said, ON)
    assert [(row.field, row.value) for row in part.rows] == [("deposit_current", "7원")]


def test_a_day_that_certainly_never_came_is_no_day() -> None:
    assert content_of({"leasehold_reg_done_on": False, "leasehold_reg_state": "none"}).occupancy.leasehold_reg_done_on is None
