"""Who acts changed on one side, carried out on the other (appendix (a) row 33): the case's state stays."""

import datetime as dt
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CODES, enter_timeline
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.people import access
from teojeon.kernel.people.access import COUNTER_CODE_DAYS
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.mandates import recording
from teojeon.services.victims.mandates.office_actions import ACTOR_CHANGED
from teojeon.services.victims.mandates.queries import mandates_of
from teojeon.services.victims.mycase.keeping import enter, note

TAKEN = "victims.take_mandate_change"
CODES.add(TAKEN)


@handles("mandate_change")
def take_change(message: Letter) -> None:
    """A proxy was appointed or dismissed, or the person took over, on the portal. It holds from the portal's moment on."""
    case, content = find_case(message.subject), message.content
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    change = str(content["change"])
    event = record(case.controller, case.pk, TAKEN, {"change": change}, subject=case.pk)
    door = UUID(content["access"]) if content.get("access") else None
    running = mandates_of(case)
    if change == "joined" and content.get("stated"):
        recording.take(case, content["stated"], at=message.at, message=message.id, event=event, access=door)
    elif change == "joined":
        recording.connect(case, running, str(content.get("kind")), door)
    elif change == "owner_left":
        recording.end(case, [each for each in running if recording.came_with_filing(case, each)], message.at)
    else:
        recording.end(case, [each for each in running if each.access == door], message.at)
    kind = str(content.get("kind") or "")
    enter_timeline(case, TAKEN, event, on=clock.seoul_day(message.at), content={"change": change, "kind": kind})


@handles("actor_changed")
def take_actor_changed(message: Letter) -> None:
    """The office changed who acts: those who no longer do are shut out at once, a code lets the new one in."""
    content, now = message.content, clock.business_now()
    note(message, "actor_changed")
    ended = {UUID(each) for each in content.get("ended", [])}
    for each in access.open_to(message.subject):
        if content.get("shut_out_all") or each.pk in ended:
            access.end(each.pk)
    if content.get("owner_leaves"):
        access.close_to_owner(message.subject, message.account)
    if content.get("code"):
        until = now + dt.timedelta(days=COUNTER_CODE_DAYS)
        access.invite(message.subject, message.account, content["kind"], content["code"], made_by=None, until=until)
    enter(message, ACTOR_CHANGED, dt.date.fromisoformat(content["on"]))
