"""One case of Seoul, an official who may act on it, one who may only look, and one of Busan."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection

from teojeon.kernel.cases.models import Case, Deadline, TimelineEntry
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.models import StoredAnswer, ToPortal
from tests.kernel.work.acts import BOX
from tests.support.filings import bare_case
from tests.support.people import official, unit


@dataclass(frozen=True)
class Scene:
    """Accounts and the case's key."""

    case: UUID
    investigator: UUID
    onlooker: UUID
    stranger: UUID

    def stored(self) -> Case:
        """The case as the database has it."""
        with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
            case: Case = Case.objects.visible_to(opened.actor).get(pk=self.case)
        return case

    def timeline(self) -> list[TimelineEntry]:
        with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
            return list(TimelineEntry.objects.visible_to(opened.actor).filter(case_id=self.case).order_by("id"))

    def deadlines(self) -> list[Deadline]:
        with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
            return list(Deadline.objects.visible_to(opened.actor).filter(case_id=self.case).order_by("id"))

    def messages(self) -> list[ToPortal]:
        return list(ToPortal.objects.filter(subject=self.case).order_by("number"))

    def answers(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {StoredAnswer._meta.db_table}")
            return int(cursor.fetchone()[0])

    def events(self, action: str) -> list[str]:
        """Bodies of the audit's events of one act."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM audit_event WHERE body LIKE %s ORDER BY number", [f'%"action":"{action}"%'])
            return [body for (body,) in cursor.fetchall()]


@pytest.fixture
def scene(db: None, keys: object) -> Scene:
    investigator = official("inves01", "SD-11", BOX)
    onlooker = official("looks01", "SD-11")
    stranger = official("busan01", "SD-26", BOX)
    with unit("office", INTAKE_PRINCIPAL):
        case = bare_case("SD-11")
    return Scene(case.pk, investigator, onlooker, stranger)
