"""Adding scanned papers to a case in the office (S1-APP-01: who keys an application in also scans its papers)."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.crypto.subjects import data_key
from teojeon.kernel.documents.incoming import read_files
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.intake.pages import breadcrumb
from teojeon.services.victims.intake.queries import READERS
from teojeon.services.victims.papers import scan_form, scans
from teojeon.services.victims.papers.forms import KindForm
from teojeon.ui.requests import SeeOther

UNPROCESSABLE, CONFLICT = 422, 409


def receive_scans(request: HttpRequest, words: dict[str, Any], account: UUID) -> None:
    """Before the unit: the files lie under the case's key when the view begins."""
    if request.method != "POST":
        return
    with unit_of_work(account, read_only=True) as unit:
        if not Case.objects.visible_to(unit.actor).filter(pk=words["case"]).exists():
            return  # the view says so
        key = data_key(words["case"])
    read_files(request, key, 0)


@page(scans.REGISTERING, scans.INTAKE, receives=receive_scans)
def case_paper_scan(request: HttpRequest, case: UUID) -> HttpResponse:
    """One kind at a time, several files at once; below it what was scanned so far."""
    row = get_case(case)
    form, status, listed = KindForm(), 200, list[Refusal]()
    if request.method == "POST":
        sent = scan_form.Sent(request)
        form, listed = sent.form, sent.refusals
        status = UNPROCESSABLE
        if form.is_valid() and sent.files:
            count, refused = _add(row, sent)
            scan_form.tell(request, count, [*listed, *refused])
            return SeeOther(reverse("case_paper_scan", args=[row.pk]))
    boxes = current().actor.boxes
    context = {
        **scan_form.context_of(form),
        "case": row,
        "page_title": "종이 서류 스캔",
        "breadcrumb": breadcrumb(row, "종이 서류 스캔") if boxes & READERS else [{"title": "종이 서류 스캔"}],
        "refusals": listed,
        "lines": scans.scanned_in(row),
        "back_url": reverse("case_papers", args=[row.pk]) if boxes & READERS else reverse("counter"),
        "back": "서류로 돌아가기" if boxes & READERS else "종이 신청서 목록",
    }
    return render(request, "victims/papers/scan.html", context, status=status)


def _add(case: Case, sent: scan_form.Sent) -> tuple[int, list[Refusal]]:
    """Adds what may be added by the act of the own box. Returns how many papers, and why others are not."""
    found = scans.sort(sent.stored, scans.known_in(case), join=sent.join)
    if found.papers:
        act = scans.scan_papers if scans.REGISTERING in current().actor.boxes else scans.scan_papers_intake
        words = sent.form.cleaned_data
        act(case.pk, papers=[scans.entry(uuid4(), words["doc_type"], words["issued_on"], sheets) for sheets in found.papers])
        sent.keep(found.kept)
    return len(found.papers), found.refusals


urls: list[URLPattern] = [path("cases/<uuid:case>/papers/scan/", case_paper_scan, name="case_paper_scan")]
