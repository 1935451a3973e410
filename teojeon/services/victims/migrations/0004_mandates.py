import uuid

import django.db.models.deletion
from django.db import migrations, models

# a child follows its case when another organisation takes it over
TABLES = ['victims_consent', 'victims_mandate', 'victims_heir']
CHILD = [
    ('controller', models.CharField(max_length=20)),
    ('handled_by', models.CharField(max_length=20)),
    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
]
CONSENT = [
    ('consent_code', models.CharField(max_length=12)),
    ('granted', models.BooleanField(blank=True, null=True)),
    ('text_version', models.PositiveSmallIntegerField()),
    ('at', models.DateTimeField()),
    ('by', models.CharField(max_length=24)),
    ('recipients', models.CharField(max_length=400)),
    ('items', models.CharField(max_length=400)),
    ('purpose', models.CharField(max_length=400)),
    ('retention', models.CharField(max_length=400)),
    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
]
KINDS = [('proxy', '위임대리인'), ('legal_representative', '법정대리인'), ('heir_representative', '유족 대표')]
RELATIONS = [
    ('spouse', '배우자'),
    ('descendant', '직계비속(자녀·손자녀)'),
    ('ascendant', '직계존속(부모·조부모)'),
    ('sibling', '형제자매'),
    ('collateral', '4촌 이내의 방계혈족'),
]
STATES = [('STATED', '확인 전'), ('ACCEPTED', '확인함'), ('ENDED', '끝남')]


OWNER = """CREATE OR REPLACE FUNCTION subject_owner(of_subject uuid) RETURNS uuid
STABLE LANGUAGE sql SET search_path = public, pg_temp AS $$ SELECT account FROM victims_draft WHERE id = of_subject $$"""
NOBODY = """CREATE OR REPLACE FUNCTION subject_owner(of_subject uuid) RETURNS uuid
STABLE LANGUAGE sql SET search_path = public, pg_temp AS $$ SELECT NULL::uuid $$"""


class Migration(migrations.Migration):

    dependencies = [('cases', '0001_initial'), ('people', '0002_parties'), ('victims', '0003_papers')]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                *CONSENT,
                *CHILD,
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('message', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(
                        condition=models.Q(('granted', True), ('withdrawn_at', None)),
                        fields=('case', 'consent_code'),
                        name='consent_stands_once',
                    ),
                ],
                'indexes': [models.Index(fields=['case', 'consent_code', 'at'], name='consent_of_case')],
            },
        ),
        migrations.CreateModel(
            name='PortalConsent',
            fields=[
                *CONSENT,
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('event', models.UUIDField()),
            ],
            options={'indexes': [models.Index(fields=['subject', 'at'], name='portal_consent_of_case')]},
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                *CHILD,
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('mandate_type', models.CharField(choices=KINDS, max_length=24)),
                ('state', models.CharField(choices=STATES, default='STATED', max_length=10)),
                ('party', models.UUIDField()),
                ('access', models.UUIDField(blank=True, null=True)),
                ('relation', models.CharField(blank=True, default='', max_length=60)),
                ('extent', models.CharField(blank=True, default='', max_length=400)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('doc_type', models.CharField(max_length=40)),
                ('doc_seen', models.BooleanField(default=False)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('message', models.UUIDField(blank=True, null=True)),
                ('event', models.UUIDField(blank=True, null=True)),
            ],
            options={'indexes': [models.Index(fields=['case', 'began_at'], name='mandate_of_case')]},
        ),
        migrations.CreateModel(
            name='Heir',
            fields=[
                *CHILD,
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='victims.mandate')),
                ('name', models.CharField(max_length=60)),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('relation', models.CharField(choices=RELATIONS, max_length=12)),
                ('rank', models.PositiveSmallIntegerField()),
                ('degree', models.PositiveSmallIntegerField(default=1)),
                ('is_alive', models.BooleanField(default=True)),
                ('renounced', models.BooleanField(default=False)),
                ('signed', models.BooleanField(default=False)),
                ('is_representative', models.BooleanField(default=False)),
            ],
            options={'abstract': False},
        ),
        *[
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
                " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
            )
            for table in TABLES
        ],
        migrations.RunSQL(OWNER, NOBODY),
    ]
