"""부록: what the applicant changed or added after the sending and was added to the committee's papers (S1-APP-09).

Members read it beside the sheet, with what names or reaches a person hidden, as the sheet shows no such thing either.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.forms import CharField

from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.services.victims.amendments import additions, receiving
from teojeon.services.victims.amendments.models import Amendment
from teojeon.services.victims.application.steps import BY_SLUG

HIDDEN = "가림"
OF_PERSONS, ADDRESS = frozenset({"applicant", "actor"}), "주소"
GROUPS_WITHOUT_PERSONS = frozenset({"contracts", "events", "recovered"})
ROW = re.compile(r" \d+$")


@dataclass(frozen=True)
class Addendum:
    """One change, or papers that were added, with the reason that the applicant reads too."""

    row: Amendment
    changes: list[dict[str, str]] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)


def addenda_of(cases: Collection[UUID]) -> dict[UUID, list[Addendum]]:
    """By case, the oldest first. One query for all cases; where papers were added one more, and the key of each case with a change."""
    rows = receiving.addenda_of(cases)
    papers = additions.papers_of(rows)
    found: dict[UUID, list[Addendum]] = defaultdict(list)
    for row in rows:
        shown = [for_members(change) for change in receiving.changes_of(row)]
        found[row.case_id].append(Addendum(row, shown, papers.get(row.pk, [])))
    return found


def for_members(change: dict[str, str]) -> dict[str, str]:
    """The change without what could name or reach a person: that it differs is told, not what stands there. Closed by default."""
    if ROW.sub("", change["label"]) in shown_labels(change["step"]):
        return change | {side: mask_free_text(change[side])[0] for side in ("before", "after")}
    return change | {side: HIDDEN if change[side] else "" for side in ("before", "after")}


@cache
def shown_labels(step: str) -> frozenset[str]:
    """What a step asks that is an amount, a number, a day or a choice, rows that hold no person, and where the house is."""
    if step in OF_PERSONS or step not in BY_SLUG:
        return frozenset()
    form = BY_SLUG[step].form
    fields = {str(field.label) for field in form.base_fields.values() if not _takes_words(field)}
    places = {str(field.label) for field in form.base_fields.values() if step == "house" and ADDRESS in str(field.label)}
    return frozenset(fields | places | {group.title for group in form.groups if group.name in GROUPS_WITHOUT_PERSONS})


def _takes_words(field: Any) -> bool:
    return isinstance(field, CharField) or any(_takes_words(part) for part in getattr(field, "fields", ()))
