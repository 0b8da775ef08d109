from django.db import migrations, models

from allmende.foundation.upgrading.operations import AddIndexAside


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('spaces', '0007_room_locks')]

    operations = [
        AddIndexAside(
            model_name='membership', index=models.Index(fields=['space', 'id'], name='spaces_member_order')
        ),
        AddIndexAside(
            model_name='membership', index=models.Index(fields=['space', 'role'], name='spaces_member_role')
        ),
    ]
