"""The office's page of the counter: who came, which paper they showed, and the code that they take home."""

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from teojeon.kernel import clock
from teojeon.kernel.crypto.numbers import BadNumber, ResidentNumber
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.identity import MOBILE, NAME_LIMIT, clean_name
from teojeon.kernel.people.logins.models import CounterRequest
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.accounts.counter import actions as counter
from teojeon.services.accounts.kept import forget, keep, kept
from teojeon.ui.forms import ConsentField, KoreanChoiceField, KoreanDateField, TextField
from teojeon.ui.forms import Refusal as FormRefusal
from teojeon.ui.requests import SeeOther

SOURCE = "S1-ACC-01"
PREPARED = "counter_prepared"  # in the session, until the next page has shown it
WITH_NUMBER = frozenset(counter.PAPERS) - {"passport"}


class CounterForm(forms.Form):
    """What the clerk reads on the paper. The number is checked and hashed, not kept."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    name = TextField(label="성명", limit=NAME_LIMIT, source=SOURCE, help_text="신분증에 적힌 그대로 입력합니다.")
    birth_date = KoreanDateField(label="생년월일", source=SOURCE, latest=clock.business_today)
    paper = KoreanChoiceField(label="확인한 신분증", source="운용규정§8③", choices=list(counter.PAPERS.items()))
    number = TextField(
        label="등록번호",
        limit=20,
        source="법§30",
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
        help_text="외국인등록번호 또는 주민등록번호 13자리. 여권이면 비웁니다. 중복을 확인하는 데만 쓰고 저장하지 않습니다.",
    )
    mobile = TextField(
        label="휴대전화번호", limit=20, source=SOURCE, required=False, help_text="없으면 비웁니다. 예: 010-0000-0000"
    )
    online = KoreanChoiceField(
        label="본인 명의의 휴대전화나 인증서로 본인확인을 할 수 있습니까?",
        source=SOURCE,
        choices=[("yes", "예. 코드를 입력한 뒤 온라인 본인확인도 합니다"), ("no", "아니오. 코드와 성명, 생년월일로 만듭니다")],
        widget=forms.RadioSelect,
    )
    receipt_number = TextField(label="방문·서면으로 접수한 사건의 접수번호", limit=20, source="S1-INT-01", required=False)
    seen = ConsentField(label="신분증 원본과 얼굴을 대조하여 본인임을 확인하였습니다", source="운용규정§8③")

    def clean_name(self) -> str:
        return clean_name(str(self.cleaned_data["name"]))

    def clean_seen(self) -> bool:
        if self.data.get("seen") != "on":  # what a browser sends for a tick, and nothing else: this stands for an act
            raise FormRefusal("신분증을 확인한 뒤 표시합니다.", "BAD_VALUE", "운용규정§8③")
        return True

    def clean_mobile(self) -> str:
        mobile = str(self.cleaned_data["mobile"]).strip()
        if mobile and not MOBILE.match(mobile):
            raise FormRefusal("휴대전화번호를 010-0000-0000 형식으로 입력합니다.", "BAD_VALUE", SOURCE)
        return mobile.replace("-", "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number, paper = cleaned.get("number", ""), cleaned.get("paper")
        if not number:
            if paper in WITH_NUMBER and "number" not in self.errors:
                self.add_error("number", FormRefusal("신분증에 적힌 등록번호 13자리를 입력합니다.", "MISSING_VALUE", "법§30"))
            return cleaned
        try:
            read = ResidentNumber.parse(number, clock.business_today())
        except BadNumber as bad:
            self.add_error("number", FormRefusal(bad.message, bad.code, "법§30"))
            return cleaned
        cleaned["number"] = read.digits
        if cleaned.get("birth_date") not in (None, read.birth_date):
            text = "등록번호의 앞 여섯 자리와 생년월일이 다릅니다. 신분증을 보고 다시 입력합니다."
            self.add_error("birth_date", FormRefusal(text, "CONTRADICTION", SOURCE))
        return cleaned

    def seen_person(self) -> counter.Seen:
        words = {name: self.cleaned_data[name] for name in ("name", "birth_date", "paper", "number", "mobile", "receipt_number")}
        return counter.Seen(**words, online=self.cleaned_data["online"] == "yes")


@page(counter.BOX)
def counter_accounts(request: HttpRequest) -> HttpResponse:
    """The form and what was prepared before; after the act the code, once."""
    if request.method == "POST" and (recalled := request.POST.get("recall")):
        return _recall(request, recalled)
    form = CounterForm(request.POST or None, initial={"key": uuid.uuid4()})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            code = counter.prepare(form.cleaned_data["key"], form.seen_person())
        except Refusal as refused:
            if refused.field in form.fields:
                form.add_error(refused.field, FormRefusal(refused.message, refused.code, refused.source))
            else:
                refusal = refused
        else:
            words = {"code": code, "name": form.cleaned_data["name"], "online": form.cleaned_data["online"]}
            keep(request, PREPARED, words)
            return SeeOther(reverse("counter_account_code"))
    rows = counter.listed()
    current().show(MINISTRY_CODE, [row.person for row in rows])
    context = {"page_title": "창구 계정", "form": form, "refusal": refusal, "rows": [_row(row) for row in rows]}
    return render(request, "accounts/counter.html", context, status=409 if refusal else 422 if form.errors else 200)


@never_cache
@page(counter.BOX)
def counter_code(request: HttpRequest) -> HttpResponse:
    """The code, once: whoever opens the page again is led back."""
    words = kept(request, PREPARED)
    forget(request, PREPARED)
    if words is None:
        return HttpResponseRedirect(reverse("counter_accounts"))
    context = {"page_title": "계정을 준비했습니다", **words, "until": clock.real_now() + counter.VALID_FOR}
    return render(request, "accounts/counter_code.html", context)


def _recall(request: HttpRequest, key: str) -> HttpResponse:
    try:
        counter.recall(UUID(key))
    except ValueError:
        messages.error(request, "해당하는 계정이 없습니다.")
    except Refusal as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "코드를 취소했습니다. 이제 그 코드로는 계정을 만들 수 없습니다.")
    return SeeOther(reverse("counter_accounts"))


def _row(row: CounterRequest) -> dict[str, Any]:
    if row.activated_at:
        state, tone = "계정을 만들었음", "success"
    elif row.expires_at <= clock.real_now():
        state, tone = "끝남", "gray"
    else:
        state, tone = "기다리는 중", "information"
    return {"row": row, "paper": counter.PAPERS[row.paper], "state": state, "tone": tone, "can_recall": tone == "information"}


urls: list[URLPattern] = [
    path("accounts/counter/", counter_accounts, name="counter_accounts"),
    path("accounts/counter/code/", counter_code, name="counter_account_code"),
]
