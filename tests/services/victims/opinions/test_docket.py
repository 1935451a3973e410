"""The ministry's docket and agreement in bulk: forty cases of one landlord in one act (S1-INV-08)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.services.victims.investigation.package import sha256_of
from teojeon.services.victims.opinions import actions, queries
from teojeon.services.victims.opinions.models import Opinion
from teojeon.services.victims.opinions.queries import BUILDING, SALE, Docket
from tests.services.victims.additional.test_additional import changed
from tests.support.factories import REASON, acting, browser, cast, make_case, reload
from tests.support.meetings import sql

pytestmark = [pytest.mark.req("S1-INV-08"), pytest.mark.usefixtures("office_side")]
LANDLORD: dict[str, Any] = {"landlord_name": "나임대", "landlord_number": {"masked": "700101-1******", "box": ""}}
NAMESAKE: dict[str, Any] = {"landlord_name": "나임대", "landlord_number": {"masked": "820202-1******", "box": ""}}


def docket(**words: Any) -> list[queries.Line]:
    with acting("agenda", read_only=True) as unit:
        return queries.page_of(unit.actor, Docket(**words))[0]


def signed(cases: list[UUID]) -> dict[UUID, Opinion]:
    with acting("agenda", read_only=True) as unit:
        return {row.case_id: row for row in Opinion.objects.visible_to(unit.actor).filter(case__in=cases)}


def agreed(page: Client, cases: list[UUID], shown: list[UUID] | None = None) -> Any:
    """The first stage: what was ticked of what was shown."""
    given = {"cases": [str(each) for each in cases], "shown": [str(each) for each in shown or cases], "reason": REASON}
    return page.post(reverse("opinions_agree"), given)


def token_of(response: Any) -> str:
    return str(response.content.decode().split('name="preview" value="')[1].split('"')[0])


@pytest.mark.slow
def test_forty_cases_of_one_landlord_are_agreed_in_one_act_and_three_taken_out_with_their_own_reasons() -> None:
    cases = [make_case("SENT", **LANDLORD) for _ in range(40)]
    other, apart = make_case("SENT", **NAMESAKE), cases[:3]
    lines = docket(like=cases[0])
    assert {line.row.case.pk for line in lines} == set(cases) and lines[0].in_group == 40
    page = browser(cast("agenda"))
    preview = agreed(page, cases[3:], cases)
    text = preview.content.decode()
    assert "37건에" in text and "3건은 뺍니다" in text and text.count("고르지 않았습니다. 따로 검토의견을 씁니다.") == 3
    assert not signed(cases)  # a preview signs nothing
    done = page.post(reverse("opinions_agree"), {"preview": token_of(preview)})
    assert done.status_code == 200
    for number, case in enumerate(apart):
        with acting("agenda"):
            actions.to_agenda(
                case,
                outcome="REJECT",
                agrees_with_province=False,
                reason=f"이 사건은 다릅니다({number}).",
                differs_in=["deposit_current"],
            )
    rows = signed(cases)
    together = [rows[case] for case in cases[3:]]
    assert len(rows) == 40 and {row.agrees_with_province for row in together} == {True}
    assert len({row.cluster for row in together}) == 1 and together[0].cluster is not None
    assert len({row.sha256 for row in together}) == 37 and all(sha256_of(row.content) == row.sha256 for row in together)
    assert [(rows[case].reason, rows[case].cluster) for case in apart] == [(f"이 사건은 다릅니다({n}).", None) for n in range(3)]
    assert reload(other).state == "SENT" and reload(cases[-1]).state == "AGENDA"


def test_a_row_that_changed_after_the_preview_stops_all_and_is_named() -> None:
    first, second = make_case("SENT"), make_case("SENT")
    page = browser(cast("agenda"))
    token = token_of(agreed(page, [first, second]))
    with acting("agenda"):
        actions.to_agenda(second, outcome="GA", agrees_with_province=True, reason=REASON)
    stopped = page.post(reverse("opinions_agree"), {"preview": token})
    assert stopped.status_code == 409 and reload(second).receipt_no in stopped.content.decode()
    assert reload(first).state == "SENT" and list(signed([first, second])) == [second]
    assert page.post(reverse("opinions_agree"), {"preview": token}).status_code == 302  # a preview serves once


def test_the_preview_leaves_out_what_must_be_looked_at_by_itself_and_says_why() -> None:
    plain, unread, held = make_case("SENT"), make_case("SENT"), make_case("READY")
    changed(unread)
    page = browser(cast("agenda"))
    text = agreed(page, [plain, unread, held, uuid4()]).content.decode()
    assert "1건에" in text and "3건은 뺍니다" in text
    assert "아직 확인하지 않았습니다" in text and "상태에서는 할 수 없습니다" in text and "해당하는 사건이 없습니다" in text
    with acting("agenda"):
        actions.to_agenda(unread, outcome="GA", agrees_with_province=True, reason=REASON)  # by itself it may


def test_each_case_of_a_bulk_act_gets_the_class_of_its_own_province() -> None:
    granted, refused = make_case("SENT"), make_case("SENT", outcome="REJECT")
    page = browser(cast("agenda"))
    page.post(reverse("opinions_agree"), {"preview": token_of(agreed(page, [granted, refused]))})
    rows = signed([granted, refused])
    assert [rows[case].outcome for case in (granted, refused)] == ["GA", "REJECT"]


def test_a_finding_that_changed_since_the_sending_is_not_agreed_to_in_bulk() -> None:
    case = make_case("SENT", facts={"deposit_current": 180_000_000})
    sql("UPDATE victims_fact SET value = '900000000' WHERE case_id = %s AND code = 'deposit_current'", case)
    with acting("agenda"):
        preview = actions.to_agenda.preview(
            [case], outcome="NA", agrees_with_province=False, reason=REASON, differs_in=["deposit_current"], cluster=uuid4()
        )
    assert preview.refused[case].code == "FINDINGS_CHANGED" and "R2" in preview.refused[case].message


def test_nothing_chosen_and_no_reason_come_back_with_what_to_do() -> None:
    page, case = browser(cast("agenda")), make_case("SENT")
    nothing = page.post(reverse("opinions_agree"), {"reason": REASON}, follow=True).content.decode()
    assert "같은 의견을 낼 사건을 고릅니다" in nothing
    silent = page.post(reverse("opinions_agree"), {"cases": [str(case)], "reason": " "}, follow=True).content.decode()
    assert "이유" in silent and reload(case).state == "SENT"


def test_landlords_of_the_same_name_and_houses_of_one_building_are_told_apart_and_together() -> None:
    one, two = make_case("SENT", **LANDLORD), make_case("SENT", **NAMESAKE)
    nameless = make_case("SENT")
    assert [line.row.case.pk for line in docket(like=one)] == [one]
    assert {line.row.case.pk for line in docket(by=BUILDING, like=one)} >= {one, two, nameless}  # 효자로 12
    assert [line.row.case.pk for line in docket(like=nameless)] == [nameless]
    groups = [(line.group, line.in_group) for line in docket() if line.group]
    assert ("나*대 700101-1******", 1) in groups and ("나*대 820202-1******", 1) in groups
    building = docket(by=BUILDING)[0]
    assert building.building == "서울특별시 종로구 효자로 12" and "301호" not in building.group


def test_the_order_by_sale_puts_the_nearest_first_and_pages_follow_without_a_gap() -> None:
    late, soon, never = (make_case("SENT") for _ in range(3))
    today = clock.business_today()
    with acting("agenda") as unit:
        for case, days in ((late, 20), (soon, 3)):
            Case.objects.visible_to(unit.actor).filter(pk=case).update(next_sale_on=today + dt.timedelta(days=days))
    order = [line.row.case.pk for line in docket(by=SALE)]
    assert [key for key in order if key in (late, soon, never)] == [soon, late, never]
    assert {line.row.case.pk for line in docket(by=SALE, sale="known")} == {late, soon}
    with acting("agenda", read_only=True) as unit:
        seen: list[UUID] = []
        after: UUID | None = None
        while True:
            lines, more = queries.page_of(unit.actor, Docket(by=SALE, after=after), count=1)
            seen += [line.row.case.pk for line in lines]
            if not more:
                break
            after = lines[-1].row.case.pk
    assert seen == order


def test_the_docket_s_page_shows_the_target_and_no_name_in_its_addresses() -> None:
    case = make_case("SENT", **LANDLORD)
    page = browser(cast("agenda"))
    shown = page.get(reverse("opinions")).content.decode()
    assert "상정 목표" in shown and "D-14" in shown and f"like={case}" in shown
    assert "나임대" not in shown
    assert page.get(reverse("opinions"), {"by": "?", "after": "x", "unit": "SD-99", "like": "1"}).status_code == 200


def test_the_docket_asks_the_same_number_of_queries_however_many_cases() -> None:
    def counted() -> int:
        page = browser(cast("agenda"))
        page.get(reverse("opinions"))
        with CaptureQueriesContext(connection) as caught:
            page.get(reverse("opinions"))
        return len([each for each in caught if "SAVEPOINT" not in each["sql"]])

    make_case("SENT", **LANDLORD)
    few = counted()
    for _ in range(3):
        make_case("SENT", **LANDLORD)
    assert counted() == few


def test_only_the_agenda_box_sees_the_docket_and_agrees() -> None:
    case = make_case("SENT")
    for role in ("secretary", "sealer", "send"):
        page = browser(cast(role))
        assert page.get(reverse("opinions")).status_code == 403
        assert agreed(page, [case]).status_code == 403
    assert reload(case).state == "SENT"
