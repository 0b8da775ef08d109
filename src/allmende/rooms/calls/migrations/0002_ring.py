from django.db import migrations, models

from allmende.foundation.upgrading.operations import AddIndexAside


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('calls', '0001_initial')]

    operations = [
        AddIndexAside(
            model_name='contribution', index=models.Index(fields=['call', 'lot', 'thing_ptr'], name='calls_ring')
        ),
    ]
