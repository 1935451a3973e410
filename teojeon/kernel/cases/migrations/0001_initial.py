import django.db.models.deletion
import uuid
from django.db import migrations, models

# a child follows its case when another organisation takes it over
TABLES = ('cases_timelineentry', 'cases_deadline', 'cases_assignment', 'people_party', 'documents_document')



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('documents', '0001_initial'),
]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(max_length=40)),
                ('account', models.UUIDField()),
                ('receipt_no', models.CharField(max_length=30, unique=True)),
                ('register_year', models.PositiveSmallIntegerField()),
                ('register_serial', models.PositiveIntegerField()),
                ('received_at', models.DateTimeField()),
                ('entered_state_at', models.DateTimeField()),
                ('procedure_version', models.PositiveSmallIntegerField()),
                ('next_due', models.DateField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['handled_by', 'state', 'received_at', 'id'], name='case_worklist'), models.Index(fields=['state', 'received_at', 'id'], name='case_worklist_all')],
                'constraints': [models.UniqueConstraint(fields=('id', 'handled_by'), name='case_with_handler'), models.UniqueConstraint(fields=('kind', 'handled_by', 'register_year', 'register_serial'), name='case_register_gapless')],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('case_id', models.UUIDField()),
                ('controller', models.CharField(max_length=20)),
                ('account', models.UUIDField(blank=True, null=True)),
                ('organisation_id', models.CharField(blank=True, max_length=20, null=True)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('ground', models.CharField(max_length=60)),
                ('received_at', models.DateTimeField()),
                ('event', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['case_id'], name='reader_of_case'), models.Index(fields=['account', 'received_at', 'case_id'], name='reader_of_account'), models.Index(fields=['organisation_id', 'received_at', 'case_id'], name='reader_of_organisation')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('account', None), ('organisation_id__isnull', False)), models.Q(('account__isnull', False), ('organisation_id', None)), _connector='OR'), name='reader_one_kind')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=20)),
                ('account', models.UUIDField()),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('event', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('case', 'role'), name='one_person_a_role')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=30)),
                ('base_on', models.DateField()),
                ('nominal', models.DateField()),
                ('effective', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('rule_version', models.CharField(max_length=40)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'code', 'base_on'), name='deadline_once_per_base')],
            },
        ),
        migrations.CreateModel(
            name='TimelineEntry',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
                ('account', models.UUIDField(blank=True, null=True)),
                ('organisation', models.CharField(blank=True, default='', max_length=20)),
                ('content', models.JSONField(default=dict)),
                ('event', models.UUIDField(unique=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'id'], name='timeline_of_case')],
            },
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
