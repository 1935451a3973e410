"""From an account to an actor."""

from uuid import UUID, uuid5

from django.db import connection

from teojeon.kernel import clock
from teojeon.kernel.sides.actor import Actor

# Jobs act as a named principal on behalf of one organisation; its row stands among the officials.
NAMESPACE = UUID("5f3c2a52-6b0e-4f7e-9a53-0d0b2f1d7c11")
INTAKE_PRINCIPAL = uuid5(NAMESPACE, "intake")
REGISTRAR_PRINCIPAL = uuid5(NAMESPACE, "registrar")
MINISTRY_CODE = "MOLIT"

OFFICIAL = """
SELECT m.organisation_id, own_organisations(), m.is_principal,
       coalesce((SELECT array_agg(g.box) FROM people_grant g WHERE g.account = m.account AND g.valid_from <= %s
                 AND (g.valid_to IS NULL OR g.valid_to > %s)), '{}'),
       EXISTS (SELECT FROM cases_reader r WHERE r.account = m.account OR r.organisation_id = m.organisation_id)
FROM people_official m WHERE m.account = %s
"""


def load_citizen(account: UUID) -> Actor:
    """On the portal an account is a person and nothing more."""
    return Actor(account=account)


def load_official(account: UUID) -> Actor:
    """One query: post, organisations, boxes valid at this instant."""
    now = clock.business_now()
    with connection.cursor() as cursor:
        cursor.execute(OFFICIAL, [now, now, account])
        row = cursor.fetchone()
    if row is None:
        return Actor(account=account)
    organisation, organisations, is_principal, boxes, reads_single = row
    held = frozenset(boxes) | (frozenset({"SYSTEM"}) if is_principal else frozenset())
    return Actor(account, organisation, tuple(organisations), held, reads_single)
