"""Documents that the office makes of a case: kept in its file under its key."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import Document


@contextmanager
def kept(case: Case, pdf: bytes, *, kind: str, event: UUID, number: str = "", sealed: bool = False) -> Iterator[Document]:
    """Stores a document, with the row that names it: both, and all that the block writes, or nothing. Raises StoreFull."""
    file = store.put(case.pk, pdf)
    try:
        document = Document(
            controller=case.controller,
            handled_by=case.handled_by,
            case_id=case.pk,
            kind=kind,
            number=number,
            sha256=file.sha256,
            size=file.size,
            file_id=file.id,
            sealed=sealed,
            created_at=clock.business_now(),
            event=event,
        )
        document.save(force_insert=True)
        yield document
    except BaseException:
        store.remove(file.id)
        raise
