"""What the law command can run, with all that its module declares: conditions, results, articles, readings."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from teojeon.law.catalogue import ENTRIES
from teojeon.law.language.calculation import Calculation
from teojeon.law.language.expression import Expression
from teojeon.law.language.rules import RuleSet
from teojeon.law.language.source import Source


@dataclass(frozen=True)
class Declared:
    """A rule of the command. `readings`: of the whole rule, as pairs of the catalogue's code and the reading taken."""

    name: str
    rules: RuleSet
    calculation: Calculation | None
    readings: tuple[tuple[str, str], ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The articles of the calculator itself; those of the conditions stand with them."""
        return self.calculation.sources if self.calculation else ()

    def expressions(self) -> Iterator[tuple[str, Expression]]:
        """Every condition and every result with its name."""
        yield from ((requirement.code, requirement.test) for requirement in self.rules.requirements)
        yield from self.calculation.columns() if self.calculation else ()


def declared() -> list[Declared]:
    """Every rule of the command, in its order."""
    return [_declared(name, entry.rules) for name, entry in ENTRIES.items()]


def _declared(name: str, rules: RuleSet) -> Declared:
    modules = _law_modules()
    home = [module for module in modules if any(value is rules for value in vars(module).values())]
    calculations = [value for module in modules for value in vars(module).values() if isinstance(value, Calculation)]
    return Declared(
        name,
        rules,
        next((each for each in calculations if each.rules is rules), None),
        tuple(dict.fromkeys(reading for module in home for reading in _readings(module))),
    )


def _law_modules() -> list[ModuleType]:
    return [module for name, module in sorted(sys.modules.items()) if name.startswith("teojeon.law.")]


def _readings(module: ModuleType) -> Iterator[tuple[str, str]]:
    for value in vars(module).values():
        if isinstance(value, Mapping) and {"code", "title"} <= value.keys() and str(value["code"]).startswith("A-"):
            yield str(value["code"]), str(value["title"])
