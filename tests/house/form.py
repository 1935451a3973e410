"""One form of a door, as the tests of bad input know it."""

from dataclasses import dataclass, field
from typing import Any

Words = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One form. `name`: where it is sent; `shown_at`: the page it stands on, where that is another one.

    `stage`: what lies behind it (STAGES). `good`: what a careful person enters; words in braces come from the stage.
    `required`: listed when all is left empty. `texts`: inputs of one line or more; `free`: those in which a number of a person
    is hidden; `dates`, `amounts`. `path`: the other words of the address.
    """

    name: str
    role: str
    stage: str
    good: dict[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    shown_at: str = ""
    path: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return "-".join([self.name, *(word for _, word in self.path)])

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.texts, *self.free]))
