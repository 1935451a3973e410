"""What differs between two versions of an application, in words and by code."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from teojeon.services.victims.application.content import Content
from teojeon.services.victims.application.steps import BY_SLUG, PAGES, Step
from teojeon.services.victims.application.summary import rows_of

# who acts, consents and papers change on pages of their own
CHANGEABLE: tuple[Step, ...] = tuple(step for step in PAGES if step.slug not in ("actor", "papers"))
SLUGS = frozenset(step.slug for step in CHANGEABLE)


@dataclass(frozen=True)
class Change:
    """One answer that differs. `step`: where it is asked."""

    step: str
    label: str
    before: str
    after: str

    def as_dict(self) -> dict[str, str]:
        return {"step": self.step, "label": self.label, "before": self.before, "after": self.after}


def changes(before: Content, after: Content, on: dt.date) -> list[Change]:
    """All answers that differ, in the order of the steps; region codes are named as on this day."""
    found = []
    for step in CHANGEABLE:
        old = {row.label: row.value for row in rows_of(step, before, on)}
        new = {row.label: row.value for row in rows_of(step, after, on)}
        labels = list(dict.fromkeys([*old, *new]))
        found += [
            Change(step.slug, label, old.get(label, ""), new.get(label, ""))
            for label in labels
            if old.get(label, "") != new.get(label, "")
        ]
    return found


def title_of(slug: str) -> str:
    return BY_SLUG[slug].title if slug in BY_SLUG else slug


def changed_codes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Statements by code that are new or say something else now; one that was taken back is said to be unknown."""
    gone = dict.fromkeys(set(before) - set(after))
    return {code: value for code, value in after.items() if code not in before or before[code] != value} | gone
