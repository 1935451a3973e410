"""The worklist of translations (S1-GUI-03): Korean pages without one, and translations of an earlier Korean version."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.pages.actions import APPROVE, EDIT, FIELDS
from teojeon.services.guidance.pages.models import DRAFT, LANGUAGES, RECORD, SUBMITTED, PageVersion
from teojeon.services.guidance.pages.queries import newer_korean, shown_on

TITLE = "번역할 쪽"
OLDER, MISSING = "앞의 글의 번역", "번역 없음"
WAITING = {DRAFT: "작성 중", SUBMITTED: "승인 대기"}


@dataclass(frozen=True)
class Wanted:
    """A translation that is missing or older than the Korean page. `open_`: the version that somebody writes already, if any.

    `published`: the translation that is shown now, from which the next version is begun; none where there is none.
    """

    korean: PageVersion
    language: str
    published: PageVersion | None
    open_: PageVersion | None

    @property
    def is_older(self) -> bool:
        """Whether visitors read a translation of an earlier text, which is worse than none."""
        return self.published is not None

    @property
    def state(self) -> str:
        """Why it stands on the list."""
        return OLDER if self.is_older else MISSING

    @property
    def language_name(self) -> str:
        """The language in its own words."""
        return LANGUAGES[self.language]

    @property
    def waits(self) -> str:
        """Where the next version stands; empty where nobody has begun it."""
        return WAITING[self.open_.state] if self.open_ else ""

    @property
    def url(self) -> str:
        """Where an editor goes on."""
        if self.open_ or self.published:
            return reverse("guidance_page", args=[(self.open_ or self.published).pk])  # type: ignore[union-attr]
        return f"{reverse('guidance_new')}?translates={self.korean.pk}&language={self.language}"


def wanted_on(day: dt.date) -> list[Wanted]:
    """What editors have to translate that day: older ones first, then missing ones, by language and place in the list."""
    shown = {(row.slug, row.language): row for row in shown_on(day).defer("body", "html")}
    rows = PageVersion.objects.visible_to(current().actor).filter(state__in=WAITING).exclude(language=RECORD)
    begun = {(row.slug, row.language): row for row in rows.defer("body", "html")}
    found = []
    for (slug, language), korean in shown.items():
        for other in LANGUAGES if language == RECORD else ():
            there = shown.get((slug, other))
            if other != RECORD and (there is None or newer_korean(there, korean) is not None):
                found.append(Wanted(korean, other, there, begun.get((slug, other))))
    order = list(LANGUAGES)
    return sorted(found, key=lambda each: (not each.is_older, order.index(each.language), each.korean.position))


def first_words(korean: UUID) -> dict[str, Any] | None:
    """A Korean page as the start of its translation: what stays the same, and the text to be replaced; None for anything else."""
    row = PageVersion.objects.visible_to(current().actor).filter(pk=korean, language=RECORD).first()
    if row is None:
        return None
    kept = {name: getattr(row, name) for name in FIELDS if name != "effective_from"}
    return {**kept, "slug": row.slug}


@page(EDIT, APPROVE, "AU")
def guidance_translations(request: HttpRequest) -> HttpResponse:
    """Pages to translate, each with where to go on."""
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": "안내 관리", "url": reverse("guidance")}, {"title": TITLE}],
        "lines": wanted_on(clock.business_today()),
        "may_edit": EDIT in current().actor.boxes,
    }
    return render(request, "guidance/office/translations.html", context)


urls: list[URLPattern] = [path("guidance/translations/", guidance_translations, name="guidance_translations")]
