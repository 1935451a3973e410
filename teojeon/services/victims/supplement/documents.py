"""The demand to supplement and the notice of return as PDF."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Case
from teojeon.kernel.documents.typeset import typeset_spelt
from teojeon.kernel.people.models import Organisation
from teojeon.services.victims.intake.personal import party_of
from teojeon.services.victims.supplement.models import Demand

TEMPLATE = Path(__file__).with_name("demand.typ")
LAYOUT = "보완 요구와 반려 통지는 법령에 정해진 서식이 없어 필요한 내용을 적었습니다."
ANSWERING = (
    "누리집 «나의 사건»에서 보완 요구를 열어 내용과 서류를 낼 수 있습니다. 우편이나 방문으로 내도 됩니다.",
    "기간 안에 내기 어려우면 기한이 지나기 전에 까닭을 적어 기한을 늘려 달라고 요청할 수 있습니다.",
    "보완에 걸린 기간은 조사 기간 30일에 넣지 않습니다(규칙 제3조제5항).",
    "기한까지 보완하지 않으면 가진 자료로 계속 진행하거나, 이유를 구체적으로 밝혀 신청을 돌려보낼 수 있습니다(행정절차법 제17조제6항). "
    "돌려보낸 뒤에도 다시 신청할 수 있습니다.",
)
AFTER_RETURN = (
    "돌려보낸 신청은 결정된 것이 아닙니다. 자료를 갖추어 언제든지 다시 신청할 수 있습니다.",
    "이 통지보다 먼저 누리집에 낸 보완이 있으면 반려를 취소하고 계속 진행합니다.",
    "반려에 불복하려면 안 날부터 90일 이내에 행정심판이나 행정소송을 제기할 수 있습니다(행정심판법 제27조, 행정소송법 제20조).",
)


def demand_pdf(case: Case, demand: Demand) -> bytes:
    """The demand: what is asked and why, by when, and what follows."""
    return typeset_spelt(
        TEMPLATE,
        {
            **_head(case, "보완 요구서"),
            "items": [[each["title"], each["why"]] for each in demand.items],
            "items_title": "보완할 내용",
            "term": f"이 문서가 도달한 날의 다음 날부터 세어 {demand.term_days}일 안에 보완합니다. 마지막 날이 토요일이나 공휴일이면 그다음 날까지입니다.",
            "reasons": [],
            "guidance": list(ANSWERING),
        },
    )


def return_pdf(case: Case, demands: Sequence[Demand], reason: str) -> bytes:
    """The notice of return with its reasons."""
    return typeset_spelt(
        TEMPLATE,
        {
            **_head(case, "신청 반려 통지서"),
            "items": [[each["title"], each["why"]] for demand in demands for each in demand.items],
            "items_title": "보완되지 않은 내용",
            "term": "",
            "reasons": [line for line in reason.split("\n") if line.strip()],
            "guidance": list(AFTER_RETURN),
        },
    )


def _head(case: Case, title: str) -> dict[str, Any]:
    party, today = party_of(case.pk), clock.business_today()
    handler = Organisation.objects.filter(code=case.handled_by).values_list("name", flat=True).first() or case.handled_by
    filed_on = clock.seoul_day(case.received_at)
    return {
        "title": title,
        "document_date": today.isoformat(),
        "document_number": f"{case.receipt_no}",
        "organisation": handler,
        "recipient": f"{party.name} 귀하" if party else "",
        "applicant": party.name if party else "",
        "receipt_no": case.receipt_no,
        "filed_on": f"{filed_on.year}년 {filed_on.month}월 {filed_on.day}일",
        "written_on": f"{today.year}년 {today.month}월 {today.day}일",
        "note": LAYOUT,
        "signed": f"{handler}{_chief(case)}",
    }


def _chief(case: Case) -> str:
    region = regions.find(case.handled_by.removeprefix("SD-"), clock.seoul_day(case.received_at))
    return "지사" if region is not None and region.name.endswith("도") else "장"
