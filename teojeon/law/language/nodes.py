"""The less common nodes of the language: choices by the law of a day, tables read by a date of the case, lists.

`expression` holds the operators; these are written by name: `dated(…)`, `looked_up(…)`, `total(…)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from teojeon.law.language.errors import KindError
from teojeon.law.language.expression import Constant, Expression, Fact, Parameter, Scalar, _one_kind, _require_yes_no
from teojeon.law.language.kinds import Choice, CodeSet, Count, Date, DateOrNot, Days, Kind, ListKind, Won, YesNo


@dataclass(frozen=True, eq=False)
class Least(Expression):
    """The least of its values; unknown as soon as one is unknown."""

    terms: tuple[Expression, ...]

    def __post_init__(self) -> None:
        if not _one_kind(self.terms).ordered:
            raise KindError("the least of values without an order")
        object.__setattr__(self, "kind", self.terms[0].kind)

    def children(self) -> tuple[Expression, ...]:
        return self.terms


@dataclass(frozen=True, eq=False)
class Times(Expression):
    """A whole multiple of an amount or number."""

    factor: int
    term: Expression

    def __post_init__(self) -> None:
        _require_number(self.term)
        object.__setattr__(self, "kind", self.term.kind)

    def children(self) -> tuple[Expression, ...]:
        return (self.term,)


@dataclass(frozen=True, eq=False)
class Quotient(Expression):
    """An amount or number divided by a whole number and cut: 10 won by 3 is 3 won. Negative amounts are cut downwards."""

    term: Expression
    divisor: int

    def __post_init__(self) -> None:
        _require_number(self.term)
        if self.divisor < 1:
            raise KindError("divided by less than one")
        object.__setattr__(self, "kind", self.term.kind)

    def children(self) -> tuple[Expression, ...]:
        return (self.term,)


@dataclass(frozen=True, eq=False)
class Where(Expression):
    """One value where a condition holds, another where it does not; unknown with the condition unless both agree."""

    condition: Expression
    then: Expression
    otherwise: Expression

    def __post_init__(self) -> None:
        _require_yes_no((self.condition,))
        object.__setattr__(self, "kind", _one_kind((self.then, self.otherwise)))

    def children(self) -> tuple[Expression, ...]:
        return (self.condition, self.then, self.otherwise)


@dataclass(frozen=True, eq=False)
class Chosen(Expression):
    """One of several expressions, by the value of a dated parameter: what the law of the day says, or a reading taken.

    The others are never read: what they need is neither asked for nor in the receipt.
    """

    parameter: Parameter
    cases: Mapping[Scalar, Expression] = field(hash=False)

    def __post_init__(self) -> None:
        kind = self.parameter.kind
        expected: set[Scalar] = {True, False} if kind == YesNo else set(kind.codes) if isinstance(kind, Choice) else set()
        if not expected or set(self.cases) != expected:
            raise KindError(f"{self.parameter.code}: one case for each of its values is needed")
        object.__setattr__(self, "kind", _one_kind(tuple(self.cases.values())))

    def children(self) -> tuple[Expression, ...]:
        return tuple(self.cases.values())


@dataclass(frozen=True, eq=False)
class OneOf(Expression):
    """A closed choice is one of these codes."""

    term: Expression
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        kind = self.term.kind
        if not isinstance(kind, Choice) or not self.codes or any(code not in kind.codes for code in self.codes):
            raise KindError(f"{self.codes} are not codes of {kind.title}")
        object.__setattr__(self, "kind", YesNo)

    def children(self) -> tuple[Expression, ...]:
        return (self.term,)


@dataclass(frozen=True, eq=False)
class Holds(Expression):
    """One code of a code set holds."""

    fact: Fact
    code: str

    def __post_init__(self) -> None:
        if not isinstance(self.fact.kind, CodeSet) or self.code not in self.fact.kind.codes:
            raise KindError(f"{self.code} is no code of {self.fact.name}")
        object.__setattr__(self, "kind", YesNo)

    def children(self) -> tuple[Expression, ...]:
        return (self.fact,)

    @property
    def title(self) -> str:
        """The Korean title of the code."""
        assert isinstance(self.fact.kind, CodeSet)
        return dict(self.fact.kind.options)[self.code]


@dataclass(frozen=True, eq=False)
class Agreed(Expression):
    """What two sources say: their value where they agree or only one is known, unknown where they differ."""

    one: Expression
    other: Expression

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", _one_kind((self.one, self.other)))

    def children(self) -> tuple[Expression, ...]:
        return (self.one, self.other)


@dataclass(frozen=True, eq=False)
class NotMeans(Expression):
    """A date fact that may be "certainly not", with the day that "not" stands for in this rule."""

    fact: Fact
    meaning: Expression

    def __post_init__(self) -> None:
        if self.fact.kind != DateOrNot or self.meaning.kind != Date:
            raise KindError(f'{self.fact.name}: only a date that may be "not" takes a meaning, which is a date')
        object.__setattr__(self, "kind", Date)

    def children(self) -> tuple[Expression, ...]:
        return (self.fact, self.meaning)


@dataclass(frozen=True, eq=False)
class IsNot(Expression):
    """Whether a date fact is "certainly not"; false for a date, unknown for an unknown."""

    fact: Fact

    def __post_init__(self) -> None:
        if self.fact.kind != DateOrNot:
            raise KindError(f'{self.fact.name} is never "certainly not"')
        object.__setattr__(self, "kind", YesNo)

    def children(self) -> tuple[Expression, ...]:
        return (self.fact,)


class DecisionDay(Expression):
    """The day whose law is applied: the day of the decision."""

    kind = Date


@dataclass(frozen=True, eq=False)
class LookedUp(Expression):
    """A value of a dated table: the row of the fact's class that was in force on a date of the case, not of the decision."""

    parameter: Parameter
    key: Fact
    at: Expression

    def __post_init__(self) -> None:
        if not isinstance(self.key.kind, Choice) or self.at.kind != Date:
            raise KindError(f"{self.parameter.code}: a table is read by a choice and a date")
        object.__setattr__(self, "kind", self.parameter.kind)

    def children(self) -> tuple[Expression, ...]:
        return (self.key, self.at)


@dataclass(frozen=True, eq=False)
class GreatestRow(Expression):
    """The greatest value of all rows of a table that had begun by the day of the decision."""

    parameter: Parameter

    def __post_init__(self) -> None:
        if not self.parameter.kind.ordered:
            raise KindError("the greatest of values without an order")
        object.__setattr__(self, "kind", self.parameter.kind)


@dataclass(frozen=True, eq=False)
class Measure(Expression):
    """One figure taken from a list fact; in a table it is the column `name`.

    `read` gives the figure of a typed list (None: the list is unknown) and is always known or, for yes/no, true or unknown.
    """

    fact: Fact
    name: str
    kind: Kind
    title: str
    read: Callable[[object], Scalar | None] = field(hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.fact.kind, ListKind):
            raise KindError(f"{self.fact.name} is no list")

    def children(self) -> tuple[Expression, ...]:
        return (self.fact,)


class EachEntry(Expression):
    """The entry of a list that a total is looking at."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind


@dataclass(frozen=True, eq=False)
class Total(Expression):
    """The sum of an amount over the entries of a list, as far as it is known: unknown parts count nothing.

    `column` names the columns of a table (`other_tenant_1` …). `Exact` says whether nothing was left out.
    """

    fact: Fact
    column: str
    entry: EachEntry
    amount: Expression

    def __post_init__(self) -> None:
        if self.amount.kind != Won:
            raise KindError("only won are added up over a list")
        object.__setattr__(self, "kind", Won)

    def children(self) -> tuple[Expression, ...]:
        return (self.fact, self.amount)


@dataclass(frozen=True, eq=False)
class Exact(Expression):
    """The list is complete and every part of the total is known. True or unknown, never false; in a table `known`."""

    total: Total
    known: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", YesNo)

    def children(self) -> tuple[Expression, ...]:
        return (self.total,)


@dataclass(frozen=True, eq=False)
class Due(Expression):
    """The last day of a period of days from a date, rolled to a working day (민법 제157조·제161조)."""

    base: Expression
    length: Expression

    def __post_init__(self) -> None:
        if self.base.kind != Date or self.length.kind != Days:
            raise KindError("a legal period runs from a date for a number of days")
        object.__setattr__(self, "kind", Date)

    def children(self) -> tuple[Expression, ...]:
        return (self.base, self.length)


def _require_number(term: Expression) -> None:
    if term.kind not in (Won, Count, Days):
        raise KindError(f"{term.kind.name} cannot be multiplied or divided")


TRUE = Constant(True, YesNo)
FALSE = Constant(False, YesNo)
DECISION_DAY = DecisionDay()


def unknown(kind: Kind) -> Constant:
    """A value of this kind that nobody knows: the law leaves it to a person."""
    return Constant(None, kind)


def least(*terms: Expression) -> Least:
    """The least of these."""
    return Least(terms)


def times(factor: int, term: Expression) -> Times:
    """`factor` times the amount."""
    return Times(factor, term)


def quotient(term: Expression, divisor: int) -> Quotient:
    """The amount divided and cut to a whole number."""
    return Quotient(term, divisor)


def where(condition: Expression, then: Expression, otherwise: Expression) -> Where:
    """`then` where the condition holds, `otherwise` where it does not."""
    return Where(condition, then, otherwise)


def dated(switch: Parameter, *, on: Expression, off: Expression) -> Chosen:
    """`on` on days for which the law's switch is on, `off` on the others."""
    return Chosen(switch, {True: on, False: off})


def by_reading(reading: Parameter, **cases: Expression) -> Chosen:
    """The expression of the reading that is taken on the day of the decision."""
    by_code: dict[Scalar, Expression] = {}
    by_code.update(cases.items())
    return Chosen(reading, by_code)


def one_of(term: Expression, *codes: str) -> OneOf:
    """The choice is one of these codes."""
    return OneOf(term, codes)


def holds(fact: Fact, code: str) -> Holds:
    """The code of the set holds."""
    return Holds(fact, code)


def agreed(one: Expression, other: Expression) -> Agreed:
    """What both say, or what the only known one says."""
    return Agreed(one, other)


def not_means(fact: Fact, meaning: Expression) -> NotMeans:
    """The date, or `meaning` where there certainly was none."""
    return NotMeans(fact, meaning)


def is_not(fact: Fact) -> IsNot:
    """There certainly was none."""
    return IsNot(fact)


def looked_up(parameter: Parameter, key: Fact, *, at: Expression) -> LookedUp:
    """The table's value for the class `key` on the date `at`; unknown where either is, or before its first row."""
    return LookedUp(parameter, key, at)


def total(fact: Fact, column: str, amount: Callable[[Expression], Expression]) -> Total:
    """The known sum of `amount(entry)` over the list."""
    if not isinstance(fact.kind, ListKind):
        raise KindError(f"{fact.name} is no list")
    entry = EachEntry(fact.kind.item)
    return Total(fact, column, entry, amount(entry))


def exact(of: Total, known: str) -> Exact:
    """Whether the total left nothing out."""
    return Exact(of, known)


def due(base: Expression, length: Expression) -> Due:
    """The legal due date."""
    return Due(base, length)
