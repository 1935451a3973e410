"""Single values of an application: answers, the unknown, sealed numbers, and how they become JSON and come back.

Three things never mix: `None` or an empty text was not answered, `UNKNOWN` is the answer "모름", zero is a number.
"""

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Self, TypeAlias, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.numbers import ResidentNumber
from teojeon.kernel.crypto.sealing import seal
from teojeon.kernel.sides.current import side
from teojeon.ui.formats import UNKNOWN, Unknown

Answered = TypeVar("Answered")
Maybe: TypeAlias = Answered | Unknown | None


@dataclass(frozen=True)
class SealedNumber:
    """A number of a person: a box that only the office opens (base64), and its masked form. Nothing else is kept."""

    box: str
    masked: str

    @classmethod
    def of(cls, number: ResidentNumber, draft: UUID, what: str = "number") -> Self:
        """Seals at once; the box opens only as this draft's number. `what`: which of its numbers."""
        return cls.of_digits(number.digits, str(number), draft, what)

    @classmethod
    def of_digits(cls, digits: str, masked: str, draft: UUID, what: str) -> Self:
        """Seals a number that is no resident number, such as a company's. The office opens it as `draft/<draft>/<what>`."""
        box = seal(digits.encode(), _office_key(), f"draft/{draft}/{what}")
        return cls(base64.b64encode(box).decode(), masked)


def _office_key() -> X25519PublicKey:
    """Numbers are sealed to the office on both sides: on the portal to the other, in the office (paper filings) to itself."""
    return keyring().sealing_key() if side() == "office" else keyring().peer_sealing_key()


def encode(value: Any) -> Any:
    """A value as JSON, so that dates, 모름 and rows come back as what they were."""
    if isinstance(value, Unknown):
        return {"unknown": True}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple | list):
        return {"rows": [encode_row(row) if is_dataclass(row) else encode(row) for row in value]}
    return value


def encode_row(row: Any) -> dict[str, Any]:
    """One row of a group as JSON; blanks are left out."""
    return {each.name: encode(value) for each in fields(row) if (value := getattr(row, each.name)) not in (None, "")}


def decode(value: Any, row: type[Any] | None = None) -> Any:
    """The reverse of `encode`. `row`: the type of the rows, where the value has any."""
    if not isinstance(value, Mapping):
        return value
    if "rows" in value:
        return tuple(decode_row(each, row) if row else decode(each) for each in value["rows"])
    return UNKNOWN if "unknown" in value else dt.date.fromisoformat(value["date"])


def decode_row(stored: Mapping[str, Any], row: type[Any]) -> Any:
    """One row. What an older or newer form knew and this one does not is left out; what it did not ask is not answered."""
    known = {each.name for each in fields(row)}
    return row(**{name: decode(value) for name, value in stored.items() if name in known})
