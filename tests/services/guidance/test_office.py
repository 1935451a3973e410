"""The office's pages of guidance, sent as a browser sends them (S1-GUI-01)."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse, set_urlconf
from PIL import Image

from teojeon.kernel.work.unit import current
from teojeon.services.guidance.pages.models import PUBLISHED, SUBMITTED, PageVersion
from tests.house.test_urls import browser
from tests.services.guidance.conftest import visiting
from tests.support.factories import acting
from tests.support.guidance import approver, draft, editor, office, published, submitted
from tests.support.sides import as_side

GOOD = {
    "slug": "who", "language": "ko", "section": "guide", "position": "10", "title": "신청하는 사람", "description": "누가 신청하는지 안내합니다.",
    "law_basis": "법 제12조", "effective_from": "2199-01-04", "body": "## 누가\r\n\r\n임차인이 신청합니다(법 제12조제1항).",
}  # fmt: skip


@contextmanager
def seated(account: UUID) -> Iterator[Client]:
    with as_side("office"):
        set_urlconf(None)
        yield browser(account, factor=True)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(version|request)" value="([^"]*)"', page))


def row(key: UUID) -> PageVersion:
    with acting(editor(), read_only=True):
        found: PageVersion = PageVersion.objects.visible_to(current().actor).get(pk=key)
    return found


@pytest.mark.req("S1-GUI-01")
def test_a_page_is_written_previewed_submitted_and_approved(house: None) -> None:
    with as_side("office"):
        people = editor(), approver()
    with seated(people[0]) as client:
        form = client.get(reverse("guidance_new")).content.decode()
        preview = client.post(reverse("guidance_new"), GOOD | hidden(form) | {"preview": "yes", "body": "# 큰 제목"})
        assert preview.status_code == 200
        said = preview.content.decode()
        assert "1행" in said and "HEADING_ORDER" in said and "저장하지 않았습니다" in said
        assert "안내 쪽이 없습니다" in client.get(reverse("guidance")).content.decode()
        made = client.post(reverse("guidance_new"), GOOD | hidden(form))
        assert made.status_code == 302
        key = UUID(made["Location"].strip("/").split("/")[-1])
        page = client.get(made["Location"]).content.decode()
        assert "점검에서 나온 것이 없습니다" in page
        sent = client.post(reverse("guidance_move", args=[key]), hidden(page) | {"move": "submit"})
        assert sent["Location"] == reverse("guidance")
    assert row_in_office(key).state == SUBMITTED
    with seated(people[1]) as client:
        page = client.get(reverse("guidance_decide", args=[key])).content.decode()
        done = client.post(reverse("guidance_decide", args=[key]), hidden(page) | {"decision": "approve", "reason": ""})
        assert done["Location"] == reverse("guidance")
        assert "신청하는 사람" in client.get(reverse("guidance")).content.decode()
    assert row_in_office(key).state == PUBLISHED


def row_in_office(key: UUID) -> PageVersion:
    with as_side("office"):
        return row(key)


@pytest.mark.req("S1-GUI-01")
def test_a_refused_submission_says_the_line_on_the_page(house: None) -> None:
    with as_side("office"):
        key = draft(body="## 하나\n\n[여기](page:who)")
    with seated(editor_account()) as client:
        page = client.get(reverse("guidance_page", args=[key])).content.decode()
        assert "3행" in page and "LINK_NAME" in page
        answer = client.post(reverse("guidance_move", args=[key]), hidden(page) | {"move": "submit"}, follow=True)
        assert "3행: " in answer.content.decode()


def editor_account() -> UUID:
    with as_side("office"):
        return editor()


def test_a_returned_page_shows_its_author_why(house: None) -> None:
    with as_side("office"):
        key, people = submitted(), (editor(), approver())
    with seated(people[1]) as client:
        page = client.get(reverse("guidance_decide", args=[key])).content.decode()
        empty = client.post(reverse("guidance_decide", args=[key]), hidden(page) | {"decision": "return", "reason": " "})
        assert empty.status_code == 422
        client.post(
            reverse("guidance_decide", args=[key]), hidden(page) | {"decision": "return", "reason": "둘째 문단을 고칩니다."}
        )
    with seated(people[0]) as client:
        assert "둘째 문단을 고칩니다." in client.get(reverse("guidance_page", args=[key])).content.decode()
        page = client.get(reverse("guidance_edit", args=[key])).content.decode()
        kept = {name: value for name, value in GOOD.items() if name not in ("slug", "language")}
        assert client.post(reverse("guidance_edit", args=[key]), kept | hidden(page) | {"title": "고친 제목"}).status_code == 302
        stale = client.post(reverse("guidance_edit", args=[key]), kept | hidden(page) | {"request": str(key), "title": "또 고침"})
        assert stale.status_code == 409
        assert "먼저 저장했습니다" in stale.content.decode() and "또 고침" in stale.content.decode()


def test_the_next_version_of_a_page_is_begun(house: None) -> None:
    with as_side("office"):
        key, account = published(), editor()
    with seated(account) as client:
        page = client.get(reverse("guidance_page", args=[key])).content.decode()
        begun = client.post(reverse("guidance_move", args=[key]), hidden(page) | {"move": "renew"})
        assert client.get(begun["Location"]).status_code == 200
        again = client.post(
            reverse("guidance_move", args=[key]), {"version": "1", "request": str(key), "move": "renew"}, follow=True
        )
        assert again.status_code == 200


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", size, "#336699").save(written, kind, **options)
    return SimpleUploadedFile("map.png", written.getvalue())


@pytest.mark.req("S1-GUI-01", "S1-GUI-03")
def test_a_picture_is_made_anew_and_shown_with_its_alternative(house: None) -> None:
    with as_side("office"):
        people = editor(), approver()
    with seated(people[0]) as client:
        exif = Image.Exif()
        exif[0x010E] = "secret place"
        sent = client.post(reverse("guidance_pictures"), {"name": "map", "picture": picture("JPEG", exif=exif)})
        assert sent.status_code == 302
        assert "picture:map" in client.get(reverse("guidance_pictures")).content.decode()
        twice = client.post(reverse("guidance_pictures"), {"name": "map", "picture": picture()})
        assert twice.status_code == 409
    with as_side("office"):
        published(body="## 지도\n\n![시·도마다 접수하는 곳](picture:map)\n\n법 제12조")
    with visiting() as visitor:
        assert '<img src="/guide/pictures/map.png" alt="시·도마다 접수하는 곳"' in visitor.get("/guide/who/").content.decode()
        shown = visitor.get("/guide/pictures/map.png")
    assert shown["Content-Type"] == "image/png" and "immutable" in shown["Cache-Control"]
    assert b"secret place" not in shown.content


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SimpleUploadedFile("a.png", b"<svg onload=alert(1)>"), "NOT_A_PICTURE"),
        (SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n broken"), "NOT_A_PICTURE"),
        (picture("GIF"), "NOT_A_PICTURE"),
        (picture(size=(8000, 8000)), "TOO_LARGE"),
        (SimpleUploadedFile("a.png", b"x" * (2 * 1024 * 1024 + 1)), "TOO_LARGE"),
    ],
)
def test_what_is_no_small_picture_is_refused(house: None, upload: SimpleUploadedFile, code: str) -> None:
    with seated(editor_account()) as client:
        answer = client.post(reverse("guidance_pictures"), {"name": "bad", "picture": upload})
        assert answer.status_code == 409, answer.context["form"].errors
        assert code in str(answer.context["form"].errors.as_data()).upper() or code in answer.content.decode()


@pytest.mark.req("S1-GUI-01")
def test_an_office_is_entered_by_one_and_approved_by_another(house: None) -> None:
    with as_side("office"):
        people = editor(), approver()
    given = {"kind": "intake", "org_name": "서울특별시", "dept": "주택정책과", "region": "11", "tel": "02-000-0000", "task": "접수와 조사",
             "valid_from": "2026-01-02"}  # fmt: skip
    with seated(people[0]) as client:
        form = client.get(reverse("guidance_office_new")).content.decode()
        wrong = client.post(reverse("guidance_office_new"), given | hidden(form) | {"tel": "전화"})
        assert wrong.status_code == 422
        assert client.post(reverse("guidance_office_new"), given | hidden(form)).status_code == 302
        key = UUID(hidden(form)["request"])
    with visiting() as visitor:
        assert "주택정책과" not in visitor.get("/guide/offices/").content.decode()
    with seated(people[1]) as client:
        page = client.get(reverse("guidance_office_decide", args=[key])).content.decode()
        done = client.post(reverse("guidance_office_decide", args=[key]), hidden(page) | {"decision": "approve"})
        assert done["Location"] == reverse("guidance_offices")
    with visiting() as visitor:
        shown = visitor.get("/guide/offices/").content.decode()
    assert "주택정책과" in shown and 'href="tel:02-000-0000"' in shown
    assert "부산광역시" in shown, "a 시·도 without an entry is named"


def test_the_list_of_offices_shows_what_waits(house: None) -> None:
    with as_side("office"):
        office()
        account = approver()
    with seated(account) as client:
        assert "승인 여부 정하기" in client.get(reverse("guidance_offices")).content.decode()


def test_the_office_names_where_a_link_leads_and_does_not_follow_it(house: None) -> None:
    with as_side("office"):
        key, account = published(body="## 누가\n\n임차인이 신청합니다(법 제12조제1항). [자가 점검 하기](tool:self-check)"), editor()
    with seated(account) as client:
        page = client.get(reverse("guidance_page", args=[key])).content.decode()
    assert "자가 점검 하기 <code>/self-check/</code>" in page
    assert 'href="/self-check/"' not in page
