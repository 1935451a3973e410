"""Requirements, the sets in which they stand, and the findings that an assessment gives."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teojeon.law.language.errors import KindError, LawError
from teojeon.law.language.expression import Expression, Fact, Scalar, Settler, nodes
from teojeon.law.language.interpreter import Law, Run, Step, settlers
from teojeon.law.language.kinds import YesNo
from teojeon.law.language.parameters import Row, plain
from teojeon.law.language.source import Source
from teojeon.law.language.words import in_words


@dataclass(frozen=True, eq=False)
class Requirement:
    """One condition of the law: its code, Korean title, article, and the expression that tests it."""

    code: str
    title: str
    source: Source
    test: Expression

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


@dataclass(frozen=True, eq=False)
class Finding:
    """What one requirement came to: its value (None = unknown), what was compared, and why.

    `because` holds the limbs of the expression; `settled_by` says for an unknown who can settle it.
    """

    requirement: Requirement
    value: bool | None
    compared: Mapping[str, Scalar | None]
    rows: Mapping[str, Row]
    because: tuple[Step, ...]
    settled_by: tuple[Settler, ...]

    def as_dict(self) -> dict[str, object]:
        """As the law command answers it."""
        return {
            "code": self.requirement.code,
            "title": self.requirement.title,
            "value": self.value,
            "source": self.requirement.source.label,
            "compared": {name: plain(value) for name, value in self.compared.items()},
            "parameters": {code: row.as_dict() for code, row in self.rows.items()},
            "because": [_step_as_dict(step) for step in self.because],
            "settled_by": [{"who": settler.who, "what": settler.what} for settler in self.settled_by],
        }


def _step_as_dict(step: Step) -> dict[str, object]:
    shown: dict[str, object] = {"words": in_words(step.node), "value": step.value}
    if step.because:
        shown["because"] = [_step_as_dict(below) for below in step.because]
    else:
        shown |= {"left": plain(step.left), "right": plain(step.right)}
    return shown


def assess(requirements: Sequence[Requirement], facts: Mapping[str, object], on: dt.date, law: Law) -> tuple[Finding, ...]:
    """A finding for each requirement, in order. `facts` are typed (see `read_facts`); absent is unknown."""
    return tuple(_finding(requirement, facts, on, law) for requirement in requirements)


def _finding(requirement: Requirement, facts: Mapping[str, object], on: dt.date, law: Law) -> Finding:
    run = Run(facts, law, on)
    top = run.explain(requirement.test)
    return Finding(
        requirement=requirement,
        value=top.value,
        compared=run.facts_read,
        rows=run.rows_read,
        because=top.because or (top,),
        settled_by=settlers(top, facts),
    )
