"""Heads, events and checkpoints of the audit chains, and the projection "who looked at my data".

One chain per side, controller and lane. Run-time roles reach heads and events only through the functions of
`audit.sql`.
"""

from django.db import models


class Head(models.Model):
    """The end of one chain: number and digest of its last event. Number 0 stands for an empty chain."""

    pk = models.CompositePrimaryKey("side", "controller", "lane")
    side = models.TextField()
    controller = models.TextField()
    lane = models.TextField()
    number = models.BigIntegerField(default=0)
    digest = models.BinaryField()


class Event(models.Model):
    """One line of the log. `body` is canonical JSON; `digest` chains it to the event before. `at` is the database's
    clock.
    """

    pk = models.CompositePrimaryKey("side", "controller", "lane", "number")
    side = models.TextField()
    controller = models.TextField()
    lane = models.TextField()
    number = models.BigIntegerField()
    id = models.UUIDField(unique=True)
    at = models.DateTimeField()
    body = models.TextField()
    digest = models.BinaryField()


class Checkpoint(models.Model):
    """What remains of a chain's events after their month was closed and they were dropped.

    `number`, `digest`: of the last event dropped; `events_dropped`: by this closing; `act_ids`: the ids (16 bytes
    each, sorted) of the dropped acts, so that rows which outlive their event are still known to have had one;
    `signature`: Ed25519 over all else.
    """

    pk = models.CompositePrimaryKey("side", "controller", "lane", "closed_month")
    side = models.TextField()
    controller = models.TextField()
    lane = models.TextField()
    closed_month = models.DateField()
    number = models.BigIntegerField()
    digest = models.BinaryField()
    events_dropped = models.BigIntegerField()
    act_ids = models.BinaryField()
    signature = models.BinaryField()


class Look(models.Model):
    """In this hour this organisation looked at this subject's data, for this purpose, so many times. No official is
    named.

    `account`: of the person who may see the row; empty as long as the subject has none.
    """

    subject = models.UUIDField()
    account = models.UUIDField(null=True, db_index=True)
    hour = models.DateTimeField()
    organisation = models.TextField()
    purpose = models.TextField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "hour", "organisation", "purpose"], name="audit_look_once_an_hour"),
        ]


class LookMark(models.Model):
    """Up to which event of a chain the looks have been counted."""

    pk = models.CompositePrimaryKey("side", "controller", "lane")
    side = models.TextField()
    controller = models.TextField()
    lane = models.TextField()
    number = models.BigIntegerField()
