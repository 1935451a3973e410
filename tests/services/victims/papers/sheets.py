"""Files as people send them, and the hands that send them."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from teojeon.kernel.documents import store, uploads
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.papers import portal_tasks, uploading
from teojeon.services.victims.papers.models import PortalPaper
from teojeon.services.victims.papers.uploading import Outcome, Sent
from tests.support.made_files import big_pdf, noise, pdf, photo

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner calls a virus, and what is none."""


def send(client: Client, bundle: UUID, files: Sequence[tuple[str, bytes]], doc_type: str = "lease_copy", **more: str) -> Any:
    """The ordinary form with these files."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/papers/{bundle}/upload/", {"doc_type": doc_type, "files": sent, **more})


def put(account: Account, bundle: UUID, files: Sequence[tuple[str, bytes]], doc_type: str = "lease_copy", **more: bool) -> Outcome:
    """The same without a browser, in a unit of its own."""
    with unit_of_work(account.pk):
        sent = [Sent(name, store.put(bundle, content)) for name, content in files]
        return uploading.take(bundle, doc_type, sent, **more)


def papers(account: Account, bundle: UUID) -> list[PortalPaper]:
    with unit_of_work(account.pk, read_only=True):
        return uploading.papers_of(bundle)


def sheets_of(account: Account, paper: PortalPaper) -> list[Upload]:
    with unit_of_work(account.pk, read_only=True):
        return uploads.of_groups([paper.pk]).get(paper.pk, [])


def look_into_all(account: Account, bundle: UUID) -> list[PortalPaper]:
    """What the portal's worker does in the background. Outside a unit."""
    for paper in papers(account, bundle):
        portal_tasks.check(paper.pk, paper.subject, account.pk)
    return papers(account, bundle)


def jobs_planned(task: str) -> list[dict[str, Any]]:
    """The words of the jobs that wait on this side."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [task])
        rows = cursor.fetchall()
    return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in rows]


__all__ = ["EICAR", "big_pdf", "jobs_planned", "look_into_all", "noise", "papers", "pdf", "photo", "put", "send", "sheets_of"]
