"""Cases to which a demand was sent, and what people send back."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, Deadline, TimelineEntry
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.actions import digest
from teojeon.services.victims.intake.actions import confirm_receipt
from teojeon.services.victims.intake.messages import take_filing
from teojeon.services.victims.investigation.actions import open_file
from teojeon.services.victims.service.actions import record_arrival
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement import actions
from teojeon.services.victims.supplement.messages import take_answer, take_extension
from teojeon.services.victims.supplement.models import Demand, MoreTime
from tests.support.factories import acting, cast, filing, let_readers_in, reload

WANTED = [{"code": "lease_copy", "what": "", "why": "계약서의 둘째 장이 빠져 있습니다."}]
FILED_AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=clock.SEOUL)


def consent(code: str, granted: bool = True) -> dict[str, Any]:
    """An answer to one consent as the filing says it."""
    return {
        "consent_code": code, "granted": granted, "text_version": 1, "at": FILED_AT.isoformat(), "by": "self",
        "recipients": "시·도", "items": "주소", "purpose": "확인", "retention": "사건 종결까지",
    }  # fmt: skip


def filed(sido: str = "11", *, received_at: dt.datetime | None = None, **extra: Any) -> UUID:
    """A case just taken. `extra`: parts of the message beside those of the factory, e.g. consents."""
    letter = filing(sido, received_at=received_at)
    content = {name: value for name, value in letter.content.items() if name != "signed_hash"} | extra
    with unit_of_work(INTAKE_PRINCIPAL):
        take_filing(replace(letter, content=content | {"signed_hash": digest(content)}))
    return letter.subject


def brought(case: UUID, state: str, sido: str = "11", investigator: UUID | None = None) -> UUID:
    """The case confirmed, and under investigation where asked."""
    investigator = investigator or cast("invest", sido)
    with acting("intake", sido):
        confirm_receipt(case, investigator=investigator)
    let_readers_in(case)
    if state == "INVESTIGATING":
        with acting(investigator):
            open_file(case)
    return case


def demanded(state: str = "RECEIVED", *, term: int = 14, arrived: bool = True, **extra: Any) -> tuple[UUID, UUID]:
    """A case from which a supplement was demanded today, and the demand; by post, arrived today unless said otherwise."""
    case = brought(filed(**extra), state)
    key = issue(case, term=term)
    if arrived:
        arrive(case, key)
    return case, key


def issue(case: UUID, *, term: int = 14, method: str = "post", more: bool = False) -> UUID:
    """The province demands a supplement."""
    act = actions.demand_more if more else actions.demand_supplement
    with acting("intake"):
        return UUID(act(case, wanted=WANTED, term_days=term, method=method)["demand"])


def arrive(case: UUID, demand: UUID, on: dt.date | None = None) -> None:
    """Its arrival is recorded."""
    with acting("intake") as unit:
        record = ServiceRecord.objects.visible_to(unit.actor).get(reference=demand)
        day, row = on or clock.business_today(), Case.objects.visible_to(unit.actor).get(pk=case)
        record_arrival(row, record, method="post", arrived_on=day, proof="등기 1234", receiver="본인", relation="self")


def letter(case: UUID, kind: str, content: dict[str, Any], at: dt.datetime | None = None) -> Letter:
    """A message of the case's person."""
    row = reload(case)
    return Letter(uuid.uuid4(), case, row.account, 9, kind, at or now(), content)


def now() -> dt.datetime:
    """The legal instant, as a unit of work of this moment knows it."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        return clock.business_now()


def answered(case: UUID, demand: UUID, at: dt.datetime | None = None, text: str = "둘째 장을 냅니다.") -> None:
    """The person's supplement is taken."""
    message = letter(case, "supplement_answer", {"demand": str(demand), "text": text}, at)
    with unit_of_work(INTAKE_PRINCIPAL):
        take_answer(message)


def time_asked(case: UUID, demand: UUID, at: dt.datetime | None = None, until: str | None = None) -> None:
    """The person asks for more time."""
    content = {"demand": str(demand), "reason": "등기소 휴무", "until": until}
    message = letter(case, "supplement_extension", content, at)
    with unit_of_work(INTAKE_PRINCIPAL):
        take_extension(message)


def demand_of(key: UUID) -> Demand:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        row: Demand = Demand.objects.visible_to(unit.actor).get(pk=key)
    return row


def request_of(demand: UUID) -> MoreTime:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        row: MoreTime = MoreTime.objects.visible_to(unit.actor).filter(demand=demand).latest("asked_on")
    return row


def deadline(case: UUID, code: str = "INVESTIGATION") -> Deadline:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        row: Deadline = Deadline.objects.visible_to(unit.actor).filter(case=case, code=code).latest("base_on")
    return row


def kinds(case: UUID) -> list[str]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return list(TimelineEntry.objects.visible_to(unit.actor).filter(case=case).order_by("id").values_list("kind", flat=True))


def state(case: UUID) -> str:
    row: Case = reload(case)
    return row.state
