"""Review, submission, completion, and what the person may take home: PDF and JSON of the own filing (S1-APP-01)."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application import pages
from teojeon.services.victims.application.actions import Duplicate, Incomplete, delete_draft, earlier_of, submit
from teojeon.services.victims.application.content import encode, load, load_filed, settled
from teojeon.services.victims.application.documents import exported, filing_pdf
from teojeon.services.victims.application.drafts import OPEN, find_draft, find_filing
from teojeon.services.victims.application.forms.later import LaterForm
from teojeon.services.victims.application.forms.prior import PriorForm
from teojeon.services.victims.application.later import answer_later, answered
from teojeon.services.victims.application.models import Draft, PortalEntry
from teojeon.services.victims.application.steps import REVIEW, REVIEW_TITLE, STEPS, gaps
from teojeon.services.victims.application.summary import Part, Row, parts
from teojeon.services.victims.application.urgent import BRING, urgency
from teojeon.services.victims.papers.portal_view import warnings
from teojeon.ui.forms import FormError
from teojeon.ui.languages import translated, worded
from teojeon.ui.requests import SeeOther, posted, request_id_of, uuid_in, version_of

CONFLICT, UNPROCESSABLE = 409, 422


@page(step_up=True)
def application_review(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Everything once more, what can still be changed, and the submission."""
    row = find_draft(draft)
    if row.state != OPEN:
        return HttpResponseRedirect(reverse("application_done", kwargs={"subject": draft}))
    if request.method != "POST":
        return _show_review(request, row, {"gaps": gaps(load(row))})
    insist, prior = bool(request.POST.get("insist")), uuid_in(request.POST.get("prior", ""))
    try:
        submit(draft, version=version_of(request), request=request_id_of(request), insist=insist, prior=prior)
    except Incomplete as refusal:
        return _show_review(request, row, {"gaps": refusal.gaps, "refusal": refusal}, status=UNPROCESSABLE)
    except Duplicate as refusal:
        return _show_review(request, row, {"refusal": refusal, "twin": refusal.filing}, status=CONFLICT)
    except Refusal as refusal:
        row = find_draft(draft)
        if row.state != OPEN:  # the other press of the same button was first
            return SeeOther(reverse("application_done", kwargs={"subject": draft}))
        stale = isinstance(refusal, Stale)
        return _show_review(request, row, {"refusal": refusal, "stale": stale, "gaps": gaps(load(row))}, status=CONFLICT)
    return SeeOther(reverse("application_done", kwargs={"subject": draft}))


def _show_review(request: HttpRequest, row: Draft, shown: Mapping[str, Any], status: int = 200) -> HttpResponse:
    content = load(row)
    found = shown.get("gaps", [])
    context = {
        **pages.frame(row, content, REVIEW, REVIEW_TITLE),
        "parts": [_shown(row.pk, part) for part in parts(content, clock.business_today())],
        "questions": pages.open_questions(content),
        "paper_warnings": warnings(row, content),
        "urgency": urgency(content, clock.business_today()),
        "errors": [FormError(gap.field, gap.label, gap.code, gap.message, gap.source, f"part-{gap.step}") for gap in found],
        "back_url": pages.url_of(row.pk, STEPS[-1].slug),
        "prior_form": PriorForm.of(earlier_of(row, settled(content)), request.POST.get("prior", "")),
        **shown,
    }
    return render(request, "victims/application/review.html", context, status=status)


def _shown(draft: UUID, part: Part) -> dict[str, Any]:
    """The answers of one step; what was left open folds away."""
    blanks = [row for row in part.rows if row not in part.answered]
    return {
        "part": part,
        "url": f"{pages.url_of(draft, part.slug)}?check=1",
        "pairs": _pairs(part.answered),
        "blanks": _pairs(blanks),
        "blank_title": worded("{title}: 적지 않은 항목 {count}개", title=translated(part.title), count=len(blanks)),
    }


def _pairs(rows: Iterable[Row]) -> list[dict[str, str]]:
    return [{"term": row.label, "value": row.value, "note": row.note} for row in rows]


@page()
def application_done(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Receipt number, what happens next and by when, the PDF of what was filed."""
    filing = find_filing(subject)
    filed = PortalEntry.objects.visible_to(current().actor).filter(subject=subject, step="filed").first()
    context = {
        "page_title": "신청이 접수되었습니다",
        "breadcrumb": pages.trail("접수 완료"),
        "filing": filing,
        "due": filed.due if filed else None,
        "urgency": urgency(load_filed(filing).content, clock.seoul_day(filing.received_at)),
        "bring": BRING,
    }
    return render(request, "victims/application/done.html", context)


@page()
def application_pdf(request: HttpRequest, subject: UUID) -> HttpResponse:
    """What was filed, as a PDF: blanks as 정보 없음, the number masked."""
    filing = find_filing(subject)
    response = HttpResponse(filing_pdf(filing), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="application-{clock.seoul_day(filing.received_at):%Y%m%d}.pdf"'
    return response


@page()
def application_json(request: HttpRequest, subject: UUID) -> HttpResponse:
    """What was filed, for the person's own programs: codes, answers, and the hash that binds them."""
    filing = find_filing(subject)
    response = JsonResponse(exported(filing), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="application-{clock.seoul_day(filing.received_at):%Y%m%d}.json"'
    return response


@page()
def application_later(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Questions for later support, after the filing: optional, and told once."""
    filing = find_filing(subject)
    content, refusal, status = load_filed(filing).content, None, 200
    form = LaterForm(is_foreigner=content.is_foreigner, initial=answered(filing))
    if request.method == "POST":
        form = LaterForm(posted(request), is_foreigner=content.is_foreigner)
        if form.is_valid():
            values = {name: encode(value) for name, value in form.cleaned_data.items() if value not in (None, "")}
            try:
                answer_later(subject, request=request_id_of(request), values=values)
            except Refusal as refused:
                refusal, status = refused.as_dict(), CONFLICT
            else:
                messages.success(request, "답하신 내용을 담당 기관에 보냈습니다.")
                return SeeOther(reverse("my_case", kwargs={"subject": subject}))
        else:
            status = UNPROCESSABLE
    context = {
        "page_title": "지원을 위한 질문(선택)",
        "breadcrumb": pages.trail("지원을 위한 질문"),
        "form": form,
        "refusal": refusal,
        "request_id": uuid4(),
        "back_url": reverse("application_done", kwargs={"subject": subject}),
    }
    return render(request, "victims/application/later.html", context, status=status)


@page()
def application_delete(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Asks once, then takes the draft away for good."""
    row = find_draft(draft)
    if request.method == "POST":
        delete_draft(draft)
        messages.success(request, "임시 저장한 신청서를 지웠습니다.")
        return SeeOther(reverse("my_cases"))
    context = {
        "page_title": "임시 저장한 신청서 지우기",
        "breadcrumb": pages.trail("지우기"),
        "draft": row,
        "back_url": pages.url_of(draft, STEPS[0].slug),
    }
    return render(request, "victims/application/delete.html", context)


_DRAFT = "applications/<uuid:draft>"
urls: list[URLPattern] = [
    path(f"{_DRAFT}/review/", application_review, name="application_review"),
    path(f"{_DRAFT}/delete/", application_delete, name="application_delete"),
    path("applications/<uuid:subject>/done/", application_done, name="application_done"),
    path("applications/<uuid:subject>/later/", application_later, name="application_later"),
    path("my/<uuid:subject>/application.pdf", application_pdf, name="application_pdf"),
    path("my/<uuid:subject>/application.json", application_json, name="application_json"),
]
