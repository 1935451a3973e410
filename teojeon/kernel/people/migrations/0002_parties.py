import uuid
from pathlib import Path

from django.db import migrations, models

TEXTS = {
    'nationality': 3,
    'phone_masked': 20,
    'contact_window': 100,
    'contact_channel': 20,
    'preferred_language': 5,
}


class Migration(migrations.Migration):

    dependencies = [('people', '0001_initial')]

    operations = [
        *[
            migrations.AddField('party', name, models.CharField(blank=True, default='', max_length=length))
            for name, length in TEXTS.items()
        ],
        *[
            migrations.AddField('party', name, models.BinaryField(blank=True, null=True))
            for name in ('phone_box', 'email_box', 'e_service_box')
        ],
        migrations.AddField('party', 'died_on', models.DateField(blank=True, null=True)),
        migrations.AddField('party', 'workplace_barred', models.BooleanField(default=False)),
        migrations.AddField('party', 'until', models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name='Access',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('owner', models.UUIDField()),
                ('account', models.UUIDField()),
                ('kind', models.CharField(max_length=10)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('until', None)), fields=('subject', 'account'), name='access_open_once'),
                ],
                'indexes': [
                    models.Index(fields=['account'], name='access_of_account'),
                    models.Index(fields=['owner'], name='access_of_owner'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('owner', models.UUIDField()),
                ('kind', models.CharField(max_length=10)),
                ('code_hash', models.BinaryField()),
                ('terms_box', models.BinaryField(blank=True, default=b'')),
                ('made_by', models.UUIDField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('access_until', models.DateTimeField(blank=True, null=True)),
                ('used_by', models.UUIDField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code_hash',), name='invitation_code_once')],
                'indexes': [models.Index(fields=['subject'], name='invitation_of_subject')],
            },
        ),
        migrations.CreateModel(
            name='CodeTries',
            fields=[
                ('account', models.UUIDField(primary_key=True, serialize=False)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('locked_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={'abstract': False},
        ),
        migrations.RunSQL((Path(__file__).parent.parent / 'access.sql').read_text(encoding='utf-8'), migrations.RunSQL.noop),
    ]
