"""What may stand in an event, who may write one, and who looked at whose data."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from teojeon.kernel.audit import looks
from teojeon.kernel.audit.events import (
    Event,
    PersonalDataInEvent,
    access_event,
    act_event,
    append,
    denied_event,
    read_event,
)
from teojeon.kernel.audit.models import Look
from teojeon.kernel.sides.current import SIDES, Side
from tests.kernel.audit.log import act, fill, read
from tests.support.sides import as_side


def test_a_body_is_canonical_json_with_both_clocks_and_its_id() -> None:
    event = act()
    fields = json.loads(event.body)
    assert event.body == json.dumps(fields, sort_keys=True, separators=(",", ":"))
    assert fields["id"] == str(event.id)
    assert fields["kind"] == "act"
    assert fields["business_at"].endswith("+09:00")
    assert fields["real_at"].endswith("+00:00")


def test_acts_on_one_case_stay_in_one_lane() -> None:
    assert {act(case=UUID(int=7)).lane for _ in range(20)} == {"a3"}


@pytest.mark.req("S1-XCT-04", "S1-XCT-05")
@pytest.mark.parametrize(
    "value",
    ["홍길동", "9001011234567", "900101-1234567", "９００１０１１２３４５６７", "ㄱ", "said on the phone", "x" * 201],
)
def test_names_numbers_and_free_text_are_refused(value: str) -> None:
    with pytest.raises(PersonalDataInEvent) as refused:
        act_event("molit", uuid4(), action="x", actor=uuid4(), organisation="molit", purpose=value)
    assert value not in str(refused.value)
    key = uuid4()
    with pytest.raises(PersonalDataInEvent):
        Event(key, "molit", "a0", json.dumps({"id": str(key), "x": [value]}, separators=(",", ":"), ensure_ascii=False))


def test_ids_and_digests_made_of_digits_pass() -> None:
    digits = UUID("12345678-1234-1234-1234-123456789012")
    act_event("molit", digits, action="x", actor=digits, organisation="molit", digest="1" * 64)


def test_an_event_whose_body_does_not_carry_its_id_is_refused() -> None:
    with pytest.raises(ValueError, match="carries its id"):
        Event(uuid4(), "molit", "a0", '{"id":"x"}')


def test_read_denied_and_access_events_lie_in_lanes_for_reads() -> None:
    who = uuid4()
    events = [
        read(),
        denied_event("molit", uuid4(), actor=who, organisation="busan"),
        access_event("molit", action="sign-in", actor=who, organisation="busan", origin="192.0.2.1"),
    ]
    assert [json.loads(event.body)["kind"] for event in events] == ["read", "denied", "access"]
    assert {event.lane[0] for event in events} == {"r"}


@pytest.mark.django_db
def test_appending_without_heads_is_an_error_that_names_the_chain() -> None:
    missing = pytest.raises(DatabaseError, match=r"side office, controller nowhere, lane a0")
    with as_side("office"), missing, transaction.atomic():
        append([act("nowhere")])


@pytest.mark.django_db
def test_no_role_but_the_two_sides_appends() -> None:
    with pytest.raises(DatabaseError, match="belongs to no side"):
        append([act()])


@pytest.mark.django_db
@pytest.mark.req("S1-XCT-04")
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_event SELECT * FROM audit_event",
        "UPDATE audit_event SET body = ''",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_head SET number = 0",
        "DELETE FROM audit_checkpoint",
    ],
)
def test_no_side_changes_or_deletes_the_log(side: Side, statement: str) -> None:
    fill()
    refused = pytest.raises(DatabaseError, match="permission denied")
    with as_side(side), refused, transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.django_db
def test_the_portal_makes_no_heads_and_sees_its_own_only() -> None:
    fill()
    with as_side("portal"), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT side FROM audit_heads()")
        assert cursor.fetchall() == [("portal",)]
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT audit_make_heads('busan')")


@pytest.mark.django_db
@pytest.mark.req("S1-XCT-04")
def test_who_looked_is_counted_by_hour_organisation_and_purpose_and_names_no_official() -> None:
    fill()
    subject, stranger, account = uuid4(), uuid4(), uuid4()
    looks.advance(lambda subjects: {})
    with as_side("office"):
        append([read(subjects=[subject, stranger]), read(subjects=[subject])])
        append([read_event("molit", page="x", actor=account, organisation="", purpose="own", subjects=[subject])])
        looks.advance(lambda subjects: {subject: account})
        append([read(subjects=[subject])])
        looks.advance(lambda subjects: {})
    look = Look.objects.get(subject=subject)
    assert (look.account, look.organisation, look.purpose, look.count) == (account, "seoul", "investigation", 3)
    assert Look.objects.get(subject=stranger).account is None
    before = list(Look.objects.order_by("subject").values("subject", "hour", "organisation", "purpose", "count"))
    looks.rebuild(lambda subjects: {subject: account})
    assert list(Look.objects.order_by("subject").values("subject", "hour", "organisation", "purpose", "count")) == before
