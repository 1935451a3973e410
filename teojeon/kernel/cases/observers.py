"""Who is told of each line that is entered into a case's timeline, inside the unit that enters it. For information only: an observer
refuses nothing and changes nothing of the case."""

from collections.abc import Callable

from teojeon.kernel.cases.models import Case, TimelineEntry

Observer = Callable[[Case, TimelineEntry], None]
_observers: list[Observer] = []


def observed_by(observer: Observer) -> Observer:
    """Registers an observer, once."""
    if observer not in _observers:
        _observers.append(observer)
    return observer


def entered(case: Case, entry: TimelineEntry) -> None:
    """Tells all observers."""
    for observer in _observers:
        observer(case, entry)
