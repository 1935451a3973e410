"""What the person changed, carried out in the office; what a clerk recorded at the counter, shown on the portal."""

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CODES, enter_timeline
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.consents import recording
from teojeon.services.victims.consents.actions import CHANGED
from teojeon.services.victims.consents.models import PortalConsent
from teojeon.services.victims.consents.portal_view import kept_fields
from teojeon.services.victims.mycase.keeping import enter, note

TAKEN = "victims.take_consent"
CODES.add(TAKEN)


@handles("consent")
def take_consent(message: Letter) -> None:
    """A consent given later or taken back; it holds from the moment at which the portal stored it (개보법§37)."""
    case = find_case(message.subject)
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    changed = recording.change(case, message.content["consents"], message=message.id)
    event = record(case.controller, case.pk, TAKEN, {"codes": changed}, subject=case.pk)
    enter_timeline(case, TAKEN, event, on=clock.seoul_day(message.at), content={"codes": changed})


@handles("consent_recorded")
def take_recorded(message: Letter) -> None:
    """A clerk recorded a consent or a withdrawal that came on paper, or a change of the one who acts ended it (A-43)."""
    event = note(message, "consent_recorded")
    for each in message.content["consents"]:
        PortalConsent.objects.create(account=message.account, subject=message.subject, event=event, **kept_fields(each))
    enter(message, CHANGED)
