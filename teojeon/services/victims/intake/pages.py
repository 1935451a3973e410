"""What the pages of acts share: the form that comes back with everything typed, the refusal on top, both versions of a stale save."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Forbidden, Refusal, Stale
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.ui.formats import korean_date, or_no_information
from teojeon.ui.forms import put_refusal

CONFLICT, UNPROCESSABLE = 409, 422
MASKED = "주민등록번호로 보이는 숫자가 있어 뒤 여섯 자리를 가렸습니다. 저장된 내용을 확인합니다."


@dataclass(frozen=True)
class Compared:
    """One line of a stale save: what I wrote beside what stands there now."""

    label: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        return self.mine != self.theirs


@dataclass
class ActPage:
    """One page of one act. `perform`: calls the act with the checked form. `closed`: why the form is not offered."""

    title: str
    button: str
    form: forms.Form
    perform: Callable[[Any], Mapping[str, Any]]
    template: str = "victims/investigation/act.html"
    tone: str = "primary"
    done: str = "처리했습니다."
    closed: Refusal | None = None
    words: Callable[[str, Any], tuple[str, str]] | None = None
    context: dict[str, Any] = field(default_factory=dict)


def doing(act: CaseAct, case: Case) -> Callable[[Any], Mapping[str, Any]]:
    """`perform` for an act that needs no more than its form says: the version shown, the press's number, the words of the act."""
    return lambda form: act(case.pk, version=form.cleaned_data["version"], request=form.cleaned_data["request"], **form.data_of_act)


def breadcrumb(case: Case, title: str) -> list[dict[str, str]]:
    return [
        {"title": "업무 목록", "url": reverse("worklist")},
        {"title": case.receipt_no, "url": reverse("case", args=[case.pk])},
        {"title": title},
    ]


def answer(request: HttpRequest, case: Case, page: ActPage) -> HttpResponse:
    """Shows the form, or does the act: 303-like redirect to the case, 422 for the form's errors, 409 for a refusal."""
    if request.method != "POST":
        return _shown(request, case, page, 200)
    if not page.form.is_valid():
        return _shown(request, case, page, UNPROCESSABLE)
    try:
        result = page.perform(page.form)
    except Forbidden:
        raise
    except Refusal as refusal:
        return refused(request, case, page, refusal)
    messages.success(request, page.done)
    if result.get("masked"):
        messages.warning(request, MASKED)
    return redirect("case", case.pk)


def refused(request: HttpRequest, case: Case, page: ActPage, refusal: Refusal) -> HttpResponse:
    """The same page with the refusal on top; after a stale save the form carries the version that stands now."""
    form = page.form
    put_refusal(form, refusal)
    if isinstance(refusal, Stale):
        page.context["compared"] = compared(refusal, page.words or plain_words)
        carry_on(form, case, refusal)
    return _shown(request, case, page, CONFLICT)


def carry_on(form: forms.Form, case: Case, refusal: Stale) -> None:
    """Lets the person save once more after comparing: newest version, a request number of its own."""
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    fresh: dict[str, Any] = {"request": uuid.uuid4(), "version": refusal.theirs.get("version", case.version)}
    if "number" in refusal.theirs:
        fresh["seen"] = refusal.theirs["number"]
    for name, value in fresh.items():
        if name in form.fields:
            data[form.add_prefix(name)] = str(value)
    form.data = data


def compared(refusal: Stale, words: Callable[[str, Any], tuple[str, str]]) -> list[Compared]:
    """Both versions, line by line, in words."""
    lines = []
    for name in dict.fromkeys([*refusal.mine, *refusal.theirs]):
        label, mine = words(name, refusal.mine.get(name))
        _, theirs = words(name, refusal.theirs.get(name))
        if label:
            lines.append(Compared(label, mine, theirs))
    return lines


def plain_words(name: str, value: Any) -> tuple[str, str]:
    """For a case: its state is what a person understands; the rest of the data as it stands."""
    if name == "state":
        return "사건 상태", PROCEDURE.states.get(str(value), "") if value else ""
    if name in ("version", "request"):
        return "", ""
    if isinstance(value, dt.date):
        return name, korean_date(value)
    return name, str(or_no_information(value))


def _shown(request: HttpRequest, case: Case, page: ActPage, status: int) -> HttpResponse:
    context = {
        "case": case,
        "page_title": page.title,
        "breadcrumb": breadcrumb(case, page.title),
        "form": page.form,
        "button": page.button,
        "tone": page.tone,
        "closed": page.closed if status == 200 else None,
        "back_url": reverse("case", args=[case.pk]),
        "state_title": PROCEDURE.states[case.state],
        **page.context,
    }
    return render(request, page.template, context, status=status)
