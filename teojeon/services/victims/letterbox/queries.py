"""What the office knows of its letter box, in words, each official of the own organisation's requests."""

from dataclasses import dataclass

from django.urls import reverse

from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.unit import current
from teojeon.services.victims.letterbox.models import (
    EXPIRED,
    FETCHED,
    REFUSED,
    TAKEN,
    UNREADABLE,
    WAITING,
    LetterboxDeposit,
    LinkedAgency,
)
from teojeon.services.victims.requests.models import DataRequest

TITLES = {
    WAITING: "받아 가기를 기다림",
    FETCHED: "받아 감",
    TAKEN: "회신 받음",
    UNREADABLE: "회신을 열 수 없음",
    REFUSED: "회신을 받아들이지 않음",
    EXPIRED: "받아 가지 않아 지움",
}
TONES = {TAKEN: "success", UNREADABLE: "danger", REFUSED: "danger", EXPIRED: "warning"}
TROUBLED, OPEN = (UNREADABLE, REFUSED, EXPIRED), (WAITING, FETCHED)
NEXT_STEPS = {
    UNREADABLE: "업무시스템의 공개키가 아닌 키로 봉인했습니다. 기관에 다시 보내도록 알렸고, 급하면 공문으로 요청합니다.",
    REFUSED: "회신의 내용이 요청과 맞지 않습니다. 요청 화면에서 까닭을 확인합니다.",
    EXPIRED: "회신 기한까지 아무도 받아 가지 않았습니다. 공문으로 요청합니다.",
}
A_PAGE = 200
TABS = {"trouble": "살펴볼 것", "open": "기다리는 것", "all": "전체"}


@dataclass(frozen=True)
class Line:
    """One request in the letter box, in words. `url`: of the request's own page, empty where these eyes do not see it."""

    row: LetterboxDeposit
    agency: str
    state: str
    tone: str
    next_step: str
    url: str


def deposits(actor: Actor, tab: str) -> list[Line]:
    """The newest first, at most 200. `tab`: a key of TABS."""
    rows = LetterboxDeposit.objects.visible_to(actor).order_by("-deposited_at")
    if tab != "all":
        rows = rows.filter(state__in=TROUBLED if tab == "trouble" else OPEN)
    names = dict(LinkedAgency.objects.order_by("valid_from").values_list("code", "name"))
    shown = list(rows[:A_PAGE])
    requests = DataRequest.objects.visible_to(actor).filter(request_no__in=[row.request_no for row in shown])
    urls = {number: reverse("data_request", args=[key]) for number, key in requests.values_list("request_no", "pk")}
    return [
        Line(
            row=row,
            agency=names.get(row.agency, row.agency),
            state=TITLES[row.state],
            tone=TONES.get(row.state, "information"),
            next_step=NEXT_STEPS.get(row.state, ""),
            url=urls.get(row.request_no, ""),
        )
        for row in shown
    ]


def panel(request_no: str) -> dict[str, str] | None:
    """What became of one request's box, for the page of that request; None where it did not go through the letter box."""
    row: LetterboxDeposit | None = LetterboxDeposit.objects.visible_to(current().actor).filter(request_no=request_no).first()
    if row is None:
        return None
    return {"state": TITLES[row.state], "tone": TONES.get(row.state, "information"), "next_step": NEXT_STEPS.get(row.state, "")}
