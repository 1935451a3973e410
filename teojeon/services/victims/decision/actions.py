"""Draft, seal, dispatch and serve the decision letter (S1-DEC-01…03, S1-NTF-01)."""

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.filing import kept
from teojeon.kernel.cases.models import Case, Deadline, TimelineEntry, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.crypto.subjects import Unreadable
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import Document
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.documents.seal import verify_sealed
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import due
from teojeon.law.victims.service import METHODS
from teojeon.services.victims.assessment.assess import assess_case
from teojeon.services.victims.assessment.proposals import refuse_impossible_class
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.decision.content import Resolution, from_minutes, resolution_of
from teojeon.services.victims.decision.documents import letter_pdf
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.decision.receipt import ASSESSMENT, bound_by
from teojeon.services.victims.opinions.models import Opinion
from teojeon.services.victims.service import records
from teojeon.services.victims.service.consent import ELECTRONIC, method_refusal
from teojeon.services.victims.service.models import ServiceRecord

OBJECTION_DAYS = 30  # 법§15①
PURPOSE = "decision"  # of the letter's service
METHODS_IN_USE = tuple(each for each in METHODS if each[0] in ("post", "hand"))  # electronic besides, where the person consented
SENDING_METHODS = dict(METHODS_IN_USE) | {ELECTRONIC: "전자송달"}
REASONS_LIMIT = 8000


def letter_of(case: Case) -> Letter | None:
    """The case's letter, for these eyes."""
    letter: Letter | None = Letter.objects.visible_to(current().actor).filter(case=case).first()
    return letter


def drafters_of(case: Case) -> set[UUID]:
    """Everybody who ever drafted this case's letter: a second drafter does not free the first (S1-USR-09)."""
    entries = TimelineEntry.objects.visible_to(current().actor).filter(case=case, kind="victims.draft_letter")
    return set(entries.values_list("account", flat=True))


def differs() -> Refusal:
    return Refusal(
        "DIFFERS_FROM_MINUTES",
        "결정문이 회의록과 다릅니다. 회의록을 확인하고 회의록대로 다시 기안합니다.",
        source="S1-DEC-01, S1-DEC-03",
    )


def _may_draft(case: Case, reasons: Sequence[str] | None = None, **data: Any) -> Refusal | None:
    if case.state != "RESOLVED":
        return Refusal("ILLEGAL_TRANSITION", f"«{PROCEDURE.states[case.state]}» 상태에서는 기안할 수 없습니다.", source="법§14⑤")
    resolution = resolution_of(case)
    if resolution is None:
        return Refusal("NO_RESOLUTION", "서명된 회의록의 의결이 있어야 기안합니다.", source="S1-DEC-01")
    if resolution.meeting.secretary == current().account:
        return Refusal("CONFLICT", "그 회의의 간사는 같은 사건의 결정문을 기안할 수 없습니다.", source="S1-USR-09")
    if not resolution.is_bound:
        return differs()
    if sum(map(len, reasons or ())) > REASONS_LIMIT:
        return Refusal("TOO_LONG", f"이유는 {REASONS_LIMIT:,}자까지 적습니다.", "reasons", "S1-XCT-03")
    return None


@case_action("victims.draft_letter", "결정문 기안", box="PM-DRAFT", guard=_may_draft)
def draft_letter(case: Case, *, event: UUID, reasons: Sequence[str] | None = None) -> Effect:
    """Draws the letter from the minutes. `reasons`: the drafter's wording; without it, the committee's own."""
    resolution = resolution_of(case)
    assert resolution is not None  # the guard asked
    content, was_masked = from_minutes(case, resolution), False
    if worded := [text.strip() for text in reasons or () if text.strip()]:
        content["reasons"] = [mask_free_text(text)[0] for text in worded]
        was_masked = content["reasons"] != worded
    letter = letter_of(case) or Letter(**belonging(case), decision_no=_decision_no())
    letter.outcome, letter.content, letter.minutes_sha256 = resolution.outcome, content, resolution.meeting.minutes_sha256
    letter.drafted_by, letter.drafted_at = _account(), clock.business_now()
    letter.save()
    return Effect(answer={"decision_no": letter.decision_no, "masked": was_masked})


def _decision_no() -> str:
    year = clock.business_today().year
    return f"국토교통부-{year}-{next_number('decision', year):06d}"


def _account() -> UUID:
    account = current().account
    assert account is not None  # a box was asked for
    return account


def _may_seal(case: Case, **data: Any) -> Refusal | None:
    letter, resolution = letter_of(case), resolution_of(case)
    if letter is None or letter.state != Letter.DRAFTED:
        return Refusal("NO_DRAFT", "기안된 결정문이 없습니다.", source="S1-DEC-01")
    if current().account in {letter.drafted_by, *drafters_of(case)}:
        return Refusal(
            "SAME_PERSON", "기안한 사람은 관인을 찍을 수 없습니다. 다른 담당자가 확인합니다.", source="S1-DEC-03, S1-USR-09"
        )
    if Opinion.objects.visible_to(current().actor).filter(case=case, signed_by=current().account).exists():
        return Refusal(
            "SAME_PERSON",
            "이 사건의 검토의견에 서명한 사람은 관인을 찍을 수 없습니다. 다른 담당자가 확인합니다.",
            source="S1-INV-08",
        )
    if resolution is None:
        return Refusal("NO_RESOLUTION", "서명된 회의록의 의결이 있어야 관인을 찍습니다.", source="S1-DEC-01")
    if says_the_same(case, letter, resolution):
        return refuse_impossible_class(case, letter.outcome, "")
    return facts_or_law_changed() if only_findings_differ(case, letter, resolution) else differs()


def facts_or_law_changed() -> Refusal:
    return Refusal(
        "ASSESSMENT_CHANGED",
        "기안한 뒤에 사실이나 시행 중인 기준이 바뀌어 요건별 판단이 달라졌습니다. 다시 기안하고, 결론이 달라지면 위원회에 다시 올립니다.",
        source="행정기본법§14②, S1-ASM-13",
    )


def says_the_same(case: Case, letter: Letter, resolution: Resolution) -> bool:
    """Whether the draft still says what minutes and case say; only the reasons' wording is the drafter's."""
    return _agree(letter, resolution, from_minutes(case, resolution) | {"reasons": letter.content.get("reasons")})


def only_findings_differ(case: Case, letter: Letter, resolution: Resolution) -> bool:
    """Whether all is as the minutes say, but for the findings, which follow the facts and the law of the day."""
    kept = {key: letter.content.get(key) for key in ("reasons", "findings")}
    return bool(kept["findings"]) and _agree(letter, resolution, from_minutes(case, resolution) | kept)


def _agree(letter: Letter, resolution: Resolution, wanted: Mapping[str, Any]) -> bool:
    return (
        resolution.is_bound
        and letter.minutes_sha256 == resolution.meeting.minutes_sha256
        and letter.outcome == resolution.outcome
        and letter.content == wanted
        and bool(wanted["reasons"])
    )


@case_action("victims.seal", "결정·관인", box="PM-SEAL", move="decide", guard=_may_seal)
def seal_letter(case: Case, *, event: UUID) -> Effect:
    """The Minister's decision: the letter is typeset, sealed and stored; from now on its text cannot change. With it stands what was
    found under the law of this day, with the receipt; the timeline, to which one can only add, names its hash.

    Raises MissingGlyph, StoreFull, KeyMissing: then the letter stays a draft and nothing is kept.
    """
    letter = letter_of(case)
    assert letter is not None  # the guard asked
    letter.state, letter.sealed_by, letter.sealed_at = Letter.SEALED, _account(), clock.business_now()
    letter.decided_on = clock.business_today()
    pdf = letter_pdf(letter, decided_on=letter.decided_on, sealed_at=letter.sealed_at)
    letter.sha256 = hashlib.sha256(pdf).hexdigest()
    assessed = assess_case(case, letter.decided_on).as_dict()
    letter.content[ASSESSMENT] = assessed
    keep(case, letter, pdf, event)
    return Effect(answer={"sha256": letter.sha256}, content=bound_by(letter.outcome, assessed))


def keep(case: Case, letter: Letter, pdf: bytes, event: UUID) -> None:
    """Stores the sealed copy under the case's key, with the rows that name it: either all of them or nothing."""
    with kept(case, pdf, kind="decision_letter", event=event, number=letter.decision_no, sealed=True) as document:
        letter.document = document.pk
        letter.save()


def _may_dispatch(case: Case, method: str, **data: Any) -> Refusal | None:
    letter = letter_of(case)
    if case.state != "DECIDED" or letter is None or letter.state != Letter.SEALED:
        return Refusal("NOT_SEALED", "관인이 찍히고 아직 보내지 않은 결정문만 발송합니다.", source="S1-DEC-02")
    if refusal := method_refusal(case, method, SENDING_METHODS):
        return refusal
    try:
        pdf = sealed_copy(letter)
    except (Unreadable, store.FileMissing):
        return Refusal(
            "COPY_CHANGED", "보관한 정본을 읽을 수 없거나 관인을 찍은 때와 다릅니다. 운영자에게 알립니다.", source="S1-DEC-02"
        )
    return (
        None
        if verify_sealed(pdf).holds
        else Refusal("SEAL_BROKEN", "정본의 전자관인이 맞지 않습니다. 운영자에게 알립니다.", source="S1-DEC-03")
    )


@case_action("victims.dispatch", "발송", box="PM-SERVE", guard=_may_dispatch)
def dispatch_letter(case: Case, *, event: UUID, method: str) -> Effect:
    """Sends the authentic copy; from this moment the person may read it on the portal, and not before (S1-RES-01)."""
    letter = letter_of(case)
    assert letter is not None  # the guard asked
    letter.state, letter.method = Letter.DISPATCHED, method
    letter.dispatched_by, letter.dispatched_at = _account(), clock.business_now()
    letter.save()
    record = records.start(
        case,
        event=event,
        purpose=PURPOSE,
        reference=letter.pk,
        document=letter.document,
        method=method,
        address=str(letter.content.get("address") or ""),
        dispatched_on=clock.business_today(),
    )
    told: dict[str, Any] = {
        "decision_no": letter.decision_no,
        "pdf": base64.b64encode(sealed_copy(letter)).decode(),
        "sha256": letter.sha256,
        "on": clock.business_today().isoformat(),
        "stated": {
            "outcome": letter.outcome,
            "operative": letter.content["operative"],
            "decided_on": letter.decided_on.isoformat() if letter.decided_on else None,
            "findings": letter.content.get("findings", []),
        },
    }
    if method == ELECTRONIC:
        told["service"] = str(record.pk)  # the portal reports back when the letter lies readable there (행절법§15②)
    return Effect(content={"method": method, "service": record.service_no}, tell=("letter", told))


def sealed_copy(letter: Letter) -> bytes:
    """The stored PDF; its hash is the one that was kept at sealing. Raises Unreadable where it is not."""
    document = Document.objects.visible_to(current().actor).get(pk=letter.document)
    pdf = store.read(letter.case_id, document.file_id)
    if hashlib.sha256(pdf).hexdigest() != letter.sha256:
        raise Unreadable
    return pdf


@records.on_arrival(
    PURPOSE, title="송달 확인", document="전세사기피해자등 결정문", box="PM-SERVE", code="victims.serve", move="serve"
)
def record_service(case: Case, record: ServiceRecord, arrived_on: dt.date, event: UUID) -> Effect:
    """The objection period runs from the arrival (법§15①)."""
    last_day = due(arrived_on, OBJECTION_DAYS, extra_holidays=extra_holidays()).effective
    told = {"step": "serve", "on": arrived_on.isoformat(), "due": last_day.isoformat()}
    return Effect(answer={"last_day": last_day.isoformat()}, tell=("status", told))


def _objection_period_is_over(case: Case, **data: Any) -> Refusal | None:
    rows = Deadline.objects.visible_to(current().actor).filter(case=case, code="OBJECTION", closed_on=None)
    deadline = rows.order_by("-base_on").first()
    if deadline is not None and deadline.effective < clock.business_today():
        return None
    return Refusal("PERIOD_RUNS", "이의신청 기한이 지나야 합니다.", source="법§15①")


@case_action("victims.become_final", "불복기간 경과", box="SYSTEM", move="become_final", guard=_objection_period_is_over)
def become_final(case: Case, *, event: UUID) -> Effect:
    """The objection period has passed without an objection (row 24)."""
    return Effect(tell=("status", {"step": "become_final", "on": clock.business_today().isoformat(), "due": None}))
