"""The jobs of each side's worker: take what the other side wrote, put the signed heads outside. Registered by a side's tasks module."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from teojeon.kernel import clock
from teojeon.kernel.audit.heads import export_heads
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.sides.current import side
from teojeon.kernel.work import messages

QUEUE, PAPERS = "messages", "papers"
WAKE = """SELECT procrastinate_defer_jobs_v1(ARRAY[
  ROW(%s, %s, 0, NULL, NULL, %s::jsonb, %s)::procrastinate_job_to_defer_v1])"""
EACH_MINUTE, EACH_HOUR, EACH_NIGHT = "* * * * *", "7 * * * *", "20 15 * * *"  # UTC: shortly after midnight in Seoul


def register() -> None:
    """Makes the jobs that both sides have known to this process's worker."""

    @app.task(name="take", queue=QUEUE)  # type: ignore[untyped-decorator]
    def take(subject: str, account: str) -> None:
        close_old_connections()  # a worker outlives its connections
        messages.take(UUID(subject), UUID(account))

    repeat("sweep", EACH_MINUTE, messages.sweep)
    repeat("export_heads", EACH_HOUR, _export_heads)


def repeat(name: str, cron: str, work: Callable[[], object]) -> None:
    """A job at fixed times. `cron` in UTC."""

    @app.periodic(cron=cron)  # type: ignore[untyped-decorator]
    @app.task(name=name, queue=QUEUE)  # type: ignore[untyped-decorator]
    def run(timestamp: int) -> None:
        close_old_connections()
        work()


def _export_heads() -> None:
    export_heads(Path(settings.AUDIT_HEADS_DIR), keyring().audit_key(), side=side())


def wake(task: str, *, after: int = 0, **words: str) -> None:
    """Plans a job of this side's worker with the open unit, and is rolled back with it, in a worker too. `after`: seconds from now.

    The library's own `defer` would survive the rollback inside a worker (two-sides, trap 6).
    """
    at = clock.real_now() + dt.timedelta(seconds=after) if after else None
    with connection.cursor() as cursor:
        cursor.execute(WAKE, [PAPERS, task, json.dumps(words), at])
