"""How the office's timeline names what happened: moves by the procedure, other acts by their own title."""

from teojeon.kernel.cases.models import TimelineEntry
from teojeon.services.victims.assessment.facts import FACTS
from teojeon.services.victims.case.procedure import PROCEDURE

OTHER_TITLES: dict[str, str] = {
    "victims.record_fact": "사실 기록",
    "victims.table_again": "보류 안건 다시 상정",
    "victims.note_resolution": "취하된 사건의 의결 기록",
    "victims.draft_letter": "결정문 기안",
    "victims.dispatch": "결정문 발송",
}
"""Kinds of timeline entries that are no moves of the procedure."""


def title_of(entry: TimelineEntry) -> str:
    """The Korean title of one entry; a fact names which one, a later row of it says so."""
    if entry.kind in PROCEDURE.by_code:
        return PROCEDURE.by_code[entry.kind].title
    title = OTHER_TITLES.get(entry.kind, "그 밖의 처리")
    fact = FACTS.get(str(entry.content.get("fact", "")))
    if fact is None:
        return title
    again = " (고쳐 적음)" if int(entry.content.get("number", 1)) > 1 else ""
    return f"{title}: {fact.title}{again}"
