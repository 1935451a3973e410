"""Letters and lines of a page with their places, as plain values."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Run:
    """Letters side by side. Points from the upper left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Stroke:
    """A straight line, level or upright."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def is_level(self) -> bool:
        return abs(self.x2 - self.x1) >= abs(self.y2 - self.y1)


@dataclass(frozen=True)
class TextPage:
    """One page, `number` from 1. `width`, `height` in points."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...]


def page_of(number: int, said: Any) -> TextPage:
    """One page as the process of `text_worker` wrote it. Raises ValueError, KeyError, TypeError for what it could not have written."""
    return TextPage(
        number=number,
        width=float(said["width"]),
        height=float(said["height"]),
        runs=tuple(Run(str(text), float(left), float(top), float(right), float(bottom)) for text, left, top, right, bottom in said["runs"]),
        strokes=tuple(Stroke(*(float(each) for each in ends)) for ends in said["lines"] if len(ends) == 4),
    )  # fmt: skip
