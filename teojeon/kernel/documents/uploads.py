"""Receiving files on the portal: in one go, or piece by piece with a place to go on from, in constant memory, never in clear on the disk.

The caller holds a lock on what the files belong to, so that two senders do not each take the last room. All limits are said with the
file's name. What happens to a whole file afterwards is the caller's.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.documents import store
from teojeon.kernel.documents.checks.limits import MAX_DRAFT_BYTES, MAX_FILE_BYTES, MB
from teojeon.kernel.documents.models import Upload, UploadPart
from teojeon.kernel.documents.store import StoredFile
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current

SOURCE = "S1-APP-07"
LONGEST_NAME = 180  # characters; longer names are cut, their ending stays
PIECE_BYTES = 512 * 1024  # what a browser sends at once: on a slow line about ten seconds


@dataclass(frozen=True)
class Place:
    """Where a file belongs: whose it is, which matter, whose data key, and what it is part of."""

    account: UUID
    subject: UUID
    bundle: UUID
    group: UUID
    position: int = 0


def begin(place: Place, *, name: str, size: int, modified: str = "") -> Upload:
    """Announces a file. Raises Refusal where it is empty, too large, or there is no room left."""
    name = short_name(name)
    refuse_size(name, size, used(place.bundle))
    now = clock.real_now()
    upload = Upload(
        account=place.account,
        subject=place.subject,
        bundle=place.bundle,
        group=place.group,
        position=place.position,
        modified=modified[:40],
        size=size,
        created_at=now,
        touched_at=now,
    )
    upload.name_box = encrypt_text(upload.bundle, name, _name_place(upload))
    upload.save(force_insert=True)
    return upload


def append(upload: Upload, start: int, content: bytes) -> Upload:
    """Takes the next piece, and puts the file together with the last one. The row is locked by the caller (`locked`).

    A piece that is here already is not stored again: its answer was lost. Raises Refusal for one that begins elsewhere or is too long.
    """
    if upload.is_whole or start + len(content) <= upload.received:
        return upload
    if start != upload.received or not content:
        raise Refusal(
            "OFFSET_DIFFERS", "이어서 보낼 곳이 다릅니다. 받은 곳부터 다시 보냅니다.", "offset", SOURCE, (str(upload.received),)
        )
    if start + len(content) > upload.size:
        message = f"‘{name_of(upload)}’ 파일이 알린 크기보다 큽니다. 파일을 다시 골라 처음부터 올립니다."
        raise Refusal("LONGER_THAN_SAID", message, "file", SOURCE)
    stored = store.put(upload.bundle, content)
    try:
        UploadPart.objects.create(
            account=upload.account, subject=upload.subject, upload=upload, start=start, size=len(content), file_id=stored.id
        )
        upload.received += len(content)
        upload.touched_at = clock.real_now()
        if upload.received == upload.size:
            _join(upload)
        upload.save()
    except BaseException:
        store.remove(stored.id)
        raise
    return upload


def keep(place: Place, *, name: str, stored: StoredFile) -> Upload:
    """The row of a file that came in one go and lies in the store already. Raises Refusal; then the caller removes the file."""
    upload = begin(place, name=name, size=stored.size)
    upload.received, upload.sha256, upload.file_id = stored.size, stored.sha256, stored.id
    upload.save()
    return upload


def locked(pk: UUID) -> Upload:
    """The upload, locked. Raises Missing."""
    found: Upload | None = (
        Upload.objects.visible_to(current().actor).filter(pk=pk).select_for_update(no_key=True, of=("self",)).first()
    )
    if found is None:
        raise Missing("upload")
    return found


def of_groups(groups: Iterable[UUID]) -> dict[UUID, list[Upload]]:
    """The files of each group, in their order."""
    found: dict[UUID, list[Upload]] = {}
    rows = Upload.objects.visible_to(current().actor).filter(group__in=list(groups)).order_by("position", "created_at", "id")
    for upload in rows:
        found.setdefault(upload.group, []).append(upload)
    return found


def unfinished(bundle: UUID, *, name: str, size: int, modified: str) -> Upload | None:
    """The same file, whose sending broke off: same name, size and age. The person chose it again."""
    rows = Upload.objects.visible_to(current().actor).filter(bundle=bundle, file_id=None, size=size, modified=modified[:40])
    return next((upload for upload in rows.order_by("-touched_at") if name_of(upload) == short_name(name)), None)


def twin_of(upload: Upload) -> Upload | None:
    """Another whole file of the same bytes of the same bundle."""
    rows: Any = Upload.objects.visible_to(current().actor).filter(bundle=upload.bundle, sha256=upload.sha256)
    twin: Upload | None = rows.exclude(pk=upload.pk).exclude(file_id=None).order_by("created_at").first()
    return twin


def used(bundle: UUID) -> int:
    """Bytes announced or stored in a bundle."""
    rows = Upload.objects.visible_to(current().actor).filter(bundle=bundle)
    return int(rows.aggregate(total=Sum("size"))["total"] or 0)


def name_of(upload: Upload) -> str:
    """The file's name as the person knows it. Raises KeyDestroyed once the office has it."""
    return decrypt_text(upload.bundle, bytes(upload.name_box), _name_place(upload))


def remove(uploads: Iterable[Upload]) -> None:
    """Takes files away: the rows now, the bytes when the unit is committed (one that fails keeps both)."""
    rows = list(uploads)
    keys = [upload.pk for upload in rows]
    parts: Any = UploadPart.objects.visible_to(current().actor).filter(upload__in=keys)
    files = [*parts.values_list("file_id", flat=True), *(upload.file_id for upload in rows if upload.file_id)]
    parts.delete()
    Upload.objects.visible_to(current().actor).filter(pk__in=keys).delete()
    remove_files(files)


def remove_files(files: Iterable[UUID]) -> None:
    """Takes stored files off the disk when the unit is committed."""
    for file_id in files:
        transaction.on_commit(partial(store.remove, file_id))


def refuse_size(name: str, size: int, taken: int) -> None:
    """Raises Refusal for a file that is empty, larger than one may be, or larger than the room that is left."""
    if size < 1:
        raise empty(name)
    if size > MAX_FILE_BYTES:
        message = (
            f"‘{name}’ 파일이 너무 큽니다. 파일 하나는 {in_megabytes(MAX_FILE_BYTES)}까지 올릴 수 있습니다. "
            "다른 파일은 그대로 두었습니다. 사진은 크기를 줄이고 문서는 나누어 다시 올립니다."
        )
        raise Refusal("FILE_TOO_LARGE", message, "file", SOURCE)
    if taken + size > MAX_DRAFT_BYTES:
        message = (
            f"‘{name}’ 파일을 담을 자리가 없습니다. 모두 {in_megabytes(MAX_DRAFT_BYTES)}까지 올릴 수 있고 "
            f"지금 {in_megabytes(taken)}를 썼습니다. 다른 파일은 그대로 두었습니다. 필요 없는 파일을 지우고 다시 올립니다."
        )
        raise Refusal("DRAFT_FULL", message, "file", SOURCE)


def empty(name: str) -> Refusal:
    """What is said of a file without content."""
    message = f"‘{name}’ 파일에 내용이 없습니다. 다른 파일은 그대로 두었습니다. 파일이 열리는지 확인하고 다시 올립니다."
    return Refusal("EMPTY_FILE", message, "file", SOURCE)


def short_name(name: str) -> str:
    """A file's name without its path and signs that are no text, not longer than it can be shown."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if sign.isprintable()).strip() or "이름 없는 파일"
    if len(plain) <= LONGEST_NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - 10]}…{dot}{ending[:8]}" if dot else f"{plain[:LONGEST_NAME]}…"


def in_megabytes(size: int) -> str:
    """20971520 → 20MB; 1500000 → 1.5MB; never 0."""
    tenths = max(1, -(-size * 10 // MB))
    return f"{tenths // 10}MB" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}MB"


def _join(upload: Upload) -> None:
    """One stored file from all pieces, hashed; the pieces go with the commit."""
    parts = list(UploadPart.objects.visible_to(current().actor).filter(upload=upload).order_by("start"))
    stored = store.put(upload.bundle, _contents(upload, parts))
    if stored.size != upload.size:
        store.remove(stored.id)
        raise ValueError(f"the pieces of {upload.pk} do not make it whole")
    upload.sha256, upload.file_id = stored.sha256, stored.id
    UploadPart.objects.visible_to(current().actor).filter(upload=upload).delete()
    remove_files(part.file_id for part in parts)


def _contents(upload: Upload, parts: Iterable[UploadPart]) -> Iterator[bytes]:
    for part in parts:
        yield from store.get(upload.bundle, part.file_id)


def digest_of(uploads: Iterable[Upload]) -> str:
    """SHA-256 of one file; of several the SHA-256 of their digests one after the other. In hexadecimal."""
    digests = [bytes(upload.sha256) for upload in uploads]
    return (digests[0] if len(digests) == 1 else hashlib.sha256(b"".join(digests)).digest()).hex()


def _name_place(upload: Upload) -> str:
    return f"upload/{upload.pk}/name"
