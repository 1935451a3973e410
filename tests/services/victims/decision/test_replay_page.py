"""다른 날짜의 법으로 다시 계산: who may, what is shown, and that nothing is kept but the look."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.services.victims.decision.letters import drafted, read_letter, sealed
from tests.services.victims.decision.test_pages import text
from tests.support.factories import browser, cast, events
from tests.support.meetings import denied, sql

pytestmark = pytest.mark.usefixtures("office_side")

OLD_LAW = "2024-09-09"


def asked(who: UUID, case: UUID, on: str | None = None) -> Any:
    words = {} if on is None else {"on": on}
    return browser(who).get(reverse("case_replay", args=[case]), words)


def rows() -> list[tuple[int, ...]]:
    """How much is stored of what a replay might touch."""
    return sql(
        "SELECT (SELECT count(*) FROM cases_timelineentry), (SELECT count(*) FROM victims_letter), (SELECT count(*) FROM to_portal),"
        " (SELECT count(*) FROM work_storedanswer), (SELECT sum(version) FROM cases_case)"
    )


@pytest.mark.req("S1-XCT-02")
def test_an_auditor_sees_in_words_what_the_law_of_another_day_would_have_said() -> None:
    case = sealed(deposit_current=450_000_000)
    before, content = rows(), read_letter(case).content
    page = text(asked(cast("auditor"), case, OLD_LAW))
    assert "임차보증금이 상한 이하일 것" in page and "충족합니다" in page and "확인되지 않았습니다" in page
    assert "500,000,000원" in page and "300,000,000원" in page and "2024. 9. 9.(월)" in page
    assert rows() == before and read_letter(case).content == content, "nothing is stored"


def test_the_look_of_an_auditor_is_kept_with_its_purpose() -> None:
    case = sealed()
    asked(cast("auditor"), case, OLD_LAW)
    assert [each["purpose"] for each in events("read") if each["page"] == "case_replay"] == ["audit"]


def test_under_the_law_of_the_decisions_day_nothing_differs() -> None:
    case = sealed()
    decided_on = read_letter(case).decided_on
    assert decided_on is not None
    page = text(asked(cast("auditor"), case, decided_on.isoformat()))
    assert "두 날의 법령에 따른 결론과 요건별 판단이 같습니다." in page and "계산 기록에서 다시 나온 판단이 다릅니다" not in page


def test_a_day_without_law_and_no_day_at_all_are_named() -> None:
    case = sealed()
    no_law, no_day, no_date = (asked(cast("auditor"), case, on) for on in ("2023-05-31", "", "2024-13-01"))
    assert (no_law.status_code, no_day.status_code, no_date.status_code) == (409, 422, 422)
    assert "NOT_IN_FORCE" in text(no_law) and "BAD_DATE" in text(no_date)
    assert "계산 결과" not in text(no_law)


def test_a_receipt_that_was_changed_is_said_to_be_so_and_not_replayed() -> None:
    case = sealed()
    sql(
        "UPDATE victims_letter SET content = jsonb_set(content, '{assessment,receipt,facts,deposit}', '1') WHERE case_id = %s", case
    )
    answer = asked(cast("auditor"), case, OLD_LAW)
    assert answer.status_code == 409 and "결정할 때의 것과 다릅니다" in text(answer) and "계산 결과" not in text(answer)


@pytest.mark.req("S1-USR-08")
def test_only_auditors_may_and_only_of_decided_cases() -> None:
    case = sealed()
    for who in ("drafter", "sealer", "server", "secretary", "agenda", "chair"):
        assert asked(cast(who), case).status_code == 403, who
    for who in ("invest", "review"):
        assert asked(cast(who, "26"), case).status_code == 403, who
    before = denied()
    assert asked(cast("auditor"), drafted()).status_code == 404
    assert asked(cast("auditor"), uuid4()).status_code == 404
    assert denied() == before + 1, "the look at what these eyes may not see is kept"


def test_the_letter_page_offers_it_to_auditors_only() -> None:
    case = sealed()
    url = reverse("case_replay", args=[case])
    assert url in text(browser(cast("auditor")).get(reverse("letter", args=[case])))
    assert url not in text(browser(cast("server")).get(reverse("letter", args=[case])))
