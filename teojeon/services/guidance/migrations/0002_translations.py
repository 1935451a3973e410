from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("guidance", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="pageversion",
            name="follows",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="examination",
            name="reader",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="examination",
            name="checked_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
