"""What may be entered as a value: each kind with its words, its form, and how it becomes a proposal."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from teojeon.kernel.cases.codes import YES
from teojeon.kernel.cases.models import Case, Deadline
from teojeon.kernel.cases.overrides import PREFIX
from teojeon.kernel.parameters import actions
from teojeon.kernel.parameters.models import ParameterValue
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.period.ad_hoc import AD_HOC_HOLIDAY
from teojeon.services.victims.uplift.forms import DeadlineForm, HolidayForm, UpliftForm

EntryForm: TypeAlias = UpliftForm | HolidayForm | DeadlineForm
CAP, HOLIDAY, DEADLINE = "cap", "holiday", "deadline"


@dataclass(frozen=True)
class EntryKind:
    """One kind of value. `propose` takes the form's cleaned data; it raises Refusal."""

    title: str
    intro: str
    form: type[EntryForm]
    propose: Callable[[Mapping[str, Any]], ParameterValue]


def _cap(given: Mapping[str, Any]) -> ParameterValue:
    area = f"sido:{given['sido']}" if given["sido"] else f"case:{_case(given['receipt_no'])}"
    return _enter("DEPOSIT_CAP_EFFECTIVE", area, given["value"], given["valid_from"], given["valid_to"], given)


def _holiday(given: Mapping[str, Any]) -> ParameterValue:
    first = given["valid_from"]
    return _enter(AD_HOC_HOLIDAY, "nation", YES, first, given["valid_to"] or first, given)


def _deadline(given: Mapping[str, Any]) -> ParameterValue:
    case = _case(given["receipt_no"])
    rows = Deadline.objects.visible_to(current().actor).filter(case=case, code=given["deadline"], closed_on=None)
    replaced = rows.order_by("-base_on").values_list("effective", flat=True).first()
    if replaced is None:
        raise Refusal("DEADLINE_CLOSED", "진행 중인 기한이 아니어서 바꿀 수 없습니다.", "deadline", "S1-XCT-01")
    return _enter(f"{PREFIX}{given['deadline']}", f"case:{case}", given["last_day"].toordinal(), replaced, replaced, given)


def _enter(code: str, area: str, value: int, first: dt.date, last: dt.date | None, given: Mapping[str, Any]) -> ParameterValue:
    return actions.enter(
        controller=MINISTRY_CODE,
        organisation=current().actor.organisation,
        code=code,
        area=area,
        value=value,
        valid_from=first,
        valid_to=last,
        resolution=given["resolution"],
        reason=given["reason"],
        request=given["request"],
    )


def _case(receipt_no: str) -> UUID:
    found = Case.objects.visible_to(current().actor).filter(receipt_no=receipt_no).values_list("pk", flat=True).first()
    if found is None:
        raise Refusal("NOT_FOUND", "이 접수번호의 사건이 없습니다. 번호를 확인합니다.", "receipt_no", "S1-ASM-04")
    key: UUID = found
    return key


KINDS: Mapping[str, EntryKind] = {
    CAP: EntryKind(
        "보증금 상한 의결 등록",
        "위원회가 의결한 보증금 상한을 등록합니다(전세사기피해자법 제3조제1항제2호 단서, 2억원 범위). 다른 담당자가 승인해야 적용됩니다.",
        UpliftForm,
        _cap,
    ),
    HOLIDAY: EntryKind(
        "임시공휴일 등록",
        "임시공휴일을 등록합니다(관공서의 공휴일에 관한 규정 제2조제11호). 다른 담당자가 승인하면 이 날에 끝나는 진행 중인 기한이 모두 "
        "다음 평일로 늘어나고, 사건마다 기록이 남습니다. 이미 끝난 기한은 바뀌지 않습니다.",
        HolidayForm,
        _holiday,
    ),
    DEADLINE: EntryKind(
        "기한 직접 지정",
        "한 사건의 진행 중인 기한을 다른 날로 정합니다. 이유를 적고, 다른 담당자가 승인해야 적용됩니다. 신청인의 기한은 앞당길 수 없습니다.",
        DeadlineForm,
        _deadline,
    ),
}
