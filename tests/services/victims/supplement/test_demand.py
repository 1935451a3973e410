"""Demanding a supplement: what may be asked, who may ask, what is refused (규칙§3⑤, S1-INT-03)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.documents.models import Document
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement import actions
from teojeon.services.victims.supplement.models import Demand
from tests.services.victims.supplement.demands import WANTED, arrive, brought, consent, demand_of, demanded, filed, issue, state
from tests.support.factories import acting, browser, cast, district, official, reload, told

pytestmark = pytest.mark.usefixtures("office_side")


def refused(case: UUID, who: UUID | str = "intake", **given: Any) -> Refusal:
    act = given.pop("act", actions.demand_supplement)
    words = {"wanted": WANTED, "term_days": 14, "method": "post", "draft": None} | given
    with pytest.raises(Refusal) as caught, acting(who):
        act(case, **words)
    return caught.value


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize(("days", "code"), [(0, "TERM_TOO_LONG"), (15, "TERM_TOO_LONG"), (30, "TERM_TOO_LONG")])
def test_a_term_beyond_fourteen_days_is_refused(days: int, code: str) -> None:
    refusal = refused(brought(filed(), "RECEIVED"), term_days=days)
    assert (refusal.code, refusal.field, refusal.source) == (code, "term_days", "규칙§3⑤")


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize("days", [1, 14])
def test_the_shortest_and_the_longest_term_are_taken(days: int) -> None:
    case, demand = demanded(term=days)
    assert (state(case), demand_of(demand).term_days) == ("SUPPLEMENT", days)


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ([], "ITEMS_MISSING"),
        ([{"code": "lease_copy", "why": ""}], "WHY_MISSING"),
        ([{"code": "lease_copy", "why": "없음"}], "WHY_MISSING"),
        ([{"code": "field", "what": "", "why": "월세가 서로 다릅니다."}], "ITEM_NOT_NAMED"),
        ([{"code": "anything", "why": "필요해서 요구합니다."}], "BAD_VALUE"),
        ([{"code": "other", "what": "가" * 101, "why": "필요해서 요구합니다."}], "TOO_LONG"),
        ([{"code": "lease_copy", "why": "필요해서 요구합니다."}] * 11, "TOO_MANY"),
    ],
)
def test_a_demand_without_concrete_items_is_refused(wanted: list[dict[str, str]], code: str) -> None:
    case = brought(filed(), "RECEIVED")
    assert refused(case, wanted=wanted).code == code
    assert state(case) == "RECEIVED"


EXTRACT = [{"code": "resident_extract", "what": "", "why": "전입일을 확인해야 합니다."}]


@pytest.mark.req("S1-INT-03")
def test_what_sharing_gives_is_not_demanded_of_the_person() -> None:
    case = brought(filed(consents=[consent("C3")]), "RECEIVED")
    assert refused(case, wanted=EXTRACT).code == "OBTAINABLE_BY_SHARING"


@pytest.mark.req("S1-INT-03")
@pytest.mark.req("S1-APP-07")
@pytest.mark.parametrize("consents", [[], [consent("C3", granted=False)]])
def test_without_the_consent_the_extract_is_demanded(consents: list[dict[str, Any]]) -> None:
    case = brought(filed(consents=consents), "RECEIVED")
    with acting("intake"):
        actions.demand_supplement(case, wanted=EXTRACT, term_days=7, method="post")
    assert state(case) == "SUPPLEMENT"


@pytest.mark.parametrize("before", ["SUBMITTED", "REVIEW", "WITHDRAWN"])
def test_a_demand_comes_from_two_states_only(before: str) -> None:
    from tests.support.factories import make_case

    assert refused(make_case(before)).code == "ILLEGAL_TRANSITION"


@pytest.mark.req("S1-USR-09")
def test_a_district_drafts_and_the_province_sends_the_draft() -> None:
    jongno = official("jongno", district(), "P-INV")
    case = brought(filed(), "INVESTIGATING", investigator=jongno)
    assert refused(case, jongno, act=actions.investigator_demands).code == "PROVINCE_ISSUES"
    with acting(jongno):
        draft = UUID(actions.draft_demand(case, wanted=WANTED, term_days=10)["demand"])
    assert (state(case), demand_of(draft).state) == ("INVESTIGATING", Demand.DRAFTED)
    with acting("intake"):
        sent = actions.demand_supplement(case, wanted=WANTED, term_days=7, method="post", draft=draft)
    row = demand_of(draft)
    assert (sent["demand"], row.state, row.term_days) == (str(draft), Demand.ISSUED, 7)
    assert (row.drafted_by, row.issued_by) == (jongno, cast("intake"))


def test_a_draft_that_changed_under_the_eyes_is_not_sent() -> None:
    case = brought(filed(), "RECEIVED")
    assert refused(case, draft=uuid4()).code == "DRAFT_CHANGED"


@pytest.mark.req("S1-USR-09")
def test_the_provinces_own_investigator_may_send() -> None:
    case = brought(filed(), "INVESTIGATING")
    with acting(cast("invest")):
        actions.investigator_demands(case, wanted=WANTED, term_days=14, method="post", draft=None)
    assert state(case) == "SUPPLEMENT"


def test_an_investigator_who_was_not_assigned_may_neither_draft_nor_send() -> None:
    case = brought(filed(), "INVESTIGATING")
    other = official("other11", "SD-11", "P-INV")
    assert refused(case, other, act=actions.investigator_demands).code == "NOT_ASSIGNED"
    with pytest.raises(Refusal) as caught, acting(other):
        actions.draft_demand(case, wanted=WANTED, term_days=7)
    assert caught.value.code == "NOT_ASSIGNED"


@pytest.mark.req("S1-USR-08")
def test_busan_cannot_demand_anything_in_a_case_of_seoul() -> None:
    case = brought(filed(), "RECEIVED")
    with pytest.raises(Missing), acting("intake", "26"):
        actions.demand_supplement(case, wanted=WANTED, term_days=7, method="post")
    with pytest.raises(Forbidden), acting("review"):
        actions.demand_supplement(case, wanted=WANTED, term_days=7, method="post")


@pytest.mark.req("S1-NTF-01")
def test_without_the_consent_nothing_is_served_electronically() -> None:
    assert refused(brought(filed(), "RECEIVED"), method="electronic").code == "E_SERVICE_WITHOUT_CONSENT"


@pytest.mark.req("S1-INT-03")
def test_the_demand_is_a_document_a_message_and_a_service() -> None:
    case, demand = demanded(arrived=False)
    row = demand_of(demand)
    with acting("intake", read_only=True) as unit:
        document = Document.objects.visible_to(unit.actor).get(pk=row.document)
        service = ServiceRecord.objects.visible_to(unit.actor).get(reference=demand)
    assert document.sha256.hex() == row.sha256
    assert (service.purpose, service.dispatched_on, service.document) == ("supplement", clock.business_today(), document.pk)
    kind, content = told(case)[-1]
    assert (kind, content["demand"], content["items"]) == ("demand", str(demand), row.items)
    assert row.due_on is None  # the term runs from the arrival
    arrive(case, demand)
    assert demand_of(demand).due_on is not None
    assert told(case)[-1][1]["step"] == "demand_arrived"


@pytest.mark.req("S1-INT-03")
def test_the_term_runs_from_the_arrival_and_ends_on_a_working_day() -> None:
    case, demand = demanded(term=8, arrived=False)
    arrive(case, demand)
    due = demand_of(demand).due_on
    assert due is not None
    assert due >= clock.business_today() + dt.timedelta(days=8)
    assert due.weekday() < 5
    assert reload(case).next_due == due


def test_the_arrival_of_what_was_answered_already_begins_no_term() -> None:
    from tests.services.victims.supplement.demands import answered, deadline

    case, demand = demanded(arrived=False)
    answered(case, demand)
    arrive(case, demand)
    assert demand_of(demand).state == Demand.ANSWERED
    with pytest.raises(LookupError):
        _no_deadline(case, deadline)


def _no_deadline(case: UUID, deadline: Any) -> None:
    from django.core.exceptions import ObjectDoesNotExist

    try:
        deadline(case, "SUPPLEMENT")
    except ObjectDoesNotExist as error:
        raise LookupError from error


@pytest.mark.req("S1-INT-03")
def test_the_page_sends_what_was_typed() -> None:
    case, page = brought(filed(), "RECEIVED"), browser(cast("intake"))
    address = reverse("case_demand", args=[case])
    shown = page.get(address).content.decode()
    assert "1번 항목" in shown and "보완 요구 보내기" in shown
    given = {
        "version": str(reload(case).version), "request": str(uuid4()), "draft": "", "term_days": "7", "method": "post",
        "code0": "lease_copy", "what0": "둘째 장", "why0": "둘째 장이 빠져 있습니다.",
    }  # fmt: skip
    assert page.post(address, given | {"code0": ""}).status_code == 422
    response = page.post(address, given)
    assert (response.status_code, state(case)) == (302, "SUPPLEMENT")
    assert "조사 기간이 멈춥니다" in page.get(response["Location"]).content.decode()


def test_the_page_of_a_district_offers_the_draft_only() -> None:
    jongno = official("jongno", district(), "P-INV")
    case = brought(filed(), "INVESTIGATING", investigator=jongno)
    page = browser(jongno)
    shown = page.get(reverse("case_demand", args=[case])).content.decode()
    assert "초안 저장" in shown and "보내는 방법" not in shown


def test_the_demand_is_shown_as_it_was_sent() -> None:
    case, demand = demanded()
    response = browser(cast("review")).get(reverse("case_demand_pdf", args=[case, demand]))
    assert response.content.startswith(b"%PDF")
    assert browser(cast("intake", "26")).get(reverse("case_demand_pdf", args=[case, demand])).status_code == 404


def test_a_second_demand_is_sent_beside_the_first() -> None:
    case, first = demanded()
    second = issue(case, more=True)
    assert {demand_of(each).state for each in (first, second)} == {Demand.ISSUED}
    assert refused(case).code == "ILLEGAL_TRANSITION"  # the move is for a case that waits for nothing yet
