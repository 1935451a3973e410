"""The consents of an own filing as "my case" shows them: what was answered at filing, and what changed since."""

import datetime as dt
from dataclasses import replace
from typing import Any

from teojeon.kernel import clock
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.models import Filing
from teojeon.services.victims.consents.giving import given
from teojeon.services.victims.consents.models import PortalConsent
from teojeon.services.victims.consents.queries import Line
from teojeon.services.victims.consents.texts import text_of, texts_on


def own_consents(filing: Filing) -> list[Line]:
    """Every consent that is asked today, with the answer that holds. A code that was not asked at filing is not answered.

    The text is the one that was consented to, or else the one that would be answered now.
    """
    answers: dict[str, Line] = {}
    for each in given(load_filed(filing).content, filing.received_at):
        text = text_of(each["consent_code"], each["text_version"])
        answers[text.code] = Line(text, each["granted"], filing.received_at, False)
    for row in changes_of(filing):
        text = text_of(row.consent_code, row.text_version)
        answers[text.code] = Line(text, row.granted, row.withdrawn_at or row.at, row.withdrawn_at is not None)
    shown = []
    for text in texts_on(clock.business_today()):
        answer = answers.get(text.code) or Line(text, None, filing.received_at, False)
        shown.append(answer if answer.stands else replace(answer, text=text))
    return shown


def changes_of(filing: Filing) -> list[PortalConsent]:
    """What was given or withdrawn since the filing, the oldest first."""
    return list(PortalConsent.objects.visible_to(current().actor).filter(subject=filing.pk).order_by("at"))


def standing_of(filing: Filing, code: str) -> Line | None:
    """One of them; None for a code that is not asked."""
    return next((each for each in own_consents(filing) if each.text.code == code), None)


def kept_fields(record: dict[str, Any]) -> dict[str, Any]:
    """A record as it travels, as the columns of a row."""
    withdrawn_at = record.get("withdrawn_at")
    return {
        **{name: each for name, each in record.items() if name not in ("at", "withdrawn_at")},
        "at": dt.datetime.fromisoformat(record["at"]),
        "withdrawn_at": dt.datetime.fromisoformat(withdrawn_at) if withdrawn_at else None,
    }
