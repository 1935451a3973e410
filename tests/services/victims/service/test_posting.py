"""Public notices on the portal: for everybody, for fourteen days, with a masked name, out of search engines (행정절차법§14④⑤)."""

import datetime as dt
import json
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import unseal
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.sides.models import ClockOffset
from teojeon.kernel.work.messages import context
from teojeon.law.victims.service import notice_takes_effect_on
from teojeon.services.victims.service.models import PostedNotice
from teojeon.services.victims.service.posting import drop_ended
from tests.services.victims.application.applicant import as_owner, new_account, sent_to_office, told_by_office

pytestmark = [pytest.mark.usefixtures("portal_side"), pytest.mark.req("S1-NTF-01"), pytest.mark.req("S1-NET-02")]


def told(case: UUID, tenant: Account, service: UUID | None = None, **more: Any) -> UUID:
    """The office sends a notice. Returns the service."""
    service = service or uuid.uuid4()
    content = {
        "service": str(service), "service_no": "송달-2026-000017", "receipt_no": "2026-서울-000123", "document": "전세사기피해자등 결정문",
        "addressee": "홍*동", "authority": "국토교통부", "receive_at": "세종특별자치시 도움6로 11(044-201-0000)", **more,
    }  # fmt: skip
    told_by_office(case, tenant, "public_notice", content)
    return service


def ahead(days: int) -> None:
    """The legal clock of each unit from now on."""
    with as_owner():
        ClockOffset.objects.update_or_create(id=1, defaults={"seconds": days * 24 * 60 * 60})


def reported(case: UUID) -> list[dict[str, str]]:
    rows = [row for row in sent_to_office(case) if row.kind == "notice_posted"]
    with acting_as("office"):
        keys = keyring().unsealing_keys()
        return [json.loads(unseal(bytes(row.box), keys, context("to_office", row.pk, case))) for row in rows]


def shown(client: Client) -> str:
    return client.get("/public-notices/").content.decode()


def test_a_notice_stands_on_the_portal_for_everybody_and_the_office_is_told(client: Client) -> None:
    tenant, case = new_account(), uuid.uuid4()
    service = told(case, tenant)
    page = shown(client)
    for words in ("2026-서울-000123", "송달-2026-000017", "홍*동", "전세사기피해자등 결정문", "국토교통부", "도움6로 11"):
        assert words in page
    assert reported(case) == [{"service": str(service)}]


def test_it_is_kept_out_of_search_engines_and_out_of_the_list_of_pages(client: Client) -> None:
    told(uuid.uuid4(), new_account())
    answer = client.get("/public-notices/")
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in answer.content.decode()
    assert "public-notices" not in client.get("/sitemap.xml").content.decode()


def test_what_else_a_message_holds_is_not_kept(client: Client) -> None:
    told(uuid.uuid4(), new_account(), name="홍길동", address="서울특별시 종로구 효자로 12")
    row = PostedNotice.objects.get()
    assert "홍길동" not in str(row.__dict__) + shown(client) and "효자로" not in str(row.__dict__)


def test_its_last_day_is_the_fourteenth_and_the_next_day_it_is_gone(client: Client) -> None:
    told(uuid.uuid4(), new_account())
    today, row = clock.business_today(), PostedNotice.objects.get()
    assert (row.posted_from, row.posted_to) == (today, today + dt.timedelta(days=14))
    assert notice_takes_effect_on(today) == row.posted_to + dt.timedelta(days=1)
    ahead(14)
    assert "2026-서울-000123" in shown(client) and drop_ended() == 0
    ahead(15)
    assert "2026-서울-000123" not in shown(client) and "게시 중인 공고가 없습니다" in shown(client)
    assert drop_ended() == 1 and not PostedNotice.objects.exists()


def test_a_notice_sent_twice_is_posted_once_and_its_day_stays(client: Client) -> None:
    tenant, case = new_account(), uuid.uuid4()
    service = told(case, tenant)
    row = PostedNotice.objects.get()
    ahead(3)
    told(case, tenant, service)
    assert PostedNotice.objects.get().posted_at == row.posted_at and len(reported(case)) == 1


def test_without_a_notice_the_page_says_so(client: Client) -> None:
    assert "게시 중인 공고가 없습니다" in shown(client)


def test_a_notice_that_the_office_ends_is_gone_at_once_and_the_office_is_told(client: Client) -> None:
    tenant, case = new_account(), uuid.uuid4()
    service, other = told(case, tenant), told(uuid.uuid4(), tenant, service_no="송달-2026-000018")
    told_by_office(case, tenant, "public_notice_ended", {"service": str(service)})
    page = shown(client)
    assert "송달-2026-000017" not in page and "송달-2026-000018" in page
    assert PostedNotice.objects.get().pk == other
    assert [row.kind for row in sent_to_office(case)] == ["notice_posted", "notice_taken_off"]
