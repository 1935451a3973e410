"""What a person sees of the own cases: statements, steps and dates, the letter from dispatch on, who looked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.audit.models import Look
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.drafts import find_filing, linked_filings
from teojeon.services.victims.application.models import Filing, PortalEntry
from teojeon.services.victims.application.summary import Part, parts
from teojeon.services.victims.mycase.allowed import ASKED, MOVES, NOT_ASKED, OTHER_PURPOSE, PURPOSES, SIDEWAYS, STAGES, STEPS
from teojeon.services.victims.mycase.stated import BEFORE_SERVICE, Statement, statement_of
from teojeon.services.victims.progress.clock import Progress, progress_of
from teojeon.services.victims.progress.figures import figures_named
from teojeon.ui.formats import shown_date
from teojeon.ui.languages import worded

LETTER = "decision_letter"
MOST_LOOKS = 200
DECIDED_STEPS = frozenset({"dispatch", "serve", "become_final"})


@dataclass(frozen=True)
class NextDate:
    """The date that runs, the days left to it (negative once it has passed), and what happens if I do nothing."""

    day: dt.date | None
    days_left: int | None
    waits: str


@dataclass(frozen=True)
class SeenBy:
    """One line of "who looked at my data": hour, organisation, purpose; no official's name."""

    hour: dt.datetime
    organisation: str
    purpose: str
    count: int


@dataclass(frozen=True)
class CasePage:
    """All that the page shows; the template reaches nothing else. `prior`: the filing that this one takes up again; `taken_up`: those
    that took this one up.
    """

    subject: UUID
    receipt_no: str
    received_at: dt.datetime
    register_no: str
    handled_by: str
    stage: int
    now: str
    next: NextDate
    timeline: list[dict[str, Any]]
    statements: list[Part]
    has_letter: bool
    decision: Statement | None
    looks: list[SeenBy]
    progress: Progress
    served_here: bool
    may_withdraw: bool
    prior: Filing | None
    taken_up: list[Filing]

    @property
    def next_stage(self) -> str:
        """What comes after the stage at which the case is; empty at the end and where nothing runs."""
        return STAGES[self.stage] if self.progress.ball and self.stage < len(STAGES) else ""

    @property
    def asked(self) -> str:
        """Whether something is asked of the person, in the words that mark every request."""
        return ASKED if self.progress.asks else NOT_ASKED

    @property
    def objection(self) -> str:
        """By when to object: the last day once service is known, else how it will be counted."""
        if self.next.day and self.next.waits == STEPS["serve"].waits:
            return worded("이의신청은 {day}까지 할 수 있습니다.", day=shown_date(self.next.day))
        return "" if self.now == STEPS["become_final"].title else BEFORE_SERVICE


@dataclass(frozen=True)
class Line:
    """One case in the list."""

    subject: UUID
    receipt_no: str
    received_at: dt.datetime
    now: str
    next: NextDate


def entries_of(subject: UUID) -> list[PortalEntry]:
    """The shown steps of one own case, in their order."""
    rows = PortalEntry.objects.visible_to(current().actor).filter(subject=subject, step__in=list(STEPS))
    return list(rows.order_by("id"))


def case_page(subject: UUID) -> CasePage:
    """The page of one own case. Raises Missing."""
    filing = find_filing(subject)
    entries = entries_of(subject)
    told = {key: str(value) for entry in entries for key, value in entry.content.items()}
    prior, taken_up = linked_filings(filing)
    return CasePage(
        subject=subject,
        receipt_no=filing.receipt_no,
        received_at=filing.received_at,
        register_no=told.get("register_no", ""),
        handled_by=told.get("handled_by_name", ""),
        stage=stage_of(entries),
        now=now_of(entries),
        next=next_date(entries),
        timeline=[_shown(entry) for entry in reversed(entries)],
        statements=parts(load_filed(filing).content, clock.seoul_day(filing.received_at)),
        has_letter=letter_of(filing) is not None,
        decision=statement_of(filing),
        looks=looks(),
        served_here=bool(told.get("service")),
        progress=progress_from(entries, told.get("handled_by_name", "")),
        may_withdraw=may_withdraw(entries),
        prior=prior,
        taken_up=taken_up,
    )


def progress_from(entries: Sequence[PortalEntry], province: str) -> Progress:
    """The honest clock of an own case, from the steps that the person was told."""
    last = next_date(entries)
    return progress_of(
        [(entry.step, entry.on) for entry in entries],
        today=clock.business_today(),
        last_day=last.day,
        figures=figures_named(province) if province else None,
        told_at=entries[-1].at if entries else None,
    )


def case_lines(filings: Sequence[Filing]) -> list[Line]:
    """The list of own cases; one query for all their steps."""
    rows = PortalEntry.objects.visible_to(current().actor).filter(
        subject__in=[filing.pk for filing in filings], step__in=list(STEPS)
    )
    by_subject: dict[UUID, list[PortalEntry]] = {}
    for entry in rows.order_by("id"):
        by_subject.setdefault(entry.subject, []).append(entry)
    lines = []
    for filing in filings:
        entries = by_subject.get(filing.pk, [])
        lines.append(Line(filing.pk, filing.receipt_no, filing.received_at, now_of(entries), next_date(entries)))
    return lines


def stage_of(entries: Sequence[PortalEntry]) -> int:
    """How far the case is, from 1 to the number of stages; a step may go back."""
    onward = [entry for entry in entries if entry.step not in SIDEWAYS]
    return STEPS[onward[-1].step].stage if onward else 1


def now_of(entries: Sequence[PortalEntry]) -> str:
    """What was done last, in words; that a date moved is no step of its own."""
    return next((STEPS[entry.step].title for entry in reversed(entries) if entry.step not in MOVES), "")


def standing_of(entries: Sequence[PortalEntry]) -> PortalEntry | None:
    """The step on which the case stands: a withdrawal that came too late leaves it where it was, its period running."""
    steps = [entry for entry in entries if entry.step not in MOVES]
    if steps and steps[-1].step == "withdraw_late":
        return next((entry for entry in reversed(steps) if entry.step not in SIDEWAYS), None)
    return steps[-1] if steps else None


def next_date(entries: Sequence[PortalEntry]) -> NextDate:
    """The last day of the period that runs now; a period ends with the first step that belongs to another."""
    standing = standing_of(entries)
    if standing is None:
        return NextDate(None, None, "")
    latest = STEPS[standing.step]
    day: dt.date | None = None
    if latest.clock:
        days = [
            entry.due for entry in _since_demand(entries, latest.clock) if STEPS[entry.step].clock == latest.clock and entry.due
        ]
        day = days[-1] if days else None
    left = (day - clock.business_today()).days if day else None
    return NextDate(day, left, latest.waits)


def _since_demand(entries: Sequence[PortalEntry], clock_of: str) -> Sequence[PortalEntry]:
    """For the term of a supplement only what came since the newest demand: each has a term of its own."""
    if clock_of != "SUPPLEMENT":
        return entries
    place = max((place for place, entry in enumerate(entries) if entry.step == "demand_supplement"), default=0)
    return entries[place:]


def may_withdraw(entries: Sequence[PortalEntry]) -> bool:
    """Until the decision is known here (행정절차법§17⑧); the office says the last word."""
    steps = [entry.step for entry in entries]
    returned = [step for step in steps if step in ("return_application", "undo_return")]
    if returned[-1:] == ["return_application"]:
        return False
    return not set(steps) & (DECIDED_STEPS | {"withdraw", "withdrawal_sent", "withdraw_late", "treat_as_withdrawn"})


def letter_of(filing: Filing) -> PortalDocument | None:
    """The newest letter that may be seen already."""
    letters = PortalDocument.objects.visible_to(current().actor).filter(
        account=filing.account, subject=filing.pk, kind=LETTER, visible_from__lte=clock.business_now()
    )
    return letters.order_by("-visible_from").first()


def looks() -> list[SeenBy]:
    """Who looked at the signed-in person's data, the latest first."""
    rows = list(Look.objects.filter(account=current().account).order_by("-hour", "organisation")[:MOST_LOOKS])
    names = dict(Organisation.objects.filter(code__in={row.organisation for row in rows}).values_list("code", "name"))
    return [
        SeenBy(
            row.hour,
            names.get(row.organisation, row.organisation),
            PURPOSES.get(row.purpose, OTHER_PURPOSE),
            row.count,
        )
        for row in rows
    ]


def _shown(entry: PortalEntry) -> dict[str, Any]:
    step = STEPS[entry.step]
    text = ""
    if entry.due:
        label = "이의신청 마지막 날 {day}" if step.clock == "OBJECTION" else "기한 {day}"
        text = worded(label, day=shown_date(entry.due))
    return {"at": entry.on, "title": step.title, "text": text}


__all__ = ["STAGES", "CasePage", "case_lines", "case_page", "letter_of", "may_withdraw"]
