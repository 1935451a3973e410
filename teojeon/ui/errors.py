"""Error pages with a code and a sentence that says what to do. They need neither database, session nor script."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


@dataclass(frozen=True)
class ErrorText:
    """One kind of refusal: code for the help desk, title, what happened, what to do next."""

    status: int
    code: str
    title: str
    message: str
    next_step: str


BAD_REQUEST = ErrorText(
    400,
    "BAD_REQUEST",
    "요청을 처리할 수 없습니다",
    "주소나 보내신 내용의 형식이 올바르지 않습니다.",
    "이전 화면으로 돌아가 다시 시도해 주십시오. 저장된 임시 내용은 그대로 있습니다.",
)
FORBIDDEN = ErrorText(
    403,
    "FORBIDDEN",
    "이 화면을 볼 수 없습니다",
    "이 화면을 볼 권한이 확인되지 않았습니다.",
    "로그인 상태를 확인해 주십시오. 권한이 필요하면 소속 기관의 권한 담당자에게 문의해 주십시오.",
)
CSRF_REFUSED = ErrorText(
    403,
    "CSRF_REFUSED",
    "안전을 위해 요청을 받지 않았습니다",
    "화면을 연 뒤 시간이 오래 지났거나 다른 곳에서 보낸 요청입니다. 아무것도 바뀌지 않았습니다.",
    "이전 화면을 새로 고친 다음 다시 보내 주십시오. 브라우저의 쿠키가 꺼져 있으면 켜 주십시오.",
)
NOT_FOUND = ErrorText(
    404,
    "NOT_FOUND",
    "찾으시는 화면이 없습니다",
    "주소가 바뀌었거나 없는 화면입니다.",
    "주소를 확인하시거나 첫 화면에서 다시 찾아 주십시오.",
)
SERVER_ERROR = ErrorText(
    500,
    "SERVER_ERROR",
    "일시적으로 처리하지 못했습니다",
    "시스템에 문제가 생겨 요청을 처리하지 못했습니다. 일부만 저장되는 일은 없습니다.",
    "잠시 뒤 다시 시도해 주십시오. 계속되면 아래 오류 코드를 알려 주십시오.",
)

TEXTS = {each.code: each for each in (BAD_REQUEST, FORBIDDEN, CSRF_REFUSED, NOT_FOUND, SERVER_ERROR)}

LAST_RESORT = (
    '<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><h1>{title}</h1><p>{message}</p><p>{next_step}</p><p>오류 코드: {code}</p></body></html>"
)


def error_page(request: HttpRequest | None, error: ErrorText, reference: str = "") -> HttpResponse:
    """The page of one error; `reference` is a number under which the help desk finds the event."""
    context = {"error": error, "reference": reference}
    try:
        body = str(render_to_string("ui/error.html", context))
    except Exception:  # a page about an error may not fail itself, whatever is broken (templates, static files)
        body = LAST_RESORT.format(**vars(error))
    return HttpResponse(body, status=error.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler400`."""
    return error_page(request, BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`."""
    return error_page(request, FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler404`. Says the same for a page that never was and for a case of others."""
    return error_page(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`."""
    return error_page(request, SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`."""
    return error_page(request, CSRF_REFUSED)
