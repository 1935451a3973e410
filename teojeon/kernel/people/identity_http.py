"""Asking an identity provider over HTTPS: short waits, no redirects, small JSON answers, and nothing of it in the log."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from teojeon.kernel.people.identity import UNAVAILABLE, IdentityRefused

TIMEOUT = httpx.Timeout(6.0, connect=3.0)  # seconds; somebody waits at the page meanwhile
LARGEST = 256 * 1024


def base_url(text: str) -> str:
    """An address without a slash at its end. Raises ImproperlyConfigured for one that is not HTTPS, but on this machine itself
    in development."""
    url = httpx.URL(text)
    local = settings.ENV == "development" and url.host in ("localhost", "127.0.0.1")
    if not url.host or (url.scheme != "https" and not local):
        raise ImproperlyConfigured(f"본인확인 기관의 주소는 https여야 합니다: {text}")
    return text.rstrip("/")


def ask(method: str, url: str, *, understood: tuple[int, ...] = (), **words: Any) -> tuple[int, dict[str, Any]]:
    """Status and JSON object of an answer; an empty object where the body is none. Raises IdentityRefused where nobody answers
    or the answer is of the provider's own trouble. `understood`: statuses of trouble that the caller reads itself."""
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False) as client, client.stream(method, url, **words) as answer:
            body = _limited(answer)
            status = answer.status_code
    except httpx.HTTPError:
        raise IdentityRefused(UNAVAILABLE, again=True) from None
    if (status >= 500 or status == 429) and status not in understood:
        raise IdentityRefused(UNAVAILABLE, again=True)
    return status, _object(body)


def _limited(answer: httpx.Response) -> bytes:
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > LARGEST:
            raise IdentityRefused(UNAVAILABLE)
    return body


def _object(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def text_of(told: Mapping[str, Any], name: str) -> str:
    """A member that must be a text; empty where it is none."""
    value = told.get(name)
    return value if isinstance(value, str) else ""
