"""What the applicant told after the filing, carried out in the office."""

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CODES, enter_timeline
from teojeon.kernel.cases.models import belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.models import Statement

TAKEN = "victims.take_later_support"
CODES.add(TAKEN)


@handles("later_support")
def take_later_support(message: Letter) -> None:
    """Answers for later support become statements of the case; an earlier answer stays beside the newer one."""
    case, said = find_case(message.subject), message.content["statements"]
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    event = record(case.controller, case.pk, TAKEN, {"codes": sorted(said)}, subject=case.pk)
    Statement.objects.bulk_create(
        Statement(**belonging(case), code=code, value=value, said_at=message.at, message=message.id)
        for code, value in sorted(said.items())
    )
    enter_timeline(case, TAKEN, event, on=clock.seoul_day(message.at), content={"codes": sorted(said)})
