from django.db import migrations, models
from pathlib import Path



class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.RunSQL('CREATE SCHEMA IF NOT EXISTS extensions; CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA extensions', migrations.RunSQL.noop),

        migrations.CreateModel(
            name='ClockOffset',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('seconds', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='clock_offset_one_row')],
            },
        ),
        migrations.RunSQL((Path(__file__).parent.parent / 'sides.sql').read_text(encoding='utf-8'), 'DROP FUNCTION house_objects(), house_rights(), acting_account(), acting_side()'),
    ]
