"""For verbs that work on one side's data: the side's settings, log-in and keys."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from teojeon.kernel.sides.current import Side


def enter(side: Side) -> None:
    """Loads Django with the settings of a side. Once per process."""
    os.environ["DJANGO_SETTINGS_MODULE"] = f"teojeon.settings.{side}"
    import django

    django.setup()


def enter_owner() -> None:
    """Loads Django as the owner, for verbs that must see both sides."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "teojeon.settings.owner"
    import django

    django.setup()


@contextmanager
def as_intake() -> Iterator[None]:
    """A unit of work of the office's principal: sees every case."""
    from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
    from teojeon.kernel.work.unit import unit_of_work

    with unit_of_work(INTAKE_PRINCIPAL):
        yield
