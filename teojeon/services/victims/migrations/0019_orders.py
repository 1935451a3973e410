import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

WAYS = [("on_site", "주택 방문"), ("phone", "전화 면담"), ("video", "영상 면담")]
OCCUPANCY = [
    ("tenant", "임차인이 살고 있음"),
    ("other", "다른 사람이 살고 있음"),
    ("empty", "비어 있음"),
    ("unseen", "확인하지 못함"),
]
ROLES = [("tenant", "임차인"), ("landlord", "임대인등"), ("interested", "이해관계인"), ("witness", "참고인")]
KINDS = [("statement", "진술서"), ("documents", "자료")]
CHANNELS = [("post", "우편"), ("visit", "방문"), ("email", "전자우편"), ("fax", "팩스")]
GROUNDS = [
    ("silent", "두 번 송달한 요구에 답하지 않음(기피)"),
    ("refused", "정당한 사유 없이 거부하거나 방해함"),
    ("false", "거짓의 진술서나 자료를 냄"),
]


def to(model: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model)


def child() -> list[tuple[str, models.Field]]:
    return [
        ("controller", models.CharField(max_length=20)),
        ("handled_by", models.CharField(max_length=20)),
        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
    ]


def follows(table: str) -> migrations.RunSQL:
    """A child follows its case when another organisation takes it over."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
        " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
    )


VISIT = [
    migrations.CreateModel(
        name="Visit",
        fields=[
            *child(),
            ("number", models.PositiveSmallIntegerField()),
            ("way", models.CharField(choices=WAYS, max_length=8)),
            ("way_note", models.CharField(blank=True, default="", max_length=500)),
            ("visit_at", models.DateTimeField()),
            ("visitors", models.JSONField(default=list)),
            ("present", models.JSONField(default=list)),
            ("notified_on", models.DateField(blank=True, null=True)),
            ("no_notice_reason", models.CharField(blank=True, default="", max_length=500)),
            ("occupancy", models.CharField(choices=OCCUPANCY, max_length=8)),
            ("condition", models.CharField(blank=True, default="", max_length=2000)),
            ("meters", models.JSONField(default=dict)),
            ("interview_with", models.CharField(blank=True, default="", max_length=60)),
            ("interview_summary", models.CharField(blank=True, default="", max_length=4000)),
            ("signed_by_interviewee", models.BooleanField(default=False)),
            ("recorded_by", models.UUIDField()),
            ("recorded_at", models.DateTimeField()),
            ("event", models.UUIDField()),
            ("case", to("cases.case")),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="visit_numbered"),
                models.UniqueConstraint(fields=("id", "case"), name="visit_of_its_case"),
                models.CheckConstraint(condition=Q(visit_at__lte=F("recorded_at")), name="visit_was_before_its_record"),
                models.CheckConstraint(
                    condition=~Q(way="on_site") | ~Q(no_notice_reason="", notified_on=None),
                    name="visit_announced_or_why_not",
                ),
            ]
        },
    ),
    follows("victims_visit"),
    migrations.CreateModel(
        name="VisitPhoto",
        fields=[
            *child(),
            ("number", models.PositiveSmallIntegerField()),
            ("taken_at", models.DateTimeField(blank=True, null=True)),
            ("place_box", models.BinaryField(default=b"")),
            ("added_by", models.UUIDField()),
            ("added_at", models.DateTimeField()),
            ("event", models.UUIDField()),
            ("case", to("cases.case")),
            ("paper", to("victims.paper")),
            ("visit", to("victims.visit")),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("visit", "number"), name="visit_photo_numbered"),
                models.UniqueConstraint(fields=("paper",), name="visit_photo_once"),
            ]
        },
    ),
    follows("victims_visitphoto"),
    # a photo is of a visit to the same case
    migrations.RunSQL(
        "ALTER TABLE victims_visitphoto ADD CONSTRAINT victims_visitphoto_of_case FOREIGN KEY (visit_id, case_id)"
        " REFERENCES victims_visit (id, case_id)",
        "ALTER TABLE victims_visitphoto DROP CONSTRAINT victims_visitphoto_of_case",
    ),
]
ORDERS = [
    migrations.CreateModel(
        name="StatementOrder",
        fields=[
            *child(),
            ("number", models.PositiveSmallIntegerField()),
            ("order_no", models.CharField(blank=True, default="", max_length=30)),
            ("state", models.CharField(default="DRAFTED", max_length=10)),
            ("addressee", models.UUIDField()),
            ("role", models.CharField(choices=ROLES, max_length=10)),
            ("name_box", models.BinaryField()),
            ("address_box", models.BinaryField()),
            ("kind", models.CharField(choices=KINDS, max_length=10)),
            ("questions", models.JSONField(default=list)),
            ("term_days", models.PositiveSmallIntegerField()),
            ("drafted_by", models.UUIDField()),
            ("drafted_at", models.DateTimeField()),
            ("issued_by", models.UUIDField(blank=True, null=True)),
            ("issued_on", models.DateField(blank=True, null=True)),
            ("arrived_on", models.DateField(blank=True, null=True)),
            ("due_on", models.DateField(blank=True, null=True)),
            ("overdue_noted_on", models.DateField(blank=True, null=True)),
            ("answered_on", models.DateField(blank=True, null=True)),
            ("closed_on", models.DateField(blank=True, null=True)),
            ("close_reason", models.CharField(blank=True, default="", max_length=1000)),
            ("document", models.UUIDField(blank=True, null=True)),
            ("sha256", models.CharField(blank=True, default="", max_length=64)),
            ("event", models.UUIDField()),
            ("case", to("cases.case")),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="order_numbered"),
                models.UniqueConstraint(condition=~Q(order_no=""), fields=("order_no",), name="order_no_once"),
                models.CheckConstraint(condition=Q(term_days__gte=7, term_days__lte=30), name="order_term"),
                models.CheckConstraint(
                    condition=Q(state__in=["DRAFTED", "DROPPED"]) | (~Q(order_no="") & Q(issued_on__isnull=False)),
                    name="order_issued_with_its_number",
                ),
                models.CheckConstraint(
                    condition=Q(arrived_on=None, due_on=None) | Q(arrived_on__isnull=False, due_on__gt=F("arrived_on")),
                    name="order_due_after_its_arrival",
                ),
                models.CheckConstraint(
                    condition=~Q(state__in=["ANSWERED", "REFUSED"]) | Q(answered_on__isnull=False),
                    name="order_answered_on_a_day",
                ),
            ],
            "indexes": [
                models.Index(fields=["case", "addressee"], name="orders_to_addressee"),
                models.Index(fields=["handled_by", "state", "due_on"], name="orders_of_handler"),
                models.Index(
                    condition=Q(state="ISSUED", overdue_noted_on=None, due_on__isnull=False),
                    fields=["due_on"],
                    name="orders_to_remind",
                ),
            ],
        },
    ),
    follows("victims_statementorder"),
    migrations.CreateModel(
        name="OrderAnswer",
        fields=[
            *child(),
            ("answered_on", models.DateField()),
            ("channel", models.CharField(choices=CHANNELS, max_length=8)),
            ("is_refusal", models.BooleanField(default=False)),
            ("reason", models.CharField(blank=True, default="", max_length=1000)),
            ("text", models.CharField(blank=True, default="", max_length=4000)),
            ("entered_by", models.UUIDField()),
            ("entered_at", models.DateTimeField()),
            ("event", models.UUIDField()),
            ("case", to("cases.case")),
            ("order", to("victims.statementorder")),
        ],
        options={"indexes": [models.Index(fields=["order"], name="answers_of_order")]},
    ),
    follows("victims_orderanswer"),
    migrations.CreateModel(
        name="AnswerFile",
        fields=[
            *child(),
            ("answer", to("victims.orderanswer")),
            ("case", to("cases.case")),
            ("paper", to("victims.paper")),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("paper",), name="answer_paper_once")]},
    ),
    follows("victims_answerfile"),
    migrations.CreateModel(
        name="NoResponse",
        fields=[
            *child(),
            ("addressee", models.UUIDField()),
            ("services", models.JSONField(default=list)),
            ("noted_on", models.DateField()),
            ("noted_at", models.DateTimeField()),
            ("noted_by", models.UUIDField()),
            ("ended_on", models.DateField(blank=True, null=True)),
            ("event", models.UUIDField()),
            ("case", to("cases.case")),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(condition=Q(ended_on=None), fields=("case", "addressee"), name="silent_once_an_addressee")
            ]
        },
    ),
    follows("victims_noresponse"),
    migrations.CreateModel(
        name="FineReferral",
        fields=[
            *child(),
            ("referral_no", models.CharField(max_length=30, unique=True)),
            ("addressee", models.UUIDField()),
            ("ground", models.CharField(choices=GROUNDS, max_length=8)),
            ("orders", models.JSONField(default=list)),
            ("reason", models.CharField(max_length=1000)),
            ("drafted_by", models.UUIDField()),
            ("drafted_at", models.DateTimeField()),
            ("document", models.UUIDField()),
            ("sha256", models.CharField(max_length=64)),
            ("event", models.UUIDField()),
            ("case", to("cases.case")),
        ],
        options={"indexes": [models.Index(fields=["case", "drafted_at"], name="fines_of_case")]},
    ),
    follows("victims_finereferral"),
]


class Migration(migrations.Migration):
    dependencies = [("victims", "0018_letterbox"), ("cases", "0004_alerts")]

    operations = [*VISIT, *ORDERS]
