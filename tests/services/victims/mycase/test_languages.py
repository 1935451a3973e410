"""The pages of an own case in four languages: nothing in Korean stands unmarked, and what is sent is the same in each (S1-GUI-03)."""

import datetime as dt
import html
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from teojeon.kernel import clock
from teojeon.kernel.documents.checks.verdict import MESSAGES
from teojeon.kernel.people import access
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.people.models import Access
from teojeon.kernel.work.unit import current
from teojeon.services.victims.consents.texts import texts_on
from teojeon.services.victims.mandates.actions import invite, join
from teojeon.services.victims.mycase.allowed import STEPS, fixed_texts
from teojeon.services.victims.papers import adding
from teojeon.services.victims.papers.models import PortalPaper
from teojeon.ui import languages
from tests.services.victims.application.applicant import ANSWERS, PERSON, acting, file, new_account, new_draft, sign_in
from tests.services.victims.application.applicant import told_by_office as told
from tests.services.victims.mycase.test_checklist import finding, letter
from tests.services.victims.papers.sheets import papers, pdf, put, sheets_of
from tests.services.victims.supplement.test_portal import arrived, demanded, sent_to_office
from tests.services.victims.supplement.test_portal import status as status_of_demand
from tests.support.languages import compile_new, read

pytestmark = pytest.mark.req("S1-GUI-03")
OTHERS = ("en", "zh-hans", "vi")
FRIEND = Verified("ci-friend", "윤도움", dt.date(1988, 5, 4), "01077778888", "simulator")
QUESTION, ANSWER = "언제 끝납니까?", "둘째 장을 올렸습니다."
TYPED = (PERSON.name, FRIEND.name, QUESTION, ANSWER, *ANSWERS["applicant"].values(), *ANSWERS["house"].values(), "210,000,000")
PAGES = ("", "requirements/", "papers/", "consents/", "people/", "conversation/", "withdraw/", "changes/")


@pytest.fixture
def speaking(browser: Client, settings: Settings, tmp_path: Path) -> Client:
    """The tenant's browser at a door that offers four languages."""
    compile_new()
    settings.UI_SITE = {**getattr(settings, "UI_SITE", {}), "languages": tuple(languages.NAMES)}
    settings.FILES_DIR = tmp_path / "files"
    return browser


@pytest.fixture
def under_way(case: UUID, tenant: Account, speaking: Client) -> UUID:
    """A case with a demand and papers in every state, a thread, changed consents, a helper. Returns the demand."""
    told(case, tenant, "acknowledged", {"register_no": "2026-서울-1", "handled_by_name": "서울특별시"})
    told(case, tenant, "status", {"step": "open_file", "on": "2026-11-21", "due": "2026-12-21"})
    with acting(tenant):
        adding.start(case, tenant.pk)
    demand = demanded(case, tenant)
    arrived(case, tenant, demand)
    with acting(tenant):
        bundle = adding.start(case, tenant.pk, purpose="supplement", reference=demand).id
    put(tenant, bundle, [(f"{name}.pdf", pdf(number)) for number, name in enumerate(("가", "나", "다"), 1)])
    whole, rejected, _ = (paper.pk for paper in papers(tenant, bundle))
    culprit = sheets_of(tenant, papers(tenant, bundle)[1])[0].pk
    with acting(tenant) as unit:
        rows = PortalPaper.objects.visible_to(unit.actor)
        removed = {"state": "accepted", "scan": "not_scanned", "pages": 2, "removed": ["script", "place"]}
        rows.filter(pk=whole).update(**removed, issued_on=clock.business_today())
        rows.filter(pk=rejected).update(state="rejected", code="PDF_ENCRYPTED", message=MESSAGES["PDF_ENCRYPTED"], culprit=culprit)
    speaking.post(f"/my/{case}/conversation/", {"text": QUESTION, "request": str(uuid.uuid4())})
    told(case, tenant, "reply", {"text": "다음 주에 알려 드립니다."})
    answered(speaking, case, "C5", "yes")
    code = access.new_code()
    with acting(tenant):
        invite(case, kind=Access.HELPER, code=code)
    with acting(new_account("friend01", FRIEND)):
        assert join(code, FRIEND)
    return demand


def answered(browser: Client, case: UUID, code: str, answer: str) -> None:
    text = next(text for text in texts_on(clock.business_today()) if text.code == code)
    sent = {"code": code, "answer": answer, "version": str(text.version), "request": str(uuid.uuid4())}
    assert browser.post(f"/my/{case}/consents/", sent).status_code == 303


def korean_in(browser: Client, url: str, language: str, send: dict[str, Any] | None = None) -> list[str]:
    """What of a page stands in Korean unmarked. The answer to a form, where one is sent."""
    browser.cookies[languages.COOKIE] = language
    answer = browser.post(url, send, follow=True) if send is not None else browser.get(url)
    assert answer.status_code in (200, 409, 422), url
    page = read(answer.content.decode(), TYPED)
    assert page.language == language, url
    return [f"{language} {url}: {text}" for text in page.korean]


def each_language(browser: Client, urls: Callable[[], Iterator[str]]) -> list[str]:
    return [text for language in OTHERS for url in urls() for text in korean_in(browser, url, language)]


@pytest.mark.slow
def test_a_case_under_way_with_all_its_pages_speaks_the_language_of_the_reader(
    speaking: Client, case: UUID, under_way: UUID
) -> None:
    def urls() -> Iterator[str]:
        yield "/my/"
        yield "/my/link/"
        yield "/invitations/"
        yield "/enquiry/"
        yield from (f"/my/{case}/{page}" for page in PAGES)
        yield f"/my/{case}/demands/{under_way}/"
        yield f"/my/{case}/demands/{under_way}/extension/"

    assert each_language(speaking, urls) == []
    page = speaking.get(f"/my/{case}/demands/{under_way}/").content.decode()
    with translation.override("vi"):
        assert f'<span lang="ko">‘나.pdf’</span>: {languages.translated(MESSAGES["PDF_ENCRYPTED"])}' in html.unescape(page)


@pytest.mark.slow
def test_a_helpers_page_speaks_the_language_of_the_helper(speaking: Client, case: UUID, under_way: UUID) -> None:
    speaking.logout()
    sign_in(speaking, "friend01")
    assert each_language(speaking, lambda: iter(["/invitations/", f"/helping/{case}/"])) == []


@pytest.mark.slow
def test_a_decided_case_speaks_it_too_and_what_the_authority_wrote_is_marked_as_korean(
    speaking: Client, case: UUID, tenant: Account
) -> None:
    told(case, tenant, "acknowledged", {"register_no": "2026-서울-1", "handled_by_name": "서울특별시"})
    why = "비교한 금액은 510,000,000원, 기준은 500,000,000원입니다."
    letter(case, tenant, "REJECT", finding("G1", True), finding("R2", False, limit=why), finding("X1", None))
    assert each_language(speaking, lambda: iter([f"/my/{case}/", f"/my/{case}/requirements/"])) == []
    assert '<span lang="ko">주문의 글입니다.</span>' in speaking.get(f"/my/{case}/").content.decode()


@pytest.mark.parametrize("language", OTHERS)
def test_refusals_and_errors_of_the_own_forms_are_said_in_it(speaking: Client, case: UUID, tenant: Account, language: str) -> None:
    demand = demanded(case, tenant)
    arrived(case, tenant, demand)
    wrong: dict[str, dict[str, Any]] = {
        f"/my/{case}/demands/{demand}/": {"text": ""},
        f"/my/{case}/demands/{demand}/extension/": {"reason": "", "until": "2020-01-01"},
        f"/my/{case}/withdraw/": {"reason": ""},
        f"/my/{case}/conversation/": {"text": "가" * 2001},
        f"/my/{case}/consents/": {"code": "C9", "answer": "yes"},
        f"/my/{case}/people/": {"invite": "proxy", "valid_from": "2026-12-01", "valid_to": "2026-11-01"},
        "/invitations/": {"code": "AAAA-BBBB-CCCC"},
        "/my/link/": {"receipt_no": "1", "code": ""},
    }
    assert [text for url, send in wrong.items() for text in korean_in(speaking, url, language, send)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_demand_that_was_returned_or_given_no_more_time_keeps_the_authoritys_reasons_in_korean(
    speaking: Client, case: UUID, tenant: Account, language: str
) -> None:
    demand = demanded(case, tenant)
    status_of_demand(case, tenant, demand, "more_time_refused", reason="기간이 넉넉합니다.")
    url = f"/my/{case}/demands/{demand}/"
    assert korean_in(speaking, url, language) == []
    page = speaking.get(url).content.decode()
    assert 'lang="ko">기간이 넉넉합니다.' in page and '<span lang="ko">둘째 장이 빠져 있습니다.</span>' in page


def test_the_korean_text_of_each_consent_stands_below_its_translation_and_governs(speaking: Client, case: UUID) -> None:
    speaking.cookies[languages.COOKIE] = "vi"
    page = speaking.get(f"/my/{case}/consents/").content.decode()
    for text in texts_on(clock.business_today()):
        assert text.question in page and f"{text.retention}</li>" in page
    assert "Bản tiếng Hàn là bản có giá trị" in page
    speaking.cookies[languages.COOKIE] = "ko"
    assert "한국어 동의문" not in speaking.get(f"/my/{case}/consents/").content.decode(), "the page itself is it"


def test_every_text_that_the_allow_list_knows_has_a_translation(settings: Settings) -> None:
    compile_new()
    for language in OTHERS:
        with translation.override(language):
            left = [
                text for text in [*fixed_texts(), *(step.waits for step in STEPS.values())] if languages.translated(text) == text
            ]
        assert [text for text in left if text and text not in ("", "PDF")] == [], language


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_stored_and_sent_is_the_same_in_every_language(
    speaking: Client, case: UUID, tenant: Account, language: str
) -> None:
    other = new_account("tenant02", FRIEND)
    second = new_draft(other)
    file(other, second)

    def acts(subject: UUID, account: Account, spoken: str) -> list[tuple[str, dict[str, Any]]]:
        speaking.logout()
        sign_in(speaking, "tenant01" if account == tenant else "tenant02")
        speaking.cookies[languages.COOKIE] = spoken
        demand = demanded(subject, account)
        arrived(subject, account, demand)
        before = len(sent_to_office(subject))
        answered(speaking, subject, "C4", "yes")
        forms: dict[str, dict[str, str]] = {
            f"demands/{demand}/extension/": {"reason": QUESTION, "until": ""},
            f"demands/{demand}/": {"text": ANSWER},
            "conversation/": {"text": QUESTION},
            "withdraw/": {"reason": ANSWER},
        }
        for page, sent in forms.items():
            answer = speaking.post(f"/my/{subject}/{page}", {**sent, "request": str(uuid.uuid4())})
            assert answer.status_code == 303, page
        return [(kind, without_keys(content)) for kind, content in sent_to_office(subject)[before:]]

    korean, spoken = acts(case, tenant, "ko"), acts(second, other, language)
    assert [kind for kind, _ in korean] == ["consent", "supplement_extension", "supplement_answer", "question", "withdrawal"]
    assert korean == spoken
    with acting(other):
        assert current().account == other.pk


def without_keys(content: Any) -> Any:
    """A message's content without what differs by itself: keys and instants."""
    if isinstance(content, dict):
        return {name: without_keys(value) for name, value in content.items() if name not in ("demand", "at", "id")}
    return [without_keys(each) for each in content] if isinstance(content, list) else content
