"""Quorum and majority (법§6⑦; readings A-16)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


def quorum(members_in_office: int) -> int:
    """재적위원 과반수: more than half of the members in office, whoever is excluded."""
    return members_in_office // 2 + 1


def passes(yes: int, present: int) -> bool:
    """출석위원 과반수의 찬성: more than half of those present at this item; a tie fails, an abstention counts as present."""
    return 2 * yes > present


@dataclass(frozen=True)
class Tally:
    """Votes on one motion. `present`: at this item, without the excluded; `has_quorum`: whether it could be decided at all."""

    members_in_office: int
    present: int
    yes: int
    no: int
    abstain: int

    @property
    def has_quorum(self) -> bool:
        return self.present >= quorum(self.members_in_office)

    @property
    def passed(self) -> bool:
        return self.has_quorum and passes(self.yes, self.present)

    def as_dict(self) -> dict[str, int | bool]:
        return {**vars(self), "quorum": quorum(self.members_in_office), "passed": self.passed}


def count(members_in_office: int, present: int, choices: Iterable[str]) -> Tally:
    """From votes to a tally."""
    votes = Counter(choices)
    return Tally(members_in_office, present, votes["yes"], votes["no"], votes["abstain"])
