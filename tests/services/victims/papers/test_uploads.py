"""Handing in papers: the ordinary form, limits that name the file, the same file twice, checks in the background."""

import datetime as dt
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from teojeon.kernel.documents.checks import Scan
from teojeon.kernel.documents.checks.limits import MAX_FILE_BYTES
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from tests.services.victims.application.applicant import new_account, sign_in
from tests.services.victims.papers.sheets import EICAR, jobs_planned, look_into_all, noise, papers, pdf, photo, put, send, sheets_of

pytestmark = pytest.mark.req("S1-APP-07")


def told(response: object) -> str:
    return " ".join(str(each) for each in get_messages(response.wsgi_request))  # type: ignore[attr-defined]


def test_several_files_of_the_ordinary_form_are_kept_encrypted_and_planned_for_their_checks(
    client: Client, tenant: Account, draft: UUID, folder: Path
) -> None:
    sign_in(client)
    response = send(client, draft, [("계약서.pdf", pdf()), ("갱신계약서.pdf", pdf(2))])
    assert response.status_code == 303
    assert response["Location"] == f"/applications/{draft}/papers/"
    found = papers(tenant, draft)
    assert [(paper.state, paper.doc_type) for paper in found] == [("checking", "lease_copy")] * 2
    assert {each["paper"] for each in jobs_planned("check_paper")} == {str(paper.pk) for paper in found}
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert not any(b"%PDF" in path.read_bytes() for path in files)


def test_the_checks_say_kind_and_pages_and_keep_a_copy_that_others_open(tenant: Account, draft: UUID, folder: Path) -> None:
    put(tenant, draft, [("계약서.pdf", pdf(3))])
    (paper,) = look_into_all(tenant, draft)
    assert (paper.state, paper.kind, paper.pages, paper.scan) == ("accepted", "pdf", 3, "not_scanned")
    assert paper.safe_file_id
    assert not list((folder / "portal" / "copies").glob("*"))


def test_photos_sent_together_become_one_document_and_stay_as_they_were(tenant: Account, draft: UUID) -> None:
    files = [(f"IMG_{number}.jpg", photo(colour)) for number, colour in enumerate(["red", "green", "blue"])]
    put(tenant, draft, files, join=True)
    (paper,) = look_into_all(tenant, draft)
    assert (paper.state, paper.kind, paper.pages) == ("accepted", "pdf", 3)
    assert len(sheets_of(tenant, paper)) == 3


def test_a_file_one_byte_too_large_is_named_and_the_others_are_kept(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    response = send(client, draft, [("작은.pdf", pdf()), ("큰.pdf", noise(MAX_FILE_BYTES + 1)), ("사진.jpg", photo())])
    assert "‘큰.pdf’ 파일이 너무 큽니다" in told(response)
    assert len(papers(tenant, draft)) == 2


def test_a_file_of_exactly_the_limit_is_taken(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    send(client, draft, [("꽉찬.pdf", noise(MAX_FILE_BYTES))])
    (paper,) = papers(tenant, draft)
    assert sheets_of(tenant, paper)[0].size == MAX_FILE_BYTES


def test_an_empty_file_is_named(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    response = send(client, draft, [("빈.pdf", b""), ("계약서.pdf", pdf())])
    assert "‘빈.pdf’ 파일에 내용이 없습니다" in told(response)
    assert len(papers(tenant, draft)) == 1


def test_the_draft_takes_no_more_than_its_limit(
    client: Client, tenant: Account, draft: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("teojeon.kernel.documents.uploads.MAX_DRAFT_BYTES", 3000)
    sign_in(client)
    send(client, draft, [("하나.pdf", noise(2000))])
    response = send(client, draft, [("둘.pdf", noise(1001, 2)), ("셋.pdf", noise(1000, 3))])
    assert "‘둘.pdf’ 파일을 담을 자리가 없습니다" in told(response)
    assert [sheets_of(tenant, paper)[0].size for paper in papers(tenant, draft)] == [2000, 1000]


def test_the_same_file_twice_is_kept_once_and_said(client: Client, tenant: Account, draft: UUID, folder: Path) -> None:
    sign_in(client)
    send(client, draft, [("계약서.pdf", pdf())])
    response = send(client, draft, [("사본.pdf", pdf())])
    assert "‘사본.pdf’ 파일은 이미 올렸습니다" in told(response)
    assert len(papers(tenant, draft)) == 1
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_a_form_cut_off_on_its_way_loses_its_last_file_only(client: Client, tenant: Account, draft: UUID) -> None:
    sign_in(client)
    response = client.post(
        f"/papers/{draft}/upload/",
        data=(
            b'--x\r\nContent-Disposition: form-data; name="doc_type"\r\n\r\nlease_copy\r\n'
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n' + pdf(3) + b"\r\n"
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="b.pdf"\r\n\r\n' + pdf(4)[:300]
        ),
        content_type="multipart/form-data; boundary=x",
    )
    assert "‘b.pdf’ 파일이 끝까지 오지 않았습니다" in told(response)
    assert len(papers(tenant, draft)) == 1


def test_of_nine_files_the_infected_one_is_named_and_the_rest_kept(
    tenant: Account, draft: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scan(path: Path) -> Scan:
        return Scan("infected", "Eicar") if EICAR in path.read_bytes() else Scan("clean")

    monkeypatch.setattr("teojeon.kernel.documents.checks.scan", scan)
    files = [(f"{number}.pdf", pdf(1, f"{number}")) for number in range(8)] + [("내용증명.pdf", pdf() + EICAR)]
    put(tenant, draft, files)
    found = look_into_all(tenant, draft)
    assert [paper.state for paper in found] == ["accepted"] * 8 + ["rejected"]
    bad = found[-1]
    assert (bad.code, bad.scan) == ("INFECTED", "infected")
    assert bad.culprit == sheets_of(tenant, bad)[0].pk
    assert bad.safe_file_id is None


def test_an_unreadable_file_says_what_to_do_and_the_rest_is_kept(tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf()), ("깨진.pdf", b"%PDF-1.7 nothing")])
    good, bad = look_into_all(tenant, draft)
    assert (good.state, bad.state) == ("accepted", "rejected")
    assert bad.message


def test_of_joined_photos_the_damaged_one_is_named(tenant: Account, draft: UUID) -> None:
    files = [("1.jpg", photo("red")), ("2.jpg", photo("blue")[:200]), ("3.jpg", photo("green"))]
    put(tenant, draft, files, join=True)
    (paper,) = look_into_all(tenant, draft)
    assert paper.state == "rejected"
    assert paper.culprit == sheets_of(tenant, paper)[1].pk


def test_another_persons_draft_does_not_exist(client: Client, tenant: Account, draft: UUID, folder: Path) -> None:
    new_account("tenant02", Verified("ci-2", "이한결", dt.date(1990, 1, 2), "01012345679", "simulator"))
    sign_in(client, "tenant02")
    assert send(client, draft, [("계약서.pdf", pdf())]).status_code == 404
    assert not [path for path in folder.rglob("*") if path.is_file()]


PATHS = ("upload/", "files/", "list/", "absent/", "{paper}/", "{paper}/copy/", "files/{sheet}/")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "post", "put"])
@pytest.mark.req("S1-USR-08")
def test_the_papers_of_another_person_answer_as_those_that_do_not_exist(
    client: Client, tenant: Account, draft: UUID, path: str, method: str
) -> None:
    put(tenant, draft, [("계약서.pdf", pdf())])
    (paper,) = look_into_all(tenant, draft)
    new_account("tenant02", Verified("ci-2", "이한결", dt.date(1990, 1, 2), "01012345679", "simulator"))
    sign_in(client, "tenant02")
    url = f"/papers/{draft}/{path.format(paper=paper.pk, sheet=sheets_of(tenant, paper)[0].pk)}"
    assert getattr(client, method)(url).status_code == 404
    (left,) = papers(tenant, draft)
    assert left.state == "accepted"


def test_a_draft_that_is_deleted_takes_its_papers_with_it(
    client: Client, tenant: Account, draft: UUID, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    put(tenant, draft, [("계약서.pdf", pdf()), ("등기.pdf", pdf(2))])
    look_into_all(tenant, draft)
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(client)
        client.post(f"/applications/{draft}/delete/")
    assert papers(tenant, draft) == []
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_photo_that_is_taken_out_leaves_the_others_to_be_looked_into_again(client: Client, tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("1.jpg", photo("red")), ("2.jpg", photo("blue")[:200])], join=True)
    (paper,) = look_into_all(tenant, draft)
    assert paper.state == "rejected"
    sign_in(client)
    client.post(f"/papers/{draft}/{paper.pk}/", {"action": "remove", "sheet": str(sheets_of(tenant, paper)[1].pk)})
    (paper,) = look_into_all(tenant, draft)
    assert (paper.state, paper.pages) == ("accepted", 1)


@pytest.mark.parametrize(("day", "status"), [("2026-01-05", 303), ("2999-01-01", 422), ("어제", 422), ("", 303)])
def test_the_day_of_issue_is_a_day_that_has_been(client: Client, tenant: Account, draft: UUID, day: str, status: int) -> None:
    put(tenant, draft, [("초본.pdf", pdf())])
    (paper,) = papers(tenant, draft)
    sign_in(client)
    answer = client.post(f"/papers/{draft}/{paper.pk}/", {"doc_type": "resident_extract", "issued_on": day})
    assert answer.status_code == status
