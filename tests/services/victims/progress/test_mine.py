"""The honest clock on the person's page (S1-BEY-03, S1-RES-01)."""

from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.progress.models import ProgressFigure
from tests.services.victims.application.applicant import as_owner, file, new_account, new_draft, sign_in, told_by_office

pytestmark = [pytest.mark.usefixtures("portal_side"), pytest.mark.req("S1-BEY-03")]


def filed(client: Client) -> tuple[Account, UUID]:
    tenant = new_account()
    case = new_draft(tenant)
    file(tenant, case)
    sign_in(client)
    told_by_office(case, tenant, "acknowledged", {"register_no": "2026-서울-17", "handled_by_name": "서울특별시"})
    return tenant, case


def figures(cases: int) -> None:
    with as_owner():
        ProgressFigure.objects.create(organisation="SD-11", counted_on=clock.business_today(), cases=cases, p50=60, p90=90)


@pytest.mark.parametrize(("cases", "shown"), [(29, False), (30, True)])
def test_the_expected_range_is_shown_from_30_decisions_on(client: Client, cases: int, shown: bool) -> None:
    _, case = filed(client)
    figures(cases)
    assert ("약속한 날이 아닙니다" in client.get(f"/my/{case}/").content.decode()) is shown


def test_the_page_says_who_has_it_what_is_next_and_that_nothing_need_be_done(client: Client) -> None:
    tenant, case = filed(client)
    page = client.get(f"/my/{case}/").content.decode()
    for words in ("지금 처리하는 곳</dt><dd>시·도", "하실 일이 없습니다", "다음 단계</dt><dd>조사", "지난 날</dt><dd>0일"):
        assert words in page
    told_by_office(case, tenant, "status", {"step": "silent", "on": clock.business_today().isoformat(), "due": None})
    page = client.get(f"/my/{case}/").content.decode()
    assert "절차가 진행되고 있음을 알려 드립니다" in page and "지금 처리하는 곳</dt><dd>시·도" in page, "it stands where it stood"


def test_after_a_demand_the_ball_is_with_the_person_and_after_the_answer_back(client: Client) -> None:
    tenant, case = filed(client)
    today = clock.business_today().isoformat()
    told_by_office(case, tenant, "status", {"step": "demand_supplement", "on": today, "due": None})
    page = client.get(f"/my/{case}/").content.decode()
    assert "제출해 주셔야 합니다" in page and "지금 처리하는 곳</dt><dd>신청인" in page
    told_by_office(case, tenant, "status", {"step": "answer_supplement", "on": today, "due": None})
    page = client.get(f"/my/{case}/").content.decode()
    assert "제출해 주셔야 합니다" not in page and "(기간에 넣지 않은 날 1일)" in page
