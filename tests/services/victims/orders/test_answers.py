"""What comes in answer to an order, silence after two served orders, the draft of a referral for a fine (S1-INV-02; 법§34)."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.orders import actions, office_actions
from teojeon.services.victims.orders.models import AnswerFile, FineReferral
from teojeon.services.victims.orders.office_actions import Files
from teojeon.services.victims.papers import office_tasks
from tests.support import factories
from tests.support.factories import acting, browser, cast, days_later, make_case, official, reload
from tests.support.made_files import pdf
from tests.support.meetings import SYSTEM
from tests.support.orders import NAME, issued, order_of, sent, served, service, silences

pytestmark = pytest.mark.req("S1-INV-02")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, office_side: None) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def case() -> UUID:
    return make_case("INVESTIGATING")


def days_to(day: dt.date | None) -> int:
    assert day is not None
    return (day - clock.seoul_day(clock.real_now())).days


def after_the_last_day(*orders: UUID) -> int:
    """How many days from today until the day after the last day of all of them."""
    return max(days_to(order_of(each).due_on) for each in orders) + 1


def noted(case: UUID, order: UUID, who: UUID | str = "invest") -> None:
    key = order_of(order).addressee
    with acting(who):
        office_actions.note_no_response(case, addressee=key)


def refused(case: UUID, order: UUID, days: int) -> str:
    with days_later(days), pytest.raises(Refusal) as caught:
        noted(case, order)
    return caught.value.code


def answered(case: UUID, order: UUID, who: UUID | str = "invest", **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "answered_on": None, "channel": "post", "refused": False, "reason": "", "text": "2027년 1월에 돌려주겠습니다.", "files": Files(), **more,
    }  # fmt: skip
    with acting(who):
        given["answered_on"] = given["answered_on"] or clock.business_today()
        return office_actions.take_answer(case, order=order, **given)


def test_a_landlord_silent_after_two_served_orders_is_noted_with_both_service_dates(case: UUID) -> None:
    first, second = served(case), served(case)
    with days_later(after_the_last_day(first, second)):
        noted(case, first)
    [row] = silences(case)
    numbers = [order_of(each).order_no for each in (first, second)]
    assert [each["order_no"] for each in row.services] == numbers and row.addressee == order_of(first).addressee
    assert all(each["arrived_on"] == clock.seoul_day(clock.real_now()).isoformat() for each in row.services)
    assert [each["service_no"] for each in row.services] == [service(each).service_no for each in (first, second)]


def test_on_the_last_day_itself_nobody_is_silent_yet(case: UUID) -> None:
    first, second = served(case, term_days=7), served(case)
    days = after_the_last_day(first, second)
    assert refused(case, first, days - 1) == "TERM_RUNS" and silences(case) == []


def test_one_served_order_is_not_enough(case: UUID) -> None:
    first = served(case)
    assert refused(case, first, after_the_last_day(first)) == "TOO_FEW"


def test_an_order_without_a_served_record_is_never_counted_as_unanswered(case: UUID) -> None:
    first, second = served(case), issued(case)
    assert refused(case, first, 100) == "NOT_SERVED"
    sent(case, second)  # on its way is not there
    assert refused(case, first, 100) == "NOT_SERVED"
    third = served(case)
    assert refused(case, third, 100) == "NOT_SERVED"  # as long as the one that never arrived stands
    with acting("invest"):
        actions.withdraw_order(case, order=second, reason="두 번 반송됨")
    with days_later(100):
        noted(case, third)
    assert len(silences(case)[0].services) == 2


def test_orders_to_two_people_are_not_two_orders_to_one(case: UUID) -> None:
    first = served(case)
    served(case, name="다른임대인")
    assert refused(case, first, 100) == "TOO_FEW"


def test_who_answered_meanwhile_is_not_silent(case: UUID) -> None:
    first, second, third = served(case), served(case), served(case)
    answered(case, third)
    assert refused(case, first, 100) == "ANSWERED_MEANWHILE"
    assert order_of(second).state == "ISSUED"


def test_silence_is_no_fact_and_the_page_says_so_to_the_committee(case: UUID) -> None:
    first, second = served(case), served(case)
    with acting("invest", read_only=True):
        before = dict(newest_facts(case))
    with days_later(after_the_last_day(first, second)):
        noted(case, first)
    with acting("invest", read_only=True):
        assert newest_facts(case) == before and "intent_proposal" not in before
    page = browser(cast("review")).get(f"/cases/{case}/orders/").content.decode()
    assert "이 사실만으로 보증금 미반환의 의도(I2)나 수사 개시 등(I4)이 증명되지 않으며" in page
    assert all(order_of(each).order_no in page for each in (first, second))


@pytest.mark.slow
def test_the_committee_reads_the_silence_with_its_dates_and_not_the_name() -> None:
    case = make_case("INVESTIGATING")
    first, second = served(case), served(case)
    with days_later(after_the_last_day(first, second)):
        noted(case, first)
    for step in ("REVIEW", "READY", "SENT", "AGENDA", "TABLED"):
        factories._advance(case, step, "11", "GA", factories.STATEMENTS, cast("invest"))
    page = browser(cast("member2")).get(f"/cases/{case}/orders/").content.decode()
    assert order_of(first).order_no in page and NAME not in page and "I2" in page


def test_a_late_answer_is_taken_and_ends_the_silence(case: UUID) -> None:
    first, second = served(case), served(case)
    days = after_the_last_day(first, second)
    with days_later(days):
        noted(case, first)
    with days_later(days + 1):
        answered(case, second)
    assert silences(case)[0].ended_on is not None and order_of(second).state == "ANSWERED"
    assert "두 번 송달한 요구에 답하지 않았습니다" not in browser(cast("invest")).get(f"/cases/{case}/orders/").content.decode()


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"text": " "}, "NOTHING_GIVEN", "text"),
        ({"refused": True, "text": ""}, "REASON_MISSING", "reason"),
        ({"reason": "바쁨"}, "CONTRADICTION", "reason"),
        ({"channel": "dove"}, "BAD_VALUE", "channel"),
        ({"text": "가" * 4001}, "TOO_LONG", "text"),
    ],
)
def test_an_answer_is_refused_with(case: UUID, words: dict[str, Any], code: str, field: str) -> None:
    order = served(case)
    with pytest.raises(Refusal) as caught:
        answered(case, order, **words)
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize(("days", "is_taken"), [(0, True), (1, False), (-1, False)])
def test_an_answer_comes_from_the_day_of_the_order_to_today(case: UUID, days: int, is_taken: bool) -> None:
    order = served(case)
    day = clock.seoul_day(clock.real_now()) + dt.timedelta(days=days)
    if is_taken:
        answered(case, order, answered_on=day)
        assert order_of(order).answered_on == day
    else:
        with pytest.raises(Refusal, match="요구한 날부터 오늘까지"):
            answered(case, order, answered_on=day)


def test_only_the_assigned_investigator_takes_an_answer_or_notes_silence(case: UUID) -> None:
    order = served(case)
    other = official("invest4", "SD-11", "P-INV")
    with pytest.raises(Refusal, match="배정된 조사자"):
        answered(case, order, other)
    with pytest.raises(Forbidden):
        answered(case, order, "intake")
    with pytest.raises(Missing), acting("invest", "26"):
        office_actions.draft_fine_referral(case, addressee=uuid.uuid4(), ground="silent", reason="까닭")


# a fine


def fines(case: UUID) -> list[FineReferral]:
    with acting(SYSTEM, read_only=True) as unit:
        return list(FineReferral.objects.visible_to(unit.actor).filter(case=case))


def test_the_draft_for_a_fine_is_offered_after_the_silence_and_imposes_nothing(case: UUID) -> None:
    first, second = served(case), served(case)
    client = browser(cast("invest"))
    key, address = order_of(first).addressee, f"/cases/{case}/orders/"
    assert "과태료 자료 초안" not in client.get(address).content.decode()
    with days_later(after_the_last_day(first, second)):
        with pytest.raises(Refusal, match="두 번 송달한 요구"), acting("invest"):
            office_actions.draft_fine_referral(case, addressee=key, ground="silent", reason="답하지 않음")
        noted(case, first)
    assert f"{address}fine/{key}/" in client.get(address).content.decode()
    words = {"version": str(reload(case).version), "request": str(uuid.uuid4())}
    empty = client.post(f"{address}fine/{key}/", {**words, "ground": "silent", "reason": ""})
    assert empty.status_code == 422
    made = client.post(f"{address}fine/{key}/", {**words, "ground": "silent", "reason": "두 번 등기로 받고도 답하지 않음"})
    assert made.status_code == 303
    [fine] = fines(case)
    answer = client.get(f"{address}fines/{fine.pk}.pdf")
    text = "".join("".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.content)).split())
    for said in ("초안", "3천만원이하의과태료", "제34조", NAME, order_of(first).order_no, order_of(second).order_no, "별표"):
        assert said in text, said
    assert fine.orders == [order_of(first).order_no, order_of(second).order_no]


@pytest.mark.parametrize(("refusing", "ground", "other"), [(True, "refused", "false"), (False, "false", "refused")])
def test_a_refusal_and_an_answer_are_each_the_ground_that_fits(case: UUID, refusing: bool, ground: str, other: str) -> None:
    order = served(case)
    key = order_of(order).addressee
    answered(case, order, refused=refusing, reason="말하지 않겠다" if refusing else "", text="" if refusing else "돌려주었습니다.")
    with pytest.raises(Refusal) as caught, acting("invest"):
        office_actions.draft_fine_referral(case, addressee=key, ground=other, reason="까닭")
    assert caught.value.code == "NO_GROUND"
    with acting("invest"):
        office_actions.draft_fine_referral(case, addressee=key, ground=ground, reason="은행 회신과 다름")
    assert fines(case)[0].ground == ground


# pages


def sent_answer(client: Client, case: UUID, order: UUID, *files: tuple[str, bytes], **more: str) -> Any:
    words = {
        "version": str(reload(case).version), "request": str(uuid.uuid4()), "answered_on": clock.seoul_day(clock.real_now()).isoformat(),
        "channel": "post", "text": "", "reason": "", **more,
    }  # fmt: skip
    return client.post(f"/cases/{case}/orders/{order}/answer/", {**words, "files": [SimpleUploadedFile(*each) for each in files]})


def test_the_files_of_an_answer_are_papers_of_the_case_and_kept_once(case: UUID, folder: Path) -> None:
    order, client = served(case), browser(cast("invest"))
    before = sum(1 for path in folder.rglob("*") if path.is_file())
    request, version = str(uuid.uuid4()), str(reload(case).version)
    for _ in range(2):  # pressed twice
        answer = sent_answer(client, case, order, ("진술서.pdf", pdf(2)), request=request, version=version)
        assert answer.status_code == 303
    assert sum(1 for path in folder.rglob("*") if path.is_file()) == before + 1
    with acting(SYSTEM, read_only=True) as unit:
        [file] = AnswerFile.objects.visible_to(unit.actor).filter(case=case)
    office_tasks.check(file.paper_id)
    page = client.get(f"/cases/{case}/orders/{order}/").content.decode()
    assert "파일 1 보기" in page and "열람 가능" in page and order_of(order).state == "ANSWERED"
    assert "진술서·자료(요구에 따라 낸 것)" in client.get(f"/cases/{case}/papers/").content.decode()


def test_an_answer_with_nothing_in_it_says_what_is_missing_and_keeps_no_file(case: UUID, folder: Path) -> None:
    order, client = served(case), browser(cast("invest"))
    before = sum(1 for path in folder.rglob("*") if path.is_file())
    assert "답한 내용을 적거나" in sent_answer(client, case, order).content.decode()
    wrong = sent_answer(client, case, order, ("a.pdf", pdf()), answered_on="2026-02-30")
    assert wrong.status_code == 422 and "파일을 다시 고릅니다" in wrong.content.decode()
    assert sum(1 for path in folder.rglob("*") if path.is_file()) == before


def test_a_refusal_is_recorded_with_the_reason_that_was_given(case: UUID) -> None:
    order, client = served(case), browser(cast("invest"))
    assert sent_answer(client, case, order, refused="on", reason="재판에서 말하겠다고 함").status_code == 303
    page = client.get(f"/cases/{case}/orders/").content.decode()
    assert order_of(order).state == "REFUSED" and "재판에서 말하겠다고 함" in page and "거부함" in page


def test_silence_is_noted_by_the_page_that_says_what_follows(case: UUID) -> None:
    first, second = served(case), served(case)
    client, key = browser(cast("invest")), order_of(first).addressee
    address = f"/cases/{case}/orders/silence/{key}/"
    page = client.get(address).content.decode()
    assert "지나지 않았습니다" in page and "<button" not in page.split("지금은 할 수 없습니다")[1].split("</main>")[0]
    with days_later(after_the_last_day(first, second)):
        words = {"version": str(reload(case).version), "request": str(uuid.uuid4())}
        assert client.post(address, words).status_code == 303
    assert len(silences(case)) == 1
    assert client.get(f"/cases/{case}/orders/silence/{uuid.uuid4()}/").status_code == 404
