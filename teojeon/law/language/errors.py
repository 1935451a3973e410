"""What can go wrong: refused input (LawError), a wrongly built rule (KindError), a faulty file (DefinitionError)."""

from typing import Literal

ErrorCode = Literal[
    "BAD_JSON",
    "UNKNOWN_NAME",
    "UNKNOWN_KEY",
    "WRONG_TYPE",
    "BAD_VALUE",
    "NEGATIVE_AMOUNT",
    "BAD_DATE",
    "NOT_IN_FORCE",
    "ENGINE_NOT_INSTALLED",
]


class LawError(Exception):
    """An input that the law does not accept; answered to people and machines with its code and field.

    `message` is Korean and says what to do; `field` names the fact, option or row; `source` is the article, if any.
    """

    def __init__(self, code: ErrorCode, message: str, field: str | None = None, source: str | None = None) -> None:
        super().__init__(f"{code} {field or ''}: {message}")
        self.code: ErrorCode = code
        self.message = message
        self.field = field
        self.source = source

    def as_dict(self) -> dict[str, str | None]:
        """The error object of the law command."""
        return {"error": self.code, "message": self.message, "field": self.field, "source": self.source}


class KindError(TypeError):
    """A rule combines what cannot be combined (won + days, a date with an amount, an undeclared fact)."""


class DefinitionError(ValueError):
    """A law file is faulty (gap, overlap, missing source); raised at import, naming file, line and code."""
