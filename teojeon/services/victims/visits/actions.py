"""Recording a visit or an interview, and adding photos to it (규칙§4①, S1-INV-04)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import ADDITIONAL, PROCEDURE
from teojeon.services.victims.investigation.investigator import acting, only_the_investigator
from teojeon.services.victims.visits import photos as pictures
from teojeon.services.victims.visits.limits import METER, MOST_PEOPLE, NAME, NOTE, SUMMARY, TEXT
from teojeon.services.victims.visits.models import METERS, OCCUPANCY, ON_SITE, WAYS, Visit, VisitPhoto
from teojeon.services.victims.visits.photos import Photo

SOURCE = "규칙§4①, S1-INV-04"
OPEN_IN = ("INVESTIGATING", "SUPPLEMENT", "REVIEW", "READY", ADDITIONAL)
"""While the province has the case in its hands: what was seen is not lost since a report was already submitted."""
LONGEST = {"way_note": NOTE, "no_notice_reason": NOTE, "condition": TEXT, "interview_with": NAME, "interview_summary": SUMMARY}


def _is_open(case: Case) -> Refusal | None:
    if case.state not in OPEN_IN:
        message = f"«{PROCEDURE.states[case.state]}» 상태에서는 현장조사를 기록할 수 없습니다. 조사 중인 사건에 기록합니다."
        return Refusal("ILLEGAL_TRANSITION", message, source=SOURCE)
    return only_the_investigator(case)


def _visit_fits(case: Case, **data: Any) -> Refusal | None:
    if refusal := _is_open(case):
        return refusal
    if not data:
        return None
    checks = (_way_refusal, _time_refusal, _people_refusal, _notice_refusal, _found_refusal, _interview_refusal)
    found = next((refusal for check in checks if (refusal := check(case, data))), None)
    return found or pictures.refusal_of(data["photos"])


def _way_refusal(case: Case, data: Mapping[str, Any]) -> Refusal | None:
    if data["way"] not in dict(WAYS):
        return Refusal("BAD_VALUE", "조사한 방법을 목록에서 고릅니다.", "way", SOURCE)
    if data["way"] != ON_SITE and not data["way_note"].strip():
        message = "전화나 영상으로 면담한 까닭과 상대가 본인인지 확인한 방법을 적습니다."
        return Refusal("WAY_NOTE_MISSING", message, "way_note", SOURCE)
    for name, most in LONGEST.items():
        if len(data[name]) > most:
            return Refusal("TOO_LONG", f"{most:,}자까지 적습니다. 지금 {len(data[name]):,}자입니다.", name, "S1-XCT-03")
    return None


def _time_refusal(case: Case, data: Mapping[str, Any]) -> Refusal | None:
    if data["visit_at"] > clock.business_now():
        return Refusal(
            "IN_THE_FUTURE", "아직 하지 않은 방문은 기록할 수 없습니다. 방문한 날과 시각을 확인합니다.", "visit_at", SOURCE
        )
    if data["visit_at"] < case.received_at:
        message = "신청을 받기 전의 방문은 이 사건의 조사가 아닙니다. 방문한 날과 시각을 확인합니다."
        return Refusal("BEFORE_FILING", message, "visit_at", "법§13①")
    return None


def _people_refusal(case: Case, data: Mapping[str, Any]) -> Refusal | None:
    if not any(name.strip() for name in data["visitors"]):
        return Refusal("VISITORS_MISSING", "방문한(면담한) 담당자의 이름을 한 줄에 한 사람씩 적습니다.", "visitors", SOURCE)
    for field in ("visitors", "present"):
        if len(data[field]) > MOST_PEOPLE:
            return Refusal("TOO_MANY", f"{MOST_PEOPLE}명까지 적습니다.", field, "S1-XCT-03")
        if any(len(name) > NAME for name in data[field]):
            return Refusal("TOO_LONG", f"한 사람을 {NAME}자까지 적습니다.", field, "S1-XCT-03")
    return None


def _notice_refusal(case: Case, data: Mapping[str, Any]) -> Refusal | None:
    """A visit is announced, or the record says why it was not."""
    notified_on, reason = data["notified_on"], data["no_notice_reason"].strip()
    if notified_on is not None and reason:
        message = "미리 알린 날과 알리지 못한 까닭 가운데 하나만 적습니다."
        return Refusal("NOTICE_TWICE", message, "notified_on", SOURCE)
    if data["way"] == ON_SITE and notified_on is None and not reason:
        message = "방문을 미리 알린 날을 적습니다. 알리지 않았으면 그 까닭을 적습니다."
        return Refusal("NOTICE_MISSING", message, "notified_on", SOURCE)
    if notified_on is not None and notified_on > clock.seoul_day(data["visit_at"]):
        return Refusal("BAD_DATE", "미리 알린 날은 방문한 날이나 그 전이어야 합니다.", "notified_on", SOURCE)
    return None


def _found_refusal(case: Case, data: Mapping[str, Any]) -> Refusal | None:
    if data["occupancy"] not in dict(OCCUPANCY):
        return Refusal("BAD_VALUE", "점유 상태를 고릅니다. 보지 못했으면 ‘확인하지 못함’을 고릅니다.", "occupancy", SOURCE)
    if set(data["meters"]) - set(dict(METERS)) or any(len(value) > METER for value in data["meters"].values()):
        return Refusal("BAD_VALUE", f"계량기의 값은 전기, 수도, 가스마다 {METER}자까지 적습니다.", "meters", SOURCE)
    return None


def _interview_refusal(case: Case, data: Mapping[str, Any]) -> Refusal | None:
    person, summary = data["interview_with"].strip(), data["interview_summary"].strip()
    if (person or data["way"] != ON_SITE) and not summary:
        return Refusal("SUMMARY_MISSING", "면담한 내용을 적습니다.", "interview_summary", SOURCE)
    if summary and not person:
        return Refusal("INTERVIEWEE_MISSING", "누구와 면담했는지 적습니다.", "interview_with", SOURCE)
    if data["signed_by_interviewee"] and (not summary or data["way"] != ON_SITE):
        message = "면담한 사람의 서명은 만나서 면담한 때에만 표시합니다."
        return Refusal("SIGNED_WITHOUT_INTERVIEW", message, "signed_by_interviewee", SOURCE)
    return None


@case_action("victims.record_visit", "현장조사 기록", box="P-INV", guard=_visit_fits)
def record_visit(
    case: Case,
    *,
    event: UUID,
    way: str,
    way_note: str,
    visit_at: dt.datetime,
    visitors: Sequence[str],
    present: Sequence[str],
    notified_on: dt.date | None,
    no_notice_reason: str,
    occupancy: str,
    condition: str,
    meters: Mapping[str, str],
    interview_with: str,
    interview_summary: str,
    signed_by_interviewee: bool,
    photos: Sequence[Photo],
) -> Effect:
    """Writes the visit down with its photos. The timeline holds the day and codes, no words.

    The answer names the stored files that were kept; others, such as photos the case has already, are the caller's to remove.
    """
    texts, was_masked = _masked(
        way_note=way_note, no_notice_reason=no_notice_reason, condition=condition, interview_with=interview_with,
        interview_summary=interview_summary,
    )  # fmt: skip
    names, also_masked = _masked_lines(visitors), _masked_lines(present)
    visit: Visit = Visit.objects.create(
        **belonging(case),
        number=_next_number(case),
        way=way,
        visit_at=visit_at,
        visitors=names[0],
        present=also_masked[0],
        notified_on=notified_on,
        occupancy=occupancy,
        meters={code: value.strip() for code, value in meters.items() if value.strip()},
        signed_by_interviewee=signed_by_interviewee,
        recorded_by=acting(),
        recorded_at=clock.business_now(),
        event=event,
        **texts,
    )
    added = pictures.add(visit, case, photos, first=1, event=event)
    return Effect(
        answer={
            "visit": str(visit.pk), "number": visit.number, "masked": was_masked or names[1] or also_masked[1], **_said(added)
        },
        on=clock.seoul_day(visit_at),
        content={"visit": visit.number, "way": way, "photos": len(added.photos)},
    )  # fmt: skip


def _more_fit(case: Case, **data: Any) -> Refusal | None:
    if refusal := _is_open(case):
        return refusal
    if not data:
        return None
    if visit_of(case, data["visit"]) is None:
        return Refusal("NO_VISIT", "사진을 더할 방문 기록이 이 사건에 없습니다. 화면을 새로 엽니다.", "visit", SOURCE)
    if not data["photos"]:
        return Refusal("MISSING_VALUE", "올릴 사진을 고릅니다.", "photos", SOURCE)
    return pictures.refusal_of(data["photos"])


@case_action("victims.add_visit_photos", "현장조사 사진", box="P-INV", guard=_more_fit)
def add_photos(case: Case, *, event: UUID, visit: UUID, photos: Sequence[Photo]) -> Effect:
    """Further photos of a visit; their numbers go on."""
    row = visit_of(case, visit)
    assert row is not None  # the guard asked
    last = VisitPhoto.objects.visible_to(current().actor).filter(visit=row).aggregate(last=Max("number"))["last"] or 0
    added = pictures.add(row, case, photos, first=last + 1, event=event)
    content = {"visit": row.number, "photos": len(added.photos)}
    return Effect(answer={"visit": str(row.pk), "number": row.number, **_said(added)}, content=content)


def visit_of(case: Case, pk: UUID) -> Visit | None:
    """One visit of a case; None where these eyes see none."""
    found: Visit | None = Visit.objects.visible_to(current().actor).filter(case=case, pk=pk).first()
    return found


def _next_number(case: Case) -> int:
    """The case is locked by the act, so nobody else takes it."""
    last = Visit.objects.visible_to(current().actor).filter(case=case).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _said(added: pictures.Added) -> dict[str, Any]:
    return {"photos": len(added.photos), "files": [str(each) for each in added.files], "left_out": added.left_out}


def _masked(**texts: str) -> tuple[dict[str, str], bool]:
    hidden = {name: mask_free_text(text.strip()) for name, text in texts.items()}
    return {name: text for name, (text, _) in hidden.items()}, any(was for _, was in hidden.values())


def _masked_lines(lines: Sequence[str]) -> tuple[list[str], bool]:
    hidden = [mask_free_text(line.strip()) for line in lines if line.strip()]
    return [line for line, _ in hidden], any(was for _, was in hidden)
