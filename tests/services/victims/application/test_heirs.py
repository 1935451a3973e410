"""The landlord's heirs as rows, and the tenants of one contract with their parts of the one deposit (S1-APP-04)."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.application.content import Content, CoTenant, LandlordHeir, Lease, from_json, load, to_json
from teojeon.services.victims.application.drafts import find_draft
from teojeon.services.victims.application.flags import FLAGS
from teojeon.services.victims.application.questions import questions
from teojeon.services.victims.application.said import content_of
from teojeon.services.victims.application.statements import statements
from teojeon.services.victims.application.steps import BY_SLUG, Reading, blank_form, read
from teojeon.services.victims.application.summary import rows_of
from teojeon.ui.formats import UNKNOWN
from tests.services.victims.application.applicant import ANSWERS, acting, new_draft
from tests.services.victims.application.test_rows import browser, send  # noqa: F401  (a fixture of both files)

pytestmark = pytest.mark.req("S1-APP-04")
HEIRS = {
    "landlord_status": "dead",
    "landlord_heir_list-0-name": "나하늘",
    "landlord_heir_list-0-relation": "descendant",
    "landlord_heir_list-0-share": "3분의 1",
    "landlord_heir_list-0-address": "부산광역시 해운대구",
    "landlord_heir_list-1-name_unknown": "on",
    "landlord_heir_list-1-relation": "unknown",
    "landlord_heir_list-1-share_unknown": "on",
    "landlord_heir_list-1-address_unknown": "on",
}
TWO = (
    LandlordHeir("나하늘", "descendant", "1/3", "부산광역시 해운대구"),
    LandlordHeir(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
)


def typed(**words: str) -> Reading:
    return read(BY_SLUG["lease"], {**ANSWERS["lease"], **words}, Content(), uuid4())


def asked_about(**lease: Any) -> set[str]:
    """Codes of the questions about a lease with these answers."""
    return {each.code for each in questions(Content(lease=Lease(**lease)), dt.date(2026, 11, 21))}


def test_heirs_are_rows_whose_every_answer_may_be_unknown() -> None:
    reading = typed(**HEIRS)
    assert reading.errors == []
    assert reading.values["landlord_heir_list"] == TWO
    content = reading.into(Content())
    assert from_json(to_json(content)).lease.landlord_heir_list == TWO


@pytest.mark.parametrize(("text", "kept"), [("1/3", "1/3"), ("２/２", "2/2"), ("1 / 7", "1/7"), ("7분의 3", "3/7")])
def test_a_share_is_written_as_a_fraction_or_in_words(text: str, kept: str) -> None:
    (row,) = typed(landlord_status="dead", **{"landlord_heir_list-0-share": text}).values["landlord_heir_list"]
    assert row.share == kept


@pytest.mark.parametrize("text", ["0/3", "4/3", "3/0", "절반", "33%", "1/3/2"])
def test_what_is_no_part_of_a_whole_is_asked_for_again_and_stays_as_typed(text: str) -> None:
    reading = typed(landlord_status="dead", **{"landlord_heir_list-0-share": text, "landlord_heir_list-0-name": "나하늘"})
    assert [(each.field, each.code) for each in reading.errors] == [("landlord_heir_list-0-share", "BAD_VALUE")]
    content = reading.into(Content())
    assert content.lease.landlord_heir_list == (LandlordHeir(name="나하늘"),)
    assert text in str(blank_form(BY_SLUG["lease"], content).rows["landlord_heir_list"].forms[0]["share"])


def test_a_value_beside_unknown_is_a_contradiction() -> None:
    reading = typed(**{**HEIRS, "landlord_heir_list-0-name_unknown": "on"})
    assert [each.code for each in reading.errors] == ["CONTRADICTION"]


@pytest.mark.parametrize(("status", "asked"), [("dead", True), ("closed", True), ("alive", False), ("unknown", False)])
def test_heirs_are_asked_about_only_where_somebody_stands_for_the_landlord(status: str, asked: bool) -> None:
    content = typed(**{**HEIRS, "landlord_status": status}).into(Content())
    assert ("landlord_heir_list" in BY_SLUG["lease"].form.asked_names(content)) is asked
    assert ("landlord_heir_list" in statements(content)) is asked


def test_a_draft_of_the_form_with_one_field_keeps_what_was_typed() -> None:
    stored = {"form_version": 2, "lease": {"landlord_status": "dead", "landlord_heirs": "자녀 2명, 큰아들이 부산에 산다고 함"}}
    content = from_json(stored)
    assert content.lease.landlord_heirs == "자녀 2명, 큰아들이 부산에 산다고 함"
    form = blank_form(BY_SLUG["lease"], content)
    assert "큰아들이 부산에" in str(form["landlord_heirs"])
    assert "landlord_heirs" in {row.field for row in rows_of(BY_SLUG["lease"], content, clock.business_today())}
    assert from_json(to_json(content)) == content


def test_officials_read_the_heirs_row_by_row() -> None:
    content = typed(**HEIRS).into(Content())
    said = statements(content)
    assert said["landlord_heir_list"][1] == {"name": None, "relation": None, "share": None, "address": None}
    shown = {row.field: row.value for row in rows_of(BY_SLUG["lease"], content_of(said), clock.business_today())}
    assert "성명: 나하늘; 집주인과의 관계: 자녀 등 직계비속; 상속분: 1/3" in shown["landlord_heir_list-0"]
    assert shown["landlord_heir_list-1"] == "성명: 모름; 집주인과의 관계: 모름; 상속분: 모름; 주소: 모름"


def test_a_heir_is_added_and_taken_out_without_a_script(browser: Client, tenant: Account) -> None:  # noqa: F811
    draft = new_draft(tenant)
    answer = send(browser, draft, "add:landlord_heir_list", "lease", **ANSWERS["lease"], **HEIRS)
    assert answer["Location"].endswith("?more=landlord_heir_list#id_landlord_heir_list-2")
    page = browser.get(answer["Location"]).content.decode()
    assert "상속인·관리인 3" in page and "landlord_heir_list-2-name" in page
    send(browser, draft, "remove:landlord_heir_list:0", "lease", **ANSWERS["lease"], **HEIRS)
    with acting(tenant):
        assert load(find_draft(draft)).lease.landlord_heir_list == TWO[1:]


@pytest.mark.parametrize(("shares", "asks"), [(("1/2", "1/2"), False), (("1/2", "2/3"), True), (("1/2", UNKNOWN), False)])
def test_shares_of_the_estate_above_the_whole_are_a_question(shares: tuple[Any, ...], asks: bool) -> None:
    heirs = tuple(LandlordHeir(share=share) for share in shares)
    assert ("HEIR_SHARES_ABOVE" in asked_about(landlord_status="dead", landlord_heir_list=heirs)) is asks
    assert "HEIR_SHARES_ABOVE" not in asked_about(landlord_status="alive", landlord_heir_list=heirs)


DEPOSIT = 210_000_000


@pytest.mark.parametrize(
    ("own", "others", "asks"),
    [
        (DEPOSIT - 1, (1,), False),
        (DEPOSIT, (1,), True),
        (None, (DEPOSIT, 1), True),
        (DEPOSIT, (UNKNOWN, None), False),
        (UNKNOWN, (DEPOSIT + 1,), True),
    ],
)
def test_parts_of_the_deposit_one_won_above_it_are_a_question_and_never_refused(
    own: Any, others: tuple[Any, ...], asks: bool
) -> None:
    rows = tuple(CoTenant("다른임차인", deposit_share=share) for share in others)
    found = asked_about(deposit_current=DEPOSIT, own_deposit_share=own, co_tenants=rows)
    assert ("DEPOSIT_SHARES_ABOVE" in found) is asks


def test_without_a_co_tenant_or_with_an_unknown_deposit_nothing_is_compared() -> None:
    assert "DEPOSIT_SHARES_ABOVE" not in asked_about(deposit_current=1, own_deposit_share=2)
    rows = (CoTenant("다른임차인", deposit_share=5),)
    assert "DEPOSIT_SHARES_ABOVE" not in asked_about(deposit_current=UNKNOWN, co_tenants=rows)


def test_an_amount_below_zero_is_refused() -> None:
    reading = typed(**{"co_tenants-0-name": "다른임차인", "co_tenants-0-deposit_share": "-1"})
    assert [each.field for each in reading.errors] == ["co_tenants-0-deposit_share"]


def test_the_flags_of_these_questions_have_words_for_officials() -> None:
    assert {"DEPOSIT_SHARES_ABOVE", "HEIR_SHARES_ABOVE"} <= set(FLAGS)
