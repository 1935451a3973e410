"""The job of each side's worker: take what the other side wrote. Registered once per process by the side's tasks module."""

from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from teojeon.kernel.work import messages

QUEUE = "messages"


def register() -> None:
    """Makes the jobs `take` and `sweep` known to this process's worker."""

    @app.task(name="take", queue=QUEUE)
    def take(subject: str, account: str) -> None:
        messages.take(UUID(subject), UUID(account))

    @app.periodic(cron="* * * * *")
    @app.task(name="sweep", queue=QUEUE, pass_context=False)
    def sweep(timestamp: int) -> None:
        messages.sweep()


registered: list[Any] = []
