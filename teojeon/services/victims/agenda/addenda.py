"""부록: what the applicant changed or added after the sending and was added to the committee's papers (S1-APP-09).

Members read it beside the sheet, with what names or reaches a person hidden, as the sheet shows no such thing either.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.services.victims.amendments import additions, receiving
from teojeon.services.victims.amendments.models import Amendment

HIDDEN = "가림"
APPLICANT, HOUSE = "applicant", "house"
NAMING = ("성명", "이름", "상호", "주민등록", "등록번호", "생년월일", "연락처", "전화", "전자우편", "상속인", "공동임차인")
PLACING = "주소"  # of the house it is what the item is about, of a person it is not


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
    """The change without what names or reaches a person: that it differs is told, not what stands there."""
    label, step = change["label"], change["step"]
    is_personal = step == APPLICANT or any(word in label for word in NAMING) or (PLACING in label and step != HOUSE)
    if not is_personal:
        return change | {side: mask_free_text(change[side])[0] for side in ("before", "after")}
    return change | {side: HIDDEN if change[side] else "" for side in ("before", "after")}
