import django.db.models.deletion
from django.db import migrations, models

from allmende.foundation.upgrading.operations import DropOwnIndexAside


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('threads', '0003_news')]

    operations = [
        DropOwnIndexAside(
            model_name='comment',
            name='thread',
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name='comments',
                to='threads.thread',
            ),
        ),
    ]
