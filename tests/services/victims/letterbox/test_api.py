"""Machines of agencies at the portal: signed calls, signed answers, one shape of errors, nobody else's requests (S1-INV-03, S1-NET-03)."""

import base64
import datetime as dt
import json
import re
from uuid import uuid4

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import set_urlconf

from teojeon.kernel import clock
from teojeon.kernel.crypto.sealing import Unopened, seal
from teojeon.kernel.work.models import ToOffice
from teojeon.services.victims.letterbox import answers, api, protocol
from teojeon.services.victims.letterbox.models import FETCHED, LetterboxDeposit, PortalRequest
from teojeon.services.victims.letterbox.openapi import DOCUMENT
from tests.services.victims.letterbox.conftest import REQUEST_NO
from tests.support.agencies import NEEDLE, Machine, asked, carry, lay_in, link, own_keys
from tests.support.sides import as_side
from tools.agency.portal import NotThePortal, Refused

LIST, ONE = "/api/requests", f"/api/requests/{REQUEST_NO}"
REPLY = f"{ONE}/reply"


def signed_at(machine: Machine, instant: dt.datetime, path: str = LIST, **more: str) -> dict[str, str]:
    """Headers of a call that was signed at another time."""
    said = machine.headers("GET", path, uuid4().hex, b"") | more
    time = instant.strftime("%Y-%m-%dT%H:%M:%SZ")
    text = protocol.call_text("GET", path, machine.agency, time, said["Teojeon-Nonce"], said["Teojeon-Body"])
    return said | {"Teojeon-Time": time, "Teojeon-Signature": base64.b64encode(machine.keys.sign.sign(text)).decode()}


def got(headers: dict[str, str], path: str = LIST) -> tuple[int, str]:
    """Status and code of a call with these headers."""
    with as_side("portal"):
        answer = Client(raise_request_exception=False).get(path, headers=headers)
    return answer.status_code, json.loads(answer.content).get("code", "")


@pytest.mark.req("S1-INV-03", "S1-NET-03")
def test_an_agency_fetches_its_request_and_opens_it_with_its_own_key_alone(hug: Machine) -> None:
    [line] = hug.requests()
    assert (line["request_no"], line["state"], line["can_be_fetched"]) == (REQUEST_NO, "waiting", True)
    assert hug.opened(REQUEST_NO) == asked(REQUEST_NO)
    assert hug.opened(REQUEST_NO)["subjects"][0]["name"] == NEEDLE, "a machine that died meanwhile fetches it again"
    assert hug.request(REQUEST_NO)["state"] == "fetched"
    with pytest.raises(Unopened):
        Machine("", "HUG", type(hug.keys)(own_keys().seal, hug.keys.sign, hug.keys.office, hug.keys.portal)).opened(REQUEST_NO)
    carry()
    deposit = LetterboxDeposit.objects.narrowed(Q()).get()
    assert deposit.state == FETCHED and deposit.fetched_at is not None


@pytest.mark.req("S1-NET-03")
def test_another_agency_sees_and_fetches_nothing(hug: Machine) -> None:
    other = link("HF")
    assert other.requests() == []
    for method, path in (("GET", ONE), ("GET", f"{ONE}/box"), ("POST", REPLY)):
        missing = path.replace("000101", "999999")
        answers_ = [other.ask(method, each, b"\x01" * 80 if method == "POST" else b"") for each in (path, missing)]
        assert [answer.status_code for answer in answers_] == [404, 404]
        assert answers_[0].content == answers_[1].content, "as if it did not exist"
    assert PortalRequest.objects.narrowed(Q()).get().fetched_at is None


@pytest.mark.req("S1-NET-03")
def test_a_call_that_the_agency_did_not_sign_just_now_is_refused(hug: Machine) -> None:
    stranger = Machine("", "HUG", own_keys())
    unknown = Machine("", "NTS", own_keys())
    assert got({}) == (401, "SIGNATURE_MISSING")
    assert got(stranger.headers("GET", LIST, uuid4().hex, b"")) == (401, "UNKNOWN_CALLER")
    assert got(unknown.headers("GET", LIST, uuid4().hex, b"")) == (401, "UNKNOWN_CALLER")
    assert got(hug.headers("GET", ONE, uuid4().hex, b"")) == (401, "UNKNOWN_CALLER"), "signed for another address"
    assert got(hug.headers("POST", LIST, uuid4().hex, b"")) == (401, "UNKNOWN_CALLER"), "signed for another method"
    assert got(hug.headers("GET", LIST, uuid4().hex, b"") | {"Teojeon-Agency": "HF"}) == (401, "UNKNOWN_CALLER")
    assert got(hug.headers("GET", LIST, uuid4().hex, b"") | {"Teojeon-Time": "yesterday"}) == (401, "CLOCK_SKEW")
    replayed = hug.headers("GET", LIST, uuid4().hex, b"")
    assert got(replayed) == (200, "")
    assert got(replayed) == (401, "NONCE_USED")
    assert got(hug.headers("GET", LIST, uuid4().hex, b""), f"{LIST}?page=2") == (401, "UNKNOWN_CALLER"), "more than was signed"


def test_a_clock_may_be_five_minutes_off_and_no_more(hug: Machine) -> None:
    now = clock.real_now()
    for minutes in (5, -5):
        edge = dt.timedelta(minutes=minutes)
        beyond = edge + dt.timedelta(seconds=2 if minutes > 0 else -1)
        inside = edge - dt.timedelta(seconds=5 if minutes > 0 else -5)
        assert got(signed_at(hug, now + inside)) == (200, "")
        assert got(signed_at(hug, now + beyond)) == (401, "CLOCK_SKEW")


def test_a_body_is_the_signed_one_and_not_too_large(hug: Machine) -> None:
    assert json.loads(hug.ask("POST", REPLY, b"\x01" + bytes(99), Teojeon_Body="0" * 64).content)["code"] == "UNKNOWN_CALLER"
    headers = hug.headers("POST", REPLY, uuid4().hex, b"\x01" + bytes(99))
    with as_side("portal"):
        client = Client(raise_request_exception=False)
        changed = client.generic("POST", REPLY, b"\x02" + bytes(99), content_type=api.BOX_TYPE, headers=headers)
    assert (changed.status_code, json.loads(changed.content)["code"]) == (400, "BODY_CHANGED")
    limit = protocol.MAX_REPLY_BYTES
    assert hug.ask("POST", REPLY, b"\x02" + bytes(limit - 1)).status_code == 422, "up to the limit it is read: this is no box"
    assert hug.ask("POST", REPLY, b"\x02" + bytes(limit)).status_code == 413


@pytest.mark.req("S1-XCT-03")
def test_every_answer_is_signed_kept_by_no_cache_and_every_error_has_one_shape(hug: Machine) -> None:
    for method, path, status in (("GET", LIST, 200), ("GET", f"{LIST}/none", 404), ("POST", LIST, 405), ("POST", REPLY, 422)):
        answer = hug.ask(method, path)  # raises for a signature that does not fit
        assert answer.status_code == status
        assert answer["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "Set-Cookie" not in answer and not answer.cookies
        if status >= 400:
            said = json.loads(answer.content)
            assert said.keys() == {"code", "message", "field", "source"}
            assert re.search("[가-힣]", said["message"])
    assert hug.ask("POST", LIST)["Allow"] == "GET"


def test_an_answer_of_somebody_else_is_not_used(hug: Machine) -> None:
    headers = hug.headers("GET", LIST, uuid4().hex, b"")
    with as_side("portal"):
        answer = Client().get(LIST, headers=headers)
    assert hug.checked(200, headers["Teojeon-Nonce"], answer.headers, answer.content)
    for status, nonce, content in (
        (200, uuid4().hex, answer.content),
        (202, headers["Teojeon-Nonce"], answer.content),
        (200, headers["Teojeon-Nonce"], b"{}"),
    ):
        with pytest.raises(NotThePortal):
            hug.checked(status, nonce, answer.headers, content)


def test_the_same_box_sent_again_is_the_same_reply_and_another_one_waits_its_turn(hug: Machine) -> None:
    box = seal(b"{}", hug.keys.office, protocol.reply_context(REQUEST_NO))
    assert hug.post(REQUEST_NO, box) == hug.post(REQUEST_NO, box), "an answer that was lost"
    assert ToOffice.objects.filter(kind="letterbox_reply").count() == 1
    with pytest.raises(Refused, match="REPLY_WAITS"):
        hug.reply(REQUEST_NO, b"{}")


def test_the_description_names_every_address_method_and_refusal() -> None:
    set_urlconf(None)
    described = {
        f"api{path}".replace("{", "<str:").replace("}", ">"): set(entry) - {"parameters"}
        for path, entry in DOCUMENT["paths"].items()
    }
    assert described.keys() == {str(entry.pattern) for entry in api.urls}
    codes = {
        int(code)
        for entry in DOCUMENT["paths"].values()
        for method in entry.values()
        if isinstance(method, dict)
        for code in method["responses"]
    }
    assert codes == {*answers.STATUS.values(), 200, answers.ACCEPTED, answers.CONFLICT}


@pytest.mark.usefixtures("portal_side")
def test_the_description_is_open_to_everybody(keys: object) -> None:
    answer = Client().get("/api/openapi.json")
    assert answer.json()["openapi"].startswith("3.1")


def test_a_second_request_does_not_hide_the_first(hug: Machine) -> None:
    lay_in("자료요청-2026-000102")
    assert [line["request_no"] for line in hug.requests()] == [REQUEST_NO, "자료요청-2026-000102"]
