from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("victims", "0015_cotenants")]

    operations = [
        # papers that were added are read like a change and make no version of the content
        migrations.AlterField("Amendment", "number", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField("Addition", "outcome", models.CharField(blank=True, default="", max_length=10)),
        migrations.AddField("Addition", "reply_box", models.BinaryField(default=b"")),
    ]
