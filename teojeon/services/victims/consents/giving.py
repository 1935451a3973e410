"""The consents of an application as the filing message says them: each alone, an unanswered one as unanswered (S1-APP-08)."""

import datetime as dt
from typing import Any

from teojeon.kernel import clock
from teojeon.services.victims.consents.texts import AGENCIES, Text, texts_on

SELF = "self"


def given(content: Any, at: dt.datetime | None = None) -> list[dict[str, Any]]:
    """One record for each consent. `granted` None = not answered. `at`: when it was filed, default now; it decides the texts' version.

    `content` carries the answers in `consents` (c1, c2_court, …, c5) and who acts in `actor.mandate_type`.
    """
    moment = at or clock.business_now()
    by = getattr(getattr(content, "actor", None), "mandate_type", "") or SELF
    answers = getattr(content, "consents", None)
    return [record_of(text, _answer(answers, text), moment, str(by)) for text in texts_on(clock.seoul_day(moment))]


def record_of(text: Text, granted: bool | None, at: dt.datetime, by: str) -> dict[str, Any]:
    """One consent as it travels and is kept: the answer with all that the person had read."""
    return {
        "consent_code": text.code,
        "granted": granted,
        "text_version": text.version,
        "at": at.isoformat(),
        "by": by,
        "recipients": text.recipients,
        "items": text.items,
        "purpose": text.purpose,
        "retention": text.retention,
    }


def _answer(answers: Any, text: Text) -> bool | None:
    value = getattr(answers, text.field, None)
    if value is None and text.code.startswith(AGENCIES):  # one answer for all groups, as an older form asked
        value = getattr(answers, AGENCIES.lower(), None)
    return value if isinstance(value, bool) else None  # 모름 is no consent and no refusal
