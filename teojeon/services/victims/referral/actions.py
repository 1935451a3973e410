"""Referring an urgent case to the support centre, and noting what came of it (S1-APP-06, 법§11).

The centre has no log-in here yet: the list of references is printed or told by telephone. What goes out is the case's number; name
and telephone number only while the consent to provision for housing support stands, which names the centre among its recipients.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.consents.queries import granted
from teojeon.services.victims.intake.models import CaseFlag
from teojeon.services.victims.referral.models import CONTACT, GROUNDS, NAME, PASSED, RECEIPT_NO, RESULTS, WAITING, Referral

SOURCE = "S1-APP-06, 법§11"
CONSENT = "C2.HOUSING"
FLAG = "SUPPORT_REFERRED"
REFER_CODES = ("victims.refer", "victims.refer_ministry")
NOTE_LIMIT, CENTRE_LIMIT = 500, 100
TELEPHONE = re.compile(r"01[016789][-. ]?\d{3,4}[-. ]?\d{4}")
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def may_pass_more(case: Case) -> bool:
    """Whether name and telephone number may go to the centre: the consent stands now."""
    return granted(case, CONSENT)


def _may_be_referred(case: Case, **data: Any) -> Refusal | None:
    if referrals_of(case, on=clock.business_today()):
        message = "오늘 이미 의뢰했습니다. 더 알릴 것이 있으면 지원센터에 전화로 알리고 결과에 적습니다."
        return Refusal("REFERRED_TODAY", message, source=SOURCE)
    return _content_refusal(case, **data) if data else None


def _content_refusal(case: Case, *, centre: str, grounds: Sequence[str], note: str, passed: Sequence[str]) -> Refusal | None:
    if not centre.strip() or len(centre) > CENTRE_LIMIT:
        return Refusal("MISSING_VALUE", "의뢰할 지원센터를 고릅니다.", "centre", SOURCE)
    if not grounds or not set(grounds) <= set(dict(GROUNDS)):
        return Refusal("GROUNDS_MISSING", "의뢰하는 까닭을 하나 이상 고릅니다.", "grounds", SOURCE)
    if "other" in grounds and not note.strip():
        return Refusal("NOTE_MISSING", "그 밖의 사정을 비고에 적습니다.", "note", SOURCE)
    if not set(passed) <= set(dict(PASSED)):
        return Refusal("BAD_VALUE", "넘기는 것을 목록에서 고릅니다.", "passed", SOURCE)
    if set(passed) & {NAME, CONTACT} and not may_pass_more(case):
        message = "주거 지원 기관에 대한 정보 제공 동의가 없으므로 접수번호만 넘깁니다."
        return Refusal("NO_CONSENT", message, "passed", "법§14⑦, 개보법§17")
    return _personal(case, note, "note")


def _personal(case: Case, text: str, field: str) -> Refusal | None:
    """What people write goes to the centre: no name, address or number of a person stands in it."""
    if len(text) > NOTE_LIMIT:
        return Refusal("TOO_LONG", f"{NOTE_LIMIT}자까지 적습니다.", field, "S1-XCT-03")
    packed = "".join(text.split())
    parties = Party.objects.visible_to(current().actor).filter(case_id=case.pk)
    known = [("".join(word.split())) for party in parties for word in (party.name, party.address, party.resident_address)]
    holds = mask_free_text(text)[1] or TELEPHONE.search(text) or MAIL.search(text)
    if holds or any(word in packed for word in known if len(word) > 1):
        message = "이름, 주소, 전화번호, 전자우편 주소, 등록번호를 지우고 다시 적습니다. 지원센터는 접수번호로 사건을 찾습니다."
        return Refusal("PERSONAL_DATA", message, field, "개보법§17, S1-XCT-05")
    return None


def _refer(case: Case, *, event: UUID, centre: str, grounds: Sequence[str], note: str, passed: Sequence[str]) -> Effect:
    now, today = clock.business_now(), clock.business_today()
    account = current().account
    assert account is not None  # the act needs a box
    row = Referral.objects.create(
        **belonging(case),
        referral_no=f"의뢰-{today.year}-{next_number('referral', today.year):06d}",
        centre=centre.strip(),
        grounds=[code for code, _ in GROUNDS if code in grounds],
        note=note.strip(),
        passed=[code for code, _ in PASSED if code == RECEIPT_NO or code in passed],
        referred_on=today,
        referred_at=now,
        referred_by=account,
        organisation=current().actor.organisation,
        event=event,
    )
    if not CaseFlag.objects.visible_to(current().actor).filter(case=case, code=FLAG).exists():
        CaseFlag.objects.create(**belonging(case), code=FLAG, received_at=case.received_at)
    return Effect(
        answer={"referral_no": row.referral_no},
        content={"referral": row.referral_no, "grounds": row.grounds, "passed": row.passed},
    )


def _has_no_result(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    row = referral_of(case, data["referral"])
    if row is None or row.result != WAITING:
        return Refusal("RESULT_STANDS", "결과를 기다리는 의뢰가 아닙니다. 화면을 새로 엽니다.", source=SOURCE)
    if data["result"] not in dict(RESULTS):
        return Refusal("BAD_VALUE", "결과를 목록에서 고릅니다.", "result", SOURCE)
    if not row.referred_on <= data["result_on"] <= clock.business_today():
        return Refusal("BAD_DATE", "결과를 들은 날은 의뢰한 날부터 오늘까지의 날짜여야 합니다.", "result_on", SOURCE)
    return _personal(case, data["result_note"], "result_note")


def _note_result(case: Case, *, event: UUID, referral: UUID, result: str, result_on: dt.date, result_note: str) -> Effect:
    row = referral_of(case, referral)
    assert row is not None  # the guard asked
    row.result, row.result_on, row.result_note = result, result_on, result_note.strip()
    row.result_by, row.result_at = current().account, clock.business_now()
    row.save(update_fields=["result", "result_on", "result_note", "result_by", "result_at"])
    return Effect(on=result_on, content={"referral": row.referral_no, "result": result})


refer = case_action(REFER_CODES[0], "지원센터 의뢰", box="P-INTAKE", guard=_may_be_referred)(_refer)
refer_as_ministry = case_action(REFER_CODES[1], "지원센터 의뢰(국토교통부)", box="PM-STAY", guard=_may_be_referred)(_refer)
note_result = case_action("victims.referral_result", "지원센터 의뢰의 결과", box="P-INTAKE", guard=_has_no_result)(_note_result)
note_result_as_ministry = case_action(
    "victims.referral_result_ministry", "지원센터 의뢰의 결과(국토교통부)", box="PM-STAY", guard=_has_no_result
)(_note_result)


def referrals_of(case: Case, *, on: dt.date | None = None) -> list[Referral]:
    """The referrals of a case for these eyes, the newest first; `on`: of that day."""
    rows = Referral.objects.visible_to(current().actor).filter(case=case)
    return list((rows.filter(referred_on=on) if on else rows).order_by("-referred_at"))


def referral_of(case: Case, pk: UUID) -> Referral | None:
    """One referral of a case; None where these eyes see none."""
    found: Referral | None = Referral.objects.visible_to(current().actor).filter(case=case, pk=pk).first()
    return found
