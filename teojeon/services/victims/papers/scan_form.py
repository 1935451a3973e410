"""What the pages on which officials add scanned papers share: the form, receiving its files, and what is said of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from teojeon.kernel.documents import uploads
from teojeon.kernel.documents.checks.limits import MAX_DRAFT_BYTES, MAX_FILE_BYTES
from teojeon.kernel.documents.incoming import EncryptingHandler, KeptFile
from teojeon.kernel.documents.store import StoredFile
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.papers.forms import KindForm
from teojeon.services.victims.papers.portal_view import ACCEPT, FORMATS
from teojeon.services.victims.papers.scans import SOURCE


class Sent:
    """A form with files, as it came."""

    def __init__(self, request: HttpRequest) -> None:
        self.form = KindForm(request.POST)
        handler = next((one for one in request.upload_handlers if isinstance(one, EncryptingHandler)), None)
        self.refusals: list[Refusal] = list(handler.refused) if handler else []
        self.files = [file for file in request.FILES.getlist("files") if isinstance(file, KeptFile)]
        if not self.files and not self.refusals:
            self.refusals.append(Refusal("MISSING_VALUE", "올릴 파일을 고릅니다.", "files", SOURCE))
        self.join = bool(request.POST.get("join"))

    @property
    def stored(self) -> list[tuple[str, StoredFile]]:
        return [(str(file.name), file.stored) for file in self.files]

    def keep(self, kept: Iterable[UUID]) -> None:
        """These files are somebody's from now on; the others go with the answer."""
        names = frozenset(kept)
        for file in self.files:
            file.kept = file.kept or file.stored.id in names


def tell(request: HttpRequest, count: int, refusals: Iterable[Refusal]) -> None:
    """One line for each file that was not taken, and how many papers were."""
    for each in refusals:
        messages.error(request, each.message)
    if count:
        messages.success(request, f"서류 {count}건을 담았습니다. 검사 결과는 잠시 뒤 이 화면에 나옵니다.")


def context_of(form: KindForm) -> dict[str, Any]:
    """Of the template `victims/papers/_scan.html`."""
    return {"form": form, **frame()}


def frame() -> dict[str, Any]:
    """Of the input for the files alone (`victims/papers/_scan_files.html`)."""
    return {
        "accept": ACCEPT,
        "formats": FORMATS,
        "file_limit": uploads.in_megabytes(MAX_FILE_BYTES),
        "whole_limit": uploads.in_megabytes(MAX_DRAFT_BYTES),
    }
