"""What a session keeps between two pages lies encrypted: sessions are rows."""

import base64
import datetime as dt
import json
from typing import Any

from django.http import HttpRequest

from teojeon.kernel import clock
from teojeon.kernel.crypto.boxes import Unreadable
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.services.accounts.sessions import SIGN_UPS

KEPT_FOR = dt.timedelta(minutes=30)
_AT = "at"


def keep(request: HttpRequest, name: str, words: dict[str, Any]) -> None:
    """Keeps words under a name for half an hour. Instead of what was there."""
    dated = {**words, _AT: clock.real_now().timestamp()}
    box = encrypt_text(SIGN_UPS, json.dumps(dated, ensure_ascii=False), name)
    request.session[name] = base64.b64encode(box).decode()


def kept(request: HttpRequest, name: str) -> dict[str, Any] | None:
    """What was kept under a name in this session, or None where there is nothing or it is too old."""
    box = request.session.get(name)
    if not box:
        return None
    try:
        words: dict[str, Any] = json.loads(decrypt_text(SIGN_UPS, base64.b64decode(box), name))
    except Unreadable:
        return None
    if clock.real_now().timestamp() - words.pop(_AT) > KEPT_FOR.total_seconds():
        return None
    return words


def forget(request: HttpRequest, *names: str) -> None:
    """Takes kept words out of the session."""
    for name in names:
        request.session.pop(name, None)
