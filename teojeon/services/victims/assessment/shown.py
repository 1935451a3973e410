"""An assessment as the page's finding tree takes it: words instead of codes."""

from collections.abc import Mapping
from typing import Any

from teojeon.kernel import regions
from teojeon.law.book import shipped_parameters
from teojeon.law.victims import VICTIM, Assessment
from teojeon.law.victims.facts import SIDO_CODE

SETTLERS = {
    "applicant": "신청인",
    "province": "시·도",
    "ministry": "국토교통부",
    "committee": "위원회",
    "agency": "관계 기관",
}


def labels() -> dict[str, dict[str, str]]:
    """Korean names of facts and parameters, and their unit, for the tree."""
    named = {fact.name: {"label": fact.title, "unit": fact.kind.name} for fact in VICTIM.facts}
    for code, declared in shipped_parameters().declared.items():
        named[code] = {"label": declared.parameter.title, "unit": declared.parameter.kind.name}
    return named


def findings_shown(assessment: Assessment) -> list[dict[str, Any]]:
    """One tree a requirement: value, article, compared values, parameters, limbs, and who can settle an unknown."""
    sido_names = {name for name, fact in ((fact.name, fact) for fact in VICTIM.facts) if fact.kind is SIDO_CODE}
    shown = []
    for finding in assessment.findings:
        tree: dict[str, Any] = finding.as_dict()
        tree["compared"] = {
            name: _sido(value, assessment) if name in sido_names else value for name, value in tree["compared"].items()
        }
        tree["because"] = [_limb(limb) for limb in tree["because"]]
        tree["settled_by"] = [f"{SETTLERS.get(each['who'], each['who'])}: {each['what']}" for each in tree["settled_by"]]
        shown.append(tree)
    return shown


def _sido(code: Any, assessment: Assessment) -> Any:
    region = regions.find(code, assessment.on) if code else None
    return region.name if region else code


def _limb(limb: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"title": limb["words"], "value": limb["value"]}
    if limb.get("because"):
        shown["because"] = [_limb(below) for below in limb["because"]]
    elif "left" in limb:
        shown["compared"] = {
            "왼쪽 값": {"value": limb["left"], "unit": _unit(limb["left"])},
            "오른쪽 값": {"value": limb["right"], "unit": _unit(limb["right"])},
        }
    return shown


def _unit(value: Any) -> str:
    return "won" if isinstance(value, int) and not isinstance(value, bool) else ""
