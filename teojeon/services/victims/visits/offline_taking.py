"""Taking what was written on a visit without a network: opened here, checked like the ordinary form, recorded once (S1-INV-04; decision 0022).

A device seals each entry to the office's public key: its words, and each photo, in boxes of their own, bound to the person, the case, the
entry and the part. The photos come first, each in a request of its own; the words come last and say how many there are. An entry that
cannot be recorded as it is stays here, sealed, until its writer has corrected it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.http import QueryDict

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import OVERHEAD_BYTES, Unopened, unseal
from teojeon.kernel.crypto.subjects import encrypt_text
from teojeon.kernel.documents.checks.limits import MAX_DRAFT_BYTES, MAX_FILE_BYTES
from teojeon.kernel.documents.uploads import short_name
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.visits import photos as pictures
from teojeon.services.victims.visits.actions import record_visit
from teojeon.services.victims.visits.forms import FIELDS_OF_ACT, VisitForm
from teojeon.services.victims.visits.limits import MOST_PHOTOS
from teojeon.services.victims.visits.offline_models import RECORDED, REFUSED, VisitEntry, VisitEntryPhoto
from teojeon.ui.forms import form_errors, put_refusal

BOX, TITLE, SOURCE = "P-INV", "현장조사 기록", "규칙§4①, S1-INV-04"
FORM = "teojeon-visit/1"
MOST_BYTES = MAX_FILE_BYTES + OVERHEAD_BYTES
"""Of one box: the largest photo, sealed."""
KEPT_FOR = dt.timedelta(hours=72)
UNFINISHED = Refusal("UNFINISHED", "저장하지 않은 채 자리를 비워 봉인한 기록입니다. 이어서 적고 저장합니다.", source=SOURCE)
UNOPENED = Refusal(
    "UNOPENED",
    "로그인한 사람이 이 사건에 적은 기록이 아니거나 손상되어 열 수 없습니다. 적은 사람이 로그인하여 보냅니다.",
    source=SOURCE,
)
PHOTOS_MISSING = Refusal("PHOTOS_MISSING", "사진이 아직 다 오지 않았습니다. 이 기기에서 다시 보냅니다.", "photos", SOURCE)


@dataclass(frozen=True)
class Written:
    """What stood in the form on the device. `finished` false: put away by the device, not saved by its writer."""

    finished: bool
    fields: dict[str, list[str]]
    photo_names: tuple[str, ...]
    saved_at: dt.datetime | None
    place: dict[str, Any] | None


def context_of(person: UUID, case: UUID, entry: UUID, part: int) -> str:
    """What a box is bound to. `part`: 0 for the words, 1, 2, … for the photos. The browser says the same (offline.js)."""
    return f"visit/{person}/{case}/{entry}/{part}"


# taking


def take_photo(case: Case, entry: UUID, number: int, box: bytes) -> None:
    """Keeps one sealed photo. One that is here already is kept once. Raises Refusal."""
    require(BOX, TITLE)
    if not 1 <= number <= MOST_PHOTOS:
        raise Refusal("TOO_MANY", f"한 기록에 사진을 {MOST_PHOTOS}장까지 담습니다.", "photos", SOURCE)
    _opened(case, entry, number, box)
    if VisitEntry.objects.visible_to(current().actor).filter(pk=entry, state=RECORDED).exists():
        return
    rows = VisitEntryPhoto.objects.visible_to(current().actor).filter(entry=entry).exclude(number=number)
    if (rows.aggregate(all=Sum("size"))["all"] or 0) + len(box) > MAX_DRAFT_BYTES:
        raise Refusal("TOO_LARGE", "한 기록의 사진이 너무 큽니다. 나머지는 다른 기록에 담습니다.", "photos", SOURCE)
    row = VisitEntryPhoto(
        **belonging(case),
        entry=entry,
        account=current().person,
        number=number,
        box=box,
        size=len(box),
        received_at=clock.real_now(),
    )
    VisitEntryPhoto.objects.bulk_create([row], ignore_conflicts=True)


def take_entry(case: Case, entry: UUID, box: bytes) -> VisitEntry:
    """Keeps an entry and records its visit; the row says what became of it. The same entry again changes nothing.

    Raises Refusal where it is not kept at all: it does not open, is no entry, or photos are missing.
    """
    require(BOX, TITLE)
    written = _read(_opened(case, entry, 0, box))
    if (row := _own(case, entry, held=True)) is not None:
        return row
    if [photo.number for photo in _photos(case, entry)] != list(range(1, len(written.photo_names) + 1)):
        raise PHOTOS_MISSING
    if not _keep(case, entry, box, written):
        return own(case, entry)  # a twin of this request was faster
    row = own(case, entry, held=True)
    form = form_of(case, row.pk, written)
    if not written.finished:
        _refuse(row, UNFINISHED)
    elif not form.is_valid():
        first = form_errors(form)[0]
        _refuse(row, Refusal(first.code, first.message, first.field, first.source))
    else:
        try:
            _record(case, row, form, written)
        except Refusal as refusal:
            _refuse(row, refusal)
    return row


def correct(case: Case, row: VisitEntry, form: VisitForm) -> None:
    """Records a held entry as its writer corrected it, with the photos that came. Raises Refusal; then it stays as it was."""
    _record(case, row, form, written_in(case, row))


# reading


def own(case: Case, entry: UUID, *, held: bool = False) -> VisitEntry:
    """An own entry of this case; `held`: locked, to be corrected. Raises Missing."""
    row = _own(case, entry, held=held)
    if row is None:
        raise Missing("visit entry")
    return row


def written_in(case: Case, row: VisitEntry) -> Written:
    """What stands in a kept entry. Raises Refusal where it does not open in this person's name."""
    return _read(_opened(case, row.pk, 0, bytes(row.box)))


def form_of(case: Case, entry: UUID, written: Written) -> VisitForm:
    """The ordinary form, filled with what was written. An entry knows no version: nothing of the case is overwritten by a visit."""
    data = QueryDict(mutable=True)
    for name, values in written.fields.items():
        data.setlist(name, values)
    data["version"], data["request"] = str(case.version), str(entry)
    return VisitForm(data, version=case.version)


def to_correct(case: Case | None = None) -> list[VisitEntry]:
    """The acting person's entries that could not be recorded as they are, the oldest first; of one case or of all."""
    rows = VisitEntry.objects.visible_to(current().actor).filter(account=current().person, state=REFUSED)
    return list((rows.filter(case=case) if case else rows).defer("box").order_by("received_at"))


def drop_left_photos() -> int:
    """Each night: sealed photos whose entry never came. The device keeps an entry no longer than 72 hours. Returns how many."""
    kept = VisitEntry.objects.visible_to(current().actor).values("pk")
    rows = VisitEntryPhoto.objects.visible_to(current().actor).filter(received_at__lt=clock.real_now() - KEPT_FOR)
    return int(rows.exclude(entry__in=kept).delete()[0])


# inside


def _opened(case: Case, entry: UUID, part: int, box: bytes) -> bytes:
    try:
        return unseal(box, keyring().unsealing_keys(), context_of(current().person, case.pk, entry, part))
    except Unopened as error:
        raise UNOPENED from error


def _read(content: bytes) -> Written:
    """Every word is taken for what anybody may send: the seal proves nobody."""
    try:
        said = json.loads(content)
        if said["form"] != FORM:
            raise ValueError(said["form"])
        fields = {str(name): [str(value) for value in values] for name, values in said["fields"].items()}
        names = tuple(short_name(str(photo["name"])) for photo in said["photos"])
        saved_at = dt.datetime.fromisoformat(said["saved_at"])
        place = said.get("place")
        kept_place = {name: float(place[name]) for name in ("latitude", "longitude", "accuracy")} if place else None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refusal("BAD_ENTRY", "읽을 수 없는 기록입니다. 화면을 새로 열어 다시 적습니다.", source=SOURCE) from error
    return Written(said.get("finished") is True, fields, names, saved_at if saved_at.tzinfo else None, kept_place)


def _own(case: Case, entry: UUID, *, held: bool) -> VisitEntry | None:
    rows: Any = VisitEntry.objects.visible_to(current().actor).filter(pk=entry, case=case, account=current().person)
    row: VisitEntry | None = (rows.select_for_update(no_key=True, of=("self",)) if held else rows).first()
    return row


def _box_of(photo: VisitEntryPhoto) -> bytes:
    """One at a time: all photos of an entry may be 200 MB."""
    return bytes(VisitEntryPhoto.objects.visible_to(current().actor).values_list("box", flat=True).get(pk=photo.pk))


def _photos(case: Case, entry: UUID) -> list[VisitEntryPhoto]:
    rows = VisitEntryPhoto.objects.visible_to(current().actor).filter(case=case, entry=entry, account=current().person)
    return list(rows.defer("box").order_by("number"))


def _keep(case: Case, entry: UUID, box: bytes, written: Written) -> bool:
    """Whether this request is the one that keeps it: one of two at once waits for the other here."""
    place = encrypt_text(case.pk, json.dumps(written.place), f"visit_entry/{entry}/place") if written.place else b""
    digest = hashlib.sha256(box).hexdigest()
    event = record(case.controller, case.pk, "victims.visit_entry", {"entry": entry, "sha256": digest}, subject=case.pk)
    row = VisitEntry(
        **belonging(case), pk=entry, account=current().person, saved_at=written.saved_at, received_at=clock.business_now(),
        box=box, sha256=digest, place_box=place, event=event,
    )  # fmt: skip
    VisitEntry.objects.bulk_create([row], ignore_conflicts=True)
    return own(case, entry, held=True).event == event


def _refuse(row: VisitEntry, refusal: Refusal) -> None:
    row.code, row.message = refusal.code[:40], refusal.message[:500]
    row.save(update_fields=["code", "message"])


def _record(case: Case, row: VisitEntry, form: VisitForm, written: Written) -> None:
    """Does the ordinary act, under the entry's number as the number of the request. Its boxes go with the same commit."""
    sealed = _photos(case, row.pk)
    stored: list[pictures.Photo] = []
    try:
        for name, photo in zip(written.photo_names, sealed, strict=True):
            stored.append(pictures.put(case.pk, name, _opened(case, row.pk, photo.number, _box_of(photo))))
        answer: Mapping[str, Any] = record_visit(case.pk, request=row.pk, version=None, **form.data_of_act, photos=stored)
    except BaseException as error:
        pictures.drop_unkept(stored, [])
        if isinstance(error, Refusal):
            put_refusal(form, Refusal(error.code, error.message, FIELDS_OF_ACT.get(error.field, error.field), error.source))
        raise
    pictures.drop_unkept(stored, answer["files"])
    row.state, row.visit, row.box, row.code, row.message = RECORDED, UUID(answer["visit"]), b"", "", ""
    row.save(update_fields=["state", "visit", "box", "code", "message"])
    VisitEntryPhoto.objects.visible_to(current().actor).filter(pk__in=[photo.pk for photo in sealed]).delete()
