"""What the office's worker does after a dated value of an authority was approved: the open cases it touches are assessed again."""

import datetime as dt
import logging
from uuid import UUID

from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.parameters.models import APPROVED, ParameterValue
from teojeon.kernel.parameters.queries import typed
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.book import AuthorityRow
from teojeon.law.period.ad_hoc import AD_HOC_HOLIDAY
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.assessment.actions import reassess, subject_of
from teojeon.services.victims.assessment.assess import matter_of
from teojeon.services.victims.assessment.models import Reassessment
from teojeon.services.victims.assessment.reassess import UNDECIDED
from teojeon.services.victims.assessment.results import differences, result_of
from teojeon.services.victims.case.procedure import KIND

logger = logging.getLogger(__name__)
JUST_NOW, LATELY = dt.timedelta(minutes=10), dt.timedelta(days=2)


def reassess_after_values(within: dt.timedelta = JUST_NOW) -> int:
    """Assesses again what a value approved within this time touches. Returns how many cases were noted.

    Each case in a unit of its own; one that fails holds up no other. A value notes a case once, however often this runs.
    """
    count = 0
    for value, row in _approved_since(within):
        for case in _touched_by(row):
            try:
                count += _again(case, value, row)
            except Refusal as refusal:
                logger.warning("not reassessed: %s %s", case, refusal.code)
            except Exception:
                logger.exception("not reassessed: %s", case)
    return count


def reassess_lately() -> int:
    """What the runs of each minute may have missed while the worker stood still."""
    return reassess_after_values(LATELY)


def _approved_since(within: dt.timedelta) -> list[tuple[UUID, AuthorityRow]]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        since = clock.business_now() - within
        rows = ParameterValue.objects.visible_to(unit.actor).filter(state=APPROVED, approved_at__gte=since).order_by("approved_at")
        return [
            (
                row.pk,
                AuthorityRow(
                    row.code, row.area, typed(row.code, row.value), row.valid_from, row.valid_to, row.source, row.resolution
                ),
            )
            for row in rows.exclude(code=AD_HOC_HOLIDAY)  # a holiday moves deadlines, no requirement
        ]


def _touched_by(row: AuthorityRow) -> list[UUID]:
    """Undecided cases in the scope of the value. A house's 시·도 is the one received; an official's other one is rare and is found
    by its own fact's run.
    """
    kind, _, key = row.scope.partition(":")
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        wanted = Q(kind=KIND, state__in=UNDECIDED)
        if kind == "case":
            wanted &= Q(pk=key)
        elif kind == "sido":
            wanted &= Q(pk__in=Application.objects.visible_to(unit.actor).filter(sido=key).values("case"))
        return list(Case.objects.visible_to(unit.actor).filter(wanted).order_by("pk").values_list("pk", flat=True))


def _again(case: UUID, value: UUID, row: AuthorityRow) -> bool:
    """Looks first, without a lock: most values change nothing in most cases."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        found: Case | None = Case.objects.visible_to(unit.actor).filter(pk=case, state__in=UNDECIDED).first()
        noted = (
            Reassessment.objects.visible_to(unit.actor)
            .filter(case=case, trigger="parameter", subject=subject_of(row, value))
            .exists()
        )
        if found is None or noted:
            return False
        after, today = matter_of(found), clock.business_today()
        if not differences(result_of(after.without_row(row), today), result_of(after, today)):
            return False
    with unit_of_work(INTAKE_PRINCIPAL):
        reassess(case, value=value, row=row)
    return True
