"""Editors write and submit guidance pages, approvers publish or return them (S1-GUI-01)."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.people.models import Official
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.pages import actions, pictures
from teojeon.services.guidance.pages.actions import APPROVE, EDIT
from teojeon.services.guidance.pages.addresses import named_not_linked
from teojeon.services.guidance.pages.checks import SOURCE_PAGES
from teojeon.services.guidance.pages.forms import DecideForm, PageForm, PictureForm, SubmitForm
from teojeon.services.guidance.pages.models import DRAFT, LANGUAGES, PUBLISHED, RECORD, STATES, SUBMITTED, PageVersion, Picture
from teojeon.services.guidance.pages.office_translations import first_words
from teojeon.services.guidance.pages.queries import newer_korean, shown_on
from teojeon.services.guidance.pages.sections import SECTIONS
from teojeon.ui.forms import Refusal as FormRefusal
from teojeon.ui.forms import put_refusal

TONES = {DRAFT: "gray", SUBMITTED: "warning", PUBLISHED: "success"}
SHOWN = 300
TITLE = "안내 관리"


@page(EDIT, APPROVE, "AU")
def guidance(request: HttpRequest) -> HttpResponse:
    """All pages: what waits for approval first, then drafts, then what is published."""
    rows = list(PageVersion.objects.visible_to(current().actor).order_by("slug", "language", "-effective_from")[:SHOWN])
    order = {SUBMITTED: 0, DRAFT: 1, PUBLISHED: 2}
    names = _names(rows)
    context = {
        "page_title": TITLE,
        "lines": [_line(row, names) for row in sorted(rows, key=lambda row: (order[row.state], row.slug))],
        "may_edit": EDIT in current().actor.boxes,
    }
    return render(request, "guidance/office/list.html", context)


def _names(rows: list[PageVersion]) -> dict[UUID, str]:
    wanted = {account for row in rows for account in (row.author, row.approver) if account}
    return dict(Official.objects.filter(account__in=wanted).values_list("account", "name")) if wanted else {}


def _line(row: PageVersion, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "row": row,
        "state": STATES[row.state],
        "tone": TONES[row.state],
        "section": SECTIONS.get(row.section, row.section),
        "language": LANGUAGES.get(row.language, row.language),
        "author": names.get(row.author, ""),
        "approver": names.get(row.approver, "") if row.approver else "",
        "follows": f"한국어 제{row.follows}판을 옮긴 글" if row.follows else "",
    }


def _row(guide: UUID) -> PageVersion:
    row: PageVersion | None = PageVersion.objects.visible_to(current().actor).filter(pk=guide).first()
    if row is None:
        raise Missing("guidance")
    return row


def _newer(row: PageVersion) -> PageVersion | None:
    """The Korean version of today where this translation follows an earlier one."""
    korean = shown_on(clock.business_today()).filter(slug=row.slug, language=RECORD).first()
    return newer_korean(row, korean)


def _breadcrumb(title: str) -> list[dict[str, str]]:
    return [{"title": TITLE, "url": reverse("guidance")}, {"title": title}]


@page(EDIT, APPROVE, "AU")
def guidance_page(request: HttpRequest, guide: UUID) -> HttpResponse:
    """One version as visitors will see it, with what our checks say by line."""
    row = _row(guide)
    boxes = current().actor.boxes
    context = {
        "page_title": row.title,
        "breadcrumb": _breadcrumb(row.title),
        "line": _line(row, _names([row])),
        "findings": actions.findings_of(row) if row.state != PUBLISHED else [],
        "html": named_not_linked(row.html if row.state == PUBLISHED else actions.rendered(row)),
        "newer": _newer(row) if row.state == PUBLISHED else None,
        "may_edit": EDIT in boxes and row.state == DRAFT,
        "may_renew": EDIT in boxes and row.state == PUBLISHED,
        "may_decide": APPROVE in boxes and row.state == SUBMITTED,
        "form": SubmitForm(initial={"version": row.version, "request": uuid.uuid4()}),
    }
    return render(request, "guidance/office/page.html", context)


def _first_words(request: HttpRequest) -> dict[str, Any]:
    """For a translation: the Korean page named in the address. Nothing for a new page."""
    try:
        korean = UUID(request.GET.get("translates", ""))
    except ValueError:
        return {}
    language = request.GET.get("language", "")
    found = first_words(korean) if language in LANGUAGES else None
    return {**found, "language": language} if found else {}


@page(EDIT)
def guidance_new(request: HttpRequest) -> HttpResponse:
    """The first draft of a page, or of a page in another language."""
    form = PageForm(request.POST if request.method == "POST" else None, initial=_first_words(request))
    if request.method != "POST" or "preview" in request.POST or not form.is_valid():
        return _writing(request, form, None)
    given = form.cleaned_data
    try:
        made = actions.start(given["slug"], given["language"], form.content, request=given["request"])
    except Forbidden:
        raise
    except Refusal as refusal:
        return _refused(request, form, refusal, None)
    messages.success(request, "작성 중인 판으로 저장했습니다. 점검 결과를 보고 승인을 요청합니다.")
    return redirect("guidance_page", made.pk)


@page(EDIT)
def guidance_edit(request: HttpRequest, guide: UUID) -> HttpResponse:
    """Changes a draft."""
    row = _row(guide)
    initial = {name: getattr(row, name) for name in actions.FIELDS} | {"version": row.version}
    form = PageForm(request.POST if request.method == "POST" else None, initial=initial, is_new=False)
    if request.method != "POST" or "preview" in request.POST or not form.is_valid():
        return _writing(request, form, row)
    given = form.cleaned_data
    try:
        actions.write(row.pk, version=given["version"], request=given["request"], content=form.content)
    except Forbidden:
        raise
    except Refusal as refusal:
        return _refused(request, form, refusal, row)
    messages.success(request, "저장했습니다.")
    return redirect("guidance_page", row.pk)


def _writing(request: HttpRequest, form: PageForm, row: PageVersion | None, status: int = 200) -> HttpResponse:
    """The form; after «미리보기» with the page as it would look and the findings, and nothing saved."""
    preview = _preview(form, row) if request.method == "POST" and form.is_valid() else None
    if status == 200 and form.is_bound and not form.is_valid():
        status = 422
    title = f"{row.title} 고치기" if row else "새 쪽"
    context = {
        "page_title": title,
        "breadcrumb": _breadcrumb(title),
        "form": form,
        "preview": preview,
        "row": row,
        "closed": row is not None and row.state != DRAFT,
        "back_url": reverse("guidance_page", args=[row.pk]) if row else reverse("guidance"),
    }
    return render(request, "guidance/office/write.html", context, status=status)


def _preview(form: PageForm, row: PageVersion | None) -> dict[str, Any]:
    shown = PageVersion(
        slug=row.slug if row else form.cleaned_data["slug"],
        language=row.language if row else form.cleaned_data["language"],
        **form.content,
    )
    return {"html": named_not_linked(actions.rendered(shown)), "findings": actions.findings_of(shown), "row": shown}


def _refused(request: HttpRequest, form: PageForm, refusal: Refusal, row: PageVersion | None) -> HttpResponse:
    if isinstance(refusal, Stale):
        messages.warning(request, "다른 담당자가 먼저 저장했습니다. 아래 내용은 저장되지 않았습니다.")
    put_refusal(form, refusal)
    return _writing(request, form, row, 409)


@page(EDIT)
def guidance_move(request: HttpRequest, guide: UUID) -> HttpResponse:
    """Sends a draft to the approver, or begins the next version of a published page."""
    row = _row(guide)
    form = SubmitForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return redirect("guidance_page", row.pk)
    if not form.is_valid():
        raise Refusal("BAD_VALUE", "화면을 새로 열어 ‘승인 요청’이나 ‘새 판 쓰기’를 누릅니다.", "move", SOURCE_PAGES)
    given = form.cleaned_data
    try:
        if given["move"] == "renew":
            made = actions.renew(row, request=given["request"])
            return redirect("guidance_edit", made.pk)
        actions.submit(row.pk, version=given["version"], request=given["request"])
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("guidance_page", row.pk)
    messages.success(request, "승인을 요청했습니다. 다른 담당자가 승인하면 시행일부터 보입니다.")
    return redirect("guidance")


@page(APPROVE)
def guidance_decide(request: HttpRequest, guide: UUID) -> HttpResponse:
    """Publishes or returns a version; never its author."""
    row = _row(guide)
    form = DecideForm(request.POST if request.method == "POST" else None, initial={"version": row.version, "request": uuid.uuid4()})
    if request.method != "POST":
        return _deciding(request, row, form, 200)
    if not form.is_valid():
        return _deciding(request, row, form, 422)
    given = form.cleaned_data
    try:
        if given["decision"] == "approve":
            actions.approve(row.pk, version=given["version"], request=given["request"])
        else:
            actions.send_back(row.pk, version=given["version"], request=given["request"], reason=given["reason"])
    except Forbidden:
        raise
    except Refusal as refusal:
        form.add_error(None, FormRefusal(refusal.message, refusal.code, refusal.source))
        return _deciding(request, row, form, 409)
    messages.success(request, "게시했습니다." if given["decision"] == "approve" else "반려했습니다.")
    return redirect("guidance")


def _deciding(request: HttpRequest, row: PageVersion, form: DecideForm, status: int) -> HttpResponse:
    published: PageVersion | None = (
        PageVersion.objects.visible_to(current().actor)
        .filter(slug=row.slug, language=row.language, state=PUBLISHED, effective_to=None)
        .first()
    )
    context = {
        "page_title": "안내 승인",
        "breadcrumb": _breadcrumb(row.title),
        "line": _line(row, _names([row])),
        "html": named_not_linked(actions.rendered(row)),
        "findings": actions.findings_of(row),
        "refused": actions.approve.refused_now(row, {}) if status == 200 else None,
        "closed": actions.send_back.refused_now(row, {"reason": ""}) if status == 200 else None,
        "published": published,
        "form": form,
        "back_url": reverse("guidance"),
    }
    return render(request, "guidance/office/decide.html", context, status=status)


@page(EDIT)
def guidance_pictures(request: HttpRequest) -> HttpResponse:
    """The pictures, and a new one."""
    number = uuid.uuid4()
    form = PictureForm(request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            upload = form.cleaned_data["picture"]
            try:
                pictures.keep(form.cleaned_data["name"], upload.file, upload.size, request=number)
            except Forbidden:
                raise
            except Refusal as refusal:
                status = 409
                form.add_error(refusal.field or None, FormRefusal(refusal.message, refusal.code, refusal.source))
            else:
                messages.success(request, "그림을 저장했습니다.")
                return redirect("guidance_pictures")
    kept = Picture.objects.order_by("name").values("name", "width", "height", "stored_at")
    context = {"page_title": "안내 그림", "breadcrumb": _breadcrumb("안내 그림"), "form": form, "pictures": list(kept)}
    return render(request, "guidance/office/pictures.html", context, status=status)


@page(EDIT, APPROVE, "AU")
def guidance_picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture as pages show it; the preview asks for it at the same address as the portal."""
    found = Picture.objects.filter(name=name).values_list("data", flat=True).first()
    if found is None:
        raise Missing("guidance_picture")
    return HttpResponse(bytes(found), content_type="image/png")


urls: list[URLPattern] = [
    path("guidance/", guidance, name="guidance"),
    path("guidance/new/", guidance_new, name="guidance_new"),
    path("guidance/pictures/", guidance_pictures, name="guidance_pictures"),
    path("guide/pictures/<slug:name>.png", guidance_picture, name="guidance_picture"),
    path("guidance/<uuid:guide>/", guidance_page, name="guidance_page"),
    path("guidance/<uuid:guide>/edit/", guidance_edit, name="guidance_edit"),
    path("guidance/<uuid:guide>/move/", guidance_move, name="guidance_move"),
    path("guidance/<uuid:guide>/decide/", guidance_decide, name="guidance_decide"),
]
