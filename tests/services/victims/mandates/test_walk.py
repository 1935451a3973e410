"""Every page of the portal that names a draft or a filing, opened by a helper and by a helper who was shut out."""

from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.mandates.actions import end_access
from tests.house.pages import PORTAL, Page
from tests.services.victims.application.applicant import ANSWERS, acting, new_draft, sign_in
from tests.services.victims.mandates.test_access import let_in

# a helper sees and uploads here; the pages of papers answer for a bundle that is the helper's to fill
OPEN_TO_HELPERS = frozenset({"helping", "papers_upload", "papers_files", "papers_list", "papers_absent"})
REFUSED = frozenset({401, 403, 404})
ABOUT_THE_PERSON = {name: page for name, page in PORTAL.items() if page.object in ("draft", "filing", "bundle")}


def url_of(name: str, page: Page, subject: UUID) -> str:
    urls = {entry.name: entry for entry in import_module("teojeon.doors.portal.urls").urlpatterns}
    words: dict[str, object] = dict(page.words)
    for word in urls[name].pattern.converters:
        if word not in words:
            words[word] = subject if word in ("draft", "subject", "bundle") else uuid4()
    return reverse(name, kwargs=words)


@pytest.fixture
def draft(tenant: Account) -> UUID:
    """An unfinished application of the tenant."""
    return new_draft(tenant, {"applicant": ANSWERS["applicant"]})


@pytest.mark.req("S1-APP-02")
@pytest.mark.parametrize("kind", ["draft", "filing"])
def test_a_helper_reaches_the_pages_of_helping_and_no_other(
    kind: str, case: UUID, draft: UUID, tenant: Account, friend: Account
) -> None:
    subject = case if kind == "filing" else draft
    let_in(subject, tenant, friend)
    theirs = Client(raise_request_exception=False)
    sign_in(theirs, "friend01")
    wrong = []
    for name, page in ABOUT_THE_PERSON.items():
        if name in OPEN_TO_HELPERS:
            continue
        for method in ("get", "post"):
            answer = getattr(theirs, method)(url_of(name, page, subject))
            if answer.status_code not in REFUSED:
                wrong.append(f"{method} {name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert theirs.get(f"/helping/{subject}/").status_code == 200


@pytest.mark.req("S1-APP-02")
def test_a_helper_who_was_shut_out_gets_the_answer_of_nothing_on_every_page(case: UUID, tenant: Account, friend: Account) -> None:
    person = let_in(case, tenant, friend)
    with acting(tenant):
        end_access(case, person=person)
    theirs = Client(raise_request_exception=False)
    sign_in(theirs, "friend01")
    wrong = []
    for name, page in ABOUT_THE_PERSON.items():
        for method in ("get", "post"):
            own = getattr(theirs, method)(url_of(name, page, case))
            nobodys = getattr(theirs, method)(url_of(name, page, uuid4()))
            if own.status_code != nobodys.status_code:
                wrong.append(f"{method} {name}: {own.status_code}, not {nobodys.status_code}")
    assert not wrong, "\n".join(wrong)
