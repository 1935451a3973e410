"""The letter box: taken replies go at once, unfetched requests after their last day, and a reply that nobody can open is named."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.crypto.sealing import seal
from teojeon.kernel.people.actors import MINISTRY_CODE, REGISTRAR_PRINCIPAL
from teojeon.kernel.sides.models import ClockOffset
from teojeon.kernel.work.action import record
from teojeon.kernel.work.models import ToOfficePart, ToPortalPart
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.letterbox import agencies, keeping, protocol, sending
from teojeon.services.victims.letterbox.models import LetterboxDeposit, PortalRequest
from teojeon.services.victims.papers import office_tasks
from teojeon.services.victims.requests.actions import Asked, draft, issue
from teojeon.services.victims.requests.models import DataRequest, RequestReply
from tests.services.victims.letterbox.conftest import REQUEST_NO
from tests.support import factories
from tests.support.agencies import NEEDLE, Machine, carry, lay_in, link, own_keys
from tests.support.casting import acting, cast
from tests.support.sides import as_side
from tools.agency.behaviours import answered, nonsense
from tools.agency.portal import Refused

pytestmark = pytest.mark.req("S1-INV-03")


def ahead(days: int) -> None:
    """The legal clock of each unit from now on."""
    ClockOffset.objects.update_or_create(id=1, defaults={"seconds": days * 24 * 60 * 60})


def on_portal() -> PortalRequest:
    row: PortalRequest = PortalRequest.objects.narrowed(Q()).get()
    return row


def in_office() -> LetterboxDeposit:
    row: LetterboxDeposit = LetterboxDeposit.objects.narrowed(Q()).get()
    return row


def pieces() -> int:
    return ToPortalPart.objects.count() + ToOfficePart.objects.count()


@pytest.fixture
def sent(db: None, keys: object) -> tuple[Machine, str]:
    """A province's real request for guarantees (item 11) about a case, in the letter box of HUG. Its number."""
    machine = link("HUG")
    with as_side("office"):
        case = factories.make_case("INVESTIGATING")
        with acting("invest"):
            row = draft(Asked("11", "HUG", (case,), landlord_name=NEEDLE))
            number = issue(row.pk, version=row.version)["request_no"]
    carry()
    return machine, number


@pytest.mark.req("S1-NET-02")
def test_a_reply_reaches_the_request_and_the_portal_keeps_neither_box(sent: tuple[Machine, str]) -> None:
    hug, number = sent
    hug.reply(number, answered(hug.opened(number)))
    assert pieces() == 1, "one piece on its way, and no copy of the request"
    carry()
    row, deposit = on_portal(), in_office()
    assert (row.state, bytes(row.box), row.reply, pieces()) == ("TAKEN", b"", None, 0)
    assert row.size and row.sha256 and row.reply_size and row.reply_sha256 and row.fetched_at and row.replied_at
    assert (deposit.state, deposit.problem) == ("TAKEN", "")
    reply = RequestReply.objects.narrowed(Q()).get()
    assert (reply.channel, reply.state, reply.replied_at) == ("link", "answered", deposit.replied_at)
    assert DataRequest.objects.narrowed(Q()).get().state == "ANSWERED"
    assert hug.requests() == []


def test_a_reply_that_cannot_be_opened_is_named_on_both_ends_and_may_be_sent_again(sent: tuple[Machine, str]) -> None:
    hug, number = sent
    content = answered(hug.opened(number))
    hug.post(number, seal(content, hug.keys.seal.public_key(), protocol.reply_context(number)))
    carry()
    [line] = hug.requests()
    assert (line["state"], line["problem"]["code"]) == ("unreadable", "SEALED_TO_ANOTHER_KEY")
    assert in_office().state == "UNREADABLE" and pieces() == 0
    assert not RequestReply.objects.narrowed(Q()).exists()
    with as_side("office"):
        page = factories.browser(cast("invest")).get("/letterbox/").content.decode()
    request = DataRequest.objects.narrowed(Q()).get()
    assert f'<a href="/requests/{request.pk}/">{number}</a>' in page
    assert "회신을 열 수 없음" in page and "SEALED_TO_ANOTHER_KEY" in page
    hug.reply(number, content)
    carry()
    assert (on_portal().state, on_portal().problem) == ("TAKEN", "")


def test_a_reply_sealed_for_another_number_does_not_open(sent: tuple[Machine, str]) -> None:
    hug, number = sent
    hug.post(number, seal(answered(hug.opened(number)), hug.keys.office, protocol.reply_context("DR-2026-999999")))
    carry()
    assert on_portal().state == "UNREADABLE"


def test_nonsense_is_refused_by_its_code_and_a_second_reply_does_not_undo_the_first(sent: tuple[Machine, str]) -> None:
    hug, number = sent
    request = hug.opened(number)
    hug.reply(number, nonsense(request))
    carry()
    assert (on_portal().state, in_office().state) == ("REFUSED", "REFUSED")
    assert on_portal().problem == in_office().problem != ""
    hug.reply(number, answered(request))
    carry()
    other = json.loads(answered(request)) | {"reason": "고친 회신"}
    hug.reply(number, json.dumps(other).encode())
    carry()
    assert (on_portal().state, on_portal().problem) == ("TAKEN", "ALREADY_ANSWERED")
    assert hug.request(number)["problem"]["code"] == "ALREADY_ANSWERED"
    assert RequestReply.objects.narrowed(Q()).count() == 1


@pytest.mark.req("S1-NET-02")
def test_a_request_that_nobody_fetched_is_gone_the_day_after_its_last(hug: Machine) -> None:
    ahead(7)
    assert hug.request(REQUEST_NO)["can_be_fetched"], "the last day itself counts"
    with as_side("portal"):
        assert keeping.drop_due() == 0
    ahead(8)
    assert hug.requests() == []
    with pytest.raises(Refused, match="BOX_GONE"):
        hug.opened(REQUEST_NO)
    with as_side("portal"):
        assert keeping.drop_due() == 1
        assert keeping.drop_due() == 0
    carry()
    assert (on_portal().state, bytes(on_portal().box)) == ("EXPIRED", b"")
    assert in_office().state == "EXPIRED"
    with pytest.raises(Refused, match="REQUEST_ENDED"):
        hug.reply(REQUEST_NO, b"{}")


def test_a_request_that_was_fetched_may_be_answered_late_though_its_box_is_gone(hug: Machine) -> None:
    hug.opened(REQUEST_NO)
    ahead(8)
    with as_side("portal"):
        assert keeping.drop_due() == 1
    assert (on_portal().state, bytes(on_portal().box)) == ("FETCHED", b"")
    with pytest.raises(Refused, match="BOX_GONE"):
        hug.opened(REQUEST_NO)
    assert hug.reply(REQUEST_NO, b"{}")["state"] == "replied"


def test_a_request_that_reaches_the_portal_too_late_is_not_laid_out(db: None, keys: object) -> None:
    link("HUG")
    lay_in(REQUEST_NO, due_in=1, carried=False)
    ahead(2)
    carry()
    assert (on_portal().state, bytes(on_portal().box), in_office().state) == ("EXPIRED", b"", "EXPIRED")


def test_the_nightly_broom_leaves_a_request_that_the_portal_has_not_taken_yet(db: None, keys: object) -> None:
    link("HUG")
    lay_in(REQUEST_NO, due_in=1, carried=False)
    ToPortalPart.objects.update(stored_at=clock.real_now() - dt.timedelta(days=2))
    with as_side("office"):
        office_tasks.drop_unfetched()
    assert ToPortalPart.objects.count() == 1
    ahead(2)
    with as_side("office"):
        office_tasks.drop_unfetched()
    assert ToPortalPart.objects.count() == 0
    carry()
    assert on_portal().state == "EXPIRED"


def refusal_of(act: Callable[[], Any]) -> str:
    with as_side("office"), pytest.raises(Refusal) as refused, unit_of_work(REGISTRAR_PRINCIPAL):
        act()
    return refused.value.code


def add(**changed: Any) -> None:
    given = {"sealing_key": b"s" * 32, "signing_key": b"v" * 32, "applied_by": "head1", "approved_by": "head2"} | changed
    agencies.add(given.pop("code", "HUG"), "주택도시보증공사", **given)


@pytest.mark.req("S1-NET-03")
def test_an_agency_is_linked_on_the_word_of_two_with_whole_keys_and_days_in_order(hug: Machine) -> None:
    today = clock.business_today()
    assert refusal_of(lambda: add(approved_by="head1")) == "SAME_PERSON"
    assert refusal_of(lambda: add(approved_by="nobody")) == "UNKNOWN_OFFICIAL"
    assert refusal_of(lambda: add(signing_key=b"v" * 31)) == "BAD_KEY"
    assert refusal_of(lambda: add(code="hug")) == "BAD_CODE"
    assert refusal_of(lambda: add(valid_to=today - dt.timedelta(days=1))) == "BAD_DATE"
    assert refusal_of(lambda: add(valid_from=today)) == "OVERLAPS"
    assert refusal_of(lambda: agencies.end("HF", today)) == "NOT_LINKED"


@pytest.mark.req("S1-NET-03")
def test_a_new_key_takes_over_on_its_day_and_after_the_last_day_nobody_calls(hug: Machine) -> None:
    today = clock.business_today()
    renewed = link("HUG", own_keys(), valid_from=today + dt.timedelta(days=1))
    with pytest.raises(Refused, match="UNKNOWN_CALLER"):
        renewed.requests()
    assert len(hug.requests()) == 1
    ahead(1)
    with pytest.raises(Refused, match="UNKNOWN_CALLER"):
        hug.requests()
    assert len(renewed.requests()) == 1
    with as_side("office"), unit_of_work(REGISTRAR_PRINCIPAL):
        agencies.end("HUG", today + dt.timedelta(days=2))
    carry()
    ahead(2)
    assert len(renewed.requests()) == 1, "the last day counts"
    ahead(3)
    with pytest.raises(Refused, match="UNKNOWN_CALLER"):
        renewed.requests()
    with as_side("office"), unit_of_work(REGISTRAR_PRINCIPAL):
        assert not sending.is_linked("HUG")


def test_nothing_is_laid_in_for_an_agency_without_a_link_twice_or_after_its_last_day(hug: Machine) -> None:
    today = clock.business_today()

    def lay(number: str, agency: str, due_on: dt.date) -> Callable[[], None]:
        return lambda: sending.deposit(number, agency, b"{}", due_on, event=record(MINISTRY_CODE, UUID(int=7), "tests.lay", {}))

    for words, code in (
        (("DR-2026-000001", "HF", today), "NOT_LINKED"),
        ((REQUEST_NO, "HUG", today), "DEPOSITED"),
        (("DR-2026-000001", "HUG", today - dt.timedelta(days=1)), "DUE_PASSED"),
    ):
        assert refusal_of(lay(*words)) == code


def test_the_page_shows_a_province_its_own_requests_alone(hug: Machine) -> None:
    with as_side("office"):
        own = factories.browser(cast("invest")).get("/letterbox/?tab=open").content.decode()
        other = factories.browser(cast("invest", "26")).get("/letterbox/?tab=open").content.decode()
    assert REQUEST_NO in own and "주택도시보증공사" in own
    assert REQUEST_NO not in other and "이 구분에 해당하는 요청이 없습니다" in other
