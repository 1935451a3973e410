"""What a deadline was counted from (S1-XCT-01). The rows are an index: `teojeon cases rebuild-deadlines` fills them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.AddField("deadline", "base_event", models.CharField(default="", max_length=40)),
        migrations.AddField("deadline", "length", models.PositiveIntegerField(default=0)),
        migrations.AddField("deadline", "unit", models.CharField(default="day", max_length=5)),
        migrations.AddField("deadline", "excluded", models.JSONField(default=list)),
    ]
