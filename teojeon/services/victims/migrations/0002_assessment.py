import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_initial'),
        ('victims', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='fact',
            name='source',
            field=models.CharField(choices=[('application', '신청'), ('register', '공부'), ('agency', '기관 회신'), ('visit', '현장'), ('testimony', '진술'), ('committee', '위원회 의결')], max_length=12),
        ),
        migrations.CreateModel(
            name='Reassessment',
            fields=[
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('trigger', models.CharField(choices=[('fact', '사실의 기록'), ('finding', '위원회의 판단'), ('parameter', '기준값의 승인'), ('objection', '이의신청'), ('correction', '경정'), ('recovery', '회수 보고')], max_length=10)),
                ('subject', models.TextField()),
                ('on', models.DateField()),
                ('run_at', models.DateTimeField()),
                ('old_result', models.JSONField()),
                ('new_result', models.JSONField()),
                ('differences', models.JSONField(default=list)),
                ('told_to', models.JSONField(default=list)),
                ('event', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'number'), name='reassessment_numbered'),
                    models.UniqueConstraint(condition=models.Q(('trigger', 'parameter')), fields=('case', 'subject'), name='reassessed_once_a_value'),
                ],
            },
        ),
        # a child follows its case when another organisation takes it over
        migrations.RunSQL(
            "ALTER TABLE victims_reassessment ADD CONSTRAINT victims_reassessment_handler FOREIGN KEY (case_id, handled_by)"
            " REFERENCES cases_case (id, handled_by) ON UPDATE CASCADE",
            "ALTER TABLE victims_reassessment DROP CONSTRAINT victims_reassessment_handler",
        ),
    ]
