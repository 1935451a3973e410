"""Our own checks of a page: each finding by its line, with what to do (S1-GUI-01, S1-GUI-03)."""

import datetime as dt
from dataclasses import replace

import pytest

from teojeon.services.guidance.pages.addresses import Addresses
from teojeon.services.guidance.pages.checks import Subject, check, errors, warnings
from teojeon.services.guidance.pages.markup import parse, to_html
from teojeon.services.guidance.seed.load import read, seeds

ON = dt.date(2026, 11, 20)
GOOD = Subject(
    language="ko",
    section="guide",
    body="## 제목\n\n[신청 안내](page:apply)를 봅니다(법 제12조).\n\n표: 기한\n\n| 단계 | 기한 |\n|---|---|\n| 조사 | 30일 |\n",
    law_basis="법 제12조",
    effective_from=ON,
    pages=frozenset(["apply"]),
    pictures={"map": (40, 30)},
)


def found(body: str, **given: object) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in check(replace(GOOD, body=body, **given))]  # type: ignore[arg-type]


def test_a_page_in_order_has_no_finding() -> None:
    assert check(GOOD) == []


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        ("# 큰 제목\n\n글", 1, "HEADING_ORDER"),
        ("## 하나\n\n글\n\n#### 넷", 5, "HEADING_ORDER"),
        ("##\n\n글", 1, "HEADING_EMPTY"),
        ("글\n\n[여기](page:apply)", 3, "LINK_NAME"),
        ("글\n둘째 줄 [더보기](page:apply)", 2, "LINK_NAME"),
        ("[https://example.kr](https://example.kr)", 1, "LINK_NAME"),
        ("[](page:apply)", 1, "LINK_NAME"),
        ("[안내](page:apply) [안내](tool:support)", 1, "LINK_NAME_TWICE"),
        ("글\n\n[다른 쪽](page:gone)", 3, "LINK_TARGET"),
        ("[도구](tool:gone)", 1, "LINK_TARGET"),
        ("[누르기](javascript:alert(1))", 1, "LINK_TARGET"),
        ("[누리집](http://example.kr)", 1, "LINK_TARGET"),
        ("[누리집](data:text/html,x)", 1, "LINK_TARGET"),
        ("글\n\n![](picture:map)", 3, "ALTERNATIVE"),
        ("![그림](picture:map)", 1, "ALTERNATIVE"),
        ("![map.png](picture:map)", 1, "ALTERNATIVE"),
        ("![" + "가" * 201 + "](picture:map)", 1, "ALTERNATIVE"),
        ("![시·도의 지도](picture:gone)", 1, "PICTURE"),
        ("![시·도의 지도](https://example.kr/a.png)", 1, "PICTURE"),
        ("글\n\n| a | b |\n|---|---|\n| 1 | 2 |", 3, "TABLE_CAPTION"),
        ("글\n\n<b>굵게</b>", 3, "RAW_HTML"),
        ("<script>alert(1)</script>", 1, "RAW_HTML"),
        ("글\n\n> 인용", 3, "OTHER_MARKUP"),
        ("```\n코드\n```", 1, "OTHER_MARKUP"),
        ("글\n\nThe tenant files an application here.", 3, "LANGUAGE_MARK"),
        ("번호 900101-1234567 입니다.", 1, "PERSONAL_NUMBER"),
        ("법 제99조에 따릅니다.", 1, "UNKNOWN_ARTICLE"),
        ("글\n\n법 제3조제9항에 따릅니다.", 3, "UNKNOWN_ARTICLE"),
        ("", 0, "EMPTY_PAGE"),
        ("가" * 30_001, 0, "TOO_LONG"),
        ("가" * 14_000, 0, "PAGE_TOO_LARGE"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(body: str, line: int, code: str) -> None:
    assert (line, code) in found(body)


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize(
    "body",
    [
        "## 하나\n\n### 둘\n\n### 셋\n\n## 넷",
        "![시·도마다 접수하는 곳을 나타낸 지도](picture:map)",
        "표: 기한\n| a | b |\n|---|---|\n| 1 | 2 |",
        ":en[The tenant files an application here.]라고 적습니다.",
        "PDF, JPG, PNG, HEIC 파일을 올립니다.",
        "계좌번호 1234567890123 은 번호가 아닙니다.",
        "「주택임대차보호법」 제3조의6과 「민사집행법」 제84조를 봅니다.",
        "「전세사기피해자 지원 및 주거안정에 관한 특별법」 제12조를 봅니다.",
        "3 < 5 이고 5 > 3 입니다.",
    ],
)
def test_what_is_in_order_is_not_complained_of(body: str) -> None:
    assert found(body) == []


@pytest.mark.req("S1-GUI-03")
def test_a_page_in_english_marks_its_korean_words() -> None:
    english = replace(GOOD, language="en", body="Class :ko[가] is open.")
    assert check(english) == []
    assert [finding.code for finding in check(replace(english, body="Class 가 is open."))] == ["LANGUAGE_MARK"]


@pytest.mark.req("S1-GUI-01")
def test_an_article_that_is_not_in_force_on_the_first_day_is_a_warning_to_the_editor() -> None:
    body = "## 최소지원금\n\n법 제25조의9에 따라 신청합니다."
    on_the_day_before = check(replace(GOOD, body=body, effective_from=dt.date(2026, 11, 12)))
    assert [(finding.line, finding.code) for finding in warnings(on_the_day_before)] == [(3, "NOT_IN_FORCE")]
    assert "2026. 11. 13.(금)부터 시행" in on_the_day_before[0].message
    assert errors(on_the_day_before) == []
    assert check(replace(GOOD, body=body, effective_from=dt.date(2026, 11, 13))) == []


@pytest.mark.req("S1-GUI-01")
def test_a_guide_without_a_basis_in_law_is_refused_and_a_notice_needs_none() -> None:
    assert found(GOOD.body, law_basis="") == [(0, "BASIS_MISSING")]
    assert found(GOOD.body, law_basis="", section="notice") == []


@pytest.mark.req("S1-GUI-03")
def test_the_html_holds_nothing_but_the_markup() -> None:
    body = '## 제목 <i>\n\n<b>굵게</b> & **진하게** [이름](page:apply) :vi[xin chào]\n\n- 하나\n\n![지도 " onerror](picture:map)'
    html = to_html(parse(body), Addresses("ko", frozenset()), {"map": (40, 30)})
    assert "<b>" not in html and "<i>" not in html
    assert '<h2 id="s1" class="ui-h2">제목 &lt;i&gt;</h2>' in html
    assert '<a href="/guide/apply/">이름</a>' in html
    assert '<span lang="vi">xin chào</span>' in html
    assert '<img src="/guide/pictures/map.png" alt="지도 &quot; onerror" width="40" height="30" loading="lazy">' in html


def test_a_table_has_its_caption_and_headers() -> None:
    html = to_html(parse(GOOD.body), Addresses("ko", frozenset()), {})
    assert "<caption>기한</caption>" in html
    assert '<th scope="col">단계</th>' in html
    assert "표: 기한" not in html


def test_a_link_leads_to_the_page_in_the_same_language_where_there_is_one() -> None:
    assert Addresses("en", frozenset(["apply"]))("page:apply") == "/guide/en/apply/"
    assert Addresses("en", frozenset())("page:apply") == "/guide/apply/"


@pytest.mark.req("S1-GUI-01")
@pytest.mark.parametrize("day", [dt.date(2026, 11, 12), dt.date(2026, 11, 13), dt.date(2027, 6, 1)])
def test_every_page_that_ships_passes_the_checks(day: dt.date) -> None:
    shipped = list(seeds(day))
    slugs = frozenset(seed.slug for seed in shipped)
    for seed in shipped:
        body, basis, section = seed.content["body"], seed.content["law_basis"], seed.content["section"]
        findings = check(Subject(seed.language, section, body, basis, day, slugs, {}))
        assert errors(findings) == [], seed.slug
        assert not warnings(findings) or seed.content["warning_reason"], seed.slug


@pytest.mark.req("S1-GUI-01")
def test_the_pages_that_ship_cover_what_the_portal_must_show() -> None:
    there = {(seed.slug, seed.language) for seed in seeds(ON)}
    korean = {slug for slug, language in there if language == "ko"}
    assert {"requirements", "process", "documents", "standards", "centres", "authorities", "faq"} <= korean
    assert {("requirements", "en"), ("process", "en"), ("self-check-guide", "en")} <= there


def test_a_page_without_its_head_is_not_read() -> None:
    with pytest.raises(ValueError, match="begins with a head"):
        read("본문만 있습니다.", "x.md")
