"""The case and what hangs on it. Written and read by the office only."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.sides.scope import ScopedModel
from teojeon.kernel.work.roots import Root


class Case(Root):
    """A matter with one number. Its key is the UUID that the portal gave the draft.

    `received_at`: the legal instant of filing, the portal's storing or the arrival stamp, never a click.
    `account`: the person of the portal. `next_due`: index over the open deadlines, rebuilt from events. `came_from`: the state
    to which a move "back to where it came from" leads. `next_sale_on`: the next day on which the house may be sold (매각기일).
    """

    scope = CaseScope("id")
    kind = models.CharField(max_length=40)
    account = models.UUIDField()
    receipt_no = models.CharField(max_length=30, unique=True)
    register_year = models.PositiveSmallIntegerField()
    register_serial = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    entered_state_at = models.DateTimeField()
    procedure_version = models.PositiveSmallIntegerField()
    came_from = models.CharField(max_length=20, default="", blank=True)
    next_due = models.DateField(null=True, blank=True)
    next_sale_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "handled_by"], name="case_with_handler"),
            models.UniqueConstraint(
                fields=["kind", "handled_by", "register_year", "register_serial"], name="case_register_gapless"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["handled_by", "state", "received_at", "id"], name="case_worklist"),
            models.Index(fields=["state", "received_at", "id"], name="case_worklist_all"),
            models.Index(fields=["handled_by", "received_at", "id"], name="case_received"),
            models.Index(fields=["received_at", "id"], name="case_received_all"),
            models.Index(fields=["handled_by", "next_sale_on", "id"], name="case_sale", condition=Q(next_sale_on__isnull=False)),
            models.Index(fields=["next_sale_on", "id"], name="case_sale_all", condition=Q(next_sale_on__isnull=False)),
        ]

    def snapshot(self) -> dict[str, Any]:
        return {"state": self.state, "version": self.version}


class CaseChild(ScopedModel):
    """What belongs to a case carries its key, controller and handler: foreign keys ignore row policies, children have their own."""

    scope = CaseScope()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)

    class Meta:
        abstract = True


def belonging(case: Case) -> dict[str, Any]:
    """The columns every child repeats."""
    return {"case": case, "controller": case.controller, "handled_by": case.handled_by}


class TimelineEntry(CaseChild):
    """What happened. `kind`: a move's code. `at`: when it was recorded; `on`: the legal day. `content`: codes only, no free text."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    on = models.DateField()
    account = models.UUIDField(null=True, blank=True)
    organisation = models.CharField(max_length=20, default="", blank=True)
    content = models.JSONField(default=dict)
    event = models.UUIDField(unique=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="timeline_of_case")]


class Deadline(CaseChild):
    """An index over derived deadlines, for worklists and reminders; rebuilt at any time with the same result.

    `base_event`: the timeline kind that started it. `length` and `unit` (day, month, year): the period. `excluded`: intervals
    [[from, to], …] that do not count. `nominal`: the last day as counted, before rolling over holidays; `effective`: the last
    day. `closed_on`: the day of the closing event. `stopped_on`: since when the clock stands; null while it runs.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=30)
    base_event = models.CharField(max_length=40, default="")
    base_on = models.DateField()
    length = models.PositiveIntegerField(default=0)
    unit = models.CharField(max_length=5, default="day")
    excluded = models.JSONField(default=list)
    nominal = models.DateField()
    effective = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    rule_version = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "code", "base_on"], name="deadline_once_per_base"),
        ]


class Assignment(CaseChild):
    """Who does what on a case. `role`: e.g. investigator. One person a role at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    role = models.CharField(max_length=20)
    account = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "role"], condition=Q(until=None), name="one_person_a_role"),
        ]


class Reader(models.Model):
    """Lays one case open to one account or organisation, from … to, on a ground. Written by assignment and tabling.

    Repeats the case's date of receipt, so that a reader's list comes from one index.
    """

    id = models.BigAutoField(primary_key=True)
    case_id = models.UUIDField()
    controller = models.CharField(max_length=20)
    account = models.UUIDField(null=True, blank=True)
    organisation_id = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001 - either account or organisation
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(account=None, organisation_id__isnull=False) | Q(account__isnull=False, organisation_id=None),
                name="reader_one_kind",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case_id"], name="reader_of_case"),
            models.Index(fields=["account", "received_at", "case_id"], name="reader_of_account"),
            models.Index(fields=["organisation_id", "received_at", "case_id"], name="reader_of_organisation"),
        ]


class Alert(CaseChild):
    """That a clock of a case comes to its end, for its owner and supervisor (S1-NTF-03). Derived each morning.

    `effective`: the last day that stood when it was raised. `owner`: the person who has the case; where nobody has, holders of
    `owner_box` in the handling organisation. `supervisor`: box of those who supervise. `close_reason`: a code for those that
    the job closed, words of a person for an overdue one.
    """

    TEN, THREE, TODAY, OVERDUE = "D-10", "D-3", "D0", "OVERDUE"
    LEVELS: ClassVar = ((TEN, "D-10"), (THREE, "D-3"), (TODAY, "D0"), (OVERDUE, "초과"))
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    clock_code = models.CharField(max_length=30)
    base_on = models.DateField()
    effective = models.DateField()
    level = models.CharField(max_length=7, choices=LEVELS)
    owner = models.UUIDField(null=True, blank=True)
    owner_box = models.CharField(max_length=12)
    supervisor = models.CharField(max_length=12)
    raised_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    close_reason = models.CharField(max_length=400, default="", blank=True)
    event = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "clock_code", "base_on", "effective", "level"], name="alert_once_a_level"),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(close_reason=""), name="alert_closed_with_a_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["handled_by", "effective"], condition=Q(closed_at=None), name="alerts_open"),
        ]
