"""The factories reach every state of the procedure through the acts."""

import pytest

from teojeon.services.victims.case.procedure import PROCEDURE
from tests.support.factories import STATES, make_case, reload

pytestmark = pytest.mark.usefixtures("office_side")


def test_the_factories_know_every_state_of_the_procedure() -> None:
    assert set(STATES) == set(PROCEDURE.states)


@pytest.mark.parametrize("state", STATES)
def test_a_case_reaches_each_state_through_the_acts(state: str) -> None:
    assert reload(make_case(state)).state == state
