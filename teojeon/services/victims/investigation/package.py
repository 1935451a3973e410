"""The package that goes to the ministry: one canonical text, its hash, and the check of it later (법§14①1, S1-INV-06)."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.models import Official
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.assessment.assess import assess_matter, matter_of, newest_facts
from teojeon.services.victims.assessment.region import House
from teojeon.services.victims.intake.personal import party_of
from teojeon.services.victims.investigation.models import Fact, Package, Report

FORM = "teojeon-package/2"
"""Version 2: with the confidence of facts and the findings of the report."""


def canonical_text(content: Mapping[str, Any]) -> str:
    """JSON with sorted keys and without spaces: one text for one content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(package: Package) -> bool:
    """Whether the text still is what was sent."""
    return sha256_of(package.content) == package.sha256


def drawn_up(case: Case, report: Report, at: dt.datetime) -> dict[str, Any]:
    """The content: who and where, what was said, what was found, what the rules make of it, what the investigator thinks."""
    actor = current().actor
    facts = newest_facts(case.pk)
    application: Application = Application.objects.visible_to(actor).get(case=case)
    statements = Statement.objects.visible_to(actor).filter(case=case).order_by("code", "said_at", "id")
    authors = {fact.author for fact in facts.values()} | {report.drafted_by, report.reviewed_by}
    names = dict(Official.objects.filter(account__in=[each for each in authors if each]).values_list("account", "name"))
    party = party_of(case.pk)
    return {
        "form": FORM,
        "case": {
            "id": str(case.pk),
            "receipt_no": case.receipt_no,
            "register_no": f"{case.register_year}-{case.register_serial}",
            "received_at": case.received_at.isoformat(),
            "handled_by": case.handled_by,
        },
        "applicant": {"name": party.name, "number_masked": party.number_masked} if party else None,
        "house": {
            "sido": application.sido,
            "sigungu": application.sigungu,
            "legal_dong": application.legal_dong,
            "address": application.address,
        },
        "statements": [{"code": each.code, "value": each.value, "said_at": each.said_at.isoformat()} for each in statements],
        "facts": [_fact(fact, names.get(fact.author, "")) for fact in facts.values()],
        "assessment": assess_matter(matter_of(case, facts, House.of(application)), clock.seoul_day(at)).as_dict(),
        "report": _report(report, names),
        "sent_at": at.isoformat(),
    }


def _fact(fact: Fact, author: str) -> dict[str, Any]:
    return {
        "code": fact.code,
        "number": fact.number,
        "value": fact.value,
        "source": fact.source,
        "evidence": fact.evidence,
        "as_of": fact.as_of.isoformat(),
        "note": fact.note,
        "confidence": fact.confidence,
        "author": author,
        "at": fact.at.isoformat(),
    }


def _report(report: Report, names: Mapping[Any, str]) -> dict[str, Any]:
    return {
        "number": report.number,
        "opinion": report.opinion,
        "reason": report.reason,
        "open_unknowns": report.open_unknowns,
        "facts": report.facts,
        "findings": report.findings,
        "drafted_by": names.get(report.drafted_by, ""),
        "drafted_at": report.drafted_at.isoformat(),
        "reviewed_by": names.get(report.reviewed_by, ""),
        "reviewed_at": report.reviewed_at.isoformat() if report.reviewed_at else None,
    }
