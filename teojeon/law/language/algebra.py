"""One walk over an expression for every way of reading it.

Each reading is an `Algebra`: printing yields text, compiling yields callables, and a later table form yields column
expressions. A new reading is a new class; the tree and the rules stay as they are.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from teojeon.law.language.expression import (
    Arithmetic,
    Comparison,
    Conjunction,
    Constant,
    Definition,
    Disjunction,
    Expression,
    Fact,
    FirstKnown,
    Greatest,
    Negation,
    Parameter,
    ScopedParameter,
)

T = TypeVar("T")


class Algebra(Protocol[T]):
    """What each node means in one reading, given what its parts mean."""

    def constant(self, node: Constant) -> T: ...
    def fact(self, node: Fact) -> T: ...
    def parameter(self, node: Parameter) -> T: ...
    def scoped(self, node: ScopedParameter, place: T) -> T: ...
    def definition(self, node: Definition, meaning: T) -> T: ...
    def comparison(self, node: Comparison, left: T, right: T) -> T: ...
    def arithmetic(self, node: Arithmetic, left: T, right: T) -> T: ...
    def conjunction(self, node: Conjunction, terms: Sequence[T]) -> T: ...
    def disjunction(self, node: Disjunction, terms: Sequence[T]) -> T: ...
    def negation(self, node: Negation, term: T) -> T: ...
    def first_known(self, node: FirstKnown, terms: Sequence[T]) -> T: ...
    def greatest(self, node: Greatest, terms: Sequence[T]) -> T: ...


def fold(node: Expression, algebra: Algebra[T]) -> T:
    """Read the tree from its leaves to its top."""
    parts = [fold(child, algebra) for child in node.children()]
    match node:
        case Constant():
            return algebra.constant(node)
        case Fact():
            return algebra.fact(node)
        case Parameter():
            return algebra.parameter(node)
        case ScopedParameter():
            return algebra.scoped(node, parts[0])
        case Definition():
            return algebra.definition(node, parts[0])
        case Comparison():
            return algebra.comparison(node, parts[0], parts[1])
        case Arithmetic():
            return algebra.arithmetic(node, parts[0], parts[1])
        case Conjunction():
            return algebra.conjunction(node, parts)
        case Disjunction():
            return algebra.disjunction(node, parts)
        case Negation():
            return algebra.negation(node, parts[0])
        case FirstKnown():
            return algebra.first_known(node, parts)
        case Greatest():
            return algebra.greatest(node, parts)
    raise TypeError(f"{type(node).__name__} is not a node of the language")
