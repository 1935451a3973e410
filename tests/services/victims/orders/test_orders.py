"""Orders to hand in statements or documents: drafted by the investigator, issued by the province, served, counted from their arrival (S1-INV-02)."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.test import Client
from pytest_django import Settings

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import Document
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.law.calendar import due
from teojeon.services.victims.intake.actions import assign
from teojeon.services.victims.intake.models import Task
from teojeon.services.victims.investigation.actions import open_file
from teojeon.services.victims.orders import actions, documents
from teojeon.services.victims.orders.models import StatementOrder
from teojeon.services.victims.orders.office_tasks import note_all_overdue
from teojeon.services.victims.service.models import ServiceRecord
from tests.support.factories import acting, browser, cast, days_later, district, let_readers_in, make_case, official, reload
from tests.support.meetings import SYSTEM
from tests.support.orders import ADDRESS, NAME, arrived, drafted, issued, order_of, sent, served, service, wanted

pytestmark = pytest.mark.req("S1-INV-02")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, office_side: None) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def case() -> UUID:
    return make_case("INVESTIGATING")


def refused(call: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def letter_of(case: UUID, order: UUID) -> str:
    key = order_of(order).document
    with acting(SYSTEM, read_only=True) as unit:
        document = Document.objects.visible_to(unit.actor).get(pk=key)
        pdf = pypdfium2.PdfDocument(store.read(case, document.file_id))
    return "".join("".join(page.get_textpage().get_text_bounded() for page in pdf).split())


def test_the_province_orders_a_statement_by_a_numbered_letter_with_its_service_record(case: UUID) -> None:
    order = order_of(issued(case))
    assert order.state == "ISSUED" and order.order_no.startswith(f"요구-{clock.real_now().year}-") and order.due_on is None
    record = service(order.pk)
    assert (record.state, record.addressee, record.address, record.addressee_kind) == ("WAITING", NAME, ADDRESS, "order")
    text = letter_of(case, order.pk)
    for words in (
        order.order_no,
        NAME,
        "진술서제출요구서",
        "제13조제2항",
        "제34조",
        "3천만원이하의과태료",
        "14일안에",
        "정당한사유",
        "관인",
    ):
        assert words in text, words


def test_name_and_address_lie_under_the_key_of_the_case(case: UUID) -> None:
    order = order_of(drafted(case))
    assert NAME.encode() not in bytes(order.name_box) and ADDRESS.encode() not in bytes(order.address_box)


def test_a_witness_is_not_told_which_house_it_is_about(case: UUID) -> None:
    assert "관련주택" in letter_of(case, issued(case))
    assert "관련주택" not in letter_of(case, issued(case, role="witness", name="증인이"))


@pytest.mark.req("S1-USR-09")
def test_a_district_drafts_and_the_province_issues() -> None:
    case = make_case("RECEIVED")
    theirs = official("sggorders", district(), "P-INV")
    with acting("intake"):
        assign(case, investigator=theirs)
    let_readers_in(case)
    with acting(theirs):
        open_file(case)
    order = drafted(case, theirs)

    def issue() -> None:
        with acting(theirs):
            actions.issue_order(case, order=order, method="post")

    refusal = refused(issue)
    assert refusal.code == "PROVINCE_ISSUES" and order_of(order).state == "DRAFTED"
    with acting("intake"):
        actions.issue_order_intake(case, order=order, method="post")
    assert order_of(order).state == "ISSUED" and order_of(order).drafted_by == theirs


def test_only_the_assigned_investigator_drafts_and_other_boxes_do_not(case: UUID) -> None:
    other = official("invest3", "SD-11", "P-INV")
    assert refused(lambda: drafted(case, other)).code == "NOT_ASSIGNED"
    with pytest.raises(Forbidden), acting("review"):
        actions.draft_order(case, **wanted())
    with pytest.raises(Missing), acting("invest", "26"):
        actions.draft_order(case, **wanted())
    with pytest.raises(Missing), acting("intake", "26"):
        actions.issue_order_intake(case, order=uuid.uuid4(), method="post")


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"role": "nobody"}, "BAD_VALUE", "role"),
        ({"name": " "}, "MISSING_VALUE", "name"),
        ({"address": ""}, "MISSING_VALUE", "address"),
        ({"kind": "money"}, "BAD_VALUE", "kind"),
        ({"questions": [" "]}, "QUESTIONS_MISSING", "questions"),
        ({"questions": ["가" * 301]}, "TOO_LONG", "questions"),
        ({"questions": ["가"] * 21}, "TOO_LONG", "questions"),
        ({"term_days": 6}, "BAD_TERM", "term_days"),
        ({"term_days": 31}, "BAD_TERM", "term_days"),
    ],
)
def test_a_draft_is_refused_with(case: UUID, words: dict[str, Any], code: str, field: str) -> None:
    refusal = refused(lambda: drafted(case, **words))
    assert (refusal.code, refusal.field) == (code, field)


@pytest.mark.parametrize("days", [7, 30])
def test_the_shortest_and_the_longest_term_are_taken(case: UUID, days: int) -> None:
    assert order_of(drafted(case, term_days=days)).term_days == days


@pytest.mark.parametrize("state", ["RECEIVED", "REVIEW"])
def test_nothing_is_ordered_before_or_after_the_investigation(state: str) -> None:
    case = make_case(state)
    assert refused(lambda: drafted(case)).code == "ILLEGAL_TRANSITION"


def test_an_additional_investigation_has_the_same_powers() -> None:
    case = make_case("ADD_INVEST")
    assert "제14조제4항" in letter_of(case, issued(case))


def test_the_article_on_fines_has_items_since_the_day_on_which_they_came_into_force() -> None:
    before = documents.ITEMS_FROM - dt.timedelta(days=1)
    assert [documents._fine_article(day) for day in (before, documents.ITEMS_FROM)] == ["제34조", "제34조제1호"]


def test_electronic_service_is_not_offered(case: UUID) -> None:
    assert refused(lambda: issued(case, method="electronic")).field == "method"


def test_what_was_issued_is_neither_changed_nor_issued_again(case: UUID) -> None:
    order = issued(case)
    assert refused(lambda: drafted(case, draft=order)).code == "ISSUED_ALREADY"

    def again() -> None:
        with acting("invest"):
            actions.issue_order(case, order=order, method="post")

    assert refused(again).code == "ISSUED_ALREADY"


def test_the_term_runs_from_the_day_after_the_arrival(case: UUID) -> None:
    order = served(case)
    today = clock.seoul_day(clock.real_now())
    row = order_of(order)
    assert row.arrived_on == today and row.due_on == due(today, 14).effective
    with acting(SYSTEM, read_only=True) as unit:
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=case, kind="victims.arrived_order")
    assert entry.content["order_no"] == row.order_no and NAME not in str(entry.content)


def test_an_order_that_was_only_sent_has_no_last_day_and_is_never_overdue(case: UUID) -> None:
    order = issued(case)
    sent(case, order)
    with days_later(60):
        note_all_overdue()
    assert order_of(order).due_on is None and order_of(order).overdue_noted_on is None


def test_the_day_after_the_last_day_becomes_a_task_of_the_investigator_and_the_last_day_does_not(case: UUID) -> None:
    order = served(case)
    last = order_of(order).due_on
    assert last is not None
    to_last = (last - clock.seoul_day(clock.real_now())).days

    def tasks() -> list[Task]:
        with acting(SYSTEM, read_only=True) as unit:
            return list(Task.objects.visible_to(unit.actor).filter(case=case, kind="order_overdue", done_at=None))

    with days_later(to_last):
        assert note_all_overdue() == 0
    assert tasks() == []
    with days_later(to_last + 1):
        assert note_all_overdue() == 1 and note_all_overdue() == 0
    [task] = tasks()
    assert task.box == "P-INV" and task.ground == [order_of(order).order_no]
    with days_later(to_last + 1), acting("invest"):
        actions.withdraw_order(case, order=order, reason="다른 자료로 확인함")
    assert tasks() == []


def test_what_is_withdrawn_is_not_sent_any_more_and_says_why(case: UUID) -> None:
    order = issued(case)
    with pytest.raises(Refusal), acting("invest"):
        actions.withdraw_order(case, order=order, reason=" ")
    with acting("invest"):
        actions.withdraw_order(case, order=order, reason="주소를 알 수 없음")
    assert order_of(order).state == "WITHDRAWN" and service(order).state == ServiceRecord.ENDED


def test_a_dropped_draft_is_not_issued(case: UUID) -> None:
    order = drafted(case)
    with acting("invest"):
        actions.drop_order(case, order=order)
    with pytest.raises(Refusal), acting("invest"):
        actions.issue_order(case, order=order, method="post")
    assert order_of(order).order_no == "" and order_of(order).state == StatementOrder.DROPPED


def test_an_order_of_another_case_is_not_there(case: UUID) -> None:
    other = issued(make_case("INVESTIGATING"))
    with pytest.raises(Missing), acting("invest"):
        actions.withdraw_order(case, order=other, reason="다른 사건")
    client = browser(cast("invest"))
    for path in (f"{other}/", f"{other}.pdf", f"{other}/answer/"):
        assert client.get(f"/cases/{case}/orders/{path}").status_code == 404


def test_orders_to_the_same_person_are_counted_together_and_a_namesake_in_another_part_is_not(case: UUID) -> None:
    first, second, witness = drafted(case), drafted(case, name="임 대 주"), drafted(case, role="witness")
    assert order_of(first).addressee == order_of(second).addressee != order_of(witness).addressee


# pages


def posted(client: Client, case: UUID, path: str, **words: str) -> Any:
    given = {"version": str(reload(case).version), "request": str(uuid.uuid4()), **words}
    return client.post(f"/cases/{case}/orders/{path}", given)


def test_an_investigator_drafts_sends_and_the_desk_serves_by_the_pages(case: UUID) -> None:
    client = browser(cast("invest"))
    words = {
        "role": "landlord",
        "name": NAME,
        "address": ADDRESS,
        "kind": "documents",
        "questions": "입금 내역\n대출 내역",
        "term_days": "14",
    }
    made = posted(client, case, "new/", **words)
    assert made.status_code == 303
    page = client.get(made["Location"]).content.decode()
    assert NAME in page and "초안 고치기" in page and "요구서 만들고 송달 시작" in page
    order = UUID(made["Location"].rstrip("/").rsplit("/", 1)[1])
    assert client.get(f"/cases/{case}/orders/new/?draft={order}").content.decode().count("입금 내역") == 1
    assert posted(client, case, f"{order}/act/issue/", method="post").status_code == 303
    page = client.get(f"/cases/{case}/orders/").content.decode()
    assert order_of(order).order_no in page and "발송 대기" in page
    pdf = client.get(f"/cases/{case}/orders/{order}.pdf")
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    desk = browser(cast("intake")).get("/service/?tab=waiting").content.decode()
    assert "자료 제출 요구서" in desk and NAME not in desk
    assert reload(case).receipt_no in client.get("/orders/?tab=waiting").content.decode()
    assert posted(client, case, f"{order}/act/issue/", method="post").status_code == 409


def test_errors_of_the_draft_are_listed(case: UUID) -> None:
    answer = posted(browser(cast("invest")), case, "new/", role="", name="", address="", kind="", questions="", term_days="")
    page = answer.content.decode()
    assert answer.status_code == 422 and "보낼 주소를 입력해" in page and "이름" in page


def test_those_who_do_not_read_the_evidence_see_names_masked(case: UUID) -> None:
    served(case)
    page = browser(cast("send")).get(f"/cases/{case}/orders/").content.decode()
    assert NAME not in page and "임*주" in page and ADDRESS not in page
    assert NAME in browser(cast("review")).get(f"/cases/{case}/orders/").content.decode()


def test_a_stale_draft_is_compared_and_not_lost(case: UUID) -> None:
    client, version = browser(cast("invest")), str(reload(case).version)
    drafted(case)
    words = {"role": "landlord", "name": NAME, "address": ADDRESS, "kind": "statement", "questions": "물음", "term_days": "14"}
    answer = posted(client, case, "new/", **{**words, "version": version})
    assert answer.status_code == 409 and "물음" in answer.content.decode()


def test_a_number_of_a_person_in_a_question_is_hidden(case: UUID) -> None:
    order = order_of(drafted(case, questions=["900101-1234567의 계좌는?"]))
    assert order.questions == ["900101-1******의 계좌는?"]


def test_the_last_day_moves_off_a_day_of_rest(case: UUID) -> None:
    order = issued(case)
    sent(case, order)
    arrived(case, order)
    row = order_of(order)
    assert row.arrived_on is not None and row.due_on is not None
    assert row.due_on >= row.arrived_on + dt.timedelta(days=14) and row.due_on.weekday() < 5
