from django.db import migrations, models
from teojeon.kernel.audit.schema import DROP_SQL, sql_text



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sides', '0001_initial'),
]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('pk', models.CompositePrimaryKey('side', 'controller', 'lane', 'closed_month', blank=True, editable=False, primary_key=True, serialize=False)),
                ('side', models.TextField()),
                ('controller', models.TextField()),
                ('lane', models.TextField()),
                ('closed_month', models.DateField()),
                ('number', models.BigIntegerField()),
                ('digest', models.BinaryField()),
                ('events_dropped', models.BigIntegerField()),
                ('act_ids', models.BinaryField()),
                ('signature', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('pk', models.CompositePrimaryKey('side', 'controller', 'lane', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('side', models.TextField()),
                ('controller', models.TextField()),
                ('lane', models.TextField()),
                ('number', models.BigIntegerField()),
                ('id', models.UUIDField(unique=True)),
                ('at', models.DateTimeField()),
                ('body', models.TextField()),
                ('digest', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('pk', models.CompositePrimaryKey('side', 'controller', 'lane', blank=True, editable=False, primary_key=True, serialize=False)),
                ('side', models.TextField()),
                ('controller', models.TextField()),
                ('lane', models.TextField()),
                ('number', models.BigIntegerField(default=0)),
                ('digest', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='LookMark',
            fields=[
                ('pk', models.CompositePrimaryKey('side', 'controller', 'lane', blank=True, editable=False, primary_key=True, serialize=False)),
                ('side', models.TextField()),
                ('controller', models.TextField()),
                ('lane', models.TextField()),
                ('number', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField()),
                ('account', models.UUIDField(db_index=True, null=True)),
                ('hour', models.DateTimeField()),
                ('organisation', models.TextField()),
                ('purpose', models.TextField()),
                ('count', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject', 'hour', 'organisation', 'purpose'), name='audit_look_once_an_hour')],
            },
        ),
        migrations.RunSQL(sql_text(), DROP_SQL),
    ]
