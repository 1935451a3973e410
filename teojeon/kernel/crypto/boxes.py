"""What a data key does to bytes: AES-256-GCM, bound to the key and to the place. No database here.

A box is: version (1 byte), id of the data key (16), nonce (12), ciphertext with its tag (16).
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
ID_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
HEADER_BYTES = len(VERSION) + ID_BYTES


class Unreadable(ValueError):
    """Not a box of this subject, damaged, or moved from another place."""


class KeyDestroyed(Unreadable):
    """The key of this subject was destroyed, or a restored database lacks the secrets: nobody can read this any
    more."""


def close(plaintext: bytes, key_id: UUID, key: bytes, context: str) -> bytes:
    """A box that names its key and opens only under the same context."""
    header, nonce = VERSION + key_id.bytes, os.urandom(NONCE_BYTES)
    return header + nonce + AESGCM(key).encrypt(nonce, plaintext, _place(header, context))


def key_named_in(box: bytes) -> UUID:
    """The id of the data key that opens the box. Raises Unreadable."""
    if len(box) < HEADER_BYTES + NONCE_BYTES + TAG_BYTES or box[: len(VERSION)] != VERSION:
        raise Unreadable
    return UUID(bytes=bytes(box[len(VERSION) : HEADER_BYTES]))


def open_box(box: bytes, key: bytes, context: str) -> bytes:
    """The plaintext. Raises Unreadable."""
    header, nonce = box[:HEADER_BYTES], box[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
    try:
        return AESGCM(key).decrypt(nonce, box[HEADER_BYTES + NONCE_BYTES :], _place(header, context))
    except InvalidTag as error:
        raise Unreadable from error


def wrap(key: bytes, key_id: UUID, master: bytes) -> bytes:
    """The data key under a master key; a wrapped key that was moved to another row does not open."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(master).encrypt(nonce, key, b"teojeon data key" + key_id.bytes)


def unwrap(wrapped: bytes, key_id: UUID, master: bytes) -> bytes:
    """The data key. Raises Unreadable."""
    try:
        return AESGCM(master).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], b"teojeon data key" + key_id.bytes)
    except InvalidTag as error:
        raise Unreadable from error


def _place(header: bytes, context: str) -> bytes:
    return header + b"|" + context.encode()
