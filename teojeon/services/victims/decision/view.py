"""What the letter page shows: the letter beside the minutes from which it was drawn."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel.cases.models import Case
from teojeon.kernel.committees import results
from teojeon.kernel.crypto.subjects import Unreadable
from teojeon.kernel.documents import store
from teojeon.kernel.documents.seal import SealCheck, verify_sealed
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.victims.service import METHODS
from teojeon.services.victims.agenda.view import TallyLine, tallies_of
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.decision.actions import PURPOSE, draft_letter, letter_of, seal_letter, sealed_copy
from teojeon.services.victims.decision.content import Resolution, from_minutes, resolution_of
from teojeon.services.victims.decision.forms import DispatchForm, DraftForm, ServiceForm
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.decision.period import LastDay, last_day_of
from teojeon.services.victims.decision.receipt import DecidedAssessment, decided_assessment
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.personal import mask_address
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.service import records
from teojeon.services.victims.service.consent import ELECTRONIC, consents_to_electronic
from teojeon.services.victims.service.models import ServiceRecord

STATES = {
    Letter.DRAFTED: ("기안", "information"),
    Letter.SEALED: ("결정·관인", "warning"),
    Letter.DISPATCHED: ("발송", "success"),
}
OFFERED_AT = {"seal": Letter.DRAFTED, "dispatch": Letter.SEALED, "served": Letter.DISPATCHED}
"""Act of the page → the letter's state in which it is offered."""
READERS = ("PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "PM-SERVE", "AU")
ADDRESS_READERS = frozenset({"PM-DRAFT", "PM-SEAL", "PM-SERVE"})
"""Whose duty needs the address in full (S1-XCT-05)."""


@dataclass
class LetterView:
    """`draft_refusal`, `seal_refusal`: why the act is not offered to this official; None = offered."""

    case: Case
    letter: Letter | None
    resolution: Resolution | None
    service: ServiceRecord | None
    copy: bytes | None
    check: SealCheck | None
    last_day: LastDay | None
    names: Mapping[UUID, str]
    draft_refusal: Refusal | None
    seal_refusal: Refusal | None
    decided: DecidedAssessment | None

    @property
    def may_replay(self) -> bool:
        return self.decided is not None and "AU" in current().actor.boxes

    @property
    def state(self) -> tuple[str, str]:
        return STATES[self.letter.state] if self.letter else ("기안 전", "gray")

    @property
    def shows_address(self) -> bool:
        return bool(self.letter and current().actor.boxes & ADDRESS_READERS)

    @property
    def address(self) -> str:
        """The applicant's address, for those who need it; for all others its beginning."""
        whole = str(self.letter.content["address"] or "") if self.letter else ""
        return whole if self.shows_address or not whole else mask_address(whole)

    @property
    def case_state(self) -> str:
        return PROCEDURE.states[self.case.state]

    @property
    def result(self) -> str:
        return results.title_of(self.resolution.outcome) if self.resolution else ""

    @property
    def tallies(self) -> list[TallyLine]:
        return tallies_of(self.resolution.line["tally"]) if self.resolution else []

    @property
    def copy_is_lost(self) -> bool:
        return bool(self.letter and self.letter.document and self.copy is None)

    @property
    def size(self) -> int:
        return len(self.copy or b"")

    @property
    def may_dispatch(self) -> bool:
        return self._at("PM-SERVE", Letter.SEALED) and bool(self.check and self.check.holds)

    @property
    def may_serve(self) -> bool:
        under_way = self.service is not None and self.service.state == ServiceRecord.DISPATCHED
        return self._at("PM-SERVE", Letter.DISPATCHED) and under_way and self.letter_goes_by_hand_or_post

    @property
    def letter_goes_by_hand_or_post(self) -> bool:
        return bool(self.letter and self.letter.method != ELECTRONIC)

    @property
    def has_arrived(self) -> bool:
        return self.case.state in ("SERVED", "FINAL")

    def _at(self, box: str, state: str) -> bool:
        return box in current().actor.boxes and self.case.state == "DECIDED" and bool(self.letter and self.letter.state == state)

    @property
    def drafted_by(self) -> str:
        return self.names.get(self.letter.drafted_by, "") if self.letter else ""

    @property
    def sealed_by(self) -> str:
        return self.names.get(self.letter.sealed_by, "") if self.letter and self.letter.sealed_by else ""

    @property
    def dispatched_by(self) -> str:
        return self.names.get(self.letter.dispatched_by, "") if self.letter and self.letter.dispatched_by else ""

    @property
    def method(self) -> str:
        return dict(METHODS).get(self.letter.method, "") if self.letter else ""

    @property
    def served_method(self) -> str:
        return dict(METHODS).get(self.service.method, "") if self.service else ""

    def forms(self) -> dict[str, ActForm]:
        """The forms that are offered, filled with what stands there now."""
        version = self.case.version
        offered: dict[str, ActForm] = {}
        if self.draft_refusal is None:
            offered["draft"] = DraftForm(initial={"reasons": "\n".join(self.reasons)}, version=version, auto_id="draft-%s")
        if self.seal_refusal is None:
            offered["seal"] = ActForm(version=version, auto_id="seal-%s")
        if self.may_dispatch:
            electronic = consents_to_electronic(self.case)
            offered["dispatch"] = DispatchForm(version=version, electronic=electronic, auto_id="dispatch-%s")
        if self.may_serve and self.letter:
            offered["served"] = ServiceForm(initial={"method": self.letter.method}, version=version, auto_id="served-%s")
        return offered

    @property
    def reasons(self) -> list[str]:
        """The draft's wording; before the first draft, the committee's own."""
        if self.letter:
            return list(self.letter.content["reasons"])
        return list(from_minutes(self.case, self.resolution)["reasons"]) if self.resolution else []

    @property
    def request_id(self) -> UUID:
        return uuid.uuid4()


def view_of(case: Case) -> LetterView:
    """Reads the letter, its resolution and its service for these eyes."""
    letter, resolution = letter_of(case), resolution_of(case)
    service = records.newest(case, PURPOSE)
    copy = stored_copy(letter)
    people: list[Any] = [letter.drafted_by, letter.sealed_by, letter.dispatched_by] if letter else []
    return LetterView(
        case=case,
        letter=letter,
        resolution=resolution,
        service=service,
        copy=copy,
        check=verify_sealed(copy) if copy else None,
        last_day=last_day_of(case) if service and service.effective_on else None,
        names=names_of([each for each in people if each]),
        draft_refusal=draft_letter.refused_now(case, {}),
        seal_refusal=seal_letter.illegal(case) or seal_letter.refused_now(case, {}),
        decided=decided_assessment(case, letter) if letter else None,
    )


def stored_copy(letter: Letter | None) -> bytes | None:
    """The authentic copy, or None where there is none or where it is not what was sealed."""
    if letter is None or letter.document is None:
        return None
    try:
        return sealed_copy(letter)
    except (Unreadable, store.FileMissing):
        return None
