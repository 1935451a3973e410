"""Sealing to a public key: HPKE (RFC 9180), base mode, X25519, HKDF-SHA256, AES-256-GCM, one message a box.

Whoever seals cannot open. A box is: version (1 byte), key id (8), encapsulated key (32), ciphertext with its tag (16).
The context says what the box holds and whose it is, for example "draft/<uuid>/number": a box moved to another place
does not open. The browser makes the same box with WebCrypto alone.
"""

import hashlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
VERSION = b"\x01"
KEY_ID_BYTES = 8
OVERHEAD_BYTES = len(VERSION) + KEY_ID_BYTES + 32 + 16


class Unopened(ValueError):
    """The box is not ours, damaged, or moved from another place. It says no more than that, so that nobody learns by
    trying."""


def key_id(public_key: X25519PublicKey) -> bytes:
    """The eight bytes by which a box names the key that opens it."""
    return hashlib.sha256(public_key.public_bytes_raw()).digest()[:KEY_ID_BYTES]


def _info(header: bytes, context: str) -> bytes:
    return b"teojeon seal" + header + context.encode()


def seal(content: bytes, public_key: X25519PublicKey, context: str) -> bytes:
    """A box that only the holder of the private key opens, and only in the same context."""
    header = VERSION + key_id(public_key)
    return header + SUITE.encrypt(content, public_key, _info(header, context))


def unseal(box: bytes, private_keys: Mapping[bytes, X25519PrivateKey], context: str) -> bytes:
    """The content of a box. `private_keys` by key id: the present one and those before it. Raises Unopened."""
    header, rest = box[: len(VERSION) + KEY_ID_BYTES], box[len(VERSION) + KEY_ID_BYTES :]
    private_key = private_keys.get(header[len(VERSION) :])
    if header[: len(VERSION)] != VERSION or private_key is None:
        raise Unopened
    try:
        return SUITE.decrypt(rest, private_key, _info(header, context))
    except (InvalidTag, ValueError) as error:
        raise Unopened from error
