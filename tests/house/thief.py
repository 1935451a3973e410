"""What somebody finds who has taken all that the portal has: its role, its keys, its disk. Run under `teojeon.settings.portal`.

The thief does not keep to the house's functions: boxes are opened without their context and without asking whether their tag holds.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.db import connection, transaction

from teojeon.kernel.crypto import boxes
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.lookup import KINDS
from teojeon.kernel.crypto.sealing import KEY_ID_BYTES, VERSION

READABLE = """
SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname IN ('public', 'portal_side', 'office_side')
  AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1
"""
BASE64 = re.compile(rb"[A-Za-z0-9+/]{60,}={0,2}")
FIRST_BLOCK = b"\0\0\0\2"  # of AES-GCM's counter, after the one that makes the tag


def needles(digits: str, lookup_key: bytes = b"") -> dict[str, bytes]:
    """Every form in which 13 digits might lie somewhere: written, encoded, as a number, hashed without or with a key at hand."""
    written = {"digits": digits, "hyphen": f"{digits[:6]}-{digits[6:]}", "last seven": digits[6:], "backwards": digits[::-1]}
    forms = {name: text.encode() for name, text in written.items()}
    forms |= {f"{name} as UTF-16": text.encode("utf-16-le") for name, text in written.items()}
    for name, text in written.items():
        forms[f"{name} as hex"] = text.encode().hex().encode()
        for shift in range(3):  # base64 has three alignments; its edges depend on the neighbours
            coded = base64.b64encode(b"\0" * shift + text.encode()).rstrip(b"=")
            forms[f"{name} as base64/{shift}"] = coded[2 if shift else 0 : -1][2 if shift == 2 else 0 :]
    for way in ("digits", "hyphen"):
        text = written[way]
        for algorithm in ("md5", "sha1", "sha256", "sha512"):
            hashed = hashlib.new(algorithm, text.encode(), usedforsecurity=False)
            forms |= {f"{algorithm} of {way}": hashed.digest(), f"{algorithm} of {way} in hex": hashed.hexdigest().encode()}
        if lookup_key:
            for kind in KINDS:
                keyed = hmac.new(lookup_key, kind.encode() + b"\0" + text.encode(), hashlib.sha256)
                forms |= {f"keyed {kind} of {way}": keyed.digest(), f"keyed {kind} of {way} in hex": keyed.hexdigest().encode()}
    forms["as a number"] = int(digits).to_bytes(8, "big")
    return forms


def found_in(content: bytes, forms: dict[str, bytes]) -> list[str]:
    return [name for name, form in forms.items() if form in content]


def stolen(accounts: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Every value of every table that the role may read, for each person's eyes; every file of the portal's folders."""
    for account in ["", *accounts]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.account', %s, true)", [account])
            cursor.execute(READABLE)
            for (table,) in cursor.fetchall():
                cursor.execute(f"SELECT * FROM {table}")
                for row in cursor.fetchall():
                    for value in row:
                        yield table, bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    for folder in (settings.KEYS_DIR / "portal", settings.FILES_DIR / "portal"):
        for path in Path(folder).rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes()


def data_keys() -> dict[UUID, bytes]:
    """All data keys of the portal, unwrapped with the master keys on its disk."""
    ring, keys = keyring(), {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT key_id, master_key, wrapped FROM crypto_datakeysecret")
        for key_id, master, wrapped in cursor.fetchall():
            keys[key_id] = boxes.unwrap(bytes(wrapped), key_id, ring.master(master))
    return keys


def opened(content: bytes, keys: dict[UUID, bytes]) -> Iterator[bytes]:
    """What can be made of a value: itself, what lies in it as a box of a known key, and what lies in that as base64."""
    yield content
    named = content[len(boxes.VERSION) : boxes.HEADER_BYTES]
    key = keys.get(UUID(bytes=named)) if len(named) == boxes.ID_BYTES else None
    if key is not None:
        nonce = content[boxes.HEADER_BYTES : boxes.HEADER_BYTES + boxes.NONCE_BYTES]
        plain = Cipher(algorithms.AES(key), modes.CTR(nonce + FIRST_BLOCK)).decryptor()
        yield from opened(plain.update(content[boxes.HEADER_BYTES + boxes.NONCE_BYTES : -boxes.TAG_BYTES]), keys)
    for coded in BASE64.findall(content):
        yield from opened(base64.b64decode(coded + b"=" * (-len(coded) % 4)), keys)


def sealed_to_me(content: bytes) -> bool:
    """Whether a sealed box names a key that the portal holds: such a box it could open."""
    return any(VERSION + name in content for name in keyring().unsealing_keys() if len(name) == KEY_ID_BYTES)


def main(accounts: Sequence[str], digits: str, control: str) -> None:
    """Prints as JSON: where which form of the number was found, whether the control word was, how much was looked at."""
    forms, keys = needles(digits, keyring().lookup_key()), data_keys()
    found, control_found, size, for_me = [], 0, 0, []
    for place, value in stolen(accounts):
        for content in opened(value, keys):
            size += len(content)
            found += [[place, form] for form in found_in(content, forms)]
            control_found += control.encode() in content and content is not value
        # what the office sealed to the portal is letters and dates; drafts and filings must not be among them
        if not place.endswith("to_portal") and "/keys/" not in place and sealed_to_me(value):
            for_me.append(place)
    print(json.dumps({"found": found, "control": control_found, "size": size, "sealed_to_me": for_me, "keys": len(keys)}))
