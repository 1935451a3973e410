import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q

METHODS = [
    ("visit", "현장 방문"),
    ("interview", "면담·통화"),
    ("fact_inquiry", "사실 조회"),
    ("document_review", "서류 검토"),
]
CONFIDENCES = [("high", "확실함"), ("medium", "보통"), ("low", "더 확인할 필요가 있음")]


class Migration(migrations.Migration):
    dependencies = [("victims", "0022_extracts"), ("cases", "0004_alerts")]

    operations: list[Operation] = [
        migrations.AddField("Opinion", "differs_in", models.JSONField(default=list)),
        migrations.AddField("Opinion", "findings", models.JSONField(default=list)),
        migrations.AddField("Opinion", "package", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("Opinion", "cluster", models.UUIDField(blank=True, null=True)),
        migrations.AddField("Opinion", "content", models.TextField(blank=True, default="")),
        migrations.AddIndex("Opinion", models.Index(fields=["case", "signed_at"], name="opinions_of_case")),
        migrations.AddField("Report", "facts", models.JSONField(default=dict)),
        migrations.AddField("Report", "findings", models.JSONField(default=list)),
        migrations.AddIndex("Report", models.Index(condition=Q(state="APPROVED"), fields=["reviewed_at"], name="reports_approved")),
        migrations.AddField("Fact", "confidence", models.CharField(blank=True, choices=CONFIDENCES, default="", max_length=6)),
        migrations.CreateModel(
            name="MethodEntry",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("method", models.CharField(choices=METHODS, max_length=15)),
                ("done_on", models.DateField()),
                ("note", models.CharField(max_length=1000)),
                ("author", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("event", models.UUIDField()),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ],
            options={"indexes": [models.Index(fields=["case", "done_on"], name="methods_of_case")]},
        ),
        # a child follows its case when another organisation takes it over
        migrations.RunSQL(
            "ALTER TABLE victims_methodentry ADD CONSTRAINT victims_methodentry_handler FOREIGN KEY (case_id, handled_by)"
            " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
            "ALTER TABLE victims_methodentry DROP CONSTRAINT victims_methodentry_handler",
        ),
    ]
