import django.db.models.deletion
import uuid
from django.db import migrations, models
from teojeon.kernel.crypto.sql import DESTROY_KEY, DROP_DESTROY_KEY



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sides', '0001_initial'),
]

    operations = [
        migrations.CreateModel(
            name='DataKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('side', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('destroyed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='DataKeySecret',
            fields=[
                ('key', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='secret', serialize=False, to='crypto.datakey')),
                ('side', models.TextField()),
                ('master_key', models.TextField()),
                ('wrapped', models.BinaryField()),
                ('pseudonym', models.UUIDField(unique=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name='datakey',
            constraint=models.UniqueConstraint(condition=models.Q(('destroyed_at__isnull', True)), fields=('subject', 'side'), name='crypto_one_live_key_per_subject_and_side'),
        ),
        migrations.AddConstraint(
            model_name='datakey',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['portal', 'office'])), name='crypto_datakey_side'),
        ),
        migrations.AddIndex(
            model_name='datakeysecret',
            index=models.Index(fields=['side', 'master_key', 'key'], name='crypto_secret_by_master'),
        ),
        migrations.AddConstraint(
            model_name='datakeysecret',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['portal', 'office'])), name='crypto_datakeysecret_side'),
        ),
        migrations.RunSQL(DESTROY_KEY, DROP_DESTROY_KEY),
    ]
