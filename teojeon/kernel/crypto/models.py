"""Data keys: which subject has a key on which side, and, in a table of its own, the wrapped secret.

The ordinary backup leaves out what `crypto_datakeysecret` holds: a key that was destroyed cannot come back with a
restored dump.
"""

import uuid

from django.db import models

_SIDE_IS_KNOWN = models.Q(side__in=["portal", "office"])


class DataKey(models.Model):
    """A subject (a party, a draft, a session: an opaque id) has at most one live key on each side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    side = models.TextField()
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "side"],
                condition=models.Q(destroyed_at__isnull=True),
                name="crypto_one_live_key_per_subject_and_side",
            ),
            models.CheckConstraint(condition=_SIDE_IS_KNOWN, name="crypto_datakey_side"),
        ]


class DataKeySecret(models.Model):
    """The key itself, wrapped under a master key, and the pseudonym by which the audit names the subject.

    `side` repeats the key's side, so that a row policy needs no second table.
    """

    key = models.OneToOneField(DataKey, primary_key=True, on_delete=models.PROTECT, related_name="secret")
    side = models.TextField()
    master_key = models.TextField()
    wrapped = models.BinaryField()
    pseudonym = models.UUIDField(unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=_SIDE_IS_KNOWN, name="crypto_datakeysecret_side")]
        indexes = [models.Index(fields=["side", "master_key", "key"], name="crypto_secret_by_master")]
