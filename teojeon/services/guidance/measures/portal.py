"""The table of support, for everybody: as a whole, and for one class (S1-GUI-04)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Missing
from teojeon.law.victims.support import Measure, Row, rows, support
from teojeon.law.victims.support.measures import Class
from teojeon.services.guidance.pages.portal import INDEX_TITLE, head
from teojeon.services.guidance.selfcheck.result import CLASS_TITLES
from teojeon.ui.languages import translated, worded

CLASSES: dict[str, Class] = {"ga": "GA", "na": "NA", "da": "DA"}
WHO: dict[str, str] = {
    "GA": "법 제3조제1항의 요건을 모두 갖춘 것으로 결정된 전세사기피해자입니다(법 제2조제4호가목).",
    "NA": "보증금 상한을 뺀 요건을 갖춘 것으로 결정된 임차인입니다(법 제2조제4호나목).",
    "DA": "보증금 상한과 의도의 요건을 갖추고 인도·전입신고·확정일자를 갖춘 것으로 결정된 임차인입니다(법 제2조제4호다목).",
}
DEPENDS_ON = {
    "trust": "신탁된 집을 임대할 권한이 없는 자와 계약한 경우에만 열립니다.",
    "unauthorised": "적법한 임대권한이 없는 자와 계약한 경우에만 열립니다.",
    "korean_national": "대한민국 국민인 경우에만 열립니다.",
}
OPEN, NARROW, CHECK, CLOSED = "열림", "조건에 따라", "법률 검토", "해당 없음"


@dataclass(frozen=True)
class Line:
    """One measure in the table of all classes."""

    row: Row
    cells: list[str]
    is_open: bool

    @property
    def citation(self) -> str:
        """법 제25조의9."""
        return f"법 {self.row.article}"


@page(public=True)
def guide_support(request: HttpRequest) -> HttpResponse:
    """Every measure of today and those to come, and to which class it is open."""
    today = clock.business_today()
    title = "유형별 지원"
    context = head(
        request,
        title,
        "전세사기피해자등으로 결정된 사람이 유형(가목·나목·다목)에 따라 받을 수 있는 지원을 한 표로 봅니다.",
        breadcrumb=[{"title": INDEX_TITLE, "url": reverse("guide_index")}, {"title": title}],
        lines=table_on(today),
        classes=[{"title": CLASS_TITLES[code], "url": reverse("guide_support_of", args=[name])} for name, code in CLASSES.items()],
        today=today,
    )
    return render(request, "guidance/support.html", context)


def table_on(day: dt.date) -> list[Line]:
    """The measures in force that day, then those that begin later, each with one word a class."""
    found = {class_: support(class_, day) for class_ in CLASSES.values()}
    words: dict[str, dict[str, str]] = {}
    for class_, of_class in found.items():
        for word, measures in ((OPEN, of_class.open_), (NARROW, of_class.conditional), (CHECK, of_class.notes)):
            for measure in measures:
                words.setdefault(measure.code, {})[class_] = word
        for measure in of_class.later:
            words.setdefault(measure.code, {})[class_] = (
                CHECK if class_ in measure.row.legal_check else NARROW if measure.depends_on else OPEN
            )
    lines = []
    for row in _of_day(day):
        cells = [words.get(row.code, {}).get(class_, CLOSED) for class_ in CLASSES.values()]
        lines.append(Line(row, cells, row.from_ <= day))
    return lines


def _of_day(day: dt.date) -> list[Row]:
    current = [row for row in rows() if row.holds_on(day)]
    begun = {row.code for row in current}
    later = {row.code: row for row in reversed(rows()) if row.from_ > day and row.code not in begun}
    order = {row.code: place for place, row in enumerate(rows())}
    return sorted([*current, *later.values()], key=lambda row: order[row.code])


@page(public=True)
def guide_support_of(request: HttpRequest, name: str) -> HttpResponse:
    """What is open to one class today, what depends on more, what begins later, and what needs a legal check."""
    class_ = CLASSES.get(name)
    if class_ is None:
        raise Missing("guide_support_of")
    today = clock.business_today()
    found = support(class_, today)
    name_of_class = translated(CLASS_TITLES[class_])
    title = worded("{name}의 지원", name=name_of_class)
    context = head(
        request,
        title,
        worded("{name}으로 결정된 사람에게 열린 지원과 신청하는 곳, 기한을 봅니다.", name=name_of_class),
        breadcrumb=[
            {"title": INDEX_TITLE, "url": reverse("guide_index")},
            {"title": "유형별 지원", "url": reverse("guide_support")},
            {"title": title},
        ],
        who=WHO[class_],
        today=today,
        groups=[
            ("지금 열린 지원", [_shown(each) for each in found.open_]),
            ("조건에 따라 열리는 지원", [_shown(each) for each in found.conditional]),
            ("앞으로 시행하는 지원", [_shown(each, tells_day=True) for each in found.later]),
            ("적용되는지 법률 검토가 필요한 것", [_shown(each) for each in found.notes]),
        ],
    )
    return render(request, "guidance/support_of.html", context)


def _shown(measure: Measure, *, tells_day: bool = False) -> dict[str, Any]:
    return {
        "row": measure.row,
        "deadline": measure.deadline,
        "narrowed": [DEPENDS_ON[each] for each in measure.depends_on],
        "begins": measure.row.from_ if tells_day else None,
    }


urls: list[URLPattern] = [
    path("guide/support/", guide_support, name="guide_support"),
    path("guide/support/<slug:name>/", guide_support_of, name="guide_support_of"),
]
