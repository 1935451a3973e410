"""A device that keeps passkeys, in software: it answers the server's challenges as a phone does."""

import json
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
OPTIONS = re.compile(r'<script id="passkey-options" type="application/json">(.*?)</script>', re.DOTALL)


@dataclass
class Device:
    """`verifies`: asks for finger, face or PIN. `origin`, `rp_id`: of the page that the browser shows."""

    origin: str = "https://testserver"
    rp_id: str = "testserver"
    verifies: bool = True
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    owner: bytes = b""
    counter: int = 0

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())

    def create(self, asked: dict[str, Any]) -> str:
        """What the browser says of a new passkey, as JSON."""
        wanted = asked["creation_options"]["publicKey"]
        self.owner = websafe_decode(wanted["user"]["id"])
        made = AttestedCredentialData.create(Aaguid.NONE, self.credential, ES256.from_cryptography_key(self.key.public_key()))  # type: ignore[no-untyped-call]
        data = AuthenticatorData.create(self._place(), self._flags() | FLAG.AT, 0, made)
        answer = {
            "clientDataJSON": self._client("webauthn.create", wanted["challenge"]),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._json(answer)

    def get(self, asked: dict[str, Any], **changed: str) -> str:
        """What the browser says when the passkey is used, as JSON. `changed`: parts that somebody forged."""
        self.counter += 1
        data = AuthenticatorData.create(self._place(), self._flags(), self.counter)
        client = self._client("webauthn.get", asked["request_options"]["publicKey"]["challenge"])
        signed = data + sha256(websafe_decode(client)).digest()
        answer = {
            "clientDataJSON": client,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": websafe_encode(self.owner),
        }
        return self._json({**answer, **changed})

    def _place(self) -> bytes:
        return sha256(self.rp_id.encode()).digest()

    def _flags(self) -> Any:
        return FLAG.UP | (FLAG.UV if self.verifies else FLAG(0))

    def _client(self, kind: str, challenge: str) -> str:
        return websafe_encode(CollectedClientData.create(kind, challenge, self.origin))

    def _json(self, response: dict[str, str]) -> str:
        key = websafe_encode(self.credential)
        extensions = {"credProps": {"rk": True}}
        return json.dumps(
            {"id": key, "rawId": key, "type": "public-key", "response": response, "clientExtensionResults": extensions}
        )


def asked_on(client: Client, url: str) -> dict[str, Any]:
    """The server's challenge that stands in a page."""
    page = client.get(url, secure=True).content.decode()
    found = OPTIONS.search(page)
    assert found, f"{url}: no challenge"
    return json.loads(found[1])  # type: ignore[no-any-return]


def asked_at_sign_in(client: Client) -> dict[str, Any]:
    """The challenge of the sign-in page, which its script fetches."""
    return client.get("/sign-in/passkey/", secure=True, headers={"accept": "application/json"}).json()  # type: ignore[no-any-return]


def owner_of(device: Device) -> UUID:
    """The account that a passkey names itself."""
    return UUID(device.owner.decode())
