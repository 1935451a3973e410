"""Which unknown facts a calculator's result waits for, as columns: the table's reading of `calculation`'s search."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce

import narwhals as nw

from teojeon.law.language.expression import Expression, Fact, nodes
from teojeon.law.language.nodes import Chosen, LookedUp, Where
from teojeon.law.table.steps import Reading


def needed(results: Sequence[Expression], reading: Reading) -> dict[str, nw.Expr]:
    """For each fact the rows in which a result waits for it. A fact that no result ever waits for is not there."""
    search = _Search(reading)
    for result in results:
        search.look(result, ())
    return {name: reduce(lambda one, other: one | other, places) for name, places in search.found.items()}


@dataclass(frozen=True)
class _Search:
    reading: Reading
    found: dict[str, list[nw.Expr]] = field(default_factory=dict)

    def look(self, node: Expression, above: tuple[nw.Expr, ...]) -> None:
        """Note where `node` is unknown while everything `above` it is unknown and read."""
        here = (*above, self._value(node).is_null())
        match node:
            case Fact(name=name):
                self._note(name, here)
            case Where(condition=condition, then=then, otherwise=otherwise):
                holds = self._value(condition)
                self.look(condition, here)
                self.look(then, (*here, holds.is_null() | holds))
                self.look(otherwise, (*here, holds.is_null() | ~holds))
            case Chosen(parameter=parameter, cases=cases):
                self.look(cases[self.reading.book.in_force(parameter.code, self.reading.on).value], here)
            case _:
                for part in node.children():
                    self.look(part, here)
        if isinstance(node, LookedUp):
            # class and date are known and the table has no row: it is the date that the table does not reach
            beyond = (*here, ~self._value(node.key).is_null(), ~self._value(node.at).is_null())
            for each in nodes(node.at):
                if isinstance(each, Fact):
                    self._note(each.name, beyond)

    def _value(self, node: Expression) -> nw.Expr:
        column = self.reading.column(node)
        return nw.col(column) if isinstance(column, str) else column

    def _note(self, name: str, conditions: tuple[nw.Expr, ...]) -> None:
        self.found.setdefault(name, []).append(reduce(lambda one, other: one & other, conditions))
