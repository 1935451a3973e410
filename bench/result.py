"""What a benchmark answers with, and how a figure is taken."""

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

RUNS = 5


@dataclass(frozen=True)
class Figure:
    """One number of a run. Without `target` it is a floor or a peer that stands beside. `at_most`: smaller is better."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = False

    @property
    def is_reached(self) -> bool | None:
        """None where nothing is asked of it."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target


@dataclass(frozen=True)
class Result:
    """All that one benchmark says. `profile`: part → percent of the time. `skipped`: why there is nothing, in one line."""

    figures: list[Figure] = field(default_factory=list)
    profile: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    skipped: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Result":
        """The reverse of `as_dict`."""
        return cls(**{**kept, "figures": [Figure(**figure) for figure in kept["figures"]]})


def median(measure: Callable[[], float], runs: int) -> float:
    """Median of what `measure` answers when called `runs` times."""
    return statistics.median(measure() for _ in range(runs))


def shares(seconds: dict[str, float]) -> dict[str, float]:
    """Percent of the whole, the largest first."""
    whole = sum(seconds.values())
    return {name: round(100 * part / whole, 1) for name, part in sorted(seconds.items(), key=lambda item: -item[1])}
