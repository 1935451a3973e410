"""What a refused act says: a code, a Korean sentence that says what to do, the field and the source (S1-XCT-03)."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404


@dataclass
class Refusal(Exception):
    """An act that is not possible. Nothing was changed.

    `message` says what to do, in Korean. `field` names the input, `source` the article, `allowed` the moves that are possible now.
    """

    code: str
    message: str
    field: str = ""
    source: str = ""
    allowed: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "error": self.code,
            "message": self.message,
            "field": self.field,
            "source": self.source,
            "allowed": list(self.allowed),
        }


@dataclass
class Stale(Refusal):
    """Somebody changed the row since this person saw it. Both versions come back, nothing is overwritten."""

    mine: dict[str, Any] = field(default_factory=dict)
    theirs: dict[str, Any] = field(default_factory=dict)


@dataclass
class Forbidden(Refusal):
    """The row may be seen, but not moved in this way: «권한 없음»."""


@dataclass
class Stopped(Exception):
    """Rows that stopped a bulk run, and why. Nothing was changed; the caller offers a new preview."""

    rows: dict[Any, Refusal]


class Missing(Http404):
    """No such row for these eyes; answers as one that does not exist."""


def stale(mine: dict[str, Any], theirs: dict[str, Any]) -> Stale:
    return Stale(
        "STALE_VERSION",
        "다른 담당자가 먼저 저장했습니다. 두 내용을 비교한 뒤 다시 저장합니다.",
        source="S1-XCT-03",
        mine=mine,
        theirs=theirs,
    )
