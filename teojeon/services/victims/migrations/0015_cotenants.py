from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("victims", "0014_service_proofs")]
    operations = []
