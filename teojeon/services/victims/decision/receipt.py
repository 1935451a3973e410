"""What a decision rests on: findings and receipt of its day, kept with the letter and bound by the timeline (architecture, shape 1)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teojeon.kernel.cases.models import Case, TimelineEntry
from teojeon.kernel.work.unit import current
from teojeon.law.receipt import canonical_json, is_intact
from teojeon.services.victims.decision.models import Letter

ASSESSMENT = "assessment"
"""Key of the letter's content under which the assessment of the decision's day is kept."""


@dataclass(frozen=True)
class DecidedAssessment:
    """`outcome`: what was decided; `assessment`: what the law command answered that day. `holds`: nothing of it was changed since."""

    outcome: str
    assessment: Mapping[str, Any]
    holds: bool

    @property
    def receipt(self) -> Mapping[str, Any]:
        receipt: Mapping[str, Any] = self.assessment["receipt"]
        return receipt


def sha256_of(assessment: Mapping[str, Any]) -> str:
    """Over the canonical JSON of findings and receipt together."""
    return hashlib.sha256(canonical_json(assessment)).hexdigest()


def bound_by(outcome: str, assessment: Mapping[str, Any]) -> dict[str, str]:
    """What the timeline's line of the decision says, which nobody can change."""
    return {"outcome": outcome, "assessment": sha256_of(assessment), "receipt": assessment["receipt"]["sha256"]}


def decided_assessment(case: Case, letter: Letter | None = None) -> DecidedAssessment | None:
    """What the case's decision rests on; None before it, and for decisions that were made before it was kept. `letter`: the case's
    letter, for a caller that has read it.
    """
    actor = current().actor
    letter = letter or Letter.objects.visible_to(actor).filter(case=case).first()
    kept = letter.content.get(ASSESSMENT) if letter and letter.state != Letter.DRAFTED else None
    if letter is None or not kept:
        return None
    entry = TimelineEntry.objects.visible_to(actor).filter(case=case, kind="decide").order_by("-id").first()
    holds = bool(entry and entry.content == bound_by(letter.outcome, kept) and is_intact(kept["receipt"]))
    return DecidedAssessment(letter.outcome, kept, holds)
