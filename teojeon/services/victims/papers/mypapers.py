"""«나의 사건»: the papers that were handed in, how far they are, and what was said not to be there."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel.crypto.subjects import decrypt_for
from teojeon.kernel.work.unit import current
from teojeon.services.victims.amendments.outcomes import OUTCOMES
from teojeon.services.victims.papers.bundles import SENT
from teojeon.services.victims.papers.kinds import kind_of
from teojeon.services.victims.papers.models import Addition, PortalAbsence, PortalPaper
from teojeon.services.victims.papers.portal_view import state_in_words

PASSAGES = {
    "": ("전달 준비 중", "information"),
    "sent": ("전달 중", "information"),
    "taken": ("담당 기관에 전달됨", "success"),
    "refused": ("전달하지 못함", "danger"),
}


@dataclass(frozen=True)
class HandedIn:
    """One paper as the portal still knows it: kind, pages and hash. `passage`, `tone`: how far it is."""

    id: UUID
    title: str
    at: dt.datetime
    issued_on: dt.date | None
    pages: int | None
    sha256: str
    passage: str
    tone: str
    note: str
    is_there: bool


def handed_in(subject: UUID) -> list[HandedIn]:
    """The papers of a filed case, without those that are still being gathered."""
    rows = PortalPaper.objects.visible_to(current().actor).filter(subject=subject).exclude(sha256="")
    sent = set(Addition.objects.visible_to(current().actor).filter(subject=subject, state=SENT).values_list("pk", flat=True))
    return [_line(row) for row in rows.order_by("created_at", "position") if row.bundle == subject or row.bundle in sent]


def answered(subject: UUID) -> list[dict[str, Any]]:
    """What the office did with papers that were added before the decision, and why; the newest first."""
    rows = Addition.objects.visible_to(current().actor).filter(subject=subject, state=SENT).exclude(outcome="")
    return [
        {
            "sent_at": row.sent_at,
            "outcome": OUTCOMES.get(row.outcome, ""),
            "reply": decrypt_for(row.account, bytes(row.reply_box), f"amendment/{row.pk}/reply").decode(),
        }
        for row in rows.order_by("-sent_at", "id")
    ]


def absent(subject: UUID) -> list[str]:
    """Kinds of which the person said that they are not there."""
    rows = PortalAbsence.objects.visible_to(current().actor).filter(subject=subject).order_by("at")
    return [kind_of(row.doc_type).title for row in rows]


def _line(row: PortalPaper) -> HandedIn:
    passage, tone = PASSAGES[row.passage]
    note = row.message
    if row.state == "rejected":
        passage, tone, note = state_in_words(row, [])
    return HandedIn(
        row.pk, kind_of(row.doc_type).title, row.created_at, row.issued_on, row.pages, row.sha256, passage, tone, note,
        row.passage == "taken",
    )  # fmt: skip
