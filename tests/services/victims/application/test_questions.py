"""Soft checks beyond those of every filing: each asks on one side of its boundary, is silent on the other, and none stops anything."""

import datetime as dt
from dataclasses import replace

import pytest

from teojeon.services.victims.application import flags
from teojeon.services.victims.application.content import (
    Actor,
    Applicant,
    Content,
    Contract,
    Damage,
    Event,
    Guarantee,
    House,
    Lease,
    Occupancy,
    Recovery,
)
from teojeon.services.victims.application.questions import questions
from teojeon.ui.formats import UNKNOWN

TODAY = dt.date(2026, 11, 21)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def asked(content: Content) -> set[str]:
    found = questions(content, TODAY)
    assert all(each.message and each.source and each.code in flags.FLAGS for each in found)
    assert all(len(each.code) <= 30 for each in found)  # the office's column
    return {each.code for each in found} - {"ADDRESS_UNMATCHED"}


def lease(*contracts: Contract, deposit: int | None = None, first: str = "") -> Content:
    return Content(lease=Lease(day(first) if first else None, deposit, None, contracts=contracts))


def recovered(amount: int | object, deposit: int | object = 100) -> Content:
    damage = Damage(any_recovered=True, recovered=(Recovery("repaid", 60), Recovery("priority", amount)))  # type: ignore[arg-type]
    return Content(lease=Lease(None, deposit), damage=damage)  # type: ignore[arg-type]


def sold(**days: dt.date | bool) -> Content:
    return Content(damage=replace(Damage(any_events=True, events=(Event("auction_opened"),)), **days))  # type: ignore[arg-type]


def moved(registered: str | None, *, left: str = "2026-03-02", state: str = "done") -> Content:
    done = day(registered) if registered else None
    return Content(occupancy=Occupancy(moved_out=True, moved_out_on=day(left), leasehold_reg=state, leasehold_reg_done_on=done))


CASES = [
    (Content(house=House(building_type="neighbourhood", actual_use_residential=True)), {"USE_TO_BE_PROVED"}),
    (Content(house=House(building_type="neighbourhood", actual_use_residential=UNKNOWN)), set()),
    (Content(house=House(building_type="multiplex", actual_use_residential=True)), set()),
    (lease(Contract(signed_on=day("2023-03-31")), first="2023-04-01"), {"FIRST_CONTRACT_NOT_FIRST"}),
    (lease(Contract(signed_on=day("2023-04-01")), first="2023-04-01"), set()),
    (lease(Contract(deposit=101), deposit=100), {"DEPOSIT_DIFFERS"}),
    (lease(Contract(deposit=100), deposit=100), set()),
    (lease(Contract(deposit=100)), set()),
    (
        lease(
            Contract(term_from=day("2023-04-10"), term_to=day("2025-04-09")),
            Contract(term_from=day("2025-04-08"), term_to=day("2027-04-09")),
        ),
        {"TERMS_OVERLAP"},
    ),
    (
        lease(
            Contract(term_from=day("2023-04-10"), term_to=day("2025-04-10")),
            Contract(term_from=day("2025-04-10"), term_to=day("2027-04-09")),
        ),
        set(),
    ),
    (moved("2026-02-20"), set()),  # the catalogue's case: registered before the move
    (moved("2026-03-02"), set()),
    (moved("2026-03-03"), {"MOVED_OUT_BEFORE_REGISTRATION"}),
    (moved(None, state="applied"), {"MOVED_OUT_BEFORE_REGISTRATION"}),
    (moved(None, state="done"), set()),
    (
        replace(moved("2026-03-03"), occupancy=Occupancy(moved_out=False, moved_out_on=day("2026-03-02"), leasehold_reg="none")),
        set(),
    ),
    (
        Content(
            occupancy=Occupancy("done", day("2026-03-03"), moved_out=True, moved_out_on=day("2026-03-02"), leasehold_reg=UNKNOWN)
        ),
        {"MOVED_OUT_BEFORE_HANDOVER"},
    ),
    (
        Content(
            occupancy=Occupancy(
                leasehold_reg="done", leasehold_reg_applied_on=day("2026-02-20"), leasehold_reg_done_on=day("2026-02-19")
            )
        ),
        {"REGISTRATION_ORDER"},
    ),
    (recovered(41), {"RECOVERED_ABOVE_DEPOSIT"}),
    (recovered(40), set()),
    (recovered(UNKNOWN), set()),
    (recovered(41, UNKNOWN), set()),
    (replace(recovered(41), damage=replace(recovered(41).damage, any_recovered=False)), set()),
    (Content(damage=Damage(any_guarantees=True, guarantees=(Guarantee(covered_amount=10, paid_amount=11),))), {"PAID_ABOVE_COVER"}),
    (Content(damage=Damage(any_guarantees=True, guarantees=(Guarantee(covered_amount=10, paid_amount=10),))), set()),
    (sold(sale_date=day("2026-12-08"), sale_decision_date=day("2026-12-07")), {"SALE_ORDER"}),
    (sold(sale_date=day("2026-12-08"), sale_decision_date=day("2026-12-08")), set()),
    (sold(distribution_demanded=False, distribution_demand_deadline=day("2026-12-21")), {"DEMAND_NOT_MADE"}),
    (sold(distribution_demanded=False, distribution_demand_deadline=day("2026-12-22")), set()),
    (sold(distribution_demanded=False, distribution_demand_deadline=day("2026-11-20")), set()),
    (sold(distribution_demanded=True, distribution_demand_deadline=day("2026-12-01")), set()),
]


@pytest.mark.req("S1-APP-03", "S1-APP-04", "S1-APP-05", "S1-APP-06", "S1-XCT-03")
@pytest.mark.parametrize(("content", "expected"), CASES)
def test_what_does_not_fit_together_is_asked_on_its_side_of_the_boundary(content: Content, expected: set[str]) -> None:
    assert asked(content) == expected


@pytest.mark.req("S1-ACC-03")
def test_one_who_acts_for_another_is_asked_whose_name_stands_there() -> None:
    own = Applicant(name="강한결")
    proxy = Actor("proxy")
    assert asked(Content(own, actor=proxy, verified_name="강한결")) == {"PRINCIPAL_IS_ACTOR"}
    assert asked(Content(Applicant(name="다른이"), actor=proxy, verified_name="강한결")) == set()
    assert asked(Content(Applicant(name="다른이"), verified_name="강한결")) == {"NAME_DIFFERS"}
