"""Identity providers on this machine that speak the real protocols: OpenID Connect, and PortOne's REST interface.

They check what a real one checks (PKCE, the client's secret, one use of a code), so that an adapter that skips a step fails here.
"""

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from teojeon.kernel import clock

PERSON = {"ci": "CI-of-an-invented-person", "name": "강한결", "birthdate": "1991-03-02", "phone_number": "+82 10-1234-5678"}
CUSTOMER = {
    "ci": "CI-of-an-invented-person",
    "name": "강한결",
    "birthDate": "1991-03-02",
    "phoneNumber": "01012345678",
    "isForeigner": False,
}
Answer = tuple[int, Any]
Route = Callable[["Asked"], Answer]


@dataclass(frozen=True)
class Asked:
    """One request as the provider saw it."""

    method: str
    path: str
    words: dict[str, str]
    headers: dict[str, str]
    body: dict[str, Any]


@contextmanager
def served(route: Route) -> Iterator[str]:
    """A server on a free port of this machine. Yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            parts = urlsplit(self.path)
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if "json" in self.headers.get("Content-Type", ""):
                body = json.loads(text or "{}")
            else:
                body = {name: values[0] for name, values in parse_qs(text).items()}
            words = {name: values[0] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, told = route(Asked(self.command, parts.path, words, headers, body))
            payload = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        do_GET = do_POST = _serve

        def log_message(self, *words: object) -> None:
            """Nothing: the test's output is for the test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class OpenIdProvider:
    """`claims` and `header`: what the next ID token says instead of the truth; `key`: what signs it; `described`: its description."""

    client_id: str = "teojeon"
    client_secret: str = "a secret of the client"
    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    key: Any = None
    down: bool = False
    grants: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.own_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def grant(self, url: str) -> dict[str, str]:
        """The person signs in at the address that the house gave. Returns the words that come back to `redirect_uri`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.grants)}"
        self.grants[code] = asked
        return {"code": code, "state": asked["state"]}

    def route(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        if self.down:
            return 503, {"error": "temporarily_unavailable"}
        if asked.path.endswith("/.well-known/openid-configuration"):
            pages = {f"{page}_endpoint": f"{self.issuer}/{page}" for page in ("authorization", "token")}
            return 200, {"issuer": self.issuer, **pages, "jwks_uri": f"{self.issuer}/jwks", **self.described}
        if asked.path.endswith("/jwks"):
            numbers = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.own_key.public_key()))
            return 200, {"keys": [{**numbers, "kid": "k1", "use": "sig"}]}
        if asked.path.endswith("/token"):
            return self._token(asked)
        return 404, {}

    def _token(self, asked: Asked) -> Answer:
        basic = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        granted = self.grants.pop(asked.body.get("code", ""), None)
        if asked.headers.get("authorization") != f"Basic {basic}" or granted is None:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(asked.body.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != granted["code_challenge"] or asked.body.get("redirect_uri") != granted["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(clock.real_now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": "s1",
            "iat": now,
            "exp": now + 300,
            "nonce": granted["nonce"],
            **PERSON,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.own_key if self.key is None else self.key
        token = jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "k1", **self.header})
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": token}


@dataclass
class PortOneServer:
    """`confirmed`: whether the person has confirmed in the app; `changed`: what the result says instead of the truth."""

    secret: str = "a secret of the store"
    confirmed: bool = True
    channel: str = "LIVE"
    customer: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)
    refuse: dict[str, Answer] = field(default_factory=dict)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def route(self, asked: Asked) -> Answer:
        if asked.headers.get("authorization") != f"PortOne {self.secret}":
            return 401, {"type": "UNAUTHORIZED", "message": "키가 다릅니다"}
        _, _, verification, *rest = asked.path.split("/")
        act = rest[0] if rest else "get"
        if act in self.refuse:
            return self.refuse[act]
        if act == "send":
            if verification in self.sent:
                return 409, {"type": "IDENTITY_VERIFICATION_ALREADY_SENT"}
            self.sent[verification] = asked.body
            return 200, {}
        if verification not in self.sent:
            return 404, {"type": "IDENTITY_VERIFICATION_NOT_FOUND"}
        if act == "confirm":
            return self._confirm(verification)
        return 200, self._result(verification)

    def _confirm(self, verification: str) -> Answer:
        if not self.confirmed:
            return 502, {"type": "PG_PROVIDER"}
        if verification in self.done:
            return 409, {"type": "IDENTITY_VERIFICATION_ALREADY_VERIFIED"}
        self.done.add(verification)
        return 200, {"identityVerification": self._result(verification)}

    def _result(self, verification: str) -> dict[str, Any]:
        customer = {name: value for name, value in {**CUSTOMER, **self.customer}.items() if value is not None}
        told: dict[str, Any] = {"id": verification, "channel": {"type": self.channel}}
        if verification in self.done:
            told |= {"status": "VERIFIED", "verifiedCustomer": customer}
        else:
            told |= {"status": "READY", "requestedCustomer": {"name": customer["name"]}}
        return {**told, **self.changed}
