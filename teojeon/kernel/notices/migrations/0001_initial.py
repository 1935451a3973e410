import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [('people', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('event_code', models.CharField(max_length=30)),
                ('channel', models.CharField(choices=[('sms', '문자'), ('email', '전자우편')], max_length=5)),
                ('version', models.PositiveIntegerField()),
                ('subject', models.CharField(blank=True, default='', max_length=80)),
                ('text', models.CharField(max_length=500)),
                ('saved_by', models.UUIDField()),
                ('saved_at', models.DateTimeField()),
                ('event', models.UUIDField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event_code', 'channel', 'version'), name='notice_template_version')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('case_id', models.UUIDField(blank=True, null=True)),
                ('official', models.UUIDField(blank=True, null=True)),
                ('event_code', models.CharField(max_length=30)),
                ('channel', models.CharField(choices=[('sms', '문자'), ('email', '전자우편')], max_length=5)),
                ('demand', models.BooleanField(default=False)),
                ('words', models.JSONField(blank=True, default=dict)),
                ('template_version', models.PositiveIntegerField(blank=True, null=True)),
                ('cause', models.UUIDField()),
                ('state', models.CharField(default='QUEUED', max_length=10)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('queued_at', models.DateTimeField()),
                ('next_try_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.CharField(blank=True, default='', max_length=60)),
                ('provider_id', models.CharField(blank=True, default='', max_length=80)),
                ('post', models.CharField(blank=True, default='', max_length=6)),
                ('decided_by', models.UUIDField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['QUEUED', 'SENDING'])), fields=['next_try_at'], name='notice_waiting'), models.Index(condition=models.Q(('state', 'MAYBE_SENT'), ('post', 'NEEDED'), _connector='OR'), fields=['handled_by', 'queued_at'], name='notice_asks'), models.Index(fields=['case_id'], name='notice_of_case')],
                'constraints': [models.UniqueConstraint(fields=('cause', 'event_code', 'channel'), name='notice_once_a_cause'), models.CheckConstraint(condition=models.Q(models.Q(('case_id', None), ('official__isnull', False)), models.Q(('case_id__isnull', False), ('official', None)), _connector='OR'), name='notice_to_one')],
            },
        ),
        migrations.CreateModel(
            name='OutboxEntry',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('channel', models.CharField(choices=[('sms', '문자'), ('email', '전자우편')], max_length=5)),
                ('recipient', models.CharField(max_length=80)),
                ('subject', models.CharField(blank=True, default='', max_length=80)),
                ('text', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='OfficialAddress',
            fields=[
                ('account', models.UUIDField(primary_key=True, serialize=False)),
                ('email', models.CharField(max_length=120)),
                ('event', models.UUIDField()),
            ],
        ),
    ]
