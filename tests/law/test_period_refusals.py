"""`period`: what is missing is no error; what cannot be read is refused with code, field and source."""

import datetime as dt
from typing import Any

import pytest

from teojeon.law.language.errors import LawError
from tests.law.periods import GOOD, days, run

# what is missing, and the default


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, ["base", "length", "unit"]),
        ({"base": "2026-11-20"}, ["length", "unit"]),
        ({"base": None, "length": 30, "unit": "day"}, ["base"]),
        ({"base": "2026-11-20", "unit": "day"}, ["length"]),
        ({"base": "2026-11-20", "length": 30}, ["unit"]),
    ],
)
def test_a_missing_fact_is_no_error_and_stands_in_missing(facts: dict[str, Any], missing: list[str]) -> None:
    result = run(**facts)
    assert days(result) == (None, None, None)
    assert result["missing"] == missing


@pytest.mark.parametrize("facts", [{"backward": None}, {"backward": False}, {"excluded": []}, {"counting": "civil"}])
def test_a_fact_left_out_is_its_default(facts: dict[str, Any]) -> None:
    plain = run(base="2026-11-20", length=30, unit="day")
    assert days(run(base="2026-11-20", length=30, unit="day", **facts)) == days(plain)
    assert plain["missing"] == []


# refusals


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"lenght": 30}, "UNKNOWN_KEY", "lenght"),
        ({"base": 20261120}, "WRONG_TYPE", "base"),
        ({"base": False}, "WRONG_TYPE", "base"),
        ({"base": "2026-02-29"}, "BAD_DATE", "base"),
        ({"base": "20.11.2026"}, "BAD_DATE", "base"),
        ({"base": "2026-11-20T25:00"}, "BAD_DATE", "base"),
        ({"base": "2026-11-20T14"}, "BAD_DATE", "base"),
        ({"base": "0001-01-01T00:00:00+14:00"}, "BAD_DATE", "base"),
        ({"base": "2020-12-31"}, "NOT_IN_FORCE", "base"),
        ({"base": "2041-01-01"}, "NOT_IN_FORCE", "base"),
        ({"base": "2020-12-31", "length": None}, "NOT_IN_FORCE", "base"),
        ({"base": "2040-12-30", "length": 2}, "NOT_IN_FORCE", "length"),
        ({"base": "2021-01-02", "length": 2, "backward": True}, "NOT_IN_FORCE", "length"),
        ({"base": "2021-01-05", "length": 2, "backward": True}, "NOT_IN_FORCE", "length"),
        ({"length": 10**15}, "NOT_IN_FORCE", "length"),
        ({"length": 10**15, "unit": "year"}, "NOT_IN_FORCE", "length"),
        ({"length": 10**15, "unit": "month", "backward": True}, "NOT_IN_FORCE", "length"),
        ({"length": 10**15, "counting": "petition"}, "NOT_IN_FORCE", "length"),
        ({"length": 10**15, "counting": "first_day"}, "NOT_IN_FORCE", "length"),
        ({"excluded": [["2027-01-01", "9999-12-31"]]}, "NOT_IN_FORCE", "excluded"),
        ({"length": -1}, "BAD_VALUE", "length"),
        ({"length": 10**15 + 1}, "BAD_VALUE", "length"),
        ({"length": "30"}, "WRONG_TYPE", "length"),
        ({"length": True}, "WRONG_TYPE", "length"),
        ({"length": 30.0}, "WRONG_TYPE", "length"),
        ({"unit": "week"}, "BAD_VALUE", "unit"),
        ({"unit": 1}, "WRONG_TYPE", "unit"),
        ({"counting": "roman"}, "BAD_VALUE", "counting"),
        ({"backward": "yes"}, "WRONG_TYPE", "backward"),
        ({"backward": True, "counting": "petition"}, "BAD_VALUE", "backward"),
        ({"backward": True, "counting": "first_day"}, "BAD_VALUE", "backward"),
        ({"backward": True, "counting": "first_day", "base": None}, "BAD_VALUE", "backward"),
        ({"excluded": "2026-11-25"}, "WRONG_TYPE", "excluded"),
        ({"excluded": ["2026-11-25"]}, "WRONG_TYPE", "excluded[0]"),
        ({"excluded": [["2026-11-25"]]}, "BAD_VALUE", "excluded[0]"),
        ({"excluded": [["2026-11-25", "2026-11-26", "2026-11-27"]]}, "BAD_VALUE", "excluded[0]"),
        ({"excluded": [["2026-11-25", "2026-11-24"]]}, "BAD_VALUE", "excluded[0]"),
        ({"excluded": [["2026-11-25", "2026-11-31"]]}, "BAD_DATE", "excluded[0][1]"),
        ({"excluded": [["2026-11-25", None]]}, "WRONG_TYPE", "excluded[0][1]"),
        ({"length": 5, "counting": "petition"}, "BAD_DATE", "base"),
        ({"length": 0, "counting": "petition"}, "BAD_DATE", "base"),
    ],
)
def test_what_cannot_be_read_is_refused_with_code_field_and_source(changed: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(LawError) as refused:
        run(**(GOOD | changed))
    assert (refused.value.code, refused.value.field) == (code, field)
    assert code == "UNKNOWN_KEY" or refused.value.source


def test_before_the_general_act_on_administration_nothing_is_counted() -> None:
    assert days(run(on=dt.date(2021, 3, 23), **GOOD))[0] == "2026-12-20"
    with pytest.raises(LawError, match="NOT_IN_FORCE on"):
        run(on=dt.date(2021, 3, 22), **GOOD)
