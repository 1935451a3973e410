"""Drafting, sending, chasing: who may, for which cases, what goes out (법§13③④, A-27; S1-INV-03, S1-BEY-05)."""

import datetime as dt
import io
import uuid
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db.models import Q
from openpyxl import load_workbook

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.documents import store
from teojeon.kernel.people.actors import REGISTRAR_PRINCIPAL
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.calendar import due
from teojeon.services.victims.intake.actions import assign
from teojeon.services.victims.intake.transfer import transfer
from teojeon.services.victims.letterbox import agencies
from teojeon.services.victims.letterbox.models import LetterboxDeposit
from teojeon.services.victims.requests import actions, letter, queries, subjects
from teojeon.services.victims.requests.items import ITEMS
from teojeon.services.victims.requests.models import DataRequest, RequestCase
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.requests.asking import asked, drafted, found, investigated, sent
from tests.support.factories import (
    NAME,
    acting,
    cast,
    days_later,
    district,
    let_readers_in,
    make_case,
    official,
    reload,
    reload_in_unit,
)
from tests.support.meetings import SYSTEM, move_clock, sql

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-INV-03")]


def of_district() -> UUID:
    return official("dist11110", district(), "P-INV")


def given_to(case: UUID, who: UUID) -> UUID:
    """The case is assigned to a district's investigator."""
    with acting("intake"):
        assign(case, investigator=who)
    let_readers_in(case)
    return case


def entries(case: UUID, kind: str) -> list[dict[str, Any]]:
    with unit_of_work(SYSTEM, read_only=True) as unit:
        rows = TimelineEntry.objects.visible_to(unit.actor).filter(case=case, kind=kind)
        return list(rows.values_list("content", flat=True))


def draft_refused(code: str, *cases: UUID, who: UUID | str = "invest", **more: Any) -> None:
    refused(code, lambda: actions.draft(asked(*cases, **more)), who=who)


# drafting


def test_a_draft_covers_its_cases_and_has_no_number() -> None:
    one, two = investigated(), investigated()
    row = drafted(one, two)
    assert (row.state, row.request_no, row.handled_by, row.legal_basis) == ("DRAFTED", None, "SD-11", "법§13③11")
    with unit_of_work(SYSTEM, read_only=True) as unit:
        covered = list(RequestCase.objects.visible_to(unit.actor).filter(request=row).order_by("ref"))
    assert [(each.ref, each.case_id) for each in covered] == [(1, one), (2, two)]
    assert covered[0].subject["name"] == NAME and covered[0].subject["house"]
    assert entries(one, "victims.request_sent") == []


def test_the_same_press_gives_the_same_draft() -> None:
    case, key = investigated(), uuid.uuid4()
    with acting("invest"):
        first = actions.draft(asked(case), request=key)
        assert actions.draft(asked(case), request=key).pk == first.pk == key


def test_a_request_without_a_case_or_with_a_closed_one_is_refused() -> None:
    draft_refused("NO_CASE")
    draft_refused("NO_OPEN_CASE", make_case("SUBMITTED"))
    draft_refused("NO_OPEN_CASE", investigated(), make_case("SENT"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"item": "12", "agency": "HUG"}, "WRONG_AGENCY"),
        ({"item": "99"}, "UNKNOWN_ITEM"),
        ({"item": "credit", "agency": "CREDIT"}, "MINISTRY_ASKS"),
        ({"item": "7", "agency": "NTS", "landlord_name": " "}, "MISSING_VALUE"),
        ({"period_from": dt.date(2026, 2, 1), "period_to": dt.date(2026, 1, 31)}, "BAD_DATE"),
        ({"note": "가" * 501}, "TOO_LONG"),
        ({"office": "가" * 81}, "TOO_LONG"),
    ],
)
def test_words_that_make_no_lawful_request_are_refused(more: dict[str, Any], code: str) -> None:
    draft_refused(code, investigated(), **more)


def test_a_case_of_another_province_does_not_exist_for_who_drafts() -> None:
    here, there = investigated(), make_case("INVESTIGATING", "26")
    with pytest.raises(Missing), acting("invest"):
        actions.draft(asked(here, there))
    draft_refused("NOT_ASSIGNED", here, who=official("second11", "SD-11", "P-INV"))


def test_without_the_box_of_investigation_nobody_drafts() -> None:
    case = make_case("TABLED")
    for who in ("intake", "review", "agenda"):
        draft_refused("FORBIDDEN", case, who=who)
    draft_refused("FORBIDDEN", case, who="member2")  # a committee member, who reads this case


def test_another_district_sees_neither_the_case_nor_the_draft() -> None:
    own, other = of_district(), official("dist11140", district("11140"), "P-INV")
    case = given_to(investigated(), own)
    row = drafted(case, who=own)
    with pytest.raises(Missing), acting(other):
        actions.draft(asked(case))
    with acting(other, read_only=True), pytest.raises(Missing):
        queries.find_request(row.pk)
    with acting(other, read_only=True):
        assert not DataRequest.objects.narrowed(Q()).filter(pk=row.pk).exists()  # the row policy, without the scope
    with acting(own, read_only=True):
        assert queries.find_request(row.pk).pk == row.pk


# sending


def test_a_district_drafts_and_the_province_sends() -> None:
    own = of_district()
    case = given_to(investigated(), own)
    row = drafted(case, who=own)
    refused("PROVINCE_ISSUES", actions.issue, row.pk, who=own)
    for who in ("review", "agenda"):
        refused("FORBIDDEN", actions.issue, row.pk, who=who)
    with pytest.raises(Missing), acting("intake", "26"):
        actions.issue(row.pk)
    with acting("intake"):
        answer = actions.issue(row.pk)
    row = found(row.pk)
    assert row.request_no == answer["request_no"] and str(row.request_no).startswith(f"DR-{clock.business_today().year}-")
    assert (row.state, row.channel, row.issued_by, row.drafted_by) == ("SENT", "letter", cast("intake"), own)
    assert row.due_on == due(clock.business_today(), 7).effective
    assert entries(case, "victims.request_sent") == [{"request": row.request_no, "agency": "HUG", "item": "11"}]
    refused("ILLEGAL_TRANSITION", actions.issue, row.pk, who="intake")


def test_the_letter_is_kept_as_it_was_sent() -> None:
    row = sent(investigated(), item="7", agency="NTS", office="종로세무서")
    assert row.letter_file is not None
    with unit_of_work(SYSTEM, read_only=True):
        pdf = store.read(row.pk, row.letter_file)
    assert pdf.startswith(b"%PDF") and len(row.letter_sha256) == 64
    facts = dict(letter._facts(row, ITEMS["7"], again=False))
    assert facts["법적 근거"] == "법§13③7" and letter.agency_name(row) == "종로세무서"


def test_a_linked_agency_gets_it_in_the_letter_box_and_no_letter_is_made() -> None:
    cast("invest")  # with it come the two heads of the office
    with unit_of_work(REGISTRAR_PRINCIPAL):
        key = X25519PrivateKey.generate().public_key().public_bytes_raw()
        agencies.add("HUG", "주택도시보증공사", sealing_key=key, signing_key=bytes(32), applied_by="head1", approved_by="head2")
    row = sent(investigated())
    with unit_of_work(SYSTEM, read_only=True) as unit:
        deposited = LetterboxDeposit.objects.visible_to(unit.actor).get(request_no=row.request_no)
    assert (row.channel, row.letter_file, deposited.agency, deposited.due_on) == ("link", None, "HUG", row.due_on)


def test_a_case_that_ended_since_the_draft_is_left_out_and_with_none_left_nothing_is_sent() -> None:
    one, two = investigated(), investigated()
    row = drafted(one, two)
    sql("UPDATE cases_case SET state = 'WITHDRAWN' WHERE id = %s", one)
    with acting("invest"):
        actions.issue(row.pk)
    with unit_of_work(SYSTEM, read_only=True):
        assert [each.case_id for each in actions.covered_by(row)] == [two]
    assert entries(one, "victims.request_sent") == []
    lonely = drafted(two)
    sql("UPDATE cases_case SET state = 'WITHDRAWN' WHERE id = %s", two)
    refused("NO_OPEN_CASE", actions.issue, lonely.pk, who="invest")


def test_no_key_of_a_case_and_no_receipt_number_leaves_the_house() -> None:
    case = investigated()
    row = sent(case)
    with unit_of_work(SYSTEM, read_only=True):
        content = subjects.machine_form(row, ITEMS["11"], actions.covered_by(row)).decode()
    assert str(case) not in content and reload(case).receipt_no not in content and str(row.pk) not in content
    assert '"ref": "1"' in content and NAME in content and "teojeon-request/1" in content


def test_a_request_about_a_landlord_names_no_tenant() -> None:
    row = sent(investigated(), investigated(), item="7", agency="NTS")
    with unit_of_work(SYSTEM, read_only=True):
        content = subjects.machine_form(row, ITEMS["7"], actions.covered_by(row)).decode()
    assert NAME not in content and "나임대" in content and content.count('"ref"') == 1


def test_the_table_to_be_filled_in_holds_number_and_refs() -> None:
    row = sent(investigated(), investigated())
    with unit_of_work(SYSTEM, read_only=True):
        book = load_workbook(io.BytesIO(letter.reply_table(row, ITEMS["11"], actions.covered_by(row))))
    lines = list(book.active.values)  # type: ignore[union-attr]
    assert lines[0][:2] == ("요청번호", "연번") and [line[:2] for line in lines[1:]] == [
        (row.request_no, "1"),
        (row.request_no, "2"),
    ]


def test_a_draft_is_dropped_by_who_wrote_it_and_never_sent_after() -> None:
    own = of_district()
    row = drafted(given_to(investigated(), own), who=own)
    with acting(own):
        actions.drop(row.pk)
    refused("ILLEGAL_TRANSITION", actions.issue, row.pk, who="intake")


# chasing


@pytest.mark.req("S1-BEY-05")
def test_a_request_is_chased_at_seven_and_ten_days_and_on_no_day_before() -> None:
    row, day = sent(investigated()), clock.business_today()
    assert [actions.chase_due(row, day + dt.timedelta(days=after)) for after in (6, 7, 9, 10)] == [0, 7, 7, 10]
    with days_later(6):
        refused("TOO_EARLY", actions.chase, row.pk, who="invest")
    with days_later(7):
        with acting("invest"):
            assert queries.waiting_to_chase(clock.business_today()) == 1
            actions.chase(row.pk)
        refused("CHASED_TODAY", actions.chase, row.pk, who="invest")
    chased = found(row.pk)
    assert [actions.chase_due(chased, day + dt.timedelta(days=after)) for after in (7, 9, 10)] == [0, 0, 10]
    with days_later(10), acting("intake"):
        actions.chase(row.pk)
    assert actions.chase_due(found(row.pk), day + dt.timedelta(days=11)) == 0
    assert [each["by"] for each in found(row.pk).chased_on] == [str(cast("invest")), str(cast("intake"))]


def test_nobody_else_chases() -> None:
    row = sent(investigated())
    move_clock(7)
    refused("FORBIDDEN", actions.chase, row.pk, who="review")
    with pytest.raises(Missing), acting("invest", "26"):
        actions.chase(row.pk)


# reading


@pytest.mark.req("S1-BEY-05")
def test_the_requests_of_cases_are_listed_once_each() -> None:
    one, two = investigated(), investigated()
    both, single = sent(one, two), sent(two, agency="HF")
    with acting("invest", read_only=True):
        assert {line.number for line in queries.requests_of([reload_in_unit(one), reload_in_unit(two)])} == {
            both.request_no,
            single.request_no,
        }
        assert [line.number for line in queries.requests_of([reload_in_unit(one)])] == [both.request_no]


def test_after_a_transfer_the_new_province_reads_the_request_of_its_case() -> None:
    case = make_case("RECEIVED")
    row = sent(case)
    with acting("intake"):
        transfer(case, recipient="SD-26", reason="주택이 부산광역시에 있음")
    with acting("intake", "26", read_only=True):
        assert [line.number for line in queries.requests_of([reload_in_unit(case)])] == [row.request_no]
    with acting("invest", read_only=True):
        assert queries.covered_shown(row) == []
