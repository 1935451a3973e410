"""A consent, or its withdrawal, that came on paper or by word at the counter."""

from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.consents import recording
from teojeon.services.victims.consents.giving import SELF, record_of
from teojeon.services.victims.consents.queries import granted as stands
from teojeon.services.victims.consents.queries import lines
from teojeon.services.victims.consents.texts import texts_on

SOURCE = "개보법§22, §37"


def _may_record(case: Case, code: str = "", granted: bool | None = None) -> Refusal | None:
    if not code:
        return None
    if code not in {text.code for text in texts_on(clock.business_today())}:
        return Refusal("BAD_VALUE", "동의의 종류를 목록에서 고릅니다.", "code", SOURCE)
    said = next((line.says for line in lines(case) if line.text.code == code), None)
    if said == granted:
        return Refusal("ALREADY_SO", "이미 그렇게 기록되어 있습니다. 바꿀 것이 없습니다.", "granted", SOURCE)
    return None


@case_action("victims.record_consent", "동의·철회 기록", box="P-INTAKE", guard=_may_record)
def record_consent(case: Case, *, event: UUID, code: str, granted: bool) -> Effect:
    """It holds from now on; "my case" shows the same."""
    now = clock.business_now()
    text = next(text for text in texts_on(clock.business_today()) if text.code == code)
    ends = stands(case, code) and not granted
    record = record_of(text, granted, now, SELF)
    recording.change(case, [record])
    told = recording.last_record(case, code) if ends else record
    return Effect(content={"codes": [code]}, tell=("consent_recorded", {"consents": [told]}))
