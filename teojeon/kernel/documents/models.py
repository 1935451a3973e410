"""What was made, what was stored, and the counters of numbers that people see."""

import uuid

from django.db import models

from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.sides.scope import OwnAccount, ScopedModel

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

    scope = OwnAccount()
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
