"""Consents as the office keeps them: taken over with the filing, and changed by the person's messages."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.work.unit import current
from teojeon.services.victims.consents.models import Consent


def take(case: Case, given: Sequence[Mapping[str, Any]], *, message: UUID | None = None) -> None:
    """Keeps what the person answered at filing, the unanswered too. Called once, when the case is made."""
    Consent.objects.bulk_create(_row(case, each, message) for each in given)


def change(case: Case, given: Sequence[Mapping[str, Any]], *, message: UUID | None = None) -> list[str]:
    """A consent given later, or taken back: the one that stood ends at the moment of the new answer. Returns the codes that changed.

    What is said again changes nothing, nor does an answer that is older than the one that stands (a counter entry came between).
    """
    changed = []
    for each in given:
        code, at = str(each["consent_code"]), dt.datetime.fromisoformat(each["at"])
        rows = Consent.objects.visible_to(current().actor).filter(case=case, consent_code=code)
        last = rows.order_by("-at").first()
        if last is not None and (last.says == each["granted"] or (last.withdrawn_at or last.at) > at):
            continue
        if last is not None and last.stands:
            last.withdrawn_at = at
            last.save(update_fields=["withdrawn_at"])
        else:
            _row(case, each, message).save(force_insert=True)
        changed.append(code)
    return changed


def end_all(case: Case, at: dt.datetime) -> list[dict[str, Any]]:
    """Ends every consent that stands, e.g. with the death of the person: the heirs' representative consents anew (A-43).

    Returns them as the portal's records, so that "my case" shows the same.
    """
    ended = []
    for row in (
        Consent.objects.visible_to(current().actor).filter(case=case, granted=True, withdrawn_at=None).order_by("consent_code")
    ):
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        ended.append(as_record(row))
    return ended


def last_record(case: Case, code: str) -> dict[str, Any]:
    """What stands or stood last of one code, as it travels. Raises Consent.DoesNotExist."""
    return as_record(Consent.objects.visible_to(current().actor).filter(case=case, consent_code=code).latest("at"))


def as_record(row: Consent) -> dict[str, Any]:
    """A row as it travels to the portal."""
    names = ("consent_code", "granted", "text_version", "by", "recipients", "items", "purpose", "retention")
    return {
        **{name: getattr(row, name) for name in names},
        "at": row.at.isoformat(),
        "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
    }


def _row(case: Case, given: Mapping[str, Any], message: UUID | None) -> Consent:
    return Consent(
        **belonging(case),
        consent_code=given["consent_code"],
        granted=given["granted"],
        text_version=given["text_version"],
        at=dt.datetime.fromisoformat(given["at"]),
        by=given["by"],
        recipients=given["recipients"],
        items=given["items"],
        purpose=given["purpose"],
        retention=given["retention"],
        message=message,
    )
