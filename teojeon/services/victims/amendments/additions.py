"""Papers that the applicant adds by themselves: before the decision they are read like a change (S1-APP-09, 행정절차법§17⑧).

Answers to a supplement demand or to a question come with messages of their own and are read with what they answer.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.amendments.models import Amendment
from teojeon.services.victims.amendments.receiving import stage_of, task_kind
from teojeon.services.victims.case.procedure import BEFORE_DECISION
from teojeon.services.victims.intake import tasks
from teojeon.services.victims.papers.kinds import kind_of
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.papers.receiving import expect


@handles("papers_added")
def take_addition(message: Letter) -> None:
    """Accepted in every state of the case, also after the decision: nothing that a person hands in is turned away."""
    case = find_case(message.subject)
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    bundle = UUID(message.content["bundle"])
    note_addition(case.pk, message=message.id, came_at=message.at, bundle=bundle, papers=message.content["papers"])


@case_action("victims.papers_added", "서류 추가 제출", box="SYSTEM")
def note_addition(
    case: Case, *, event: UUID, message: UUID, came_at: dt.datetime, bundle: UUID, papers: list[Mapping[str, Any]]
) -> Effect:
    """Papers that the person adds to the case; the legal day is the portal's. They follow piece by piece.

    Before the decision whoever reads changes reads them too, and no item is voted on before.
    """
    expect(case, papers)
    if case.state in BEFORE_DECISION:
        Amendment.objects.create(
            **belonging(case), id=bundle, changes_box=b"", came_at=came_at, stage=stage_of(case), message=message, event=event
        )
        tasks.open_task(case, task_kind(stage_of(case)), event, grounds=["papers_added"])
    count = sum(1 for entry in papers if entry.get("sheets"))
    kinds = sorted({str(entry["doc_type"]) for entry in papers})
    return Effect(on=clock.seoul_day(came_at), content={"count": count, "kinds": kinds})


def papers_of(rows: Iterable[Amendment]) -> dict[UUID, list[dict[str, Any]]]:
    """By addition: the titles of its papers and which they are, in the order in which they were handed in. One query, or none."""
    keys = [row.pk for row in rows if row.number is None]
    found: dict[UUID, list[dict[str, Any]]] = {key: [] for key in keys}
    if keys:
        papers = Paper.objects.visible_to(current().actor).filter(bundle__in=keys).exclude(state__in=("missing", "not_available"))
        for paper in papers.order_by("position", "id"):
            found[paper.bundle].append({"id": paper.pk, "title": kind_of(paper.doc_type).title})
    return found
