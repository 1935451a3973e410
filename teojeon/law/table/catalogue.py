"""Which rules have a table form, by name."""

from collections.abc import Callable, Mapping
from functools import cache

from teojeon.law.language.errors import LawError
from teojeon.law.table.calculators import of_calculation
from teojeon.law.table.form import TableForm
from teojeon.law.table.period import period
from teojeon.law.table.victim import victim
from teojeon.law.victims.minimum_guarantee import MINIMUM_GUARANTEE
from teojeon.law.victims.small_deposit import SMALL_DEPOSIT


@cache
def _small_deposit() -> TableForm:
    return of_calculation(SMALL_DEPOSIT)


@cache
def _minimum_guarantee() -> TableForm:
    return of_calculation(MINIMUM_GUARANTEE)


FORMS: Mapping[str, Callable[[], TableForm]] = {
    "victim": victim,
    "small-deposit": _small_deposit,
    "minimum-guarantee": _minimum_guarantee,
    "period": period,
}


def form(name: str) -> TableForm:
    """The table form of a rule, or `BAD_VALUE` (field `table`) for a rule that has none."""
    make = FORMS.get(name)
    if make is None:
        raise LawError("BAD_VALUE", f"표로 실행할 수 없는 규칙입니다. 표로 실행하는 규칙: {', '.join(FORMS)}", "table")
    return make()
