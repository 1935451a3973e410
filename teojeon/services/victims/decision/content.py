"""What a decision letter says (규칙§5①, form 5): drawn from the minutes and the case, nothing typed beside them but the reasons' wording."""

from typing import Any

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.committees.models import AgendaItem, Meeting
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Application

OPERATIVE = {
    "GA": "신청인을 「전세사기피해자 지원 및 주거안정에 관한 특별법」 제2조제4호가목의 전세사기피해자로 결정한다.",
    "NA": "신청인을 「전세사기피해자 지원 및 주거안정에 관한 특별법」 제2조제4호나목의 임차인으로 결정한다.",
    "DA": "신청인을 「전세사기피해자 지원 및 주거안정에 관한 특별법」 제2조제4호다목의 임차인으로 결정한다.",
    "REJECT": "신청인을 전세사기피해자등으로 인정하지 아니한다.",
    "EXCLUDE": "신청인은 「전세사기피해자 지원 및 주거안정에 관한 특별법」 제3조제2항에 따라 적용 대상에서 제외한다.",
    "DISMISS": "신청을 각하한다.",
}
FULL_GRANT_REASON = "위원회는 조사 결과와 검토 의견을 심의하여 같은 법 제3조제1항 각 호의 요건을 모두 갖춘 것으로 의결하였다."
# 법§15①, 행정심판법§27, 행정소송법§20; the same on every letter (행정절차법§26)
INSTRUCTIONS = (
    "이의신청: 이 결정에 이의가 있으면 결정문을 송달받은 날부터 30일 이내에 국토교통부장관에게 이의신청을 할 수 있습니다(법 제15조제1항).",
    "행정심판: 처분이 있음을 알게 된 날부터 90일, 처분이 있은 날부터 180일 이내에 청구할 수 있습니다(행정심판법 제27조).",
    "행정소송: 처분등이 있음을 안 날부터 90일, 처분등이 있은 날부터 1년 이내에 제기할 수 있습니다(행정소송법 제20조).",
    "이의신청을 하지 않아도 행정심판이나 행정소송을 할 수 있습니다.",
)


def from_minutes(case: Case, meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    """The letter's content as JSON can hold it. The reasons are those the committee resolved."""
    actor = current().actor
    party = Party.objects.visible_to(actor).get(case_id=case.pk, role="applicant")
    application = Application.objects.visible_to(actor).get(case=case)
    return {
        "applicant": party.name,
        "birth_date": party.birth_date.isoformat() if party.birth_date else None,
        "address": party.address,
        "house": application.address,
        "receipt_no": case.receipt_no,
        "received_on": clock.seoul_day(case.received_at).isoformat(),
        "operative": OPERATIVE[item.result],
        "reasons": [item.reason or FULL_GRANT_REASON, *findings_in_words(item)],
        "meeting": meeting.number,
        "resolved_on": meeting.held_on.isoformat(),
        "instructions": list(INSTRUCTIONS),
    }


def findings_in_words(item: AgendaItem) -> list[str]:
    """One sentence for each computed finding of the tabled sheet, with its article."""
    words = {True: "충족합니다", False: "충족하지 않습니다", None: "확인되지 않았습니다"}
    findings = item.sheet.get("assessment", {}).get("findings", [])
    return [f"{finding['title']}: {words[finding['value']]} ({finding['source']})." for finding in findings]

