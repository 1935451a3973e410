"""Deadlines of the decision case (S1 appendix (b) rows 3, 5, 10)."""

from teojeon.kernel.cases.deadlines import DeadlineRule, declare
from teojeon.services.victims.case.procedure import KIND

RULES = (
    DeadlineRule("INVESTIGATION", "조사 기한", "filed", 30, ("approve_report", "withdraw"), "법§13⑤"),
    DeadlineRule("COMMITTEE", "위원회 심의 기한", "table", 30, ("resolve", "withdraw"), "법§14③"),
    DeadlineRule("OBJECTION", "이의신청 기한", "serve", 30, ("become_final",), "법§15①"),
)
declare(KIND, RULES)
