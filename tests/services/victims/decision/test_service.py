"""Dispatch, service and the objection period (S1-DEC-02, S1-NTF-01, S1-OBJ-01; rows 23, 24)."""

import base64
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Deadline
from teojeon.kernel.documents.seal import verify_sealed
from teojeon.services.victims.decision.actions import become_final, dispatch_letter, record_service
from teojeon.services.victims.decision.forms import DispatchForm, ServiceForm
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.decision.office_tasks import finalise_due
from teojeon.services.victims.decision.period import last_day_to_object
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.decision.letters import (
    dispatched,
    drafted,
    read_letter,
    sealed,
    sent_to_portal,
    state,
    stored_pdf,
)
from tests.support.factories import acting, make_case, reload
from tests.support.meetings import SYSTEM, move_clock, sql, withdrawn

pytestmark = pytest.mark.usefixtures("office_side")


def served(case: UUID, **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"method": "post", "arrived_on": clock.business_today(), "proof": "등기 1234-5678-9012"}
    given |= changes
    with acting("server"):
        return record_service(case, **given)


def not_served(code: str, case: UUID, **changes: Any) -> None:
    given = {"method": "post", "arrived_on": clock.business_today(), "proof": "등기 1234"} | changes
    refused(code, record_service, case, who="server", **given)


@pytest.mark.parametrize("make", [lambda: make_case("RESOLVED"), drafted, dispatched])
def test_only_a_sealed_copy_that_was_not_sent_yet_is_dispatched(make: Any) -> None:
    refused("NOT_SEALED", dispatch_letter, make(), method="post", who="server")


def test_dispatch_goes_by_a_method_of_the_list() -> None:
    refused("BAD_VALUE", dispatch_letter, sealed(), method="pigeon", who="server")


def test_without_consent_nothing_is_served_electronically() -> None:
    refusal = refused("E_SERVICE_WITHOUT_CONSENT", dispatch_letter, sealed(), method="electronic", who="server")
    assert (refusal.source, refusal.field) == ("행절법§14③", "method")
    not_served("E_SERVICE_WITHOUT_CONSENT", dispatched(), method="electronic")
    assert [[code for code, _ in form.base_fields["method"].choices if code] for form in (DispatchForm, ServiceForm)] == [  # type: ignore[attr-defined]
        ["post", "hand"],
        ["post", "hand"],
    ]


def test_dispatch_sends_exactly_one_letter_whose_pdf_is_the_stored_one() -> None:
    case = sealed()
    assert sent_to_portal(case, "letter") == [], "before dispatch the portal has nothing"
    with acting("server"):
        dispatch_letter(case, method="hand")
    [message] = sent_to_portal(case, "letter")
    pdf = base64.b64decode(message["pdf"])
    assert hashlib.sha256(pdf).hexdigest() == message["sha256"] == read_letter(case).sha256
    assert pdf == stored_pdf(case) and verify_sealed(pdf).holds
    assert set(message) == {"decision_no", "pdf", "sha256", "on", "stated"}
    assert set(message["stated"]) == {"outcome", "operative", "decided_on", "findings"}
    refused("NOT_SEALED", dispatch_letter, case, method="post", who="server")
    assert len(sent_to_portal(case, "letter")) == 1
    assert (read_letter(case).state, state(case)) == (Letter.DISPATCHED, "DECIDED")


def test_before_dispatch_the_person_is_told_dates_and_no_result() -> None:
    case = sealed(outcome="REJECT")
    told = sent_to_portal(case, "status")
    assert {"table", "resolve"} <= {message["step"] for message in told}
    assert all(set(message) == {"step", "on", "due"} for message in told)
    assert "REJECT" not in str(told)


@pytest.mark.parametrize("damage", ["bytes", "gone"])
def test_a_copy_that_is_not_the_sealed_one_is_not_dispatched(damage: str) -> None:
    before = {path for path in Path(settings.FILES_DIR, "office").rglob("*") if path.is_file()}
    case = sealed()
    [path] = {path for path in Path(settings.FILES_DIR, "office").rglob("*") if path.is_file()} - before
    if damage == "gone":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[-40] ^= 1
        path.write_bytes(content)
    refused("COPY_CHANGED", dispatch_letter, case, method="post", who="server")


def test_a_copy_with_another_hash_than_the_one_kept_is_not_dispatched() -> None:
    case = sealed()
    sql("UPDATE victims_letter SET sha256 = repeat('0', 64) WHERE case_id = %s", case)
    refused("COPY_CHANGED", dispatch_letter, case, method="post", who="server")


def test_service_is_recorded_after_dispatch_only() -> None:
    not_served("NOT_DISPATCHED", sealed())


def test_a_letter_arrives_between_the_day_of_dispatch_and_today() -> None:
    case = dispatched()
    today, day = clock.business_today(), dt.timedelta(days=1)
    not_served("BAD_DATE", case, arrived_on=today - day)
    not_served("BAD_DATE", case, arrived_on=today + day)
    move_clock(3)
    not_served("BAD_DATE", case, arrived_on=today - day)
    not_served("BAD_DATE", case, arrived_on=today + 4 * day)
    served(case, arrived_on=today + 3 * day)
    assert reload(case).state == "SERVED"


def test_a_letter_that_arrives_on_the_day_of_its_dispatch_is_served() -> None:
    case = dispatched()
    served(case)
    assert state(case) == "SERVED"


def test_without_proof_the_period_does_not_start() -> None:
    case = dispatched()
    not_served("PROOF_MISSING", case, proof=" ")
    not_served("TOO_LONG", case, proof="1" * 201)
    not_served("BAD_VALUE", case, method="pigeon")
    assert sql("SELECT count(*) FROM cases_deadline WHERE case_id = %s AND code = 'OBJECTION'", case) == [(0,)]


def test_service_happens_once() -> None:
    case = dispatched()
    served(case)
    not_served("ILLEGAL_TRANSITION", case)


def test_after_service_the_person_is_told_the_arrival_and_the_last_day_to_object() -> None:
    case = dispatched()
    answer = served(case)
    last = last_day_to_object(clock.business_today()).on
    assert answer["last_day"] == last.isoformat()
    assert sent_to_portal(case, "status")[-1] == {
        "step": "serve",
        "on": clock.business_today().isoformat(),
        "due": last.isoformat(),
    }
    with acting(SYSTEM, read_only=True) as unit:
        deadline = Deadline.objects.visible_to(unit.actor).get(case=case, code="OBJECTION")
    assert deadline.effective == last


def test_served_on_2_december_2026_the_last_day_to_object_is_4_january_2027_and_the_page_says_why() -> None:
    last = last_day_to_object(dt.date(2026, 12, 2))
    assert last.on == dt.date(2027, 1, 4)
    for words in ("2027. 1. 1.(금)", "2027. 1. 2.(토) 토요일", "2027. 1. 3.(일) 일요일", "2027. 1. 4.(월)까지", "민법 제161조"):
        assert words in last.why


def test_a_last_day_on_a_working_day_is_not_moved() -> None:
    last = last_day_to_object(dt.date(2026, 11, 2))
    assert last.on == dt.date(2026, 12, 2)
    assert "다음 평일" not in last.why


def test_a_decision_becomes_final_the_day_after_the_last_day_to_object_and_not_on_it() -> None:
    case, still_sealed = dispatched(), sealed()
    served(case)
    last = last_day_to_object(clock.business_today()).on
    ahead = (last - clock.business_today()).days
    refused("PERIOD_RUNS", become_final, case, who=SYSTEM)
    move_clock(ahead)
    assert finalise_due() == 0
    assert state(case) == "SERVED"
    move_clock(ahead + 1)
    assert finalise_due() == 1
    assert (state(case), state(still_sealed)) == ("FINAL", "DECIDED")
    assert sent_to_portal(case, "status")[-1]["step"] == "become_final"
    assert finalise_due() == 0, "once"


def test_one_case_that_cannot_become_final_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    cases = [dispatched() for _ in range(2)]
    for case in cases:
        served(case)
    first = min(cases)
    sql("UPDATE cases_case SET kind = 'unknown' WHERE id = %s", first)
    move_clock(60)
    assert finalise_due() == 1
    assert f"not final: {first}" in caplog.text
    assert state(max(cases)) == "FINAL"


def test_a_withdrawal_after_the_decision_is_taken_and_the_decision_stands() -> None:
    case = dispatched()
    served(case)
    withdrawn(case)
    move_clock(60)
    assert finalise_due() == 1
    assert [message["step"] for message in sent_to_portal(case, "status")][-2:] == ["withdraw_late", "become_final"]
