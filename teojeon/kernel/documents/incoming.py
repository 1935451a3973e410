"""Files of an ordinary form, encrypted while they arrive: nothing of them lies in clear on the disk, whatever their size."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from teojeon.kernel.crypto.subjects import DataKeyInHand
from teojeon.kernel.documents import store
from teojeon.kernel.documents.store import StoredFile, StoreFull
from teojeon.kernel.documents.uploads import SOURCE, empty, refuse_size, short_name
from teojeon.kernel.work.refusals import Refusal

if TYPE_CHECKING:
    _Uploaded = UploadedFile[Any]  # the library's class takes no type at run time
else:
    _Uploaded = UploadedFile


class KeptFile(_Uploaded):
    """A file that lies in the store. Closed with the request: unless somebody said `kept`, it is taken off the disk."""

    def __init__(self, name: str, stored: StoredFile, field: str) -> None:
        super().__init__(file=None, name=name, size=stored.size)
        self.stored, self.field_name, self.kept = stored, field, False

    def close(self) -> None:
        """Called by Django when the answer was sent."""
        if not self.kept:
            store.remove(self.stored.id)
            self.kept = True


def read_files(request: HttpRequest, key: DataKeyInHand, taken: int) -> None:
    """Before the unit: files go encrypted into the store. What the view does not keep is taken away with the answer."""
    handler = EncryptingHandler(key, taken)
    request.upload_handlers = [handler]
    try:
        request.POST  # noqa: B018 - read here, kept by the request
    except BaseException:
        handler.discard()
        raise
    handler.end()


class EncryptingHandler(FileUploadHandler):
    """Puts each file of a form into the store under the key in hand. `taken`: bytes that the bundle holds already.

    `refused`: one refusal for each file that was not taken, with its name; the others are kept.
    """

    def __init__(self, key: DataKeyInHand, taken: int) -> None:
        super().__init__()
        self.refused: list[Refusal] = []
        self.files: list[KeptFile] = []
        self._key, self._taken = key, taken
        self._writer: store.Writer | None = None

    def new_file(self, *arguments: Any, **options: Any) -> None:
        super().new_file(*arguments, **options)
        self._writer = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            self._writer = self._writer or store.Writer(self._key)
            self._writer.write(raw_data)
            refuse_size(self._name, self._writer.size, self._taken)
        except StoreFull as full:
            self._refuse(Refusal(full.code, f"‘{self._name}’: {full.message}", "file", SOURCE))
        except Refusal as refusal:
            self._refuse(refusal)

    def file_complete(self, file_size: int) -> KeptFile | None:
        if self._writer is None:
            with suppress(SkipFile):
                self._refuse(empty(self._name))
            return None
        stored = self._writer.finish()
        self._writer = None
        self._taken += stored.size
        kept = KeptFile(self._name, stored, self.field_name)
        self.files.append(kept)
        return kept

    def discard(self) -> None:
        """Takes away all that came: the sender broke off, or the form was cut before its end."""
        self._stop()
        for file in self.files:
            file.close()

    def end(self) -> None:
        """The form was read. A file after which nothing came any more was cut off on its way: Django never calls it complete."""
        if self._writer:
            self._stop()
            message = f"‘{self._name}’ 파일이 끝까지 오지 않았습니다. 다른 파일은 그대로 두었습니다. 이 파일만 다시 올립니다."
            self.refused.append(Refusal("FILE_CUT", message, "file", SOURCE))

    @property
    def _name(self) -> str:
        return short_name(self.file_name or "")

    def _refuse(self, refusal: Refusal) -> None:
        """Leaves the rest of this file unread."""
        self._stop()
        self.refused.append(refusal)
        raise SkipFile

    def _stop(self) -> None:
        if self._writer:
            self._writer.discard()
            self._writer = None
