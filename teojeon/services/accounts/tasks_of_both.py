"""The jobs that the workers of both sides do for the accounts. Registered by a side's tasks module."""

from uuid import UUID

from django.db import close_old_connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from teojeon.kernel.work import jobs
from teojeon.services.accounts import locks, mail


def register() -> None:
    """Makes them known to this process's worker."""

    @app.task(name=mail.JOB, queue=jobs.QUEUE, retry=RetryStrategy(max_attempts=3, wait=20))  # type: ignore[untyped-decorator]
    def mail_code(account: str) -> None:
        close_old_connections()  # a worker outlives its connections
        mail.send_code(UUID(account))

    jobs.repeat("tell_locks", jobs.EACH_MINUTE, locks.tell_locks)
