from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("victims", "0012_supplement_paper")]
    operations = []
