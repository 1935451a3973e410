import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

CASE = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")
REQUEST = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="victims.datarequest")
REPLY = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="victims.requestreply")


def follows(table: str) -> migrations.RunSQL:
    """A child follows its case when another organisation takes it over."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
        " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
    )


class Migration(migrations.Migration):
    dependencies = [("victims", "0016_paper_additions"), ("cases", "0004_alerts")]

    operations = [
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("request_no", models.CharField(blank=True, max_length=30, null=True, unique=True)),
                ("item", models.CharField(max_length=10)),
                ("agency", models.CharField(max_length=20)),
                ("office", models.CharField(blank=True, default="", max_length=80)),
                ("legal_basis", models.CharField(max_length=120)),
                ("keys", models.JSONField(default=dict)),
                ("drafted_by", models.UUIDField()),
                ("drafted_in", models.CharField(max_length=20)),
                ("drafted_at", models.DateTimeField()),
                ("issued_by", models.UUIDField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("chased_on", models.JSONField(default=list)),
                ("channel", models.CharField(blank=True, default="", max_length=10)),
                ("letter_file", models.UUIDField(blank=True, null=True, unique=True)),
                ("letter_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("reply_at", models.DateTimeField(blank=True, null=True)),
                ("refusal_reason", models.CharField(blank=True, default="", max_length=1000)),
                ("is_late", models.BooleanField(default=False)),
                ("event", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=["DRAFTED", "DROPPED"])
                        | Q(request_no__isnull=False, sent_at__isnull=False, due_on__isnull=False),
                        name="request_sent_with_its_number",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["handled_by", "state", "-drafted_at"], name="requests_of_organisation"),
                    models.Index(fields=["state", "-drafted_at"], name="requests_by_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestCase",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("ref", models.PositiveIntegerField()),
                ("subject", models.JSONField(default=dict)),
                ("facts", models.JSONField(default=list)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                ("case", CASE),
                ("request", REQUEST),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("request", "ref"), name="request_ref_once"),
                    models.UniqueConstraint(fields=("request", "case"), name="request_covers_once"),
                ],
                "indexes": [models.Index(fields=["case"], name="requests_of_case")],
            },
        ),
        follows("victims_requestcase"),
        migrations.CreateModel(
            name="RequestReply",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("drafted_in", models.CharField(max_length=20)),
                ("channel", models.CharField(max_length=10)),
                ("state", models.CharField(max_length=10)),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
                ("replied_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.UUIDField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("file", models.UUIDField(unique=True)),
                ("scan_file", models.UUIDField(blank=True, null=True, unique=True)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("left_out", models.JSONField(default=list)),
                ("event", models.UUIDField()),
                ("request", REQUEST.clone()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("request", "sha256"), name="reply_taken_once")]},
        ),
        migrations.CreateModel(
            name="ReplyRow",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.PositiveIntegerField()),
                ("code", models.CharField(blank=True, default="", max_length=40)),
                ("fields", models.JSONField(default=dict)),
                ("value", models.JSONField(blank=True, null=True)),
                ("as_of", models.DateField()),
                ("state", models.CharField(default="PROPOSED", max_length=10)),
                ("fact_number", models.PositiveIntegerField(blank=True, null=True)),
                ("undone_number", models.PositiveIntegerField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("decided_by", models.UUIDField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("case", CASE.clone()),
                ("reply", REPLY),
                ("request", REQUEST.clone()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("reply", "case", "code"), name="reply_row_once"),
                    models.CheckConstraint(
                        condition=~Q(state="ACCEPTED") | Q(fact_number__isnull=False), name="reply_row_with_its_fact"
                    ),
                ],
                "indexes": [models.Index(fields=["case", "state"], name="reply_rows_of_case")],
            },
        ),
        follows("victims_replyrow"),
    ]
