"""Consents: the texts, what a filing says, changing them from "my case", and both orders of a withdrawal and an act."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.messages import take
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.application.content import Actor, Consents, Content
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.consents import given
from teojeon.services.victims.consents.actions import answer_consent
from teojeon.services.victims.consents.models import Consent
from teojeon.services.victims.consents.office_actions import record_consent
from teojeon.services.victims.consents.portal_view import own_consents
from teojeon.services.victims.consents.queries import granted, lines
from teojeon.services.victims.consents.recording import change
from teojeon.services.victims.consents.recording import take as take_given
from teojeon.services.victims.consents.texts import codes, statutory, text_of, texts_on
from teojeon.services.victims.intake.actions import confirm_receipt
from teojeon.services.victims.intake.models import ResidentCheck
from teojeon.ui.formats import UNKNOWN
from tests.services.victims.application.applicant import acting, new_account, other_side, sent_to_office, sign_in
from tests.support import factories

ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 9, tzinfo=clock.SEOUL)


@pytest.mark.req("S1-APP-08")
def test_each_text_says_what_the_law_asks_for_and_each_group_of_agencies_is_asked_alone() -> None:
    texts = texts_on(ON)
    assert [text.code for text in texts] == ["C1", "C2.COURT", "C2.TAX", "C2.HOUSING", "C2.FINANCE", "C2.LOCAL", "C3", "C4", "C5"]
    for text in texts:
        for said in (text.recipients, text.items, text.purpose, text.retention, text.refusal, text.law):
            assert said.strip()
    assert len({text.recipients for text in texts if text.code.startswith("C2.")}) == 5


def test_before_the_act_no_consent_is_asked() -> None:
    assert texts_on(dt.date(2023, 5, 31)) == ()
    assert len(texts_on(dt.date(2023, 6, 1))) == len(codes())


@pytest.mark.req("S1-APP-08")
def test_what_the_act_allows_without_consent_is_listed_apart() -> None:
    assert [each.law for each in statutory()] == ["법§13③", "법§30", "법§15의2③"]


@pytest.mark.req("S1-APP-08")
def test_an_unanswered_consent_is_none_and_unknown_is_no_consent() -> None:
    content = Content(consents=Consents(c1=True, c2_court=False, c5=UNKNOWN), actor=Actor(mandate_type="proxy"))
    said = {each["consent_code"]: each for each in given(content, AT)}
    assert (said["C1"]["granted"], said["C2.COURT"]["granted"], said["C5"]["granted"], said["C3"]["granted"]) == (
        True,
        False,
        None,
        None,
    )
    assert {each["by"] for each in said.values()} == {"proxy"}
    assert said["C3"]["recipients"] == text_of("C3", 1).recipients and said["C3"]["at"] == AT.isoformat()


# the person


@pytest.mark.req("S1-APP-08")
def test_a_consent_given_later_and_taken_back_is_told_to_the_office(case: UUID, tenant: Account) -> None:
    with acting(tenant):
        answer_consent(case, code="C3", granted=True, text_version=1)
        assert next(each for each in own_consents(find_filing(case)) if each.text.code == "C3").stands
    with acting(tenant):
        answer_consent(case, code="C3", granted=False, text_version=1)
        shown = next(each for each in own_consents(find_filing(case)) if each.text.code == "C3")
        assert (shown.stands, shown.word) == (False, "철회함")
        assert [message.kind for message in sent_to_office(case)] == ["filing", "consent", "consent"]


@pytest.mark.parametrize(
    ("code", "granted", "version", "refusal"),
    [("C9", True, 1, "BAD_VALUE"), ("C3", True, 2, "TEXT_CHANGED"), ("C3", True, 0, "TEXT_CHANGED")],
)
def test_what_was_not_read_or_is_not_asked_cannot_be_consented_to(
    case: UUID, tenant: Account, code: str, granted: bool, version: int, refusal: str
) -> None:
    with acting(tenant), pytest.raises(Refusal, match=refusal):
        answer_consent(case, code=code, granted=granted, text_version=version)


def test_saying_the_same_again_is_refused_and_nothing_is_sent(case: UUID, tenant: Account) -> None:
    with acting(tenant):
        answer_consent(case, code="C5", granted=False, text_version=1)
    with acting(tenant), pytest.raises(Refusal, match="ALREADY_SO"):
        answer_consent(case, code="C5", granted=False, text_version=1)
    with acting(tenant):
        assert [message.kind for message in sent_to_office(case)] == ["filing", "consent"]


def test_a_stranger_changes_nothing(case: UUID, tenant: Account) -> None:
    from tests.services.victims.mandates.conftest import FRIEND

    stranger = new_account("friend01", FRIEND)
    with acting(stranger), pytest.raises(Missing):
        answer_consent(case, code="C5", granted=True, text_version=1)


@pytest.mark.req("S1-APP-08")
def test_the_page_has_a_form_of_its_own_for_each_consent_and_nothing_is_ticked(case: UUID, tenant: Account, client: Client) -> None:
    sign_in(client)
    page = client.get(f"/my/{case}/consents/").content.decode()
    assert page.count('name="code"') == len(codes()) == page.count("받는 곳")
    assert "checked" not in page and "동의 없이 처리하는 정보" in page
    answer = client.post(f"/my/{case}/consents/", {"code": "C5", "answer": "yes", "version": "1"})
    assert answer.status_code == 303
    assert "동의 철회" in client.get(f"/my/{case}/consents/").content.decode()
    assert client.post(f"/my/{case}/consents/", {"code": "C5", "answer": "", "version": "1"}).status_code == 409
    assert client.post(f"/my/{case}/consents/", {"code": "C5", "answer": "yes", "version": "1"}).status_code == 409


# both orders


@pytest.fixture
def in_the_office(case: UUID, tenant: Account) -> UUID:
    """The office has taken the filing, and C3 stands."""
    with acting(tenant):
        answer_consent(case, code="C3", granted=True, text_version=1)
    with other_side():
        assert take(case, case) == 2
    return case


def stands(case: UUID, code: str = "C3", at: dt.datetime | None = None) -> bool:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        return granted(find_case(case), code, at)


@pytest.mark.req("S1-APP-08")
def test_a_withdrawal_that_waits_is_taken_before_an_act_that_rests_on_the_consent(in_the_office: UUID, tenant: Account) -> None:
    with acting(tenant):
        answer_consent(in_the_office, code="C3", granted=False, text_version=1)
    with other_side():
        assert stands(in_the_office), "stored by the portal, not yet taken"
        take(in_the_office, in_the_office)  # what every page of an act does first (page(takes=case_in_url))
        assert not stands(in_the_office)


@pytest.mark.req("S1-APP-08")
def test_what_was_done_before_a_withdrawal_stays_lawful(
    in_the_office: UUID, tenant: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    done_at = clock.real_now()
    later = done_at + dt.timedelta(minutes=5)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    with acting(tenant):
        answer_consent(in_the_office, code="C3", granted=False, text_version=1)
    with other_side():
        take(in_the_office, in_the_office)
        assert stands(in_the_office, at=done_at)
        assert not stands(in_the_office, at=later)
        assert not stands(in_the_office)


def test_an_act_is_refused_while_a_withdrawal_cannot_be_taken(in_the_office: UUID, tenant: Account) -> None:
    with other_side(), factories.acting("intake") as unit:
        unit.untaken = True
        with pytest.raises(Refusal, match="MESSAGE_STUCK"):
            record_consent(in_the_office, code="C5", granted=True)


def clerk_asks_the_register(case: UUID) -> bool:
    """A clerk presses the button of the resident-register check. Whether a look was made."""
    with other_side():
        clerk = factories.browser(factories.cast("intake"))
        url = f"/cases/{case}/resident/"
        form = clerk.get(url).context["form"]
        clerk.post(url, {"version": form.initial["version"], "request": str(form.initial["request"])})
        with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
            return bool(ResidentCheck.objects.visible_to(current().actor).filter(case=case).exists())


@pytest.mark.req("S1-APP-08")
@pytest.mark.parametrize("withdrawn_first", [True, False])
def test_the_register_is_asked_only_before_the_withdrawal_was_stored(
    in_the_office: UUID, tenant: Account, withdrawn_first: bool
) -> None:
    with other_side():
        investigator = factories.cast("invest")
        with factories.acting("intake"):
            confirm_receipt(in_the_office, investigator=investigator)
    if withdrawn_first:  # stored by the portal, taken by nobody yet: the page takes it before its act
        with acting(tenant):
            answer_consent(in_the_office, code="C3", granted=False, text_version=1)
        assert not clerk_asks_the_register(in_the_office)
        return
    assert clerk_asks_the_register(in_the_office)
    with acting(tenant):
        answer_consent(in_the_office, code="C3", granted=False, text_version=1)
    with other_side():
        take(in_the_office, in_the_office)
        assert not stands(in_the_office)


# the office


@pytest.mark.req("S1-APP-08")
def test_a_case_whose_c2_was_refused_runs_to_the_decision(office_side: None) -> None:
    case = factories.make_case()
    with unit_of_work(INTAKE_PRINCIPAL):
        take_given(find_case(case), given(Content(consents=Consents(c1=False, c2_court=False, c2_tax=False, c3=False))))
    for step in factories.ORDER[1 : factories.ORDER.index("DECIDED") + 1]:
        factories._advance(case, step, "11", "GA", factories.STATEMENTS, factories.cast("invest"))
    with factories.acting("intake", read_only=True):
        row = find_case(case)
        assert row.state == "DECIDED"
        assert not granted(row, "C2") and not granted(row, "C2.COURT")
        assert {line.text.code: line.word for line in lines(row)}["C2.COURT"] == "동의하지 않음"


def test_all_groups_of_agencies_are_needed_for_c2_as_a_whole(office_side: None) -> None:
    case = factories.make_case()
    groups = Consents(c2_court=True, c2_tax=True, c2_housing=True, c2_finance=True, c2_local=True)
    with unit_of_work(INTAKE_PRINCIPAL):
        row = find_case(case)
        take_given(row, given(Content(consents=replace(groups, c2_local=None))))
        assert granted(row, "C2.COURT") and not granted(row, "C2")
        with pytest.raises(KeyError):
            granted(row, "C9")


def test_a_case_without_records_stands_on_no_consent(office_side: None) -> None:
    case = factories.make_case()
    with factories.acting("intake", read_only=True):
        row = find_case(case)
        assert lines(row) == []
        assert not any(granted(row, code) for code in codes())


def test_an_older_answer_ends_nothing_that_was_said_later(office_side: None) -> None:
    case = factories.make_case()
    yes = next(each for each in given(Content(consents=Consents(c5=True)), AT) if each["consent_code"] == "C5")
    with unit_of_work(INTAKE_PRINCIPAL):
        row = find_case(case)
        assert change(row, [yes]) == ["C5"]
        older = {**yes, "granted": False, "at": (AT - dt.timedelta(minutes=1)).isoformat()}
        assert change(row, [older]) == [] and granted(row, "C5")
        same_moment = {**yes, "granted": False}
        assert change(row, [same_moment]) == ["C5"] and not granted(row, "C5")


def test_a_paper_withdrawal_at_the_counter_holds_at_once_and_leaves_a_line(office_side: None) -> None:
    case = factories.make_case()
    with factories.acting("intake"):
        record_consent(case, code="C4", granted=True)
    with factories.acting("intake"):
        assert granted(find_case(case), "C4")
        record_consent(case, code="C4", granted=False)
        assert not granted(find_case(case), "C4")
    with factories.acting("intake"), pytest.raises(Refusal, match="ALREADY_SO"):
        record_consent(case, code="C4", granted=False)
    with factories.acting("intake", read_only=True):
        row = find_case(case)
        kinds = TimelineEntry.objects.visible_to(current().actor).filter(case=row).values_list("kind", flat=True)
        assert list(kinds).count("victims.record_consent") == 2
        assert Consent.objects.visible_to(current().actor).filter(case=row, consent_code="C4").count() == 1


def test_another_province_sees_no_consent(office_side: None) -> None:
    case = factories.make_case()
    with factories.acting("intake"):
        record_consent(case, code="C4", granted=True)
    with factories.acting("intake", "26", read_only=True), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM victims_consent")
        assert cursor.fetchone() == (0,)
