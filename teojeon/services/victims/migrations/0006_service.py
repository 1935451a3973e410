import django.db.models.deletion
import uuid
from django.db import migrations, models

# services of before this version: of decision letters, all arrived
FILL = """
UPDATE victims_servicerecord s SET reference = s.letter_id, document = l.document, state = 'ARRIVED',
  effective_on = s.arrived_on, dispatched_on = (l.dispatched_at AT TIME ZONE 'Asia/Seoul')::date,
  address = left(coalesce(l.content->>'address', ''), 200), addressee = left(coalesce(l.content->>'applicant', ''), 60),
  started_by = l.dispatched_by, started_at = coalesce(l.dispatched_at, s.recorded_at), service_no = 'S-' || left(replace(s.id::text, '-', ''), 20)
FROM victims_letter l WHERE l.id = s.letter_id;
SET CONSTRAINTS ALL IMMEDIATE
"""

# a child follows its case when another organisation takes it over
TABLES = ('victims_threadentry', 'victims_call')


def follows(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
        " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
    )


class Migration(migrations.Migration):

    dependencies = [('victims', '0005_supplement'), ('cases', '0004_alerts')]

    operations = [
        migrations.RemoveConstraint(
            model_name='servicerecord',
            name='served_once',
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='service_no',
            field=models.CharField(default='', max_length=30),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='purpose',
            field=models.CharField(default='decision', max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='reference',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='document',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='title',
            field=models.CharField(default='전세사기피해자등 결정문', max_length=100),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='addressee',
            field=models.CharField(default='', max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='addressee_kind',
            field=models.CharField(default='applicant', max_length=16),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='state',
            field=models.CharField(default='WAITING', max_length=10),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='place',
            field=models.CharField(choices=[('service', '송달 희망 주소'), ('registered', '지금 주민등록지'), ('met', '만난 곳(본인이 동의)')], default='service', max_length=12),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='address',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='dispatched_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='tracking_no',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='returns',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='looked_up_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='contacts',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='noticed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='notice_media',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='notice_internet',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='arrived_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='effective_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='receiver',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='relation',
            field=models.CharField(blank=True, choices=[('self', '본인'), ('representative', '대표자·대리인'), ('staff', '사무원·피용자'), ('cohabitant', '동거인')], default='', max_length=16),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='refused',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='proof_file',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='started_by',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='started_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='servicerecord',
            name='service_no',
            field=models.CharField(max_length=30, unique=True),
        ),
        migrations.AlterField(
            model_name='servicerecord',
            name='reference',
            field=models.UUIDField(),
        ),
        migrations.AlterField(
            model_name='servicerecord',
            name='started_at',
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name='servicerecord',
            name='method',
            field=models.CharField(choices=[('post', '등기우편'), ('hand', '교부'), ('electronic', '전자송달'), ('public_notice', '공시송달')], max_length=13),
        ),
        migrations.AlterField(
            model_name='servicerecord',
            name='arrived_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='servicerecord',
            name='recorded_by',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='servicerecord',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='servicerecord',
            name='proof',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.RemoveField(
            model_name='servicerecord',
            name='letter',
        ),
        migrations.AddIndex(
            model_name='servicerecord',
            index=models.Index(fields=['case', 'started_at'], name='service_of_case'),
        ),
        migrations.AddIndex(
            model_name='servicerecord',
            index=models.Index(condition=models.Q(('state', 'ARRIVED'), _negated=True), fields=['handled_by', 'started_at'], name='service_open'),
        ),
        migrations.AddIndex(
            model_name='servicerecord',
            index=models.Index(fields=['purpose', 'reference'], name='service_of_reference'),
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('arrived_on__isnull', False), ('state', 'ARRIVED')), models.Q(models.Q(('state', 'ARRIVED'), _negated=True), ('arrived_on', None)), _connector='OR'), name='service_arrived_with_a_day'),
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.CheckConstraint(condition=models.Q(('effective_on', None), ('arrived_on__isnull', False), _connector='OR'), name='service_effect_by_arrival'),
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'NOTICED'), _negated=True), ('noticed_on__isnull', False), _connector='OR'), name='service_noticed_on_a_day'),
        ),
        migrations.CreateModel(
            name='ThreadEntry',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('question', '질문'), ('reply', '답변')], max_length=8)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('papers', models.JSONField(blank=True, default=list)),
                ('message', models.UUIDField(blank=True, null=True, unique=True)),
                ('event', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'at'], name='thread_of_case'), models.Index(condition=models.Q(('answered_at', None), ('kind', 'question')), fields=['handled_by', 'due_on'], name='questions_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'question'), _negated=True), ('due_on__isnull', False), _connector='OR'), name='question_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('called_at', models.DateTimeField()),
                ('by', models.UUIDField()),
                ('outcome', models.CharField(choices=[('reached', '통화함'), ('no_answer', '받지 않음'), ('left_word', '말을 남김'), ('wrong_number', '다른 사람의 번호')], max_length=12)),
                ('outside_window', models.BooleanField()),
                ('reason', models.CharField(blank=True, default='', max_length=400)),
                ('note', models.CharField(blank=True, default='', max_length=1000)),
                ('event', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'called_at'], name='calls_of_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outside_window', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='call_outside_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='PortalThreadEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('kind', models.CharField(choices=[('question', '질문'), ('reply', '답변')], max_length=8)),
                ('box', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('promised_on', models.DateField(blank=True, null=True)),
                ('message', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'at'], name='portal_thread_of_case')],
            },
        ),
        migrations.CreateModel(
            name='ProgressFigure',
            fields=[
                ('organisation', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('counted_on', models.DateField()),
                ('cases', models.PositiveIntegerField()),
                ('p50', models.PositiveIntegerField()),
                ('p90', models.PositiveIntegerField()),
            ],
        ),
        *[follows(table) for table in TABLES],
    ]
