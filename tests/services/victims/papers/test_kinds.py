"""The check-list follows the answers (규칙§3①)."""

import pytest

from teojeon.services.victims.application.content import Actor, Consents, Content, Damage, Event, Heir, House
from teojeon.services.victims.papers.kinds import KINDS, Need, kind_of, missing_groups, needed
from teojeon.ui.formats import UNKNOWN

pytestmark = pytest.mark.req("S1-APP-07", "S1-BEY-04")


def required(content: Content) -> set[str]:
    return {kind.code for kind, need in needed(content) if need == Need.REQUIRED}


def listed(content: Content) -> set[str]:
    return {kind.code for kind, _ in needed(content)}


def with_events(*kinds: str) -> Content:
    return Content(consents=Consents(c3=True), damage=Damage(any_events=True, events=tuple(Event(kind=kind) for kind in kinds)))


def test_the_lease_is_always_asked_for() -> None:
    assert required(Content(consents=Consents(c3=True))) == {"lease_copy"}


@pytest.mark.parametrize(("answer", "asked"), [(True, False), (False, True), (None, True), (UNKNOWN, True)])
def test_the_extract_is_asked_for_unless_sharing_was_consented_to(answer: bool | None, asked: bool) -> None:
    assert ("resident_extract" in required(Content(consents=Consents(c3=answer)))) is asked


def test_of_the_papers_of_an_auction_one_suffices() -> None:
    content = with_events("auction_opened")
    assert {"auction_demand", "other_sale_paper"} <= required(content)
    assert "public_sale_notice" not in listed(content)
    (group,) = missing_groups(content, ["lease_copy"])
    assert {kind.code for kind in group} == {"auction_demand", "other_sale_paper"}
    assert missing_groups(content, ["lease_copy", "other_sale_paper"]) == []


def test_a_public_sale_asks_for_its_notice() -> None:
    assert {"public_sale_notice", "public_sale_agency_notice"} <= required(with_events("public_sale_opened"))


def test_an_enforcement_title_is_asked_for_once_it_was_said() -> None:
    assert "enforcement_title" in required(with_events("enforcement_title"))
    assert "enforcement_title" not in listed(with_events("auction_opened"))


def test_events_that_were_taken_back_ask_for_nothing() -> None:
    content = Content(consents=Consents(c3=True), damage=Damage(any_events=False, events=(Event(kind="auction_opened"),)))
    assert required(content) == {"lease_copy"}


@pytest.mark.parametrize(
    ("actor", "asked"),
    [
        (Actor(mandate_type="proxy"), "mandate"),
        (Actor(mandate_type="legal_representative"), "legal_representative"),
        (Actor(mandate_type="heir_representative"), "heir"),
        (Actor(mandate_type="heir_representative", heirs=(Heir(), Heir())), "heir_selection"),
    ],
)
def test_who_acts_for_another_shows_the_right_to(actor: Actor, asked: str) -> None:
    assert asked in required(Content(consents=Consents(c3=True), actor=actor))
    assert asked not in listed(Content(consents=Consents(c3=True)))


@pytest.mark.parametrize(("answer", "offered"), [(True, True), (UNKNOWN, True), (False, False), (None, False)])
def test_the_trust_ledger_is_offered_where_there_may_be_a_trust(answer: bool | None, offered: bool) -> None:
    assert ("trust_ledger" in listed(Content(house=House(trust_registered=answer)))) is offered


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_says_why_where_and_what_the_authority_can_do(kind: object) -> None:
    said = [getattr(kind, name) for name in ("title", "article", "why", "where", "authority")]
    assert all(said)
    assert str(said[1]).startswith("규칙 제3조")


def test_a_kind_that_this_version_does_not_know_is_another_paper() -> None:
    assert kind_of("of-tomorrow").code == "other_proof"
