"""How a simulated agency talks to the portal, written from /api/openapi.json alone: every call signed, every answer checked."""

import base64
import datetime as dt
import hashlib
import json
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature

from teojeon.kernel.crypto.sealing import key_id, seal, unseal
from tools.agency.keys import Keys

SECONDS = 30.0
LIMIT = 64 * 1024 * 1024


class Refused(RuntimeError):
    """The portal refused a call. `code` and `message` are its own."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


class NotThePortal(RuntimeError):
    """An answer without the portal's signature: it is not used."""


@dataclass(frozen=True)
class Portal:
    """The portal as one agency sees it. `url`: e.g. https://jeonse.example.kr"""

    url: str
    agency: str
    keys: Keys

    def requests(self) -> list[dict[str, Any]]:
        """What waits for this agency."""
        found: list[dict[str, Any]] = json.loads(self.call("GET", "/api/requests"))["requests"]
        return found

    def request(self, request_no: str) -> dict[str, Any]:
        """State of one request."""
        found: dict[str, Any] = json.loads(self.call("GET", f"/api/requests/{request_no}"))
        return found

    def opened(self, request_no: str) -> dict[str, Any]:
        """Fetches a request and opens it with the agency's key."""
        box = self.call("GET", f"/api/requests/{request_no}/box")
        own = {key_id(self.keys.seal.public_key()): self.keys.seal}
        content: dict[str, Any] = json.loads(unseal(box, own, f"teojeon-request/{request_no}"))
        return content

    def reply(self, request_no: str, content: bytes) -> dict[str, Any]:
        """Seals a reply to the office and posts it."""
        return self.post(request_no, seal(content, self.keys.office, f"teojeon-reply/{request_no}"))

    def post(self, request_no: str, box: bytes) -> dict[str, Any]:
        """Posts a box as it is."""
        line: dict[str, Any] = json.loads(self.call("POST", f"/api/requests/{request_no}/reply", box))
        return line

    def call(self, method: str, path: str, body: bytes = b"") -> bytes:
        """One signed call. Raises Refused, NotThePortal, and OSError where nobody answers."""
        nonce = secrets.token_hex(16)
        with_body = {"data": body} if method == "POST" else {}
        call = urllib.request.Request(
            self.url.rstrip("/") + quote(path), method=method, headers=self.headers(method, path, nonce, body), **with_body
        )
        try:
            with urllib.request.urlopen(call, timeout=SECONDS) as answer:
                return self.checked(answer.status, nonce, answer.headers, answer.read(LIMIT))
        except urllib.error.HTTPError as error:
            with error:
                content = self.checked(error.code, nonce, error.headers, error.read(LIMIT))
            said = json.loads(content)
            raise Refused(error.code, said["code"], said["message"]) from None

    def headers(self, method: str, path: str, nonce: str, body: bytes) -> dict[str, str]:
        """The five headers of a call."""
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251 - not part of the house: a machine elsewhere
        digest = hashlib.sha256(body).hexdigest()
        text = "\n".join(["teojeon-call/1", method, quote(path, safe="/-._~"), self.agency, now, nonce, digest])
        return {
            "Teojeon-Agency": self.agency,
            "Teojeon-Time": now,
            "Teojeon-Nonce": nonce,
            "Teojeon-Body": digest,
            "Teojeon-Signature": base64.b64encode(self.keys.sign.sign(text.encode())).decode(),
            "Content-Type": "application/octet-stream",
        }

    def checked(self, status: int, nonce: str, headers: Any, content: bytes) -> bytes:
        """The content, where the portal has signed it for this call. Raises NotThePortal."""
        digest = hashlib.sha256(content).hexdigest()
        text = "\n".join(["teojeon-answer/1", str(status), nonce, headers.get("Teojeon-Time", ""), digest])
        try:
            self.keys.portal.verify(base64.b64decode(headers.get("Teojeon-Signature", "")), text.encode())
        except (InvalidSignature, ValueError):
            raise NotThePortal(f"{status}: an answer that the portal did not sign") from None
        return content
