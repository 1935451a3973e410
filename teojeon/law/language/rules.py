"""Requirements, the sets in which they stand, and the findings that an assessment gives."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from teojeon.law.language.errors import KindError, LawError
from teojeon.law.language.expression import Expression, Fact, Settler, nodes
from teojeon.law.language.interpreter import Law, Run, Runner, Step, explained, settlers
from teojeon.law.language.kinds import Choice, Kind, YesNo
from teojeon.law.language.nodes import Chosen
from teojeon.law.language.parameters import Row
from teojeon.law.language.reading import as_given
from teojeon.law.language.source import Source
from teojeon.law.language.words import in_words

READING_PREFIX = "READING_"
"""Codes of parameters that hold which reading of an ambiguity is taken: READING_A10 is A-10 of the catalogue."""


@dataclass(frozen=True, eq=False)
class Requirement:
    """One condition of the law: its code, Korean title, article, and the expression that tests it.

    `also`: further articles that it rests on. `readings`: ambiguities of the text that it settles without a switch, as pairs
    of the catalogue's code and the reading taken; those with a switch are parameters of the test.
    """

    code: str
    title: str
    source: Source
    test: Expression
    also: tuple[Source, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.test.kind != YesNo:
            raise KindError(f"{self.code}: a requirement is true, false or unknown, not {self.test.kind.name}")

    @property
    def words(self) -> str:
        """The expression in Korean, for the law book."""
        return in_words(self.test)


@dataclass(frozen=True, eq=False)
class RuleSet:
    """A named rule of the law command: its facts and requirements, and the day from which it is law."""

    name: str
    title: str
    source: str
    in_force_from: dt.date
    in_force_source: str
    facts: tuple[Fact, ...]
    requirements: tuple[Requirement, ...]
    note: str = ""

    def __post_init__(self) -> None:
        declared = {fact.name: fact for fact in self.facts}
        if len(declared) != len(self.facts):
            raise KindError(f"{self.name}: a fact is declared twice")
        if len({requirement.code for requirement in self.requirements}) != len(self.requirements):
            raise KindError(f"{self.name}: a requirement's code is used twice")
        for requirement in self.requirements:
            for node in nodes(requirement.test):
                if isinstance(node, Fact) and declared.get(node.name) is not node:
                    raise KindError(f"{self.name} {requirement.code}: the fact {node.name} is not declared")

    def must_be_in_force(self, on: dt.date) -> None:
        """Refuse a day before the rule was law (`NOT_IN_FORCE`, field `on`)."""
        if on < self.in_force_from:
            message = f"{self.in_force_from}부터 시행되었습니다. 그 전의 날짜로는 판단하지 않습니다."
            raise LawError("NOT_IN_FORCE", message, "on", self.in_force_source)


@dataclass(frozen=True)
class ReadingTaken:
    """Which reading of an ambiguity a finding rests on: code A-10, the position's code (empty without a switch), its title."""

    code: str
    position: str
    title: str


@dataclass(frozen=True, eq=False)
class Finding:
    """What one requirement came to: its value (None = unknown), what was compared, and why.

    `because` holds the limbs of the expression; `settled_by` says for an unknown who can settle it.
    """

    requirement: Requirement
    value: bool | None
    compared: Mapping[str, object]
    rows: Mapping[str, Row]
    because: tuple[Step, ...]
    settled_by: tuple[Settler, ...]

    @property
    def readings(self) -> tuple[ReadingTaken, ...]:
        """The readings that this finding rests on, with a switch or without."""
        fixed = [ReadingTaken(code, "", title) for code, title in self.requirement.readings]
        return (
            *fixed,
            *(_reading(row, self.requirement.test) for code, row in self.rows.items() if code.startswith(READING_PREFIX)),
        )

    def as_dict(self) -> dict[str, object]:
        """As the law command answers it."""
        return {
            "code": self.requirement.code,
            "title": self.requirement.title,
            "value": self.value,
            "source": self.requirement.source.label,
            "compared": {name: as_given(value) for name, value in self.compared.items()},
            "parameters": {code: row.as_dict() for code, row in self.rows.items()},
            "because": [_step_as_dict(step) for step in self.because],
            "settled_by": [{"who": settler.who, "what": settler.what} for settler in self.settled_by],
            "readings": [{"code": each.code, "position": each.position, "title": each.title} for each in self.readings],
        }


def _reading(row: Row, test: Expression) -> ReadingTaken:
    kind = next(node.parameter.kind for node in nodes(test) if isinstance(node, Chosen) and node.parameter.code == row.code)
    return reading_taken(row, kind)


def reading_taken(row: Row, kind: Kind) -> ReadingTaken:
    """The reading that the row of a switch holds; `kind` is that of its parameter."""
    options = dict(kind.options) if isinstance(kind, Choice) else {}
    number = row.code.removeprefix(READING_PREFIX)
    return ReadingTaken(f"{number[:1]}-{number[1:]}", str(row.value), options.get(str(row.value), ""))


def _step_as_dict(step: Step) -> dict[str, object]:
    shown: dict[str, object] = {"words": _words(step.node), "value": as_given(step.value)}
    if step.because:
        shown["because"] = [_step_as_dict(below) for below in step.because]
    else:
        shown |= {"left": as_given(step.left), "right": as_given(step.right)}
    return shown


@lru_cache(maxsize=4096)
def _words(node: Expression) -> str:
    return in_words(node)


def ready(requirements: Sequence[Requirement], on: dt.date, law: Law) -> tuple[tuple[Requirement, Runner], ...]:
    """The requirements made ready to be run with reasons under the law of one day."""
    return tuple((requirement, explained(requirement.test, law, on)) for requirement in requirements)


def assess(prepared: Sequence[tuple[Requirement, Runner]], facts: Mapping[str, object]) -> tuple[Finding, ...]:
    """A finding for each requirement, in order. `facts` are typed (see `read_facts`); absent is unknown."""
    return tuple([_finding(requirement, runner, facts) for requirement, runner in prepared])


def _finding(requirement: Requirement, runner: Runner, facts: Mapping[str, object]) -> Finding:
    run = Run(facts)
    top = runner.step(run)
    return Finding(
        requirement=requirement,
        value=top.value,
        compared=run.facts_read,
        rows=run.rows_read,
        because=top.because or (top,),
        settled_by=settlers(top, facts),
    )
