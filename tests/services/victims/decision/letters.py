"""A letter at each step, by the acts, and what the portal was sent."""

import json
from typing import Any
from uuid import UUID

from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import unseal
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import Document
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.work.messages import context
from teojeon.services.victims.decision.actions import dispatch_letter, draft_letter, letter_of, seal_letter
from teojeon.services.victims.decision.models import Letter
from tests.support.factories import acting, make_case, reload
from tests.support.meetings import SYSTEM, sql


def drafted(outcome: str = "GA", **more: Any) -> UUID:
    """A resolved case with a drafted letter."""
    case = make_case("RESOLVED", outcome=outcome, **more)
    with acting("drafter"):
        draft_letter(case)
    return case


def sealed(**more: Any) -> UUID:
    case = drafted(**more)
    with acting("sealer"):
        seal_letter(case)
    return case


def dispatched() -> UUID:
    case = sealed()
    with acting("server"):
        dispatch_letter(case, method="post")
    return case


def read_letter(case: UUID) -> Letter:
    with acting(SYSTEM, read_only=True):
        letter = letter_of(find_case(case))
    assert letter is not None
    return letter


def stored_pdf(case: UUID) -> bytes:
    """The authentic copy from the disk."""
    letter = read_letter(case)
    with acting(SYSTEM, read_only=True) as unit:
        document = Document.objects.visible_to(unit.actor).get(pk=letter.document)
        return store.read(case, document.file_id)


def sent_to_portal(case: UUID, kind: str) -> list[dict[str, Any]]:
    """What the portal finds in the messages of one kind about a case, opened with its own keys."""
    rows = sql("SELECT id, box FROM to_portal WHERE subject = %s AND kind = %s ORDER BY number", case, kind)
    with acting_as("portal"):
        keys = keyring().unsealing_keys()
        return [json.loads(unseal(bytes(box), keys, context("to_portal", UUID(str(key)), case))) for key, box in rows]


def state(case: UUID) -> str:
    return str(reload(case).state)
