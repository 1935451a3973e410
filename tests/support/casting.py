"""The invented officials of the tests and who holds which box. For tests that act as the office (fixture `office_side`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from teojeon.kernel.people.actors import MINISTRY_CODE, REGISTRAR_PRINCIPAL
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official, Organisation
from teojeon.kernel.people.officials import create_official, create_organisation, grant
from teojeon.kernel.people.secrecy import acknowledge
from teojeon.kernel.work.unit import Unit, unit_of_work

COMMITTEE = "CMT"
MEMBERS = 5
BOXES_OF_CAST: dict[str, tuple[str, tuple[str, ...]]] = {
    "agenda": (MINISTRY_CODE, ("PM-AGENDA",)),
    "secretary": (MINISTRY_CODE, ("PM-SEC",)),
    "drafter": (MINISTRY_CODE, ("PM-DRAFT",)),
    "sealer": (MINISTRY_CODE, ("PM-SEAL",)),
    "server": (MINISTRY_CODE, ("PM-SERVE",)),
    "param": (MINISTRY_CODE, ("PM-PARAM",)),
    "guideeditor": (MINISTRY_CODE, ("GU-EDIT",)),
    "guideapprover": (MINISTRY_CODE, ("GU-APPROVE",)),
    "auditor": (MINISTRY_CODE, ("AU",)),
    "chair": (COMMITTEE, ("CM", "CM-CHAIR")),
    **{f"member{number}": (COMMITTEE, ("CM",)) for number in range(2, MEMBERS + 1)},
}
"""The ministry's and the committee's people: user id → organisation and boxes. A province's are made by `cast`."""
LOCAL_CAST = {"register": ("P-REG",), "intake": ("P-INTAKE",), "invest": ("P-INV",), "review": ("P-REV",), "send": ("P-SEND",)}


def official(username: str, organisation: str, *boxes: str, name: str = "", noted: bool = False) -> UUID:
    """An official with these boxes, who has read the duty of secrecy, made once per test. `noted`: accepts a conflict pair on different cases."""
    found = Official.objects.filter(username=username).values_list("account", flat=True).first()
    if found:
        return found
    with unit_of_work(REGISTRAR_PRINCIPAL):
        for head in ("head1", "head2"):
            if not Official.objects.filter(username=head).exists():
                create_official(head, f"기관장 {head}", MINISTRY_CODE)
        made = create_official(username, name or f"담당 {username}", organisation)
        for box in boxes:
            grant(username, box, applied_by="head1", approved_by="head2", both_on_different_cases=noted)
    with unit_of_work(made.official.account):
        acknowledge(made.official.account)
    return made.official.account


def district(code: str = "11110") -> str:
    """A 시·군·구 with the province above it. Returns its organisation code."""
    name = f"SGG-{code}"
    if not Organisation.objects.filter(code=name).exists():
        with unit_of_work(REGISTRAR_PRINCIPAL):
            create_organisation(name, "종로구", Kind.DISTRICT, supervisor=f"SD-{code[:2]}", region=code)
    return name


def cast(role: str, sido: str = "11") -> UUID:
    """The person who plays a role: `intake`, `invest`, `review`, `send` of a province, or one of the ministry's."""
    if role in LOCAL_CAST:
        return official(f"{role}{sido}", f"SD-{sido}", *LOCAL_CAST[role])
    organisation, boxes = BOXES_OF_CAST[role]
    return official(role, organisation, *boxes)


@contextmanager
def acting(who: UUID | str, sido: str = "11", *, read_only: bool = False) -> Iterator[Unit]:
    """A unit of work of an account, or of the one who plays a role."""
    with unit_of_work(cast(who, sido) if isinstance(who, str) else who, read_only=read_only) as unit:
        yield unit
