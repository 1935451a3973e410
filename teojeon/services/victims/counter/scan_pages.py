"""Scanning the papers of an application at the counter: before and after it is registered (S1-APP-01)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.crypto.subjects import data_key
from teojeon.kernel.documents.incoming import read_files
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.application.steps import STEPS
from teojeon.services.victims.counter import actions, scanning
from teojeon.services.victims.counter.models import OPEN, CounterDraft
from teojeon.services.victims.papers import scan_form
from teojeon.services.victims.papers.forms import KindForm
from teojeon.ui.requests import SeeOther, uuid_in

UNPROCESSABLE = 422


def receive_scans(request: HttpRequest, words: dict[str, Any], account: UUID) -> None:
    """Before the unit: the files lie under the key of the case to come when the view begins."""
    if request.method != "POST":
        return
    with unit_of_work(account, read_only=True):
        try:
            draft = actions.find(words["draft"])
        except Missing:
            return  # the view says so
        key, taken = data_key(draft.pk), scanning.used(draft.pk)
    read_files(request, key, taken)


@page(actions.BOX, receives=receive_scans)
def counter_scan(request: HttpRequest, draft: UUID) -> HttpResponse:
    """One kind at a time, several files at once; below it what was scanned so far."""
    row = actions.find(draft)
    current().show(MINISTRY_CODE, [row.pk])
    form, status, refusals = KindForm(), 200, list[Refusal]()
    if request.method == "POST" and request.POST.get("action") == "remove":
        if (paper := uuid_in(request.POST.get("paper", ""))) is None:
            raise Missing("scan")
        scanning.remove(draft, paper)
        messages.success(request, "스캔한 서류를 뺐습니다.")
        return _again(row)
    if request.method == "POST":
        sent = scan_form.Sent(request)
        form, refusals, status = sent.form, sent.refusals, UNPROCESSABLE
        if form.is_valid() and sent.files:
            found = scanning.take(draft, form.cleaned_data["doc_type"], form.cleaned_data["issued_on"], sent.stored, join=sent.join)
            sent.keep(found.kept)
            scan_form.tell(request, len(found.papers), [*refusals, *found.refusals])
            return _again(row)
    is_open = row.state == OPEN
    step = reverse("counter_step", args=[draft, STEPS[0].slug])
    context = {
        **scan_form.context_of(form),
        "page_title": "종이 서류 스캔",
        "breadcrumb": [{"title": "종이 신청서", "url": reverse("counter")}, {"title": "종이 서류 스캔"}],
        "row": row,
        "refusals": refusals,
        "scans": scanning.lines_of(row),
        "back_url": step if is_open else reverse("counter_done", args=[draft]),
        "back": "신청서로 돌아가기" if is_open else "접수증으로 돌아가기",
    }
    return render(request, "victims/counter/scan.html", context, status=status)


def _again(row: CounterDraft) -> HttpResponse:
    return SeeOther(reverse("counter_scan", args=[row.pk]))


urls: list[URLPattern] = [path("counter/<uuid:draft>/scan/", counter_scan, name="counter_scan")]
