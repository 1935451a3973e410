"""Files that come piece by piece: a broken connection, the same piece twice, two senders, pieces that lie."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.documents.checks.limits import MAX_FILE_BYTES
from teojeon.kernel.documents.uploads import PIECE_BYTES
from teojeon.kernel.people.logins.models import Account
from tests.services.victims.application.applicant import sign_in
from tests.services.victims.papers.sheets import big_pdf, look_into_all, noise, papers, pdf, photo, sheets_of

pytestmark = pytest.mark.req("S1-APP-07", "S1-BEY-04")


def announce(client: Client, bundle: UUID, name: str, size: int, **more: str) -> Any:
    words = {"name": name, "size": str(size), "modified": "1700000000", "doc_type": "lease_copy", **more}
    return client.post(f"/papers/{bundle}/files/", words)


def put(client: Client, url: str, start: int, piece: bytes) -> Any:
    return client.put(url, piece, content_type="application/octet-stream", headers={"Upload-Offset": str(start)})


def send_whole(client: Client, bundle: UUID, name: str, content: bytes, **more: str) -> str:
    """Returns the paper."""
    place = announce(client, bundle, name, len(content), **more).json()
    while not place["whole"]:
        start = place["offset"]
        place = put(client, place["url"], start, content[start : start + PIECE_BYTES]).json()
    return str(place["paper"])


def test_a_file_in_pieces_is_the_file(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    content = big_pdf(2 * PIECE_BYTES)
    send_whole(client, draft, "계약서.pdf", content)
    (paper,) = look_into_all(tenant, draft)
    assert (paper.state, sheets_of(tenant, paper)[0].size) == ("accepted", len(content))


def test_a_connection_that_breaks_at_sixty_percent_goes_on_from_there_on_another_device(
    client: Client, tenant: Account, draft: UUID
) -> None:
    sign_in(client)
    content = big_pdf(5 * PIECE_BYTES)
    place = announce(client, draft, "계약서.pdf", len(content)).json()
    for start in (0, PIECE_BYTES, 2 * PIECE_BYTES):
        put(client, place["url"], start, content[start : start + PIECE_BYTES])
    (paper,) = papers(tenant, draft)
    assert paper.state == "receiving"

    other = Client()
    sign_in(other)
    again = announce(other, draft, "계약서.pdf", len(content)).json()
    assert (again["url"], again["offset"]) == (place["url"], 3 * PIECE_BYTES)
    assert other.get(place["url"]).json()["offset"] == 3 * PIECE_BYTES
    send_whole(other, draft, "계약서.pdf", content)
    (paper,) = look_into_all(tenant, draft)
    assert paper.state == "accepted"


def test_a_piece_whose_answer_was_lost_is_taken_once(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    content = noise(PIECE_BYTES + 10)
    place = announce(client, draft, "a.pdf", len(content)).json()
    for _ in range(2):
        answer = put(client, place["url"], 0, content[:PIECE_BYTES])
        assert (answer.status_code, answer.json()["offset"]) == (200, PIECE_BYTES)


def test_a_piece_that_begins_elsewhere_is_told_where_to_begin(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    place = announce(client, draft, "a.pdf", 1000).json()
    answer = put(client, place["url"], 500, noise(100))
    assert (answer.status_code, answer.json()["error"], answer.json()["allowed"]) == (409, "OFFSET_DIFFERS", ["0"])


def test_a_piece_longer_than_the_file_said_is_refused_by_name(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    place = announce(client, draft, "a.pdf", 10).json()
    answer = put(client, place["url"], 0, noise(11))
    assert answer.status_code == 409
    assert "‘a.pdf’ 파일이 알린 크기보다 큽니다" in answer.json()["message"]


def test_a_piece_shorter_than_its_header_says_is_not_stored(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    place = announce(client, draft, "a.pdf", 1000).json()
    short: dict[str, Any] = {"CONTENT_LENGTH": "500", "wsgi.input": io.BytesIO(noise(100))}
    answer = client.put(place["url"], noise(100), headers={"Upload-Offset": "0"}, **short)
    assert (answer.status_code, answer.json()["error"]) == (400, "PIECE_CUT")
    assert client.get(place["url"]).json()["offset"] == 0


def test_a_piece_larger_than_memory_allows_is_not_read(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    place = announce(client, draft, "a.pdf", 5_000_000).json()
    assert put(client, place["url"], 0, noise(2 * 1024 * 1024 + 1)).status_code == 400


@pytest.mark.parametrize(("size", "error"), [(0, "EMPTY_FILE"), (MAX_FILE_BYTES + 1, "FILE_TOO_LARGE")])
def test_a_file_of_an_impossible_size_is_refused_when_it_is_announced(
    client: Client, tenant: Account, draft: UUID, size: int, error: str
) -> None:
    sign_in(client)
    answer = announce(client, draft, "a.pdf", size)
    assert (answer.status_code, answer.json()["error"]) == (409, error)
    assert "‘a.pdf’" in answer.json()["message"]
    assert papers(tenant, draft) == []


@pytest.mark.parametrize("size", ["", "-5", "1e3", "many", "99999999999999999999"])
def test_a_size_that_is_no_number_is_refused(client: Client, tenant: Account, draft: UUID, size: str) -> None:
    sign_in(client)
    assert client.post(f"/papers/{draft}/files/", {"name": "a", "size": size, "doc_type": "lease_copy"}).status_code == 409


def test_a_file_that_was_sent_before_is_said_with_its_last_piece(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    content = pdf()
    send_whole(client, draft, "a.pdf", content)
    place = announce(client, draft, "b.pdf", len(content)).json()
    answer = put(client, place["url"], 0, content)
    assert (answer.status_code, answer.json()["error"]) == (409, "SENT_TWICE")
    assert len(papers(tenant, draft)) == 1


def test_photos_in_pieces_become_sheets_of_one_paper(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    first = send_whole(client, draft, "1.jpg", photo("red"))
    send_whole(client, draft, "2.jpg", photo("blue"), group=first)
    (paper,) = look_into_all(tenant, draft)
    assert (str(paper.pk), paper.pages) == (first, 2)


def test_two_files_at_once_do_not_disturb_each_other(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    one, two = big_pdf(PIECE_BYTES + 5, 1), big_pdf(PIECE_BYTES + 5, 2)
    first, second = announce(client, draft, "1.pdf", len(one)).json(), announce(client, draft, "2.pdf", len(two)).json()
    for start in (0, PIECE_BYTES):
        put(client, first["url"], start, one[start : start + PIECE_BYTES])
        put(client, second["url"], start, two[start : start + PIECE_BYTES])
    assert [paper.state for paper in look_into_all(tenant, draft)] == ["accepted", "accepted"]


def test_without_the_token_of_the_form_nothing_is_taken(tenant: Account, draft: UUID) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(tenant, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert announce(client, draft, "a.pdf", 10).status_code == 403
    assert papers(tenant, draft) == []
