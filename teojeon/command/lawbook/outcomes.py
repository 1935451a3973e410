"""The formulas of the classes in words, worked out from the table that decides cases: nothing is written twice.

Each formula is printed as its prime implicants: the shortest combinations of composites that make it hold.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import combinations, product

from teojeon.command.lawbook.markdown import table
from teojeon.law.book import LawBook, shipped_parameters
from teojeon.law.victims.outcome import CLASSES, COMPOSITES, Formulas
from teojeon.law.victims.values import READING_A13

_TITLES = {"GA": "가목(전세사기피해자)", "NA": "나목", "DA": "다목", "EXCLUDE": "적용제외", "DISMISS": "각하"}
_NAMES = tuple(composite.name for composite in COMPOSITES)
Term = tuple[tuple[str, bool], ...]


def section() -> list[str]:
    """The classes with their formulas, and how the outcome follows from them."""
    formulas = Formulas.of(LawBook.shipped(), shipped_parameters().rows[READING_A13.code][-1].from_)
    rows = [[_TITLES[name], f"`{name}`", words(partial(formulas.of_class, name))] for name in CLASSES]
    rows += [[_TITLES[name], f"`{name}`", words(partial(_comes_to, formulas, name))] for name in ("EXCLUDE", "DISMISS")]
    made = [
        f"{composite.name} = {' 그리고 '.join(composite.members) if composite.all_hold else ' 또는 '.join(composite.members)}"
        for composite in COMPOSITES
        if len(composite.members) > 1
    ]
    return [
        "### 결과를 정하는 식",
        "",
        *table(("결과", "코드", "식"), rows),
        "",
        f"{', '.join(made)}. 식이 여럿 맞으면 각하, 적용제외, 가목, 나목, 다목의 차례로 정하고, 아무것도 맞지 않으면 불인정(`REJECT`)입니다.",
        "모르는 항목을 어떻게 채워도 결과가 같으면 그 결과이고, 다르면 보류(`HOLD`)입니다.",
    ]


def words(holds: Callable[[Mapping[str, bool]], bool | None]) -> str:
    """A formula over the composites in words: its shortest combinations, joined by 또는."""
    return " 또는 ".join(
        "(" + " 그리고 ".join(name if value else f"{name} 아님" for name, value in term) + ")" for term in implicants(holds)
    )


def implicants(holds: Callable[[Mapping[str, bool]], bool | None]) -> list[Term]:
    """The prime implicants, shortest first: each fixes some composites, makes the formula hold, and none can be left out."""
    found: list[Term] = []
    for size in range(len(_NAMES) + 1):
        for term in _terms(size):
            if not any(set(shorter) <= set(term) for shorter in found) and all(holds(state) for state in _states(dict(term))):
                found.append(term)
    return found


def _comes_to(formulas: Formulas, name: str, value: Mapping[str, bool]) -> bool:
    return formulas.outcome(value) == name


def _terms(size: int) -> Iterator[Term]:
    for names in combinations(_NAMES, size):
        for values in product((True, False), repeat=size):
            yield tuple(zip(names, values, strict=True))


def _states(fixed: Mapping[str, bool]) -> Iterator[dict[str, bool]]:
    free = [name for name in _NAMES if name not in fixed]
    for values in product((True, False), repeat=len(free)):
        yield {**fixed, **dict(zip(free, values, strict=True))}
