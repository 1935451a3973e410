from django.db import migrations, models
import django.db.models.deletion
import uuid


class Migration(migrations.Migration):

    dependencies = [("cases", "0004_alerts"), ("victims", "0008_counter")]

    operations = [
        migrations.CreateModel(
            name="PortalAmendment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("account", models.UUIDField()),
                ("filing", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField()),
                ("box", models.BinaryField(default=b"")),
                ("reply_box", models.BinaryField(default=b"")),
                ("outcome", models.CharField(blank=True, default="", max_length=10)),
                ("saved_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("filing", "number"), name="amendment_numbered"),
                    models.UniqueConstraint(condition=models.Q(("state", "DRAFT")), fields=("filing",), name="one_amendment_is_written"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("changes_box", models.BinaryField()),
                ("came_at", models.DateTimeField()),
                ("stage", models.CharField(max_length=20)),
                ("state", models.CharField(default="UNREAD", max_length=10)),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
                ("read_by", models.UUIDField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("message", models.UUIDField()),
                ("event", models.UUIDField()),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("state", "UNREAD")), fields=["case"], name="unread_amendments")],
                "constraints": [models.UniqueConstraint(fields=("case", "number"), name="amendment_of_case_numbered")],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE victims_amendment ADD CONSTRAINT victims_amendment_handler FOREIGN KEY (case_id, handled_by)"
            " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
            "ALTER TABLE victims_amendment DROP CONSTRAINT victims_amendment_handler",
        ),
    ]
