"""A procedure: one table says what may happen next. Nothing else decides a status."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Move:
    """One row of the table.

    `row`: the row's number in the catalogue. `box`: who may do it; empty = the applicant's message or the system.
    `starts`/`ends`: codes of deadlines that begin or close with it, `stops`/`resumes`: whose clock stands or runs again (they
    follow from the timeline; here for print and tests). `target` empty = back to the state it came from, one of `back`;
    `remembers`: the state that is left is kept for such a way back.
    """

    code: str
    title: str
    sources: tuple[str, ...]
    target: str
    box: str
    source: str
    row: str = ""
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    guard: str = ""
    stops: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    remembers: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """The states into which it may lead."""
        return self.back or (self.target,)

    def target_for(self, came_from: str) -> str:
        """Where it leads for a case that came from this state. Raises LookupError where that is no way back."""
        if not self.back:
            return self.target
        if came_from not in self.back:
            raise LookupError(f"{self.code}: no way back to {came_from!r}")
        return came_from


@dataclass(frozen=True)
class Procedure:
    """States with their Korean names, and the moves between them. `version` rises when the table changes."""

    code: str
    title: str
    version: int
    initial: str
    states: dict[str, str]
    moves: tuple[Move, ...]
    by_code: dict[str, Move] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {move.code: move for move in self.moves})
        if len(self.by_code) != len(self.moves):
            raise ValueError(f"{self.code}: a move stands twice")
        for move in self.moves:
            unknown = ({*move.sources, *move.targets} | {self.initial}) - self.states.keys()
            if unknown:
                raise ValueError(f"{self.code}.{move.code}: unknown state {sorted(unknown)}")

    def allows(self, state: str, code: str) -> bool:
        """Whether the move may be made from this state."""
        return state in self.by_code[code].sources

    def possible(self, state: str, boxes: Iterable[str] | None = None) -> tuple[Move, ...]:
        """Moves out of a state; with `boxes`, only those their holder may make."""
        held = None if boxes is None else frozenset(boxes)
        return tuple(move for move in self.moves if state in move.sources and (held is None or move.box in held))


_procedures: dict[str, Procedure] = {}


def declare(procedure: Procedure) -> Procedure:
    """Registers a procedure under its code, which a case carries as its `kind`."""
    _procedures[procedure.code] = procedure
    return procedure


def procedure_of(kind: str) -> Procedure:
    return _procedures[kind]


def procedures() -> tuple[Procedure, ...]:
    """All declared procedures, for print and for the walk of the tests."""
    return tuple(_procedures.values())
