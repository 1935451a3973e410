"""Each component tag: its parts, what assistive technology is told, and that values cannot become markup."""

import datetime as dt
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import TemplateSyntaxError

from teojeon.ui import forms as ours
from teojeon.ui.formats import UNKNOWN
from tests.ui.rendering import ATTACK, FINDING, LABELS, SampleForm, context, gallery, render


class Elements(HTMLParser):
    """Collects (tag, attributes) of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def by_id(self, wanted: str) -> dict[str, str | None]:
        return next(attributes for _, attributes in self.found if attributes.get("id") == wanted)

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.found if "id" in attributes]


def field(name: str, given: dict[str, Any] | None = None) -> tuple[str, Elements]:
    form = SampleForm(given) if given is not None else SampleForm()
    html = render("{% field bound %}", bound=form[name])
    return html, Elements(html)


def test_a_wrong_field_says_so_and_points_to_its_hint_and_error() -> None:
    html, elements = field("deposit", {"deposit": "-5"})
    control = elements.by_id("id_deposit")
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_deposit_hint id_deposit_error"
    assert set(str(control["aria-describedby"]).split()) <= set(elements.ids())
    assert 'value="-5"' in html
    assert "0원 이상이어야 합니다" in html


def test_a_field_that_was_not_sent_yet_shows_no_error_and_a_required_mark_in_words() -> None:
    html, elements = field("deposit")
    assert "aria-invalid" not in elements.by_id("id_deposit")
    assert "(필수)" in html
    assert "form-hint-invalid" not in html


def test_a_wrong_choice_is_marked_on_its_group_and_the_summary_leads_to_the_first_choice() -> None:
    html, elements = field("living", {"living": ""})
    group = elements.by_id("id_living")
    assert (group["role"], group["aria-invalid"], group["aria-describedby"]) == ("radiogroup", "true", "id_living_error")
    assert html.count('type="radio"') == 3
    assert "모름" in html
    summary = render("{% error_summary form draft='2026-123' %}", form=SampleForm({"living": ""}))
    assert 'href="#id_living_0"' in summary
    assert "id_living_0" in elements.ids()
    assert "2026-123" in summary


def test_an_unknown_answer_is_shown_again_as_unknown() -> None:
    class Known(forms.Form):
        rent = ours.UnknownableField(ours.WonField(label="월세"))
        living = ours.TriStateField(label="살고 있습니까?")

    form = Known(initial={"rent": UNKNOWN, "living": UNKNOWN})
    elements = Elements(render("{% field form.rent %}{% field form.living %}", form=form))
    assert "checked" in elements.by_id("id_rent_1")
    assert "checked" in elements.by_id("id_living_2")
    form = Known(initial={"rent": 5_000_000, "living": False})
    html = render("{% field form.rent %}{% field form.living %}", form=form)
    assert 'value="5,000,000"' in html
    assert "500만 원" in html
    assert "checked" in Elements(html).by_id("id_living_1")


def test_what_was_typed_as_a_date_is_not_lost_when_it_is_no_date() -> None:
    assert field("contract_on", {"contract_on": "2026-02-30"})[1].by_id("id_contract_on")["type"] == "text"
    assert field("contract_on", {"contract_on": "2026-02-28"})[1].by_id("id_contract_on")["type"] == "date"


def test_a_long_text_is_counted_and_not_cut_by_the_browser() -> None:
    html, elements = field("story", {"story": "가" * 101})
    assert "maxlength" not in html
    assert '<span class="count-now">101</span>' in html
    assert "id_story_count" in str(elements.by_id("id_story")["aria-describedby"])


def test_the_error_summary_is_announced_and_can_take_the_focus() -> None:
    html = render("{% error_summary form %}", form=SampleForm({}))
    box = Elements(html).by_id("error-summary")
    assert (box["role"], box["tabindex"]) == ("alert", "-1")
    assert "MISSING_VALUE" in html
    assert "법 제3조제1항" in html
    assert render("{% error_summary form %}", form=SampleForm()).strip() == ""


def test_refusals_of_an_action_are_listed_like_those_of_a_form() -> None:
    refused = {"code": "STALE", "message": "그 사이 다른 사람이 고쳤습니다. 두 내용을 비교해 주십시오.", "source": "S1"}
    html = render("{% error_summary refused %}", refused=[refused])
    assert "STALE" in html
    assert "(1건)" in html


def test_the_current_step_is_told_in_words() -> None:
    html = render("{% steps titles 2 %}", titles=["신청인", {"title": "주택", "url": "/x"}, "제출"])
    assert html.count('aria-current="step"') == 1
    assert "현재 단계" in html
    assert html.count('class="done"') == 1


def test_a_table_scrolls_by_keyboard_and_has_a_caption() -> None:
    html = render('{% table caption="사건 목록" %}<tbody><tr><td>{{ x }}</td></tr></tbody>{% endtable %}', x=ATTACK)
    region = next(attributes for tag, attributes in Elements(html).found if attributes.get("role") == "region")
    assert (region["tabindex"], region["aria-label"]) == ("0", "사건 목록")
    assert "<caption>사건 목록</caption>" in html
    assert ATTACK not in html


@pytest.mark.parametrize(
    ("days", "badge", "words"),
    [(3, "D-3", "3일 남았습니다"), (0, "D-Day", "오늘까지입니다"), (-2, "D+2", "2일 지났습니다"), (None, "-", "정보 없음")],
)
def test_a_deadline_is_said_in_words_and_not_by_colour_alone(days: int | None, badge: str, words: str) -> None:
    html = render("{% deadline days date %}", days=days, date=dt.date(2026, 11, 20) if days is not None else None)
    assert badge in html
    assert words in html
    assert ("2026. 11. 20.(금)" in html) is (days is not None)


def test_blanks_of_a_summary_are_printed_as_no_information() -> None:
    html = render("{% summary_list pairs %}", pairs=[("월세", None), ("이름", ""), ("거주", UNKNOWN), ("층", 0)])
    assert html.count("정보 없음") == 2
    assert "<dd>모름</dd>" in html
    assert "<dd>0</dd>" in html


def test_a_finding_shows_value_article_amounts_parameter_dates_and_who_can_settle_it() -> None:
    html = render("{% finding finding labels %}", finding=FINDING, labels=LABELS)
    for expected in (
        "모름",
        "불충족",
        "R2-a",
        "전세사기피해자법 제3조제1항제2호",
        "임차보증금",
        "500,000,001원",
        "5억 1원",
        "2024. 9. 10.(화) ~ 현재",
        "법령으로 정한 값",
        "위원회가 상향을 의결하면",
        "상향 의결이 아직 없습니다.",
        "2026. 11. 20.(금)",
    ):
        assert expected in html, expected
    assert html.count("<details") == 2


def test_a_finding_without_labels_and_without_parts_is_still_shown() -> None:
    html = render("{% finding finding %}", finding={"code": "G1", "title": ATTACK, "value": True, "source": None})
    assert "충족" in html
    assert ATTACK not in html


def test_an_unknown_tone_is_refused_when_the_page_is_written() -> None:
    with pytest.raises(TemplateSyntaxError):
        render("{% badge 'x' 'pink' %}")


def test_paging_goes_on_without_counting_the_list() -> None:
    assert "다음 목록" in render("{% pager next_url='?after=x' %}")
    assert "마지막 목록입니다" in render("{% pager %}")


def test_a_timeline_without_entries_says_so() -> None:
    assert "아직 기록이 없습니다." in render("{% timeline entries %}", entries=[])


@pytest.mark.parametrize("door", ["portal", "office"])
def test_no_value_becomes_markup_and_no_id_is_doubled(door: str) -> None:
    html = gallery(door)
    assert ATTACK not in html
    assert "&lt;script&gt;" in html
    ids = Elements(html).ids()
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)


def test_every_label_and_description_of_the_gallery_points_to_something() -> None:
    elements = Elements(gallery("portal"))
    ids = set(elements.ids())
    for _, attributes in elements.found:
        for name in ("for", "aria-describedby", "aria-labelledby"):
            assert set((attributes.get(name) or "").split()) <= ids, attributes
    assert context()["form"].errors
