"""Mandates in the office: what a filing stated, what is missing, acceptance, death and heirs, letters that stay valid."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, TimelineEntry
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.application.content import Actor, Applicant, Content
from teojeon.services.victims.application.content import Heir as StatedHeir
from teojeon.services.victims.consents.giving import given
from teojeon.services.victims.consents.queries import granted
from teojeon.services.victims.consents.recording import take as take_consents
from teojeon.services.victims.mandates import rules, stated
from teojeon.services.victims.mandates.messages import take_change
from teojeon.services.victims.mandates.models import Heir, Mandate
from teojeon.services.victims.mandates.office_actions import accept_mandate, change_actor
from teojeon.services.victims.mandates.queries import acting_on, mandates_of, proposed_supplements, questions
from teojeon.services.victims.mandates.recording import take
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.service.addressees import addressees_of
from teojeon.ui.formats import UNKNOWN
from tests.support.factories import acting, make_case

DIED_ON = dt.date(2026, 8, 1)
CHILD = StatedHeir("강하나", dt.date(1995, 1, 1), "descendant", 1, True, False, None, is_representative=True)
OTHER = StatedHeir("강두리", dt.date(1997, 1, 1), "descendant", 1, True, False, True)
SPOUSE = StatedHeir("이서윤", dt.date(1968, 1, 1), "spouse", None, True, False, True)


def said(kind: str, *heirs: StatedHeir, **more: Any) -> dict[str, Any]:
    """What the filing message says of the one who acts."""
    actor = Actor(
        mandate_type=kind,
        name="강하나",
        birth_date=dt.date(1995, 1, 1),
        service_address="서울특별시 중구 을지로 1",
        heirs=heirs,
        **more,
    )
    content = Content(actor=actor, applicant=Applicant(death_date=DIED_ON if kind == rules.HEIR else None))
    found = stated(content)
    assert found is not None
    return found


def case_with(stating: Mapping[str, Any] | None, *papers: str) -> UUID:
    """A case that somebody filed for the tenant, with these papers handed in."""
    case = make_case()
    with unit_of_work(INTAKE_PRINCIPAL):
        row = find_case(case)
        take(row, stating)
        for doc_type in papers:
            hand_in(row, doc_type)
    return case


def hand_in(case: Case, doc_type: str) -> None:
    Paper.objects.create(
        case=case,
        controller=case.controller,
        handled_by=case.handled_by,
        bundle=case.pk,
        doc_type=doc_type,
        state="ready",
        named_at=clock.business_now(),
    )


def defects(case: UUID) -> list[str]:
    with acting("intake", read_only=True):
        return [defect.code for each in acting_on(find_case(case)) for defect in each.defects]


def mandate_of(case: UUID) -> UUID:
    """In the open unit."""
    (mandate,) = mandates_of(find_case(case))
    return mandate.pk


def test_a_tenant_in_person_states_no_mandate(office_side: None) -> None:
    assert stated(Content()) is None
    case = case_with(None)
    assert defects(case) == []


@pytest.mark.req("S1-ACC-03")
def test_heirs_of_a_tenant_who_died_with_selection_of_all_are_accepted(office_side: None) -> None:
    case = case_with(said(rules.HEIR, SPOUSE, CHILD, OTHER), "heir", "heir_selection")
    assert defects(case) == []
    with acting("intake"):
        accept_mandate(case, mandate=mandate_of(case), doc_seen=False)
    with acting("intake", read_only=True):
        (each,) = acting_on(find_case(case))
        assert (each.mandate.state, each.title) == (Mandate.ACCEPTED, "유족 대표")
        assert [heir.rank for heir in each.heirs] == [1, 1, 1]
        tenant = Party.objects.visible_to(current().actor).get(case_id=case, role="applicant")
        assert (tenant.died_on, each.party.name, each.party.role) == (DIED_ON, "강하나", "actor")


@pytest.mark.req("S1-ACC-03")
def test_without_the_spouses_signature_the_filing_stands_and_a_supplement_of_at_most_14_days_is_proposed(office_side: None) -> None:
    unsigned = StatedHeir("이서윤", None, "spouse", None, True, False, UNKNOWN)
    case = case_with(said(rules.HEIR, unsigned, CHILD, OTHER), "heir")
    with acting("intake", read_only=True):
        row = find_case(case)
        assert row.state == "SUBMITTED"
        (proposed,) = proposed_supplements(row)
        assert (proposed.code, proposed.doc_type, proposed.term_days) == ("SELECTION_MISSING", "heir_selection", 14)
    with acting("intake"), pytest.raises(Refusal, match="SELECTION_MISSING"):
        accept_mandate(case, mandate=mandate_of(case), doc_seen=True)


@pytest.mark.req("S1-ACC-03")
def test_a_father_is_not_accepted_while_a_child_lives_but_the_filing_stands(office_side: None) -> None:
    father = StatedHeir("강산", None, "ascendant", 1, True, False, None, is_representative=True)
    child = StatedHeir("강하나", None, "descendant", 1, True, False, None)
    case = case_with(said(rules.HEIR, father, child), "heir")
    with acting("intake", read_only=True):
        row = find_case(case)
        assert row.state == "SUBMITTED" and proposed_supplements(row) == []
        assert [defect.code for defect in questions(row)] == ["HEIR_RANK"]
    with acting("intake"), pytest.raises(Refusal, match="HEIR_RANK"):
        accept_mandate(case, mandate=mandate_of(case), doc_seen=False)


@pytest.mark.req("S1-ACC-03")
def test_a_proxy_without_form_3_is_filed_with_a_supplement_and_accepted_once_it_came(office_side: None) -> None:
    case = case_with(said(rules.PROXY))
    assert defects(case) == ["MANDATE_MISSING"]
    with acting("intake"), pytest.raises(Refusal, match="MANDATE_MISSING"):
        accept_mandate(case, mandate=mandate_of(case), doc_seen=False)
    with unit_of_work(INTAKE_PRINCIPAL):
        hand_in(find_case(case), "mandate")
    with acting("intake"):
        accept_mandate(case, mandate=mandate_of(case), doc_seen=False)
    assert defects(case) == []


def test_a_paper_shown_at_the_counter_counts(office_side: None) -> None:
    case = case_with(said(rules.PROXY))
    with acting("intake"):
        accept_mandate(case, mandate=mandate_of(case), doc_seen=True)
    assert defects(case) == []


@pytest.mark.parametrize("state", ["rejected", "missing", "not_available"])
def test_a_paper_that_was_rejected_or_is_not_there_does_not_count(office_side: None, state: str) -> None:
    case = case_with(said(rules.PROXY), "mandate")
    with unit_of_work(INTAKE_PRINCIPAL):
        Paper.objects.visible_to(current().actor).filter(case=case).update(state=state)
    assert defects(case) == ["MANDATE_MISSING"]


def test_another_province_and_another_box_accept_nothing(office_side: None) -> None:
    case = case_with(said(rules.PROXY), "mandate")
    with acting("intake", "26"), pytest.raises(Missing):
        accept_mandate(case, mandate=uuid.uuid4(), doc_seen=False)
    with acting("invest"), pytest.raises(Forbidden):
        accept_mandate(case, mandate=mandate_of(case), doc_seen=False)


@pytest.mark.req("S1-ACC-03")
@pytest.mark.parametrize("state", ["INVESTIGATING", "SERVED"])
def test_a_death_notice_changes_who_acts_and_not_the_state_and_nothing_is_sent_again(office_side: None, state: str) -> None:
    case = make_case(state)
    with acting("intake"):
        before = find_case(case)
        entries = TimelineEntry.objects.visible_to(current().actor).filter(case=case).count()
        change_actor(case, version=before.version, reason="death", died_on=DIED_ON, stated=said(rules.HEIR, CHILD), code="")
    with acting("intake", read_only=True):
        row = find_case(case)
        assert row.state == state and row.next_due == before.next_due
        (each,) = acting_on(row)
        assert each.mandate.mandate_type == rules.HEIR
        new = TimelineEntry.objects.visible_to(current().actor).filter(case=case).order_by("id")[entries:]
        assert [entry.kind for entry in new] == ["victims.change_actor"]


@pytest.mark.req("S1-ACC-03")
def test_a_death_ends_the_mandate_of_the_dead_and_the_consents(office_side: None) -> None:
    case = case_with(said(rules.PROXY), "mandate")
    with unit_of_work(INTAKE_PRINCIPAL):
        row = find_case(case)
        yes = [{**each, "granted": True} for each in given(Content())]
        take_consents(row, yes)
        assert granted(row, "C3")
    with acting("intake"):
        change_actor(case, reason="death", died_on=DIED_ON, stated=said(rules.HEIR, CHILD), code="")
    with acting("intake", read_only=True):
        row = find_case(case)
        assert not granted(row, "C3")
        assert [mandate.mandate_type for mandate in mandates_of(row)] == [rules.HEIR]
        assert [mandate.mandate_type for mandate in mandates_of(row, ended=True)] == [rules.PROXY]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"reason": "death", "died_on": None, "stated": None}, "BAD_DATE"),
        ({"reason": "death", "died_on": dt.date(2099, 1, 1), "stated": None}, "BAD_DATE"),
        ({"reason": "appointed", "stated": None}, "MISSING_VALUE"),
        ({"reason": "ended", "stated": None}, "NO_MANDATE"),
        ({"reason": "whim", "stated": None}, "BAD_VALUE"),
    ],
)
def test_what_is_not_a_change_of_the_one_who_acts_is_refused(office_side: None, data: dict[str, Any], code: str) -> None:
    case = make_case()
    with acting("intake"), pytest.raises(Refusal, match=code):
        change_actor(case, **data)


def test_a_dead_tenant_is_not_succeeded_by_a_proxy(office_side: None) -> None:
    case = make_case()
    with acting("intake"), pytest.raises(Refusal, match="BAD_VALUE"):
        change_actor(case, reason="death", died_on=DIED_ON, stated=said(rules.PROXY))


def message(case: UUID, content: Mapping[str, Any], account: UUID | None = None) -> Letter:
    """In the open unit."""
    return Letter(uuid.uuid4(), case, account or find_case(case).account, 2, "mandate_change", clock.business_now(), dict(content))


@pytest.mark.req("S1-ACC-03")
def test_a_proxy_appointed_and_dismissed_on_the_portal(office_side: None) -> None:
    case, door = make_case(), uuid.uuid4()
    with unit_of_work(INTAKE_PRINCIPAL):
        take_change(message(case, {"change": "joined", "kind": "proxy", "access": str(door), "stated": said(rules.PROXY)}))
    assert defects(case) == ["MANDATE_MISSING"]
    with unit_of_work(INTAKE_PRINCIPAL):
        take_change(message(case, {"change": "ended", "kind": "proxy", "access": str(door)}))
    with acting("intake", read_only=True):
        assert mandates_of(find_case(case)) == []
        assert find_case(case).state == "SUBMITTED"


def test_the_person_takes_over_from_the_proxy_that_filed(office_side: None) -> None:
    case = case_with(said(rules.PROXY), "mandate")
    with unit_of_work(INTAKE_PRINCIPAL):
        take_change(message(case, {"change": "joined", "kind": "principal", "access": str(uuid.uuid4()), "stated": None}))
        take_change(message(case, {"change": "owner_left"}))
    assert defects(case) == []
    with acting("intake", read_only=True):
        assert mandates_of(find_case(case)) == []


def test_a_message_of_another_account_is_refused(office_side: None) -> None:
    case = make_case()
    with unit_of_work(INTAKE_PRINCIPAL), pytest.raises(Refusal, match="NOT_OWN_CASE"):
        take_change(message(case, {"change": "owner_left"}, account=uuid.uuid4()))


def test_all_heirs_stated_are_kept_with_their_ranks(office_side: None) -> None:
    father = StatedHeir("강산", None, "ascendant", 1, True, False, None)
    case = case_with(said(rules.HEIR, SPOUSE, CHILD, father, StatedHeir("이름 없는 관계")))
    with acting("intake", read_only=True):
        kept = Heir.objects.visible_to(current().actor).filter(case=case).order_by("rank", "name")
        assert [(heir.name, heir.rank) for heir in kept] == [("강하나", 1), ("이서윤", 1), ("강산", 2)]


@pytest.mark.req("S1-ACC-03")
def test_letters_go_to_the_representative_of_the_heirs_at_once_and_to_a_proxy_once_accepted(office_side: None) -> None:
    heirs, proxy = case_with(said(rules.HEIR, CHILD)), case_with(said(rules.PROXY), "mandate")
    with acting("intake", read_only=True):
        assert [each.name for each in addressees_of(find_case(heirs))] == ["강하나"]
        assert [each.kind for each in addressees_of(find_case(proxy))] == ["applicant"]
    with acting("intake"):
        accept_mandate(proxy, mandate=mandate_of(proxy), doc_seen=False)
        (to,) = addressees_of(find_case(proxy))
        assert (to.kind, to.address) == ("representative", "서울특별시 중구 을지로 1")
