import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

RESULTS = [
    ("advised", "상담하거나 도왔음"),
    ("declined", "신청인이 바라지 않음"),
    ("unreached", "신청인과 연락이 닿지 않음"),
    ("elsewhere", "다른 기관에 알림"),
]
CASE = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")


def follows(table: str) -> migrations.RunSQL:
    """A child follows its case when another organisation takes it over."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
        " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
    )


class Migration(migrations.Migration):
    dependencies = [("victims", "0012_supplement_paper"), ("cases", "0004_alerts")]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("referral_no", models.CharField(max_length=30, unique=True)),
                ("centre", models.CharField(max_length=100)),
                ("grounds", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("passed", models.JSONField(default=list)),
                ("referred_on", models.DateField()),
                ("referred_at", models.DateTimeField()),
                ("referred_by", models.UUIDField()),
                ("organisation", models.CharField(max_length=20)),
                ("event", models.UUIDField()),
                ("result", models.CharField(blank=True, choices=RESULTS, default="", max_length=10)),
                ("result_note", models.CharField(blank=True, default="", max_length=500)),
                ("result_on", models.DateField(blank=True, null=True)),
                ("result_by", models.UUIDField(blank=True, null=True)),
                ("result_at", models.DateTimeField(blank=True, null=True)),
                ("case", CASE),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "referred_on"), name="referred_once_a_day"),
                    models.CheckConstraint(
                        condition=Q(result="", result_on=None) | (~Q(result="") & Q(result_on__isnull=False)),
                        name="referral_result_with_a_day",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["case", "referred_on"], name="referrals_of_case"),
                    models.Index(fields=["handled_by", "referred_on"], name="referrals_of_handler"),
                ],
            },
        ),
        follows("victims_referral"),
        migrations.CreateModel(
            name="InvestigationOrder",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("order_no", models.CharField(max_length=30, unique=True)),
                ("stage", models.CharField(max_length=20)),
                ("questions", models.JSONField(default=list)),
                ("ordered_on", models.DateField()),
                ("ordered_at", models.DateTimeField()),
                ("ordered_by", models.UUIDField()),
                ("wanted_by", models.DateField()),
                ("event", models.UUIDField()),
                ("state", models.CharField(default="ORDERED", max_length=10)),
                ("answer", models.CharField(blank=True, default="", max_length=4000)),
                ("facts_changed", models.JSONField(default=list)),
                ("drafted_by", models.UUIDField(blank=True, null=True)),
                ("drafted_at", models.DateTimeField(blank=True, null=True)),
                ("review_note", models.CharField(blank=True, default="", max_length=1000)),
                ("reviewed_by", models.UUIDField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("content", models.TextField(blank=True, default="")),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("sent_by", models.UUIDField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("case", CASE.clone()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=~Q(state="SENT"), fields=("case",), name="one_order_stands"),
                    models.CheckConstraint(condition=Q(wanted_by__gte=F("ordered_on")), name="order_wanted_after_it_was_made"),
                    models.CheckConstraint(condition=~Q(state="SENT") | ~Q(sha256=""), name="addendum_sent_with_its_hash"),
                ],
                "indexes": [models.Index(fields=["case", "ordered_at"], name="orders_of_case")],
            },
        ),
        follows("victims_investigationorder"),
    ]
