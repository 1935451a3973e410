"""What a side keeps on its disk: master keys, sealing pairs, the key of look-ups, the key that signs audit heads.

    <keys>/<side>/master/<id>.key    32 bytes each; `master/current` names the one that wraps new data keys
    <keys>/<side>/seal/<id>.key      X25519, raw; `seal/current` names the one to seal to; earlier ones open
    <keys>/<side>/seal.pub           the current public key, for the browser
    <keys>/<side>/peer-seal.pub      the other side's current public key
    <keys>/<side>/lookup.key         HMAC key of keyed look-ups
    <keys>/<side>/audit.key, .pub    Ed25519, raw
    <keys>/<side>/django-secret.key  text; signs the door's cookies
    <keys>/portal/answer.key, .pub   Ed25519, raw; signs what the portal answers to machines of agencies
    <keys>/office/pdf-seal.key, .crt see `certificate.py`

No side holds a private key of the other.
"""

import functools
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from django.conf import settings

from teojeon.kernel.crypto import certificate, sealing
from teojeon.kernel.crypto.key_files import (
    KeyMissing,
    erase,
    make_folder,
    read_key,
    write_if_missing,
    write_whole,
)
from teojeon.kernel.sides.current import SIDES, Side, side

KEY_BYTES = 32
CURRENT = "current"

__all__ = ["KeyMissing", "Keyring", "audit_signers", "create_missing", "keyring"]


def master_key_id(master_key: bytes) -> str:
    """Eight bytes of the digest, as hexadecimal digits: names the key in rows and files and tells nothing about it."""
    return hashlib.sha256(master_key).hexdigest()[:16]


@dataclass(frozen=True)
class Keyring:
    """The keys of one side, read when first asked for. `repr` shows no key."""

    side: Side
    folder: Path
    _masters: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    _sealing: dict[bytes, X25519PrivateKey] = field(default_factory=dict, repr=False, compare=False)

    def current_master(self) -> tuple[str, bytes]:
        """Id and key that wrap new data keys. The marker is read each time, because a rotation may run beside this
        process."""
        name = read_key(self.folder / "master" / CURRENT, f"{self.side} 마스터 키 표시").decode()
        return name, self.master(name)

    def master(self, name: str) -> bytes:
        """The master key of that id, the present or an earlier one. Raises KeyMissing."""
        if name not in self._masters:
            path = self.folder / "master" / f"{name}.key"
            self._masters[name] = read_key(path, f"{self.side} 마스터 키 {name}", KEY_BYTES)
        return self._masters[name]

    def master_ids(self) -> list[str]:
        """All master keys on the disk; more than one only while a rotation is unfinished."""
        return sorted(path.stem for path in (self.folder / "master").glob("*.key"))

    def add_master(self) -> str:
        """Make a new master key, current from now on; earlier ones stay until `forget_master`."""
        key = secrets.token_bytes(KEY_BYTES)
        name = master_key_id(key)
        write_whole(self.folder / "master" / f"{name}.key", key)
        write_whole(self.folder / "master" / CURRENT, name.encode())
        return name

    def forget_master(self, name: str) -> None:
        """Destroy a master key that wraps nothing any more. The current one is refused."""
        if name == self.current_master()[0]:
            raise ValueError("the current master key is not destroyed")
        self._masters.pop(name, None)
        erase(self.folder / "master" / f"{name}.key")

    def unsealing_keys(self) -> Mapping[bytes, X25519PrivateKey]:
        """The side's private sealing keys by key id: the present one and those before it."""
        if not self._sealing:
            for path in sorted((self.folder / "seal").glob("*.key")):
                key = X25519PrivateKey.from_private_bytes(read_key(path, f"{self.side} 봉인 키", KEY_BYTES))
                self._sealing[sealing.key_id(key.public_key())] = key
            if not self._sealing:
                raise KeyMissing(f"{self.side} 봉인 키", self.folder / "seal")
        return self._sealing

    def sealing_key(self) -> X25519PublicKey:
        """The public key that others seal to for this side."""
        return _public_key(self.folder / "seal.pub", f"{self.side} 봉인 공개키")

    def peer_sealing_key(self) -> X25519PublicKey:
        """The public key to seal to for the other side."""
        return _public_key(self.folder / "peer-seal.pub", f"{self.side} 쪽이 갖는 상대 봉인 공개키")

    def lookup_key(self) -> bytes:
        """The HMAC key of this side's keyed look-ups; the two sides' keys differ, so their hashes cannot be joined."""
        return read_key(self.folder / "lookup.key", f"{self.side} 조회용 키", KEY_BYTES)

    def audit_key(self) -> Ed25519PrivateKey:
        """Signs the heads of this side's audit chains."""
        raw = read_key(self.folder / "audit.key", f"{self.side} 감사 서명 키", KEY_BYTES)
        return Ed25519PrivateKey.from_private_bytes(raw)

    def answer_key(self) -> Ed25519PrivateKey:
        """Signs the portal's answers to machines of agencies, which have its public part."""
        raw = read_key(self.folder / "answer.key", f"{self.side} 회신 서명 키", KEY_BYTES)
        return Ed25519PrivateKey.from_private_bytes(raw)


def _public_key(path: Path, what: str) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(read_key(path, what, KEY_BYTES))


@functools.cache
def _keyring_of(which: Side, folder: Path) -> Keyring:
    return Keyring(which, folder)


def keyring() -> Keyring:
    """The keys of the side for which this code runs. Raises NoSide; each key raises KeyMissing when it is asked for."""
    which = side()
    return _keyring_of(which, Path(settings.KEYS_DIR) / which)


def forget_cached() -> None:
    """Read all keys anew at the next use: after a new sealing pair, and between tests."""
    _keyring_of.cache_clear()


def create_missing(keys_dir: Path) -> list[Path]:
    """Make every key that is not there, for both sides; what is there stays as it is. Returns the files made. Safe to
    repeat, also after a run that stopped half-way."""
    made: list[Path] = []
    for which in SIDES:
        made += _create_side(keys_dir / which)
    made += _create_answer_key(keys_dir / "portal")
    for which, other in zip(SIDES, reversed(SIDES), strict=True):
        _write_if_changed(keys_dir / which / "peer-seal.pub", (keys_dir / other / "seal.pub").read_bytes(), made)
    made += certificate.create_missing(keys_dir / "office")
    forget_cached()
    return made


def _create_side(folder: Path) -> list[Path]:
    made: list[Path] = []
    for part in (folder, folder / "master", folder / "seal"):
        make_folder(part)
    if not (folder / "master" / CURRENT).exists():
        made.append(_create_master(folder / "master"))
    if not (folder / "seal" / CURRENT).exists():
        made.append(_create_sealing_pair(folder))
    name = (folder / "seal" / CURRENT).read_text()
    pair = X25519PrivateKey.from_private_bytes(read_key(folder / "seal" / f"{name}.key", "봉인 키", KEY_BYTES))
    _write_if_changed(folder / "seal.pub", pair.public_key().public_bytes_raw(), made)
    plain = {
        "lookup.key": secrets.token_bytes(KEY_BYTES),
        "audit.key": secrets.token_bytes(KEY_BYTES),
        "django-secret.key": secrets.token_hex(KEY_BYTES).encode(),
    }
    made += [folder / name for name, content in plain.items() if write_if_missing(folder / name, content)]
    audit = Ed25519PrivateKey.from_private_bytes(read_key(folder / "audit.key", "감사 서명 키", KEY_BYTES))
    _write_if_changed(folder / "audit.pub", audit.public_key().public_bytes_raw(), made)
    return made


def _create_answer_key(folder: Path) -> list[Path]:
    made = [folder / "answer.key"] if write_if_missing(folder / "answer.key", secrets.token_bytes(KEY_BYTES)) else []
    key = Ed25519PrivateKey.from_private_bytes(read_key(folder / "answer.key", "회신 서명 키", KEY_BYTES))
    _write_if_changed(folder / "answer.pub", key.public_key().public_bytes_raw(), made)
    return made


def _create_master(folder: Path) -> Path:
    """A set-up that stopped between key and marker left a key behind: it is taken, not doubled."""
    left = sorted(folder.glob("*.key"))
    if left:
        name, path = left[0].stem, left[0]
    else:
        key = secrets.token_bytes(KEY_BYTES)
        name = master_key_id(key)
        path = folder / f"{name}.key"
        write_if_missing(path, key)
    write_if_missing(folder / CURRENT, name.encode())
    return path


def _create_sealing_pair(folder: Path) -> Path:
    key = X25519PrivateKey.generate()
    name = sealing.key_id(key.public_key()).hex()
    path = folder / "seal" / f"{name}.key"
    write_if_missing(path, key.private_bytes_raw())
    write_whole(folder / "seal" / CURRENT, name.encode())
    return path


def new_sealing_pair(keys_dir: Path, which: Side) -> bytes:
    """A new pair for what is sealed from now on; earlier pairs still open. The other side learns the public key.
    Returns the new key's id."""
    _create_sealing_pair(keys_dir / which)
    create_missing(keys_dir)
    return bytes.fromhex((keys_dir / which / "seal" / CURRENT).read_text())


def _write_if_changed(path: Path, content: bytes, made: list[Path]) -> None:
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content)
        made.append(path)


def audit_signers(keys_dir: Path) -> dict[str, list[Ed25519PublicKey]]:
    """The public keys by which each side's exported heads and checkpoints are checked."""
    return {
        which: [Ed25519PublicKey.from_public_bytes(read_key(keys_dir / which / "audit.pub", f"{which} 감사 공개키", KEY_BYTES))]
        for which in SIDES
    }
