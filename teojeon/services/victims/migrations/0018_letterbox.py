import uuid

from django.db import migrations, models
from django.db.models import F, Q


def key() -> "models.UUIDField[uuid.UUID, uuid.UUID]":
    return models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("victims", "0017_requests")]

    operations = [
        migrations.CreateModel(
            name="LinkedAgency",
            fields=[
                ("id", key()),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=100)),
                ("sealing_key", models.BinaryField()),
                ("signing_key", models.BinaryField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("applied_by", models.UUIDField()),
                ("approved_by", models.UUIDField()),
                ("added_at", models.DateTimeField()),
                ("event", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=Q(valid_to=None), fields=("code",), name="one_open_key_of_agency"),
                    models.CheckConstraint(
                        condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="linked_days_in_order"
                    ),
                    models.CheckConstraint(condition=~Q(applied_by=F("approved_by")), name="agency_linked_by_two"),
                ]
            },
        ),
        migrations.CreateModel(
            name="LetterboxDeposit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("request_no", models.CharField(max_length=40, unique=True)),
                ("agency", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("state", models.CharField(default="WAITING", max_length=10)),
                ("problem", models.CharField(blank=True, default="", max_length=40)),
                ("due_on", models.DateField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("deposited_at", models.DateTimeField()),
                ("fetched_at", models.DateTimeField(blank=True, null=True)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("event", models.UUIDField()),
            ],
            options={"indexes": [models.Index(fields=["handled_by", "-deposited_at"], name="deposits_of_handler")]},
        ),
        migrations.CreateModel(
            name="PortalAgency",
            fields=[
                ("id", key()),
                ("account", models.UUIDField()),
                ("code", models.CharField(max_length=20)),
                ("signing_key", models.BinaryField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={"indexes": [models.Index(fields=["account"], name="keys_of_agency")]},
        ),
        migrations.CreateModel(
            name="PortalRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("agency", models.CharField(max_length=20)),
                ("request_no", models.CharField(max_length=40, unique=True)),
                ("state", models.CharField(default="WAITING", max_length=10)),
                ("problem", models.CharField(blank=True, default="", max_length=40)),
                ("due_on", models.DateField()),
                ("box", models.BinaryField(default=b"")),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("deposited_at", models.DateTimeField()),
                ("fetched_at", models.DateTimeField(blank=True, null=True)),
                ("reply", models.UUIDField(blank=True, null=True)),
                ("reply_size", models.PositiveIntegerField(blank=True, null=True)),
                ("reply_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(state__in=["TAKEN", "EXPIRED"]) | Q(box=b""), name="ended_request_has_no_box"
                    )
                ],
                "indexes": [models.Index(fields=["account", "-deposited_at"], name="requests_of_agency")],
            },
        ),
        migrations.CreateModel(
            name="MachineNonce",
            fields=[
                ("id", key()),
                ("account", models.UUIDField()),
                ("nonce", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("account", "nonce"), name="nonce_used_once")],
                "indexes": [models.Index(fields=["account", "at"], name="nonces_of_agency")],
            },
        ),
    ]
