"""What a decision letter says (규칙§5①, form 5): drawn from the signed minutes and the case; only the reasons' wording is typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, TimelineEntry
from teojeon.kernel.committees import minutes, results
from teojeon.kernel.committees.models import AgendaItem, Meeting
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.assessment.assess import assess_case
from teojeon.services.victims.decision.stated import reasons_in_words, stated

ACT = "「전세사기피해자 지원 및 주거안정에 관한 특별법」"
OPERATIVE = {
    "GA": f"신청인을 {ACT} 제2조제4호가목의 전세사기피해자로 결정한다.",
    "NA": f"신청인을 {ACT} 제2조제4호나목의 임차인으로 결정한다.",
    "DA": f"신청인을 {ACT} 제2조제4호다목의 임차인으로 결정한다.",
    "REJECT": "신청인을 전세사기피해자등으로 인정하지 아니한다.",
    "EXCLUDE": f"신청인은 {ACT} 제3조제2항에 따라 적용 대상에서 제외한다.",
    "DISMISS": "신청을 각하한다.",
}
FULL_GRANT_REASON = "위원회는 조사 결과와 검토 의견을 심의하여 같은 법 제3조제1항에 따른 요건을 갖춘 것으로 의결하였습니다."
# 법§15①, 행정기본법§36③④, 행정심판법§23·§27, 행정소송법§9·§20; the same on every letter (행정절차법§26)
INSTRUCTIONS = (
    "이의신청: 이 결정에 이의가 있으면 이 결정문을 송달받은 날부터 30일 이내에 국토교통부장관에게 이의신청을 할 수 "
    "있습니다(전세사기피해자법 제15조제1항). 「전세사기피해자 지원 및 주거안정에 관한 특별법 시행규칙」 별지 제7호서식의 이의신청서를 "
    "국토교통부장관에게 냅니다.",
    "행정심판: 결정이 있음을 알게 된 날부터 90일, 결정이 있었던 날부터 180일 이내에 행정심판을 청구할 수 있습니다(행정심판법 제27조). "
    "행정심판청구서는 국토교통부장관이나 중앙행정심판위원회에 냅니다(행정심판법 제23조).",
    "행정소송: 결정이 있음을 안 날부터 90일, 결정이 있은 날부터 1년 이내에 취소소송을 제기할 수 있습니다(행정소송법 제20조). "
    "소장은 피고의 소재지를 관할하는 행정법원에 냅니다(행정소송법 제9조).",
    "이의신청을 하지 않아도 행정심판이나 행정소송을 할 수 있습니다. 이의신청을 한 경우에는 그 결과를 통지받은 날부터 90일 이내에 할 수 "
    "있습니다. 통지기간 안에 결과를 통지받지 못한 경우에는 통지기간이 끝나는 날의 다음 날부터 90일 이내에 할 수 있습니다(행정기본법 "
    "제36조제3항·제4항).",
)


@dataclass(frozen=True)
class Resolution:
    """What the signed minutes say about one case. `line`: its line in the minutes; `sheet`: the assessment as it was tabled.

    `is_bound`: minutes, sheet and the timeline, which nobody can change, still say the same.
    """

    meeting: Meeting
    line: Mapping[str, Any]
    sheet: Mapping[str, Any]
    is_bound: bool

    @property
    def outcome(self) -> str:
        return str(self.line["result"])


def resolution_of(case: Case) -> Resolution | None:
    """The signed resolution on which a letter may rest; the newest where there are several."""
    actor = current().actor
    rows = AgendaItem.objects.visible_to(actor).filter(matter=case.pk, meeting__state=Meeting.SIGNED)
    for item in rows.select_related("meeting").order_by("-decided_at"):
        line = minutes.line_on(item.meeting, case.pk)
        if line and results.is_resolution(line["result"]):
            return Resolution(item.meeting, line, item.sheet, _is_bound(case, item, line))
    return None


def _is_bound(case: Case, item: AgendaItem, line: Mapping[str, Any]) -> bool:
    entries = TimelineEntry.objects.visible_to(current().actor).filter(case=case, kind="resolve")
    entry = entries.order_by("-id").first()
    return bool(
        entry
        and minutes.is_intact(item.meeting)
        and entry.content.get("minutes_sha256") == item.meeting.minutes_sha256
        and entry.content.get("result") == line["result"] == item.result
        and minutes.sheet_sha256(item.sheet) == line["sheet"]
    )


def from_minutes(case: Case, resolution: Resolution) -> dict[str, Any]:
    """The letter's content as JSON can hold it. The reasons are those the committee resolved; each requirement stands as the law
    of this day and the facts on file give it. Raises Refusal where the case cannot be assessed.
    """
    actor = current().actor
    party = Party.objects.visible_to(actor).get(case_id=case.pk, role="applicant")
    application = Application.objects.visible_to(actor).get(case=case)
    meeting = resolution.meeting
    findings = stated(assess_case(case, clock.business_today()), resolution.outcome)
    return {
        "applicant": party.name,
        "birth_date": party.birth_date.isoformat() if party.birth_date else None,
        "address": party.address,
        "house": application.address,
        "receipt_no": case.receipt_no,
        "received_on": clock.seoul_day(case.received_at).isoformat(),
        "operative": OPERATIVE[resolution.outcome],
        "reasons": [resolution.line["reason"] or FULL_GRANT_REASON, *reasons_in_words(findings, resolution.outcome)],
        "findings": findings,
        "meeting": meeting.number,
        "resolved_on": meeting.held_on.isoformat(),
        "instructions": list(INSTRUCTIONS),
    }
