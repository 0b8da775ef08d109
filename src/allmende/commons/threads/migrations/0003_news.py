from django.db import migrations, models

from allmende.foundation.upgrading.operations import AddIndexAside


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('threads', '0002_visit')]

    operations = [
        AddIndexAside(
            model_name='comment', index=models.Index(fields=['thread', 'thing_ptr'], name='threads_news')
        ),
    ]
