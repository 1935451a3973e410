"""Unmasking: one field, one purpose, one event that names it (S1-XCT-05)."""

import pytest
from django.urls import reverse

from tests.support.factories import ADDRESS, MOBILE, NUMBER, browser, cast, events, make_case

pytestmark = pytest.mark.usefixtures("office_side")
VALUES = {"number": NUMBER, "mobile": MOBILE, "address": ADDRESS}


@pytest.mark.req("S1-XCT-05")
@pytest.mark.parametrize("field", VALUES)
def test_the_value_is_shown_once_with_a_purpose_and_an_event_for_that_field(field: str) -> None:
    case, page = make_case(), browser(cast("intake"))
    address = reverse("case_unmask", args=[case, field])
    assert VALUES[field] not in page.get(address).content.decode()
    response = page.post(address, {"purpose": "identity_check"})
    assert VALUES[field] in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    (event,) = [each for each in events("read") if each.get("fields")]
    assert (event["fields"], event["purpose"], event["page"]) == ([f"party.{field}"], "identity_check", "case_unmask")
    assert event["actor"] == str(cast("intake"))
    assert VALUES[field] not in page.get(address).content.decode()


@pytest.mark.req("S1-XCT-05")
@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_without_a_known_purpose_nothing_is_shown_and_nothing_counts_as_seen(purpose: str) -> None:
    case = make_case()
    response = browser(cast("intake")).post(reverse("case_unmask", args=[case, "number"]), {"purpose": purpose})
    assert response.status_code == 422
    assert NUMBER not in response.content.decode()
    assert not [each for each in events("read") if each.get("fields")]


@pytest.mark.req("S1-USR-08")
def test_another_province_gets_the_same_answer_as_for_no_case() -> None:
    case, page = make_case(), browser(cast("intake", "26"))
    response = page.post(reverse("case_unmask", args=[case, "number"]), {"purpose": "contact"})
    assert response.status_code == 404
    assert not [each for each in events("read") if each.get("fields")]


@pytest.mark.parametrize("role", ["review", "send", "agenda", "auditor"])
def test_reading_a_case_does_not_mean_unmasking(role: str) -> None:
    case = make_case("SENT")
    page = browser(cast(role))
    assert page.post(reverse("case_unmask", args=[case, "number"]), {"purpose": "contact"}).status_code == 403


def test_no_other_field_can_be_unmasked() -> None:
    assert browser(cast("intake")).get(reverse("case_unmask", args=[make_case(), "name"])).status_code == 404
