import django.db.models.deletion
import uuid
from django.db import migrations, models

# a child follows its case when another organisation takes it over
TABLES = ('cases_alert', 'notices_notice')


def follows(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_handler FOREIGN KEY (case_id, handled_by)"
        " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_handler",
    )


class Migration(migrations.Migration):

    dependencies = [('cases', '0003_intake'), ('notices', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('clock_code', models.CharField(max_length=30)),
                ('base_on', models.DateField()),
                ('effective', models.DateField()),
                ('level', models.CharField(choices=[('D-10', 'D-10'), ('D-3', 'D-3'), ('D0', 'D0'), ('OVERDUE', '초과')], max_length=7)),
                ('owner', models.UUIDField(blank=True, null=True)),
                ('owner_box', models.CharField(max_length=12)),
                ('supervisor', models.CharField(max_length=12)),
                ('raised_on', models.DateField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.UUIDField(blank=True, null=True)),
                ('close_reason', models.CharField(blank=True, default='', max_length=400)),
                ('event', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['handled_by', 'effective'], name='alerts_open')],
                'constraints': [models.UniqueConstraint(fields=('case', 'clock_code', 'base_on', 'effective', 'level'), name='alert_once_a_level'), models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('close_reason', ''), _negated=True), _connector='OR'), name='alert_closed_with_a_reason')],
            },
        ),
        *[follows(table) for table in TABLES],
    ]
