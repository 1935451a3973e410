"""What helps editors: the worklist of translations, and the record of a check by a person (S1-GUI-03)."""

import datetime as dt

import pytest
from django.urls import reverse

from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.guidance.examined.actions import BY_PERSON
from teojeon.services.guidance.examined.models import Examination
from teojeon.services.guidance.pages import actions
from teojeon.services.guidance.pages.office_translations import wanted_on
from teojeon.services.guidance.seed.load import load
from tests.services.guidance.conftest import move_to
from tests.services.guidance.test_languages import CORE, OTHERS
from tests.services.guidance.test_office import hidden, row, seated
from tests.support.factories import acting
from tests.support.guidance import approver, editor, published, submitted
from tests.support.sides import as_side

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)
ENGLISH = {"language": "en", "title": "Who can apply", "description": "Who.", "body": "## Who\n\nA tenant applies."}
CHECKED = {"page": "/self-check/", "language": "vi", "manual_by": "점검 담당자", "reader": "NVDA 2026.2, Firefox 145", "found": ""}


def waiting(day: dt.date) -> list[tuple[str, str, str, str]]:
    with acting(editor(), read_only=True):
        return [(each.korean.slug, each.language, each.state, each.waits) for each in wanted_on(day)]


@pytest.mark.req("S1-GUI-01", "S1-GUI-03")
def test_the_worklist_names_what_is_missing_and_first_what_is_older_than_the_korean_page(house: None) -> None:
    move_to(ON)
    with as_side("office"):
        published()
        assert waiting(ON) == [("who", language, "번역 없음", "") for language in ("en", "zh-hans", "vi")]
        english = published(**ENGLISH)
        assert row(english).follows == 1
        assert [language for _, language, _, _ in waiting(ON)] == ["zh-hans", "vi"]
        published(body="## 누가\n\n바뀐 글입니다(법 제12조).", effective_from=ON + 2 * DAY)
        assert [language for _, language, _, _ in waiting(ON + DAY)] == ["zh-hans", "vi"], "a text to come is not yet newer"
        assert waiting(ON + 2 * DAY)[0] == ("who", "en", "앞의 글의 번역", "")
    move_to(ON + 2 * DAY)
    with as_side("office"):
        shown = row(english)
        with acting(editor()):
            actions.renew(shown)
        assert waiting(ON + 2 * DAY)[0] == ("who", "en", "앞의 글의 번역", "작성 중")


@pytest.mark.req("S1-GUI-03")
def test_a_translation_that_waited_while_the_korean_page_changed_is_one_of_the_earlier_version(house: None) -> None:
    move_to(ON)
    with as_side("office"):
        published()
        english = submitted(**ENGLISH, effective_from=ON + DAY)
        published(body="## 누가\n\n바뀐 글입니다(법 제12조).", effective_from=ON + DAY)
        with acting(approver()):
            actions.approve(english)
        assert row(english).follows == 1
        assert waiting(ON + DAY)[0][:3] == ("who", "en", "앞의 글의 번역")


@pytest.mark.req("S1-GUI-03")
def test_of_the_pages_that_ship_only_those_that_are_not_core_wait_for_a_translation(house: None) -> None:
    move_to(ON)
    with as_side("office"):
        load(unit_of_work, editor(), approver())
        found = waiting(ON)
    assert {state for _, _, state, _ in found} == {"번역 없음"}
    assert not CORE & {slug for slug, _, _, _ in found}
    assert len(found) % len(OTHERS) == 0


@pytest.mark.req("S1-GUI-03")
def test_an_editor_goes_from_the_worklist_to_a_translation_that_begins_with_the_korean_page(house: None) -> None:
    with as_side("office"):
        key, account = published(), editor()
    with seated(account) as client:
        listed = client.get(reverse("guidance_translations")).content.decode()
        assert f"?translates={key}&amp;language=vi" in listed and "번역 쓰기: 신청하는 사람, Tiếng Việt" in listed
        form = client.get(reverse("guidance_new"), {"translates": str(key), "language": "vi"}).content.decode()
    assert '<option value="vi" selected' in form and 'value="who"' in form
    assert "임차인이 신청합니다(법 제12조제1항)." in form


@pytest.mark.parametrize("asked", [{"translates": "x", "language": "vi"}, {"translates": "", "language": "fr"}, {}])
def test_an_address_that_names_no_korean_page_gives_an_empty_form(house: None, asked: dict[str, str]) -> None:
    with as_side("office"):
        account = editor()
    with seated(account) as client:
        assert client.get(reverse("guidance_new"), asked).status_code == 200


@pytest.mark.req("S1-GUI-03")
def test_a_person_s_check_is_recorded_with_reader_and_day_once_for_one_request(house: None) -> None:
    move_to(ON)
    with as_side("office"):
        account = approver()
    with seated(account) as client:
        form = hidden(client.get(reverse("guidance_examination_new")).content.decode())
        late = client.post(reverse("guidance_examination_new"), CHECKED | form | {"checked_on": "2026-11-21"})
        assert late.status_code == 422
        sent = CHECKED | form | {"checked_on": "2026-11-20", "found": "단추의 이름이 두 번 읽힙니다.\r\n\r\n표의 제목이 없습니다."}
        for _ in range(2):
            assert client.post(reverse("guidance_examination_new"), sent).status_code == 302
        page = client.get(reverse("guidance_examinations")).content.decode()
    with as_side("office"), acting(account, read_only=True):
        kept = Examination.objects.get()
    assert (kept.page, kept.tool, kept.manual_by, kept.reader) == ("/self-check/", BY_PERSON, "점검 담당자", CHECKED["reader"])
    assert (kept.checked_on, kept.languages, kept.violations) == (ON, ["vi"], 2)
    assert "단추의 이름이 두 번 읽힙니다." in page and "고칠 것 있음" in page


@pytest.mark.req("S1-GUI-03")
def test_only_an_approver_records_a_check(house: None) -> None:
    with as_side("office"):
        account = editor()
    with seated(account) as client:
        assert client.get(reverse("guidance_examination_new")).status_code == 403
        assert "사람이 점검한 기록이 없습니다" in client.get(reverse("guidance_examinations")).content.decode()
