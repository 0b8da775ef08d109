from django.db import migrations, models

from allmende.foundation.upgrading.operations import AddIndexAside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("conversations", "0003_outbox")]

    operations = [
        migrations.AddField(model_name="message", name="pinned", field=models.DateTimeField(null=True)),
        AddIndexAside(
            model_name="message",
            index=models.Index(
                fields=["answers"], name="conversations_answers", condition=models.Q(answers__isnull=False)
            ),
        ),
        AddIndexAside(
            model_name="message",
            index=models.Index(
                fields=["conversation"], name="conversations_pins", condition=models.Q(pinned__isnull=False)
            ),
        ),
    ]
