"""My cases: drafts and cases, one case, the letter, withdrawal (S1-RES-01)."""

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.documents import store
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.drafts import find_draft, find_filing, own_drafts, own_filings
from teojeon.services.victims.application.steps import STEPS
from teojeon.services.victims.mycase.actions import withdraw
from teojeon.services.victims.mycase.allowed import STAGES
from teojeon.services.victims.mycase.checklist import checklist_of
from teojeon.services.victims.mycase.frame import CASES, frame
from teojeon.services.victims.mycase.queries import case_lines, case_page, entries_of, letter_of, may_withdraw
from teojeon.services.victims.supplement.portal_demands import own_demands
from teojeon.ui.forms import FreeTextField
from teojeon.ui.requests import SeeOther, request_id_of

TITLE = CASES
REQUIREMENTS_TITLE, STATED_TITLE = "요건과 낼 수 있는 자료", "요건마다의 판단"
MASKED = "글에서 주민등록번호로 보이는 숫자를 찾아 뒤 여섯 자리를 가렸습니다."
CONFLICT, UNPROCESSABLE = 409, 422


class WithdrawForm(forms.Form):
    """Why the person withdraws; asked because the register of applications notes it."""

    use_required_attribute = False
    reason = FreeTextField(
        label="취하하는 까닭", limit=1000, help_text="접수대장에 적습니다. 짧게 적어도 됩니다.", source="행정절차법 제17조제8항"
    )

    was_masked = False

    def clean_reason(self) -> str:
        reason, self.was_masked = mask_free_text(self.cleaned_data["reason"])
        return reason


@page()
def my_cases(request: HttpRequest) -> HttpResponse:
    """Drafts to go on with, and filed cases with their next date."""
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": TITLE}],
        "drafts": own_drafts(),
        "first_step": STEPS[0].slug,
        "cases": case_lines(own_filings()),
    }
    return render(request, "victims/mycase/list.html", context)


@page()
def my_case(request: HttpRequest, subject: UUID) -> HttpResponse:
    """One case: own statements and dates only, until the letter is dispatched."""
    case = case_page(subject)
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": TITLE, "url": reverse("my_cases")}, {"title": case.receipt_no}],
        "case": case,
        "stages": STAGES,
        "demands": own_demands(subject),
        "statements": [
            {"title": part.title, "pairs": [{"term": row.label, "value": row.value, "note": row.note} for row in part.rows]}
            for part in case.statements
        ],
    }
    return render(request, "victims/mycase/case.html", context)


@page()
def my_requirements(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Each requirement in plain words with its article; before dispatch own statements only, afterwards what the letter states."""
    checklist = checklist_of(subject)
    title = STATED_TITLE if checklist.statement else REQUIREMENTS_TITLE
    context = {
        **frame(subject, checklist.receipt_no, title),
        "checklist": checklist,
    }
    return render(request, "victims/mycase/requirements.html", context)


@page()
def my_letter(request: HttpRequest, subject: UUID) -> HttpResponse:
    """The decision letter, from dispatch on; before that there is nothing here."""
    letter = letter_of(find_filing(subject))
    if letter is None:
        raise Http404
    content = store.read(letter.account, letter.file_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="decision.pdf"'
    return response


@page(step_up=True)
def my_withdraw(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Withdrawing one's application."""
    filing = find_filing(subject)
    root = find_draft(subject)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                withdraw(root.pk, request=request_id_of(request), reason=form.cleaned_data["reason"])
            except Refusal as refused:
                refusal, status = refused, CONFLICT
            else:
                messages.success(request, "취하서를 제출했습니다. 담당 기관이 처리하면 알려 드립니다.")
                if form.was_masked:
                    messages.warning(request, MASKED)
                return SeeOther(reverse("my_case", kwargs={"subject": subject}))
    context = {
        **frame(subject, filing.receipt_no, "신청 취하"),
        "filing": filing,
        "form": form,
        "refusal": refusal.as_dict() if refusal else None,
        "possible": may_withdraw(entries_of(subject)),
        "request_id": uuid4(),
        "back_url": reverse("my_case", kwargs={"subject": subject}),
    }
    return render(request, "victims/mycase/withdraw.html", context, status=status)


urls: list[URLPattern] = [
    path("my/", my_cases, name="my_cases"),
    path("my/<uuid:subject>/", my_case, name="my_case"),
    path("my/<uuid:subject>/requirements/", my_requirements, name="my_requirements"),
    path("my/<uuid:subject>/letter.pdf", my_letter, name="my_letter"),
    path("my/<uuid:subject>/withdraw/", my_withdraw, name="my_withdraw"),
]
