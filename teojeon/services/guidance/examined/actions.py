"""Store what an examination of the published pages found, and examine them with our own checks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record, require
from teojeon.services.guidance.examined.models import Examination
from teojeon.services.guidance.pages.actions import APPROVE, EDIT, findings_of
from teojeon.services.guidance.pages.addresses import page_address
from teojeon.services.guidance.pages.checks import Finding
from teojeon.services.guidance.pages.queries import shown_on

OWN_TOOL = "teojeon 자체 점검 1"
BY_PERSON = "화면낭독기와 키보드"


@dataclass(frozen=True)
class Examined:
    """A page and what was found on it."""

    page: str
    findings: list[Finding]


def store(
    page: str,
    tool: str,
    found: Sequence[object],
    *,
    version: UUID | None = None,
    languages: Sequence[str] = ("ko",),
    manual_by: str = "",
) -> Examination:
    """One examination of one page: `found` as the tool says it, empty where nothing was wrong. In an open unit of the office. Raises Forbidden."""
    require(EDIT, "안내 점검")
    examination = Examination(
        page=page,
        version=version,
        checked_at=clock.real_now(),
        tool=tool,
        violations=len(found),
        found=list(found),
        languages=list(languages),
        manual_by=manual_by,
    )
    data = {"page": page, "tool": tool, "violations": len(found)}
    examination.event = record(MINISTRY_CODE, examination.pk, "guidance.examined", data)
    examination.save()
    return examination


def record_by_person(
    page: str, *, language: str, manual_by: str, reader: str, checked_on: dt.date, found: Sequence[str], request: UUID
) -> Examination:
    """What a person found with keyboard and screen reader on one page. In an open unit of the office; the same request is one record.

    `found`: one line each, empty where nothing was wrong. Raises Forbidden.
    """
    require(APPROVE, "화면낭독기 점검 기록")
    if (twin := Examination.objects.filter(pk=request).first()) is not None:
        return twin
    data = {"page": page, "tool": BY_PERSON, "reader": reader, "violations": len(found)}
    return Examination.objects.create(
        id=request,
        page=page,
        checked_at=clock.real_now(),
        tool=BY_PERSON,
        violations=len(found),
        found=list(found),
        languages=[language],
        manual_by=manual_by,
        reader=reader,
        checked_on=checked_on,
        event=record(MINISTRY_CODE, request, "guidance.examined", data),
    )


def examine_all(day: dt.date) -> list[Examined]:
    """Our own checks on every page shown that day, each result stored. In an open unit of the office."""
    found = []
    for row in shown_on(day):
        # a page that was right when it was published may cite what has been repealed since
        row.effective_from = day
        findings = findings_of(row)
        page = page_address(row.slug, row.language)
        store(page, OWN_TOOL, [asdict(each) for each in findings], version=row.pk, languages=[row.language])
        found.append(Examined(page, findings))
    return found
