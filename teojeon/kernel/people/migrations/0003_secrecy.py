from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0002_parties")]

    operations = [
        migrations.CreateModel(
            name="SecrecyAcknowledgement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("text_version", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("event", models.UUIDField(unique=True)),
            ],
            options={"indexes": [models.Index(fields=["account", "-at"], name="secrecy_of_account")]},
        ),
    ]
