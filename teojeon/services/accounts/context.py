"""What every page's frame needs: the door, its menu, who is signed in, and what must be said about this installation."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.module_loading import import_string

from teojeon.kernel.people.models import Official
from teojeon.kernel.sides.current import NoSide, Side, side
from teojeon.kernel.work.pages import rule_of
from teojeon.services.accounts.gate import may_open
from teojeon.services.accounts.sessions import IDLE, seconds_left

# Pages by name, in the order of the menu.
WORK: dict[Side, tuple[tuple[str, str], ...]] = {
    "portal": (("application_start", "결정 신청"), ("my_cases", "나의 사건"), ("enter_code", "초대 번호"), ("guide_index", "안내")),
    "office": (
        ("worklist", "업무 목록"),
        ("opinions", "검토의견"),
        ("overdue", "기한이 지난 조사"),
        ("landlords", "임대인별로 보기"),
        ("register", "접수대장"),
        ("counter", "종이 신청서"),
        ("paper_desk", "종이로 온 것"),
        ("questions", "답할 질문"),
        ("service_desk", "송달"),
        ("referrals", "지원센터 의뢰"),
        ("requests", "자료 요청"),
        ("orders_desk", "진술·자료 요구"),
        ("letterbox", "기관 편지함"),
        ("alerts", "기한 알림"),
        ("notices", "안내 발송"),
        ("notice_templates", "안내 문구"),
        ("meetings", "회의"),
        ("parameters", "기준값"),
        ("guidance", "안내 관리"),
        ("counter_accounts", "창구 계정"),
    ),
}
OWN_ACCOUNT = (("mfa_index", "로그인 관리"),)
FOR_VISITORS: dict[Side, tuple[tuple[str, str], ...]] = {
    "portal": (
        ("application_start", "결정 신청"),
        ("enquiry", "접수번호로 조회"),
        ("signup_identity", "회원가입"),
        ("guide_index", "안내"),
    ),
    "office": (),
}
SIMULATED = "개발용 화면입니다. 본인확인을 모의 기관이 하므로 실제 개인정보를 입력하지 않습니다."


@dataclass(frozen=True)
class Entry:
    """One entry of the menu."""

    url: str
    title: str
    current: bool


def door(request: HttpRequest) -> dict[str, object]:
    """Context processor. `menu`, `signed_in_as`, `notices`, `door_base`, and the names of the site and its operator."""
    frame: dict[str, object] = {"site_name": settings.SITE_NAME, "operator_name": settings.OPERATOR_NAME}
    try:
        here = side()
    except NoSide:
        return frame
    signed_in = request.user.is_authenticated
    if signed_in:
        frame["idle"] = {"seconds": seconds_left(request), "minutes": int(IDLE[here].total_seconds()) // 60}
    listed = WORK[here] + OWN_ACCOUNT if signed_in else FOR_VISITORS[here]
    return frame | {
        "door_base": f"ui/{here}.html",
        "menu": entries(request, listed),
        "signed_in_as": _name(request, here) if signed_in else "",
        "notices": [SIMULATED] if here == "portal" and import_string(settings.IDENTITY_ADAPTER).simulated else [],
    }


def entries(request: HttpRequest, listed: tuple[tuple[str, str], ...]) -> list[Entry]:
    """Those of the listed pages that this door has and this actor may open."""
    found = []
    for name, title in listed:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        rule = rule_of(resolve(url).func)
        if not request.user.is_authenticated or may_open(rule):
            found.append(Entry(url, title, request.path == url))
    return found


def _name(request: HttpRequest, here: Side) -> str:
    """An official by organisation and name; a citizen by user id, since the name lies under the account's key."""
    if here == "office" and request.user.pk:
        row = Official.objects.filter(account=request.user.pk).values_list("organisation__name", "name").first()
        if row:
            return " ".join(row)
    return str(request.user.get_username())
