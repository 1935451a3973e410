"""The office's first page and the sign-in pages. Accounts of officials are made by command (`teojeon people`)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path

from teojeon.kernel.work.pages import page
from teojeon.services.accounts import mailing, secrecy, signing_in
from teojeon.services.accounts.context import WORK, entries
from teojeon.services.accounts.counter import office as counter


@page()
def home(request: HttpRequest) -> HttpResponse:
    """Leads to the first page of work that this official's boxes open."""
    open_pages = entries(request, WORK["office"])
    if open_pages:
        return HttpResponseRedirect(open_pages[0].url)
    context = {
        "title": "아직 맡은 권한이 없습니다",
        "text": "이 계정으로 열 수 있는 업무 화면이 없습니다.",
        "next_step": "권한이 필요하면 소속 기관장에게 등록을 신청합니다(운용규정 제8조).",
        "code": "NO_BOX",
    }
    return render(request, "ui/message.html", context)


urls: list[URLPattern] = [path("", home, name="home"), *secrecy.urls, *counter.urls, *signing_in.urls, *mailing.urls]
