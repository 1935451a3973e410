"""The pages of a meeting, as each person sees and uses them."""

import datetime as dt
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
from teojeon.kernel.committees import actions
from teojeon.kernel.committees.models import Meeting
from teojeon.services.victims.agenda.actions import close_meeting
from tests.support.factories import NAME, acting, browser, cast, committee_of_members, make_case, official, reload
from tests.support.meetings import (
    convened,
    counted,
    denied,
    in_session,
    read_items,
    read_meeting,
    seat,
    signed,
    sql,
    tabled,
    voted,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("office_side")

MEETING_QUERIES = 21
"""Session, account, unit, actor, menu and frame, then one query a kind of row (changes added to the papers among them); the same for one
item and for many."""


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden(page: str, url: str) -> dict[str, str]:
    """The hidden inputs of the form that posts to a URL."""
    found = re.search(rf'<form[^>]* method="post" action="{re.escape(url)}".*?</form>', page, re.DOTALL)
    assert found, f"no form for {url}"
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', found[0]))


def sent(client: Client, url: str, meeting: UUID, **data: Any) -> Any:
    """Posts with the version that stands now and a fresh request number."""
    given = {"version": read_meeting(meeting).version, "request": str(uuid.uuid4()), **data}
    return client.post(url, {name: value for name, value in given.items() if value is not None})


def test_the_secretary_calls_a_meeting_on_the_page() -> None:
    client = browser(cast("secretary"))
    assert "회의 소집" in text(client.get(reverse("meetings")))
    day = clock.business_today()
    answer = client.post(reverse("meeting_new"), {"held_on": day.isoformat(), "place": "대회의실"})
    assert answer.status_code == 302
    page = text(client.get(answer["Location"]))
    assert "회의를 소집했습니다" in page and "대회의실" in page and "아직 상정한 안건이 없습니다" in page
    assert "대회의실" in text(client.get(reverse("meetings")))


def test_a_wrong_day_comes_back_with_all_that_was_typed() -> None:
    answer = browser(cast("secretary")).post(reverse("meeting_new"), {"held_on": "2020-01-01", "place": "대회의실"})
    assert answer.status_code == 422
    assert 'value="2020-01-01"' in text(answer) and 'value="대회의실"' in text(answer)


def test_the_list_of_meetings_goes_on_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teojeon.services.victims.agenda.office.ROWS_A_PAGE", 2)
    numbers = {read_meeting(convened()).number for _ in range(5)}
    client, url, seen = browser(cast("secretary")), reverse("meetings"), []
    for _ in range(3):
        page = text(client.get(url))
        seen += re.findall(r'">(\d{4}-제\d+차)</a></th>', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        url = following[1] if following else ""
    assert (sorted(seen), url) == (sorted(numbers), "")
    assert client.get(reverse("meetings") + "?after=nonsense").status_code == 200


def test_the_secretary_tables_cases_in_two_stages_with_a_result_for_each_row() -> None:
    seat(3)
    cases = [make_case("AGENDA", outcome=outcome) for outcome in ("GA", "REJECT")]
    meeting, client = convened(), browser(cast("secretary"))
    url = reverse("meeting_table", args=[meeting])
    assert all(reload(case).receipt_no in text(client.get(url)) for case in cases)
    foreign = uuid.uuid4()
    preview = text(client.post(url, {"cases": [*cases, foreign], "motion": "OPINION"}))
    assert "2건을 상정합니다" in preview and "해당하는 사건이 없습니다" in preview
    assert read_items(meeting) == [], "a preview changes nothing"
    token = re.search(r'name="preview" value="([^"]+)"', preview)
    assert token
    done = client.post(url, {"preview": token[1]})
    assert "모두 상정했습니다" in text(done)
    assert {item.matter: item.motion for item in read_items(meeting)} == dict(zip(cases, ("GA", "REJECT"), strict=True))
    again = client.post(url, {"preview": token[1]})
    assert again.status_code == 422, "a preview runs once"
    assert len(read_items(meeting)) == 2


def test_a_case_that_changed_since_the_preview_stops_the_whole_run() -> None:
    seat(3)
    cases = [make_case("AGENDA") for _ in range(2)]
    meeting, client = convened(), browser(cast("secretary"))
    url = reverse("meeting_table", args=[meeting])
    token = re.search(r'name="preview" value="([^"]+)"', text(client.post(url, {"cases": cases, "motion": "GA"})))
    sql("UPDATE cases_case SET version = version + 1 WHERE id = %s", cases[0])
    answer = client.post(url, {"preview": token[1] if token else ""})
    assert answer.status_code == 409
    assert "아무것도 상정하지 않았습니다" in text(answer) and reload(cases[0]).receipt_no in text(answer)
    assert read_items(meeting) == []


def test_choosing_no_case_is_told_at_the_top() -> None:
    meeting = convened()
    answer = browser(cast("secretary")).post(reverse("meeting_table", args=[meeting]), {"motion": "GA"})
    assert answer.status_code == 422
    assert "상정할 사건을 고릅니다" in text(answer)


def test_a_deferred_case_can_be_chosen_again_once_its_meeting_is_over() -> None:
    meeting, [case], _ = in_session()
    item = read_items(meeting)[0].pk
    with acting("secretary"):
        actions.defer(meeting, item=item, reason="추가 자료")
    with acting("secretary"):
        following = UUID(str(actions.convene(controller="MOLIT", committee="CMT", held_on=clock_day(2), place="소회의실").pk))
    client, url = browser(cast("secretary")), reverse("meeting_table", args=[following])
    assert "보류 안건" not in text(client.get(url))
    with acting("secretary"):
        close_meeting(meeting)
    assert "보류 안건" in text(client.get(url))
    token = re.search(r'name="preview" value="([^"]+)"', text(client.post(url, {"cases": [case], "motion": "NA"})))
    assert "모두 상정했습니다" in text(client.post(url, {"preview": token[1] if token else ""}))
    assert read_items(following)[0].motion == "NA"


def clock_day(days: int) -> Any:
    return clock.business_today() + dt.timedelta(days=days)


def test_a_meeting_is_held_from_opening_to_signature_on_its_pages() -> None:
    people = committee_of_members()
    meeting, [case] = tabled(outcome="REJECT")
    secretary, chair, member = browser(cast("secretary")), browser(cast("chair")), browser(cast("member2"))
    page, open_url = reverse("meeting", args=[meeting]), reverse("meeting_open", args=[meeting])
    assert "재적위원 5명, 의사정족수 3명" in text(secretary.get(open_url))
    short = sent(secretary, open_url, meeting, present=people[:2])
    assert short.status_code == 409 and text(short).count("checked") == 2, "who was ticked stays ticked"
    assert sent(secretary, open_url, meeting, present=people[:4]).status_code == 302
    item = read_items(meeting)[0].pk
    on_item = [meeting, item]
    answer = sent(secretary, reverse("meeting_motion", args=on_item), meeting, motion="REJECT", reason="요건 미비")
    assert answer.status_code == 302 and answer["Location"].endswith("#item-1")
    vote_url = reverse("meeting_vote", args=on_item)
    given = hidden(member.get(page).content.decode(), vote_url)
    assert (given["motion"], given["round"]) == ("REJECT", "1")
    missing = member.post(vote_url, given)
    assert missing.status_code == 422 and "표결" in text(missing)
    assert member.post(vote_url, {**given, "choice": "yes"}).status_code == 302
    assert "표결했습니다" in text(member.get(page)) and "찬성" in text(member.get(page))
    twice = member.post(vote_url, {**given, "choice": "no", "request": str(uuid.uuid4())})
    assert twice.status_code == 409 and "이미 표결했습니다" in text(twice)
    assert "남은 위원" in text(secretary.get(page))
    for account in [people[0], *people[2:4]]:
        client = browser(account)
        client.post(vote_url, {**hidden(client.get(page).content.decode(), vote_url), "choice": "yes"})
    close_item_url = reverse("meeting_item_close", args=on_item)
    assert secretary.post(close_item_url, hidden(secretary.get(page).content.decode(), close_item_url)).status_code == 302
    assert "가결되었습니다" in text(secretary.get(page))
    close_url, sign_url, minutes_url = (reverse(f"meeting_{each}", args=[meeting]) for each in ("close", "sign", "minutes"))
    assert secretary.post(close_url, hidden(secretary.get(page).content.decode(), close_url)).status_code == 302
    row = read_meeting(meeting)
    assert row.minutes_sha256 in text(secretary.get(minutes_url))
    assert "회의록에 서명" not in text(chair.get(minutes_url)), "the secretary signs first"
    secretary.post(sign_url, hidden(secretary.get(minutes_url).content.decode(), sign_url))
    assert chair.post(sign_url, hidden(chair.get(minutes_url).content.decode(), sign_url)).status_code == 302
    assert (read_meeting(meeting).state, reload(case).state) == (Meeting.SIGNED, "RESOLVED")
    shown = text(chair.get(minutes_url))
    assert "위원별 표결" in shown and "위원 1" in shown and "요건 미비" in shown and "서명 완료" in shown


def test_a_show_of_hands_is_recorded_by_name_and_confirmed_by_the_chair() -> None:
    meeting, _, people = in_session()
    item = read_items(meeting)[0].pk
    secretary, chair = browser(cast("secretary")), browser(cast("chair"))
    roll, confirm = (reverse(name, args=[meeting, item]) for name in ("meeting_roll", "meeting_roll_confirm"))
    votes = {f"vote-{account}": "yes" for account in people}
    partial = sent(secretary, roll, meeting, **dict(list(votes.items())[:4]))
    assert partial.status_code == 422 and partial.content.decode().count("checked") == 4
    assert sent(secretary, roll, meeting, **votes).status_code == 302
    read = re.findall(r'name="read" value="([^"]+)"', chair.get(confirm).content.decode())
    assert len(read) == 5
    stale = sent(chair, confirm, meeting, read=read[:4])
    assert stale.status_code == 409 and "고친 기록을 읽고 확인합니다" in text(stale)
    assert sent(chair, confirm, meeting, read=read).status_code == 302
    assert counted(meeting, item)


def test_a_refused_close_names_what_is_missing_on_top_of_the_page() -> None:
    meeting, _, _ = in_session()
    answer = sent(browser(cast("secretary")), reverse("meeting_close", args=[meeting]), meeting)
    assert answer.status_code == 409
    assert "안건 1번이 의결되지 않았습니다" in text(answer) and "ITEM_OPEN" in text(answer)


def test_opening_a_meeting_that_somebody_opened_first_shows_both_states() -> None:
    people = seat(3)
    meeting = convened()
    client = browser(cast("secretary"))
    with acting("secretary"):
        actions.open_meeting(meeting, present=people)
    answer = sent(client, reverse("meeting_open", args=[meeting]), meeting, version=1, present=people)
    assert answer.status_code == 409
    assert "아무것도 덮어쓰지 않았습니다" in text(answer) and "진행 중" in text(answer)


def test_an_excluded_member_sees_nothing_of_the_item_on_any_page() -> None:
    meeting, [case], _ = in_session()
    item = read_items(meeting)[0].pk
    with acting("secretary"):
        actions.exclude(meeting, item=item, member=cast("chair"))
    chair, receipt = browser(cast("chair")), reload(case).receipt_no
    page = text(chair.get(reverse("meeting", args=[meeting])))
    assert "제척되거나 회피하여" in page and receipt not in page and "요건 검토표" not in page
    assert "meeting_vote" not in page and "/vote/" not in page
    with acting("secretary"):
        actions.defer(meeting, item=item, reason="남몰래 적은 이유")
        close_meeting(meeting)
    minutes_page = text(chair.get(reverse("meeting_minutes", args=[meeting])))
    assert receipt not in minutes_page and "남몰래 적은 이유" not in minutes_page
    assert "남몰래 적은 이유" in text(browser(cast("secretary")).get(reverse("meeting_minutes", args=[meeting])))


def test_a_withdrawal_that_waits_is_taken_before_an_item_is_closed() -> None:
    meeting, [case], _ = in_session()
    item = read_items(meeting)[0].pk
    withdrawn(case)
    answer = sent(browser(cast("secretary")), reverse("meeting_item_close", args=[meeting, item]), meeting)
    assert answer.status_code == 302
    assert reload(case).state == "WITHDRAWN"
    assert read_items(meeting)[0].reason == "취하"
    page = text(browser(cast("secretary")).get(reverse("meeting", args=[meeting])))
    assert "취하" in page and "안건에서 삭제" in page


def test_a_withdrawal_that_waits_is_taken_before_the_chair_signs() -> None:
    meeting, [case], people = in_session()
    item = read_items(meeting)[0].pk
    voted(meeting, item, people, 5)
    counted(meeting, item)
    with acting("secretary"):
        close_meeting(meeting)
    secretary, chair = browser(cast("secretary")), browser(cast("chair"))
    sign, sha256 = reverse("meeting_sign", args=[meeting]), read_meeting(meeting).minutes_sha256
    assert sent(secretary, sign, meeting, sha256=sha256).status_code == 302
    withdrawn(case)
    assert sent(chair, sign, meeting, sha256=sha256).status_code == 302
    assert (read_meeting(meeting).state, reload(case).state) == (Meeting.SIGNED, "WITHDRAWN")


def test_names_are_masked_on_the_agenda_and_cases_are_noted_as_seen() -> None:
    meeting, [case], _ = in_session()
    page = text(browser(cast("chair")).get(reverse("meeting", args=[meeting])))
    assert NAME not in page and "홍*동" in page
    assert reload(case).receipt_no in page
    looks = sql("SELECT count(*) FROM audit_event WHERE body LIKE %s", '%"kind":"read"%"page":"meeting"%')
    assert looks == [(1,)]


WRITING = [
    ("meeting_open", "secretary"),
    ("meeting_call_off", "secretary"),
    ("meeting_table", "secretary"),
    ("meeting_close", "secretary"),
    ("meeting_motion", "secretary"),
    ("meeting_exclude", "secretary"),
    ("meeting_defer", "secretary"),
    ("meeting_roll", "secretary"),
    ("meeting_item_close", "secretary"),
    ("meeting_roll_confirm", "chair"),
]
OF_AN_ITEM = {"meeting_motion", "meeting_exclude", "meeting_defer", "meeting_roll", "meeting_item_close"} | {
    "meeting_roll_confirm",
    "meeting_vote",
}


@pytest.mark.parametrize("who", ["member2", "drafter", "auditor", "intake"])
def test_writing_pages_answer_403_to_wrong_roles(who: str) -> None:
    committee_of_members()
    meeting, _ = tabled()
    item, client = read_items(meeting)[0].pk, browser(cast(who))
    for name, _role in WRITING:
        url = reverse(name, args=[meeting, item] if name in OF_AN_ITEM else [meeting])
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403), name
    assert client.post(reverse("meeting_new")).status_code == 403
    assert client.post(reverse("meeting_sign", args=[meeting])).status_code == 403


def test_who_may_read_meetings() -> None:
    committee_of_members()
    meeting, _ = tabled()
    page, listed = reverse("meeting", args=[meeting]), reverse("meetings")
    for who in ("secretary", "agenda", "drafter", "sealer", "server", "auditor", "chair", "member2"):
        client = browser(cast(who))
        assert (client.get(page).status_code, client.get(listed).status_code) == (200, 200), who
    assert browser(cast("param")).get(page).status_code == 404


def test_for_a_province_a_meeting_does_not_exist_and_the_look_is_kept() -> None:
    committee_of_members()
    meeting, _ = tabled()
    client, before = browser(cast("invest")), denied()
    assert client.get(reverse("meeting", args=[meeting])).status_code == 404
    assert client.get(reverse("meeting_minutes", args=[meeting])).status_code == 404
    assert denied() == before + 2
    assert client.get(reverse("meetings")).status_code == 403


def test_a_province_that_was_wrongly_given_a_committee_box_still_finds_no_meeting() -> None:
    committee_of_members()
    meeting, _ = tabled()
    item, wrong = read_items(meeting)[0].pk, official("wrong", "SD-26", "P-INV")
    sql(
        "INSERT INTO people_grant (id, account, box, valid_from, applied_by, approved_by, conflict_noted, event)"
        " VALUES (gen_random_uuid(), %s, 'PM-SEC', now() - interval '1 day', gen_random_uuid(), gen_random_uuid(), false,"
        " gen_random_uuid())",
        wrong,
    )
    client, before = browser(wrong), denied()
    names = [name for name, role in WRITING if role == "secretary"]
    for name in names:
        url = reverse(name, args=[meeting, item] if name in OF_AN_ITEM else [meeting])
        assert client.post(url, {"version": 1, "request": str(uuid.uuid4())}).status_code == 404, name
    assert denied() == before + len(names)


def test_the_meeting_page_asks_as_many_questions_for_five_items_as_for_one() -> None:
    counts = []
    committee_of_members()
    for items in (1, 5):
        meeting, _ = tabled(items)
        client = browser(cast("chair"))
        client.get(reverse("meetings"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("meeting", args=[meeting])).status_code == 200
        counts.append(len(queries))
    assert counts == [MEETING_QUERIES, MEETING_QUERIES]


def test_signing_with_an_old_authentication_asks_for_it_again() -> None:
    meeting, _, _ = in_session()
    client = browser(cast("secretary"))
    session = client.session
    for each in session["account_authentication_methods"]:
        each["at"] -= 31 * 60
    session.save()
    answer = sent(client, reverse("meeting_sign", args=[meeting]), meeting, sha256="0" * 64)
    assert answer.status_code == 403 and "/reauthenticate/" in text(answer)


def test_the_minutes_page_before_closing_leads_back() -> None:
    meeting, _, _ = in_session()
    answer = browser(cast("chair")).get(reverse("meeting_minutes", args=[meeting]))
    assert answer.status_code == 302 and answer["Location"] == reverse("meeting", args=[meeting])


def test_changed_minutes_are_shown_with_a_warning() -> None:
    meeting, _, people = in_session()
    voted(meeting, read_items(meeting)[0].pk, people, 5)
    counted(meeting, read_items(meeting)[0].pk)
    with acting("secretary"):
        close_meeting(meeting)
    signed(meeting)
    url = reverse("meeting_minutes", args=[meeting])
    assert "폐회할 때의 것과 다릅니다" not in text(browser(cast("chair")).get(url))
    sql("UPDATE committees_meeting SET minutes = replace(minutes, 'GA', 'NA') WHERE id = %s", meeting)
    assert "폐회할 때의 것과 다릅니다" in text(browser(cast("chair")).get(url))
