from django.db import migrations, models

from allmende.foundation.upgrading.operations import AddIndexAside


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('files', '0002_keys_places_and_room')]

    operations = [
        AddIndexAside(model_name='file', index=models.Index(fields=['owner', 'stored'], name='files_by_owner')),
        AddIndexAside(model_name='file', index=models.Index(fields=['space', 'stored'], name='files_by_space')),
    ]
