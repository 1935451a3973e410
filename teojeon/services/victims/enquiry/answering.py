"""The office's part: whose number it is, the status and no more, and the link of a case on paper to an account (S1-RES-02)."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, TimelineEntry
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.identity import same_name
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.unit import current
from teojeon.services.accounts.public import AtTheCounter, matches, on_counter_activated, read_code
from teojeon.services.victims.application.content import load, to_json
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.counter.models import OPENED, CounterDraft
from teojeon.services.victims.enquiry.models import LINK
from teojeon.services.victims.mycase.allowed import STEPS

APPLICANT, ACTOR = "applicant", "actor"


@handles("enquiry")
def take_enquiry(message: Letter) -> None:
    """Answers right and wrong in the same way; a wrong one says nothing about why."""
    content = message.content
    case, role = matched(content["receipt_no"], content["name"], dt.date.fromisoformat(content["birth_date"]))
    wants_link = content["purpose"] == LINK
    if wants_link:
        found = bool(case and role and link_by_code(case, role, message.account, content.get("code", "")))
    else:
        found = case is not None
    result = ("linked" if wants_link else "found") if found else "not_found"
    answer: dict[str, Any] = {"result": result, "steps": [], "due": None}
    if found and case is not None and not wants_link:
        answer |= status_of(case)
    event = record(MINISTRY_CODE, message.subject, "enquiry.answer", {"result": result}, subject=case.subject if case else None)
    send(message.subject, message.account, "enquiry_answer", answer, event=event)


def matched(receipt_no: str, name: str, birth_date: dt.date) -> tuple[Case | None, str]:
    """The case of this number whose applicant, or who acts now, is this person; and which of the two."""
    actor = current().actor
    case: Case | None = Case.objects.visible_to(actor).filter(receipt_no=receipt_no).first()
    if case is None:
        return None, ""
    parties = Party.objects.visible_to(actor).filter(
        case_id=case.pk, role__in=[APPLICANT, ACTOR], until=None, birth_date=birth_date
    )
    for party in parties.order_by("role"):
        if same_name(party.name, name):
            return case, party.role
    return None, ""


def status_of(case: Case) -> dict[str, Any]:
    """Steps that the person's page may show, with their days, and the date that runs."""
    entries = TimelineEntry.objects.visible_to(current().actor).filter(case=case, kind__in=list(STEPS)).order_by("id")
    steps = [{"step": kind, "on": on.isoformat()} for kind, on in entries.values_list("kind", "on")]
    return {"steps": steps, "due": case.next_due.isoformat() if case.next_due else None}


def link_by_code(case: Case, role: str, account: UUID, typed: str) -> bool:
    """Whether the slip's code is right; then the case is linked. Each wrong one counts, whichever it was."""
    draft = _unlinked(case)
    code = read_code(typed)
    usable = (
        draft is not None and draft.code_tries_left > 0 and bool(draft.code_expires_at and draft.code_expires_at > clock.real_now())
    )
    known = draft if usable and code is not None and draft is not None and draft.code_selector == code.selector else None
    if code is None or not matches(code, known.code_hash if known else None):
        if draft is not None and draft.code_tries_left:
            draft.code_tries_left -= 1
            draft.save(update_fields=["code_tries_left"])
        return False
    assert draft is not None
    _link(case, draft, role, account)
    return True


@on_counter_activated
def link_of_clerk(seen: AtTheCounter) -> None:
    """The clerk saw the person and named the case: no code is needed. Where it is not this person's, nothing is linked."""
    case, role = matched(seen.receipt_number, seen.name, seen.birth_date)
    draft = _unlinked(case) if case else None
    if case and draft:
        _link(case, draft, role, seen.account)


def _unlinked(case: Case) -> CounterDraft | None:
    rows = CounterDraft.objects.visible_to(current().actor).filter(pk=case.pk, state=OPENED, linked_at=None)
    draft: CounterDraft | None = rows.select_for_update(no_key=True, of=("self",)).first()
    return draft


def _link(case: Case, draft: CounterDraft, role: str, account: UUID) -> None:
    """The case's own key opens itself to the account: on the portal its rows stay where they are (docs/decisions/0017)."""
    application = Application.objects.visible_to(current().actor).get(case=case)
    event = record(case.controller, case.pk, "victims.link_account", {"role": role}, subject=case.subject)
    content = {
        "account": str(account),
        "kind": "principal" if role == APPLICANT else "proxy",
        "receipt_no": case.receipt_no,
        "received_at": case.received_at.isoformat(),
        "form_version": draft.form_version,
        "signed_hash": application.signed_hash,
        "filed": to_json(load(draft)),
        "flags": application.flags,
    }
    send(case.pk, case.account, "linked", content, event=event)
    draft.linked_at = clock.business_now()
    draft.save(update_fields=["linked_at"])
