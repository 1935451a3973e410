import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# the row follows its case when another organisation takes it over
HANDLER = """ALTER TABLE victims_paperentry ADD CONSTRAINT victims_paperentry_handler FOREIGN KEY (case_id, handled_by)
  REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_intake"), ("victims", "0011_exports")]

    operations = [
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                (
                    "demand",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="victims.demand",
                    ),
                ),
                ("channel", models.CharField(max_length=12)),
                ("arrived_on", models.DateField()),
                ("handed_by", models.CharField(max_length=12)),
                ("handed_name", models.CharField(blank=True, default="", max_length=60)),
                ("seen", models.BooleanField(default=False)),
                ("text", models.TextField(blank=True, default="")),
                ("wanted_until", models.DateField(blank=True, null=True)),
                ("digest", models.CharField(max_length=64)),
                ("entered_by", models.UUIDField()),
                ("entered_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("event", models.UUIDField(unique=True)),
            ],
            options={
                "indexes": [models.Index(condition=Q(("taken_at", None)), fields=["entered_at"], name="papers_not_taken")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "digest"), name="paper_entered_once"),
                    models.CheckConstraint(condition=Q(kind="withdrawal") | Q(demand__isnull=False), name="paper_of_a_demand"),
                ],
            },
        ),
        migrations.RunSQL(HANDLER, "ALTER TABLE victims_paperentry DROP CONSTRAINT victims_paperentry_handler"),
    ]
