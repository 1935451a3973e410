"""A visit that was written without a network: sealed on the device, opened and recorded once in the office (S1-INV-04)."""

import datetime as dt
import io
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import OVERHEAD_BYTES, seal
from teojeon.kernel.documents import store
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts.sessions import IDLE
from teojeon.services.victims.papers.models import PaperSheet
from teojeon.services.victims.visits import offline, offline_taking
from teojeon.services.victims.visits.models import Visit, VisitPhoto
from teojeon.services.victims.visits.offline_models import RECORDED, REFUSED, VisitEntry, VisitEntryPhoto
from tests.support.factories import browser, cast, make_case, official
from tests.support.made_files import photo

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-INV-04")]
SEEN = "현관에 우편물이 쌓여 있고 전기가 끊겨 있음"
OCTETS = "application/octet-stream"


def yesterday() -> dt.date:
    return clock.business_today() - dt.timedelta(days=1)


def written(*photos: str, finished: bool = True, **fields: str) -> bytes:
    """What the form on the device holds, as its script writes it."""
    said = {
        "way": "on_site", "visit_on": yesterday().isoformat(), "visit_time": "14:30", "visitors": "담당 조사자", "present": "신청인",
        "no_notice_reason": "거주 여부를 있는 그대로 확인하기 위함", "occupancy": "tenant", "condition": SEEN,
    }  # fmt: skip
    content = {
        "form": "teojeon-visit/1",
        "finished": finished,
        "saved_at": clock.real_now().isoformat(),
        "fields": {name: [value] for name, value in (said | fields).items()},
        "place": {"latitude": 37.58, "longitude": 126.97, "accuracy": 12.5},
        "photos": [{"name": name} for name in photos],
    }
    return json.dumps(content).encode()


class Device:
    """An official's phone: seals to the office's public key and sends."""

    def __init__(self, case: UUID, person: UUID | None = None) -> None:
        self.case, self.person, self.entry = case, person or cast("invest"), uuid4()
        self.client: Client = browser(self.person)

    def sealed(self, content: bytes, part: int) -> bytes:
        context = f"visit/{self.person}/{self.case}/{self.entry}/{part}"
        return seal(content, keyring().sealing_key(), context)

    def photo(self, content: bytes, number: int = 1) -> Any:
        url = reverse("visit_entry_photo", args=[self.case, self.entry, number])
        return self.client.put(url, self.sealed(content, number), content_type=OCTETS)

    def send(self, content: bytes, box: bytes | None = None) -> Any:
        url = reverse("visit_entry_send", args=[self.case, self.entry])
        return self.client.post(url, box or self.sealed(content, 0), content_type=OCTETS)

    @property
    def correction(self) -> str:
        return reverse("visit_entry", args=[self.case, self.entry])


def rows(model: Any, **words: Any) -> list[Any]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as opened:
        return list(model.objects.visible_to(opened.actor).filter(**words))


def test_a_sealed_entry_becomes_one_visit_with_its_photo_however_often_it_is_sent() -> None:
    device, taken = Device(make_case("INVESTIGATING")), photo("navy")
    assert [device.photo(taken).status_code for _ in range(2)] == [200, 200]
    answers = [device.send(written("현관.jpg")) for _ in range(2)]
    [visit] = rows(Visit, case=device.case)
    url = reverse("case_visit", args=[device.case, visit.pk])
    assert [answer.json() for answer in answers] == [{"state": "recorded", "message": "", "url": url}] * 2
    assert (visit.condition, visit.occupancy, visit.recorded_by) == (SEEN, "tenant", device.person)
    assert visit.visit_at.astimezone(clock.SEOUL).isoformat() == f"{yesterday()}T14:30:00+09:00"
    [kept] = rows(VisitPhoto, visit=visit)
    [sheet] = rows(PaperSheet, paper=kept.paper_id)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        assert store.read(device.case, sheet.file_id) == taken
    [entry] = rows(VisitEntry, pk=device.entry)
    assert (entry.state, entry.visit, bytes(entry.box)) == (RECORDED, visit.pk, b"")
    assert rows(VisitEntryPhoto, entry=device.entry) == []
    assert device.client.get(url).status_code == 200


def test_what_cannot_be_recorded_comes_back_to_its_writer_word_for_word_and_nothing_is_lost() -> None:
    device = Device(make_case("INVESTIGATING"))
    device.photo(photo("olive"))
    tomorrow = clock.business_today() + dt.timedelta(days=1)
    answer = device.send(written("현관.jpg", visit_on=tomorrow.isoformat())).json()
    assert (answer["state"], answer["url"]) == ("refused", device.correction)
    assert "방문(면담)한 날" in answer["message"]
    assert device.client.get(reverse("visit_session")).json()["refused"] == [str(device.entry)]
    shown = device.client.get(device.correction)
    assert SEEN in shown.content.decode() and "사진 1장" in shown.content.decode()
    form = {name: values[0] for name, values in json.loads(written())["fields"].items()}
    form |= {"version": shown.context["case"].version, "request": str(uuid4())}
    still_wrong = device.client.post(device.correction, form | {"visit_time": "언제"})
    assert still_wrong.status_code == 422 and "예: 14:30" in still_wrong.content.decode()
    before_filing = form | {"visit_on": (clock.business_today() - dt.timedelta(days=400)).isoformat()}
    refused = device.client.post(device.correction, before_filing)
    assert refused.status_code == 409 and "신청을 받기 전의 방문" in refused.content.decode()
    assert rows(Visit, case=device.case) == []
    assert device.client.post(device.correction, form).status_code == 303
    assert device.client.post(device.correction, form).status_code == 303
    [visit] = rows(Visit, case=device.case)
    assert len(rows(VisitPhoto, visit=visit)) == 1
    assert device.client.get(reverse("visit_session")).json()["refused"] == []


def test_a_box_opens_only_for_its_writer_its_case_its_entry_and_its_part() -> None:
    device = Device(make_case("INVESTIGATING"))
    other = Device(device.case, official("invest11b", "SD-11", "P-INV"))
    elsewhere = Device(make_case("INVESTIGATING"))
    good = device.sealed(written(), 0)
    damaged = good[:-1] + bytes([good[-1] ^ 1])
    to_nobody = [
        other.send(b"", good),
        elsewhere.send(b"", good),
        device.send(b"", damaged),
        device.send(b"", device.sealed(written(), 1)),
    ]
    assert [(answer.status_code, answer.json()["error"]) for answer in to_nobody] == [(409, "UNOPENED")] * 4
    assert (
        other.client.put(reverse("visit_entry_photo", args=[device.case, device.entry, 1]), good, content_type=OCTETS).status_code
        == 409
    )
    assert rows(VisitEntry) == [] and rows(VisitEntryPhoto) == [] and rows(Visit) == []
    foreigner = Device(device.case, cast("invest", "26"))
    assert foreigner.send(written()).status_code == 404
    assert device.send(b"", good).json()["state"] == "recorded"


def test_an_entry_is_corrected_by_its_writer_alone_and_not_once_the_case_is_another_persons() -> None:
    colleague = Device(make_case("INVESTIGATING"), official("invest11b", "SD-11", "P-INV"))
    answer = colleague.send(written()).json()
    assert answer["state"] == "refused" and "배정된 조사자만" in answer["message"]
    investigator = browser(cast("invest"))
    assert investigator.get(colleague.correction).status_code == 404
    assert investigator.post(colleague.correction, {}).status_code == 404
    form = {name: values[0] for name, values in json.loads(written())["fields"].items()}
    shown = colleague.client.get(colleague.correction)
    form |= {"version": shown.context["case"].version, "request": str(uuid4())}
    assert colleague.client.post(colleague.correction, form).status_code == 409
    [entry] = rows(VisitEntry)
    assert entry.state == REFUSED and SEEN.encode() not in bytes(entry.box)
    assert rows(Visit) == []


def test_an_entry_whose_photos_are_not_all_there_is_not_kept_and_one_put_away_is_not_recorded() -> None:
    device = Device(make_case("INVESTIGATING"))
    device.photo(photo("teal"), 2)
    assert device.send(written("하나.jpg", "둘.jpg")).json()["error"] == "PHOTOS_MISSING"
    assert rows(VisitEntry) == []
    device.photo(photo("plum"), 1)
    put_away = device.send(written("하나.jpg", "둘.jpg", finished=False)).json()
    assert put_away["state"] == "refused" and "이어서 적고 저장합니다" in put_away["message"]
    assert rows(Visit) == [] and len(rows(VisitEntryPhoto, entry=device.entry)) == 2


def test_words_that_are_no_entry_are_refused_and_not_kept() -> None:
    device = Device(make_case("INVESTIGATING"))
    for content in (b"", b"[]", b"{}", b'{"form": "teojeon-visit/1"}', b'{"form": "teojeon-visit/2"}', b"\xff\xfe"):
        assert device.send(content).json()["error"] == "BAD_ENTRY", content
    assert rows(VisitEntry) == []


def test_a_cut_box_and_one_larger_than_the_largest_photo_are_answered_before_anything_is_opened() -> None:
    device = Device(make_case("INVESTIGATING"))
    url = reverse("visit_entry_photo", args=[device.case, device.entry, 1])
    broken: dict[str, Any] = {"wsgi.input": io.BytesIO(b"abc"), "CONTENT_LENGTH": "300"}
    cut = device.client.put(url, b"abc", content_type=OCTETS, **broken)
    assert (cut.status_code, cut.json()["error"]) == (400, "BOX_UNREADABLE")
    large = device.client.put(url, b"abc", content_type=OCTETS, CONTENT_LENGTH=str(offline_taking.MOST_BYTES + 1))
    assert (large.status_code, large.json()["error"]) == (413, "TOO_LARGE")
    thirty_first = device.client.put(
        reverse("visit_entry_photo", args=[device.case, device.entry, 31]), b"a" * OVERHEAD_BYTES, content_type=OCTETS
    )
    assert thirty_first.json()["error"] == "TOO_MANY"


def test_the_page_that_a_device_keeps_is_the_same_for_everybody_and_names_nobody() -> None:
    case, person = make_case("INVESTIGATING"), cast("invest")
    nobody, investigator = Client(), browser(person)
    kept = nobody.get(reverse("visit_empty_page"))
    assert kept.content == investigator.get(reverse("visit_empty_page")).content
    opened = investigator.get(reverse("visit_offline", args=[case])).content.decode()
    assert str(person) in opened and "담당 invest11" in opened
    for word in (str(person), "담당 invest11", str(case), "csrf"):
        assert word not in kept.content.decode()
    worker = nobody.get(reverse("visit_worker"))
    assert worker["Service-Worker-Allowed"] == "/cases/" and "script-src 'self'" in worker["Content-Security-Policy"]
    assert nobody.get(reverse("visit_session")).status_code == 401
    said = investigator.get(reverse("visit_session"))
    assert said.json()["person"] == str(person) and said["Cache-Control"] == "no-store"
    assert dt.timedelta(minutes=offline.IDLE_MINUTES) == IDLE["office"]


def test_a_sealed_photo_whose_entry_never_came_goes_after_72_hours() -> None:
    device = Device(make_case("INVESTIGATING"))
    device.photo(photo("gold"))
    for hours, left in ((71, 1), (73, 0)):
        with unit_of_work(INTAKE_PRINCIPAL) as unit:
            age = clock.real_now() - dt.timedelta(hours=hours)
            VisitEntryPhoto.objects.visible_to(unit.actor).update(received_at=age)
        with unit_of_work(INTAKE_PRINCIPAL):
            offline_taking.drop_left_photos()
        assert len(rows(VisitEntryPhoto)) == left
