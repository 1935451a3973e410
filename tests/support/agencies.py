"""Linked agencies for tests: registered as the house does it, calling as their machines do, over the test's client or over the network."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from typing import cast as cast_to
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE, REGISTRAR_PRINCIPAL
from teojeon.kernel.work import messages
from teojeon.kernel.work.action import record
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.letterbox import agencies, sending
from tests.support.casting import cast, official
from tests.support.sides import as_side
from tools.agency.keys import Keys
from tools.agency.portal import Portal, Refused

NAMES = {"HUG": "주택도시보증공사", "HF": "한국주택금융공사", "COURT": "법원", "NTS": "국세청"}
NEEDLE = "박무신"
"""An invented landlord's name: what a request holds and nobody on the way may read."""


def own_keys() -> Keys:
    """An agency's own pairs, and the house's public keys as it was given them."""
    portal = Path(settings.KEYS_DIR) / "portal"
    return Keys(
        X25519PrivateKey.generate(),
        Ed25519PrivateKey.generate(),
        X25519PublicKey.from_public_bytes((portal / "peer-seal.pub").read_bytes()),
        Ed25519PublicKey.from_public_bytes((portal / "answer.pub").read_bytes()),
    )


class Machine(Portal):
    """The simulated agency's own words, through Django's test client instead of the network."""

    def ask(self, method: str, path: str, body: bytes = b"", **changed: str) -> HttpResponse:
        """One signed call as it is answered. `changed`: headers put in place of the signed ones, `_` for `-`."""
        headers = self.headers(method, path, uuid4().hex, body) | {name.replace("_", "-"): said for name, said in changed.items()}
        with as_side("portal"):
            client = Client(raise_request_exception=False)
            answer = client.generic(method, path, body, content_type="application/octet-stream", headers=headers)
        self.checked(answer.status_code, headers.get("Teojeon-Nonce", ""), answer.headers, answer.content)
        return cast_to(HttpResponse, answer)

    def call(self, method: str, path: str, body: bytes = b"") -> bytes:
        answer = self.ask(method, path, body)
        if answer.status_code >= 400:
            said = json.loads(answer.content)
            raise Refused(answer.status_code, said["code"], said["message"])
        return answer.content


def link(code: str = "HUG", keys: Keys | None = None, **days: Any) -> Machine:
    """Registers an agency on the word of two officials; the portal takes its key."""
    keys = keys or own_keys()
    with as_side("office"):
        official("anybody", MINISTRY_CODE)  # makes head1 and head2
        with unit_of_work(REGISTRAR_PRINCIPAL):
            agencies.add(
                code,
                NAMES[code],
                sealing_key=keys.seal.public_key().public_bytes_raw(),
                signing_key=keys.sign.public_key().public_bytes_raw(),
                applied_by="head1",
                approved_by="head2",
                **days,
            )
    carry()
    return Machine("", code, keys)


def asked(request_no: str, agency: str = "HUG") -> dict[str, Any]:
    """The machine form of a request about an invented landlord."""
    subjects = [{"ref": "1", "kind": "landlord", "name": NEEDLE, "birth_date": "1961-05-06", "house": "서울특별시 강서구 화곡로 1"}]
    return {
        "form": "teojeon-request/1", "request_no": request_no, "agency": agency, "item": "11", "legal_basis": "법§13③11",
        "due_on": clock.business_today().isoformat(), "subjects": subjects,
    }  # fmt: skip


def lay_in(request_no: str, agency: str = "HUG", *, due_in: int = 7, carried: bool = True) -> None:
    """The province sends a request through the letter box; the portal lays it out. `carried`: False while the portal is away."""
    content = json.dumps(asked(request_no, agency), ensure_ascii=False).encode()
    with as_side("office"), unit_of_work(cast("invest")):
        event = record(MINISTRY_CODE, UUID(int=7), "tests.request", {"request_no": request_no})
        sending.deposit(request_no, agency, content, clock.business_today() + dt.timedelta(days=due_in), event=event)
    if carried:
        carry()


def carry() -> None:
    """Both sides take what waits for them, until nothing does."""
    while True:
        with as_side("office"):
            count = messages.sweep()
        with as_side("portal"):
            count += messages.sweep()
        if not count:
            return
