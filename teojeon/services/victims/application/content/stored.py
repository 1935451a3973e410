"""Drafts and filings as JSON in their boxes. A draft of an older form loads without a word being asked again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol
from uuid import UUID

from teojeon.kernel.crypto.subjects import decrypt_for, encrypt_for
from teojeon.services.victims.application.content.values import SealedNumber, decode, encode
from teojeon.services.victims.application.content.whole import FORM_VERSION, NUMBERS, PASSED, ROWS, SECTIONS, Content
from teojeon.services.victims.application.models import Filing

OLDER_STEPS = ("applicant", "house", "lease", "occupancy")
"""The steps of version 1, which kept no progress."""


def to_json(content: Content) -> dict[str, Any]:
    """The content as JSON, with its form version. Blanks are left out."""
    sections = {
        name: {
            each.name: encode(value)
            for each in fields(section)
            if (value := getattr(getattr(content, name), each.name)) != each.default
        }
        for name, section in SECTIONS.items()
    }
    numbers = {name: asdict(number) if (number := getattr(content, name)) else None for name in NUMBERS}
    return {
        "form_version": FORM_VERSION,
        **sections,
        **numbers,
        "verified_name": content.verified_name,
        "verified_birth_date": encode(content.verified_birth_date),
        "unclear": {section: dict(inputs) for section, inputs in content.unclear.items()},
        "removed": {group: dict(row) for group, row in content.removed.items()},
        "progress": dict(content.progress),
        "saved_by": content.saved_by,
    }


def from_json(stored: Mapping[str, Any]) -> Content:
    """The content of stored JSON. What an older version did not ask is not answered."""
    sections: dict[str, Any] = {}
    for name, section in SECTIONS.items():
        known = {each.name for each in fields(section)}
        given = {key: decode(each, ROWS.get(key)) for key, each in stored.get(name, {}).items() if key in known}
        sections[name] = section(**given)
    numbers: dict[str, Any] = {name: SealedNumber(**box) if (box := stored.get(name)) else None for name in NUMBERS}
    return Content(
        **sections,
        **numbers,
        verified_name=stored.get("verified_name", ""),
        verified_birth_date=decode(stored.get("verified_birth_date")),
        unclear=stored.get("unclear", {}),
        removed=stored.get("removed", {}),
        progress=stored["progress"] if "progress" in stored else _older_progress(sections),
        saved_by=stored.get("saved_by", ""),
    )


def _older_progress(sections: Mapping[str, Any]) -> dict[str, str]:
    """Version 1 kept no progress: what has answers was gone through."""
    return {step: PASSED for step in OLDER_STEPS if sections[step] != SECTIONS[step]()}


class Kept(Protocol):
    """Where answers lie: a draft of the portal, or of the office for an application on paper."""

    pk: UUID
    box: Any


def load(draft: Kept) -> Content:
    """The answers of a draft. Raises KeyDestroyed when the office has taken them over."""
    if not draft.box:
        return Content()
    return from_json(json.loads(decrypt_for(draft.pk, bytes(draft.box), f"draft/{draft.pk}/content")))


def store(draft: Kept, content: Content) -> None:
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
