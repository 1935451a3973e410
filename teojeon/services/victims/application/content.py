"""What a draft holds, form version 1: typed answers, the sealed number, and what could not be read yet.

Three things never mix: `None` or an empty text was not answered, `UNKNOWN` is the answer "모름", zero is a number.
"""

import base64
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self, TypeAlias, TypeVar
from uuid import UUID

from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.numbers import ResidentNumber
from teojeon.kernel.crypto.sealing import seal
from teojeon.kernel.crypto.subjects import decrypt_for, encrypt_for
from teojeon.services.victims.application.models import Draft, Filing
from teojeon.ui.formats import UNKNOWN, Unknown

FORM_VERSION = 1
NO_SIGUNGU = "none"
Answered = TypeVar("Answered")
Maybe: TypeAlias = Answered | Unknown | None


@dataclass(frozen=True)
class SealedNumber:
    """A resident or foreigner number: a box that only the office opens (base64), and its masked form. Nothing else is kept."""

    box: str
    masked: str

    @classmethod
    def of(cls, number: ResidentNumber, draft: UUID) -> Self:
        """Seals at once; the box opens only as this draft's number."""
        box = seal(number.digits.encode(), keyring().peer_sealing_key(), f"draft/{draft}/number")
        return cls(base64.b64encode(box).decode(), str(number))


@dataclass(frozen=True)
class Applicant:
    """Who applies (S1-APP-02)."""

    is_natural_person: Maybe[bool] = None
    name: str = ""
    birth_date: dt.date | None = None
    service_address: str = ""
    resident_address: str = ""
    mobile: str = ""


@dataclass(frozen=True)
class House:
    """Where the house lies (S1-APP-03). `sigungu` may be NO_SIGUNGU: not in the list."""

    sido: str = ""
    sigungu: str = ""
    legal_dong: str = ""
    address: str = ""


@dataclass(frozen=True)
class Lease:
    """First contract, present deposit and rent in won (S1-APP-04)."""

    first_contract_date: Maybe[dt.date] = None
    deposit_current: Maybe[int] = None
    monthly_rent: Maybe[int] = None


@dataclass(frozen=True)
class Occupancy:
    """Handover, move-in report, fixed date (S1-APP-05)."""

    handover_state: Maybe[str] = None
    handover_on: Maybe[dt.date] = None
    move_in_report_on: Maybe[dt.date] = None
    fixed_date_on: Maybe[dt.date] = None


@dataclass(frozen=True)
class Content:
    """All answers of one application.

    `verified_name`, `verified_birth_date`: what the identity provider vouched for when the draft was made. `unclear`: inputs that could not be
    read, as they were typed, by step and input. `saved_by`: the page that saved last.
    """

    applicant: Applicant = field(default_factory=Applicant)
    house: House = field(default_factory=House)
    lease: Lease = field(default_factory=Lease)
    occupancy: Occupancy = field(default_factory=Occupancy)
    number: SealedNumber | None = None
    verified_name: str = ""
    verified_birth_date: dt.date | None = None
    unclear: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    saved_by: str = ""

    def with_step(
        self,
        step: str,
        values: Mapping[str, Any],
        unclear: Mapping[str, str],
        number: SealedNumber | None = None,
        page: str = "",
    ) -> Self:
        """The content after one step was saved. A number that was not typed again stays."""
        section = replace(getattr(self, step), **values)
        others = {name: inputs for name, inputs in self.unclear.items() if name != step}
        kept = {**others, step: dict(unclear)} if unclear else others
        changed: dict[str, Any] = {step: section}
        return replace(self, **changed, unclear=kept, number=number or self.number, saved_by=page)

    def for_the_applicant(self) -> Self:
        """As the portal keeps it after filing: the number masked only, nothing unread."""
        number = SealedNumber("", self.number.masked) if self.number else None
        return replace(self, number=number, unclear={}, saved_by="")


SECTIONS: dict[str, type[Any]] = {"applicant": Applicant, "house": House, "lease": Lease, "occupancy": Occupancy}


def encode(value: Any) -> Any:
    """A value as JSON, so that dates and 모름 come back as what they were."""
    if isinstance(value, Unknown):
        return {"unknown": True}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return value


def decode(value: Any) -> Any:
    """The reverse of `encode`."""
    if isinstance(value, Mapping):
        return UNKNOWN if "unknown" in value else dt.date.fromisoformat(value["date"])
    return value


def to_json(content: Content) -> dict[str, Any]:
    """The content as JSON, with its form version."""
    sections = {
        name: {each.name: encode(getattr(getattr(content, name), each.name)) for each in fields(section)}
        for name, section in SECTIONS.items()
    }
    return {
        "form_version": FORM_VERSION,
        **sections,
        "number": asdict(content.number) if content.number else None,
        "verified_name": content.verified_name,
        "verified_birth_date": encode(content.verified_birth_date),
        "unclear": {step: dict(inputs) for step, inputs in content.unclear.items()},
        "saved_by": content.saved_by,
    }


def from_json(stored: Mapping[str, Any]) -> Content:
    """The content of stored JSON. What an older version did not ask is not answered."""
    sections: dict[str, Any] = {}
    for name, section in SECTIONS.items():
        known = {each.name for each in fields(section)}
        sections[name] = section(**{key: decode(each) for key, each in stored.get(name, {}).items() if key in known})
    number = stored.get("number")
    return Content(
        **sections,
        number=SealedNumber(**number) if number else None,
        verified_name=stored.get("verified_name", ""),
        verified_birth_date=decode(stored.get("verified_birth_date")),
        unclear=stored.get("unclear", {}),
        saved_by=stored.get("saved_by", ""),
    )


def load(draft: Draft) -> Content:
    """The answers of a draft. Raises KeyDestroyed when the office has taken them over."""
    if not draft.box:
        return Content()
    return from_json(json.loads(decrypt_for(draft.pk, bytes(draft.box), f"draft/{draft.pk}/content")))


def store(draft: Draft, content: Content) -> None:
    """Puts the answers into the draft, under the draft's own key. The caller saves the row."""
    draft.box = encrypt_for(draft.pk, _bytes(to_json(content)), f"draft/{draft.pk}/content")


@dataclass(frozen=True)
class Filed:
    """What was filed, as the applicant may see it. `flags`: codes of the questions that stood open at filing."""

    content: Content
    flags: tuple[str, ...] = ()


def load_filed(filing: Filing) -> Filed:
    """What was filed, from under the person's own key."""
    stored = json.loads(decrypt_for(filing.account, bytes(filing.box), f"filing/{filing.pk}/content"))
    return Filed(from_json(stored["content"]), tuple(stored["flags"]))


def filed_box(account: UUID, draft: UUID, filed: Filed) -> bytes:
    """The box of a Filing: masked content and flags under the account's key."""
    plain = {"content": to_json(filed.content.for_the_applicant()), "flags": list(filed.flags)}
    return encrypt_for(account, _bytes(plain), f"filing/{draft}/content")


def _bytes(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
