"""Handing a case over to another 시·도 (S1-INT-01, appendix (a) row 4): receipt date and number stay, nothing of it is lost."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CODES, CaseAct, Effect
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.work.action import Answer
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.actions import end_assignment
from teojeon.services.victims.intake.tasks import TRANSFER, finish
from teojeon.services.victims.register import entering
from teojeon.services.victims.register.lines import kept_line

SOURCE = "규칙§3①, 법§29①1"
REASON_LEAST, REASON_LIMIT = 5, 500
CODE = "victims.transfer"


@dataclass(frozen=True)
class TransferAct(CaseAct):
    """The act writes everything as the province that hands over; as its very last statement the case changes hands."""

    def change(self, row: Any, data: dict[str, Any], request: UUID | None) -> Answer:
        answer = super().change(row, data, request)
        _hand_over(row, str(data["recipient"]), UUID(str(answer["event"])))
        return answer


def _hand_over(case: Case, recipient: str, event: UUID) -> None:
    """One UPDATE of the root; its children follow by their foreign keys. What the recipient's register says is not this
    province's to write, so the intake principal does both."""
    giver, serial_of = case.handled_by, _serial(case, recipient)
    with _as_intake_principal():
        Case.objects.narrowed(Q(pk=case.pk)).update(handled_by=recipient, register_year=serial_of[0], register_serial=serial_of[1])
        case.handled_by, case.register_year, case.register_serial = recipient, *serial_of
        entering.enter(case, event, came_from=giver)


def _serial(case: Case, recipient: str) -> tuple[int, int]:
    with _as_intake_principal():
        year = entering.book_of(recipient, clock.seoul_day(case.received_at))
    return year, entering.next_serial(recipient, year)


@contextmanager
def _as_intake_principal() -> Iterator[None]:
    """Within this block the row policies see the principal that makes cases; the audit still names who acts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.account', %s, true)", [str(INTAKE_PRINCIPAL)])
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("SELECT set_config('app.account', %s, true)", [str(current().account or "")])


def provinces(but: str = "") -> list[tuple[str, str]]:
    """The provinces to which a case may be handed over: code and name."""
    rows = Organisation.objects.filter(kind=Kind.PROVINCE).exclude(code=but).order_by("code")
    return list(rows.values_list("code", "name"))


def _may_transfer(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    if data["recipient"] == case.handled_by or data["recipient"] not in dict(provinces()):
        return Refusal("BAD_VALUE", "이송할 다른 시·도를 목록에서 고릅니다.", "recipient", SOURCE)
    if len(data["reason"].strip()) < REASON_LEAST:
        return Refusal("REASON_MISSING", f"관할이 아닌 까닭을 {REASON_LEAST}자 이상으로 적습니다.", "reason", SOURCE)
    if len(data["reason"]) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"까닭은 {REASON_LIMIT}자까지 적습니다.", "reason", "S1-XCT-03")
    return None


def _transfer(case: Case, *, event: UUID, recipient: str, reason: str) -> Effect:
    """The giver's register row stays with the remark 이송, the investigator's assignment ends, the person is told."""
    today = clock.business_today()
    masked, was_masked = mask_free_text(reason.strip())
    entering.leave(case, recipient, kept_line(case) | {"reason": masked})
    end_assignment(case)
    finish(case, TRANSFER)
    name = dict(provinces())[recipient]
    told: Mapping[str, Any] = {"step": "transfer", "on": today.isoformat(), "due": None, "handled_by_name": name}
    return Effect(
        answer={"masked": was_masked, "event": str(event)},
        content={"from": case.handled_by, "to": recipient},
        tell=("status", told),
    )


CODES.add(CODE)
transfer = TransferAct(CODE, "다른 시·도로 이송", Case, "P-INTAKE", _may_transfer, _transfer, "transfer")
