"""The register of members (법§6③–⑥)."""

import datetime as dt
import uuid
from typing import Any

import pytest

from teojeon.kernel import clock
from teojeon.kernel.committees.members import appoint, last_day_of_term
from teojeon.kernel.committees.queries import members_on
from teojeon.kernel.work.refusals import Forbidden
from tests.kernel.committees.test_meeting import refused
from tests.support.factories import acting
from tests.support.meetings import seat

pytestmark = pytest.mark.usefixtures("office_side")


def candidate(**changes: Any) -> dict[str, Any]:
    given = {"controller": "MOLIT", "committee": "CMT", "account": uuid.uuid4(), "name": "새위원", "category": 1}
    return given | {"appointed_on": clock.business_today()} | changes


def test_a_thirty_first_member_is_refused() -> None:
    seat(30)
    refused("COMMITTEE_FULL", appoint, **candidate())


def test_the_chair_comes_from_the_first_four_categories() -> None:
    refused("CHAIR_CATEGORY", appoint, **candidate(is_chair=True, category=5))


def test_only_a_secretary_enters_members() -> None:
    with pytest.raises(Forbidden), acting("drafter"):
        appoint(**candidate())


@pytest.mark.parametrize(
    ("appointed", "last"),
    [
        ("2026-12-01", "2028-11-30"),
        ("2026-01-01", "2027-12-31"),
        ("2028-02-29", "2030-02-28"),
        ("2026-03-01", "2028-02-29"),
    ],
)
def test_a_term_of_two_years_counts_the_day_of_appointment(appointed: str, last: str) -> None:
    assert last_day_of_term(dt.date.fromisoformat(appointed)) == dt.date.fromisoformat(last)


def test_a_commissioned_member_leaves_office_after_the_last_day_and_an_official_stays() -> None:
    today = clock.business_today()
    with acting("secretary"):
        commissioned = appoint(**candidate(name="위촉"))
        appoint(**candidate(name="당연직", is_official=True, category=6))
    assert commissioned.term_to is not None
    assert {member.name for member in members_on("CMT", commissioned.term_to)} == {"위촉", "당연직"}
    assert {member.name for member in members_on("CMT", commissioned.term_to + dt.timedelta(days=1))} == {"당연직"}
    assert members_on("CMT", today - dt.timedelta(days=1)) == []
