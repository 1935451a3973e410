import django.db.models.deletion
import uuid
from django.db import migrations, models

# a child follows its case when another organisation takes it over; a row of a register does not
FOLLOWING = ('demand', 'demandanswer', 'moretime', 'task', 'caseflag', 'residentcheck', 'matter')


class Migration(migrations.Migration):

    dependencies = [('cases', '0003_intake'), ('victims', '0004_mandates')]

    operations = [
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='DRAFTED', max_length=10)),
                ('items', models.JSONField(default=list)),
                ('term_days', models.PositiveSmallIntegerField()),
                ('drafted_by', models.UUIDField()),
                ('drafted_at', models.DateTimeField()),
                ('issued_by', models.UUIDField(blank=True, null=True)),
                ('method', models.CharField(blank=True, default='', max_length=12)),
                ('dispatched_on', models.DateField(blank=True, null=True)),
                ('arrived_on', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=2000)),
                ('document', models.UUIDField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('event', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'number'), name='demand_numbered'), models.CheckConstraint(condition=models.Q(('term_days__gte', 1), ('term_days__lte', 14)), name='demand_term'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFTED', 'DROPPED']), ('dispatched_on__isnull', False), _connector='OR'), name='demand_sent')],
            },
        ),
        migrations.CreateModel(
            name='DemandAnswer',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='victims.demand')),
                ('text', models.TextField(blank=True, default='')),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('message', models.UUIDField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='MoreTime',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='victims.demand')),
                ('asked_on', models.DateField()),
                ('wanted_until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=1000)),
                ('state', models.CharField(default='WAITING', max_length=8)),
                ('granted_until', models.DateField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, default='', max_length=1000)),
                ('decided_by', models.UUIDField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('message', models.UUIDField(unique=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('demand',), name='one_request_for_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'GRANTED'), _negated=True), ('granted_until__isnull', False), _connector='OR'), name='time_granted_until')],
            },
        ),
        migrations.CreateModel(
            name='PortalDemand',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('state', models.CharField(default='OPEN', max_length=10)),
                ('box', models.BinaryField()),
                ('term_days', models.PositiveSmallIntegerField()),
                ('sent_on', models.DateField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('more_time', models.CharField(blank=True, default='', max_length=8)),
                ('document', models.UUIDField(blank=True, null=True)),
                ('message', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'subject'], name='portal_demand_of_case')],
            },
        ),
        migrations.CreateModel(
            name='RegisterRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('case_id', models.UUIDField()),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('entered_on', models.DateField()),
                ('basis', models.CharField(default='house', max_length=10)),
                ('came_from', models.CharField(blank=True, default='', max_length=20)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('moved_to', models.CharField(blank=True, default='', max_length=20)),
                ('kept', models.JSONField(default=dict)),
                ('event', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['case_id'], name='register_of_case')],
                'constraints': [models.UniqueConstraint(fields=('handled_by', 'year', 'serial'), name='register_serial_once')],
            },
        ),
        migrations.CreateModel(
            name='RegisterClosing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('last_serial', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('closed_by', models.UUIDField()),
                ('closed_at', models.DateTimeField()),
                ('event', models.UUIDField(unique=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('handled_by', 'year'), name='register_closed_once')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('box', models.CharField(max_length=12)),
                ('ground', models.JSONField(default=list)),
                ('opened_on', models.DateField()),
                ('due_on', models.DateField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.UUIDField(blank=True, null=True)),
                ('event', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['handled_by', 'box', 'due_on'], name='open_tasks')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('case', 'kind', 'box'), name='one_open_task')],
            },
        ),
        migrations.CreateModel(
            name='CaseFlag',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=30)),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['handled_by', 'code', 'received_at', 'case'], name='flagged_of_handler'), models.Index(fields=['code', 'received_at', 'case'], name='flagged_of_all')],
                'constraints': [models.UniqueConstraint(fields=('case', 'code'), name='flag_once_a_case')],
            },
        ),
        migrations.CreateModel(
            name='ResidentCheck',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('checked_at', models.DateTimeField()),
                ('checked_by', models.UUIDField()),
                ('match', models.BooleanField()),
                ('discrepancies', models.JSONField(default=list)),
                ('event', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'checked_at'], name='resident_checks_of_case')],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('person', models.BinaryField()),
                ('lease', models.CharField(blank=True, default='', max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['person'], name='matter_of_person')],
                'constraints': [models.UniqueConstraint(fields=('case',), name='one_matter_a_case')],
            },
        ),
        *[
            migrations.RunSQL(
                f"ALTER TABLE victims_{table} ADD CONSTRAINT victims_{table}_handler FOREIGN KEY (case_id, handled_by)"
                " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
                f"ALTER TABLE victims_{table} DROP CONSTRAINT victims_{table}_handler",
            )
            for table in FOLLOWING
        ],
    ]
