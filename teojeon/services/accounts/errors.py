"""A sent form that cannot be taken now: nothing typed is lost.

Pages of signed-in people are kept by no cache, so the browser's «back» would show an empty form. What was typed is therefore
printed into the answer, hidden, and can be sent again; the server keeps none of it.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from teojeon.ui.errors import csrf_failure as plain_csrf_failure
from teojeon.ui.languages import worded

NEVER_REPEATED = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"})


@dataclass(frozen=True)
class Reason:
    """Why a form was not taken, and what to do before sending it again. `at_sign_in`: the same where nothing was sent."""

    code: str
    title: str
    text: str
    link_label: str = ""
    at_sign_in: str = ""


SIGNED_OUT = Reason(
    "SIGNED_OUT",
    "로그인이 끝나 저장하지 못했습니다",
    "한동안 사용하지 않아 로그아웃되었습니다. 새 창에서 로그인한 뒤 이 화면으로 돌아와 ‘다시 보내기’를 누릅니다.",
    "새 창에서 로그인",
)
IDLE_OUT = Reason(
    "SIGNED_OUT",
    "오랫동안 사용하지 않아 로그아웃되었습니다",
    "새 창에서 로그인한 뒤 이 화면으로 돌아와 ‘다시 보내기’를 누릅니다.",
    "새 창에서 로그인",
    "로그인하면 보던 화면으로 돌아갑니다. 저장된 내용은 그대로 있습니다.",
)
CLOSED = Reason(
    "CLOSED_BY_OTHER",
    "같은 아이디로 다른 곳에서 로그인하여 이 접속을 끝냈습니다",
    "업무사용자는 한 번에 한 곳에서만 접속합니다. 본인이 아니면 바로 로그인하여 비밀번호를 바꾸고 운영기관에 알립니다. "
    "본인이면 새 창에서 로그인한 뒤 이 화면으로 돌아와 ‘다시 보내기’를 누릅니다.",
    "새 창에서 로그인",
    "업무사용자는 한 번에 한 곳에서만 접속합니다. 본인이 한 로그인이 아니면 바로 비밀번호를 바꾸고 운영기관에 알립니다.",
)
STEP_UP = Reason(
    "STEP_UP",
    "다시 인증한 뒤 보낼 수 있습니다",
    "중요한 처리는 {minutes}분 안에 한 인증이 필요합니다. 새 창에서 다시 인증한 뒤 이 화면으로 돌아와 ‘다시 보내기’를 누릅니다.",
    "새 창에서 다시 인증",
)
SECRECY = Reason(
    "SECRECY",
    "비밀준수 의무를 확인한 뒤 보낼 수 있습니다",
    "비밀준수 의무는 해마다 확인합니다. 새 창에서 확인한 뒤 이 화면으로 돌아와 ‘다시 보내기’를 누릅니다.",
    "새 창에서 확인",
)
STALE_TOKEN = Reason(
    "CSRF_REFUSED",
    "한 번 더 확인이 필요합니다",
    "화면을 연 뒤 로그인이 바뀌었습니다. 아무것도 저장되지 않았습니다. 같은 내용을 보내려면 ‘다시 보내기’를 누릅니다.",
)


def send_again(request: HttpRequest, reason: Reason, link: str = "") -> HttpResponse:
    """A page that says why, and holds what was typed for another try. Status 403."""
    typed = [(name, value) for name, values in request.POST.lists() if name not in NEVER_REPEATED for value in values]
    context = {
        "page_title": reason.title,
        "reason": replace(reason, text=worded(reason.text, minutes=settings.STEP_UP_MINUTES)),
        "link": link,
        "typed": typed,
        "action": request.get_full_path(),
        "had_files": bool(request.FILES),
    }
    answer = render(request, "accounts/send_again.html", context, status=403)
    answer["Cache-Control"] = "no-store"  # nobody is signed in, and yet it holds what a person typed
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`. A form of this very origin has only an old token; one from anywhere else is refused whole."""
    own_origin = f"{request.scheme}://{request.get_host()}"
    if request.META.get("HTTP_ORIGIN") == own_origin:
        return send_again(request, STALE_TOKEN)
    return plain_csrf_failure(request, reason)
