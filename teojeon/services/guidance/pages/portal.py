"""Guidance for everybody: readable without signing in, found by search engines, printable (S1-GUI-01, S1-GUI-03)."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Missing
from teojeon.law.victims import support
from teojeon.services.guidance.pages import queries
from teojeon.services.guidance.pages.addresses import TOOLS, page_address, start_address, version_address
from teojeon.services.guidance.pages.models import LANGUAGES, RECORD, PageVersion, Picture
from teojeon.services.guidance.pages.sections import SECTIONS
from teojeon.ui.languages import chosen, offered, translated

INDEX_TITLE = "안내"
INDEX_DESCRIPTION = "전세사기피해자 결정의 요건과 절차, 서류, 지원, 담당 기관, 서식을 안내합니다."
ELSEWHERE_TITLE = "한국어로 된 안내"
TOOL_TITLES = (
    ("self-check", "신청 전 자가 점검", "열다섯 가지 질문에 답하면 어떤 요건을 더 확인해야 하는지 봅니다."),
    ("contract-check", "계약 전 점검", "임대차계약을 맺기 전에 소액보증금의 표와 확인할 것을 봅니다."),
    ("support", "유형별 지원", "가목·나목·다목에게 열린 지원과 신청하는 곳, 기한을 봅니다."),
    ("offices", "담당 기관과 지원센터", "신청을 받는 시·도와 상담하는 곳을 봅니다."),
    ("forms", "서식", "시행규칙과 운용규정의 서식 목록을 봅니다."),
    ("notices", "공지와 개선 내용", "공지와 이 누리집의 바뀐 점을 봅니다."),
)


def head(request: HttpRequest, title: str, description: str, **more: Any) -> dict[str, Any]:
    """What every public page tells search engines: title, description, its one address."""
    words = {"page_title": title, "description": translated(description)}
    return {**words, "canonical": request.build_absolute_uri(request.path), **more}


@page(public=True)
def guide_index(request: HttpRequest, language: str = "") -> HttpResponse:
    """Every page that is shown today, and the tools; in the chosen language, or in the one that the address names."""
    with translation.override(language or translation.get_language()):
        response = _index(request, translation.get_language() or RECORD)
        response["Content-Language"] = translation.get_language() or RECORD
    return response


def _index(request: HttpRequest, language: str) -> HttpResponse:
    listed = _in_language(queries.listed_on(clock.business_today(), "guide", "faq"), language)
    here = [each for each in listed if each["language"] == language]
    context = head(
        request,
        INDEX_TITLE,
        INDEX_DESCRIPTION,
        sections=[(SECTIONS[code], [each for each in here if each["section"] == code]) for code in ("guide", "faq")],
        tools=[{"url": TOOLS[name], "title": title, "description": words} for name, title, words in TOOL_TITLES],
        only_korean=[each for each in listed if each["language"] != language],
        others=[(code, name, start_address(code)) for code, name in LANGUAGES.items() if code in offered() and code != language],
    )
    return render(request, "guidance/index.html", context)


def _in_language(listed: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Each page once: in that language, else in Korean, the record. The address keeps the language."""
    translations = {each["slug"] for each in listed if each["language"] == language}
    return [
        {**each, "url": page_address(each["slug"], language)}
        for each in listed
        if each["language"] == language or (each["language"] == RECORD and each["slug"] not in translations)
    ]


@page(public=True)
def guide_page(request: HttpRequest, slug: str, language: str = RECORD) -> HttpResponse:
    """The version of today. A page without a translation is shown in Korean and says so in the language of the address."""
    today = clock.business_today()
    all_versions = queries.all_of(slug, today)
    shown = {row.language: row for row in all_versions if queries.is_shown(row, today)}
    row = shown.get(language) or (shown.get(RECORD) if language in LANGUAGES else None)
    if row is None:
        raise Missing("guide_page")
    return _shown(request, row, all_versions, today, language)


@page(public=True)
def guide_version(request: HttpRequest, slug: str, number: int, language: str = RECORD) -> HttpResponse:
    """One version for ever: what was shown earlier stays readable. One that is to come is not shown before its day."""
    today = clock.business_today()
    all_versions = queries.all_of(slug, today)
    for row in all_versions:
        if (row.language, row.number) == (language, number):
            return _shown(request, row, all_versions, today, language)
    raise Missing("guide_version")


def _shown(request: HttpRequest, row: PageVersion, all_versions: list[PageVersion], today: dt.date, asked: str) -> HttpResponse:
    # a Korean address keeps the language that the visitor chose for the frame; any other address speaks its own
    frame = translation.get_language() if asked == RECORD or asked not in offered() else asked
    with translation.override(frame):
        response = render(request, "guidance/page.html", _about(request, row, all_versions, today))
    response["Content-Language"] = row.language
    return response


def _about(request: HttpRequest, row: PageVersion, all_versions: list[PageVersion], today: dt.date) -> dict[str, Any]:
    """What the page shows of a version, in the language that is active."""
    frame = translation.get_language() or RECORD
    shown = {each.language: each for each in all_versions if queries.is_shown(each, today)}
    is_foreign = row.language != frame
    return head(
        request,
        ELSEWHERE_TITLE if is_foreign else row.title,
        INDEX_DESCRIPTION if is_foreign else row.description,
        row=row,
        canonical=request.build_absolute_uri(page_address(row.slug, row.language)),
        breadcrumb=[{"title": INDEX_TITLE, "url": start_address(frame)}, {"title": _marked(row.title, row.language)}],
        is_past=not queries.is_shown(row, today),
        current_url=page_address(row.slug, row.language),
        is_foreign=is_foreign,
        own_url=page_address(row.slug, frame) if frame in shown else "",
        start_url=start_address(frame),
        newer=queries.newer_korean(row, shown.get(RECORD)),
        korean_url=page_address(row.slug),
        starts=_starts(row, today),
        older=[
            {"row": each, "url": version_address(row.slug, row.language, each.number)}
            for each in all_versions
            if each.language == row.language and each.number != row.number
        ],
        languages=[
            {"code": code, "name": name, "url": page_address(row.slug, code), "is_current": code == row.language}
            for code, name in LANGUAGES.items()
            if code in shown
        ],
        site_language=row.language if row.language == frame and chosen(request) != frame else "",
    )


def _marked(words: str, language: str) -> SafeString:
    return format_html('<span lang="{}">{}</span>', language, words)


def _starts(row: PageVersion, today: dt.date) -> list[dict[str, Any]]:
    """From when the measures of this page can be asked for, by the table of support (S1-GUI-04)."""
    found = []
    for code in row.measures:
        rows = [each for each in support.rows() if each.code == code]
        first = min(rows, key=lambda each: each.from_)
        citation = translated(f"법 {first.article}")
        found.append({"title": first.title, "from": first.from_, "is_open": first.from_ <= today, "citation": citation})
    return found


@page(public=True)
def guide_notices(request: HttpRequest) -> HttpResponse:
    """Notices, and what was improved on this site (운용규정§15③), newest first."""
    language = translation.get_language() or RECORD
    listed = _in_language(queries.listed_on(clock.business_today(), "notice", "change"), language)
    newest = sorted(listed, key=lambda each: each["effective_from"], reverse=True)
    context = head(
        request,
        "공지와 개선 내용",
        "공지와 이 누리집에서 바뀐 점을 봅니다.",
        breadcrumb=[{"title": INDEX_TITLE, "url": reverse("guide_index")}, {"title": "공지와 개선 내용"}],
        sections=[(SECTIONS[code], [each for each in newest if each["section"] == code]) for code in ("notice", "change")],
    )
    return render(request, "guidance/notices.html", context)


@page(public=True)
def guide_picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of a page. It never changes, so a browser may keep it."""
    found = Picture.objects.filter(name=name).values_list("data", flat=True).first()
    if found is None:
        raise Missing("guide_picture")
    response = HttpResponse(bytes(found), content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@page(public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the guidance, and nothing of a person."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {place}" for place in ("/applications/", "/my/", "/sign-in/", "/sign-up/", "/second-factor/")),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@page(public=True)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page of today, in all its languages."""
    today = clock.business_today()
    rows = [
        {"url": page_address(each["slug"], each["language"]), "on": each["effective_from"]}
        for each in queries.shown_on(today).values("slug", "language", "effective_from")
    ]
    tools = [{"url": url, "on": None} for name, url in TOOLS.items() if name != "apply"]
    tools += [{"url": start_address(code), "on": None} for code in offered() if code != RECORD]
    entries = [{"url": request.build_absolute_uri(each["url"]), "on": each["on"]} for each in (*tools, *rows)]
    return render(request, "guidance/sitemap.xml", {"entries": entries}, content_type="application/xml")


_PAGE = "guide/<slug:slug>/"
urls: list[URLPattern] = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("guide/", guide_index, name="guide_index"),
    *(
        path(f"guide/{code}/", guide_index, {"language": code}, name=f"guide_index_{code.replace('-', '_')}")
        for code in LANGUAGES
        if code != RECORD
    ),
    path("guide/notices/", guide_notices, name="guide_notices"),
    path("guide/pictures/<slug:name>.png", guide_picture, name="guide_picture"),
    path(_PAGE, guide_page, name="guide_page"),
    path(f"{_PAGE}versions/<int:number>/", guide_version, name="guide_version"),
    path("guide/<slug:language>/<slug:slug>/", guide_page, name="guide_page_in"),
    path("guide/<slug:language>/<slug:slug>/versions/<int:number>/", guide_version, name="guide_version_in"),
]
