"""Acts of the intake desk on cases that belong together: deciding on a proposal, linking by receipt number (S1-APP-01, S1-APP-04)."""

from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.links.models import CO_TENANT, CONFIRMED, PRIOR, REJECTED, CaseLink
from teojeon.services.victims.links.queries import Linked, links_of

SOURCE = "S1-APP-04, 법§12"
ENTERED = (CO_TENANT, PRIOR)
"""What an official may link; that two cases are of one person and contract is found by their number."""


def _may_decide(case: Case, **data: Any) -> Refusal | None:
    found = links_of(case)
    if not found:
        return Refusal("NOTHING_WAITS", "이 사건과 이어진 것으로 찾은 사건이 없습니다.", source=SOURCE)
    if not data:
        return None
    link = _chosen(found, data["link"])
    if link is None:
        return Refusal("NOTHING_WAITS", "찾은 사건 가운데 하나를 고릅니다. 화면을 새로 엽니다.", "link", SOURCE)
    if link.row.state == _state(together=data["together"]):
        return Refusal("NOTHING_CHANGED", "이미 그렇게 확인한 사건입니다.", "together", SOURCE)
    return None


@case_action("victims.decide_link", "이어진 사건 확인", box="P-INTAKE", guard=_may_decide)
def decide_link(case: Case, *, event: UUID, link: UUID, together: bool) -> Effect:
    """An official says whether two cases belong together; said again, the last word counts. Both pages show it."""
    found = _chosen(links_of(case), link)
    assert found is not None  # the guard asked
    row = found.row
    row.state, row.decided_by, row.decided_at = _state(together=together), current().person, clock.business_now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    return Effect(content={"kind": row.kind, "together": together})


def _may_enter(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    if data["kind"] not in ENTERED:
        return Refusal("BAD_VALUE", "어떻게 이어진 사건인지 고릅니다.", "kind", SOURCE)
    other = _by_number(data["receipt_no"])
    if other is None:
        message = "그 접수번호의 사건이 없거나 이 기관이 볼 수 없는 사건입니다. 번호를 확인합니다."
        return Refusal("NO_SUCH_CASE", message, "receipt_no", SOURCE)
    if other.pk == case.pk:
        return Refusal("SAME_CASE", "이 사건의 접수번호입니다. 이을 다른 사건의 번호를 적습니다.", "receipt_no", SOURCE)
    if any(each.other.pk == other.pk for each in links_of(case)):
        return Refusal("ALREADY_FOUND", "이미 찾은 사건입니다. ‘이어진 사건 확인’에서 정합니다.", "receipt_no", SOURCE)
    return None


@case_action("victims.enter_link", "접수번호로 사건 잇기", box="P-INTAKE", guard=_may_enter)
def enter_link(case: Case, *, event: UUID, receipt_no: str, kind: str) -> Effect:
    """Links a case that no search found, such as one whose address was written otherwise. The later filing points to the earlier."""
    other = _by_number(receipt_no)
    assert other is not None  # the guard asked
    earlier, later = sorted((case, other), key=lambda each: (each.received_at, each.pk))
    now = clock.business_now()
    CaseLink.objects.create(
        **belonging(later), other=earlier, kind=kind, grounds=["entered"], state=CONFIRMED,
        proposed_at=now, decided_at=now, decided_by=current().person, event=event,
    )  # fmt: skip
    return Effect(content={"kind": kind, "together": True})


def _state(*, together: bool) -> str:
    return CONFIRMED if together else REJECTED


def _chosen(found: list[Linked], link: UUID) -> Linked | None:
    return next((each for each in found if each.row.pk == link), None)


def _by_number(receipt_no: str) -> Case | None:
    found: Case | None = Case.objects.visible_to(current().actor).filter(receipt_no=receipt_no).first()
    return found
