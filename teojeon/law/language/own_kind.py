"""A kind of value that reads and describes itself: for the few facts that no general kind fits."""

from abc import abstractmethod
from dataclasses import dataclass

from teojeon.law.language.kinds import Kind


@dataclass(frozen=True)
class OwnKind(Kind):
    """Rules cannot compare such a value; a calculator takes it as `read` gives it."""

    @abstractmethod
    def read(self, value: object, field: str, source: str | None) -> object:
        """The typed value, or `LawError` with the field."""

    @abstractmethod
    def json_schema(self) -> dict[str, object]:
        """What `teojeon law schema` prints of it, without null."""
