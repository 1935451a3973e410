import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('documents', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('bundle', models.UUIDField()),
                ('group', models.UUIDField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('name_box', models.BinaryField()),
                ('modified', models.TextField(blank=True, default='')),
                ('size', models.BigIntegerField()),
                ('received', models.BigIntegerField(default=0)),
                ('sha256', models.BinaryField(default=b'', max_length=32)),
                ('file_id', models.UUIDField(null=True, unique=True)),
                ('created_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['bundle', 'created_at'], name='documents_upload_bundle'), models.Index(fields=['group', 'position'], name='documents_upload_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('received__gte', 0), ('received__lte', models.F('size')), ('size__gte', 1)), name='documents_upload_size'), models.CheckConstraint(condition=models.Q(('file_id', None), ('received', models.F('size')), _connector='OR'), name='documents_upload_whole')],
            },
        ),
        migrations.CreateModel(
            name='UploadPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('start', models.BigIntegerField()),
                ('size', models.IntegerField()),
                ('file_id', models.UUIDField(unique=True)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='documents.upload')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('upload', 'start'), name='documents_part_once')],
            },
        ),
    ]
