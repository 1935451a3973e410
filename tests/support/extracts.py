"""A registry extract with one row for tests that walk pages: as if it had been read from a paper."""

import uuid
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.extracts.models import OPEN, TAKEN, Extract, ExtractRow


def kept(case: UUID, *, by: UUID | None = None) -> UUID:
    """The extract's key. `by`: who confirmed its row; without it the row waits. In a unit of its own, as the office."""
    with unit_of_work(INTAKE_PRINCIPAL):
        row, now = find_case(case), clock.business_now()
        extract = Extract.objects.create(
            **belonging(row), state=OPEN, paper=uuid.uuid4(), pages=1, unique_no="11012020123456", kind="집합건물",
            places=["서울특별시 종로구 효자로 12, 301호"], coverage="all", issued_on=clock.business_today(), fingerprint="1" * 64,
            read_by=by or INTAKE_PRINCIPAL, read_at=now, event=uuid.uuid4(),
        )  # fmt: skip
        ExtractRow.objects.create(
            **belonging(row), extract=extract, position=1, page=1, section="eul", rank="1", kind="mortgage", purpose="근저당권설정",
            holder="주식회사한빛은행", amount=120_000_000, received_on="2021-03-04", received_no="5679", cancelled="no",
            decision=TAKEN if by else "", decided_by=by, decided_at=now if by else None, number=1 if by else 0,
        )  # fmt: skip
        return UUID(str(extract.pk))
