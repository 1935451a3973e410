"""The letter page, as each person sees and uses it."""

import errno
import hashlib
import os
import re
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.documents.seal import verify_sealed
from teojeon.services.victims.decision.actions import draft_letter
from teojeon.services.victims.decision.models import Letter
from tests.services.victims.decision.letters import dispatched, drafted, read_letter, sealed, sent_to_portal, state
from tests.support.factories import ADDRESS, NAME, acting, browser, cast, events, make_case, official, reload
from tests.support.meetings import denied, sql, withdrawn

pytestmark = pytest.mark.usefixtures("office_side")

PAGE_QUERIES = {("DRAFTED", "auditor"): 16, ("DRAFTED", "sealer"): 29, ("SERVED", "auditor"): 21}


def url(name: str, case: UUID) -> str:
    return reverse(name, args=[case])


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def sent(client: Client, name: str, case: UUID, **data: Any) -> Any:
    given = {"version": reload(case).version, "request": str(uuid.uuid4()), **data}
    return client.post(url(name, case), given)


def test_a_letter_is_drafted_previewed_sealed_dispatched_and_served_on_its_page() -> None:
    case = make_case("RESOLVED", outcome="REJECT")
    drafter, sealer, server = (browser(cast(who)) for who in ("drafter", "sealer", "server"))
    page = text(drafter.get(url("letter", case)))
    assert "회의록의 이유에서 가져왔습니다" in page and "불인정" in page and "결정문 기안" in page
    answer = sent(drafter, "letter_draft", case, reasons="첫째 이유입니다.\n\n둘째 이유입니다.")
    assert answer.status_code == 302
    assert read_letter(case).content["reasons"] == ["첫째 이유입니다.", "둘째 이유입니다."]
    preview = drafter.get(url("letter_pdf", case))
    assert preview["Content-Type"] == "application/pdf" and preview["Content-Disposition"].startswith("inline")
    assert not verify_sealed(preview.content).sealed
    assert "기안한 사람은" not in text(sealer.get(url("letter", case)))
    assert sent(sealer, "letter_seal", case).status_code == 302
    page = text(server.get(url("letter", case)))
    letter = read_letter(case)
    assert letter.sha256 in page and "유효" in page and "보관한 정본과 같습니다" in page
    copy = server.get(url("letter_pdf", case)).content
    assert hashlib.sha256(copy).hexdigest() == letter.sha256 and verify_sealed(copy).holds
    assert sent(server, "letter_dispatch", case, method="post").status_code == 302
    missing = sent(server, "letter_served", case, method="post", arrived_on="", proof="등기 1234")
    assert missing.status_code == 422 and 'value="등기 1234"' in text(missing)
    today = clock.business_today().isoformat()
    assert sent(server, "letter_served", case, method="post", arrived_on=today, proof="등기 1234").status_code == 302
    page = text(server.get(url("letter", case)))
    assert "이의신청 기한" in page and "30일째" in page
    assert state(case) == "SERVED"


def test_the_drafter_is_told_why_the_seal_is_for_somebody_else() -> None:
    both = official("both", "MOLIT", "PM-DRAFT", "PM-SEAL", noted=True)
    case = make_case("RESOLVED")
    with acting(both):
        draft_letter(case)
    client = browser(both)
    page = text(client.get(url("letter", case)))
    assert "기안한 사람은 관인을 찍을 수 없습니다" in page and "결정하고 관인 찍기" not in page
    answer = sent(client, "letter_seal", case)
    assert answer.status_code == 409 and "SAME_PERSON" in text(answer)


def test_a_letter_that_differs_is_refused_with_its_code_and_the_page_warns() -> None:
    case = drafted()
    sql("UPDATE committees_agendaitem SET result = 'NA' WHERE matter = %s", case)
    client = browser(cast("sealer"))
    answer = sent(client, "letter_seal", case)
    assert answer.status_code == 409
    assert "DIFFERS_FROM_MINUTES" in text(answer)
    assert "회의록이 서명한 때의 것과 다릅니다" in text(answer)


def test_a_draft_that_somebody_changed_meanwhile_shows_both_wordings() -> None:
    case = drafted()
    client, version = browser(cast("drafter")), reload(case).version
    with acting("drafter"):
        draft_letter(case, reasons=["먼저 저장한 이유입니다."])
    answer = client.post(
        url("letter_draft", case), {"version": version, "request": str(uuid.uuid4()), "reasons": "내가 쓴 이유입니다."}
    )
    page = text(answer)
    assert answer.status_code == 409
    assert page.count("내가 쓴 이유입니다.") >= 2 and "먼저 저장한 이유입니다." in page
    again = dict(re.findall(r'name="(version|request)" value="([^"]*)" id="draft-', page))
    assert client.post(url("letter_draft", case), {**again, "reasons": "내가 쓴 이유입니다."}).status_code == 302
    assert read_letter(case).content["reasons"] == ["내가 쓴 이유입니다."]


def test_a_seal_that_somebody_set_first_is_shown_beside_what_the_page_offered() -> None:
    case = drafted()
    client, version = browser(cast("sealer")), reload(case).version
    assert sent(client, "letter_seal", case).status_code == 302
    page = text(client.post(url("letter_seal", case), {"version": version, "request": str(uuid.uuid4())}))
    assert '<th scope="row">결정문 상태</th><td>기안</td><td>결정·관인</td>' in page


@pytest.mark.parametrize("act", ["letter_dispatch", "letter_served"])
def test_a_withdrawal_that_waits_is_taken_before_dispatch_and_service(act: str) -> None:
    case = sealed() if act == "letter_dispatch" else dispatched()
    withdrawn(case)
    sent(browser(cast("server")), act, case, method="post", arrived_on=clock.business_today().isoformat(), proof="등기 1234")
    assert sent_to_portal(case, "status")[-1 if act == "letter_dispatch" else -2]["step"] == "withdraw_late"


@pytest.mark.req("S1-XCT-05")
def test_the_whole_address_is_shown_to_those_whose_duty_needs_it() -> None:
    case, row = drafted(), f"<dt>주소</dt><dd>{ADDRESS}</dd>"
    for who in ("drafter", "sealer", "server"):
        assert row in text(browser(cast(who)).get(url("letter", case))), who
    for who in ("agenda", "secretary", "auditor"):
        page = text(browser(cast(who)).get(url("letter", case)))
        assert row not in page and "<dt>주소</dt><dd>서울특별시 종로구 ***</dd>" in page, who


def test_empty_reasons_are_told_at_the_field() -> None:
    case = make_case("RESOLVED")
    answer = sent(browser(cast("drafter")), "letter_draft", case, reasons=" ")
    assert answer.status_code == 422 and "이유를 입력해 주십시오" in text(answer)


def test_the_same_request_twice_is_one_draft() -> None:
    case, client, request = make_case("RESOLVED"), browser(cast("drafter")), str(uuid.uuid4())
    data = {"version": reload(case).version, "request": request, "reasons": "이유입니다."}
    assert [client.post(url("letter_draft", case), data).status_code for _ in range(2)] == [302, 302]
    assert sql("SELECT count(*) FROM cases_timelineentry WHERE case_id = %s AND kind = 'victims.draft_letter'", case) == [(1,)]


def test_a_name_without_glyph_is_named_and_the_letter_stays_a_draft() -> None:
    case = make_case("RESOLVED", name="김\U000104a0수")
    drafter, sealer = browser(cast("drafter")), browser(cast("sealer"))
    assert sent(drafter, "letter_draft", case, reasons="이유입니다.").status_code == 302
    assert "U+104A0" in text(drafter.get(url("letter", case)))
    preview = drafter.get(url("letter_pdf", case))
    assert preview.status_code == 422 and "«\U000104a0»(U+104A0)" in text(preview)
    answer = sent(sealer, "letter_seal", case)
    assert answer.status_code == 422 and "MISSING_GLYPH" in text(answer) and "U+104A0" in text(answer)
    assert (read_letter(case).state, state(case)) == (Letter.DRAFTED, "RESOLVED")


def test_a_full_disk_is_a_message_and_the_letter_stays_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    case, client = drafted(), browser(cast("sealer"))

    def no_room(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("teojeon.kernel.documents.store.os.fsync", no_room)
        answer = sent(client, "letter_seal", case)
    assert answer.status_code == 507 and "STORE_FULL" in text(answer) and "기안 상태 그대로" in text(answer)
    assert (read_letter(case).state, state(case)) == (Letter.DRAFTED, "RESOLVED")
    assert sent(client, "letter_seal", case).status_code == 302


def test_a_withdrawal_that_waits_is_taken_before_the_seal() -> None:
    case = drafted()
    withdrawn(case)
    answer = sent(browser(cast("sealer")), "letter_seal", case)
    assert answer.status_code == 409
    assert (state(case), read_letter(case).state) == ("WITHDRAWN", Letter.DRAFTED)


def test_a_lost_copy_is_shown_as_lost_and_not_offered_for_dispatch() -> None:
    case = sealed()
    sql("UPDATE victims_letter SET sha256 = repeat('0', 64) WHERE case_id = %s", case)
    client = browser(cast("server"))
    page = text(client.get(url("letter", case)))
    assert "발송하지 말고 운영자에게 알립니다" in page and "정본 발송" not in page
    assert client.get(url("letter_pdf", case)).status_code == 409


ACTS = {"letter_draft": "drafter", "letter_seal": "sealer", "letter_dispatch": "server", "letter_served": "server"}


def test_each_act_answers_403_to_all_but_its_own_role() -> None:
    case = make_case("RESOLVED")
    for who in ("drafter", "sealer", "server", "secretary", "auditor", "param", "chair", "invest"):
        client = browser(cast(who))
        for name, right in ACTS.items():
            if who != right:
                assert sent(client, name, case).status_code == 403, (who, name)
    assert read_state(case) == ("RESOLVED", 0)


def read_state(case: UUID) -> tuple[str, int]:
    return state(case), int(str(sql("SELECT count(*) FROM victims_letter WHERE case_id = %s", case)[0][0]))


def test_who_may_read_the_letter_before_its_dispatch() -> None:
    case = drafted()
    for who in ("drafter", "sealer", "server", "secretary", "agenda", "auditor"):
        client = browser(cast(who))
        assert (client.get(url("letter", case)).status_code, client.get(url("letter_pdf", case)).status_code) == (200, 200), who
    for who in ("param", "chair", "member2", "invest", "send"):
        client = browser(cast(who))
        assert (client.get(url("letter", case)).status_code, client.get(url("letter_pdf", case)).status_code) == (403, 403), who


def test_a_foreign_organisation_with_every_box_finds_no_letter_and_each_look_is_kept() -> None:
    case, wrong = drafted(), official("wrong", "SD-26", "P-INV")
    for box in ("PM-DRAFT", "PM-SEAL", "PM-SERVE"):
        sql(
            "INSERT INTO people_grant (id, account, box, valid_from, applied_by, approved_by, conflict_noted, event)"
            " VALUES (gen_random_uuid(), %s, %s, now() - interval '1 day', gen_random_uuid(), gen_random_uuid(), true,"
            " gen_random_uuid())",
            wrong,
            box,
        )
    client, before = browser(wrong), denied()
    assert [client.get(url(name, case)).status_code for name in ("letter", "letter_pdf")] == [404, 404]
    assert [sent(client, name, case).status_code for name in ACTS] == [404] * len(ACTS)
    assert denied() == before + 6
    assert NAME not in text(client.get(url("letter", case)))


def test_an_altered_identifier_and_a_case_without_letter_answer_404() -> None:
    client = browser(cast("drafter"))
    assert client.get(url("letter", uuid.uuid4())).status_code == 404
    assert client.get(url("letter_pdf", make_case("RESOLVED"))).status_code == 404


def test_a_get_on_a_writing_page_leads_to_the_letter() -> None:
    case = drafted()
    for name, who in ACTS.items():
        answer = browser(cast(who)).get(url(name, case))
        assert (answer.status_code, answer["Location"]) == (302, url("letter", case))


def test_every_look_at_the_letter_is_kept() -> None:
    case, client = drafted(), browser(cast("auditor"))
    for name in ("letter", "letter_pdf"):
        client.get(url(name, case))
        found = sql("SELECT count(*) FROM audit_event WHERE body LIKE %s", f'%"kind":"read"%"page":"{name}"%')
        assert found == [(1,)], name


@pytest.mark.req("S1-XCT-04")
def test_the_access_event_names_what_was_shown_in_full() -> None:
    case = drafted()
    for who in ("drafter", "auditor"):
        for name in ("letter", "letter_pdf"):
            browser(cast(who)).get(url(name, case))
    looks = [
        (each["page"], each["purpose"], each.get("fields", [])) for each in events("read") if each["page"].startswith("letter")
    ]
    pdf = ("letter_pdf", "letter", ["party.address", "party.birth_date"])
    assert sorted(looks) == sorted([("letter", "letter", ["party.address"]), ("letter", "letter", []), pdf, pdf])


def test_sealing_with_an_old_authentication_asks_for_it_again() -> None:
    case, client = drafted(), browser(cast("sealer"))
    session = client.session
    for each in session["account_authentication_methods"]:
        each["at"] -= 31 * 60
    session.save()
    answer = sent(client, "letter_seal", case)
    assert answer.status_code == 403 and "/reauthenticate/" in text(answer)
    assert state(case) == "RESOLVED"


@pytest.mark.parametrize(("step", "who"), list(PAGE_QUERIES))
def test_the_number_of_queries_of_the_letter_page_is_pinned(step: str, who: str) -> None:
    case = drafted() if step == "DRAFTED" else make_case("SERVED")
    client = browser(cast(who))
    client.get(reverse("meetings"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url("letter", case)).status_code == 200
    assert len(queries) == PAGE_QUERIES[step, who]


def test_a_dispatched_letter_offers_service_to_the_server_only() -> None:
    case = dispatched()
    assert "도달 기록" in text(browser(cast("server")).get(url("letter", case)))
    assert "도달 기록" not in text(browser(cast("sealer")).get(url("letter", case)))
