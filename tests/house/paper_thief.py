"""What somebody finds of papers who has taken all that the portal has: its role, its keys, its disk. Run under the portal's settings.

As in thief.py the house's own functions are not asked: files are opened with every key at hand, whatever their tag says.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from teojeon.kernel.documents import store
from tests.house.thief import FIRST_BLOCK, data_keys, opened, stolen


def files(keys: dict[UUID, bytes]) -> Iterator[bytes]:
    """Every stored file of the portal, each chunk opened with the key that it names, where that is at hand."""
    for path in (Path(settings.FILES_DIR) / "portal").rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        yield content
        header, rest = content[: store.HEADER_BYTES], content[store.HEADER_BYTES :]
        key = keys.get(UUID(bytes=header[len(store.MARK) :])) if len(header) == store.HEADER_BYTES else None
        if key is None:
            continue
        own = HKDF(SHA256(), 32, salt=UUID(path.name).bytes, info=b"teojeon file").derive(key)
        step = store.CHUNK_BYTES + store.TAG_BYTES
        for number, start in enumerate(range(0, len(rest), step)):
            box = rest[start : start + step]
            nonce = number.to_bytes(11, "big") + bytes([start + step >= len(rest)])
            yield Cipher(algorithms.AES(own), modes.CTR(nonce + FIRST_BLOCK)).decryptor().update(box[: -store.TAG_BYTES])


def main(accounts: Sequence[str], needle: str) -> None:
    """Prints as JSON in how many places the needle was found, and how much was looked at."""
    wanted, keys, found, size = needle.encode(), data_keys(), 0, 0
    for content in files(keys):
        found, size = found + (wanted in content), size + len(content)
    for _, value in stolen(accounts):
        for content in opened(value, keys):
            found, size = found + (wanted in content), size + len(content)
    print(json.dumps({"found": found, "size": size, "keys": len(keys)}))
