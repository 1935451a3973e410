"""A new estimate begins with what people confirmed of the register of the house (S1-ASM-09, S1-INV-01)."""

from pathlib import Path

import pytest
from pytest_django import Settings

from teojeon.services.victims.estimates.queries import from_the_file
from tests.services.victims.extracts.printed import Printed
from tests.services.victims.extracts.test_extracts import confirmed, put, read
from tests.support.factories import acting, browser, cast, make_case, record_fact, reload_in_unit

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-ASM-09")]
MORTGAGE = {"kind": "mortgage", "amount": 120_000_000, "ranked_on": "2021-03-04", "receipt_no": 5679}
LEASEHOLD = {"kind": "leasehold_registration", "amount": 180_000_000, "ranked_on": "2026-01-15", "receipt_no": 1503}


@pytest.mark.slow
def test_confirmed_rows_are_offered_without_the_applicants_own_registration(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    case, invest = make_case("INVESTIGATING"), browser(cast("invest"))
    confirmed(invest, case, Printed())
    with acting("invest", read_only=True):
        offered = from_the_file(reload_in_unit(case))
    assert offered["claims"] == [MORTGAGE, LEASEHOLD] and offered["first_encumbrance_on"] == "2021-03-04"
    record_fact(case, cast("invest"), "leasehold_reg_done_on", "2026-01-15")
    with acting("invest", read_only=True):
        assert from_the_file(reload_in_unit(case))["claims"] == [MORTGAGE]


@pytest.mark.slow
def test_rows_that_nobody_confirmed_are_not_offered(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    case, invest = make_case("INVESTIGATING"), browser(cast("invest"))
    read(invest, case, put(case, Printed()))
    with acting("invest", read_only=True):
        assert not {"claims", "first_encumbrance_on"} & from_the_file(reload_in_unit(case)).keys()
