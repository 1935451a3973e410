"""Adding a proof to a service in the office: its kind, its files; below it what is there (S1-NTF-01)."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE, breadcrumb
from teojeon.services.victims.papers import scan_form, scans
from teojeon.services.victims.papers.scan_pages import receive_scans
from teojeon.services.victims.service.actions import record_of
from teojeon.services.victims.service.models import PROOF_KINDS
from teojeon.services.victims.service.proofs import add_proof, proofs_of
from teojeon.services.victims.service.records import box_refusal
from teojeon.ui.forms import KoreanChoiceField, put_refusal
from teojeon.ui.requests import SeeOther

TITLE = "송달 증명 파일"


class ProofForm(forms.Form):
    """Which kind of proof it is."""

    use_required_attribute = False
    kind = KoreanChoiceField(label="증명의 종류", choices=[*PROOF_KINDS], source="행정절차법§14")


@page("PM-SERVE", "P-INTAKE", receives=receive_scans)
def case_service_proofs(request: HttpRequest, case: UUID, service: UUID) -> HttpResponse:
    """302 after adding, 422 for the form's errors, 409 for a refusal of the act."""
    row = get_case(case)
    record = record_of(row, service)
    if record is None:
        raise Missing("service")
    form, status, refusals = ProofForm(), 200, list[Refusal]()
    if request.method == "POST":
        if forbidden := box_refusal(record):
            raise forbidden
        sent, form = scan_form.Sent(request), ProofForm(request.POST)
        refusals, status = sent.refusals, UNPROCESSABLE
        if form.is_valid() and sent.files:
            found = scans.sort(sent.stored, scans.known_in(row), join=sent.join)
            refusals = [*refusals, *found.refusals]
            try:
                if found.papers:
                    add_proof(row.pk, service=record.pk, kind=form.cleaned_data["kind"], sheets=found.papers)
                    sent.keep(found.kept)
                scan_form.tell(request, len(found.papers), refusals)
                return SeeOther(reverse("case_service_proofs", args=[row.pk, record.pk]))
            except Forbidden:
                raise
            except Refusal as refusal:
                put_refusal(form, refusal)
                status = CONFLICT
    context: dict[str, Any] = {
        **scan_form.frame(),
        "form": form,
        "case": row,
        "record": record,
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "refusals": refusals,
        "lines": proofs_of(row).get(record.pk, []),
        "may_add": box_refusal(record) is None,
        "back_url": reverse("case_service", args=[row.pk]),
        "back": "송달 기록으로 돌아가기",
    }
    return render(request, "victims/service/proofs.html", context, status=status)


urls: list[URLPattern] = [
    path("cases/<uuid:case>/service/<uuid:service>/proofs/", case_service_proofs, name="case_service_proofs"),
]
