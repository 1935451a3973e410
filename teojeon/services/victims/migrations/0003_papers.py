import uuid

import django.db.models.deletion
from django.db import migrations, models


WAITING = """
-- For the portal's sweep: papers whose check or passage nobody takes care of, whoever wrote them.
CREATE FUNCTION papers_waiting(before timestamptz) RETURNS TABLE (work text, key uuid, subject uuid, account uuid)
STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'check', p.id, p.subject, p.account FROM victims_portalpaper p
  WHERE acting_side() = 'portal' AND p.state = 'checking' AND p.passage = '' AND p.created_at < before
  UNION
  SELECT 'send', p.bundle, p.subject, p.account FROM victims_portalpaper p
  WHERE acting_side() = 'portal' AND p.passage = '' AND p.state IN ('checking', 'accepted') AND p.created_at < before
    AND (EXISTS (SELECT FROM victims_draft d WHERE d.id = p.bundle AND d.state = 'FILED')
      OR EXISTS (SELECT FROM victims_addition a WHERE a.id = p.bundle AND a.state = 'SENT'))
$$;
"""


class Migration(migrations.Migration):

    dependencies = [('victims', '0002_assessment')]

    operations = [
        migrations.CreateModel(
            name='PaperCopy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('paper', models.UUIDField()),
                ('public_key', models.BinaryField(max_length=32)),
                ('sheets', models.JSONField(default=list)),
                ('asked_at', models.DateTimeField()),
                ('arrived_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Addition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('purpose', models.CharField(max_length=20)),
                ('reference', models.UUIDField(blank=True, null=True)),
                ('state', models.CharField(default='OPEN', max_length=5)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'subject'], name='addition_of_case')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('bundle', models.UUIDField()),
                ('doc_type', models.CharField(max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('required', models.BooleanField(default=False)),
                ('state', models.CharField(max_length=14)),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(blank=True, default='', max_length=8)),
                ('mime', models.CharField(blank=True, default='', max_length=60)),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('size', models.BigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('safe_file_id', models.UUIDField(blank=True, null=True)),
                ('safe_mime', models.CharField(blank=True, default='', max_length=60)),
                ('removed', models.JSONField(default=list)),
                ('scan', models.CharField(blank=True, default='', max_length=12)),
                ('code', models.CharField(blank=True, default='', max_length=40)),
                ('message', models.CharField(blank=True, default='', max_length=400)),
                ('culprit', models.UUIDField(blank=True, null=True)),
                ('named_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(blank=True, null=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='PaperSheet',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('name_box', models.BinaryField(default=b'')),
                ('document', models.UUIDField(blank=True, null=True)),
                ('file_id', models.UUIDField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='victims.paper')),
            ],
        ),
        migrations.CreateModel(
            name='PortalAbsence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('bundle', models.UUIDField()),
                ('doc_type', models.CharField(max_length=40)),
                ('reason_box', models.BinaryField(default=b'')),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('bundle', 'doc_type'), name='one_absence_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='PortalPaper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('bundle', models.UUIDField()),
                ('doc_type', models.CharField(max_length=40)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='receiving', max_length=12)),
                ('code', models.CharField(blank=True, default='', max_length=40)),
                ('message', models.CharField(blank=True, default='', max_length=400)),
                ('culprit', models.UUIDField(blank=True, null=True)),
                ('kind', models.CharField(blank=True, default='', max_length=8)),
                ('mime', models.CharField(blank=True, default='', max_length=60)),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('size', models.BigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('safe_file_id', models.UUIDField(blank=True, null=True)),
                ('safe_mime', models.CharField(blank=True, default='', max_length=60)),
                ('removed', models.JSONField(default=list)),
                ('scan', models.CharField(blank=True, default='', max_length=12)),
                ('passage', models.CharField(blank=True, default='', max_length=8)),
                ('sent_parts', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('by', models.UUIDField()),
                ('created_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['bundle', 'position'], name='portal_paper_of_bundle'), models.Index(fields=['subject', 'created_at'], name='portal_paper_of_case'), models.Index(condition=models.Q(('state', 'checking')), fields=['created_at'], name='portal_paper_unchecked')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['receiving', 'checking', 'accepted', 'rejected'])), name='portal_paper_state'), models.CheckConstraint(condition=models.Q(('passage__in', ['', 'sent', 'taken', 'refused'])), name='portal_paper_passage')],
            },
        ),
        migrations.AddIndex(
            model_name='paper',
            index=models.Index(fields=['case', 'named_at', 'position'], name='paper_of_case'),
        ),
        migrations.AddIndex(
            model_name='paper',
            index=models.Index(condition=models.Q(('state', 'received')), fields=['received_at'], name='paper_unchecked'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['awaited', 'received', 'ready', 'rejected', 'not_available', 'missing'])), name='paper_state'),
        ),
        migrations.AddIndex(
            model_name='papersheet',
            index=models.Index(fields=['paper', 'position'], name='sheet_of_paper'),
        ),
        *[
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
                " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
            )
            for table in ("victims_paper", "victims_papersheet")
        ],
        migrations.RunSQL(WAITING, 'DROP FUNCTION papers_waiting(timestamptz)'),
    ]
