"""The figures of the calculators as the mutator uses them; their own tests stand beside this folder."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from teojeon.law.book import LawBook
from teojeon.law.victims import minimum_guarantee, recovery_estimate, small_deposit, tax_apportionment
from tests.law.victims import cases
from tests.law.victims.tables.calculators import CALCULATORS, Calculated

RUN: Mapping[str, Callable[[Mapping[str, object], dt.date, LawBook], dict[str, object]]] = {
    "minimum-guarantee": minimum_guarantee.run,
    "tax-apportionment": tax_apportionment.run,
    "small-deposit": small_deposit.run,
    "recovery-estimate": recovery_estimate.run,
}


@pytest.mark.req("S1-MIN-02", "S1-TAX-02", "S1-ASM-08")
@pytest.mark.parametrize("case", CALCULATORS, ids=lambda case: f"{case.name}: {case.says}")
def test_calculated(case: Calculated) -> None:
    done = RUN[case.name](case.facts, case.on, cases.book(case.rows))
    assert {name: done[name] for name in case.answer} == dict(case.answer)
