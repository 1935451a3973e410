import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

TABLES = ("victims_visitentry", "victims_visitentryphoto")


def handler(table: str) -> migrations.RunSQL:
    """A transfer of the case takes its rows along."""
    name = f"{table}_handler"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (case_id, handled_by)"
        " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def child() -> list[tuple[str, Any]]:
    return [
        ("controller", models.CharField(max_length=20)),
        ("handled_by", models.CharField(max_length=20)),
        ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
    ]


class Migration(migrations.Migration):
    dependencies = [("victims", "0019_orders")]

    operations = [
        migrations.CreateModel(
            name="VisitEntry",
            fields=[
                *child(),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField()),
                ("box", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("state", models.CharField(default="REFUSED", max_length=8)),
                ("code", models.CharField(blank=True, default="", max_length=40)),
                ("message", models.CharField(blank=True, default="", max_length=500)),
                ("place_box", models.BinaryField(default=b"")),
                ("visit", models.UUIDField(blank=True, null=True)),
                ("event", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state="REFUSED", visit=None) | Q(state="RECORDED", visit__isnull=False),
                        name="visit_entry_recorded_as_a_visit",
                    )
                ],
                "indexes": [models.Index(condition=Q(state="REFUSED"), fields=["account"], name="visit_entries_to_correct")],
            },
        ),
        migrations.CreateModel(
            name="VisitEntryPhoto",
            fields=[
                *child(),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("entry", models.UUIDField()),
                ("account", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField()),
                ("box", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry", "number"), name="visit_entry_photo_once")],
                "indexes": [models.Index(fields=["received_at"], name="visit_entry_photos_by_age")],
            },
        ),
        *[handler(table) for table in TABLES],
    ]
