"""OpenID Connect: authorisation code with PKCE, state, nonce; the ID token's signature, issuer, audience and age are checked.

Settings (`IDENTITY`): issuer, client_id, client_secret, claims. `claims` names the provider's members for the person, e.g.
`ci=ci,name=name,birth_date=birthdate,mobile=phone_number,method=amr,is_foreigner=foreigner`.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import jwt
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from teojeon.kernel.people.identity import IdentityRefused, Outside, Verified, setting, vouched
from teojeon.kernel.people.identity_http import ask, base_url, text_of

# Signatures by the provider's private key only: with an HMAC whoever knows the client's secret could vouch for anybody.
ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA"]
LEEWAY = 60  # seconds by which two machines' clocks may differ
OLDEST = 600  # seconds: an ID token is read at once, an old one was kept by somebody
CLAIMS = {
    "ci": "ci",
    "name": "name",
    "birth_date": "birthdate",
    "mobile": "phone_number",
    "method": "method",
    "is_foreigner": "is_foreigner",
}
NOT_VOUCHED = "본인확인을 마치지 못했습니다. 본인확인을 처음부터 다시 합니다."
CANCELLED = "본인확인을 취소하였습니다. 계속하려면 본인확인을 다시 합니다."


class OpenIdConnect:
    """Any provider that speaks OpenID Connect and tells the CI."""

    code = "oidc"
    simulated = False
    asks: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.title = str(settings.IDENTITY.get("title") or "본인확인 기관")
        self.issuer = base_url(setting("issuer"))
        self.client_id, self._client_secret = setting("client_id"), setting("client_secret")
        self.scope = str(settings.IDENTITY.get("scope") or "openid profile phone")
        self.claims = CLAIMS | _pairs(str(settings.IDENTITY.get("claims") or ""))

    def begin(self, answers: Mapping[str, str], return_to: str, address: str = "") -> Outside:
        endpoint = self._endpoint("authorization_endpoint")
        kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest()).rstrip(b"=").decode()
        words = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": return_to,
            "scope": self.scope,
            "state": kept["state"],
            "nonce": kept["nonce"],
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        separator = "&" if "?" in endpoint else "?"
        return Outside(f"{endpoint}{separator}{urlencode(words)}", {**kept, "return_to": return_to})

    def finish(self, kept: Mapping[str, str], answers: Mapping[str, str]) -> Verified:
        if not secrets.compare_digest(answers.get("state", "").encode(), kept["state"].encode()):
            raise IdentityRefused(NOT_VOUCHED)
        if answers.get("iss", self.issuer).rstrip("/") != self.issuer:  # RFC 9207: the answer of another provider
            raise IdentityRefused(NOT_VOUCHED)
        if "error" in answers:
            raise IdentityRefused(CANCELLED if answers["error"] == "access_denied" else NOT_VOUCHED)
        if not answers.get("code"):
            raise IdentityRefused(NOT_VOUCHED)
        told = self._read(self._exchanged(answers["code"], kept), kept["nonce"])
        return vouched(self.code, {name: told.get(claim) for name, claim in self.claims.items()})

    def _exchanged(self, code: str, kept: Mapping[str, str]) -> str:
        """The ID token for a code, which serves once."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": kept["return_to"],
            "client_id": self.client_id,
            "code_verifier": kept["verifier"],
        }
        status, told = ask("POST", self._endpoint("token_endpoint"), data=form, auth=(self.client_id, self._client_secret))
        if status != 200 or not text_of(told, "id_token"):
            raise IdentityRefused(NOT_VOUCHED)
        return text_of(told, "id_token")

    def _read(self, token: str, nonce: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key(str(header.get("kid", ""))),
                algorithms=ALGORITHMS,
                audience=self.client_id,
                issuer=self.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
            )
        except jwt.PyJWTError:
            raise IdentityRefused(NOT_VOUCHED) from None
        if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
            raise IdentityRefused(NOT_VOUCHED)
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != self.client_id:
            raise IdentityRefused(NOT_VOUCHED)
        if float(claims["exp"]) - float(claims["iat"]) < 0 or self._age(claims) > OLDEST + LEEWAY:
            raise IdentityRefused(NOT_VOUCHED)
        return claims

    def _age(self, claims: Mapping[str, Any]) -> float:
        from teojeon.kernel import clock

        return clock.real_now().timestamp() - float(claims["iat"])

    def _key(self, kid: str) -> jwt.PyJWK:
        """The provider's public key of that name; the only one where the token names none. Asked for at each sign-up: it is one
        small answer, and a key that was withdrawn vouches for nobody from then on."""
        _, told = ask("GET", self._endpoint("jwks_uri"))
        try:
            keys = [key for key in jwt.PyJWKSet.from_dict(told).keys if key.public_key_use in (None, "sig")]
        except jwt.PyJWTError:
            raise IdentityRefused(NOT_VOUCHED) from None
        found = [key for key in keys if key.key_id == kid] if kid else keys
        if len(found) != 1:
            raise IdentityRefused(NOT_VOUCHED)
        return found[0]

    def _endpoint(self, name: str) -> str:
        """An address from the provider's own description, which must name itself as the issuer."""
        _, told = ask("GET", f"{self.issuer}/.well-known/openid-configuration")
        address = text_of(told, name)
        if text_of(told, "issuer").rstrip("/") != self.issuer or not address:
            raise IdentityRefused(NOT_VOUCHED)
        try:
            base_url(address)
        except ImproperlyConfigured:
            raise IdentityRefused(NOT_VOUCHED) from None
        return address


def _pairs(text: str) -> dict[str, str]:
    """`ci=sub,name=full_name` as a mapping. Raises ImproperlyConfigured for a name that this house does not know."""
    pairs = dict(part.split("=", 1) for part in text.replace(" ", "").split(",") if "=" in part)
    if unknown := pairs.keys() - CLAIMS.keys():
        raise ImproperlyConfigured(f"TEOJEON_IDENTITY_CLAIMS: {', '.join(sorted(unknown))}")
    return pairs
