import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('work', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='ToOfficePart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('account', models.UUIDField()),
                ('attachment', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('box', models.BinaryField()),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'to_office_part',
                'constraints': [models.UniqueConstraint(fields=('attachment', 'number'), name='to_office_part_once')],
            },
        ),
        migrations.CreateModel(
            name='ToPortalPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('account', models.UUIDField()),
                ('attachment', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('box', models.BinaryField()),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'to_portal_part',
                'indexes': [models.Index(fields=['stored_at'], name='to_portal_part_stored')],
                'constraints': [models.UniqueConstraint(fields=('attachment', 'number'), name='to_portal_part_once')],
            },
        ),
    ]
