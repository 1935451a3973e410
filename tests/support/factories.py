"""Cases in every state, made by the acts of the house, and the invented officials who do them.

For tests that act as the office (fixture `office_side`). Everything goes through the real message handler and the real acts.
"""

import base64
import datetime as dt
import itertools
import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.test import Client

from teojeon.kernel import clock, regions
from teojeon.kernel.audit.models import Event
from teojeon.kernel.cases.models import Case, Reader
from teojeon.kernel.committees import actions as committee
from teojeon.kernel.committees import minutes
from teojeon.kernel.committees.members import appoint
from teojeon.kernel.committees.models import AgendaItem
from teojeon.kernel.committees.queries import members_on
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import seal, unseal
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.sides.models import ClockOffset
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.messages import context as context_of
from teojeon.kernel.work.models import ToPortal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.additional import actions as additional
from teojeon.services.victims.agenda.actions import sign_and_resolve, table
from teojeon.services.victims.application.actions import digest
from teojeon.services.victims.assessment.facts import FACTS
from teojeon.services.victims.decision import actions as decision
from teojeon.services.victims.intake.actions import confirm_receipt
from teojeon.services.victims.intake.messages import take_filing, take_withdrawal
from teojeon.services.victims.investigation import actions as investigation
from teojeon.services.victims.investigation import recording
from teojeon.services.victims.opinions import actions as opinions
from teojeon.services.victims.service.actions import record_arrival
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement import actions as supplement
from teojeon.services.victims.supplement import closing
from tests.support.casting import BOXES_OF_CAST as BOXES_OF_CAST
from tests.support.casting import COMMITTEE as COMMITTEE
from tests.support.casting import LOCAL_CAST as LOCAL_CAST
from tests.support.casting import MEMBERS as MEMBERS
from tests.support.casting import acting as acting
from tests.support.casting import cast as cast
from tests.support.casting import district as district
from tests.support.casting import official as official

NUMBER = "9001011234567"
"""A possible number of nobody."""
MOBILE = "01090001234"
NAME = "홍길동"
ADDRESS = "서울특별시 종로구 효자로 12, 301호"
UNKNOWN_NOTE = "확인할 자료를 요청하였으나 받지 못했습니다."
REASON = "조사 결과 확인한 사실에 따른 의견입니다."
ORDER = (
    "SUBMITTED", "RECEIVED", "INVESTIGATING", "REVIEW", "READY", "SENT", "AGENDA", "TABLED", "RESOLVED", "DECIDED",
    "SERVED", "FINAL",
)  # fmt: skip
STATES = (*ORDER, "SUPPLEMENT", "WITHDRAWN", "RETURNED", "ADD_INVEST")
"""Every state that `make_case` can reach."""

STATEMENTS: dict[str, Any] = {
    "is_natural_person": True,
    "first_contract_date": "2024-03-02",
    "deposit_current": 180_000_000,
    "monthly_rent": 0,
    "handover_state": "done",
    "handover_on": "2024-04-01",
    "move_in_report_on": "2024-04-02",
    "fixed_date_on": "2024-04-02",
}
_serials = itertools.count(1)


def filing(sido: str = "11", *, received_at: dt.datetime | None = None, name: str = NAME, **statements: Any) -> Letter:
    """A filing as the portal's message says it. Unnamed statements are as in STATEMENTS; None = 모름."""
    at = received_at or clock.business_now() - dt.timedelta(days=2)
    subject, serial = uuid.uuid4(), next(_serials)
    region = regions.find(sido, clock.seoul_day(at))
    assert region is not None
    context = f"draft/{subject}/number"
    box = base64.b64encode(seal(NUMBER.encode(), keyring().sealing_key(), context)).decode()
    content = {
        "receipt_no": f"{at.year}-{region.short_name}-{serial:06d}",
        "received_at": at.isoformat(),
        "form_version": 1,
        "channel": "internet",
        "party": {
            "name": name,
            "birth_date": "1990-01-01",
            "number_box": box,
            "number_masked": "900101-1******",
            "mobile": MOBILE,
            "address": ADDRESS,
            "service_address": ADDRESS,
            "is_natural_person": True,
        },
        "house": {
            "sido": sido,
            "sigungu": regions.sigungus(sido, clock.seoul_day(at))[0].code,
            "legal_dong": "청운동",
            "address": ADDRESS,
            "address_matched": True,
        },
        "statements": STATEMENTS | statements,
    }
    return Letter(uuid.uuid4(), subject, uuid.uuid4(), 1, "filing", at, content | {"signed_hash": digest(content)})


def make_case(
    state: str = "SUBMITTED",
    sido: str = "11",
    *,
    outcome: str = "GA",
    facts: Mapping[str, Any] | None = None,
    received_at: dt.datetime | None = None,
    name: str = NAME,
    investigator: UUID | None = None,
    **statements: Any,
) -> UUID:
    """A case brought to a state by the acts. `facts`: what the investigator finds where it differs from what was said.

    `outcome`: what everybody proposes and the committee resolves. Acts as office; opens units of its own.
    """
    if state not in STATES:
        raise ValueError(state)
    message = filing(sido, received_at=received_at, name=name, **statements)
    with unit_of_work(INTAKE_PRINCIPAL):
        take_filing(message)
    case = message.subject
    if state == "WITHDRAWN":
        asked = Letter(uuid.uuid4(), case, message.account, 2, "withdrawal", clock.business_now(), {"reason": ""})
        with unit_of_work(INTAKE_PRINCIPAL):
            take_withdrawal(asked)
        return case
    found = STATEMENTS | statements | dict(facts or {})
    reached = {"SUPPLEMENT": "RECEIVED", "RETURNED": "RECEIVED", "ADD_INVEST": "AGENDA"}.get(state, state)
    for step in ORDER[1 : ORDER.index(reached) + 1]:
        _advance(case, step, sido, outcome, found, investigator or cast("invest", sido))
    if state == "ADD_INVEST":
        order_investigation(case)
    elif reached != state:
        _demand(case, sido, returned=state == "RETURNED")
    return case


def order_investigation(case: UUID, who: str = "agenda", **more: Any) -> None:
    """The ministry asks for more, of a case that lies with it."""
    act = additional.order_tabled if who == "secretary" else additional.order_investigation
    given: dict[str, Any] = {
        "question": "보증금을 실제로 낸 날을 확인합니다.",
        "wanted_by": clock.business_today() + dt.timedelta(days=7),
    }
    with acting(who):
        act(case, **(given | more))


def _demand(case: UUID, sido: str, *, returned: bool) -> None:
    """A supplement is demanded, arrives, and where asked for nothing follows until the case is returned."""
    wanted = [{"code": "lease_copy", "what": "", "why": "계약서의 둘째 장이 빠져 있습니다."}]
    with acting("intake", sido) as unit:
        key = supplement.demand_supplement(case, wanted=wanted, term_days=14, method="post")["demand"]
        record = ServiceRecord.objects.visible_to(unit.actor).get(reference=key)
        today = clock.business_today()
        given = {"method": "post", "arrived_on": today, "proof": "등기 1234", "receiver": "본인", "relation": "self"}
        record_arrival(reload_in_unit(case), record, **given)
    if returned:
        with days_later(30), acting("intake", sido):
            closing.return_application(case, reason="임대차계약서 사본이 오지 않았습니다.", method="post")


def let_readers_in(case: UUID) -> None:
    """For the row policies now() is the begin of the test's only transaction, before any reader row was written."""
    Reader.objects.filter(case_id=case).update(since=F("since") - dt.timedelta(days=1))


def _advance(case: UUID, step: str, sido: str, outcome: str, found: Mapping[str, Any], investigator: UUID) -> None:
    if step == "RECEIVED":
        with acting("intake", sido):
            confirm_receipt(case, investigator=investigator)
        let_readers_in(case)
    elif step == "INVESTIGATING":
        with acting(investigator):
            investigation.open_file(case)
    elif step == "REVIEW":
        record_all(case, investigator, found)
        with acting(investigator):
            investigation.submit_report(case, opinion=outcome, reason=REASON)
    elif step == "READY":
        with acting("review", sido):
            investigation.approve_report(case)
    elif step == "SENT":
        with acting("send", sido):
            investigation.send(case)
    elif step == "AGENDA":
        with acting("agenda"):
            opinions.to_agenda(case, outcome=outcome, agrees_with_province=True, reason=REASON)
    elif step == "TABLED":
        table_case(case, outcome)
        let_readers_in(case)
    elif step == "RESOLVED":
        resolve_case(case, outcome)
    else:
        _decide(case, step)


def record_fact(case: UUID, investigator: UUID, code: str, value: Any, *, seen: int = 0, **more: Any) -> dict[str, Any]:
    """One fact with invented evidence, or unknown with a note."""
    given: dict[str, Any] = {
        "source": "register",
        "evidence": "임대차계약서 1면" if value is not None else "",
        "as_of": clock.business_today(),
        "note": "" if value is not None else UNKNOWN_NOTE,
        "seen": seen,
    }
    with acting(investigator):
        return recording.record_fact(case, code=code, value=value, **(given | more))


def record_all(case: UUID, investigator: UUID, found: Mapping[str, Any]) -> None:
    """What was found, in the order of the register; every other mandatory fact as unknown."""
    rows = [_fact_row(code, found[code]) for code in FACTS if code in found]
    with acting(investigator):
        if rows:
            recording.record_facts(case, rows=rows)
        if missing := recording.not_recorded(reload_in_unit(case)):
            recording.record_unknowns(case, codes=list(missing), source="register", note=UNKNOWN_NOTE)


def _fact_row(code: str, value: Any) -> dict[str, Any]:
    known = {"evidence": "임대차계약서 1면, 경매개시결정문", "note": "원본과 대조하였습니다."}
    given = known if value is not None else {"evidence": "", "note": UNKNOWN_NOTE}
    return {"code": code, "value": value, "source": "register", "as_of": clock.business_today(), "seen": 0, **given}


def reload_in_unit(case: UUID) -> Case:
    """The case as it stands, with the eyes of the open unit."""
    row: Case = Case.objects.visible_to(current().actor).get(pk=case)
    return row


def committee_of_members() -> list[UUID]:
    """A small committee with its chair, appointed once per test."""
    today = clock.business_today()
    if not members_on(COMMITTEE, today):
        people = [cast("chair"), *(cast(f"member{number}") for number in range(2, MEMBERS + 1))]
        with acting("secretary"):
            for place, account in enumerate(people):
                appoint(
                    controller=MINISTRY_CODE,
                    committee=COMMITTEE,
                    account=account,
                    name=f"위원 {place}",
                    category=place % 4 + 1,
                    appointed_on=today,
                    is_chair=place == 0,
                )
    return [member.account for member in members_on(COMMITTEE, today)]


def table_case(case: UUID, outcome: str = "GA") -> UUID:
    """Tables a case in AGENDA before a meeting of its own, today. Returns the meeting."""
    committee_of_members()
    with acting("secretary"):
        meeting = committee.convene(controller=MINISTRY_CODE, committee=COMMITTEE, held_on=clock.business_today(), place="대회의실")
        table(case, meeting=meeting.pk, motion=outcome)
    return UUID(str(meeting.pk))


def resolve_case(case: UUID, outcome: str = "GA") -> None:
    """All members vote yes, the minutes are signed by both."""
    present = committee_of_members()
    with acting("secretary") as unit:
        row = AgendaItem.objects.visible_to(unit.actor).filter(matter=case).latest("position")
        meeting, item = row.meeting_id, row.pk
        committee.open_meeting(meeting, present=present)
        committee.set_motion(meeting, item=item, motion=outcome, reason=REASON)
    for account in present:
        with acting(account):
            committee.vote(meeting, item=item, choice="yes")
    with acting("secretary"):
        committee.close_item(meeting, item=item)
        minutes.close_meeting(meeting)
        minutes.sign_as_secretary(meeting)
    with acting("chair"):
        sign_and_resolve(meeting)


def _decide(case: UUID, step: str) -> None:
    if step == "DECIDED":
        with acting("drafter"):
            decision.draft_letter(case)
        with acting("sealer"):
            decision.seal_letter(case)
    elif step == "SERVED":
        with acting("server"):
            decision.dispatch_letter(case, method="post")
            decision.record_service(case, method="post", arrived_on=clock.business_today(), proof="등기 1234-5678")
    else:
        _let_the_objection_period_end(case)


def _let_the_objection_period_end(case: UUID) -> None:
    """FINAL needs the calendar: the legal instant runs ahead for this one act."""
    last_day = reload(case).next_due
    assert last_day is not None
    with days_later((last_day - clock.business_today()).days + 1), unit_of_work(INTAKE_PRINCIPAL):
        decision.become_final(case)


@contextmanager
def days_later(days: int) -> Iterator[None]:
    """Within this block the legal instant of each unit of work runs ahead. Set by the owner, as in a demo."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET LOCAL search_path = public")
        ClockOffset.objects.update_or_create(id=1, defaults={"seconds": days * 86_400})
        cursor.execute("SET LOCAL ROLE office; SET LOCAL search_path = office_side, public")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("RESET ROLE; SET LOCAL search_path = public")
                ClockOffset.objects.all().delete()
                cursor.execute("SET LOCAL ROLE office; SET LOCAL search_path = office_side, public")


def reload(case: UUID) -> Case:
    """The case as it stands, with the eyes of the job that may see all."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        row: Case = Case.objects.visible_to(unit.actor).get(pk=case)
    return row


def events(kind: str) -> list[dict[str, Any]]:
    """The bodies of the audit events of one kind (`act`, `read`, `denied`) on the office's side."""
    bodies = [json.loads(body) for body in Event.objects.filter(side="office").values_list("body", flat=True)]
    return [body for body in bodies if body["kind"] == kind]


def told(case: UUID) -> list[tuple[str, dict[str, Any]]]:
    """What the office wrote to the person, opened with the portal's key, in order: kind and content."""
    rows = ToPortal.objects.filter(subject=case).order_by("number")
    with acting_as("portal"):
        keys = keyring().unsealing_keys()
    return [(row.kind, json.loads(unseal(bytes(row.box), keys, context_of("to_portal", row.pk, row.subject)))) for row in rows]


def browser(account: UUID) -> Client:
    """A browser in which this official is signed in, with password and second factor."""
    client, person, now = Client(), Account.objects.get(pk=account), clock.real_now().timestamp()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": now},
        {"method": "mfa", "type": "totp", "at": now},
    ]
    session["account_authentication_methods_user"] = str(account)
    session.save()
    return client
