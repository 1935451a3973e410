"""The page of the own e-mail address, on both doors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.accounts import mail
from teojeon.services.accounts.forms import MailCodeForm, MailForm
from teojeon.ui.forms import Refusal as FormRefusal

WRONG_CODE = (
    "확인 번호가 맞지 않거나 30분이 지났습니다. 다시 입력하거나 번호를 다시 받습니다. 다섯 번 틀리면 번호를 다시 받아야 합니다."
)


@page(step_up=True)
def own_mail(request: HttpRequest) -> HttpResponse:
    """Gives an address, proves it with the code, or takes it away."""
    account, act = current().person, request.POST.get("act", "")
    known = mail.known(account)
    form = MailForm(request.POST if act == "give" else None)
    code_form = MailCodeForm(request.POST if act == "prove" else None)
    if request.method == "POST":
        if act == "remove":
            mail.remove(account)
            messages.success(request, "전자우편 주소를 지웠습니다.")
            return HttpResponseRedirect(reverse("account_mail"))
        if _given(request, form) or _proved(request, code_form):
            return HttpResponseRedirect(reverse("account_mail"))
    context = {
        "page_title": "전자우편 주소",
        "known": known,
        "form": form,
        "code_form": code_form,
        "errors_of": form if form.errors else code_form,
    }
    return render(request, "accounts/mail.html", context, status=422 if form.errors or code_form.errors else 200)


def _given(request: HttpRequest, form: MailForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        mail.give(current().person, form.cleaned_data["address"])
    except Refusal as refused:
        form.add_error("address", FormRefusal(refused.message, refused.code, refused.source))
        return False
    messages.info(request, "확인 번호를 보냈습니다. 전자우편을 열어 번호를 입력합니다. 오지 않으면 1분 뒤에 다시 보냅니다.")
    return True


def _proved(request: HttpRequest, form: MailCodeForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    if not mail.prove(current().person, form.cleaned_data["code"]):
        form.add_error("code", FormRefusal(WRONG_CODE, "BAD_VALUE", "S1-ACC-01"))
        return False
    messages.success(request, "전자우편 주소를 확인했습니다.")
    return True


urls: list[URLPattern] = [path("mail/", own_mail, name="account_mail")]
