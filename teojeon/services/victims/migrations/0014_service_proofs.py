import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

KINDS = [
    ("delivery", "등기 배달증명"),
    ("receipt", "수령확인서"),
    ("notice", "공고문"),
    ("returned", "반송된 봉투"),
    ("other", "그 밖의 증명"),
]
# notices of before this version counted from the day that the desk had entered
FILL = """
UPDATE victims_servicerecord SET printed_on = noticed_on, posted_at = noticed_on::timestamp AT TIME ZONE 'Asia/Seoul'
WHERE noticed_on IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE
"""
HANDLER = """
ALTER TABLE victims_serviceproof ADD CONSTRAINT victims_serviceproof_handler FOREIGN KEY (case_id, handled_by)
  REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE
"""


def to(model: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model)


class Migration(migrations.Migration):
    dependencies = [("victims", "0013_referrals")]

    operations = [
        migrations.CreateModel(
            name="ServiceProof",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=KINDS, max_length=10)),
                ("added_by", models.UUIDField()),
                ("added_at", models.DateTimeField()),
                ("event", models.UUIDField()),
                ("case", to("cases.case")),
                ("paper", to("victims.paper")),
                ("record", to("victims.servicerecord")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("paper",), name="proof_paper_once")],
                "indexes": [models.Index(fields=["record"], name="proofs_of_service")],
            },
        ),
        migrations.RunSQL(HANDLER, "ALTER TABLE victims_serviceproof DROP CONSTRAINT victims_serviceproof_handler"),
        migrations.CreateModel(
            name="PostedNotice",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("service_no", models.CharField(max_length=30)),
                ("receipt_no", models.CharField(max_length=30)),
                ("document", models.CharField(max_length=100)),
                ("addressee", models.CharField(max_length=60)),
                ("authority", models.CharField(max_length=100)),
                ("receive_at", models.CharField(max_length=200)),
                ("posted_at", models.DateTimeField()),
                ("posted_from", models.DateField()),
                ("posted_to", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(posted_to__gte=F("posted_from")), name="posted_notice_days_in_order")
                ],
                "indexes": [models.Index(fields=["posted_to", "posted_from"], name="posted_notices")],
            },
        ),
        migrations.RemoveConstraint("servicerecord", "service_noticed_on_a_day"),
        migrations.RemoveField("servicerecord", "proof_file"),
        migrations.AddField("servicerecord", "printed_on", models.DateField(blank=True, null=True)),
        migrations.AddField("servicerecord", "receive_at", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("servicerecord", "posted_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "servicerecord",
            models.Index(
                condition=Q(state="ARRIVED") & ~Q(method="electronic"),
                fields=["handled_by", "started_at"],
                name="service_to_be_proven",
            ),
        ),
        migrations.AddConstraint(
            "servicerecord",
            models.CheckConstraint(condition=~Q(state="NOTICED") | Q(printed_on__isnull=False), name="service_notice_printed"),
        ),
        migrations.AddConstraint(
            "servicerecord",
            models.CheckConstraint(condition=Q(noticed_on=None) | Q(posted_at__isnull=False), name="service_notice_posted"),
        ),
    ]
