"""What an agency's machine and the portal sign, and to what place a box is bound. The same words stand in /api/openapi.json.

A call is signed over method, path, agency, time, nonce and the SHA-256 of its body; an answer over its status, the call's nonce, its
own time and the SHA-256 of its body: an answer to another call, or an older one, does not fit. Both with Ed25519.
"""

import datetime as dt
from urllib.parse import quote
from uuid import UUID, uuid5

NAMESPACE = UUID("8d0c0f6e-3d5d-4c43-9d0e-2f6f4d5b6a10")
AGENCY, TIME, NONCE, BODY, SIGNATURE = "Teojeon-Agency", "Teojeon-Time", "Teojeon-Nonce", "Teojeon-Body", "Teojeon-Signature"
SKEW = dt.timedelta(minutes=5)
"""How far an agency's clock may differ, both ends included."""
NONCE_KEPT = dt.timedelta(minutes=15)
"""Longer than a signed call can be valid (5 minutes to each side)."""
MAX_REPLY_BYTES = 20 * 1024 * 1024
UNRESERVED = "/-._~"


def account_of(agency: str) -> UUID:
    """The account under which the portal keeps all that is an agency's: row policies part one agency from another by it."""
    return uuid5(NAMESPACE, f"agency/{agency}")


def subject_of(request_no: str) -> UUID:
    """The subject of a request's messages between the sides."""
    return uuid5(NAMESPACE, f"request/{request_no}")


def request_context(request_no: str) -> str:
    """To what a sealed request is bound: moved to another number it does not open."""
    return f"teojeon-request/{request_no}"


def reply_context(request_no: str) -> str:
    """To what a sealed reply is bound: moved to another number it does not open."""
    return f"teojeon-reply/{request_no}"


def call_text(method: str, path: str, agency: str, time: str, nonce: str, body_sha256: str) -> bytes:
    """What a call signs. `path`: decoded; it is written with percent signs but for letters, digits and `/-._~`."""
    return "\n".join(["teojeon-call/1", method, quote(path, safe=UNRESERVED), agency, time, nonce, body_sha256]).encode()


def answer_text(status: int, nonce: str, time: str, body_sha256: str) -> bytes:
    """What an answer signs. `nonce`: that of the call, empty where the call had none."""
    return "\n".join(["teojeon-answer/1", str(status), nonce, time, body_sha256]).encode()


def written(instant: dt.datetime) -> str:
    """An instant as the headers write it: UTC, whole seconds."""
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(text: str) -> dt.datetime | None:
    """The instant of a header; None for anything else."""
    try:
        return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
