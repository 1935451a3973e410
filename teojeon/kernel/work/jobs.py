"""The jobs of each side's worker: take what the other side wrote. Registered by the side's tasks module."""

from uuid import UUID

from django.db import close_old_connections
from procrastinate.contrib.django import app

from teojeon.kernel.work import messages

QUEUE = "messages"


def register() -> None:
    """Makes the jobs `take` and `sweep` known to this process's worker."""

    @app.task(name="take", queue=QUEUE)  # type: ignore[untyped-decorator]
    def take(subject: str, account: str) -> None:
        close_old_connections()  # a worker outlives its connections
        messages.take(UUID(subject), UUID(account))

    @app.periodic(cron="* * * * *")  # type: ignore[untyped-decorator]
    @app.task(name="sweep", queue=QUEUE)  # type: ignore[untyped-decorator]
    def sweep(timestamp: int) -> None:
        close_old_connections()
        messages.sweep()
