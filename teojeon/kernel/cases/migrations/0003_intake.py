from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [('cases', '0002_deadline_parts')]

    operations = [
        migrations.AddField('case', 'came_from', models.CharField(blank=True, default='', max_length=20)),
        migrations.AddField('case', 'next_sale_on', models.DateField(blank=True, null=True)),
        migrations.AddIndex('case', models.Index(fields=['handled_by', 'received_at', 'id'], name='case_received')),
        migrations.AddIndex('case', models.Index(fields=['received_at', 'id'], name='case_received_all')),
        migrations.AddIndex(
            'case',
            models.Index(
                condition=models.Q(('next_sale_on__isnull', False)), fields=['handled_by', 'next_sale_on', 'id'], name='case_sale'
            ),
        ),
        migrations.AddIndex(
            'case',
            models.Index(condition=models.Q(('next_sale_on__isnull', False)), fields=['next_sale_on', 'id'], name='case_sale_all'),
        ),
        migrations.AddField('deadline', 'stopped_on', models.DateField(blank=True, null=True)),
    ]
