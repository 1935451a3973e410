"""Pages of the decision letter: draft, preview, seal, dispatch, service (S1-DEC-01…03, S1-NTF-01)."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.documents.store import StoreFull
from teojeon.kernel.documents.typeset import MissingGlyph
from teojeon.kernel.work.pages import case_in_url, opens, page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.decision import replaying
from teojeon.services.victims.decision.actions import dispatch_letter, draft_letter, letter_of, record_service, seal_letter
from teojeon.services.victims.decision.documents import draft_pdf
from teojeon.services.victims.decision.forms import DispatchForm, DraftForm, ServiceForm
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.decision.view import OFFERED_AT, READERS, STATES, LetterView, stored_copy, view_of
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, Compared, breadcrumb
from teojeon.ui.formats import korean_date
from teojeon.ui.forms import put_refusal

TITLE = "결정문과 송달"
INSUFFICIENT_STORAGE = 507
STORE_FULL = (
    "저장 공간이 부족하여 관인을 찍지 못했습니다. 결정문은 기안 상태 그대로입니다. 운영자에게 알리고 잠시 뒤 다시 시도합니다."
)


@page(*READERS)
def letter(request: HttpRequest, case: UUID) -> HttpResponse:
    """The letter beside the minutes, and the next act."""
    return _shown(request, get_case(case))


def _shown(
    request: HttpRequest,
    case: Case,
    *,
    name: str = "",
    form: ActForm | None = None,
    compared: Callable[[LetterView], list[Compared]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`name`, `form`: the form that came back with its errors; all that was typed is in it."""
    view, service_url = view_of(case), reverse("case_service", args=[case.pk])
    if view.shows_address:
        current().show(case.controller, [case.pk], fields=["party.address"])
    forms: dict[str, ActForm] = view.forms()
    if form is not None:
        forms[name] = form
    context = {
        "page_title": TITLE,
        "breadcrumb": breadcrumb(case, TITLE),
        "case": case,
        "view": view,
        "forms": forms,
        "form": form,
        "compared": compared(view) if compared else [],
        "back_url": reverse("case", args=[case.pk]),
        "service_url": service_url if opens(service_url, current().actor.boxes) else "",
    }
    return render(request, "victims/decision/letter.html", context, status=status)


def _act(
    request: HttpRequest,
    case: UUID,
    name: str,
    form_class: type[ActForm],
    perform: Callable[[Case, Any], Mapping[str, Any]],
    done: Callable[[Case, Mapping[str, Any]], str],
) -> HttpResponse:
    """One act of the page: 302 after it, 422 for the form's errors, 409 for a refusal, 507 where the disk is full."""
    row = get_case(case)
    if request.method != "POST":
        return redirect("letter", row.pk)
    form = form_class(request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        return _shown(request, row, name=name, form=form, status=UNPROCESSABLE)
    compared: Callable[[LetterView], list[Compared]] | None = None
    refused: Refusal
    try:
        result = perform(row, form)
    except Forbidden:
        raise
    except Stale as refusal:
        form = _once_more(form_class, request, name, refusal)
        status, refused, compared = CONFLICT, refusal, _comparison(name, refusal)
    except Refusal as refusal:
        status, refused = CONFLICT, refusal
    except MissingGlyph as error:
        status, refused = UNPROCESSABLE, missing_glyph(error)
    except StoreFull:
        status, refused = INSUFFICIENT_STORAGE, Refusal(StoreFull.code, STORE_FULL)
    else:
        messages.success(request, done(row, result))
        if result.get("masked"):
            messages.warning(request, MASKED)
        return redirect("letter", row.pk)
    put_refusal(form, refused)
    return _shown(request, get_case(case), name=name, form=form, compared=compared, status=status)


def _once_more(form_class: type[ActForm], request: HttpRequest, name: str, refusal: Stale) -> ActForm:
    """After comparing, the person may send once more: newest version, a request number of its own."""
    data = request.POST.copy()
    fresh = form_class(version=refusal.theirs.get("version"))
    data["version"], data["request"] = str(refusal.theirs.get("version", "")), str(fresh.initial["request"])
    form = form_class(data, auto_id=f"{name}-%s")
    form.is_valid()
    return form


def _comparison(name: str, refusal: Stale) -> Callable[[LetterView], list[Compared]]:
    """The draft's wording; for the other acts, in which state the letter was when its page offered the act."""

    def lines(view: LetterView) -> list[Compared]:
        if name in OFFERED_AT:
            return [Compared("결정문 상태", STATES[OFFERED_AT[name]][0], view.state[0])]
        return [Compared("이유", "\n".join(refusal.mine.get("reasons", ())), "\n".join(view.reasons))]

    return lines


def missing_glyph(error: MissingGlyph) -> Refusal:
    """Names the characters as they look and as they are coded: many look alike."""
    named = ", ".join(f"«{each}»(U+{ord(each[0]):04X})" for each in error.characters)
    return Refusal(
        MissingGlyph.code,
        f"글꼴에 없는 글자가 있어 결정문을 만들지 못했습니다: {named}. 결정문은 기안 상태 그대로입니다. 이유에 쓴 글자면 고쳐 적고, "
        "성명이나 주소의 글자면 운영자에게 글꼴을 요청합니다.",
        "reasons",
        "S1-DEC-01",
    )


@page("PM-DRAFT")
def letter_draft(request: HttpRequest, case: UUID) -> HttpResponse:
    """기안 from the minutes; the drafter words the reasons."""

    def perform(row: Case, form: Any) -> Mapping[str, Any]:
        data = form.cleaned_data
        return draft_letter(row.pk, version=data["version"], request=data["request"], reasons=form.paragraphs)

    def done(row: Case, result: Mapping[str, Any]) -> str:
        drafted = letter_of(row)
        try:
            if drafted:
                draft_pdf(drafted, on=clock.business_today())
        except MissingGlyph as error:
            messages.error(request, missing_glyph(error).message)
        return f"결정문 {result['decision_no']}을 기안했습니다. 다른 담당자가 확인하고 관인을 찍습니다."

    return _act(request, case, "draft", DraftForm, perform, done)


@page(*READERS)
def letter_pdf(request: HttpRequest, case: UUID) -> HttpResponse:
    """The draft, marked as one, or the authentic copy as it was sealed."""
    found = letter_of(row := get_case(case))
    if found is None:
        raise Missing("letter")
    current().purpose = "letter"
    current().show(row.controller, [row.pk], fields=["party.address", "party.birth_date"])
    if found.state == Letter.DRAFTED:
        try:
            pdf: bytes | None = draft_pdf(found, on=clock.business_today())
        except MissingGlyph as error:
            return _message(request, case, missing_glyph(error), UNPROCESSABLE)
    else:
        pdf = stored_copy(found)
    if pdf is None:
        lost = Refusal("COPY_CHANGED", "보관한 정본을 읽을 수 없거나 관인을 찍은 때와 다릅니다. 운영자에게 알립니다.")
        return _message(request, case, lost, CONFLICT)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="decision-{found.decision_no.split("-", 1)[-1]}.pdf"'
    return answer


def _message(request: HttpRequest, case: UUID, refusal: Refusal, status: int) -> HttpResponse:
    context = {
        "title": "결정문을 보여 드릴 수 없습니다",
        "text": refusal.message,
        "code": refusal.code,
        "url": reverse("letter", args=[case]),
        "url_label": "결정문 화면으로",
    }
    return render(request, "ui/message.html", context, status=status)


@page("PM-SEAL", step_up=True, takes=case_in_url)
def letter_seal(request: HttpRequest, case: UUID) -> HttpResponse:
    """결정·관인, by another person than the drafter, after what the applicant sent was taken."""
    return _act(
        request,
        case,
        "seal",
        ActForm,
        lambda row, form: seal_letter(row.pk, version=form.cleaned_data["version"], request=form.cleaned_data["request"]),
        lambda row, result: "관인을 찍고 정본을 보관했습니다. 이제 고칠 수 없습니다.",
    )


@page("PM-SERVE", takes=case_in_url)
def letter_dispatch(request: HttpRequest, case: UUID) -> HttpResponse:
    """발송: from here on the applicant may read it on the portal."""
    return _act(
        request,
        case,
        "dispatch",
        DispatchForm,
        lambda row, form: dispatch_letter(
            row.pk,
            version=form.cleaned_data["version"],
            request=form.cleaned_data["request"],
            method=form.cleaned_data["method"],
        ),
        lambda row, result: "정본을 발송했습니다. 신청인이 누리집에서 볼 수 있습니다.",
    )


@page("PM-SERVE", takes=case_in_url)
def letter_served(request: HttpRequest, case: UUID) -> HttpResponse:
    """송달 확인: the arrival starts the objection period."""

    def perform(row: Case, form: Any) -> Mapping[str, Any]:
        data = form.cleaned_data
        return record_service(
            row.pk,
            version=data["version"],
            request=data["request"],
            **{name: data[name] for name in ("method", "arrived_on", "proof", "receiver", "relation", "refused")},
        )

    def done(row: Case, result: Mapping[str, Any]) -> str:
        if not result["complete"]:
            return "도달을 기록했습니다. 다른 송달받을 사람에게도 모두 도달해야 효력이 생깁니다."
        last_day = korean_date(dt.date.fromisoformat(result["last_day"]))
        return f"도달을 기록했습니다. 이의신청은 {last_day}까지 할 수 있습니다."

    return _act(request, case, "served", ServiceForm, perform, done)


LETTER = "cases/<uuid:case>/letter"
urls: list[URLPattern] = [
    path(f"{LETTER}/", letter, name="letter"),
    path(f"{LETTER}.pdf", letter_pdf, name="letter_pdf"),
    path(f"{LETTER}/draft/", letter_draft, name="letter_draft"),
    path(f"{LETTER}/seal/", letter_seal, name="letter_seal"),
    path(f"{LETTER}/dispatch/", letter_dispatch, name="letter_dispatch"),
    path(f"{LETTER}/served/", letter_served, name="letter_served"),
    *replaying.urls,
]
