import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

KINDS = [("co_tenant", "한 계약의 공동임차인"), ("prior", "앞선 신청"), ("duplicate", "같은 사람의 다른 신청")]
STATES = [("PROPOSED", "확인 전"), ("CONFIRMED", "이어진 사건"), ("REJECTED", "이어지지 않음")]


class Migration(migrations.Migration):
    dependencies = [("victims", "0014_service_proofs"), ("cases", "0004_alerts")]

    operations = [
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("controller", models.CharField(max_length=20)),
                ("handled_by", models.CharField(max_length=20)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=KINDS, max_length=10)),
                ("grounds", models.JSONField(default=list)),
                ("state", models.CharField(choices=STATES, default="PROPOSED", max_length=10)),
                ("proposed_at", models.DateTimeField()),
                ("decided_by", models.UUIDField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("event", models.UUIDField()),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
                ("other", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "other"), name="linked_once"),
                    models.CheckConstraint(condition=~Q(case=F("other")), name="linked_to_another_case"),
                ],
                "indexes": [models.Index(fields=["other"], name="link_to_other")],
            },
        ),
        # a child follows its case when another organisation takes it over
        migrations.RunSQL(
            "ALTER TABLE victims_caselink ADD CONSTRAINT victims_caselink_handler FOREIGN KEY (case_id, handled_by)"
            " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
            "ALTER TABLE victims_caselink DROP CONSTRAINT victims_caselink_handler",
        ),
        migrations.AlterField("Matter", "person", models.BinaryField(blank=True, null=True)),
        migrations.AddField("Matter", "name", models.BinaryField(default=b"")),
        migrations.AddField("Matter", "named", models.JSONField(default=list)),
        migrations.AddIndex("Matter", models.Index(fields=["lease"], condition=~Q(lease=""), name="matter_of_lease")),
        migrations.AddField("Filing", "prior", models.UUIDField(blank=True, null=True)),
    ]
