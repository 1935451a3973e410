"""The letter of an order and the draft of a referral for a fine, as PDF."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Case
from teojeon.kernel.documents.typeset import typeset_spelt
from teojeon.kernel.people.models import Official, Organisation
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.case.procedure import ADDITIONAL
from teojeon.services.victims.orders.models import GROUNDS, KINDS, ROLES, StatementOrder
from teojeon.ui.formats import korean_date

TEMPLATE = Path(__file__).with_name("order.typ")
ACT = "「전세사기피해자 지원 및 주거안정에 관한 특별법」"
MOST_FINE = "3천만원"  # 법§34
ITEMS_FROM = dt.date(2026, 11, 13)
"""Since when 법§34 has items, of which the first is what it said before (부칙 of 2026-05-12, §1)."""
LAYOUT = "이 요구서는 법령에 정해진 서식이 없어 필요한 내용을 적었습니다."
FINE_LAYOUT = (
    "이 문서는 초안입니다. 이 시스템은 과태료를 부과하지 않으며, 위반 여부와 금액은 부과 권한이 있는 행정청이 정합니다. "
    "법령에 정해진 서식이 없어 필요한 내용을 적었습니다."
)
HOUSE_FOR = ("tenant", "landlord")
"""Whom the letter tells which house it is about: its tenant and its landlord know; to others the questions say what is needed."""


@dataclass(frozen=True)
class Written:
    """To whom, in clear: opened for the one document that is made."""

    name: str
    address: str


def order_pdf(case: Case, order: StatementOrder, to: Written) -> bytes:
    """The order: what is asked, by when, how, and what the law says of not answering (법§13②, §34)."""
    kind, today = dict(KINDS)[order.kind], clock.business_today()
    basis = f"{ACT} 제13조제2항" + (" (같은 법 제14조제4항에서 준용)" if case.state == ADDITIONAL else "")
    about = [("근거", basis), ("받는 사람의 지위", dict(ROLES)[order.role]), ("문서번호", order.order_no)]
    if order.role in HOUSE_FOR:
        about.append(("관련 주택", _house(case)))
    term = f"이 문서가 도달한 날의 다음 날부터 세어 {order.term_days}일 안에 {kind}를 냅니다. 마지막 날이 토요일이나 공휴일이면 그다음 날까지입니다."
    names = _names([order.drafted_by, order.issued_by])
    return typeset_spelt(
        TEMPLATE,
        {
            **_head(case, f"{kind} 제출 요구서", order.order_no),
            "recipient": f"{to.name} 귀하 ({to.address})",
            "about_title": "요구하는 근거",
            "about": about,
            "asked_title": "적어야 할 물음" if order.kind == "statement" else "내야 할 자료",
            "asked": order.questions,
            "sections": [("기간", [term])],
            "guidance": [
                "우편이나 방문으로 냅니다. 봉투나 문서에 이 문서의 번호를 적습니다.",
                "낼 수 없는 정당한 사유가 있으면 기간 안에 그 사유를 적어 냅니다. 기간이 더 필요하면 담당자에게 알립니다.",
                f"정당한 사유 없이 조사를 거부·방해·기피하거나 거짓의 진술서 또는 자료를 내면 {MOST_FINE} 이하의 과태료를 부과받을 수 있습니다(같은 법 {_fine_article(today)}).",
                "낸 진술서와 자료는 피해사실의 조사와 전세사기피해자등의 결정에 씁니다.",
            ],
            "written_on": _day(today),
            "signed": f"{_handler(case)}{_chief(case)}",
            "drafted_by": names.get(order.drafted_by),
            "decided_by": names.get(order.issued_by) if order.issued_by else None,
            "note": LAYOUT,
        },
    )


def fine_pdf(
    case: Case, orders: Sequence[StatementOrder], to: Written, *, number: str, ground: str, reason: str, drafted_by: UUID
) -> bytes:
    """The draft for the authority that may impose a fine: who, what was ordered and served, what followed, and why (법§34)."""
    today = clock.business_today()
    last = orders[-1]
    served = [
        f"{each.order_no}: {_on(each.issued_on)} 요구, {_on(each.arrived_on)} 도달, 기한 {_on(each.due_on)}"
        + (f", {korean_date(each.answered_on)} 답함" if each.answered_on else ", 답하지 않음")
        for each in orders
    ]
    return typeset_spelt(
        TEMPLATE,
        {
            **_head(case, "과태료 부과 자료 (초안)", number),
            "recipient": "과태료 부과 권한이 있는 행정청",
            "about_title": "대상",
            "about": [
                ("이름", to.name),
                ("주소", to.address),
                ("지위", dict(ROLES)[last.role]),
                ("위반한 내용", dict(GROUNDS)[ground]),
                ("적용 조문", f"{ACT} {_fine_article(today)} ({MOST_FINE} 이하의 과태료)"),
            ],
            "asked_title": "요구와 송달의 기록",
            "asked": served,
            "sections": [("그렇게 보는 까닭", [line for line in reason.split("\n") if line.strip()])],
            "guidance": [
                "금액은 같은 법 시행령 제6조와 별표의 부과기준에 따라 부과하는 행정청이 정합니다.",
                "부과하기 전에 당사자에게 미리 알리고 10일 이상의 기간을 정하여 의견을 낼 기회를 줍니다(질서위반행위규제법 제16조).",
                "답하지 않은 사실만으로 보증금 미반환의 의도나 수사 개시 등 피해자 요건이 증명되지는 않습니다.",
            ],
            "written_on": _day(today),
            "signed": "",
            "drafted_by": _names([drafted_by]).get(drafted_by),
            "note": FINE_LAYOUT,
        },
    )


def _fine_article(on: dt.date) -> str:
    return "제34조제1호" if on >= ITEMS_FROM else "제34조"


def _head(case: Case, title: str, number: str) -> dict[str, Any]:
    return {
        "title": title,
        "document_date": clock.business_today().isoformat(),
        "document_number": number,
        "organisation": _handler(case),
    }


def _handler(case: Case) -> str:
    return Organisation.objects.filter(code=case.handled_by).values_list("name", flat=True).first() or case.handled_by


def _chief(case: Case) -> str:
    region = regions.find(case.handled_by.removeprefix("SD-"), clock.seoul_day(case.received_at))
    return "지사" if region is not None and region.name.endswith("도") else "장"


def _house(case: Case) -> str:
    rows = Application.objects.visible_to(current().actor).filter(case=case).order_by("-form_version")
    found: str | None = rows.values_list("address", flat=True).first()
    return found or ""


def _names(accounts: Sequence[UUID | None]) -> dict[UUID, str]:
    wanted = [each for each in accounts if each]
    return dict(Official.objects.filter(account__in=wanted).values_list("account", "name"))


def _day(day: dt.date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"


def _on(day: dt.date | None) -> str:
    return korean_date(day) if day else "정보 없음"
