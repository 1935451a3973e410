import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
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
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('box', models.CharField(choices=[('P-REG', '전세사기피해자 신청등록'), ('P-INTAKE', '전세사기피해자 광역지자체 총괄접수'), ('P-INV', '전세사기피해자 조사'), ('P-REV', '전세사기피해자 조사 검토'), ('P-SEND', '전세사기피해자 조사 결과 국토교통부 송부'), ('PM-AGENDA', '안건 작성'), ('PM-SEC', '위원회 간사'), ('PM-DRAFT', '결정문 기안'), ('PM-SEAL', '결정·관인'), ('PM-SERVE', '송달'), ('PM-PARAM', '기준값 등록'), ('CM', '위원'), ('CM-CHAIR', '위원장'), ('AU', '감사')], max_length=12)),
                ('valid_from', models.DateTimeField()),
                ('valid_to', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.UUIDField()),
                ('approved_by', models.UUIDField()),
                ('conflict_noted', models.BooleanField(default=False)),
                ('event', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('applied_by', models.F('approved_by')), _negated=True), name='grant_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('account', models.F('applied_by')), _negated=True), models.Q(('account', models.F('approved_by')), _negated=True)), name='grant_not_for_oneself'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('account', '='), ('box', '='), (models.Func('valid_from', 'valid_to', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='grant_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('molit', 'molit'), ('sido', 'sido'), ('sigungu', 'sigungu'), ('committee', 'committee'), ('operator', 'operator')], max_length=12)),
                ('region', models.CharField(blank=True, default='', max_length=5)),
                ('is_controller', models.BooleanField(default=False)),
                ('supervisor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Official',
            fields=[
                ('account', models.UUIDField(primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=40)),
                ('position', models.CharField(blank=True, default='', max_length=60)),
                ('is_principal', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('case_id', models.UUIDField()),
                ('controller', models.CharField(max_length=20)),
                ('handled_by', models.CharField(max_length=20)),
                ('role', models.CharField(default='applicant', max_length=12)),
                ('name', models.CharField(max_length=60)),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('number_box', models.BinaryField(blank=True, null=True)),
                ('number_masked', models.CharField(blank=True, default='', max_length=14)),
                ('number_hash', models.BinaryField(blank=True, null=True)),
                ('mobile_box', models.BinaryField(blank=True, null=True)),
                ('mobile_masked', models.CharField(blank=True, default='', max_length=20)),
                ('address', models.CharField(blank=True, default='', max_length=200)),
                ('resident_address', models.CharField(blank=True, default='', max_length=200)),
                ('is_natural_person', models.BooleanField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['case_id'], name='party_of_case')],
            },
        ),
        migrations.RunSQL((Path(__file__).parent.parent / 'people.sql').read_text(encoding='utf-8'), 'DROP FUNCTION own_organisations()'),
    ]
