"""The duty of secrecy (법§31): told with the penalty that stands behind it, acknowledged at the first log-in and each year (S1-XCT-05)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official, SecrecyAcknowledgement
from teojeon.kernel.work.action import record

VALID_YEARS = 1
TEXT_VERSION = 1


@dataclass(frozen=True)
class Duty:
    """What a person is told. `article` of the Act with its `item`; `also_official`: counts as an official for bribery (법§32)."""

    item: str
    words: str
    penalty: str
    also_official: bool


OFFICIALS = Duty(
    "법 제31조제1항",
    "법 제12조부터 제16조까지의 업무를 하면서 받은 자료와 정보를 이 법에서 정한 목적이 아닌 곳에 쓰거나, 다른 사람이나 기관에 주거나 "
    "누설하지 않습니다. 업무를 떠난 뒤에도 같습니다.",
    "어기면 5년 이하의 징역 또는 5천만원 이하의 벌금에 처합니다(법 제33조제1항).",
    also_official=False,
)
ENTRUSTED = Duty(OFFICIALS.item, OFFICIALS.words, OFFICIALS.penalty, also_official=True)
MEMBERS = Duty(
    "법 제31조제2항",
    "위원으로서 알게 된 직무상 비밀을 누설하거나 직무가 아닌 목적을 위하여 이용하지 않습니다. 위원에서 물러난 뒤에도 같습니다.",
    "어기면 2년 이하의 징역 또는 2천만원 이하의 벌금에 처합니다(법 제33조제2항).",
    also_official=True,
)
ALSO_OFFICIAL = "공무원이 아니어도 뇌물에 관한 형법 제129조부터 제132조까지를 적용할 때에는 공무원으로 봅니다(법 제32조)."
_BY_KIND = {Kind.COMMITTEE: MEMBERS, Kind.OPERATOR: ENTRUSTED}


def duty_of(account: UUID) -> Duty:
    """The duty by the kind of the official's organisation."""
    kind = Official.objects.values_list("organisation__kind", flat=True).get(account=account)
    return _BY_KIND.get(Kind(kind), OFFICIALS)


def acknowledged_until(account: UUID) -> dt.datetime | None:
    """When the acknowledgement of the present text ends (real time); None where there is none that stands."""
    last = (
        SecrecyAcknowledgement.objects.filter(account=account, text_version=TEXT_VERSION)
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
    until = _a_year_after(last) if last else None
    return until if until and until > clock.real_now() else None


def acknowledge(account: UUID) -> dt.datetime:
    """Records that this person has read the duty. Returns until when it stands (real time)."""
    event = record(MINISTRY_CODE, account, "people.acknowledge_secrecy", {"text_version": TEXT_VERSION}, subject=account)
    row = SecrecyAcknowledgement.objects.create(account=account, text_version=TEXT_VERSION, at=clock.real_now(), event=event)
    return _a_year_after(row.at)


def _a_year_after(instant: dt.datetime) -> dt.datetime:
    try:
        return instant.replace(year=instant.year + VALID_YEARS)
    except ValueError:  # 29 February
        return instant.replace(year=instant.year + VALID_YEARS, month=3, day=1)
