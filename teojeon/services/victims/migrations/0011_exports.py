import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("victims", "0010_scans")]

    operations = [
        migrations.CreateModel(
            name="RegisterExport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("year", models.PositiveSmallIntegerField()),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("format", models.CharField(max_length=10)),
                ("purpose", models.CharField(max_length=30)),
                ("note", models.CharField(max_length=300)),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.UUIDField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("event", models.UUIDField(unique=True)),
            ],
            options={
                "indexes": [models.Index(fields=["handled_by", "state", "-asked_at"], name="exports_of_organisation")],
                "constraints": [
                    models.CheckConstraint(condition=Q(first__gte=1, last__gte=F("first")), name="export_range"),
                    models.CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="export_by_another"),
                    models.CheckConstraint(
                        condition=~Q(state="APPROVED") | Q(decided_by__isnull=False, valid_to__isnull=False),
                        name="export_approved_until",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportDownload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("rows", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("event", models.UUIDField(unique=True)),
                (
                    "export",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="victims.registerexport"),
                ),
            ],
        ),
    ]
