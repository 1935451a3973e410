"""Deadlines of the decision case (S1 appendix (b) rows 3, 5, 10)."""

from teojeon.kernel.cases.codes import declare_overrides
from teojeon.kernel.cases.deadlines import DeadlineRule, declare
from teojeon.services.victims.case.procedure import KIND

RULES = (
    DeadlineRule("INVESTIGATION", "조사 기한", "filed", 30, ("approve_report", "withdraw"), "법§13⑤", tell="move_investigation"),
    DeadlineRule("COMMITTEE", "위원회 심의 기한", "table", 30, ("resolve", "withdraw"), "법§14③", tell="move_committee"),
    DeadlineRule("OBJECTION", "이의신청 기한", "serve", 30, ("become_final",), "법§15①", for_citizen=True, tell="move_objection"),
)
declare(KIND, RULES)
declare_overrides(RULES)
