"""The ministry's review of what the provinces sent (법§14①2, §29①: not delegated; S1-INV-08; row 15)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.additional.models import SENT, InvestigationOrder
from teojeon.services.victims.amendments.receiving import unread_among
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.assessment.facts import ALL
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.investigation.actions import judgement_refusal, newest_report, package_of
from teojeon.services.victims.investigation.findings import findings_of, stands
from teojeon.services.victims.investigation.investigator import acting
from teojeon.services.victims.investigation.models import Package, Report
from teojeon.services.victims.investigation.package import canonical_text, is_intact, sha256_of
from teojeon.services.victims.opinions.models import Opinion

FORM = "teojeon-opinion/2"
SOURCE = "S1-INV-08, 법§14①2"
VIEWS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
"""How the ministry may see a requirement where it differs from the province."""


def newest_opinion(case: Case) -> Opinion | None:
    """The opinion that counts."""
    rows = Opinion.objects.visible_to(current().actor).filter(case=case)
    found: Opinion | None = rows.order_by("-signed_at").first()
    return found


def province_findings(package: Package) -> list[dict[str, Any]]:
    """Each requirement as the province sent it: frozen in its package, with what it proposes. One from before the reports kept
    findings gives those of the assessment that was sent with it."""
    content = json.loads(package.content)
    kept: list[dict[str, Any]] = content["report"].get("findings") or content["assessment"].get("findings") or []
    return [{name: each.get(name) for name in ("code", "title", "source", "value", "proposed")} for each in kept]


def other_views(package: Package, views: Mapping[str, str]) -> dict[str, bool | None]:
    """Of what the ministry says of requirements, that which the province does not say as well."""
    said = {each["code"]: stands(each) for each in province_findings(package)}
    return {code: VIEWS[view] for code, view in views.items() if VIEWS[view] is not said[code]}


def newer_addendum(case: Case, opinion: Opinion | None) -> InvestigationOrder | None:
    """An addendum that the province sent after the opinion was signed: the opinion does not speak of it."""
    rows = InvestigationOrder.objects.visible_to(current().actor).filter(case=case, state=SENT)
    if opinion is not None:
        rows = rows.filter(sent_at__gt=opinion.signed_at)
    found: InvestigationOrder | None = rows.order_by("-sent_at").first()
    return found


def _file_refusal(case: Case) -> Refusal | None:
    """What must be there before anybody reviews: an intact package and the report in it."""
    package = package_of(case)
    if package is None or newest_report(case) is None:
        return Refusal("PACKAGE_MISSING", "시·도가 보낸 조사 결과가 있어야 합니다.", source="법§14①1")
    if not is_intact(package):
        return Refusal("PACKAGE_CHANGED", "조사 결과가 보낸 때의 것과 다릅니다. 운영자에게 알리고 멈춥니다.", source="법§14①1")
    if Letter.objects.visible_to(current().actor).filter(case=case, sealed_by=current().account).exists():
        message = "이 사건의 결정문에 관인을 찍은 사람은 검토의견을 쓸 수 없습니다. 다른 담당자가 검토합니다."
        return Refusal("SAME_PERSON", message, source="S1-INV-08")
    return None


def _opinion_fits(case: Case, **data: Any) -> Refusal | None:
    if refusal := _file_refusal(case):
        return refusal
    if not data:
        return None
    if refusal := judgement_refusal(case, data["outcome"], data["reason"], field="outcome"):
        return refusal
    report, package = newest_report(case), package_of(case)
    assert report is not None and package is not None  # _file_refusal asked
    views, differs_in = data.get("findings") or {}, data.get("differs_in") or ()
    if refusal := _words_refusal(package, views, differs_in):
        return refusal
    other = other_views(package, views)
    if refusal := _relation_refusal(report, data["outcome"], data["agrees_with_province"], other, differs_in):
        return refusal
    return _one_by_one(case, package) if data.get("cluster") else None


def _words_refusal(package: Package, views: Mapping[str, str], differs_in: Sequence[str]) -> Refusal | None:
    known = {each["code"] for each in province_findings(package)}
    if set(views) - known or set(views.values()) - set(VIEWS):
        return Refusal("BAD_VALUE", "요건마다 목록에 있는 것을 고릅니다.", "findings", SOURCE)
    if set(differs_in) - set(ALL):
        return Refusal("BAD_VALUE", "다르게 보는 사실을 목록에서 고릅니다.", "differs_in", SOURCE)
    return None


def _relation_refusal(
    report: Report, outcome: str, agrees: bool, views: Mapping[str, bool | None], differs_in: Sequence[str]
) -> Refusal | None:
    """Agreeing means the same class, the same requirements and no fact seen otherwise; differing names the fact."""
    is_same = outcome == report.opinion and not views and not differs_in
    if agrees is not is_same:
        message = (
            f"시·도의 의견은 «{OUTCOMES[report.opinion]}»입니다. 의견이 같으면 다르게 보는 요건과 사실이 없어야 하고, "
            "다르면 무엇이 다른지 검토의견이나 요건, 사실에서 고릅니다."
        )
        return Refusal("CONTRADICTION", message, "agrees_with_province", SOURCE)
    if not agrees and not differs_in:
        return Refusal("FACT_MISSING", "시·도와 다르게 보는 사실을 하나 이상 고릅니다.", "differs_in", SOURCE)
    return None


def _one_by_one(case: Case, package: Package) -> Refusal | None:
    """What is not agreed to together with others: where the file says something else than the report that was sent."""
    if unread_among([case.pk]):
        message = (
            "신청인이 고친 내용이나 더 낸 서류를 아직 확인하지 않았습니다. ‘신청 내용의 변경’에서 확인한 뒤 하나씩 검토합니다."
        )
        return Refusal("CHANGE_UNREAD", message, source="S1-APP-09")
    sent = {each["code"]: each["value"] for each in province_findings(package)}
    now = {each["code"]: each["value"] for each in findings_of(case, newest_facts(case.pk))}
    changed = [code for code, value in now.items() if sent.get(code, value) is not value]
    if changed:
        message = f"송부한 뒤에 사실이나 기준이 바뀌어 요건의 판단이 달라졌습니다({', '.join(changed)}). 하나씩 검토합니다."
        return Refusal("FINDINGS_CHANGED", message, source="S1-ASM-13")
    return None


@case_action("victims.to_agenda", "안건 작성", box="PM-AGENDA", move="to_agenda", guard=_opinion_fits)
def to_agenda(
    case: Case,
    *,
    event: UUID,
    outcome: str,
    agrees_with_province: bool,
    reason: str,
    differs_in: Sequence[str] = (),
    findings: Mapping[str, str] | None = None,
    cluster: UUID | None = None,
) -> Effect:
    """Row 15: the ministry's signed opinion is attachment 2 beside the package, attachment 1. Not delegated (법§29①).

    `findings`: requirement → yes, no or unknown where it is seen otherwise; `differs_in`: codes of the facts in which. `cluster`:
    one number for all that are agreed to in one act. The person is told nothing: drawing up the agenda is no step of the own
    timeline (S1-RES-01).
    """
    return _signed(case, event, outcome, agrees_with_province, reason, differs_in, findings or {}, cluster)


def _review_again_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state != "AGENDA":
        return Refusal("ILLEGAL_TRANSITION", "안건으로 작성하고 아직 상정하지 않은 사건만 다시 검토합니다.", source=SOURCE)
    if newer_addendum(case, newest_opinion(case)) is None:
        message = "검토의견에 서명한 뒤에 새로 온 추가조사 결과가 없습니다. 서명한 검토의견은 고치지 않습니다."
        return Refusal("NOTHING_NEW", message, source=SOURCE)
    return _opinion_fits(case, **data)


@case_action("victims.review_again", "추가조사 뒤의 검토의견", box="PM-AGENDA", guard=_review_again_fits)
def review_again(
    case: Case,
    *,
    event: UUID,
    outcome: str,
    agrees_with_province: bool,
    reason: str,
    differs_in: Sequence[str] = (),
    findings: Mapping[str, str] | None = None,
) -> Effect:
    """A second opinion, after the province sent an addendum; the first stays as it was signed (법§14①2, ④)."""
    return _signed(case, event, outcome, agrees_with_province, reason, differs_in, findings or {}, None)


def _signed(
    case: Case,
    event: UUID,
    outcome: str,
    agrees: bool,
    reason: str,
    differs_in: Sequence[str],
    views: Mapping[str, str],
    cluster: UUID | None,
) -> Effect:
    package, signed_at = package_of(case), clock.business_now()
    assert package is not None  # the guard saw it
    masked_reason, was_masked = mask_free_text(reason.strip())
    addendum, other = newer_addendum(case, None), other_views(package, views)
    row = Opinion(
        **belonging(case),
        outcome=outcome,
        agrees_with_province=agrees,
        differs_in=[code for code in ALL if code in differs_in],
        findings=[_finding(each, other) for each in province_findings(package)],
        reason=masked_reason,
        package=package.sha256,
        cluster=cluster,
        signed_by=acting(),
        signed_at=signed_at,
        event=event,
    )
    row.content = canonical_text(
        {
            "form": FORM,
            "case": str(case.pk),
            "receipt_no": case.receipt_no,
            "package": package.sha256,
            "addendum": addendum.sha256 if addendum else "",
            "outcome": outcome,
            "agrees_with_province": agrees,
            "differs_in": row.differs_in,
            "findings": row.findings,
            "reason": masked_reason,
            "cluster": str(cluster) if cluster else "",
            "signed_by": str(row.signed_by),
            "signed_at": signed_at.isoformat(),
        }
    )
    row.sha256 = sha256_of(row.content)
    row.save()
    return Effect(
        answer={"sha256": row.sha256, "masked": was_masked},
        content={"package": package.sha256, "opinion": row.sha256},
    )


def _finding(sent: Mapping[str, Any], other: Mapping[str, bool | None]) -> dict[str, Any]:
    code, province = sent["code"], stands(sent)
    return {
        "code": code,
        "title": sent["title"],
        "province": province,
        "ministry": other.get(code, province),
        "agrees": code not in other,
    }
