"""The office's part: a change becomes a version of the case, whoever works on it is told, and it is read before it is voted on."""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.crypto.masking import mask_free_text, mask_phone
from teojeon.kernel.crypto.subjects import decrypt_for, encrypt_for, encrypt_text
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.amendments.models import ADDENDUM, NOTED, UNREAD, Amendment
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.case.procedure import ADDITIONAL, BEFORE_DECISION, WITH_THE_PROVINCE
from teojeon.services.victims.intake import tasks
from teojeon.services.victims.intake.filing import opened_number
from teojeon.services.victims.investigation.people import reviewer_refusal
from teojeon.services.victims.links import finding

SOURCE = "S1-APP-09, 행정절차법§17⑧"
BEFORE_THE_COMMITTEE = frozenset({"SENT", "AGENDA"})


@handles("amendment")
def take_amendment(message: Letter) -> None:
    """Carries a change out; one that comes after the decision is answered, not lost."""
    case = find_case(message.subject)
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    if case.state not in BEFORE_DECISION:
        event = record(case.controller, case.pk, "victims.amendment_late", {}, subject=case.pk)
        on = clock.seoul_day(message.at).isoformat()
        send(case.pk, case.account, "status", {"step": "amendment_late", "on": on, "due": None}, event=event)
        return
    amend(case.pk, message=message.id, came_at=message.at, given=message.content)


@case_action("victims.amend", "신청 내용 변경", box="SYSTEM")
def amend(case: Case, *, event: UUID, message: UUID, came_at: dt.datetime, given: Mapping[str, Any]) -> Effect:
    """A further version: statements are added, never changed; the person's contact and the house follow what was said last."""
    plain = json.dumps(given["changes"], ensure_ascii=False).encode()
    row = Amendment(
        **belonging(case),
        id=UUID(given["amendment"]),
        number=given["number"],
        came_at=came_at,
        stage=stage_of(case),
        message=message,
        event=event,
    )
    row.changes_box = encrypt_for(case.pk, plain, _place(row))
    row.save(force_insert=True)
    Statement.objects.bulk_create(
        Statement(**belonging(case), code=code, value=value, said_at=came_at, message=message)
        for code, value in sorted(given["said"].items())
    )
    _follow_party(case, given["party"])
    _follow_house(case, given["house"], given.get("flags", []))
    finding.follow(case, event)
    case.next_sale_on = _day((given.get("urgent") or {}).get("next_sale_on")) or case.next_sale_on
    tasks.open_task(case, task_kind(stage_of(case)), event, grounds=["amended"])
    on = clock.seoul_day(came_at)
    told = {"step": "amended", "on": on.isoformat(), "due": case.next_due.isoformat() if case.next_due else None}
    return Effect(on=on, content={"number": row.number}, tell=("status", told))


def stage_of(case: Case) -> str:
    """Where the case stands; in additional investigation where it stood before, and who read its changes then reads them now."""
    return case.came_from if case.state == ADDITIONAL else case.state


def task_kind(state: str) -> str:
    """Who has to read a change: the investigator, the ministry's agenda desk, or the committee's secretary too."""
    if state in WITH_THE_PROVINCE:
        return tasks.AMENDED
    return tasks.AMENDED_SENT if state in BEFORE_THE_COMMITTEE else tasks.AMENDED_TABLED


def amendments_of(case: Case) -> list[Amendment]:
    """All versions after the first and all papers that were added, the newest first."""
    return list(Amendment.objects.visible_to(current().actor).filter(case=case).order_by("-came_at", "-number", "id"))


def changes_of(row: Amendment) -> list[dict[str, str]]:
    """What it changed: step, label, before and after; nothing where papers were added."""
    if row.number is None:
        return []
    found: list[dict[str, str]] = json.loads(decrypt_for(row.case_id, bytes(row.changes_box), _place(row)))
    return found


def addenda_of(cases: Collection[UUID]) -> list[Amendment]:
    """What was read with the outcome that it is added to the committee's papers, the oldest first."""
    rows = Amendment.objects.visible_to(current().actor).filter(case__in=cases, state=ADDENDUM)
    return list(rows.order_by("came_at", "number", "id"))


def unread_among(cases: list[UUID]) -> set[UUID]:
    """Those of these cases with a change or added papers that nobody has read: no item of them is voted on."""
    rows = Amendment.objects.visible_to(current().actor).filter(case__in=cases, state=UNREAD)
    return set(rows.values_list("case_id", flat=True))


def _is_unread(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    if data["outcome"] not in (NOTED, ADDENDUM):
        return Refusal("BAD_VALUE", "어떻게 다룰지 고릅니다.", "outcome", SOURCE)
    if not data["reason"].strip():
        return Refusal("REASON_MISSING", "신청인이 읽을 이유를 적습니다.", "reason", SOURCE)
    row = amendment_of(case, data["amendment"])
    if row is None or row.state != UNREAD:
        return Refusal("ALREADY_READ", "이미 확인한 변경이거나 없는 변경입니다. 화면을 새로 엽니다.", source=SOURCE)
    if not current().actor.boxes & readers_of(case, row):
        return Refusal("NOT_YOURS", "이 변경은 사건이 지금 있는 곳의 담당자가 확인합니다.", source=SOURCE)
    return None


def amendment_of(case: Case, pk: UUID) -> Amendment | None:
    """One change of a case; None where these eyes see none."""
    found: Amendment | None = Amendment.objects.visible_to(current().actor).filter(case=case, pk=pk).first()
    return found


def readers_of(case: Case, row: Amendment) -> frozenset[str]:
    """The boxes whose holders may read a change: those to whom it went, and those where the case is now."""
    kinds = {task_kind(row.stage), task_kind(stage_of(case))}
    return frozenset(box for kind in kinds for box in tasks.KINDS[kind].boxes)


def _read(case: Case, *, event: UUID, amendment: UUID, outcome: str, reason: str) -> Effect:
    row: Amendment = Amendment.objects.visible_to(current().actor).get(case=case, pk=amendment)
    content = close_reading(case, row, outcome, reason)
    return Effect(content={"number": row.number, "outcome": outcome}, tell=("amendment_read", content))


def close_reading(case: Case, row: Amendment, outcome: str, reason: str) -> dict[str, str]:
    """Notes what was done with a change. What the applicant is told of it: `amendment_read`."""
    row.state, row.reason = outcome, mask_free_text(reason.strip())[0]
    row.read_by, row.read_at = current().account, clock.business_now()
    row.save(update_fields=["state", "reason", "read_by", "read_at"])
    if not unread_among([case.pk]):
        tasks.finish(case, *tasks.AMENDED_KINDS)
    return {"amendment": str(row.pk), "outcome": outcome, "reason": row.reason}


def _investigator_reads(case: Case, **data: Any) -> Refusal | None:
    return reviewer_refusal(case, current().account) or _is_unread(case, **data)


read_as_investigator = case_action("victims.read_amendment", "변경 확인", box="P-INV", guard=_investigator_reads)(_read)
read_as_agenda = case_action("victims.read_amendment_agenda", "변경 확인(안건)", box="PM-AGENDA", guard=_is_unread)(_read)
read_as_secretary = case_action("victims.read_amendment_tabled", "변경 확인(간사)", box="PM-SEC", guard=_is_unread)(_read)


def _follow_party(case: Case, given: Mapping[str, Any]) -> None:
    party = Party.objects.visible_to(current().actor).filter(case_id=case.pk, role="applicant").first()
    if party is None:
        return
    party.name = given["name"]
    party.birth_date = _day(given.get("birth_date")) or party.birth_date
    party.address = given.get("service_address") or given.get("address") or party.address
    party.resident_address = given.get("address") or party.resident_address
    if given.get("number_box"):  # typed anew: what stands unchanged comes masked only
        digits = opened_number(case.pk, given["number_box"])
        party.number_box = encrypt_text(case.pk, digits, f"party/{party.pk}/number")
        party.number_hash, party.number_masked = lookup_hash("resident_number", digits), given["number_masked"]
    for name in ("mobile", "phone"):
        if given.get(name):
            setattr(party, f"{name}_box", encrypt_text(case.pk, given[name], f"party/{party.pk}/{name}"))
            setattr(party, f"{name}_masked", mask_phone(given[name]))
    if given.get("email"):
        party.email_box = encrypt_text(case.pk, given["email"], f"party/{party.pk}/email")
    party.save()


def _follow_house(case: Case, house: Mapping[str, Any], flags: list[str]) -> None:
    """The address as said last. Another 시·도 is a matter of a transfer, for which the task is opened."""
    application = Application.objects.visible_to(current().actor).get(case=case)
    application.sido, application.sigungu = house["sido"], house.get("sigungu") or ""
    application.legal_dong, application.address = house.get("legal_dong") or "", house["address"]
    application.address_matched = house["address_matched"]
    application.flags = list(dict.fromkeys([*application.flags, *flags]))
    application.save(update_fields=["sido", "sigungu", "legal_dong", "address", "address_matched", "flags"])


def _day(text: object) -> dt.date | None:
    return dt.date.fromisoformat(text) if isinstance(text, str) and text else None


def _place(row: Amendment) -> str:
    return f"amendment/{row.pk}/changes"
