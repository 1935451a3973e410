"""Which outcomes a case can still have: pages say "may" of these and drop what no completion of the facts gives.

`possible` takes the requirements as independent. Where two undecided requirements share an unknown fact (a key never given
opens 다목 and closes 가목), some of those outcomes cannot happen; here the shared facts are completed one way after another.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

from teojeon.law.book import LawBook
from teojeon.law.language import expression as core
from teojeon.law.language.compiler import compiled
from teojeon.law.language.expression import Expression, Fact, nodes
from teojeon.law.language.kinds import GREATEST_NUMBER, Choice, Count, Date, DateOrNot, Won, YesNo
from teojeon.law.language.nodes import Chosen
from teojeon.law.victims.assessment import conclude_read, read
from teojeon.law.victims.outcome import OUTCOMES, Outcome
from teojeon.law.victims.rules import VICTIM

MOST_COMPLETIONS = 4096
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1).toordinal(), dt.date(2100, 12, 31).toordinal()


def reachable(facts: Mapping[str, object], on: dt.date, book: LawBook) -> tuple[Outcome, ...]:
    """The outcomes of HOLD that some completion of the unknown facts gives; () where the outcome is decided.

    Unknown facts that two undecided requirements share take every yes/no and choice, and beside each break point of their
    comparisons one value to either side; the rest stays unknown. Beyond 4,096 completions nothing is dropped.
    """
    known = read(facts, on, book)
    conclusion = conclude_read(known, on, book)
    if conclusion.outcome != "HOLD":
        return ()
    candidates = _candidates(known, on, book)
    number = 1
    for values in candidates.values():
        number *= len(values)
    if number > MOST_COMPLETIONS:
        return conclusion.possible
    found: set[Outcome] = set()
    for completion in product(*candidates.values()):
        ended = conclude_read({**known, **dict(zip(candidates, completion, strict=True))}, on, book)
        found.update(ended.possible or (ended.outcome,))
    return tuple(outcome for outcome in OUTCOMES if outcome in found)


def _candidates(known: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, Sequence[object]]:
    """For each shared unknown fact the values that stand for all others."""
    open_tests = [_in_force(rule.test, on, book) for rule in VICTIM.requirements if compiled(rule.test, book, on)(known) is None]
    users: dict[str, list[list[Expression]]] = {}
    facts: dict[str, Fact] = {}
    for test in open_tests:
        for name in {node.name for node in test if isinstance(node, Fact) and node.name not in known}:
            users.setdefault(name, []).append(test)
    for test in open_tests:
        facts |= {node.name: node for node in test if isinstance(node, Fact)}
    found: dict[str, Sequence[object]] = {}
    for name, tests in sorted(users.items()):
        values = _values(facts[name], tests, known, on, book) if len(tests) > 1 and not facts[name].optional else []
        if values:
            found[name] = values
    return found


def _in_force(test: Expression, on: dt.date, book: LawBook) -> list[Expression]:
    """The nodes of a test without those that the law or the reading of that day passes over."""
    found = [test]
    below = (test.cases[book.in_force(test.parameter.code, on).value],) if isinstance(test, Chosen) else test.children()
    for child in below:
        found += _in_force(child, on, book)
    return found


def _values(
    fact: Fact, tests: Sequence[Sequence[Expression]], known: Mapping[str, object], on: dt.date, book: LawBook
) -> Sequence[object]:
    if fact.kind == YesNo:
        return [True, False]
    if isinstance(fact.kind, Choice):
        return fact.kind.codes
    comparisons = [
        compiled(node, book, on)
        for test in tests
        for node in test
        if isinstance(node, core.Comparison) and any(part is fact for part in nodes(node))
    ]
    if fact.kind in (Won, Count):
        return _beside(comparisons, fact.name, known, fact.minimum or 0, GREATEST_NUMBER, int)
    if fact.kind in (Date, DateOrNot):
        days = _beside(comparisons, fact.name, known, _FIRST_DAY, _LAST_DAY, dt.date.fromordinal)
        return [*days, False] if fact.kind == DateOrNot else days
    return []


def _beside(
    comparisons: Sequence[Callable[[Mapping[str, Any]], Any]],
    name: str,
    known: Mapping[str, object],
    least: int,
    most: int,
    made: Callable[[int], object],
) -> list[object]:
    """The ends of the range and both neighbours of each point at which a comparison turns."""
    points = {least, most}
    for comparison in comparisons:
        turned = _turn(lambda number, holds=comparison: holds({**known, name: made(number)}), least, most)  # type: ignore[misc]
        points |= {turned - 1, turned} if turned is not None else set()
    return [made(point) for point in sorted(points)]


def _turn(holds: Callable[[int], bool | None], low: int, high: int) -> int | None:
    """The first number with another answer than the lowest; None where the answer never turns or is unknown."""
    first, last = holds(low), holds(high)
    if first is None or last is None or first == last:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) == first else (low, middle)
    return high
