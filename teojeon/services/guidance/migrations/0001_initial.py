import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Examination',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('page', models.CharField(max_length=200)),
                ('version', models.UUIDField(blank=True, null=True)),
                ('checked_at', models.DateTimeField()),
                ('tool', models.CharField(max_length=60)),
                ('violations', models.PositiveIntegerField()),
                ('found', models.JSONField(default=list)),
                ('languages', models.JSONField(default=list)),
                ('manual_by', models.CharField(blank=True, max_length=60)),
                ('event', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.SlugField(max_length=60, unique=True)),
                ('data', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('author', models.UUIDField()),
                ('stored_at', models.DateTimeField()),
                ('event', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(max_length=8)),
                ('org_name', models.CharField(max_length=80)),
                ('dept', models.CharField(blank=True, max_length=80)),
                ('tel', models.CharField(blank=True, max_length=30)),
                ('region', models.CharField(blank=True, max_length=2)),
                ('task', models.CharField(max_length=200)),
                ('is_sample', models.BooleanField(default=False)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('replaces', models.UUIDField(blank=True, null=True)),
                ('entered_by', models.UUIDField()),
                ('entered_at', models.DateTimeField()),
                ('approved_by', models.UUIDField(blank=True, null=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('event', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('entered_by', models.F('approved_by')), _negated=True), name='guidance_office_two_people'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='guidance_office_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='PageVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('slug', models.SlugField(max_length=60)),
                ('language', models.CharField(default='ko', max_length=8)),
                ('number', models.PositiveIntegerField(default=0)),
                ('section', models.CharField(default='guide', max_length=8)),
                ('position', models.PositiveSmallIntegerField(default=100)),
                ('title', models.CharField(max_length=120)),
                ('description', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('law_basis', models.CharField(blank=True, max_length=300)),
                ('measures', models.JSONField(default=list)),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('known_warnings', models.JSONField(default=list)),
                ('warning_reason', models.CharField(blank=True, max_length=300)),
                ('html', models.TextField(blank=True)),
                ('author', models.UUIDField()),
                ('written_at', models.DateTimeField()),
                ('approver', models.UUIDField(blank=True, null=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('returned_because', models.CharField(blank=True, max_length=1000)),
                ('event', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('author', models.F('approver')), _negated=True), name='guidance_page_two_people'), models.CheckConstraint(condition=models.Q(('effective_to', None), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='guidance_page_dates_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'PUBLISHED'), _negated=True), models.Q(('approver__isnull', False), ('number__gte', 1)), _connector='OR'), name='guidance_page_approved'), models.UniqueConstraint(condition=models.Q(('state', 'PUBLISHED')), fields=('slug', 'language', 'number'), name='guidance_page_number'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'PUBLISHED')), expressions=[('slug', '='), ('language', '='), (models.Func('effective_from', 'effective_to', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='guidance_page_one_a_day')],
            },
        ),
    ]

