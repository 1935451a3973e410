"""Keyed look-up: finding an encrypted value again without storing it readable.

A hash serves duplicates and linkage inside one controller; without the key nobody can try all numbers. Each side has
its own key, and the portal may hash no resident number: with its role, keys and disk no submitted number can be found.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.sides.current import Side, side


@dataclass(frozen=True)
class _Kind:
    sides: tuple[Side, ...]
    digits_only: bool


KINDS: Mapping[str, _Kind] = {
    "resident_number": _Kind(("office",), digits_only=True),  # and foreigners' registration numbers
    "account_number": _Kind(("office",), digits_only=True),
    "phone": _Kind(("office", "portal"), digits_only=True),
    "ci": _Kind(("portal",), digits_only=False),  # 연계정보 of the identity service: letters count as they are
    "invitation": _Kind(("portal",), digits_only=False),  # the one-time code that lets another account in
    "enquiry": _Kind(("portal",), digits_only=False),  # a person who asks without an account, so that tries are counted
    "email": _Kind(("office", "portal"), digits_only=False),
    "name": _Kind(("office",), digits_only=False),  # of a person, for linking cases of one contract
    "linkage": _Kind(("office",), digits_only=False),  # of a landlord, backer, building or broker, for linking cases
}


class NotOnThisSide(RuntimeError):
    """This side may not look up values of that kind."""


def lookup_hash(kind: str, value: str) -> bytes:
    """32 bytes, the same for every way of writing the value (full-width digits, hyphens, spaces, decomposed Hangul),
    different for each kind and side. Raises NotOnThisSide, KeyError for an unknown kind, ValueError for an empty
    value."""
    return lookup_hasher(kind)(value)


def lookup_hasher(kind: str) -> Callable[[str], bytes]:
    """`lookup_hash` for many values of one kind: the key is read once."""
    rule = KINDS[kind]
    if side() not in rule.sides:
        raise NotOnThisSide(kind)
    key = keyring().lookup_key()

    def hashed(value: str) -> bytes:
        normal = only_digits(value) if rule.digits_only else unicodedata.normalize("NFC", value).strip()
        if kind == "email":
            normal = normal.casefold()
        if not normal:
            raise ValueError(f"empty value for look-up of {kind}")
        return hmac.new(key, kind.encode() + b"\0" + normal.encode(), hashlib.sha256).digest()

    return hashed


def only_digits(value: str) -> str:
    """The decimal digits of a text, of whatever script, as 0–9."""
    return "".join(str(unicodedata.decimal(letter)) for letter in value if letter.isdecimal())
