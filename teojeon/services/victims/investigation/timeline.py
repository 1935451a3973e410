"""How the office's timeline names what happened: moves by the procedure, other acts by their own title."""

import datetime as dt

from teojeon.kernel.cases.deadlines import rules_of
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.cases.moves import MOVED
from teojeon.services.victims.assessment.facts import ALL
from teojeon.services.victims.case.procedure import KIND, PROCEDURE
from teojeon.ui.formats import korean_date

OTHER_TITLES: dict[str, str] = {
    "victims.record_fact": "사실 기록",
    "victims.record_facts": "여러 사실 기록",
    "victims.record_unknowns": "모르는 사실 기록",
    "victims.record_finding": "위원회의 판단",
    "victims.reassess": "기준값이 바뀌어 요건을 다시 검토",
    "victims.table_again": "보류 안건 다시 상정",
    "victims.note_resolution": "취하된 사건의 의결 기록",
    "victims.draft_letter": "결정문 기안",
    "victims.dispatch": "결정문 발송",
    MOVED: "기한 변경",
}
"""Kinds of timeline entries that are no moves of the procedure."""


def title_of(entry: TimelineEntry) -> str:
    """The Korean title of one entry; a fact names which one, a later row of it says so."""
    if entry.kind in PROCEDURE.by_code:
        return PROCEDURE.by_code[entry.kind].title
    title = OTHER_TITLES.get(entry.kind, "그 밖의 처리")
    if entry.kind == MOVED:
        return f"{title}: {_moved(entry)}"
    fact = ALL.get(str(entry.content.get("fact", "")))
    if fact is None:
        return title
    again = " (고쳐 적음)" if int(entry.content.get("number", 1)) > 1 else ""
    return f"{title}: {fact.title}{again}"


CAUSES = {"HOLIDAY": "임시공휴일 지정", "OVERRIDE": "직접 지정", "TABLE": "공휴일 표 갱신"}
"""Why a deadline moved, as the change log names it."""


def _moved(entry: TimelineEntry) -> str:
    """Which deadline went from which last day to which, and why."""
    titles = {rule.code: rule.title for rule in rules_of(KIND)}
    content = entry.content
    before, after = (korean_date(dt.date.fromisoformat(content[key])) for key in ("from", "to"))
    return f"{titles.get(content['deadline'], content['deadline'])} {before} → {after} ({CAUSES[content['cause']]})"
