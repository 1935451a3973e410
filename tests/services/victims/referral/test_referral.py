"""An urgent case goes to the support centre by its number: who, when, why, what was passed on, what came of it (S1-APP-06)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.consents import recording
from teojeon.services.victims.intake.models import CaseFlag
from teojeon.services.victims.referral.actions import note_result, refer, refer_as_ministry, referrals_of
from teojeon.services.victims.referral.models import Referral
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.intake.test_taking import urgent
from tests.services.victims.supplement.demands import filed
from tests.support.factories import ADDRESS, NAME, acting, browser, cast, events, make_case, official, reload
from tests.support.meetings import SYSTEM, move_clock, sql

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-APP-06")]
CENTRE = "전세피해 및 예방지원센터"
GOOD: dict[str, Any] = {"centre": CENTRE, "grounds": ["sale_soon"], "note": "매각기일이 다음 주입니다.", "passed": []}
RESULT: dict[str, Any] = {"result": "advised", "result_note": "전화로 상담하였다고 합니다."}


def of_case(case: UUID) -> list[Referral]:
    row = reload(case)
    with acting(SYSTEM, read_only=True):
        return referrals_of(row)


def referred(case: UUID, **more: Any) -> Referral:
    with acting("intake"):
        refer(case, **(GOOD | more))
    return of_case(case)[0]


def consenting(case: UUID, granted: bool = True) -> None:
    row = reload(case)
    given = {
        "consent_code": "C2.HOUSING", "granted": granted, "text_version": 1, "at": clock.business_now().isoformat(), "by": "self",
        "recipients": "-", "items": "-", "purpose": "-", "retention": "-",
    }  # fmt: skip
    with acting(SYSTEM):
        (recording.take if granted else recording.change)(row, [given])


def today(plus: int = 0) -> dt.date:
    return clock.business_today() + dt.timedelta(days=plus)


def test_a_referral_says_who_when_why_and_that_only_the_number_was_passed_on() -> None:
    case = make_case()
    row = referred(case, grounds=["eviction", "sale_soon"])
    assert row.referral_no.startswith(f"의뢰-{today().year}-") and row.centre == CENTRE
    assert (row.referred_by, row.organisation, row.referred_on) == (cast("intake"), "SD-11", today())
    assert (row.grounds, row.passed, row.result) == (["sale_soon", "eviction"], ["receipt_no"], "")
    with acting(SYSTEM, read_only=True) as unit:
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=case, kind="victims.refer")
    assert entry.content == {"referral": row.referral_no, "grounds": ["sale_soon", "eviction"], "passed": ["receipt_no"]}
    bodies = [body for body in events("act") if body.get("action") == "victims.refer"]
    assert len(bodies) == 1 and NAME not in str(bodies) and "다음 주" not in str(bodies)


def test_the_ministrys_official_refers_by_an_act_of_the_own() -> None:
    case, stay = make_case(), official("stay", "MOLIT", "PM-STAY")
    with acting(stay):
        refer_as_ministry(case, **GOOD)
    assert of_case(case)[0].organisation == "MOLIT"
    refused("FORBIDDEN", refer, make_case(), who=stay, **GOOD)
    refused("FORBIDDEN", refer, make_case(), who="invest", **GOOD)


def test_twice_the_same_day_is_refused_and_the_next_day_is_not() -> None:
    case, stay = make_case(), official("stay", "MOLIT", "PM-STAY")
    referred(case)
    refused("REFERRED_TODAY", refer, case, who="intake", **GOOD)
    refused("REFERRED_TODAY", refer_as_ministry, case, who=stay, **GOOD)
    move_clock(1)
    referred(case)
    assert len(of_case(case)) == 2


def test_the_database_keeps_one_a_day() -> None:
    case = make_case()
    row = referred(case)
    with pytest.raises(IntegrityError, match="referred_once_a_day"), unit_of_work(None):
        sql(
            "INSERT INTO victims_referral (id, case_id, controller, handled_by, referral_no, centre, grounds, note, passed, referred_on,"
            " referred_at, referred_by, organisation, event, result, result_note) SELECT gen_random_uuid(), case_id, controller, handled_by,"
            " 'x', centre, grounds, note, passed, referred_on, referred_at, referred_by, organisation, event, '', '' FROM victims_referral"
            " WHERE id = %s",
            row.pk,
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"centre": " "}, "MISSING_VALUE"),
        ({"centre": "가" * 101}, "MISSING_VALUE"),
        ({"grounds": []}, "GROUNDS_MISSING"),
        ({"grounds": ["rain"]}, "GROUNDS_MISSING"),
        ({"grounds": ["other"], "note": ""}, "NOTE_MISSING"),
        ({"passed": ["everything"]}, "BAD_VALUE"),
        ({"passed": ["name"]}, "NO_CONSENT"),
        ({"passed": ["contact"]}, "NO_CONSENT"),
        ({"note": "가" * 501}, "TOO_LONG"),
        ({"note": f"{NAME} 씨가 급합니다."}, "PERSONAL_DATA"),
        ({"note": "홍 길동 씨가 급합니다."}, "PERSONAL_DATA"),
        ({"note": f"{ADDRESS}입니다."}, "PERSONAL_DATA"),
        ({"note": "900101-1234567"}, "PERSONAL_DATA"),
        ({"note": "010-9000-1234로 전화합니다."}, "PERSONAL_DATA"),
        ({"note": "hong@example.kr"}, "PERSONAL_DATA"),
    ],
)
def test_a_referral_is_refused_with(changes: dict[str, Any], code: str) -> None:
    case = make_case()
    refused(code, refer, case, who="intake", **(GOOD | changes))
    assert of_case(case) == []


def test_with_the_consent_more_may_be_passed_on_and_after_its_withdrawal_no_more() -> None:
    case = make_case()
    consenting(case)
    row = referred(case, passed=["contact", "name"])
    assert row.passed == ["receipt_no", "name", "contact"]
    intake, sheet = browser(cast("intake")), reverse("case_referral_sheet", args=[case, row.pk])
    page = intake.get(sheet).content.decode()
    assert NAME in page and "01090001234" in page.replace("-", "")
    [event] = [body for body in events("read") if body["page"] == "case_referral_sheet"]
    assert event["fields"] == ["party.mobile", "party.name"]
    consenting(case, granted=False)
    page = intake.get(sheet).content.decode()
    assert NAME not in page and "01090001234" not in page.replace("-", "") and "철회" in page
    move_clock(1)
    refused("NO_CONSENT", refer, case, who="intake", **(GOOD | {"passed": ["name"]}))


def test_the_result_is_noted_once_on_a_day_between_the_referral_and_today() -> None:
    case = make_case()
    row = referred(case)
    given = RESULT | {"referral": row.pk}
    refused("BAD_DATE", note_result, case, who="intake", **given, result_on=today(1))
    refused("BAD_DATE", note_result, case, who="intake", **given, result_on=today(-1))
    refused("BAD_VALUE", note_result, case, who="intake", **(given | {"result": "gone"}), result_on=today())
    refused("PERSONAL_DATA", note_result, case, who="intake", **(given | {"result_note": f"{NAME}과 통화함"}), result_on=today())
    refused("RESULT_STANDS", note_result, case, who="intake", **(given | {"referral": uuid4()}), result_on=today())
    with acting("intake"):
        note_result(case, **given, result_on=today())
    [row] = of_case(case)
    assert (row.result, row.result_on, row.result_by) == ("advised", today(), cast("intake"))
    refused("RESULT_STANDS", note_result, case, who="intake", **given, result_on=today())


def test_the_case_carries_a_mark_once() -> None:
    case = make_case()
    referred(case)
    move_clock(1)
    referred(case)
    with acting(SYSTEM, read_only=True) as unit:
        assert CaseFlag.objects.visible_to(unit.actor).filter(case=case, code="SUPPORT_REFERRED").count() == 1
    found = browser(cast("intake")).get(reverse("worklist"), {"tab": "all", "flag": "SUPPORT_REFERRED"}).content.decode()
    assert reload(case).receipt_no in found and "지원센터에 의뢰함" in found


# the pages


def send(client: Client, case: UUID, **words: Any) -> Any:
    given = {"decision": "refer", "version": reload(case).version, "request": uuid4(), **GOOD, **words}
    return client.post(reverse("case_referrals", args=[case]), given)


def test_an_urgent_filing_stands_on_the_list_until_it_is_referred_on_the_page() -> None:
    case = filed(urgent=urgent(stay_wanted=True))
    intake, number = browser(cast("intake")), reload(case).receipt_no
    first = intake.get(reverse("referrals")).content.decode()
    assert number in first and "아직 이 시스템에 들어오지 못합니다" in first
    page = intake.get(reverse("case_referrals", args=[case])).content.decode()
    assert "접수번호만 넘깁니다" in page and 'name="passed"' not in page
    assert page.count(" checked") == 1, "the ground of the filing"
    assert send(intake, case).status_code == 303
    assert number not in intake.get(reverse("referrals")).content.decode()
    waiting = intake.get(reverse("referrals"), {"tab": "no-result"}).content.decode()
    [row] = of_case(case)
    assert number in waiting and row.referral_no in waiting and NAME not in waiting
    words = {"decision": "result", "referral": row.pk, "result_on": today().isoformat(), **RESULT}
    assert send(intake, case, **words).status_code == 303
    assert number not in intake.get(reverse("referrals"), {"tab": "no-result"}).content.decode()
    assert "상담하거나 도왔음" in intake.get(reverse("referrals"), {"tab": "all"}).content.decode()


def test_what_is_refused_comes_back_with_all_that_was_typed() -> None:
    case, intake = make_case(), browser(cast("intake"))
    answer = send(intake, case, note="010-9000-1234로 전화합니다.")
    page = answer.content.decode()
    assert answer.status_code == 409 and "전화번호" in page and "010-9000-1234로 전화합니다." in page
    assert send(intake, case, centre="").status_code == 422
    row = referred(case)
    words = {"decision": "result", "referral": row.pk, "result": "", "result_on": today().isoformat(), "result_note": "부재"}
    assert send(intake, case, **words).status_code == 422


def test_who_only_reads_sees_the_referral_and_no_form() -> None:
    case = make_case("INVESTIGATING")
    row = referred(case)
    for who in ("invest", "auditor"):
        page = browser(cast(who)).get(reverse("case_referrals", args=[case])).content.decode()
        assert row.referral_no in page and 'name="grounds"' not in page and 'value="result"' not in page
        assert send(browser(cast(who)), case).status_code == 403


def test_another_province_sees_neither_the_case_nor_its_referral() -> None:
    case = make_case()
    row = referred(case)
    elsewhere = browser(official("busan", "SD-26", "P-INTAKE"))
    assert elsewhere.get(reverse("case_referrals", args=[case])).status_code == 404
    assert elsewhere.get(reverse("case_referral_sheet", args=[case, row.pk])).status_code == 404
    assert row.referral_no not in elsewhere.get(reverse("referrals"), {"tab": "all"}).content.decode()
