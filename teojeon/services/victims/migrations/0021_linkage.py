import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from teojeon.services.victims import linkage

KINDS = [("landlord", "임대인"), ("backer", "동일인"), ("building", "건물"), ("broker", "공인중개사")]
GROUNDS = [("stated", "신청서에 적힘"), ("successor", "집주인이 바뀜(신청서)"), ("entered", "담당자가 확인하여 더함")]
STATES = [("SURE", "이어짐"), ("PROPOSED", "확인 전"), ("CONFIRMED", "확인함"), ("REJECTED", "이어지지 않음")]
WORDS = [
    ("join", "이 사건이 맞음"),
    ("leave", "이 사건이 아님"),
    ("merge", "같은 사람·건물로 합침"),
    ("part", "다른 사람·건물로 나눔"),
]


def _to(model: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model, **more)


def _child() -> list[tuple[str, models.Field]]:
    return [("controller", models.CharField(max_length=20)), ("handled_by", models.CharField(max_length=20))]


class Migration(migrations.Migration):
    dependencies = [("victims", "0020_visit_entries"), ("cases", "0004_alerts")]

    operations = [
        migrations.CreateModel(
            name="LinkNode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=KINDS, max_length=10)),
                ("basis", models.CharField(max_length=10)),
                ("key", models.BinaryField(max_length=32)),
                ("name", models.BinaryField(blank=True, max_length=32, null=True)),
                ("group", models.UUIDField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="one_node_a_key")],
                "indexes": [
                    models.Index(fields=["group"], name="node_of_group"),
                    models.Index(condition=Q(name__isnull=False), fields=["kind", "name"], name="node_of_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NodePair",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("same", models.BooleanField()),
                ("organisation", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("event", models.UUIDField()),
                ("one", _to("victims.linknode")),
                ("other", _to("victims.linknode")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="one_word_a_pair"),
                    models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
                ],
                "indexes": [models.Index(fields=["other"], name="pair_of_other")],
            },
        ),
        migrations.CreateModel(
            name="CaseNode",
            fields=[
                *_child(),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("ground", models.CharField(choices=GROUNDS, max_length=10)),
                ("label", models.CharField(max_length=200)),
                ("state", models.CharField(choices=STATES, max_length=10)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("case", _to("cases.case")),
                ("node", _to("victims.linknode")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=Q(until=None), fields=("case", "node"), name="node_once_a_case"),
                ],
                "indexes": [
                    models.Index(condition=Q(until=None), fields=["node"], name="cases_of_node"),
                    models.Index(fields=["case"], name="nodes_of_case"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseTally",
            fields=[
                *_child(),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("lease", models.CharField(blank=True, default="", max_length=64)),
                ("house", models.CharField(blank=True, default="", max_length=64)),
                ("sido", models.CharField(blank=True, default="", max_length=2)),
                ("deposit", models.BigIntegerField(blank=True, null=True)),
                ("loss", models.BooleanField(default=False)),
                ("repaid", models.BooleanField(default=False)),
                ("number", models.BinaryField(blank=True, max_length=32, null=True)),
                ("number_said", models.BigIntegerField(blank=True, null=True)),
                ("case", _to("cases.case")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("case",), name="one_tally_a_case")]},
        ),
        migrations.CreateModel(
            name="LinkageWord",
            fields=[
                *_child(),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=WORDS, max_length=5)),
                ("reason", models.CharField(max_length=500)),
                ("by", models.UUIDField()),
                ("organisation", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("event", models.UUIDField()),
                ("case", _to("cases.case")),
                ("node", _to("victims.linknode")),
                ("other", _to("victims.linknode", blank=True, null=True)),
            ],
            options={"indexes": [models.Index(fields=["case", "at"], name="linkage_words_of_case")]},
        ),
        # a child follows its case when another organisation takes it over
        *[
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
                " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
            )
            for table in ("victims_casenode", "victims_casetally", "victims_linkageword")
        ],
        migrations.RunSQL(
            Path(linkage.__file__).with_name("linkage.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION linkage_months(uuid); DROP FUNCTION linkage_counts(uuid[]); DROP FUNCTION linkage_told(uuid[])",
        ),
    ]
