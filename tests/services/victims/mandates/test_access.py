"""Letting somebody in and shutting somebody out: codes, row policies, and what a helper never reaches."""

import datetime as dt
import uuid
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q
from django.http import Http404

from teojeon.kernel import clock
from teojeon.kernel.people import access
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.people.models import Access, Invitation
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.actions import submit
from teojeon.services.victims.application.drafts import (
    find_draft,
    find_filing,
    find_shared_draft,
    find_shared_filing,
    own_filings,
)
from teojeon.services.victims.consents.actions import answer_consent
from teojeon.services.victims.consents.models import PortalConsent
from teojeon.services.victims.mandates.actions import end_access, invite, join, leave, shut_out_owner
from teojeon.services.victims.mandates.helper_view import helped_page
from teojeon.services.victims.mycase.actions import withdraw
from tests.services.victims.application.applicant import PERSON as TENANT
from tests.services.victims.application.applicant import acting, as_owner, keep, new_account, new_draft, sent_to_office
from tests.services.victims.mandates.conftest import FRIEND

THIRD = Verified("ci-3", "한셋째", dt.date(1990, 1, 1), "01011112222", "simulator")
TERMS = {
    "relation": "형제",
    "scope": "모든 일",
    "valid_from": "2026-11-01",
    "valid_to": "",
    "service_address": "서울특별시 중구 을지로 1",
}


def let_in(subject: UUID, host: Account, guest: Account, kind: str = Access.HELPER) -> UUID:
    """Invites and accepts. Returns the access."""
    code = access.new_code()
    with acting(host):
        invite(subject, kind=kind, code=code, terms=TERMS if kind == Access.PROXY else None)
    with acting(guest):
        opened = join(code, FRIEND)
        assert opened is not None and opened.subject == subject
        own = access.own_access(subject)
        assert own is not None
        return own.pk


@pytest.mark.req("S1-APP-02")
def test_a_helper_sees_the_filing_but_may_sign_send_withdraw_and_consent_nothing(
    case: UUID, tenant: Account, friend: Account
) -> None:
    let_in(case, tenant, friend)
    with acting(friend):
        assert find_shared_filing(case).pk == find_shared_draft(case).pk == case
        assert own_filings() == []
        for refused in (find_filing, find_draft):
            with pytest.raises(Forbidden, match="HELPER_ONLY_SEES"):
                refused(case)
        acts: list[Callable[[], object]] = [
            lambda: withdraw(case, reason="까닭"),
            lambda: submit(case, insist=True),
            lambda: answer_consent(case, code="C5", granted=True, text_version=1),
            lambda: invite(case, kind=Access.HELPER, code="ABCD"),
        ]
        for act in acts:
            with pytest.raises(Missing):
                act()


@pytest.mark.req("S1-APP-02")
def test_no_statement_of_a_helper_changes_locks_or_reveals_what_is_not_the_helpers(
    case: UUID, tenant: Account, friend: Account
) -> None:
    let_in(case, tenant, friend)
    with acting(tenant):
        answer_consent(case, code="C5", granted=True, text_version=1)
    with acting(friend), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM victims_filing WHERE id = %s", [case])
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT id FROM victims_draft WHERE id = %s FOR NO KEY UPDATE", [case])
        assert cursor.fetchall() == []
        for statement in (
            "UPDATE victims_draft SET state = 'DRAFT'",
            "DELETE FROM victims_draft",
            "UPDATE victims_filing SET box = ''",
        ):
            cursor.execute(statement)
            assert cursor.rowcount == 0, statement
        for table in ("victims_portalconsent", "documents_portaldocument", "people_invitation"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


@pytest.mark.req("S1-APP-02")
def test_what_a_helper_is_shown_holds_no_consent(case: UUID, tenant: Account, friend: Account) -> None:
    let_in(case, tenant, friend)
    with acting(friend):
        page = helped_page(case)
        assert page.receipt_no
        titles = [part["title"] for part in page.statements]
        assert titles and not any("동의" in title for title in titles)


@pytest.mark.req("S1-APP-02")
def test_a_helper_who_was_shut_out_finds_nothing_like_a_stranger(case: UUID, tenant: Account, friend: Account) -> None:
    person = let_in(case, tenant, friend)
    with acting(tenant):
        end_access(case, person=person)
    with acting(friend):
        for find in (find_filing, find_draft, find_shared_filing, find_shared_draft, helped_page):
            with pytest.raises(Http404):
                find(case)
        assert access.helped() == []
    with acting(tenant):
        assert len(sent_to_office(case)) == 1, "a helper is no mandate: the office is told nothing"


def test_a_helper_may_help_with_a_draft_and_answer_nothing_in_it(tenant: Account, friend: Account) -> None:
    draft = new_draft(tenant)
    let_in(draft, tenant, friend)
    with acting(friend):
        assert not helped_page(draft).is_filed
        with pytest.raises(Forbidden):
            keep(draft, "house", {"sido": "26"})


@pytest.mark.req("S1-ACC-03")
def test_five_wrong_codes_lock_for_half_an_hour_and_a_right_one_does_not_help(
    case: UUID, tenant: Account, friend: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = access.new_code()
    with acting(tenant):
        invite(case, kind=Access.HELPER, code=code)
    for _ in range(access.MOST_FAILURES):
        with acting(friend):
            assert join("AAAA-AAAA-AAAA", FRIEND) is None
    with acting(friend), pytest.raises(Refusal, match="CODE_LOCKED"):
        join(code, FRIEND)
    now = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: now + dt.timedelta(minutes=access.LOCK_MINUTES, seconds=1))
    with acting(friend):
        assert join(code.lower().replace("-", " "), FRIEND) is not None


def test_four_wrong_codes_do_not_lock_and_a_right_one_clears_them(case: UUID, tenant: Account, friend: Account) -> None:
    code = access.new_code()
    with acting(tenant):
        invite(case, kind=Access.HELPER, code=code)
    for _ in range(access.MOST_FAILURES - 1):
        with acting(friend):
            assert join("AAAA-AAAA-AAAA", FRIEND) is None
    with acting(friend):
        assert join(code, FRIEND) is not None
        assert join("AAAA-AAAA-AAAA", FRIEND) is None


def test_a_code_opens_once_not_for_the_one_who_made_it_and_not_after_its_day(case: UUID, tenant: Account, friend: Account) -> None:
    third = new_account("third01", THIRD)
    code = access.new_code()
    with acting(tenant):
        invite(case, kind=Access.HELPER, code=code)
        assert join(code, TENANT) is None
    with acting(friend):
        assert join(code, FRIEND) is not None
    with acting(third):
        assert join(code, FRIEND) is None
    late = access.new_code()
    with acting(tenant):
        invite(case, kind=Access.HELPER, code=late)
    with as_owner():
        Invitation.objects.narrowed(Q(used_by=None)).update(expires_at=clock.real_now() - dt.timedelta(days=1))
    with acting(third):
        assert join(late, FRIEND) is None


def test_a_new_code_ends_the_one_before(case: UUID, tenant: Account, friend: Account) -> None:
    first, second = access.new_code(), access.new_code()
    with acting(tenant):
        invite(case, kind=Access.HELPER, code=first)
        invite(case, kind=Access.HELPER, code=second)
    with acting(friend):
        assert join(first, FRIEND) is None
        assert join(second, FRIEND) is not None


def test_the_code_itself_stands_nowhere(case: UUID, tenant: Account) -> None:
    code = access.new_code()
    with acting(tenant):
        invite(case, kind=Access.HELPER, code=code, request=uuid.uuid4())
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(i::text, ' ') || (SELECT string_agg(a::text, ' ') FROM work_storedanswer a) FROM people_invitation i"
        )
        (kept,) = cursor.fetchone()
    assert code not in kept and access.plain_code(code) not in kept


@pytest.mark.req("S1-ACC-03")
def test_a_proxy_acts_beside_the_person_and_is_told_to_the_office(case: UUID, tenant: Account, friend: Account) -> None:
    let_in(case, tenant, friend, Access.PROXY)
    with acting(tenant):
        assert [message.kind for message in sent_to_office(case)] == ["filing", "mandate_change"]
    with acting(friend):
        assert find_filing(case).pk == case
        withdraw(case, reason="대리인이 취하합니다")
    with acting(tenant):
        assert find_filing(case).pk == case


@pytest.mark.req("S1-ACC-03")
def test_a_dismissed_proxy_finds_nothing_any_more_and_the_office_is_told(case: UUID, tenant: Account, friend: Account) -> None:
    person = let_in(case, tenant, friend, Access.PROXY)
    with acting(tenant):
        end_access(case, person=person)
    with acting(friend), pytest.raises(Missing):
        find_filing(case)
    with acting(tenant):
        assert [message.kind for message in sent_to_office(case)] == ["filing", "mandate_change", "mandate_change"]


def test_a_proxy_appoints_no_proxy(case: UUID, tenant: Account, friend: Account) -> None:
    let_in(case, tenant, friend, Access.PROXY)
    with acting(friend), pytest.raises(Refusal, match="NOT_THE_PRINCIPAL"):
        invite(case, kind=Access.PROXY, code=access.new_code(), terms=TERMS)


def test_before_filing_nobody_is_appointed(tenant: Account) -> None:
    draft = new_draft(tenant)
    with acting(tenant), pytest.raises(Refusal, match="NOT_FILED"):
        invite(draft, kind=Access.PROXY, code=access.new_code(), terms=TERMS)


def test_codes_of_one_who_is_shut_out_end_too(case: UUID, tenant: Account, friend: Account) -> None:
    third = new_account("third01", THIRD)
    person = let_in(case, tenant, friend, Access.PROXY)
    code = access.new_code()
    with acting(friend):
        invite(case, kind=Access.HELPER, code=code)
    with acting(tenant):
        end_access(case, person=person)
    with acting(third):
        assert join(code, FRIEND) is None


def test_a_stranger_can_end_nothing(case: UUID, tenant: Account, friend: Account) -> None:
    third = new_account("third01", THIRD)
    person = let_in(case, tenant, friend)
    with acting(third):
        assert not access.end(person)
        assert not access.close_to_owner(case, tenant.pk)
        with pytest.raises(Missing):
            end_access(case, person=person)
        with pytest.raises(Missing):
            leave(case)
    with acting(friend):
        assert [each.pk for each in access.helped()] == [person]
        assert current().account == friend.pk


@pytest.mark.req("S1-ACC-03")
def test_the_owner_cannot_be_shut_out_by_a_proxy_whom_the_owner_appointed(case: UUID, tenant: Account, friend: Account) -> None:
    let_in(case, tenant, friend, Access.PROXY)
    with acting(friend), pytest.raises(Refusal, match="NOT_THE_PRINCIPAL"):
        shut_out_owner(case)


def test_django_and_the_database_agree_on_consents(case: UUID, tenant: Account, friend: Account) -> None:
    with acting(tenant):
        answer_consent(case, code="C5", granted=True, text_version=1)
    let_in(case, tenant, friend, Access.PROXY)
    for account in (tenant, friend):
        with acting(account), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM victims_portalconsent")
            assert cursor.fetchone() == (PortalConsent.objects.visible_to(current().actor).count(),) == (1,)


@pytest.mark.req("S1-APP-09")
def test_a_proxy_acts_to_the_end_of_the_last_day_and_not_after(
    case: UUID, tenant: Account, friend: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = access.new_code()
    with acting(tenant):
        invite(case, kind=Access.PROXY, code=code, terms={**TERMS, "valid_to": clock.business_today().isoformat()})
    with acting(friend):
        assert join(code, FRIEND) is not None
        own = access.own_access(case)
        assert own is not None and own.until == dt.datetime.combine(
            clock.business_today() + dt.timedelta(days=1), dt.time(), clock.SEOUL
        )
        assert find_filing(case).pk == case
    with as_owner(), connection.cursor() as cursor:  # the database's clock stands still in a test
        cursor.execute("UPDATE people_access SET until = now() - interval '1 second'")
    with acting(friend), pytest.raises(Missing):
        find_filing(case)


def test_a_code_for_a_subject_that_is_not_the_inviters_opens_nothing(case: UUID, tenant: Account, friend: Account) -> None:
    third, code = new_account("third01", THIRD), access.new_code()
    with acting(friend):  # the row policy lets an own row in; the function asks whose the subject is
        until = clock.business_now() + dt.timedelta(hours=1)
        access.invite(case, friend.pk, Access.PRINCIPAL, code, made_by=friend.pk, until=until)
    with acting(third):
        assert join(code, THIRD) is None
        with pytest.raises(Missing):
            find_filing(case)


def test_policies_ask_once_a_query(case: UUID, tenant: Account) -> None:
    with acting(tenant), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT 1 FROM victims_filing")
        plan = "\n".join(line for (line,) in cursor.fetchall())
        assert plan.count("\n  InitPlan") == 4, plan
        condition = next(line for line in plan.split("\n") if "Filter:" in line or "Cond:" in line)
        assert "subjects()" not in condition, plan
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM victims_filing")
        assert "BitmapOr" in "\n".join(line for (line,) in cursor.fetchall()), "each part from its own index"
