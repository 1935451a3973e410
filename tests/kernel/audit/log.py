"""A small log of both sides for the tests, and what an intruder with all rights would do to it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from teojeon.kernel.audit.events import Event, act_event, append, denied_event, read_event
from teojeon.kernel.audit.findings import Finding, Report
from teojeon.kernel.audit.heads import export_heads
from teojeon.kernel.audit.trails import Trail
from teojeon.kernel.audit.verify import verify
from teojeon.kernel.sides.current import SIDES
from tests.support.sides import as_side

CONTROLLERS = ("molit", "seoul")
CASE = UUID(int=4)  # lane a0
KEYS: dict[str, Ed25519PrivateKey] = {side: Ed25519PrivateKey.generate() for side in SIDES}
RECEIVE = "victims.decision.receive"


def act(controller: str = "molit", case: UUID = CASE, action: str = RECEIVE) -> Event:
    return act_event(controller, case, action=action, actor=uuid4(), organisation="seoul", subject=uuid4(), version=1)


def read(controller: str = "molit", subjects: Sequence[UUID] = ()) -> Event:
    return read_event(
        controller,
        page="victims:case",
        actor=uuid4(),
        organisation="seoul",
        purpose="investigation",
        subjects=subjects or [uuid4()],
    )


def fill() -> None:
    """Heads of two controllers, and on each side ten acts in one chain and a mixture in others."""
    with connection.cursor() as cursor:
        for controller in CONTROLLERS:
            cursor.execute("SELECT audit_make_heads(%s)", [controller])
    for side in SIDES:
        with as_side(side):
            append([act() for _ in range(10)])
            append(
                [
                    *[act(controller, UUID(int=4 * n + 1)) for controller in CONTROLLERS for n in range(5)],
                    *[read(controller) for controller in CONTROLLERS for _ in range(20)],
                    denied_event("molit", uuid4(), actor=uuid4(), organisation="busan"),
                ]
            )


def export(directory: Path) -> None:
    for side in SIDES:
        export_heads(directory, KEYS[side], side=side)


def as_intruder(query: str, parameters: Sequence[Any] = ()) -> None:
    """Runs a statement with the triggers switched off, as whoever owns the tables can."""
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_checkpoint"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER unchangeable")
        cursor.execute(query, parameters)
        assert cursor.rowcount
        for table in ("audit_event", "audit_checkpoint"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER unchangeable")


def verified(directory: Path, trails: Sequence[Trail] = (), processes: int = 1) -> Report:
    connection.ensure_connection()
    signers = {side: [key.public_key()] for side, key in KEYS.items()}
    return verify(connection.connection, directory, signers, declared=trails, processes=processes)


def places(report: Report) -> list[tuple[str, str, str, str, int | None]]:
    return [(f.kind, f.side, f.controller, f.lane, f.number) for f in report.findings]


def only(report: Report) -> Finding:
    assert len(report.findings) == 1, report.as_text()
    return report.findings[0]
