"""The requirements of one own case: before dispatch only the law and the person's own words, from dispatch on what the letter states."""

import base64
import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.law.victims import VICTIM
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.decision.stated import result_words
from teojeon.services.victims.mycase.allowed import CHECKLIST_PATTERNS, CHECKLIST_TEXTS
from teojeon.services.victims.mycase.checklist import article_in_force
from teojeon.services.victims.mycase.requirements import GROUPS, REQUIREMENTS
from teojeon.services.victims.mycase.stated import FINDING_KEYS, STATED
from tests.services.victims.application.applicant import acting, file, new_account, new_draft, told_by_office
from tests.services.victims.mycase.test_mycase import PDF, SECRETS, acknowledge, own_words, status, texts

DECIDED_ON = "2026-12-16"
OUTCOME_WORDS = ("불인정", "인용", "충족", "각하", "기각", "해당합니다", "갖추었", "의견")


def finding(code: str, value: bool | None, **more: Any) -> dict[str, Any]:
    """One requirement as the office states it in a letter."""
    requirement = next(each for each in VICTIM.requirements if each.code == code)
    words = {"code": code, "title": requirement.title, "source": requirement.source.label, "value": value}
    return {**words, "result": result_words(code, value), "decides": False, "why": "", "limit": "", "change": "", **more}


def letter(case: UUID, tenant: Account, outcome: str, *findings: dict[str, Any], **more: Any) -> None:
    """A letter with its statement, as the office sends it."""

    stated = {"outcome": outcome, "operative": "주문의 글입니다.", "decided_on": DECIDED_ON, "findings": list(findings), **more}
    content = {"decision_no": "2026-1", "pdf": base64.b64encode(PDF).decode(), "sha256": hashlib.sha256(PDF).hexdigest()}
    told_by_office(case, tenant, "letter", {**content, "on": "2026-12-18", "stated": stated})


def requirements(browser: Client, case: UUID) -> str:
    answer = browser.get(f"/my/{case}/requirements/")
    assert answer.status_code == 200
    return answer.content.decode()


def allowed_before_dispatch() -> set[str]:
    """All that may stand on the page besides the person's own words: the register, the law, fixed texts."""
    lines = set(CHECKLIST_TEXTS) | set(GROUPS.values())
    for requirement in VICTIM.requirements:
        plain = REQUIREMENTS[requirement.code]
        article, act = article_in_force(requirement.source, clock.business_today())
        lines |= {requirement.title, requirement.source.label, plain.plain, act, *plain.supply}
        lines |= {" ".join(line.split()) for line in article.splitlines()}
    return lines


@pytest.mark.req("S1-RES-01")
def test_before_dispatch_the_page_holds_nothing_but_the_law_and_own_statements_at_every_step(
    browser: Client, tenant: Account, case: UUID
) -> None:
    acknowledge(case, tenant)
    allowed = allowed_before_dispatch() | own_words(tenant, case)
    first = texts(requirements(browser, case))
    for step in [*PROCEDURE.by_code, "opinion", "vote"]:
        if step in ("withdraw", "serve", "become_final", "filed", "dispatch", "return_application", "treat_as_withdrawn"):
            continue
        status(case, tenant, step, due="2026-12-21", **SECRETS)
        shown = texts(requirements(browser, case))
        strange = [
            text for text in shown if text not in allowed and not any(re.fullmatch(each, text) for each in CHECKLIST_PATTERNS)
        ]
        assert strange == [], step
        assert shown == first, f"{step}: what the office does changes not one word"


@pytest.mark.req("S1-RES-01")
def test_before_dispatch_each_requirement_stands_with_article_own_words_and_what_can_still_be_supplied(
    browser: Client, case: UUID
) -> None:
    page = requirements(browser, case)
    for requirement in VICTIM.requirements:
        assert f'id="requirement-{requirement.code}"' in page
        assert requirement.source.label in page and REQUIREMENTS[requirement.code].plain in page
    shown = texts(page)
    assert "210,000,000원" in shown, "the deposit as it was filed, beside R2"
    assert "임차인의 임차보증금이 5억원 이하일 것" in page, "the article's words of the day"
    assert "배당표" in shown and "더 낼 수 있는 자료" in shown


def test_no_plain_word_hints_at_an_outcome_and_no_two_requirements_have_the_same_sentence() -> None:
    assert {requirement.code for requirement in VICTIM.requirements} <= set(REQUIREMENTS)
    sentences = [entry.plain for entry in REQUIREMENTS.values()]
    assert len(set(sentences)) == len(sentences)
    for code, entry in REQUIREMENTS.items():
        before_dispatch = " ".join([entry.plain, *entry.supply])
        assert not [word for word in OUTCOME_WORDS if word in before_dispatch], code
        assert entry.change, f"{code}: a refusal must say what would change it, or that nothing can"


@pytest.mark.req("S1-RES-01", "S1-BEY-01")
def test_from_dispatch_on_class_results_reasons_next_step_and_day_stand_as_the_letter_gives_them(
    browser: Client, tenant: Account, case: UUID
) -> None:
    why = "비교한 금액은 510,000,000원, 기준은 500,000,000원이고 차이는 10,000,000원입니다."
    refused = finding("R2", False, decides=True, limit=why, change=REQUIREMENTS["R2"].change)
    letter(case, tenant, "REJECT", finding("G1", True), refused, finding("R4", None), finding("X1", False))
    page, shown = browser.get(f"/my/{case}/").content.decode(), requirements(browser, case)
    assert "불인정" in page and "주문의 글입니다." in page and "결정일 2026. 12. 16.(수)" in page
    assert "송달받은 날부터 30일 이내" in page and "이의신청을 할 수 없게 됩니다" in page
    for words in (why, REQUIREMENTS["R2"].change, "충족하지 않습니다", "확인되지 않았습니다", "제외 사유에 해당하지 않습니다"):
        assert words in shown, words
    assert "더 낼 수 있는 자료" not in shown and "판단은 조사와 심의를 마친 뒤에" not in shown
    status(case, tenant, "serve", on="2026-12-02", due="2027-01-04")
    assert "이의신청은 2027. 1. 4.(월)까지 할 수 있습니다." in browser.get(f"/my/{case}/").content.decode()


def test_a_grant_says_what_to_apply_for_and_that_one_may_object_to_the_class(browser: Client, tenant: Account, case: UUID) -> None:
    letter(case, tenant, "NA", finding("R1", True))
    page = browser.get(f"/my/{case}/").content.decode()
    assert "나: 전세사기피해자등(나목)" in page and "지원을 신청할 수 있습니다" in page and "다른 목으로 결정받아야" in page


def test_a_letter_whose_dispatch_is_not_stored_yet_states_nothing(browser: Client, tenant: Account, case: UUID) -> None:
    status(case, tenant, "resolve", on="2026-12-16")
    assert "결정 내용" not in browser.get(f"/my/{case}/").content.decode()
    told_by_office(case, tenant, "status", {"step": "resolve", "on": "2026-12-16", "due": None, "stated": {"outcome": "GA"}})
    assert "가: 전세사기피해자" not in browser.get(f"/my/{case}/").content.decode()


def test_what_the_letter_states_lies_under_the_persons_key_and_only_in_the_keys_of_the_page(tenant: Account, case: UUID) -> None:
    letter(case, tenant, "GA", finding("R2", True, opinion="인용 의견"), official="김관리")
    with acting(tenant) as unit:
        row = PortalDocument.objects.visible_to(unit.actor).get(subject=case, kind=STATED)

        kept = json.loads(store.read(row.account, row.file_id))
    assert set(kept) == {"outcome", "operative", "decided_on", "findings"}
    assert set(kept["findings"][0]) == set(FINDING_KEYS)
    files = [path.read_bytes() for path in Path(settings.FILES_DIR, "portal").rglob("*") if path.is_file()]
    assert files and not any(b'"outcome"' in content for content in files), "on the disk nobody reads it"


def test_a_letter_of_before_states_nothing_and_the_page_stands(browser: Client, tenant: Account, case: UUID) -> None:

    content = {"decision_no": "2026-1", "pdf": base64.b64encode(PDF).decode(), "sha256": hashlib.sha256(PDF).hexdigest()}
    told_by_office(case, tenant, "letter", {**content, "on": "2026-12-18"})
    page = browser.get(f"/my/{case}/").content.decode()
    assert "결정문 보기(PDF)" in page and "결정 내용" not in page
    assert "더 낼 수 있는 자료" not in requirements(browser, case), "after the decision nothing is supplied any more"


@pytest.mark.req("S1-RES-01")
def test_the_requirements_of_somebody_elses_case_do_not_exist(browser: Client, tenant: Account) -> None:
    stranger = new_account("tenant02", Verified("ci-2", "다른이", dt.date(1990, 1, 1), "01087654321", "simulator"))
    theirs = new_draft(stranger)
    file(stranger, theirs)
    letter(theirs, stranger, "GA", finding("R2", True))
    assert browser.get(f"/my/{theirs}/requirements/").status_code == 404
    draft = new_draft(tenant)
    assert browser.get(f"/my/{draft}/requirements/").status_code == 404, "an unfiled draft has no case"
