"""Invented officials for tests, registered through the acts: the registrar creates them, two others stand behind each right."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from teojeon.kernel.people.actors import REGISTRAR_PRINCIPAL
from teojeon.kernel.people.models import Official
from teojeon.kernel.people.officials import create_official, grant
from teojeon.kernel.people.secrecy import acknowledge
from teojeon.kernel.sides.current import Side
from teojeon.kernel.work.unit import Unit, unit_of_work
from tests.support.sides import as_side

APPLICANT, APPROVER = "head", "approver"  # who asks for everybody's rights, and who grants them
TITLES = {"SD-11": "서울담당", "SD-26": "부산담당", "MOLIT": "국토담당", "CMT": "위원"}


@contextmanager
def unit(side: Side, account: UUID | None, *, read_only: bool = False) -> Iterator[Unit]:
    """One unit of work of a side inside the test's transaction."""
    with as_side(side), unit_of_work(account, read_only=read_only) as opened:
        yield opened


def official(username: str, organisation: str, *boxes: str, secrecy: bool = True) -> UUID:
    """An official with these permission boxes, who has read the duty of secrecy. Returns the account."""
    with unit("office", REGISTRAR_PRINCIPAL):
        if not Official.objects.filter(username=APPLICANT).exists():
            create_official(APPLICANT, "기관장", "MOLIT")
            create_official(APPROVER, "승인자", "MOLIT")
        account = create_official(username, TITLES.get(organisation, "담당자"), organisation).official.account
        for box in boxes:
            grant(username, box, applied_by=APPLICANT, approved_by=APPROVER, both_on_different_cases=True)
    if secrecy:
        with unit("office", account):
            acknowledge(account)
    return account
