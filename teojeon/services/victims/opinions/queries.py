"""The ministry's docket: cases that wait for its opinion, by landlord, building or day of sale (S1-INV-08).

A landlord is whom the applicant names, with what is shown of the number; names stand in no address: a page is told by the key of a
case, and reads from it what to look for.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Func, OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat, Trim

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.masking import mask_name
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.scope import ScopedQuerySet
from teojeon.kernel.work.unit import current
from teojeon.services.victims.additional.models import SENT, InvestigationOrder
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.intake.queries import SALE_DAYS, Row, described
from teojeon.services.victims.investigation.models import Report
from teojeon.services.victims.opinions.models import Opinion

READERS = frozenset({"PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "PM-SERVE", "CM", "CM-CHAIR", "AU"})
"""Who reads an opinion: the ministry, members of the cases on their agenda, auditors (S1 appendix (d))."""
ROWS_A_PAGE = 60
TARGET_DAYS = 14  # from the sending to the tabling
LANDLORD, BUILDING, SALE, RECEIPT = "landlord", "building", "sale", "receipt"
GROUPINGS = {LANDLORD: "임대인별", BUILDING: "건물별", SALE: "매각기일 순", RECEIPT: "접수 순"}
SALES = {"": "매각기일 전체", "soon": f"{SALE_DAYS}일 안", "known": "매각기일 있음"}
NEW, AGAIN = "", "again"
STAGES = {NEW: "검토의견을 기다림", AGAIN: "추가조사 뒤 다시 검토"}
UNNAMED = {LANDLORD: "임대인을 적지 않은 사건", BUILDING: "주소를 적지 않은 사건"}
BETWEEN = "\n"
"""Between a landlord's name and what is shown of the number."""
OF_A_UNIT = r"((\s+제?[0-9A-Za-z]+동)?(\s+(제|지하)?\s?[0-9A-Za-z]+층)?\s+제?[0-9A-Za-z-]+호.*|,.*)$"
"""The end of an address that says which dwelling of the building."""


@dataclass(frozen=True)
class Docket:
    """What the URL says. `like`: only cases of the same landlord or building as this one; `after`: the last case seen."""

    by: str = LANDLORD
    stage: str = NEW
    sale: str = ""
    unit: str = ""
    opinion: str = ""
    like: UUID | None = None
    after: UUID | None = None


@dataclass(frozen=True)
class Line:
    """One case of the docket. `group`: heading, only on the first row of a group; `target`: days left until it should be tabled."""

    row: Row
    group: str
    in_group: int
    landlord: str
    building: str
    opinion: str
    unknowns: int
    sent_days: int
    target: int
    target_on: dt.date


def page_of(actor: Actor, docket: Docket, count: int = ROWS_A_PAGE) -> tuple[list[Line], bool]:
    """The rows of one page and whether more follow. Notes the persons shown."""
    rows = list(_page(actor, docket, count + 1))
    shown = rows[:count]
    for case in shown:
        current().show(case.controller, [case.pk])
    return _lines(actor, docket, shown), len(rows) > count


def _page(actor: Actor, docket: Docket, count: int) -> list[Any]:
    wanted = _wanted(actor, docket)
    column = _column(docket)
    if docket.after:
        last = _keyed(Case.objects.visible_to(actor).filter(pk=docket.after), actor).first()
        if last is not None:
            seen = getattr(last, column)
            wanted = wanted.filter(Q(**{f"{column}__gt": seen}) | Q(**{column: seen, "id__gt": last.pk}))
    return list(wanted.order_by(column, "id")[:count])


def _column(docket: Docket) -> str:
    return {SALE: "sale_on", RECEIPT: "received_at"}.get(docket.by, docket.by)


def _wanted(actor: Actor, docket: Docket) -> ScopedQuerySet:
    rows = Case.objects.visible_to(actor)
    rows = rows.filter(state="SENT") if docket.stage == NEW else rows.filter(_reviewed_too_early(actor), state="AGENDA")
    today = clock.business_today()
    if docket.sale == "soon":
        rows = rows.filter(next_sale_on__range=(today, today + dt.timedelta(days=SALE_DAYS)))
    elif docket.sale == "known":
        rows = rows.filter(next_sale_on__isnull=False)
    if docket.unit:
        rows = rows.filter(handled_by=docket.unit)
    if docket.opinion:
        approved = _approved(actor).filter(case=OuterRef("pk")).order_by("-number").values("opinion")[:1]
        rows = rows.annotate(province=Subquery(approved)).filter(province=docket.opinion)
    rows = _keyed(rows, actor)
    if docket.like and docket.by in UNNAMED:
        same = _keyed(Case.objects.visible_to(actor).filter(pk=docket.like), actor).first()
        value = getattr(same, docket.by) if same is not None else ""
        rows = rows.filter(**{docket.by: value}) if value.strip() else rows.filter(pk=docket.like)
    return rows


def _approved(actor: Actor) -> ScopedQuerySet:
    return Report.objects.visible_to(actor).filter(state=Report.APPROVED)


def _reviewed_too_early(actor: Actor) -> Q:
    """An addendum came after the newest opinion."""
    newest = Opinion.objects.visible_to(actor).filter(case=OuterRef("case")).order_by("-signed_at").values("signed_at")[:1]
    addenda = InvestigationOrder.objects.visible_to(actor).filter(case=OuterRef("pk"), state=SENT, sent_at__gt=Subquery(newest))
    return Q(Exists(addenda))


def _keyed(rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
    """With the words by which cases come together: `landlord`, `building`, `sale_on` (a day far away where none is known)."""
    said = Statement.objects.visible_to(actor).filter(case=OuterRef("pk")).order_by("-said_at", "-id")
    name = said.filter(code="landlord_name").annotate(
        text=Func(F("value"), template="(%(expressions)s #>> '{}')", output_field=TextField())
    )
    number = said.filter(code="landlord_number").annotate(text=KeyTextTransform("masked", "value"))
    place = Application.objects.visible_to(actor).filter(case=OuterRef("pk"))
    building = place.annotate(
        text=Func(F("address"), Value(OF_A_UNIT), Value(""), function="regexp_replace", output_field=TextField())
    )
    keyed: ScopedQuerySet = rows.annotate(
        landlord=Concat(_text(name), Value(BETWEEN, TextField()), _text(number)),
        building=Trim(_text(building)),
        sale_on=Coalesce(F("next_sale_on"), Value(dt.date.max)),
    )
    return keyed


def _text(rows: ScopedQuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.values("text")[:1], output_field=TextField()), Value("", TextField()))


def _lines(actor: Actor, docket: Docket, cases: Sequence[Any]) -> list[Line]:
    keys = [case.pk for case in cases]
    shown = {row.case.pk: row for row in described(cases)}
    reports = {row.case_id: row for row in _approved(actor).filter(case__in=keys).order_by("number")}
    counts = _counts(actor, docket, cases)
    today, lines, before = clock.business_today(), [], None
    for case in cases:
        sent_on = clock.seoul_day(case.entered_state_at)
        target_on = sent_on + dt.timedelta(days=TARGET_DAYS)
        group = getattr(case, docket.by) if docket.by in UNNAMED else ""
        report = reports.get(case.pk)
        lines.append(
            Line(
                row=shown[case.pk],
                group=_heading(docket, group) if docket.by in UNNAMED and group != before else "",
                in_group=counts.get(group, 0),
                landlord=_masked(case.landlord),
                building=case.building,
                opinion=OUTCOMES.get(report.opinion, "") if report else "",
                unknowns=len(report.open_unknowns) if report else 0,
                sent_days=(today - sent_on).days,
                target=(target_on - today).days,
                target_on=target_on,
            )
        )
        before = group
    return lines


def _counts(actor: Actor, docket: Docket, cases: Sequence[Any]) -> dict[str, int]:
    """How many cases of the docket each group on this page has, on whatever page they stand."""
    if docket.by not in UNNAMED or not cases:
        return {}
    groups = {getattr(case, docket.by) for case in cases}
    rows = _wanted(actor, docket).filter(**{f"{docket.by}__in": groups}).values(docket.by).annotate(count=Count("pk")).order_by()
    return {row[docket.by]: row["count"] for row in rows}


def _heading(docket: Docket, group: str) -> str:
    if not group.strip():
        return UNNAMED[docket.by]
    return _masked(group) if docket.by == LANDLORD else group


def _masked(landlord: str) -> str:
    """A name as lists show it, with the visible part of the number."""
    name, _, number = landlord.partition(BETWEEN)
    return " ".join(part for part in (mask_name(name) if name else "", number) if part)
