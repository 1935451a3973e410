"""The key files of a simulated agency, raw, in one folder.

seal.key, seal.pub   X25519: requests are sealed to it
sign.key, sign.pub   Ed25519: signs what the machine asks
office-seal.pub      of the house: replies are sealed to it      (from `teojeon agency hand-out FOLDER`)
portal-answer.pub    of the house: its answers are checked by it (likewise)
"""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey


@dataclass(frozen=True)
class Keys:
    """What the agency has: its own two pairs, and the house's two public keys."""

    seal: X25519PrivateKey
    sign: Ed25519PrivateKey
    office: X25519PublicKey
    portal: Ed25519PublicKey


def make(folder: Path) -> None:
    """Makes the agency's own pairs where they are missing; private files for their owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in (("seal", X25519PrivateKey), ("sign", Ed25519PrivateKey)):
        path = folder / f"{name}.key"
        if not path.exists():
            key = kind.generate()
            path.touch(0o600)
            path.write_bytes(key.private_bytes_raw())
            (folder / f"{name}.pub").write_bytes(key.public_key().public_bytes_raw())


def load(folder: Path) -> Keys:
    """Raises FileNotFoundError for a missing file."""
    return Keys(
        X25519PrivateKey.from_private_bytes((folder / "seal.key").read_bytes()),
        Ed25519PrivateKey.from_private_bytes((folder / "sign.key").read_bytes()),
        X25519PublicKey.from_public_bytes((folder / "office-seal.pub").read_bytes()),
        Ed25519PublicKey.from_public_bytes((folder / "portal-answer.pub").read_bytes()),
    )
