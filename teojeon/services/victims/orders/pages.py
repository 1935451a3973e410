"""What the pages of this room share: doing what a form stands for, the frame of its templates, a document of the case."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import Document
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, breadcrumb, carry_on, doing
from teojeon.ui.forms import put_refusal


def acted(request: HttpRequest, row: Case, form: ActForm, act: CaseAct) -> Mapping[str, Any] | int:
    """Does the act that a form stands for. What it answered, or the status of the page that is to be shown again."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        answer = doing(act, row)(form)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        if isinstance(refusal, Stale):
            carry_on(form, row, refusal)
        return CONFLICT
    if answer.get("masked"):
        messages.warning(request, MASKED)
    return answer


def frame(row: Case, title: str, back: str = "") -> dict[str, Any]:
    """What the templates of this room need."""
    return {
        "case": row,
        "page_title": title,
        "breadcrumb": breadcrumb(row, title),
        "back_url": back or reverse("case", args=[row.pk]),
    }


def pdf_of(row: Case, key: UUID | None, name: str) -> HttpResponse:
    """One document of the case. Notes the look at the name and address in it. Raises Missing."""
    document: Document | None = Document.objects.visible_to(current().actor).filter(case_id=row.pk, pk=key).first() if key else None
    if document is None:
        raise Missing("document")
    current().show(row.controller, [row.pk], fields=["order.name", "order.address"])
    response = HttpResponse(store.read(row.pk, document.file_id), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
