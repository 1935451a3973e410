"""Questions of the person, carried out in the office."""

from teojeon.kernel import clock
from teojeon.kernel.cases.models import belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.calendar import workdays_after
from teojeon.services.victims.conversation.models import ANSWER_WORKDAYS, ThreadEntry
from teojeon.services.victims.papers import receiving


@handles("question")
def take_question(message: Letter) -> None:
    """A question stands on the list until it is answered. It moves no case and touches no deadline, nor does it make forms stale."""
    case = find_case(message.subject)
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    event = record(case.controller, case.pk, "victims.question", {"message": message.id}, subject=case.pk)
    papers = message.content.get("papers", [])
    ThreadEntry.objects.create(
        **belonging(case),
        kind="question",
        text=str(message.content["text"]),
        at=message.at,
        due_on=workdays_after(clock.seoul_day(message.at), ANSWER_WORKDAYS, extra_holidays()),
        papers=[str(each["id"]) for each in papers],
        message=message.id,
        event=event,
    )
    if papers:
        receiving.expect(case, papers)
