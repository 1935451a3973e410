"""The projection "who looked at my data": subject, hour, organisation, purpose. Built from the log, by the office's
worker.
"""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from django.db import connection, transaction

from teojeon.kernel.audit.models import Look, LookMark

# For pseudonyms of subjects the account of the portal that may see who looked; those without an account are left out.
AccountsOf = Callable[[Collection[UUID]], Mapping[UUID, UUID]]

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('audit_look', 0))"
# Numbers of a chain are committed in their order, so the marks leave nothing out. Without an organisation it was the
# person's own look.
COUNT = """
WITH fresh AS (
  SELECT h.side, h.controller, h.lane, coalesce(m.number, 0) AS after, h.number AS upto
  FROM audit_head h LEFT JOIN audit_lookmark m USING (side, controller, lane)
  WHERE h.lane LIKE 'r%' AND h.number > coalesce(m.number, 0)),
marked AS (
  INSERT INTO audit_lookmark (side, controller, lane, number) SELECT side, controller, lane, upto FROM fresh
  ON CONFLICT (side, controller, lane) DO UPDATE SET number = excluded.number),
events AS (
  SELECT e.body::jsonb AS body FROM fresh f JOIN audit_event e
  ON (e.side, e.controller, e.lane) = (f.side, f.controller, f.lane) AND e.number > f.after AND e.number <= f.upto)
INSERT INTO audit_look (subject, hour, organisation, purpose, count)
SELECT subject::uuid, date_trunc('hour', (body ->> 'business_at')::timestamptz), body ->> 'organisation',
  coalesce(body ->> 'purpose', ''), count(*)
FROM events, jsonb_array_elements_text(body -> 'subjects') AS subject
WHERE body ->> 'kind' IN ('read', 'access') AND body ->> 'organisation' IS NOT NULL
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
ON CONFLICT (subject, hour, organisation, purpose) DO UPDATE SET count = audit_look.count + excluded.count
"""


def advance(accounts_of: AccountsOf) -> None:
    """Counts the looks since the last time, and gives accounts to subjects that had none. Safe to run twice at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK)
        _count(accounts_of)


def rebuild(accounts_of: AccountsOf) -> None:
    """Counts everything anew from the log that is kept; the result is the same as that of all advances."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK)
        Look.objects.all().delete()
        LookMark.objects.all().delete()
        _count(accounts_of)


def _count(accounts_of: AccountsOf) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
    subjects = set(Look.objects.filter(account=None).values_list("subject", flat=True).distinct())
    if subjects:
        for subject, account in accounts_of(subjects).items():
            Look.objects.filter(subject=subject, account=None).update(account=account)
