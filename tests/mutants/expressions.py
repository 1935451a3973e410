"""Every small change of a rule: comparisons flipped and shifted, limbs dropped, and/or swapped, choices switched.

A node that several requirements share is one place of the rule text: it is changed once and for all of them.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from teojeon.law.language import expression as core
from teojeon.law.language import nodes as more
from teojeon.law.language.errors import KindError
from teojeon.law.language.expression import Expression, nodes
from teojeon.law.language.kinds import Choice, Count, Date, Days, Won, YesNo
from teojeon.law.language.words import in_words

_OPERATORS = ("<=", "<", "==", ">=", ">")
_UNITS = {Won: Won, Count: Count, Days: Days, Date: Days}
Rules = Mapping[str, Expression]


@dataclass(frozen=True)
class ChangedRules:
    """The rules with one change; `changed` are the codes that read the changed place."""

    says: str
    rules: Rules
    changed: frozenset[str]


def changed_rules(rules: Rules) -> Iterator[ChangedRules]:
    """Every change of every place in these rules."""
    places = {id(node): node for rule in rules.values() for node in nodes(rule)}
    for place, node in places.items():
        for what, instead in _changes(node):
            altered = {code: _replaced(rule, place, instead) for code, rule in rules.items()}
            changed = frozenset(code for code, rule in rules.items() if altered[code] is not rule)
            yield ChangedRules(f"{'·'.join(sorted(changed))}: {what} — {in_words(node)}", altered, changed)


def _replaced(rule: Expression, place: int, instead: Expression) -> Expression:
    """The rule with another node at one place; parts without it stay the same objects."""
    if id(rule) == place:
        return instead
    parts: dict[str, Any] = {}
    for name, part in vars(rule).items():
        new = _replaced_within(part, place, instead)
        if new is not part:
            parts[name] = new
    return _with(rule, **parts) if parts else rule


def _replaced_within(part: object, place: int, instead: Expression) -> object:
    match part:
        case Expression():
            return _replaced(part, place, instead)
        case tuple() if any(isinstance(each, Expression) for each in part):
            new = tuple(_replaced(each, place, instead) for each in part)
            return new if any(one is not other for one, other in zip(new, part, strict=True)) else part
        case Mapping() if any(isinstance(each, Expression) for each in part.values()):
            cases = {key: _replaced(each, place, instead) for key, each in part.items()}
            return cases if any(cases[key] is not part[key] for key in cases) else part
    return part


def _with(node: Any, **parts: object) -> Expression:
    return dataclasses.replace(node, **parts)  # type: ignore[no-any-return]


def _changes(node: Expression) -> Iterator[tuple[str, Expression]]:
    """The changes of one node; what the language itself refuses to build is no mutant."""
    for what, build in _all_changes(node):
        try:
            yield what, build()
        except KindError:
            continue


def _all_changes(node: Expression) -> Iterator[tuple[str, Any]]:
    match node:
        case core.Comparison():
            yield from _comparison(node)
        case core.Conjunction(terms=terms):
            yield from _dropped(node, terms)
            yield "and becomes or", lambda: core.Disjunction(terms)
        case core.Disjunction(terms=terms):
            yield from _dropped(node, terms)
            yield "or becomes and", lambda: core.Conjunction(terms)
        case core.Negation(term=term):
            yield "negation dropped", lambda: term
        case core.FirstKnown(terms=terms):
            yield from _dropped(node, terms)
            yield "order of sources turned", lambda: core.FirstKnown(terms[::-1])
        case core.Greatest(terms=terms):
            yield from _dropped(node, terms)
            yield "greatest becomes least", lambda: more.Least(terms)
        case more.Least(terms=terms):
            yield from _dropped(node, terms)
            yield "least becomes greatest", lambda: core.Greatest(terms)
        case core.Arithmetic(operator=operator):
            yield "plus and minus swapped", lambda: _with(node, operator="-" if operator == "+" else "+")
        case core.Constant():
            yield from _constant(node)
        case core.Fact(kind=kind) if kind == YesNo:
            yield "fact turned round", lambda: core.Negation(node)
        case _:
            yield from _less_common(node)


def _less_common(node: Expression) -> Iterator[tuple[str, Any]]:
    match node:
        case more.Chosen(cases=cases):
            for value in cases:
                for other in cases:
                    if other != value:
                        yield (
                            f"{value} reads the case of {other}",
                            lambda v=value, o=other: _with(node, cases={**cases, v: cases[o]}),
                        )
        case more.OneOf(codes=codes, term=term):
            for code in codes:
                left = tuple(other for other in codes if other != code)
                yield f"code {code} dropped", lambda left=left: _with(node, codes=left) if left else more.FALSE
            assert isinstance(term.kind, Choice)
            for code in term.kind.codes:
                if code not in codes:
                    yield f"code {code} added", lambda code=code: _with(node, codes=(*codes, code))
        case more.Holds() | more.IsNot():
            yield "turned round", lambda: core.Negation(node)
        case more.Times(factor=factor):
            yield from ((f"times {factor + step}", lambda step=step: _with(node, factor=factor + step)) for step in (-1, 1))
        case more.Quotient(divisor=divisor):
            yield from ((f"divided by {divisor + step}", lambda step=step: _with(node, divisor=divisor + step)) for step in (-1, 1))
        case more.Where(then=then, otherwise=otherwise):
            yield "then and otherwise swapped", lambda: _with(node, then=otherwise, otherwise=then)
            yield "always then", lambda: then
            yield "always otherwise", lambda: otherwise
        case more.Agreed(one=one, other=other):
            yield "only the first source", lambda: one
            yield "only the second source", lambda: other
            yield "the first known source", lambda: core.FirstKnown((one, other))
        case more.NotMeans(meaning=meaning):
            for step in (-1, 1):
                yield f"not means {step:+} day", lambda step=step: _with(node, meaning=_moved(meaning, step))
        case more.LookedUp(at=at):
            yield "the table of the day of decision", lambda: _with(node, at=more.DECISION_DAY)
            for step in (-1, 1):
                yield f"the table {step:+} day", lambda step=step: _with(node, at=_moved(at, step))
        case more.Due(length=length):
            for step in (-1, 1):
                yield f"due {step:+} day", lambda step=step: _with(node, length=_moved(length, step))


def _dropped(node: Any, terms: tuple[Expression, ...]) -> Iterator[tuple[str, Any]]:
    for place, term in enumerate(terms):
        left = terms[:place] + terms[place + 1 :]
        if left:
            yield f"dropped: {in_words(term)}", lambda left=left: _with(node, terms=left) if len(left) > 1 else left[0]


def _comparison(node: core.Comparison) -> Iterator[tuple[str, Any]]:
    for operator in _OPERATORS:
        if operator != node.operator:
            yield f"{node.operator} becomes {operator}", lambda operator=operator: _with(node, operator=operator)
    if node.left.kind in _UNITS:
        for step in (-1, 1):
            yield f"shifted by {step:+}", lambda step=step: _with(node, right=_moved(node.right, step))


def _constant(node: core.Constant) -> Iterator[tuple[str, Any]]:
    match node.value:
        case bool():
            yield f"{node.value} turned round", lambda: core.Constant(not node.value, node.kind)
        case int():
            yield from (
                (f"{node.value} {step:+}", lambda step=step: core.Constant(node.value + step, node.kind)) for step in (-1, 1)
            )
        case None if node.kind == YesNo:
            yield from ((f"open becomes {value}", lambda value=value: core.Constant(value, YesNo)) for value in (True, False))
        case None if node.kind == Date:
            yield "open becomes the day of decision", lambda: more.DECISION_DAY


def _moved(value: Expression, step: int) -> Expression:
    """The value so many won, days or persons further."""
    return core.Arithmetic("+" if step > 0 else "-", value, core.Constant(abs(step), _UNITS[value.kind]))
