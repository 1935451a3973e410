from django.db import migrations, models

import uuid


class Migration(migrations.Migration):

    dependencies = [("victims", "0007_application")]

    operations = [
        migrations.CreateModel(
            name="PortalEnquiry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("purpose", models.CharField(max_length=6)),
                ("receipt_no", models.CharField(max_length=30)),
                ("result", models.CharField(blank=True, default="", max_length=10)),
                ("steps", models.JSONField(default=list)),
                ("due", models.DateField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"indexes": [models.Index(fields=["account", "-asked_at"], name="enquiry_of_person")]},
        ),
        migrations.CreateModel(
            name="CounterDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("author", models.UUIDField()),
                ("channel", models.CharField(choices=[("visit", "방문"), ("post", "우편"), ("on_site", "현장접수")], max_length=12)),
                ("session_no", models.CharField(blank=True, default="", max_length=30)),
                ("arrived_at", models.DateTimeField()),
                ("identity_seen", models.BooleanField(default=False)),
                ("form_version", models.PositiveSmallIntegerField()),
                ("box", models.BinaryField(default=b"")),
                ("receipt_no", models.CharField(blank=True, default="", max_length=30)),
                ("code_selector", models.CharField(blank=True, default="", max_length=6)),
                ("code_hash", models.CharField(blank=True, default="", max_length=128)),
                ("code_expires_at", models.DateTimeField(blank=True, null=True)),
                ("code_tries_left", models.PositiveSmallIntegerField(default=0)),
                ("linked_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["handled_by", "state", "-saved_at"], name="paper_of_organisation")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("receipt_no", ""), _negated=True), fields=("receipt_no",), name="counter_receipt_once"
                    )
                ],
            },
        ),
    ]
