"""What remains of a month that was closed: a signed checkpoint in each of its chains."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


@dataclass(frozen=True)
class Closed:
    """The signed fields of a checkpoint; `models.Checkpoint` says what they mean."""

    side: str
    controller: str
    lane: str
    closed_month: dt.date
    number: int
    digest: bytes
    events_dropped: int
    act_ids: bytes

    def signed_bytes(self) -> bytes:
        """What the signature covers: every field, the ids by their hash."""
        fields = [
            "teojeon audit checkpoint 1",
            self.side,
            self.controller,
            self.lane,
            self.closed_month.isoformat(),
            self.number,
            self.digest.hex(),
            self.events_dropped,
            hashlib.sha256(self.act_ids).hexdigest(),
        ]
        return json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()

    def dropped_acts(self) -> set[UUID]:
        """The ids of the acts whose events are gone."""
        return {UUID(bytes=self.act_ids[at : at + 16]) for at in range(0, len(self.act_ids), 16)}


def is_signed_by(data: bytes, signature: bytes, signers: Iterable[Ed25519PublicKey]) -> bool:
    """Whether one of these keys made the signature."""
    for signer in signers:
        try:
            signer.verify(signature, data)
        except InvalidSignature:
            continue
        return True
    return False
