"""A result in short, as a row keeps it, and what differs between two (S1-ASM-13)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from teojeon.kernel.work.refusals import Refusal
from teojeon.law.victims import Assessment
from teojeon.services.victims.assessment.assess import Matter, assess_matter

Result = dict[str, Any]
OUTCOME = "outcome"


def result_of(matter: Matter, on: dt.date) -> Result:
    """Outcome, possible, missing, value of each requirement, hash of the receipt; or why it could not be assessed."""
    try:
        return summary(assess_matter(matter, on))
    except Refusal as refusal:
        return {OUTCOME: "", "error": refusal.code, "message": refusal.message, "possible": [], "missing": [], "findings": {}}


def summary(assessment: Assessment) -> Result:
    """The result of one assessment."""
    return {
        OUTCOME: assessment.outcome,
        "possible": list(assessment.possible),
        "missing": list(assessment.missing),
        "findings": {finding.requirement.code: finding.value for finding in assessment.findings},
        "sha256": assessment.receipt["sha256"],
    }


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One entry for the outcome and for each requirement whose value differs, in the order of the law.

    A result that lacks a requirement (it could not be assessed) has it unknown.
    """
    found: list[dict[str, Any]] = []
    if old[OUTCOME] != new[OUTCOME]:
        found.append({"code": OUTCOME, "before": old[OUTCOME], "after": new[OUTCOME]})
    for code in dict.fromkeys([*old["findings"], *new["findings"]]):
        before, after = old["findings"].get(code), new["findings"].get(code)
        if before is not after:
            found.append({"code": code, "before": before, "after": after})
    return found
