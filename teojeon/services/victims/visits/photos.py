"""Photos of a visit: papers of the case, kept, checked and defused like all others; time and place are read before (S1-INV-04)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.subjects import Unreadable, decrypt_text, encrypt_text
from teojeon.kernel.documents import store
from teojeon.kernel.documents.store import FileMissing, StoredFile
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.investigation.investigator import acting
from teojeon.services.victims.papers import scans
from teojeon.services.victims.papers.kinds import Need, PaperKind, of_officials
from teojeon.services.victims.papers.uploading import is_photo
from teojeon.services.victims.visits.exif import Taken, taken
from teojeon.services.victims.visits.limits import MOST_PHOTOS
from teojeon.services.victims.visits.models import Visit, VisitPhoto

DOC_TYPE, SOURCE = "visit_photo", "규칙§4①, S1-INV-04"
KIND = of_officials(
    PaperKind(
        DOC_TYPE, "현장조사 사진", "규칙 제4조제1항", "주택의 점유와 상태를 확인합니다.", "조사자가 현장에서 찍습니다.",
        "담당 기관이 찍어 담습니다.", lambda content: Need.NOT,
    )
)  # fmt: skip
READ_CHUNKS = 32  # of 64 KiB: a camera writes time and place into the first part of its file


@dataclass(frozen=True)
class Photo:
    """A photo that lies in the store under the case's key. In the digest of an act it stands for its content alone, so that the same
    photos stored anew are the same request.
    """

    name: str
    stored: StoredFile

    def __str__(self) -> str:
        return self.stored.sha256.hex()


@dataclass(frozen=True)
class Added:
    """`photos`: what was kept, in its order; `left_out`: names of files that the case has already."""

    photos: list[VisitPhoto]
    files: list[UUID]
    left_out: list[str]


def put(case: UUID, name: str, content: bytes) -> Photo:
    """Stores a photo under the case's key, to be handed to an act at once. Raises StoreFull."""
    return Photo(name, store.put(case, content))


def drop_unkept(photos: Iterable[Photo], kept: Iterable[str]) -> None:
    """Takes the files off the disk that no act kept."""
    names = set(kept)
    for photo in photos:
        if str(photo.stored.id) not in names:
            store.remove(photo.stored.id)


def refusal_of(photos: Sequence[Photo]) -> Refusal | None:
    """Why these photos are not taken as they are. What they really are, the check says later."""
    if len(photos) > MOST_PHOTOS:
        return Refusal("TOO_MANY", f"한 번에 사진을 {MOST_PHOTOS}장까지 올립니다. 나머지는 방문 기록에 더합니다.", "photos", SOURCE)
    for photo in photos:
        if not is_photo(photo.name):
            message = f"‘{photo.name}’: 사진 파일(JPG, PNG, HEIC, TIFF)만 올립니다. 문서는 사건의 서류로 담습니다."
            return Refusal("NOT_A_PHOTO", message, "photos", SOURCE)
    return None


def add(visit: Visit, case: Case, photos: Sequence[Photo], *, first: int, event: UUID) -> Added:
    """Makes the photos papers of the case and photos of the visit, numbered from `first`.

    Raises Refusal for a file that does not lie under this case's key: a photo belongs to one case.
    """
    seen, kept, left_out = set(scans.known_in(case)), list[tuple[Photo, Taken]](), list[str]()
    for photo in photos:
        digest = photo.stored.sha256.hex()
        if digest in seen:
            left_out.append(photo.name)
            continue
        seen.add(digest)
        kept.append((photo, _taken(case, photo)))
    entries = [scans.entry(uuid4(), DOC_TYPE, None, [scans.Scanned(uuid4(), photo.name, photo.stored)]) for photo, _ in kept]
    if entries:
        scans.add(case, event=event, papers=entries)
    rows = [
        _row(visit, case, UUID(entry["id"]), number, found, event)
        for number, (entry, (_, found)) in enumerate(zip(entries, kept, strict=True), start=first)
    ]
    VisitPhoto.objects.bulk_create(rows)
    return Added(rows, [photo.stored.id for photo, _ in kept], left_out)


def _taken(case: Case, photo: Photo) -> Taken:
    try:
        return taken(b"".join(islice(store.get(case.pk, photo.stored.id), READ_CHUNKS)))
    except (Unreadable, FileMissing) as error:
        message = f"‘{photo.name}’: 이 사건에 담은 사진이 아닙니다. 사건의 화면에서 다시 올립니다."
        raise Refusal("PHOTO_OF_ANOTHER_CASE", message, "photos", SOURCE) from error


def _row(visit: Visit, case: Case, paper: UUID, number: int, found: Taken, event: UUID) -> VisitPhoto:
    key = uuid4()
    place = "" if found.latitude is None else json.dumps([found.latitude, found.longitude])
    return VisitPhoto(
        **belonging(case),
        id=key,
        visit=visit,
        paper_id=paper,
        number=number,
        taken_at=found.at,
        place_box=encrypt_text(case.pk, place, _context(key)) if place else b"",
        added_by=acting(),
        added_at=clock.business_now(),
        event=event,
    )


def place_of(photo: VisitPhoto) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None where the camera wrote none. The caller's page has noted the look."""
    if not photo.place_box:
        return None
    latitude, longitude = json.loads(decrypt_text(photo.case_id, bytes(photo.place_box), _context(photo.pk)))
    return float(latitude), float(longitude)


def _context(photo: UUID) -> str:
    return f"visit_photo/{photo}/place"
