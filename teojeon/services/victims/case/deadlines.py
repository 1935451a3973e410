"""Deadlines of the decision case (S1 appendix (b) rows 2, 3, 5, 10)."""

from teojeon.kernel.cases.codes import declare_overrides
from teojeon.kernel.cases.deadlines import DeadlineRule, declare
from teojeon.services.victims.case.procedure import KIND, RESTING

ARRIVED = "victims.demand_arrived"
DEMANDS = ("demand_supplement", "investigator_demands", "victims.demand_more")
SUPPLEMENT = DeadlineRule(
    "SUPPLEMENT",
    "보완 기한",
    ARRIVED,
    14,
    ("answer_supplement", "continue_on_file", *RESTING),
    "규칙§3⑤",
    for_citizen=True,
    tell="move_supplement",
    days_from="days",
)
INVESTIGATION = DeadlineRule(
    "INVESTIGATION",
    "조사 기한",
    "filed",
    30,
    ("approve_report", *RESTING),
    "법§13⑤",
    tell="move_investigation",
    pauses=DEMANDS,
    resumes=("answer_supplement", "continue_on_file", "undo_return", "victims.note_supplement"),
    reopens=("undo_return",),
)
RULES = (
    INVESTIGATION,
    DeadlineRule("COMMITTEE", "위원회 심의 기한", "table", 30, ("resolve", "withdraw"), "법§14③", tell="move_committee"),
    DeadlineRule("OBJECTION", "이의신청 기한", "serve", 30, ("become_final",), "법§15①", for_citizen=True, tell="move_objection"),
)
declare(KIND, (*RULES, SUPPLEMENT))
declare_overrides(RULES)
