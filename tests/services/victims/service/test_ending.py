"""A public notice that ends before its day: the document was collected, or the case has ended (행정절차법§14④⑤, §15①③; S1-NTF-01)."""

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.victims.service import notice_takes_effect_on
from teojeon.services.victims.decision.actions import record_service
from teojeon.services.victims.intake.messages import take_withdrawal
from teojeon.services.victims.service import actions
from teojeon.services.victims.service.ending import taken_off_at
from teojeon.services.victims.service.messages import take_posted, take_taken_off
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.office_tasks import notices_take_effect
from teojeon.services.victims.supplement.closing import return_application, treat_as_withdrawn
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.decision.letters import dispatched, sent_to_portal, state
from tests.services.victims.service.test_desk import ADDRESS, PLACE, desk, posted, returned_twice, services, today
from tests.services.victims.supplement.demands import answered, demanded, letter
from tests.support.factories import acting, browser, cast, reload
from tests.support.meetings import SYSTEM, move_clock

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-NTF-01")]
COLLECTED: dict[str, Any] = {"method": "hand", "relation": "self", "receiver": "홍길동", "proof": "수령확인서 17호"}
REASON = "두 번 되돌아오고 전화도 받지 않아 소재를 알 수 없습니다."


def noticed(is_posted: bool = True) -> UUID:
    """A decision letter under public notice since today."""
    case = dispatched()
    returned_twice(case, today())
    desk(actions.post_notice, case, printed_on=today(), media=["board"], receive_at=PLACE)
    if is_posted:
        posted(case)
    return case


def demand_noticed() -> tuple[UUID, UUID]:
    """A demand for a supplement under public notice since today, and the demand."""
    case, demand = demanded(arrived=False)
    service = services(case)[-1].pk
    with acting("intake"):
        for place in ("service", "registered"):
            if place == "registered":
                actions.look_up(case, service=service, address=ADDRESS, ground="공문 1")
                sent: dict[str, Any] = {"address": ADDRESS, "dispatched_on": today(), "tracking_no": ""}
                actions.dispatch(case, service=service, method="post", place=place, **sent)
            actions.record_return(case, service=service, returned_on=today(), reason="moved")
        actions.record_contact(case, service=service, channel="phone", result="받지 않음")
        actions.post_notice(case, service=service, printed_on=today(), media=["board"], receive_at=PLACE)
    posted(case)
    return case, demand


def taken_off(case: UUID) -> dt.datetime:
    """The portal reports that the notice is off. Returns the instant."""
    row, account = services(case)[0], reload(case).account
    with acting(SYSTEM):
        at = clock.business_now()
        take_taken_off(Letter(uuid.uuid4(), case, account, 3, "notice_taken_off", at, {"service": str(row.pk)}))
    return at


def ended_on_the_portal(case: UUID) -> list[dict[str, Any]]:
    return sent_to_portal(case, "public_notice_ended")


def collected(case: UUID, on: dt.date) -> None:
    service = services(case)[-1].pk
    with acting("server"):
        record_service(case, service=service, arrived_on=on, **COLLECTED)


def test_who_collects_it_before_the_fifteenth_day_is_served_that_day_and_the_notice_is_taken_off() -> None:
    case, start = noticed(), today()
    move_clock(3)
    collected(case, start + dt.timedelta(days=3))
    [row] = services(case)
    assert (row.state, row.method, row.relation) == (ServiceRecord.ARRIVED, "hand", "self")
    assert row.arrived_on == row.effective_on == start + dt.timedelta(days=3) and state(case) == "SERVED"
    assert ended_on_the_portal(case) == [{"service": str(row.pk)}]
    move_clock(20)
    assert notices_take_effect() == 0 and services(case)[0].arrived_on == row.arrived_on, "no automatic arrival any more"


def test_the_last_day_to_collect_it_is_the_day_before_the_notice_takes_effect() -> None:
    case = noticed()
    effect = notice_takes_effect_on(today())
    move_clock((effect - today()).days)
    service = services(case)[-1].pk
    late = refused("NOTICE_IN_EFFECT", record_service, case, who="server", service=service, arrived_on=effect, **COLLECTED)
    assert "이미 생겼습니다" in late.message and ended_on_the_portal(case) == []
    collected(case, effect - dt.timedelta(days=1))
    assert services(case)[0].arrived_on == effect - dt.timedelta(days=1)


def test_a_notice_that_took_effect_stands_when_the_document_is_collected_later() -> None:
    case = noticed()
    effect = notice_takes_effect_on(today())
    move_clock((effect - today()).days)
    assert notices_take_effect() == 1
    service = services(case)[-1].pk
    for day in (effect - dt.timedelta(days=1), effect):
        late = refused("NOTICE_IN_EFFECT", record_service, case, who="server", service=service, arrived_on=day, **COLLECTED)
        assert "도달일이 바뀌지 않습니다" in late.message
    [row] = services(case)
    assert (row.method, row.arrived_on, row.receiver) == ("public_notice", effect, "") and ended_on_the_portal(case) == []


@pytest.mark.parametrize(("plus", "method", "code"), [(-1, "hand", "BAD_DATE"), (1, "hand", "BAD_DATE"), (0, "post", "BAD_METHOD")])
def test_collecting_a_noticed_document_is_refused_on_another_day_or_by_post(plus: int, method: str, code: str) -> None:
    case = noticed()
    given = COLLECTED | {"method": method, "arrived_on": today(plus)}
    refused(code, record_service, case, who="server", **given)


def test_who_collects_it_before_the_portal_has_posted_it_is_served_and_the_late_report_changes_nothing() -> None:
    case = noticed(is_posted=False)
    collected(case, today())
    row, account = services(case)[0], reload(case).account
    with acting(SYSTEM):
        take_posted(Letter(uuid.uuid4(), case, account, 2, "notice_posted", clock.business_now(), {"service": str(row.pk)}))
    [after] = services(case)
    assert (after.state, after.posted_at, after.arrived_on) == (ServiceRecord.ARRIVED, None, today())


def test_the_office_sees_when_the_portal_took_it_off() -> None:
    case = noticed()
    client = browser(cast("server"))
    page = client.get(f"/cases/{case}/service/").content.decode()
    assert "공고 중에 직접 내줌" in page and "내리기를 기다림" not in page
    collected(case, today())
    assert "내리기를 기다림" in client.get(f"/cases/{case}/service/").content.decode()
    at = taken_off(case)
    move_clock(1)
    taken_off(case)
    assert taken_off_at(services(case)[0]) == at, "reported twice, it stays as it was"
    page = client.get(f"/cases/{case}/service/").content.decode()
    assert "에 누리집에서 내렸습니다" in page and "내리기를 기다림" not in page and "에 효력이 생깁니다" not in page
    with acting(SYSTEM, read_only=True) as unit:
        kinds = TimelineEntry.objects.visible_to(unit.actor).filter(case=case).values_list("kind", flat=True)
        assert list(kinds).count("victims.notice_taken_off") == 1


def test_the_page_records_a_hand_over_during_the_notice() -> None:
    case = noticed()
    given = {"service": str(services(case)[-1].pk), "version": str(reload(case).version), "request": str(uuid.uuid4())}
    answer = browser(cast("server")).post(
        f"/cases/{case}/service/arrival/", given | COLLECTED | {"arrived_on": today().isoformat()}
    )
    assert answer.status_code == 302 and state(case) == "SERVED"


def test_a_withdrawal_takes_the_notice_off_and_no_arrival_follows() -> None:
    case, _ = demand_noticed()
    message = letter(case, "withdrawal", {"reason": "다시 신청하겠습니다."})
    with unit_of_work(SYSTEM):
        take_withdrawal(message)
    [row] = services(case)
    assert (state(case), row.state, row.arrived_on) == ("WITHDRAWN", ServiceRecord.ENDED, None)
    assert ended_on_the_portal(case) == [{"service": str(row.pk)}]
    move_clock(20)
    assert notices_take_effect() == 0 and services(case)[0].state == ServiceRecord.ENDED
    taken_off(case)
    page = browser(cast("intake")).get(f"/cases/{case}/service/").content.decode()
    assert "송달 중지" in page and "에 누리집에서 내렸습니다" in page


def test_what_counts_as_withdrawn_takes_the_notice_off() -> None:
    case, _ = demand_noticed()
    with acting("intake"):
        treat_as_withdrawn(case, reason=REASON)
    assert services(case)[0].state == ServiceRecord.ENDED and len(ended_on_the_portal(case)) == 1


def test_an_answer_to_the_demand_takes_its_notice_off() -> None:
    case, demand = demand_noticed()
    answered(case, demand)
    assert services(case)[0].state == ServiceRecord.ENDED and len(ended_on_the_portal(case)) == 1


def test_a_return_after_the_notice_took_effect_takes_nothing_off_and_its_own_letter_may_be_noticed() -> None:
    case, _ = demand_noticed()
    move_clock(15)
    assert notices_take_effect() == 1
    move_clock(31)
    with acting("intake"):
        return_application(case, reason="계약서의 둘째 장을 내지 않았습니다.", method="post")
    assert ended_on_the_portal(case) == [] and state(case) == "RETURNED"
    assert [row.state for row in services(case)] == [ServiceRecord.ARRIVED, ServiceRecord.DISPATCHED]
