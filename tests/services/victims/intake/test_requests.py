"""What a request number stands for, and acts while the person's own message waits."""

import uuid

import pytest
from django.urls import reverse

from teojeon.kernel.work import messages
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.intake.messages import take_filing
from teojeon.services.victims.investigation import actions
from tests.support.factories import acting, browser, cast, filing, make_case, reload

pytestmark = pytest.mark.usefixtures("office_side")


@pytest.mark.req("S1-XCT-03")
def test_a_request_number_of_one_case_never_answers_another() -> None:
    first, second, request = make_case("RECEIVED"), make_case("RECEIVED"), uuid.uuid4()
    with acting(cast("invest")):
        answer = actions.open_file(first, request=request)
        assert actions.open_file(first, request=request) == answer
        with pytest.raises(Refusal) as caught:
            actions.open_file(second, request=request)
    assert caught.value.code == "REQUEST_REUSED"
    assert reload(second).state == "RECEIVED"


@pytest.mark.req("S1-NET-02")
def test_no_act_rests_on_a_case_whose_message_could_not_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case("SUBMITTED")

    def stuck(subject: uuid.UUID, account: uuid.UUID) -> int:
        raise RuntimeError("a box that does not open")

    monkeypatch.setattr(messages, "take", stuck)
    answer = browser(cast("intake")).post(
        reverse("case_confirm", args=[case]),
        {"version": reload(case).version, "request": uuid.uuid4(), "investigator": cast("invest")},
    )
    assert answer.status_code == 409
    assert "MESSAGE_STUCK" in answer.content.decode()
    assert reload(case).state == "SUBMITTED"


@pytest.mark.req("S1-APP-01")
def test_a_filing_whose_text_is_not_what_was_signed_becomes_no_case() -> None:
    letter = filing()
    forged = Letter(**{**vars(letter), "content": letter.content | {"statements": {"deposit_current": 1}}})
    with acting("intake"), pytest.raises(Refusal) as caught:
        take_filing(forged)
    assert caught.value.code == "HASH_DIFFERS"
