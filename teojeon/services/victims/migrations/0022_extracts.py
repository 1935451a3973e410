import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

CASE = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")


def follows(table: str) -> migrations.RunSQL:
    """A child follows its case when another organisation takes it over."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
        " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
    )


class Migration(migrations.Migration):
    dependencies = [("victims", "0021_linkage"), ("cases", "0004_alerts")]

    operations = [
        migrations.CreateModel(
            name="Extract",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("case", CASE),
                ("paper", models.UUIDField()),
                ("pages", models.PositiveSmallIntegerField()),
                ("unique_no", models.CharField(blank=True, default="", max_length=14)),
                ("building", models.CharField(blank=True, default="", max_length=64)),
                ("kind", models.CharField(blank=True, default="", max_length=10)),
                ("places", models.JSONField(default=list)),
                ("coverage", models.CharField(blank=True, default="", max_length=8)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("issued_at", models.CharField(blank=True, default="", max_length=60)),
                ("fingerprint", models.CharField(max_length=64)),
                ("is_typed", models.BooleanField(default=False)),
                ("title_part", models.JSONField(default=list)),
                ("empty", models.JSONField(default=list)),
                ("unread", models.JSONField(default=list)),
                ("unread_seen_by", models.UUIDField(blank=True, null=True)),
                ("unread_seen_at", models.DateTimeField(blank=True, null=True)),
                ("other_reason", models.CharField(blank=True, default="", max_length=500)),
                ("read_by", models.UUIDField()),
                ("read_at", models.DateTimeField()),
                ("event", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "fingerprint"), name="extract_once"),
                    models.UniqueConstraint(fields=("case", "paper"), name="extract_of_a_paper"),
                ],
                "indexes": [
                    models.Index(condition=~Q(unique_no=""), fields=["unique_no"], name="extracts_by_number"),
                    models.Index(condition=~Q(building=""), fields=["building"], name="extracts_of_building"),
                ],
            },
        ),
        follows("victims_extract"),
        migrations.CreateModel(
            name="ExtractRow",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("page", models.PositiveSmallIntegerField()),
                ("section", models.CharField(max_length=3)),
                ("rank", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=20)),
                ("purpose", models.CharField(blank=True, default="", max_length=120)),
                ("holder", models.CharField(blank=True, default="", max_length=200)),
                ("amount", models.BigIntegerField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("received_no", models.CharField(blank=True, default="", max_length=20)),
                ("cause", models.CharField(blank=True, default="", max_length=300)),
                ("cancelled", models.CharField(max_length=3)),
                ("details", models.CharField(blank=True, default="", max_length=4000)),
                ("doubts", models.JSONField(default=list)),
                ("as_read", models.JSONField(default=dict)),
                ("decision", models.CharField(blank=True, default="", max_length=10)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("decided_by", models.UUIDField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("case", CASE.clone()),
                (
                    "extract",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="victims.extract"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("extract", "position"), name="extract_row_placed"),
                    models.CheckConstraint(condition=Q(section__in=["gap", "eul"]), name="extract_row_section"),
                    models.CheckConstraint(condition=Q(cancelled__in=["yes", "no", "ask"]), name="extract_row_cancelled"),
                    models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="extract_row_amount"),
                    models.CheckConstraint(condition=Q(decision="") | Q(decided_by__isnull=False), name="extract_row_decided_by"),
                ],
            },
        ),
        follows("victims_extractrow"),
    ]
