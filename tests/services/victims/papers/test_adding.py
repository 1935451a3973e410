"""Papers after the filing: gathered under a key of their own, handed in by a message, in the office's timeline."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.crypto.subjects import KeyDestroyed
from teojeon.kernel.documents import uploads
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.amendments.models import NOTED
from teojeon.services.victims.amendments.outcomes import OUTCOMES
from teojeon.services.victims.amendments.receiving import read_as_investigator, unread_among
from teojeon.services.victims.papers import adding, office_tasks, sending
from tests.services.victims.application.applicant import file, sign_in
from tests.services.victims.papers.sheets import look_into_all, papers, pdf, put, send, sheets_of
from tests.services.victims.papers.test_hand_over import at_office, office, taken
from tests.support.factories import acting

pytestmark = pytest.mark.req("S1-APP-07", "S1-BEY-04")


@pytest.fixture
def case(tenant: Account, draft: UUID) -> UUID:
    """A case that the office has taken."""
    file(tenant, draft)
    taken(draft, tenant)
    return draft


def begun(tenant: Account, case: UUID) -> UUID:
    with unit_of_work(tenant.pk):
        return adding.start(case, tenant.pk).id


def test_papers_are_added_to_a_case_and_stand_in_its_timeline(tenant: Account, case: UUID) -> None:
    bundle = begun(tenant, case)
    put(tenant, bundle, [("등기.pdf", pdf(2))], "registry_extract")
    look_into_all(tenant, bundle)
    (paper,) = papers(tenant, bundle)
    (sheet,) = sheets_of(tenant, paper)
    with unit_of_work(tenant.pk):
        assert adding.send(bundle) == 1
    sending.send_bundle(bundle, case, tenant.pk)
    taken(case, tenant)
    assert [(each.doc_type, each.state) for each in at_office(case) if each.state == "received"] == [
        ("registry_extract", "received")
    ]
    with office(), unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=case, kind="victims.papers_added")
    assert entry.content == {"count": 1, "kinds": ["registry_extract"]}
    with unit_of_work(tenant.pk, read_only=True), pytest.raises(KeyDestroyed):
        uploads.name_of(sheet)


def test_the_same_bundle_is_found_again_until_it_is_handed_in(tenant: Account, case: UUID) -> None:
    first = begun(tenant, case)
    assert begun(tenant, case) == first
    put(tenant, first, [("a.pdf", pdf())])
    with unit_of_work(tenant.pk):
        adding.send(first)
    assert begun(tenant, case) != first


def test_an_empty_bundle_is_not_handed_in(tenant: Account, case: UUID) -> None:
    bundle = begun(tenant, case)
    with pytest.raises(Refusal, match="NOTHING_TO_SEND"), unit_of_work(tenant.pk):
        adding.send(bundle)


def test_for_an_answer_to_something_the_entries_go_with_its_own_message(tenant: Account, case: UUID) -> None:
    with unit_of_work(tenant.pk):
        bundle = adding.start(case, tenant.pk, purpose="supplement", reference=case).id
    put(tenant, bundle, [("초본.pdf", pdf())], "resident_extract")
    with unit_of_work(tenant.pk):
        (entry,) = adding.close(bundle)
    assert (entry["doc_type"], len(entry["sheets"])) == ("resident_extract", 1)


def test_nobody_adds_to_the_case_of_another(tenant: Account, case: UUID) -> None:
    with pytest.raises(Missing), unit_of_work(tenant.pk):
        adding.start(uuid4(), tenant.pk)


def test_the_page_shows_what_was_handed_in_and_takes_more(client: Client, tenant: Account, case: UUID) -> None:
    sign_in(client)
    assert client.post(f"/my/{case}/papers/", {"action": "start"}).status_code == 303
    bundle = begun(tenant, case)
    send(client, bundle, [("이체내역.pdf", pdf(3))], "deposit_transfer")
    look_into_all(tenant, bundle)
    page = client.get(f"/my/{case}/papers/").content.decode()
    assert "이체내역.pdf" in page and "확인됨" in page
    assert client.post(f"/my/{case}/papers/").status_code == 303
    page = client.get(f"/my/{case}/papers/").content.decode()
    assert "보증금 이체내역" in page and "전달 준비 중" in page


def test_the_step_of_the_application_shows_the_check_list(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    put(tenant, draft, [("깨진.pdf", b"%PDF-1.7 nothing")])
    look_into_all(tenant, draft)
    page = client.get(f"/applications/{draft}/papers/").content.decode()
    assert "임대차계약서" in page and "깨진.pdf" in page and "거부" in page
    client.post(f"/papers/{draft}/absent/", {"doc_type": "lease_copy", "reason": "집주인이 가져갔습니다. 910302-2345678"})
    assert "910302-2******" not in page
    page = client.get(f"/applications/{draft}/papers/").content.decode()
    assert "집주인이 가져갔습니다. 910302-2******" in page


def test_an_own_paper_comes_back_under_a_key_of_the_session_and_no_other(client: Client, tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf(3))])
    look_into_all(tenant, draft)
    file(tenant, draft)
    sending.send_bundle(draft, draft, tenant.pk)
    taken(draft, tenant)
    (paper,) = at_office(draft)
    with office():
        office_tasks.check(paper.pk)
    sign_in(client)
    url = f"/my/{draft}/papers/{paper.pk}/"
    assert "사본 가져오기" in client.get(url).content.decode()
    assert client.post(url).status_code == 303
    taken(draft, tenant)
    answer = client.get(url, {"open": "1"})
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    other = Client()
    sign_in(other)
    assert "사본 가져오기" in other.get(url, {"open": "1"}).content.decode()


@pytest.mark.req("S1-APP-09")
def test_the_person_reads_what_was_done_with_added_papers_and_why(client: Client, tenant: Account, case: UUID) -> None:
    bundle = begun(tenant, case)
    put(tenant, bundle, [("이체내역.pdf", pdf())], "deposit_transfer")
    look_into_all(tenant, bundle)
    with unit_of_work(tenant.pk):
        adding.send(bundle)
    taken(case, tenant)
    sign_in(client)
    assert "이체내역을 확인했습니다" not in client.get(f"/my/{case}/papers/").content.decode()
    with office(), acting("invest"):
        read_as_investigator(case, amendment=bundle, outcome=NOTED, reason="이체내역을 확인했습니다.")
    taken(case, tenant)
    page = client.get(f"/my/{case}/papers/").content.decode()
    assert "이체내역을 확인했습니다" in page and OUTCOMES[NOTED] in page


@pytest.mark.req("S1-APP-09")
def test_papers_in_answer_to_a_demand_are_not_read_like_a_change(tenant: Account, case: UUID) -> None:
    with unit_of_work(tenant.pk):
        bundle = adding.start(case, tenant.pk, purpose="supplement", reference=case).id
    put(tenant, bundle, [("초본.pdf", pdf())], "resident_extract")
    with unit_of_work(tenant.pk):
        adding.close(bundle)
    taken(case, tenant)
    with office(), unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        assert unread_among([case]) == set()
