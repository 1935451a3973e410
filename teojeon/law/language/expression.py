"""The expression tree: what a requirement tests. Built with Python's operators, checked while it is built.

`deposit <= CAP + uplift` does not compare anything; it makes a tree that is run (`interpreter`), printed (`words`) and
compiled (`compiler`). Kinds are checked at construction, so a wrong rule fails when its module is imported.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn, TypeAlias

from teojeon.law.language.errors import KindError
from teojeon.law.language.kinds import Choice, CodeText, Count, Date, DateOrNot, Days, Kind, Won, YesNo

Scalar: TypeAlias = bool | int | str | dt.date
Comparing: TypeAlias = Literal["<=", "<", "==", ">=", ">"]
Calculating: TypeAlias = Literal["+", "-"]

_SUMS: dict[tuple[str, Calculating, str], Kind] = {
    ("won", "+", "won"): Won,
    ("won", "-", "won"): Won,
    ("count", "+", "count"): Count,
    ("count", "-", "count"): Count,
    ("days", "+", "days"): Days,
    ("days", "-", "days"): Days,
    ("date", "+", "days"): Date,
    ("date", "-", "days"): Date,
    ("date", "-", "date"): Days,
}


class Expression:
    """A node of the tree; `kind` is the kind of its value. Every value may be unknown."""

    kind: Kind

    def __le__(self, other: object) -> "Comparison":
        return Comparison("<=", self, _lift(other, self.kind))

    def __lt__(self, other: object) -> "Comparison":
        return Comparison("<", self, _lift(other, self.kind))

    def __ge__(self, other: object) -> "Comparison":
        return Comparison(">=", self, _lift(other, self.kind))

    def __gt__(self, other: object) -> "Comparison":
        return Comparison(">", self, _lift(other, self.kind))

    def __eq__(self, other: object) -> "Comparison":  # type: ignore[override]
        return Comparison("==", self, _lift(other, self.kind))

    def __ne__(self, other: object) -> "Negation":  # type: ignore[override]
        return Negation(Comparison("==", self, _lift(other, self.kind)))

    def __hash__(self) -> int:
        return id(self)

    def __add__(self, other: object) -> "Arithmetic":
        return Arithmetic("+", self, _lift(other, self.kind))

    def __sub__(self, other: object) -> "Arithmetic":
        return Arithmetic("-", self, _lift(other, self.kind))

    def __and__(self, other: object) -> "Conjunction":
        return Conjunction((*_terms(self, Conjunction), *_terms(other, Conjunction)))

    def __or__(self, other: object) -> "Disjunction":
        return Disjunction((*_terms(self, Disjunction), *_terms(other, Disjunction)))

    def __invert__(self) -> "Negation":
        return Negation(self)

    def __bool__(self) -> NoReturn:
        raise KindError("a rule has no truth value while it is built: write & | ~ instead of and, or, not, a < b < c")

    def children(self) -> tuple["Expression", ...]:
        """The nodes directly below this one."""
        return ()


def _lift(value: object, kind: Kind) -> Expression:
    """A date or a code beside an expression of that kind becomes a constant; bare numbers say no unit: refused."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime) and kind == Date:
        return Constant(value, Date)
    if isinstance(value, str) and isinstance(kind, Choice | CodeText):
        if isinstance(kind, Choice) and value not in kind.codes:
            raise KindError(f"{value!r} is not among {', '.join(kind.codes)}")
        return Constant(value, kind)
    raise KindError(f"{value!r} has no kind beside {kind.name}: write won(…), days(…) or count(…)")


def _terms(value: object, like: type["Conjunction"] | type["Disjunction"]) -> tuple[Expression, ...]:
    if isinstance(value, Conjunction | Disjunction) and type(value) is like:
        return value.terms
    if isinstance(value, Expression):
        return (value,)
    raise KindError(f"{value!r} is not part of a rule")


@dataclass(frozen=True)
class Settler:
    """Who can settle an unknown: `who` applicant, investigator, committee or agency; `what` in Korean words."""

    who: Literal["applicant", "investigator", "committee", "agency"]
    what: str


@dataclass(frozen=True, eq=False)
class Fact(Expression):
    """What is known about the case under one name. `title` is Korean; absent means unknown, never zero or false.

    `minimum` bounds a count; `optional` facts carry a `default` text for the schema that says what absence means.
    """

    name: str
    kind: Kind
    title: str
    source: str = ""
    minimum: int | None = None
    optional: bool = False
    default: str = ""
    settled_by: Settler | None = None
    note: str = ""

    def __repr__(self) -> str:
        return f"Fact({self.name})"


@dataclass(frozen=True, eq=False)
class Constant(Expression):
    """A fixed value of a kind; None is a value that the law leaves open for a person."""

    value: Scalar | None
    kind: Kind


@dataclass(frozen=True, eq=False)
class Parameter(Expression):
    """A dated value of the law, read from the law book under its code; `title` is Korean."""

    code: str
    kind: Kind
    title: str
    settled_by: Settler | None = None

    def of(self, prefix: str, place: Fact) -> "ScopedParameter":
        """This parameter as fixed for one place or case: the row whose scope is `prefix:<value of the fact>`."""
        return ScopedParameter(self, prefix, place)


@dataclass(frozen=True, eq=False)
class ScopedParameter(Expression):
    """A parameter that an authority fixes for a scope; unknown where the place is unknown or no row is in force."""

    parameter: Parameter
    prefix: str
    place: Fact

    def __post_init__(self) -> None:
        if not isinstance(self.place.kind, CodeText):
            raise KindError(f"{self.place.name} is no code, so it cannot name a scope")
        object.__setattr__(self, "kind", self.parameter.kind)

    def children(self) -> tuple[Expression, ...]:
        return (self.place,)


@dataclass(frozen=True, eq=False)
class Comparison(Expression):
    """Two values of one kind beside each other."""

    operator: Comparing
    left: Expression
    right: Expression

    def __post_init__(self) -> None:
        left, right = self.left.kind, self.right.kind
        if left != right:
            raise KindError(f"{left.name} {self.operator} {right.name}: unlike kinds cannot be compared")
        if self.operator != "==" and not left.ordered:
            raise KindError(f"{left.name} has no order, so {self.operator} has no meaning")
        if left == DateOrNot:
            raise KindError('say first what "certainly not" means, then compare the date')
        object.__setattr__(self, "kind", YesNo)

    def children(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, eq=False)
class Arithmetic(Expression):
    """A sum or difference; unknown as soon as one part is unknown."""

    operator: Calculating
    left: Expression
    right: Expression

    def __post_init__(self) -> None:
        kind = _SUMS.get((self.left.kind.name, self.operator, self.right.kind.name))
        if kind is None:
            raise KindError(f"{self.left.kind.name} {self.operator} {self.right.kind.name} has no meaning")
        object.__setattr__(self, "kind", kind)

    def children(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, eq=False)
class _Limbs(Expression):
    terms: tuple[Expression, ...]

    def __post_init__(self) -> None:
        _require_yes_no(self.terms)
        object.__setattr__(self, "kind", YesNo)

    def children(self) -> tuple[Expression, ...]:
        return self.terms


class Conjunction(_Limbs):
    """All limbs hold. One false limb decides, whatever is unknown."""


class Disjunction(_Limbs):
    """At least one limb holds. One true limb decides, whatever is unknown."""


@dataclass(frozen=True, eq=False)
class Negation(Expression):
    """The limb does not hold."""

    term: Expression

    def __post_init__(self) -> None:
        _require_yes_no((self.term,))
        object.__setattr__(self, "kind", YesNo)

    def children(self) -> tuple[Expression, ...]:
        return (self.term,)


@dataclass(frozen=True, eq=False)
class FirstKnown(Expression):
    """The first value that is known: a fact of the case before a general row."""

    terms: tuple[Expression, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", _one_kind(self.terms))

    def children(self) -> tuple[Expression, ...]:
        return self.terms


@dataclass(frozen=True, eq=False)
class Definition(Expression):
    """A part of a rule under a name of its own: printed by its `title`, with its meaning given once in the law book."""

    title: str
    meaning: Expression

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", self.meaning.kind)

    def children(self) -> tuple[Expression, ...]:
        return (self.meaning,)


@dataclass(frozen=True, eq=False)
class Greatest(Expression):
    """The greatest of its values; unknown as soon as one is unknown."""

    terms: tuple[Expression, ...]

    def __post_init__(self) -> None:
        if not _one_kind(self.terms).ordered:
            raise KindError("the greatest of values without an order")
        object.__setattr__(self, "kind", self.terms[0].kind)

    def children(self) -> tuple[Expression, ...]:
        return self.terms


def _require_yes_no(terms: Sequence[Expression]) -> None:
    for term in terms:
        if term.kind != YesNo:
            raise KindError(f"{term.kind.name} is neither true nor false")


def _one_kind(terms: Sequence[Expression]) -> Kind:
    if not terms or any(term.kind != terms[0].kind for term in terms):
        raise KindError("all values must be of one kind")
    return terms[0].kind


def won(amount: int) -> Constant:
    """A fixed amount of won inside a rule."""
    return Constant(amount, Won)


def days(number: int) -> Constant:
    """A fixed number of days inside a rule."""
    return Constant(number, Days)


def count(number: int) -> Constant:
    """A fixed number of persons or things inside a rule."""
    return Constant(number, Count)


def defined(title: str, meaning: Expression) -> Definition:
    """`meaning` under a Korean name."""
    return Definition(title, meaning)


def first_known(*terms: Expression) -> FirstKnown:
    """The first of these that is known."""
    return FirstKnown(terms)


def greatest(*terms: Expression) -> Greatest:
    """The greatest of these."""
    return Greatest(terms)


def nodes(expression: Expression) -> Iterator[Expression]:
    """Every node of the tree, from the top, in the order in which it was written."""
    yield expression
    for child in expression.children():
        yield from nodes(child)
