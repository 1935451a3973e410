"""Who reaches a case: the own organisation and those it supervises; others only through a reader row."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.sides.actor import Actor


def opened_to(actor: Actor) -> "models.QuerySet[models.Model]":
    """Reader rows valid now for this account or its organisations."""
    now = clock.business_now()
    reader = Q(account=actor.account) | Q(organisation_id__in=actor.organisations)
    rows = apps.get_model("cases", "Reader").objects
    return rows.filter(reader, Q(until=None) | Q(until__gt=now), since__lte=now)


@dataclass(frozen=True)
class CaseScope:
    """`case`: the column that holds the case's key. The row policy `readable()` says the same."""

    case: str = "case_id"

    def condition(self, actor: Actor) -> Q:
        own = Q(handled_by__in=actor.organisations)
        if actor.reads_single_cases:  # for all others the plain condition finds the worklist's index
            own |= Q(models.Exists(opened_to(actor).filter(case_id=models.OuterRef(self.case))))
        return own


def readable(case: str) -> str:
    """The row policy of a case and its children. `case`: the column with the case's key, named with its table; a bare `case_id`
    would be the reader row's own, and one reader row would open every case.

    For EXISTS the planner chooses between a look into an index per row and a hash of all reader rows.
    """
    return f"""handled_by = ANY ((SELECT own_organisations())::text[]) OR EXISTS (
      SELECT FROM cases_reader r WHERE r.case_id = {case} AND r.since <= (SELECT legal_now())
      AND (r.until IS NULL OR r.until > (SELECT legal_now()))
      AND (r.account = (SELECT acting_account()) OR r.organisation_id = ANY ((SELECT own_organisations())::text[])))"""  # noqa: S608
