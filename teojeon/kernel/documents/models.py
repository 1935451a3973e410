"""What was made, what was stored, and the counters of numbers that people see."""

import uuid

from django.db import models

from teojeon.kernel.sides.account_scope import ActingAccounts, SharedAccounts
from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.sides.scope import ScopedModel

_WHOLE_DIGEST = 32


class Document(ScopedModel):
    """A document of the office: its file lies in the store under the key of the case's subject. Never changed after
    sealing."""

    scope = CaseScope()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    controller = models.TextField()
    handled_by = models.TextField()
    case_id = models.UUIDField()
    kind = models.TextField()
    number = models.TextField(blank=True)  # empty for what carries no number, e.g. an upload
    sha256 = models.BinaryField(max_length=_WHOLE_DIGEST)
    size = models.BigIntegerField()
    file_id = models.UUIDField(unique=True)
    sealed = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    event = models.UUIDField(null=True)  # the audit event that made it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "number"], condition=~models.Q(number=""), name="documents_number_once"),
            models.CheckConstraint(condition=models.Q(size__gte=0), name="documents_document_size"),
        ]
        indexes = [
            models.Index(fields=["case_id", "created_at"], name="documents_by_case"),
            models.Index(fields=["handled_by", "created_at", "id"], name="documents_by_handler"),
        ]


class PortalDocument(ScopedModel):
    """What the portal keeps for a person: shown from `visible_from` on, not before."""

    scope = ActingAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    subject = models.UUIDField()
    kind = models.TextField()
    sha256 = models.BinaryField(max_length=_WHOLE_DIGEST)
    size = models.BigIntegerField()
    file_id = models.UUIDField(unique=True)
    visible_from = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=0), name="documents_portal_size")]
        indexes = [models.Index(fields=["account", "subject", "visible_from"], name="documents_by_account")]


class Upload(ScopedModel):
    """A file that a person sends to the portal, whole or still coming. Its content lies in the store under the key of `bundle`.

    `subject`: the matter (a draft, a case). `bundle`: what is handed in together, whose data key is used: the draft itself, or what is
    added later. `group`: what it is part of, `position` its place there.
    `name_box`: the file's name under the same key. `modified`: what the browser says of its age; only to find a file again whose
    sending broke off. `size`: bytes as announced; `received`: bytes so far. `sha256`, `file_id`: once it is whole.
    """

    scope = SharedAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    subject = models.UUIDField()
    bundle = models.UUIDField()
    group = models.UUIDField()
    position = models.PositiveSmallIntegerField(default=0)
    name_box = models.BinaryField()
    modified = models.TextField(default="", blank=True)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    sha256 = models.BinaryField(max_length=_WHOLE_DIGEST, default=b"")
    file_id = models.UUIDField(null=True, unique=True)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gte=1, received__gte=0, received__lte=models.F("size")), name="documents_upload_size"
            ),
            models.CheckConstraint(
                condition=models.Q(file_id=None) | models.Q(received=models.F("size")), name="documents_upload_whole"
            ),
        ]
        indexes = [
            models.Index(fields=["bundle", "created_at"], name="documents_upload_bundle"),
            models.Index(fields=["group", "position"], name="documents_upload_group"),
        ]

    @property
    def is_whole(self) -> bool:
        return self.file_id is not None


class UploadPart(ScopedModel):
    """What of a file has come so far, in a stored file of its own. Gone when the file is whole."""

    scope = SharedAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    subject = models.UUIDField()
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="+")
    start = models.BigIntegerField()
    size = models.IntegerField()
    file_id = models.UUIDField(unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="documents_part_once")]


class NumberSeries(models.Model):
    """The last number given in a series and year, counted by each side for itself."""

    side = models.TextField()
    series = models.TextField()
    year = models.IntegerField()
    last = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["side", "series", "year"], name="documents_one_counter_per_series"),
            models.CheckConstraint(condition=models.Q(last__gte=1), name="documents_numbers_from_one"),
            models.CheckConstraint(condition=models.Q(side__in=["portal", "office"]), name="documents_series_side"),
        ]
