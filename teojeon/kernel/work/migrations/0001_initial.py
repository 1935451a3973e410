import uuid
from django.db import migrations, models
from pathlib import Path



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sides', '0001_initial'),
]

    operations = [
        migrations.CreateModel(
            name='StoredAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=6)),
                ('account', models.UUIDField()),
                ('request', models.UUIDField()),
                ('act', models.CharField(max_length=80)),
                ('digest', models.CharField(max_length=64)),
                ('answer', models.JSONField()),
                ('event', models.UUIDField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('side', 'account', 'request'), name='one_answer_per_request')],
            },
        ),
        migrations.CreateModel(
            name='TakenByOffice',
            fields=[
                ('message', models.UUIDField(primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('taken_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'taken_by_office',
                'constraints': [models.UniqueConstraint(fields=('subject', 'number'), name='taken_by_office_order')],
            },
        ),
        migrations.CreateModel(
            name='TakenByPortal',
            fields=[
                ('message', models.UUIDField(primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('taken_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'taken_by_portal',
                'constraints': [models.UniqueConstraint(fields=('subject', 'number'), name='taken_by_portal_order')],
            },
        ),
        migrations.CreateModel(
            name='ToOffice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('account', models.UUIDField()),
                ('number', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(max_length=40)),
                ('box', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('stored_at', models.DateTimeField()),
                ('event', models.UUIDField()),
            ],
            options={
                'db_table': 'to_office',
                'indexes': [models.Index(fields=['stored_at'], name='to_office_stored')],
                'constraints': [models.UniqueConstraint(fields=('subject', 'number'), name='to_office_numbered')],
            },
        ),
        migrations.CreateModel(
            name='ToPortal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('account', models.UUIDField()),
                ('number', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(max_length=40)),
                ('box', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('stored_at', models.DateTimeField()),
                ('event', models.UUIDField()),
            ],
            options={
                'db_table': 'to_portal',
                'indexes': [models.Index(fields=['stored_at'], name='to_portal_stored')],
                'constraints': [models.UniqueConstraint(fields=('subject', 'number'), name='to_portal_numbered')],
            },
        ),
        migrations.RunSQL((Path(__file__).parent.parent / 'messages.sql').read_text(encoding='utf-8'), 'DROP FUNCTION waiting(timestamptz), message_number() CASCADE; DROP FUNCTION wake_office() CASCADE; DROP FUNCTION wake_portal() CASCADE'),
    ]
