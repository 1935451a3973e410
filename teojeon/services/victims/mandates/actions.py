"""Letting somebody in to an own filing and shutting somebody out, on the portal (S1-ACC-03, S1-APP-02 helper).

Proxies, representatives and the tenant's own account are told to the office; a helper is no mandate and is not.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people import access
from teojeon.kernel.people.access import Opened
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.models import Access
from teojeon.kernel.work.action import action, record
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.drafts import FILED, find_draft
from teojeon.services.victims.application.models import Draft, PortalEntry
from teojeon.services.victims.mandates.roles import role_on
from teojeon.services.victims.mandates.rules import DOCUMENTS, PROXY

SOURCE = "S1-ACC-03, 행정절차법§12"
PEOPLE_CHANGED = "people_changed"
INVITABLE = {Access.HELPER: "도우미", Access.PROXY: "대리인", Access.PRINCIPAL: "신청인 본인"}


def may_invite(draft: Draft, *, kind: str, code: str = "", terms: Mapping[str, Any] | None = None) -> Refusal | None:
    """A helper at any time; a proxy by the person, the person by a proxy, once the application is filed."""
    if kind not in INVITABLE:
        return Refusal("BAD_VALUE", "초대할 사람의 종류를 목록에서 고릅니다.", "kind", SOURCE)
    if kind == Access.HELPER:
        return None
    if draft.state != FILED:
        message = "신청서를 제출한 뒤에 대리인이나 본인을 초대할 수 있습니다. 제출 전에는 대리인이 자기 계정으로 신청서를 씁니다."
        return Refusal("NOT_FILED", message, "kind", SOURCE)
    stands = access.stands_for_the_person(draft.pk, draft.account) and role_on(draft) != PROXY
    if kind == Access.PROXY and not stands:
        return Refusal("NOT_THE_PRINCIPAL", "대리인은 신청인 본인이나 유족 대표가 선임합니다.", "kind", "규칙§3③")
    if kind == Access.PRINCIPAL and role_on(draft) != PROXY:
        return Refusal("NOT_A_PROXY", "대리인이 신청한 사건을 본인이 이어받을 때 씁니다.", "kind", SOURCE)
    return None


@action("application.invite", "초대 번호 만들기", Draft, guard=may_invite)
def invite(draft: Draft, *, event: UUID, kind: str, code: str, terms: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Keeps the code's hash for a day. The code itself is shown once and stored nowhere."""
    until = clock.business_now() + dt.timedelta(hours=access.CODE_HOURS)
    last = dt.date.fromisoformat(terms["valid_to"]) if terms and terms.get("valid_to") else None
    access.invite(
        draft.pk,
        draft.account,
        kind,
        code,
        made_by=current().person,
        until=until,
        terms=terms,
        access_until=dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), clock.SEOUL) if last else None,
    )
    return {"until": until.isoformat()}


@action("application.end_access", "이용 끝내기", Draft)
def end_access(draft: Draft, *, event: UUID, person: UUID) -> dict[str, Any]:
    """Shuts somebody out at once. Raises Refusal where the acting account may not."""
    found = next((each for each in access.open_to(draft.pk) if each.pk == person), None)
    if found is None or found.account == current().account:
        raise Refusal("NOT_OPEN", "이미 끝났거나 없는 사람입니다. 화면을 새로 엽니다.", "person", SOURCE)
    if not access.end(found.pk):
        raise Refusal("NOT_THE_PRINCIPAL", "본인, 법정대리인, 유족 대표의 이용은 대리인이 끝낼 수 없습니다.", "person", SOURCE)
    _tell_ended(draft, event, found)
    return {}


@action("application.shut_out_owner", "신청한 계정의 이용 끝내기", Draft)
def shut_out_owner(draft: Draft, *, event: UUID) -> dict[str, Any]:
    """The person who has come in takes the case over from the proxy that filed it (행정절차법§12②, §11③)."""
    if draft.account == current().account or not access.close_to_owner(draft.pk, draft.account):
        raise Refusal("NOT_THE_PRINCIPAL", "신청인 본인이나 그 대표만 신청한 대리인의 이용을 끝낼 수 있습니다.", "person", SOURCE)
    _tell(draft, event, {"change": "owner_left"})
    return {}


def join(code: str, person: Verified | None) -> Opened | None:
    """Uses a code; None for a wrong one, which was counted. Raises Refusal while too many were wrong.

    A proxy is stated to the office by the verified name of the account and what the person had said of the mandate.
    """
    opened = access.invitation_of(code)
    if opened is None:
        return None
    event = record(MINISTRY_CODE, opened.subject, "application.join", {"kind": opened.kind}, subject=current().person)
    if opened.kind != Access.HELPER:
        draft, own = find_draft(opened.subject), access.own_access(opened.subject)
        _tell(
            draft,
            event,
            {
                "change": "joined",
                "kind": opened.kind,
                "access": str(own.pk) if own else None,
                "stated": _stated(opened, person),
            },
        )
    return opened


def leave(subject: UUID) -> None:
    """The acting account goes: a helper, a proxy, or the proxy that filed once the person has come. Raises Missing, Refusal."""
    own = access.own_access(subject)
    event = record(MINISTRY_CODE, subject, "application.leave", {}, subject=current().person)
    if own is not None:
        if own.kind != Access.HELPER:  # told first: afterwards nothing of the case is in reach
            _tell_ended(find_draft(subject), event, own)
        access.end(own.pk)
        return
    draft = find_draft(subject)
    others = [each for each in access.open_to(subject) if each.kind in (Access.PRINCIPAL, Access.LEGAL, Access.HEIR)]
    if not others:
        message = "이어받을 사람이 없습니다. 먼저 신청인 본인을 초대하고, 본인이 들어온 뒤에 그만둡니다."
        raise Refusal("NOBODY_TAKES_OVER", message, "person", SOURCE)
    _tell(draft, event, {"change": "owner_left"})
    access.close_to_owner(subject, draft.account)


def _stated(opened: Opened, person: Verified | None) -> dict[str, Any] | None:
    if opened.kind != Access.PROXY or not opened.terms:  # a counter's code: the office knows the mandate already
        return None
    return {
        "mandate_type": PROXY,
        **{name: opened.terms.get(name) or "" for name in ("relation", "scope", "valid_from", "valid_to")},
        "actor": {
            "name": person.name if person else "",
            "birth_date": person.birth_date.isoformat() if person else "",
            "mobile": person.mobile if person else "",
            "service_address": opened.terms.get("service_address") or "",
        },
        "heirs": [],
        "doc_type": DOCUMENTS[PROXY],
    }


def _tell_ended(draft: Draft, event: UUID, ended: Access) -> None:
    if ended.kind != Access.HELPER:
        _tell(draft, event, {"change": "ended", "kind": ended.kind, "access": str(ended.pk)})


def _tell(draft: Draft, event: UUID, content: Mapping[str, Any]) -> None:
    """To the office, for a filed application, and onto the timeline."""
    if draft.state != FILED:
        return
    sent = send(draft.pk, draft.account, "mandate_change", content, event=event)
    PortalEntry.objects.create(
        account=draft.account,
        subject=draft.pk,
        step=PEOPLE_CHANGED,
        on=clock.business_today(),
        message=sent,
        at=clock.business_now(),
    )
