import django.db.models.deletion
import uuid
from django.db import migrations, models

# a child follows its case when another organisation takes it over
TABLES = [
    f'victims_{name}'
    for name in ('application', 'statement', 'fact', 'report', 'package', 'opinion', 'letter', 'servicerecord')
]



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('account', models.UUIDField()),
                ('form_version', models.PositiveSmallIntegerField(default=1)),
                ('box', models.BinaryField(default=b'')),
                ('created_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['account', '-saved_at'], name='draft_of_account')],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('receipt_no', models.CharField(max_length=30, unique=True)),
                ('received_at', models.DateTimeField()),
                ('form_version', models.PositiveSmallIntegerField()),
                ('box', models.BinaryField()),
                ('signed_hash', models.CharField(max_length=64)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('event', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['account', '-received_at'], name='filing_of_account')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('decision_no', models.CharField(max_length=30, unique=True)),
                ('state', models.CharField(default='DRAFTED', max_length=10)),
                ('outcome', models.CharField(max_length=10)),
                ('content', models.JSONField()),
                ('minutes_sha256', models.CharField(max_length=64)),
                ('drafted_by', models.UUIDField()),
                ('drafted_at', models.DateTimeField()),
                ('sealed_by', models.UUIDField(blank=True, null=True)),
                ('sealed_at', models.DateTimeField(blank=True, null=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('document', models.UUIDField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('dispatched_by', models.UUIDField(blank=True, null=True)),
                ('dispatched_at', models.DateTimeField(blank=True, null=True)),
                ('method', models.CharField(blank=True, choices=[('post', '등기우편'), ('hand', '교부'), ('electronic', '전자송달')], default='', max_length=12)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('outcome', models.CharField(max_length=10)),
                ('agrees_with_province', models.BooleanField()),
                ('reason', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('signed_by', models.UUIDField()),
                ('signed_at', models.DateTimeField()),
                ('event', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Package',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('content', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('sent_by', models.UUIDField()),
                ('sent_at', models.DateTimeField()),
                ('event', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PortalEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('step', models.CharField(max_length=30)),
                ('on', models.DateField()),
                ('due', models.DateField(blank=True, null=True)),
                ('content', models.JSONField(default=dict)),
                ('message', models.UUIDField(blank=True, null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'id'], name='portal_entry_of_case'), models.Index(fields=['account', 'id'], name='portal_entry_of_account')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='DRAFTED', max_length=10)),
                ('opinion', models.CharField(max_length=10)),
                ('reason', models.TextField()),
                ('open_unknowns', models.JSONField(default=list)),
                ('drafted_by', models.UUIDField()),
                ('drafted_at', models.DateTimeField()),
                ('reviewed_by', models.UUIDField(blank=True, null=True)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('review_note', models.TextField(blank=True, default='')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceRecord',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('method', models.CharField(choices=[('post', '등기우편'), ('hand', '교부'), ('electronic', '전자송달')], max_length=12)),
                ('arrived_on', models.DateField()),
                ('proof', models.CharField(max_length=200)),
                ('recorded_by', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('event', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='victims.letter')),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('value', models.JSONField(blank=True, null=True)),
                ('said_at', models.DateTimeField()),
                ('message', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('form_version', models.PositiveSmallIntegerField()),
                ('channel', models.CharField(default='internet', max_length=12)),
                ('signed_hash', models.CharField(max_length=64)),
                ('sido', models.CharField(max_length=2)),
                ('sigungu', models.CharField(blank=True, default='', max_length=5)),
                ('legal_dong', models.CharField(blank=True, default='', max_length=40)),
                ('address', models.CharField(max_length=200)),
                ('address_matched', models.BooleanField()),
                ('flags', models.JSONField(default=list)),
                ('withdrawal_reason', models.CharField(blank=True, default='', max_length=1000)),
                ('message', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case',), name='one_application_a_case')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('value', models.JSONField(blank=True, null=True)),
                ('source', models.CharField(choices=[('application', '신청'), ('register', '공부'), ('agency', '기관 회신'), ('visit', '현장'), ('testimony', '진술')], max_length=12)),
                ('evidence', models.CharField(blank=True, default='', max_length=200)),
                ('as_of', models.DateField()),
                ('note', models.CharField(blank=True, default='', max_length=1000)),
                ('author', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('event', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'code', 'number'), name='fact_numbered'), models.CheckConstraint(condition=models.Q(('value', None), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='fact_with_evidence')],
            },
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('case',), name='one_letter_a_case'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('drafted_by', models.F('sealed_by')), _negated=True), name='letter_two_people'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='report_numbered'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('drafted_by', models.F('reviewed_by')), _negated=True), name='report_two_people'),
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.UniqueConstraint(fields=('letter',), name='served_once'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('case', 'code', 'message'), name='statement_once_a_message'),
        ),
        *[
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
                " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
            )
            for table in TABLES
        ],
    ]
