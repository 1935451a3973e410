"""Photos as a form of this room sends them: what is taken, and why others are not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from teojeon.kernel.documents import uploads
from teojeon.kernel.documents.checks.limits import MAX_DRAFT_BYTES, MAX_FILE_BYTES
from teojeon.kernel.documents.incoming import EncryptingHandler, KeptFile
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.papers.uploading import PHOTOS
from teojeon.services.victims.visits.limits import MOST_PHOTOS
from teojeon.services.victims.visits.photos import Photo, refusal_of

INPUT = "photos"


@dataclass(frozen=True)
class Sent:
    """`photos`: what may be handed to an act; `refusals`: one for each file that may not."""

    files: tuple[KeptFile, ...]
    photos: list[Photo]
    refusals: list[Refusal]

    def keep(self, answer: Mapping[str, Any]) -> None:
        """What the act kept is the case's from now on; the other files go with the answer."""
        names = set(answer["files"])
        for file in self.files:
            file.kept = file.kept or str(file.stored.id) in names


def sent_in(request: HttpRequest) -> Sent:
    """The photos of a form that came through `receive_scans`."""
    handler = next((one for one in request.upload_handlers if isinstance(one, EncryptingHandler)), None)
    refusals: list[Refusal] = list(handler.refused) if handler else []
    files = tuple(file for file in request.FILES.getlist(INPUT) if isinstance(file, KeptFile))
    photos = []
    for file in files:
        photo = Photo(str(file.name), file.stored)
        if refusal := refusal_of([photo]):
            refusals.append(replace(refusal, field=INPUT))
        else:
            photos.append(photo)
    return Sent(files, photos, refusals)


def tell(request: HttpRequest, answer: Mapping[str, Any], refusals: Iterable[Refusal]) -> None:
    """How many photos were kept, and one line for each that was not."""
    for each in refusals:
        messages.error(request, each.message)
    for name in answer["left_out"]:
        messages.warning(request, f"‘{name}’: 이 사건에 이미 있는 사진이어서 다시 담지 않았습니다.")
    if answer["photos"]:
        messages.success(request, f"사진 {answer['photos']}장을 담았습니다. 검사 결과는 잠시 뒤 방문 기록에 나옵니다.")


def frame() -> dict[str, Any]:
    """Of the template `victims/visits/_photos.html`."""
    return {
        "accept": ",".join(PHOTOS),
        "file_limit": uploads.in_megabytes(MAX_FILE_BYTES),
        "whole_limit": uploads.in_megabytes(MAX_DRAFT_BYTES),
        "most_photos": MOST_PHOTOS,
    }
