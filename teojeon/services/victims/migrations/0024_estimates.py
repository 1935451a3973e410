import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("victims", "0023_opinions"), ("cases", "0004_alerts")]

    operations = [
        migrations.CreateModel(
            name="Estimate",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("facts", models.JSONField()),
                ("price_evidence", models.CharField(max_length=200)),
                ("result", models.JSONField()),
                ("receipt_sha256", models.CharField(max_length=64)),
                ("author", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("event", models.UUIDField()),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="estimate_numbered"),
                    models.CheckConstraint(condition=~Q(price_evidence=""), name="estimate_with_price_evidence"),
                ],
            },
        ),
        # a child follows its case when another organisation takes it over
        migrations.RunSQL(
            "ALTER TABLE victims_estimate ADD CONSTRAINT victims_estimate_handler FOREIGN KEY (case_id, handled_by)"
            " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
            "ALTER TABLE victims_estimate DROP CONSTRAINT victims_estimate_handler",
        ),
    ]
