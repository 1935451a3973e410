from django.db import migrations, models
import uuid


class Migration(migrations.Migration):

    dependencies = [('victims', '0006_service')]

    operations = [
        migrations.CreateModel(
            name='LaterSupport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('account', models.UUIDField()),
                ('subject', models.UUIDField()),
                ('box', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('event', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'at'], name='later_support_of_case')],
            },
        ),
    ]
